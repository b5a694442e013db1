"""The Log: its rows, its filter, and the form of an entry."""

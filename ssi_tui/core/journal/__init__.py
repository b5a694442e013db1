"""The Log: its rows, its filter, its words, and the form of an entry."""

"""The routine as it is edited: its draft, its words, and the checks of a task."""

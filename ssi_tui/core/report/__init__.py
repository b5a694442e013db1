"""What a report of some weeks shows: its figures, its curves and its words."""

"""What all views have in common: their base, tabs, last row and messages, and the host."""

"""What the program writes for others to open: a calendar, a report, a log without its owner."""

"""The weekly review: its page, its week and the promise."""

"""The rows of LinkedIn's archive: from rows to activities."""

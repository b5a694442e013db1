"""The local SQLite log and where it lies."""

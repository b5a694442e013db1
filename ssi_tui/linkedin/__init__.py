"""Reads from disk what LinkedIn gives its members; nothing here ever contacts LinkedIn."""

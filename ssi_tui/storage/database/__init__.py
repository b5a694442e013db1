"""The database file: its schema, connection, ids, errors and location."""

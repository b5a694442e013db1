"""The database file: schema, connection, ids, errors, and where it lies."""

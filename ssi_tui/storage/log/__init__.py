"""The log in the database: one file for each kind of row."""

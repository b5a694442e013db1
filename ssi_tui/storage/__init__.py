"""What is stored on disk: the log in an SQLite database, its backups, and the settings."""

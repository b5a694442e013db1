"""What keeps the log safe: backups, checks, restoring and salvage."""

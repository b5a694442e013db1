"""The dialogs with fields to fill in: an entry, a task, time off, a review, an archive."""

"""The settings file: read, edited, and where it lies."""

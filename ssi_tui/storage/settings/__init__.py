"""The settings file, and how it is read and edited."""

"""Exports, and imports of our own exports, of CSV and of LinkedIn's archive."""

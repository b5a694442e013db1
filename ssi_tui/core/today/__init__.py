"""The dashboard: all that the views show of one day."""

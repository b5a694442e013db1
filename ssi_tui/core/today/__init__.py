"""The dashboard: everything that the views show of one day."""

"""The view Pillars."""

"""Widgets that several views and dialogs share."""

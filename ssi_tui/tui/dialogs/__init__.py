"""The dialogs that open over a view."""

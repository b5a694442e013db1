"""The dialogs: a filled panel with an accent edge over the dimmed view."""

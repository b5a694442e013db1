"""The view Review."""

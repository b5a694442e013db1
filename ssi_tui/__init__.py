"""A keyboard-driven LinkedIn routine tracker for the terminal."""

__version__ = "0.2.0"

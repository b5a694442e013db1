"""Tests of tui/dialogs."""

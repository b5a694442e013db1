"""Tests of tui/view."""

"""Tests of tui/errands."""

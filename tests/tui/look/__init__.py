"""Tests of tui/look."""

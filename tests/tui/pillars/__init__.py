"""Tests of tui/pillars."""

"""Tests of tui/today."""

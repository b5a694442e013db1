"""Tests of tui/review."""

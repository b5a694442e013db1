"""Tests of tui/streaks."""

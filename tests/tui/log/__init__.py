"""Tests of tui/log."""

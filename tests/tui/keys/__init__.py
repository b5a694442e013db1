"""Tests of tui/keys."""

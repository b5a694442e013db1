"""Tests of several computers with one log."""

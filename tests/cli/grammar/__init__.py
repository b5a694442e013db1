"""Tests of cli/grammar."""

"""Tests of linkedin/reading."""

"""Tests of linkedin/files."""

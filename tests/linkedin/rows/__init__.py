"""Tests of linkedin/rows."""

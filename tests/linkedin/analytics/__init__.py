"""Tests of linkedin/analytics."""

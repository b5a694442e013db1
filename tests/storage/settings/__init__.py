"""Tests of storage/settings."""

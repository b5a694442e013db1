"""Tests of storage/database."""

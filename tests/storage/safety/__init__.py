"""Tests of storage/safety."""

"""Tests of storage/machines."""

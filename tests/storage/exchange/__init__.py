"""Tests of storage/exchange."""

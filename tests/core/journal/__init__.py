"""Tests of core/journal."""

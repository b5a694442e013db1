"""Tests of core/today."""

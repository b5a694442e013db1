"""Tests of core/ahead."""

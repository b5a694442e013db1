"""Tests of core/score."""

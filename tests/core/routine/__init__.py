"""Tests of core/routine."""

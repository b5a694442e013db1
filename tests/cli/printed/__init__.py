"""Tests of cli/printed."""

"""Tests of reading LinkedIn's export, with invented people and texts."""

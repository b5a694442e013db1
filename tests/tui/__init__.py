"""Tests of the Textual front end: units, then the app by keys, then goldens and a terminal."""

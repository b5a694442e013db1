"""Editing the routine: the draft, its words, and the checks of a task."""

"""The view Streaks."""

"""What to do next, and what stops or heals a collapse."""

"""What to do next, what stops a collapse, and what brings a pillar back."""

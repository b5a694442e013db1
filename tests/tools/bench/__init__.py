"""How fast the program is, as ratios against references that are measured in turn."""

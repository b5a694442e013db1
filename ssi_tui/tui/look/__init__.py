"""How everything looks: theme, contrast, grid and painting."""

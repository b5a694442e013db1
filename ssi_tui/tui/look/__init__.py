"""How everything looks: colours, columns and painting."""

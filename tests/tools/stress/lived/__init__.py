"""What the program foretells, compared with what comes of it when it is lived day by day."""

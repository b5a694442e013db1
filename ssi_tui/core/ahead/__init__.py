"""What is to come: curves, time off, and the year around them."""

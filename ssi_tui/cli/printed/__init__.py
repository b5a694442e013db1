"""What is printed: text and JSON."""

"""What can be typed: the parser, the quick reader, and the completion scripts."""

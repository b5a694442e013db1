"""What is foretold, lived, and what is told to synthetic people."""

"""What goes in and out: exports, merging, CSV, and the archive."""

"""What LinkedIn hands to the member, read from disk; nothing here ever contacts LinkedIn."""

"""What all views have in common: base, messages, tabs, key line."""

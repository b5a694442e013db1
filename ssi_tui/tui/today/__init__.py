"""The view Today."""

"""What the app does for a view: asks, calls the tracker, tells."""

"""What the app does for its views: ask the user, call the tracker, say what came of it."""

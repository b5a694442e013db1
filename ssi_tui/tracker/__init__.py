"""The verbs of the application, over the store and the core."""

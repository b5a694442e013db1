"""The tests mirror the package; ``scenes`` holds the sample data that they share."""

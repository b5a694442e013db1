"""Words, numbers and bars that the screens and the command line share."""

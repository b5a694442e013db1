"""Words, numbers and bars that the screen and the command line share."""

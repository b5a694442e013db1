"""The log as days: closed days, runs, sums and the history of the scores."""

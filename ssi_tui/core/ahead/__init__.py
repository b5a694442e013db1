"""The days ahead: score curves, time off, and the year around them."""

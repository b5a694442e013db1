"""The formula at work: stocks, scores, forecasts, and corrections by readings."""

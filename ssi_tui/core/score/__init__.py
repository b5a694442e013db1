"""The formula at work: stocks, scores, forecasts, and what readings correct."""

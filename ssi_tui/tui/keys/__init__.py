"""The keys: their table, their names, and the order in which the app answers them."""

"""The keys: their table, their names, and the order in which they are answered."""

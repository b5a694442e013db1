"""What is said to synthetic people, compared with what becomes of them, in printed figures."""

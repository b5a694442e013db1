"""Reads LinkedIn's own numbers from what is pasted: page text, a saved page or JSON."""

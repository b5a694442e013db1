"""LinkedIn's own numbers, as they are pasted: text, page or JSON."""

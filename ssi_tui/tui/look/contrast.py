"""Contrast as WCAG 2 defines it, and colours changed until they can be read."""

from textual.color import BLACK, WHITE, Color

TEXT, BARS = 4.5, 3.0
"""The lowest contrast allowed for text, and for bars and marks."""

STEPS = 24


def luminance(colour: Color) -> float:
    """Return the relative luminance of a colour, 0 (black) to 1 (white)."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Color, ground: Color, least: float = TEXT) -> Color:
    """Return the colour, mixed with just enough black or white to be read on a background.

    The terminal's own colours stay as they are: nobody knows what they look like.
    """
    if colour.ansi is not None or ground.ansi is not None or contrast(colour, ground) >= least:
        return colour
    end = max(BLACK, WHITE, key=lambda pole: contrast(pole, ground))
    mixed = (colour.blend(end, step / STEPS) for step in range(1, STEPS))
    return next((each for each in mixed if contrast(each, ground) >= least), end)

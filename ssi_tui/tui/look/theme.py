"""Our two themes, our variables for all other themes, and the styles that widgets paint with.

All colours are here. Contrast (WCAG 2) is at least 4.5 for text and 3 for bars and marks;
``ssi-rule`` and ``ssi-track`` are decoration, which nothing depends on.
"""

from collections.abc import Mapping
from functools import lru_cache

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from ssi_tui.tui.look.contrast import BARS, TEXT, readable

DARK = Theme(
    name="ssi-dark",
    dark=True,
    primary="#6fc9bd",
    accent="#6fc9bd",
    secondary="#5f8f9f",
    foreground="#d5dae1",
    background="#11151b",
    panel="#1d242d",
    surface="#161b22",
    warning="#e5b567",
    error="#f2817c",
    success="#8cc98a",
    variables={
        "ssi-accent": "#6fc9bd",
        "ssi-muted": "#98a2b0",
        "ssi-faint": "#7d8796",
        "ssi-fill": "#5f8f9f",
        "ssi-warn-fill": "#e5b567",
        "ssi-err-fill": "#f2817c",
        "ssi-mark": "#d5dae1",
        "ssi-mark-on-fill": "#11151b",
        "ssi-track": "#222a34",
        "ssi-rule": "#313a46",
    },
)

LIGHT = Theme(
    name="ssi-light",
    dark=False,
    primary="#0b6e66",
    accent="#0b6e66",
    secondary="#4b7f8f",
    foreground="#23282f",
    background="#faf8f4",
    panel="#ebe7df",
    surface="#f3f0ea",
    warning="#8a5700",
    error="#b3261e",
    success="#2f6b2f",
    variables={
        "ssi-accent": "#0b6e66",
        "ssi-muted": "#555d68",
        "ssi-faint": "#666e79",
        "ssi-fill": "#4b7f8f",
        "ssi-warn-fill": "#a4660a",
        "ssi-err-fill": "#c9443b",
        "ssi-mark": "#23282f",
        "ssi-mark-on-fill": "#faf8f4",
        "ssi-track": "#e2ddd3",
        "ssi-rule": "#cfcac0",
    },
)


def variable_defaults(theme: Theme) -> dict[str, str]:
    """Return values of our variables for a theme that does not define them."""
    if theme.ansi:
        return {
            "ssi-accent": "ansi_cyan",
            "ssi-muted": "ansi_default",
            "ssi-faint": "ansi_bright_black",
            "ssi-fill": "ansi_blue",
            "ssi-warn-fill": theme.warning or "ansi_yellow",
            "ssi-err-fill": theme.error or "ansi_red",
            "ssi-mark": "ansi_default",
            "ssi-mark-on-fill": "ansi_bright_white" if theme.dark else "ansi_default",
            "ssi-track": "ansi_bright_black",
            "ssi-rule": "ansi_bright_black",
        }
    # A literal colour is needed: "$primary" is not resolved in these defaults.
    system = theme.to_color_system().generate()
    ground = Color.parse(system["background"])
    text = Color.parse(system["foreground"])

    def mixed(share: float) -> str:
        return text.blend(ground, share).hex6

    return {
        "ssi-accent": system["primary"],
        "ssi-muted": mixed(0.30),
        "ssi-faint": mixed(0.40),
        "ssi-fill": system["primary"],
        "ssi-warn-fill": system["warning"],
        "ssi-err-fill": system["error"],
        "ssi-mark": system["foreground"],
        "ssi-mark-on-fill": system["background"],
        "ssi-track": mixed(0.88),
        "ssi-rule": mixed(0.75),
    }


_USED = ("background", "panel", "foreground", "warning", "error", "success", *DARK.variables)

# For each role: the variable of its colour, and whether it is bold. All stand on the ground.
_TEXTS: Mapping[str, tuple[str, bool]] = {
    "text": ("foreground", False),
    "bold": ("foreground", True),
    "muted": ("ssi-muted", False),
    "title": ("ssi-muted", True),
    "faint": ("ssi-faint", False),
    "accent": ("ssi-accent", False),
    "accent-bold": ("ssi-accent", True),
    "warning": ("warning", False),
    "warning-bold": ("warning", True),
    "error": ("error", False),
    "error-bold": ("error", True),
    "check": ("success", False),
    "rule": ("ssi-rule", False),
    "fill": ("ssi-fill", False),
    "warn-fill": ("ssi-warn-fill", False),
    "err-fill": ("ssi-err-fill", False),
    "mark": ("ssi-mark", False),
}

_FILLS = ("fill", "warn-fill", "err-fill")
_DRAWN = frozenset({"ssi-mark", *(f"ssi-{name}" for name in _FILLS)})

Palette = Mapping[str, Style]


def palette(variables: Mapping[str, str], surface: str = "background") -> Palette:
    """Return the style of each role in a theme, on its ``background`` or its ``panel``.

    Bars have the roles ``FILL:full``, ``FILL:part``, ``FILL:track``, ``FILL:line on fill`` and
    ``FILL:line on track`` for each of the fills.
    """
    return _palette(tuple(variables[name] for name in _USED), surface)


@lru_cache(maxsize=16)
def _palette(values: tuple[str, ...], surface: str) -> Palette:
    parsed = {name: Color.parse(value) for name, value in zip(_USED, values, strict=True)}
    if parsed[surface].a == 0:
        # The panels of an ANSI theme are transparent, and that is no colour to paint with.
        surface = "background"
    # Themes choose their colours for areas; text and marks in them must be readable too.
    for name in {name for name, _ in _TEXTS.values()} - {"ssi-rule"}:
        parsed[name] = readable(parsed[name], parsed[surface], BARS if name in _DRAWN else TEXT)
    for name in _FILLS:
        # A bar stands on its track, which contrasts with it less than the ground does.
        parsed[f"ssi-{name}"] = readable(parsed[f"ssi-{name}"], parsed["ssi-track"], BARS)
    colours = {name: colour.rich_color for name, colour in parsed.items()}
    ground = colours[surface]
    styles = {
        role: Style(color=colours[name], bgcolor=ground, bold=bold)
        for role, (name, bold) in _TEXTS.items()
    }
    styles["struck"] = styles["muted"] + Style(strike=True)
    track = colours["ssi-track"]
    # On the terminal's own ground a track has no shade: it is drawn as dots.
    track_ground = ground if colours["background"].is_default else track
    for name in _FILLS:
        fill = colours[f"ssi-{name}"]
        styles |= {
            f"{name}:full": Style(color=fill, bgcolor=fill),
            f"{name}:part": Style(color=fill, bgcolor=track_ground),
            f"{name}:track": Style(color=track, bgcolor=track_ground),
            f"{name}:line on fill": Style(color=colours["ssi-mark-on-fill"], bgcolor=fill),
            f"{name}:line on track": Style(color=colours["ssi-mark"], bgcolor=track_ground),
        }
    for role, name in (("cursor-cell", "ssi-accent"), ("cursor-cell:faint", "ssi-faint")):
        styles[role] = Style(color=colours["background"], bgcolor=colours[name])
        if colours["background"].is_default:
            styles[role] = Style(color=colours[name], reverse=True)
    return styles

"""The keys of Today, so that a task of the user's own takes none of them."""

from collections.abc import Iterable, Mapping

USUAL_KEYS: Mapping[str, tuple[str, str]] = {
    "today.tick-comment": ("c", "comment"),
    "today.tick-share": ("s", "share"),
    "today.tick-message": ("m", "message"),
    "today.tick-search": ("f", "search"),
    "today.tick-connect": ("n", "connect"),
    "today.less": ("-", "Less"),
    "today.note": ("N", "Note"),
    "today.day-before": ("[", "Day before"),
    "today.day-after": ("]", "Day after"),
    "today.clock": ("t", "Clock"),
    "today.more": ("x", "More"),
    "today.time-off": ("v", "Time off"),
    "today.quality": ("e", "Quality"),
    "today.import": ("i", "Import"),
    "today.routine": ("R", "Routine"),
    "today.go-to": ("g", "Go to day"),
    "today.today": (".", "Back to today"),
    "today.down": ("j", "Down"),
    "today.up": ("k", "Up"),
    "app.undo": ("u", "Undo"),
    "app.help": ("?", "Help"),
    "app.settings": (",", "Settings"),
    "app.quit": ("q", "Quit"),
    "app.today": ("1", "Today"),
    "app.pillars": ("2", "Pillars"),
    "app.streaks": ("3", "Streaks"),
    "app.review": ("4", "Review"),
    "app.log": ("5", "Log"),
}
"""The key that each binding of Today has as long as the user gives it no other, and its name."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def is_typed(key: str) -> bool:
    """Tell whether a key is one that a keyboard types: a letter, a digit or a mark."""
    return len(key) == 1 and key.isascii() and key.isprintable() and not key.isspace()


def taken_keys(keymap: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Return what each key of Today does, with those that the user has given."""
    found: dict[str, str] = {}
    for identity, (usual, name) in USUAL_KEYS.items():
        for key in keymap.get(identity, (usual,)):
            found.setdefault(key, name)
    return found


def free_key(label: str, taken: Iterable[str]) -> str | None:
    """Return a key for a new task: a letter of its label if one is free, else any letter."""
    used = set(taken)
    wanted = (*label.lower(), *label.upper(), *LETTERS, *LETTERS.upper())
    return next(
        (key for key in wanted if key.isalpha() and is_typed(key) and key not in used), None
    )

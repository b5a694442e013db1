"""Reads the most frequent command lines without the parser, which takes long to load.

Everything else is left to the parser, including mistakes and requests for help.
"""

from collections.abc import Sequence
from types import SimpleNamespace

# The views that the app can be opened at.
OPENING = ("review", "pillars", "streaks", "log")
EVERYWHERE = ("--db", "--today")
# The options with a value, by command; the only one without that is read here is ``--short``.
VALUES: dict[str, tuple[str, ...]] = {
    "tick": (*EVERYWHERE, "--date", "--note", "--quality"),
    "status": EVERYWHERE,
    "sync": EVERYWHERE,
}
# What the parser makes of options that are not given, by command.
DEFAULTS: dict[str, dict[str, object]] = {
    "tick": {"date": None, "note": None, "quality": None, "list": False},
    "status": {"short": False, "json": False},
    "sync": {
        **dict.fromkeys(("folder", "name")),
        **dict.fromkeys(("again", "status", "off", "without_notes", "merge", "dry_run"), False),
        "json": False,
    },
}


def read(arguments: Sequence[str]) -> SimpleNamespace | None:
    """Read a command line that opens the app, ``tick`` with actions, ``status --short``, ``sync``.

    Returns what the parser would return, and ``None`` for every other command line.
    """
    found: dict[str, object] = {"command": None, "db": None, "today": None}
    actions: list[str] = []
    values: tuple[str, ...] = EVERYWHERE
    left = iter(arguments)
    ended = False
    for word in left:
        # The parser takes actions from one place only: an option ends them.
        ended = ended or (bool(actions) and word.startswith("-"))
        if word in values:
            value = next(left, "-")
            # A word that begins with a dash may be the next option, or a slip.
            if value.startswith("-"):
                return None
            found[word.removeprefix("--")] = value
        elif word == "--short" and found["command"] == "status":
            found["short"] = True
        elif word.startswith("-") or not word:
            return None
        elif found["command"] is None:
            if word in OPENING:
                found["command"] = word
                continue
            if word not in VALUES:
                return None
            found |= {"command": word, **DEFAULTS[word]}
            values = VALUES[word]
        elif found["command"] == "tick" and not ended:
            actions.append(word)
        else:
            return None
    if found["command"] in (None, *OPENING):
        return SimpleNamespace(**found)
    if found["command"] == "tick" and actions:
        return SimpleNamespace(**found, actions=actions)
    return SimpleNamespace(**found) if found["command"] == "sync" or found.get("short") else None

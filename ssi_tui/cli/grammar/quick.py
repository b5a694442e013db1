"""Reads the command lines of every day without the parser, which takes longer to load.

Only what is given in full and in order is read here. Everything else, what is wrong and what asks
for help among it, is left to the parser.
"""

from collections.abc import Sequence
from types import SimpleNamespace

# The views that the app can be opened at.
OPENING = ("review", "pillars", "streaks", "log")
EVERYWHERE = {"--db": "db", "--today": "today"}
# Options with a value, and those that stand alone, by command.
VALUES: dict[str, dict[str, str]] = {
    "tick": {"--date": "date", "--note": "note", "--quality": "quality"},
    "status": {},
}
SWITCHES: dict[str, dict[str, str]] = {"tick": {}, "status": {"--short": "short"}}
DEFAULTS: dict[str, dict[str, object]] = {
    "tick": {"date": None, "note": None, "quality": None, "list": False},
    "status": {"short": False, "json": False},
}


def read(arguments: Sequence[str]) -> SimpleNamespace | None:
    """Return what opens the app, ``tick`` with actions or ``status --short`` as the parser does.

    ``None`` for everything else.
    """
    found: dict[str, object] = {"command": None, "db": None, "today": None}
    actions: list[str] = []
    values = EVERYWHERE
    switches: dict[str, str] = {}
    left = iter(arguments)
    ended = False
    for word in left:
        # The parser takes the actions in one go.
        ended = ended or (bool(actions) and word.startswith("-"))
        if word in values:
            value = next(left, "-")
            # What begins with a dash may be the next option, or a slip.
            if value.startswith("-"):
                return None
            found[values[word]] = value
        elif word in switches:
            found[switches[word]] = True
        elif word.startswith("-") or not word:
            return None
        elif found["command"] is None:
            if word in OPENING:
                found["command"] = word
                continue
            if word not in VALUES:
                return None
            found |= {"command": word, **DEFAULTS[word]}
            values, switches = EVERYWHERE | VALUES[word], SWITCHES[word]
        elif found["command"] == "tick" and not ended:
            actions.append(word)
        else:
            return None
    if found["command"] in (None, *OPENING):
        return SimpleNamespace(**found)
    if found["command"] == "tick" and actions:
        return SimpleNamespace(**found, actions=actions)
    return SimpleNamespace(**found) if found.get("short") else None

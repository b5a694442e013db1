"""The list of what can be logged: what an activity is, its minutes and its qualities."""

from collections.abc import Iterator
from textwrap import wrap

from ssi_tui.cli.printed.line import ACCENT, BOLD, MUTED, WIDTH, Line
from ssi_tui.core.formula import Actions
from ssi_tui.core.text.words import minutes

MINUTES, ABOUT, QUALITIES = 25, 29, 58
WHAT = {
    "comment": "comment on a post",
    "share": "share or write a post",
    "message": "write to someone",
    "search": "look for people",
    "connect": "invite someone",
    "reaction": "like a post",
    "reply": "answer a comment",
    "answer": "answer a message",
    "profile_view": "look at a profile",
    "invite_in": "accept an invitation",
    "invite_ok": "your invitation was accepted",
    "group": "take part in a group",
    "event": "take part in an event",
    "post": "write a long post",
    "article": "write an article",
    "recommend": "ask for or write a recommendation",
    "profile_upkeep": "update your profile",
    "inmail": "write an InMail",
}
"""What each activity of the formula is, in the words of somebody who does it."""


def activity_lines(actions: Actions) -> Iterator[Line]:
    """Yield a row for each activity, then how to log some."""
    head = Line("ACTIVITIES", BOLD).right(MINUTES, "minutes", MUTED)
    yield head.put(ABOUT, "what it is", MUTED).put(QUALITIES, "qualities", MUTED)
    for action in actions.values():
        line = Line().put(3, action.id, ACCENT).right(MINUTES, minutes(action.minutes), MUTED)
        line.put(ABOUT, WHAT.get(action.id, f"your own task, {action.label}"))
        counts = "" if action.toward == action.id else f"counts as {action.toward}"
        first, *others = wrap(", ".join(action.qualities), WIDTH - QUALITIES) or [counts]
        yield line.put(QUALITIES, first, MUTED)
        yield from (Line().put(QUALITIES, other, MUTED) for other in others)
    yield Line()
    yield Line().put(3, "Log some: ", MUTED).add("ssi-tui tick comment=2 search", ACCENT)

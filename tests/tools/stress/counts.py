"""How often each task was done, as an open app shows it."""

import re
from collections import Counter

from tests.tui.terminal import Terminal

TASKS = ("comment", "share", "message", "search", "connect")
# What goes beyond the target stands behind it: "2 of 2 +1" is three times.
_COUNT = re.compile(r" (\d+) of \d+(?: \+(\d+))?(?: |$)")


def counts(app: Terminal) -> Counter[str]:
    """Return the counts on the screen; a task whose row cannot be read is left out."""
    shown: Counter[str] = Counter()
    for task in TASKS:
        row = next((row for row in app.screen.rows if f"  {task}  " in row[3:20]), "")
        if count := _COUNT.search(row):
            shown[task] = int(count[1]) + int(count[2] or 0)
    return shown

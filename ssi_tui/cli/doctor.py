"""The command ``doctor``: checks that everything is well, and says what to do where it is not."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from textwrap import wrap
from types import SimpleNamespace
from typing import Any

from ssi_tui.cli.backup import salvaged_lines
from ssi_tui.cli.printed.json import SCHEMA, print_json
from ssi_tui.cli.printed.line import DANGER, GOOD, Line, in_utf_8, print_lines
from ssi_tui.core.model import TaskDefinition
from ssi_tui.core.tasks import current, key_words, keys_lost
from ssi_tui.storage.database.connection import SCHEMA_VERSION, open_existing, pragma
from ssi_tui.storage.database.errors import DatabaseUnusableError, readable
from ssi_tui.storage.log.rows import is_synced
from ssi_tui.storage.log.tasks import changes_of
from ssi_tui.storage.safety.checkup import Check
from ssi_tui.tracker.tracker import Tracker

SMALLEST = (60, 20)
DETAIL = 17
# Wider than any detail, so that none is wrapped outside a terminal.
LONGEST = 100_000


def run(tracker: Tracker, parsed: SimpleNamespace) -> None:
    """Print what was found, then raise ``DatabaseUnusableError`` if the database is unusable."""
    if parsed.salvage:
        print_lines(salvaged_lines(tracker.store.path, tracker.backups.salvage()))
        return
    found, failure = tracker.backups.check()
    whole = any(check.name == "schema" for check in found)
    more = of_the_log(tracker) if whole else ()
    checks = (*found, *more, terminal())
    if parsed.json:
        print_json(as_json(checks))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        print_lines(as_lines(checks, width))
    if failure is not None:
        sys.stdout.flush()
        raise DatabaseUnusableError(failure)


def of_the_log(tracker: Tracker) -> Iterator[Check]:
    """Yield the checks of what a healthy log says; changes no database."""
    path = tracker.store.path
    with readable(path), closing(open_existing(path, "ro")) as connection:
        if pragma(connection, "user_version") < SCHEMA_VERSION:
            return
        yield from _lost_keys(changes_of(connection))
        if is_synced(connection):
            # Loaded here: few have several computers.
            from ssi_tui.storage.machines.checks import check_sync

            days = tracker.machines.days
            yield from check_sync(connection, path, tracker.wall_clock.instant(), days)


def _lost_keys(changes: Sequence[TaskDefinition]) -> Iterator[Check]:
    """Yield a check where a task has no key because an older one has it."""
    lost = keys_lost(current(changes).values())
    if lost:
        told = [f"{task} has no key: {key_words(owner)}" for task, owner in lost.items()]
        remedy = f"ssi-tui task {next(iter(lost))} --key gives it one"
        yield Check("keys", True, "; ".join([*told, remedy]))


def as_json(checks: Sequence[Check]) -> dict[str, Any]:
    """Return what ``doctor --json`` prints, which scripts rely on."""
    return {
        "schema": SCHEMA,
        "ok": all(check.ok for check in checks),
        "checks": [
            {"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks
        ],
    }


def as_lines(checks: Sequence[Check], width: int | None = None) -> Iterator[Line]:
    """Yield a line for each check, wrapped at ``width`` columns where one is given."""
    for check in checks:
        head = Line("✓", GOOD) if check.ok else Line("!!", DANGER)
        room = LONGEST if width is None else max(width - DETAIL - 1, 1)
        first, *others = wrap(check.detail, room, break_long_words=False)
        yield head.put(3, check.name.replace("_", " ")).put(DETAIL, first)
        yield from (Line().put(DETAIL, line) for line in others)
    wrong = sum(not check.ok for check in checks)
    yield Line()
    yield Line(
        f"{wrong} of {len(checks)} checks need attention." if wrong else "Everything is fine."
    )


def terminal() -> Check:
    """Check the terminal that the command runs in: its encoding, kind and size."""
    if not in_utf_8():
        detail = f"encoding {sys.stdout.encoding or 'unknown'}; set a UTF-8 locale"
        return Check("terminal", False, detail)
    if not sys.stdout.isatty():
        return Check("terminal", True, "no terminal here (only the app needs one)")
    size = os.get_terminal_size()
    kind = os.environ.get("TERM") or "unknown"
    detail = f"{size.columns}x{size.lines}, {kind}"
    if kind in ("dumb", "unknown"):
        return Check("terminal", False, f"{detail}; set TERM, for example to xterm-256color")
    if size.columns < SMALLEST[0] or size.lines < SMALLEST[1]:
        least = f"{SMALLEST[0]}x{SMALLEST[1]}"
        return Check("terminal", False, f"{detail}; the app needs at least {least}")
    return Check("terminal", True, detail + (", no color" if os.environ.get("NO_COLOR") else ""))

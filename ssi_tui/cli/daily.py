"""What is called from prompts and scripts all day: tick, and the status in one line."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime

from ssi_tui.cli.printed import line as short
from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Source
from ssi_tui.core.text.words import printable
from ssi_tui.core.wall_clock import Clock
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.database.locations import database_path, settings_path
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.tracker import Tracker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path
    from types import SimpleNamespace

    Parsed = Namespace | SimpleNamespace


def run(parsed: Parsed) -> None:
    """Run ``tick`` or ``status --short``; raises what the tracker raises."""
    tracker = Tracker(database(parsed.db), clock(parsed.today), Source.CLI, preferences())
    try:
        if parsed.command == "tick":
            tick(tracker, parsed)
            backup(tracker)
        else:
            status(tracker)
    finally:
        tracker.close()


def tick(tracker: Tracker, parsed: Parsed) -> None:
    """Log what was done, and print what that makes."""
    actions = []
    for argument in parsed.actions:
        name, equals, number = argument.partition("=")
        count = whole_number(number, f"the count of {name}") if equals else 1
        actions.append((tracker.view.action(name), checks.count(count)))
    day = day_of(parsed.date, tracker.today())
    done = tracker.tick(actions, day, note=parsed.note, quality=parsed.quality)
    _say(tracker, short.ticked(done, tracker.glance(done.day)))


def status(tracker: Tracker) -> None:
    """Print the line for a prompt."""
    _say(tracker, short.status_short(tracker.glance()))


def _say(tracker: Tracker, text: str) -> None:
    """Print a line as text alone, with the glyphs of the settings."""
    if tracker.settings.glyphs == "ascii":
        # Most terminals have all glyphs.
        from ssi_tui.core.text.ascii import ascii_text

        text = ascii_text(text)
    print(printable(text))


def backup(tracker: Tracker) -> None:
    """Make the backup of the day once the reply is out; a failure is told and breaks nothing."""
    sys.stdout.flush()
    try:
        tracker.backups.daily()
    except DatabaseUnusableError as error:
        print(f"ssi-tui: {error}", file=sys.stderr)


# -- what commands are given ------------------------------------------------------------------


def database(given: str | None) -> Path:
    """Return the path of the database; an empty name is a slip, not the real log."""
    if given == "":
        raise RefusedError("--db names no file; give it one, or leave it out")
    return database_path(given)


def preferences() -> SettingsFile:
    """Return the user's settings; what is wrong in them is said on standard error."""
    found = SettingsFile(settings_path())
    for problem in found.problems:
        print(f"ssi-tui: {problem}", file=sys.stderr)
    return found


def clock(fixed: str | None) -> Clock:
    """Return the real clock, or one that stands on a given day."""
    day = None if fixed is None else _iso_day(fixed, "--today")
    if day is not None:
        checks.planned_day(day)
    return Clock(lambda: datetime.now(UTC), fixed=day)


def _iso_day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RefusedError(f"{name} {text!r} is not a date; give one like 2026-11-20") from None


def day_of(text: str | None, today: date) -> date | None:
    """Return the day that an option names, if it is given."""
    return None if text is None else checks.parse_day(text, today)


def whole_number(text: str, what: str) -> int:
    """Return a whole number; ``what`` is its name where it is none."""
    try:
        return int(text)
    except ValueError:
        raise RefusedError(f"{what} is a whole number, not {text!r}") from None

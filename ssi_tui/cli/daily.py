"""The commands that run all day, from prompts and scripts: ``tick`` and ``status --short``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from math import isfinite
from types import SimpleNamespace

from ssi_tui.cli.printed.line import NotShownError, complain, in_glyphs, print_lines
from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.core.model import Source
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.database.locations import database_path, settings_path
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.tracker import Tracker

NEW_FORMULA = """\
The score formula has improved, so your estimate has moved.
Your entries are unchanged. More: ssi-tui help score
"""
"""What is said once after an upgrade, before the text of a command."""


def run(parsed: SimpleNamespace) -> None:
    """Run ``tick``, ``status --short`` or a plain ``sync``.

    Raises what the tracker raises, and ``NotShownError``.
    """
    with user_log(parsed) as tracker:
        if parsed.command == "tick":
            tick(tracker, parsed)
        elif parsed.command == "sync":
            from ssi_tui.cli import sync

            sync.run(tracker, parsed)
        else:
            status(tracker)


@contextmanager
def user_log(parsed: SimpleNamespace) -> Iterator[Tracker]:
    """Open the user's log for a command, and make the backup of the day when it is done."""
    opened = Tracker(database(parsed.db), wall_clock(parsed.today), Source.CLI, preferences())
    with closing(opened) as tracker:
        try:
            yield tracker
        except DatabaseUnusableError as error:
            if not tracker.view.written:
                raise
            cause = error.__cause__ or error
            # What Python says of a value that none of us has written helps nobody.
            odd = isinstance(cause, ValueError | TypeError | OverflowError)
            why = "the log holds a value that can't be read" if odd else reason(cause)
            said = f"saved, but the answer can't be shown ({why}); see ssi-tui doctor"
            raise NotShownError(said) from error
        except KeyboardInterrupt:
            _tell_stopped(tracker, parsed)
            raise
        finally:
            # Said by a command that fails as well: the next one would know nothing of it.
            for log in tracker.store.logs_aside:
                complain(f"a copy replaced the log; the last changes before it are kept in {log}")
        # ``backup`` makes its own, ``doctor`` only looks, and a prompt must not wait for one.
        if parsed.command not in ("backup", "doctor") and not getattr(parsed, "short", False):
            _back_up(tracker)
        unsent = tracker.view.written and tracker.has_unsent()
    if unsent:
        sys.stdout.flush()
        # Loaded here, after the answer, and only where there are other computers.
        from ssi_tui.cli.sending import send_apart

        send_apart(opened)


def _tell_stopped(tracker: Tracker, parsed: SimpleNamespace) -> None:
    """Say what a command that the user stopped has changed, unless it only shows something."""
    if getattr(parsed, "restore", None) or getattr(parsed, "salvage", False):
        complain("stopped; ssi-tui status shows what your log holds now")
    elif tracker.view.written:
        back = "redo" if parsed.command == "undo" else "undo"
        complain(f"stopped, but it was saved already; ssi-tui {back} takes it back")
    elif parsed.command not in ("status", "week"):
        complain("stopped; your log is unchanged")


def _back_up(tracker: Tracker) -> None:
    """Make the backup of the day after the reply is printed; a failure is only reported."""
    sys.stdout.flush()
    try:
        tracker.backups.daily()
    except DatabaseUnusableError as error:
        complain(error)


def tick(tracker: Tracker, parsed: SimpleNamespace) -> None:
    """Log what was done, and print what the day has come to."""
    actions = []
    for argument in parsed.actions:
        name, equals, number = argument.partition("=")
        count = whole_number(number, f"the count of {name}") if equals else 1
        actions.append((tracker.view.action(name), checks.count(count)))
    day = day_of(parsed.date, tracker.today())
    done = tracker.tick(actions, day, note=parsed.note, quality=parsed.quality)
    tell_formula(tracker)
    # Loaded here: a prompt shows no answer to a tick.
    from ssi_tui.cli.printed.ticked import ticked_lines

    after, before = tracker.view.glances(done.day, (), done.entries)
    print_lines(ticked_lines(done, before, after), tracker.settings.glyphs)


def status(tracker: Tracker) -> None:
    """Print the line for a prompt, with the blanks that keep its width."""
    from ssi_tui.cli.printed.status_short import status_short

    print(in_glyphs(status_short(tracker.view.glance()), tracker.settings.glyphs))


def tell_formula(tracker: Tracker) -> None:
    """Say in a terminal, once after an upgrade, why the estimate has moved."""
    if sys.stdout.isatty() and tracker.view.tells_formula():
        print(NEW_FORMULA)


def database(given: str | None) -> str:
    """Return the path of the database; an empty name is refused as a slip."""
    if given == "":
        raise RefusedError("--db needs a file")
    return database_path(given)


def preferences() -> SettingsFile:
    """Return the user's settings, and print the mistakes in them on standard error."""
    found = SettingsFile(settings_path())
    for problem in found.problems:
        complain(problem)
    return found


def wall_clock(fixed: str | None) -> WallClock:
    """Return the real clock, or one that always shows the day of ``--today``."""
    try:
        datetime.now(UTC).astimezone()
    except ValueError as error:
        raise RefusedError("TZ isn't a time zone; try Europe/Stockholm") from error
    if fixed is None:
        return WallClock(lambda: datetime.now(UTC))
    try:
        day = date.fromisoformat(fixed)
    except ValueError:
        raise checks.not_a_date(fixed, "--today 2026-11-20") from None
    return WallClock(lambda: datetime.now(UTC), fixed=checks.planned_day(day))


def day_of(text: str | None, today: date) -> date | None:
    """Return the day that an option names, or ``None`` where the option is not given."""
    return None if text is None else checks.parse_day(text, today)


def planned_day_of(text: str | None, today: date) -> date | None:
    """Return the day that an option names for a change, or ``None`` where it is not given."""
    return None if text is None else checks.planned_day(checks.parse_day(text, today))


def whole_number(text: str, what: str) -> int:
    """Return a text as a whole number; ``what`` names it where it is refused."""
    try:
        return checks.parse_whole(text)
    except ValueError:
        raise RefusedError(f"{what} must be a whole number") from None


ON_WITH_A_WEEK = "--on works with daily targets only"


def asked_count(text: str, what: str) -> tuple[int, bool]:
    """Return a count like ``2`` or ``2/week``, and whether it is by the week."""
    number, slash, span = text.partition("/")
    if slash and span != "week":
        raise RefusedError(f"{what} must be a number, or a number a week: 2/week")
    value = whole_number(number, what)
    return (checks.weekly_target(value), True) if slash else (checks.target(value), False)


def real_number(text: str, what: str) -> float:
    """Return a text as a finite number; ``what`` begins the refusal."""
    try:
        value = checks.parse_real(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise RefusedError(f"{what} must be a number")
    return value

"""The commands that write files: ``export``, ``calendar`` and ``report``."""

import re
from collections.abc import Callable
from datetime import time
from pathlib import Path
from types import SimpleNamespace
from typing import TextIO

from ssi_tui.cli.daily import whole_number
from ssi_tui.cli.printed.json import for_machines
from ssi_tui.cli.printed.line import complain, print_lines
from ssi_tui.core.calendar import WEEKDAY_IDS
from ssi_tui.core.checks import FIRST_DAY, LAST_DAY, RefusedError, reason
from ssi_tui.core.slips import quoted
from ssi_tui.storage.database.files import private_text
from ssi_tui.storage.database.locations import not_ours, whole_path
from ssi_tui.tracker.tracker import Tracker

NO_REVIEW = -1
STAYS = (
    "The pattern of your days stays: "
    "who sees your public activity could still tell that it is yours."
)
UNCHANGED = (
    "doesn't follow changes of your routine: after one, empty that calendar and import a new file"
)
# More than the years of LinkedIn.
WEEKS_MAX = 1500


def run(tracker: Tracker, parsed: SimpleNamespace) -> None:
    """Write what the command makes to its file, or to standard output."""
    if parsed.command == "calendar":
        _calendar(tracker, parsed)
    elif parsed.command == "report":
        _report(tracker, parsed)
    elif parsed.anonymous:
        text = tracker.publish.anonymous()
        _write(tracker, parsed.output, lambda out: out.write(text))
        complain(STAYS)
    else:
        _write(tracker, parsed.output, lambda out: tracker.export(parsed.format, out))


def _write(tracker: Tracker, output: str, write: Callable[[TextIO], object]) -> Path | None:
    """Write to the file that an option names and return its path, ``None`` if it is ``-``."""
    if output == "-":
        write(for_machines())
        return None
    path = not_ours(Path(whole_path(output)), tracker.store.path)
    try:
        with private_text(path, over=True) as out:
            write(out)
    except OSError as error:
        why = f"can't write {path} ({reason(error)}); choose another --output"
        raise RefusedError(why) from error
    return path


def _calendar(tracker: Tracker, parsed: SimpleNamespace) -> None:
    text = tracker.publish.calendar(_time(parsed.at), _review(parsed.review))
    path = _write(tracker, parsed.output, lambda out: out.write(text))
    if path is None:
        complain(f"a calendar {UNCHANGED}")
        return
    print_lines([f"Wrote {path}. Import it into a calendar of its own.", f"It {UNCHANGED}."])


def _time(text: str) -> time:
    if re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", text, re.ASCII) is None:
        raise RefusedError(f"{quoted(text)} isn't a time; use --at 08:30")
    hours, minutes = map(int, text.split(":"))
    return time(hours, minutes)


def _review(text: str | None) -> int | None:
    if text is None:
        return None
    if text == "none":
        return NO_REVIEW
    if text not in WEEKDAY_IDS:
        raise RefusedError(f"--review takes one of {', '.join(WEEKDAY_IDS)} or none")
    return WEEKDAY_IDS.index(text)


def _report(tracker: Tracker, parsed: SimpleNamespace) -> None:
    weeks = None if parsed.weeks is None else whole_number(parsed.weeks, "--weeks")
    year = None if parsed.year is None else whole_number(parsed.year, "--year")
    if weeks is not None and not 1 <= weeks <= WEEKS_MAX:
        raise RefusedError(f"--weeks must be 1 to {WEEKS_MAX:,}")
    if year is not None and not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise RefusedError(f"--year must be {FIRST_DAY.year} to {LAST_DAY.year}")
    if parsed.open and parsed.output == "-":
        raise RefusedError("--open needs a file: --output report.html")
    text = tracker.publish.report(weeks, year, notes=parsed.notes)
    if parsed.output == "-":
        for_machines().write(text)
        return
    path = Path(whole_path(parsed.output))
    tracker.publish.save_report(text, path)
    print_lines([f"Wrote {path}."])
    if parsed.open and not _opened(path):
        print_lines(["There is no browser to open it in."])


def _opened(path: Path) -> bool:
    """Show a file in the user's browser; tell whether there is one."""
    # It contacts nothing: the browser is given the path of a file.
    import webbrowser

    return webbrowser.open(path.as_uri())

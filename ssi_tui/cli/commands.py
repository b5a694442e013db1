"""The other commands: each asks the tracker and prints its answer."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from shutil import get_terminal_size
from types import SimpleNamespace
from typing import TypeVar

from ssi_tui.cli import backup, daily
from ssi_tui.cli.app import open_app
from ssi_tui.cli.daily import (
    ON_WITH_A_WEEK,
    asked_count,
    day_of,
    planned_day_of,
    real_number,
    whole_number,
)
from ssi_tui.cli.grammar import completion
from ssi_tui.cli.grammar.quick import OPENING
from ssi_tui.cli.printed import imports, routine
from ssi_tui.cli.printed.json import for_machines, print_json, status_json
from ssi_tui.cli.printed.line import BOLD, WIDTH, Line, print_lines, titled, wrapped
from ssi_tui.cli.printed.status import GRAPHIC, status_lines
from ssi_tui.cli.printed.ticked import turned_lines
from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.core.formula import ACTIONS, Actions
from ssi_tui.core.links import pages_in
from ssi_tui.core.model import PILLARS, Past, Peers, Reading, Source, TimeOff
from ssi_tui.core.text.words import sentence
from ssi_tui.storage.database.locations import user_path
from ssi_tui.tracker.tracker import Tracker

Value = TypeVar("Value")


def run(parsed: SimpleNamespace) -> None:
    """Run the parsed command; raises ``RefusedError`` or ``DatabaseUnusableError``."""
    if parsed.command in (None, *OPENING):
        open_app(parsed)
    elif parsed.command == "completion":
        print(completion.script(parsed.shell), end="")
    elif parsed.command == "help":
        # Loaded here: no other command reads the guide.
        from ssi_tui.cli import guide

        guide.run(parsed.topic)
    elif parsed.command == "demo":
        # Loaded here: no other command invents anything.
        from ssi_tui.cli.demo import open_demo

        open_demo(parsed)
    elif parsed.command == "tick" and parsed.list:
        # Loaded here: few ask what there is to log.
        from ssi_tui.cli.printed.activities import activity_lines

        print_lines(activity_lines(_offered(parsed)))
    else:
        with daily.user_log(parsed) as tracker:
            _COMMANDS[parsed.command](tracker, parsed)


def _offered(parsed: SimpleNamespace) -> Actions:
    """Return what can be ticked, without creating a database where there is none."""
    opened = Tracker(daily.database(parsed.db), daily.wall_clock(parsed.today), Source.CLI)
    with closing(opened) as tracker:
        return tracker.view.offered() if tracker.store.exists() else ACTIONS


def _say(tracker: Tracker, lines: Iterable[Line | str]) -> None:
    """Print lines with the glyphs of the settings."""
    print_lines(lines, tracker.settings.glyphs)


def _undo(tracker: Tracker, parsed: SimpleNamespace) -> None:
    undone = parsed.command == "undo"
    last = tracker.journal.last_elsewhere() if undone and tracker.store.exists() else ""
    done = tracker.undo() if undone else tracker.redo()
    _say(tracker, turned_lines(done, tracker.view.glance(), undone=undone))
    if last:
        _say(tracker, [f"   {sentence(last)}"])


def _status(tracker: Tracker, parsed: SimpleNamespace) -> None:
    if parsed.short:
        daily.status(tracker)
    elif parsed.json:
        print_json(status_json(tracker.dashboard()))
    else:
        daily.tell_formula(tracker)
        links = tracker.settings.links and sys.stdout.isatty()
        pages = pages_in(os.environ.get("TERM", ""), links=links)
        asking = tracker.routine.asks()
        _say(tracker, status_lines(tracker.dashboard(), pages, asking=asking))


def _week(tracker: Tracker, parsed: SimpleNamespace) -> None:
    # Loaded here: no other command looks at a week.
    from ssi_tui.cli.printed.week import week_json
    from ssi_tui.core.review.words import markdown_lines, week_lines

    # Any day of a week names it, also one that is still to come.
    page = tracker.review.page(day_of(parsed.date, tracker.today()) or tracker.today())
    if parsed.json:
        print_json(week_json(page))
    elif parsed.markdown:
        # Markdown goes into files, where the glyphs of the terminal do not matter.
        for_machines()
        print_lines(markdown_lines(page))
    else:
        width = max(WIDTH, get_terminal_size().columns - 1)
        first, *lines = week_lines(page, width)
        rows = chain.from_iterable(wrapped(line[:GRAPHIC], line[GRAPHIC:], width) for line in lines)
        _say(tracker, [Line(first, BOLD), *map(titled, rows)])


def _routine(tracker: Tracker, parsed: SimpleNamespace) -> None:
    today = tracker.today()
    start = planned_day_of(parsed.start, today)
    if parsed.targets:
        asked: dict[str, tuple[int, bool]] = {}
        for argument in parsed.targets:
            name, equals, number = argument.partition("=")
            tracker.view.action(name)
            if not equals:
                raise RefusedError(f"{name} needs a target: {name}=2 or {name}=2/week")
            if name in asked:
                raise RefusedError(f"{name} appears twice")
            asked[name] = asked_count(number, f"the target of {name}")
        targets = {name: count for name, (count, weekly) in asked.items() if not weekly}
        by_week = {name: count for name, (count, weekly) in asked.items() if weekly}
        if by_week and parsed.on is not None:
            raise RefusedError(ON_WITH_A_WEEK)
        on: dict[str, frozenset[int] | None] = {}
        if parsed.on is not None:
            on = dict.fromkeys(targets, None if parsed.on == "all" else checks.weekdays(parsed.on))
        tracker.routine.set_routine(targets, start, on, weekly=by_week)
    elif parsed.on is not None:
        raise RefusedError("--on needs a task: search=1 --on mon,thu")
    shown = start or today
    schedule = tracker.view.schedule()
    if parsed.json:
        print_json(routine.routine_json(schedule, shown))
    else:
        _say(tracker, routine.routine_lines(schedule, shown, today))


def _profile(tracker: Tracker, parsed: SimpleNamespace) -> None:
    given = (parsed.has, parsed.connections, parsed.sales_navigator, parsed.workdays, parsed.past)
    if any(value is not None for value in given):
        tracker.routine.set_profile(
            checklist=_optional(checks.checklist, parsed.has),
            connections=_optional(
                lambda text: whole_number(text, "--connections"), parsed.connections
            ),
            sales_navigator=_optional(_yes_or_no, parsed.sales_navigator),
            past=_optional(_past, parsed.past),
            workdays=_optional(checks.weekdays, parsed.workdays),
        )
    profile = tracker.routine.profile()
    workdays = tracker.view.schedule().weekdays_on(tracker.today())
    if parsed.json:
        print_json(routine.profile_json(profile, workdays))
    else:
        _say(tracker, routine.profile_lines(profile, workdays))


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise RefusedError("--sales-navigator takes yes or no")
    return text == "yes"


def _past(text: str) -> Past:
    if text not in set(Past):
        raise RefusedError(f"--past takes one of {', '.join(Past)}")
    return Past(text)


def _optional(parse: Callable[[str], Value], text: str | None) -> Value | None:
    """Return what a text means, or ``None`` where the option is not given."""
    return None if text is None else parse(text)


IN_ORDER = (
    "   No names there, so the four pillars were read in LinkedIn's order.",
    "   If that is wrong: ssi-tui undo",
)


def _reading(tracker: Tracker, parsed: SimpleNamespace) -> None:
    day = day_of(parsed.date, tracker.today()) or tracker.today()
    numbers = (parsed.brand, parsed.people, parsed.insights, parsed.relationships)
    total = _optional(lambda text: real_number(text, "--total"), parsed.total)
    # Asked for now, before the reading itself changes the estimate.
    estimate = tracker.view.estimate_on(day)
    named = True
    if parsed.paste:
        if any(value is not None for value in (*numbers, total)):
            raise RefusedError("use either the numbers or --paste")
        reading, named = tracker.readings.read_pasted(_standard_input(errors="replace"), day)
        tracker.readings.record(reading, zero=parsed.zero)
    elif all(value is None for value in (*numbers, total)):
        _say(tracker, routine.reading_lines(tracker.view.log().readings))
        return
    else:
        reading = _typed_reading(numbers, day, parsed)
        tracker.readings.record(reading, total, zero=parsed.zero)
    taken = routine.reading_taken(reading, estimate, tracker.dashboard())
    _say(tracker, [*taken] if named else [*taken, *IN_ORDER])


def _typed_reading(numbers: Sequence[str | None], day: date, parsed: SimpleNamespace) -> Reading:
    missing = [name for name, text in zip(PILLARS, numbers, strict=True) if text is None]
    if missing:
        wanted = ", ".join(f"--{name}" for name in missing)
        raise RefusedError(f"all four pillars are needed; add {wanted}")
    brand, people, insights, relationships = (
        checks.reading_pillar(name, real_number(str(text), f"--{name}"))
        for name, text in zip(PILLARS, numbers, strict=True)
    )
    industry, network = (
        _optional(lambda text: Peers(checks.rank(whole_number(text, "a rank"))), text)
        for text in (parsed.industry_rank, parsed.network_rank)
    )
    return Reading(day, (brand, people, insights, relationships), industry, network)


def _off(tracker: Tracker, parsed: SimpleNamespace) -> None:
    if parsed.remove is not None:
        gone = tracker.routine.remove_time_off(parsed.remove)
        text = f"Canceled time off, {routine.time_off_text(gone, tracker.today())}."
        _say(tracker, [Line().fit(0, text)])
    elif parsed.start is not None and not parsed.list:
        # Loaded here: no other command looks that far ahead.
        from ssi_tui.core.ahead.time_off import cost_of
        from ssi_tui.core.ahead.time_off_words import cost_lines

        start = checks.parse_day(parsed.start, tracker.today())
        end = day_of(parsed.end, tracker.today()) or start
        tracker.routine.take_time_off(start, end, parsed.reason)
        cost = cost_of(tracker.dashboard().source, start, end)
        taken = TimeOff("", start, end, parsed.reason or None)
        _say(tracker, routine.time_off_taken(taken, tracker.today()))
        for line in [] if cost is None else cost_lines(cost):
            _say(tracker, wrapped("   ", line.removeprefix("   ")))
    else:
        _say(tracker, routine.time_off_lines(tracker.routine.time_off(), tracker.today()))


def _import(tracker: Tracker, parsed: SimpleNamespace) -> None:
    path = Path(user_path(parsed.path))
    with imports.progress_bar(sys.stderr) as progress:
        if parsed.import_kind == "log":
            given = _standard_input(encoding="utf-8-sig") if parsed.path == "-" else path
            report = tracker.import_log(
                given,
                dry_run=parsed.dry_run,
                entries_only=parsed.entries_only,
                progress=progress,
            )
        else:
            report = tracker.import_linkedin(
                path,
                me=parsed.me,
                invitations_zone=parsed.invitations_zone,
                dry_run=parsed.dry_run,
                progress=progress,
            )
    if parsed.json:
        print_json(imports.import_json(report))
    else:
        _say(tracker, imports.import_lines(report, tracker.today()))


def _standard_input(encoding: str | None = None, errors: str = "strict") -> str:
    """Return what comes from standard input, decoded as the locale says where nothing else does."""
    try:
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(encoding=encoding, errors=errors)
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise RefusedError("standard input isn't UTF-8; save it as UTF-8 and try again") from error
    except OSError as error:
        raise RefusedError(f"can't read standard input ({reason(error)}); use a file") from error


def _now_and_then(tracker: Tracker, parsed: SimpleNamespace) -> None:
    """Run a command that few people use, or seldom: its file is loaded only here."""
    match parsed.command:
        case "task":
            from ssi_tui.cli.task import run
        case "sync":
            from ssi_tui.cli.sync import run
        case "doctor":
            from ssi_tui.cli.doctor import run
        case _:
            from ssi_tui.cli.publish import run
    run(tracker, parsed)


_COMMANDS: Mapping[str, Callable[[Tracker, SimpleNamespace], None]] = {
    "tick": daily.tick,
    "undo": _undo,
    "redo": _undo,
    "status": _status,
    "week": _week,
    "routine": _routine,
    "task": _now_and_then,
    "profile": _profile,
    "reading": _reading,
    "off": _off,
    "import": _import,
    "export": _now_and_then,
    "calendar": _now_and_then,
    "sync": _now_and_then,
    "report": _now_and_then,
    "backup": backup.run,
    "doctor": _now_and_then,
}

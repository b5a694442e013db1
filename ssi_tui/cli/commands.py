"""The commands: each asks the tracker and prints what it answers."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import TypeVar

from ssi_tui.cli import backup as backups
from ssi_tui.cli import daily
from ssi_tui.cli.app import open_app
from ssi_tui.cli.daily import clock, database, day_of, preferences, whole_number
from ssi_tui.cli.grammar import completion
from ssi_tui.cli.grammar.quick import OPENING
from ssi_tui.cli.printed import imports
from ssi_tui.cli.printed import routine as frame
from ssi_tui.cli.printed import status as output
from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS, Actions
from ssi_tui.core.model import PILLARS, Past, Peers, Reading, Source
from ssi_tui.storage.database.locations import private_text, user_path
from ssi_tui.tracker.tracker import Tracker

Value = TypeVar("Value")

# What makes its own, or only looks. The line for a prompt is drawn too often to wait for anything.
WITHOUT_BACKUP = ("backup", "doctor")


def run(parsed: argparse.Namespace) -> None:
    """Run the parsed command; raises ``RefusedError`` or ``DatabaseUnusableError``."""
    if parsed.command in (None, *OPENING):
        open_app(parsed)
        return
    if parsed.command == "completion":
        print(completion.script(parsed.shell), end="")
        return
    if parsed.command == "help":
        # Loaded here: no other command reads the guide.
        from ssi_tui.cli import guide

        guide.run(parsed.topic)
        return
    if parsed.command == "demo":
        # Loaded here: no other command invents anything.
        from ssi_tui.cli.demo import open_demo

        open_demo(parsed, None if parsed.today is None else clock(parsed.today).today())
        return
    if parsed.command == "tick" and parsed.list:
        output.lines(output.action_lines(_offered(parsed)))
        return
    tracker = Tracker(database(parsed.db), clock(parsed.today), Source.CLI, preferences())
    try:
        _COMMANDS[parsed.command](tracker, parsed)
        if parsed.command not in WITHOUT_BACKUP and not getattr(parsed, "short", False):
            daily.backup(tracker)
    finally:
        tracker.close()


def _offered(parsed: argparse.Namespace) -> Actions:
    """Return what can be ticked; a log that is not there yet is not made for that."""
    path = database(parsed.db)
    if not path.exists():
        return ACTIONS
    tracker = Tracker(path, clock(parsed.today), Source.CLI)
    try:
        return tracker.view.offered()
    finally:
        tracker.close()


def _say(tracker: Tracker, text: Iterable[str]) -> None:
    """Print lines with the glyphs of the settings."""
    output.lines(text, tracker.settings.glyphs)


# -- the commands -----------------------------------------------------------------------------


def _undo(tracker: Tracker, parsed: argparse.Namespace) -> None:
    done = tracker.undo() if parsed.command == "undo" else tracker.redo()
    _say(
        tracker, [f"{parsed.command}ne  {output.done_text(done, tracker.today(), tracker.actions)}"]
    )


def _status(tracker: Tracker, parsed: argparse.Namespace) -> None:
    if parsed.short:
        daily.status(tracker)
    elif parsed.json:
        output.json_out(output.status_json(tracker.dashboard()))
    else:
        _say(tracker, output.status_lines(tracker.dashboard()))


def _week(tracker: Tracker, parsed: argparse.Namespace) -> None:
    # Loaded here: no other command looks at a week.
    from ssi_tui.cli.printed.week import week_json
    from ssi_tui.core.review.words import markdown_lines, week_lines

    today = tracker.today()
    # A later day of this week stands for the week, as any other of its days does.
    page = tracker.review.page(day_of(parsed.date, today) or today)
    if parsed.json:
        output.json_out(week_json(page))
    elif parsed.markdown:
        # What is written into a file needs no terminal.
        output.lines(markdown_lines(page))
    else:
        _say(tracker, week_lines(page))


def _task(tracker: Tracker, parsed: argparse.Namespace) -> None:
    # Loaded here: most logs have no tasks of their own.
    from ssi_tui.cli import task as tasks

    tasks.run(tracker, parsed)


def _routine(tracker: Tracker, parsed: argparse.Namespace) -> None:
    today = tracker.today()
    start = day_of(parsed.start, today)
    if start is not None:
        checks.planned_day(start)
    if parsed.targets:
        targets: dict[str, int] = {}
        for argument in parsed.targets:
            task, equals, number = argument.partition("=")
            tracker.view.routine_task(task)
            if not equals:
                raise RefusedError(f"give {task} a target, like {task}=2")
            if task in targets:
                raise RefusedError(f"{task} is named twice; give it one target")
            targets[task] = checks.target(whole_number(number, f"the target of {task}"))
        weekdays = None if parsed.on is None else _own_weekdays(parsed.on)
        on = {} if parsed.on is None else dict.fromkeys(targets, weekdays)
        tracker.frame.set_routine(targets, start, on)
    elif parsed.on is not None:
        raise RefusedError("name the tasks that --on is for, like search=1 --on mon,thu")
    shown = start or today
    schedule = tracker.view.schedule()
    if parsed.json:
        output.json_out(frame.routine_json(schedule, shown))
    else:
        _say(tracker, frame.routine_lines(schedule, shown, today))


def _own_weekdays(text: str) -> frozenset[int] | None:
    return None if text == "all" else checks.weekdays(text)


def _profile(tracker: Tracker, parsed: argparse.Namespace) -> None:
    given = (
        parsed.has,
        parsed.connections,
        parsed.sales_navigator,
        parsed.workdays,
        parsed.past,
    )
    if any(value is not None for value in given):
        tracker.frame.set_profile(
            checklist=_optional(checks.checklist, parsed.has),
            connections=_optional(
                lambda text: checks.connections(whole_number(text, "--connections")),
                parsed.connections,
            ),
            sales_navigator=_optional(_yes_or_no, parsed.sales_navigator),
            past=_optional(_past, parsed.past),
            workdays=_optional(checks.weekdays, parsed.workdays),
        )
    profile = tracker.frame.profile()
    workdays = tracker.view.schedule().weekdays_on(tracker.today())
    if parsed.json:
        output.json_out(frame.profile_json(profile, workdays))
    else:
        _say(tracker, frame.profile_lines(profile, workdays))


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise RefusedError(f"--sales-navigator is yes or no, not {text!r}")
    return text == "yes"


def _past(text: str) -> Past:
    if text not in set(Past):
        raise RefusedError(f"--past is one of {', '.join(Past)}, not {text!r}")
    return Past(text)


def _optional(parse: Callable[[str], Value], text: str | None) -> Value | None:
    return None if text is None else parse(text)


def _reading(tracker: Tracker, parsed: argparse.Namespace) -> None:
    today = tracker.today()
    day = day_of(parsed.date, today) or today
    numbers = (parsed.brand, parsed.people, parsed.insights, parsed.relationships)
    total = _optional(lambda text: _number(text, "--total"), parsed.total)
    # What the estimate was before it knew of this reading.
    estimate = tracker.view.estimate_on(day)
    if parsed.paste:
        if any(value is not None for value in (*numbers, total)):
            raise RefusedError("give the numbers or --paste, not both")
        reading = tracker.frame.read_pasted(sys.stdin.read(), day)
        tracker.frame.record_reading(reading)
    elif all(value is None for value in (*numbers, total)):
        _say(tracker, frame.reading_lines(tracker.view.log().readings))
        return
    else:
        reading = _typed_reading(numbers, day, parsed)
        tracker.frame.record_reading(reading, total)
    _say(tracker, [frame.reading_taken(reading, estimate, tracker.dashboard())])


def _typed_reading(numbers: Sequence[str | None], day: date, parsed: argparse.Namespace) -> Reading:
    missing = [name for name, text in zip(PILLARS, numbers, strict=True) if text is None]
    if missing:
        wanted = ", ".join(f"--{name}" for name in missing)
        raise RefusedError(f"a reading needs all four pillars; give {wanted} too")
    brand, people, insights, relationships = (
        checks.reading_pillar(name, _number(str(text), f"--{name}"))
        for name, text in zip(PILLARS, numbers, strict=True)
    )
    ranks = [
        _optional(lambda text: checks.rank(whole_number(text, "a rank")), text)
        for text in (parsed.industry_rank, parsed.network_rank)
    ]
    industry, network = (None if rank is None else Peers(rank) for rank in ranks)
    return Reading(day, (brand, people, insights, relationships), industry, network)


def _number(text: str, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise RefusedError(f"{what} is a number, not {text!r}") from None
    if not isfinite(value):
        raise RefusedError(f"{what} is a number, not {text!r}")
    return value


def _off(tracker: Tracker, parsed: argparse.Namespace) -> None:
    today = tracker.today()
    if parsed.remove is not None:
        gone = tracker.frame.remove_time_off(parsed.remove)
        _say(tracker, [f"removed  {frame.time_off_text(gone)}"])
    elif parsed.start is not None and not parsed.list:
        start = day_of(parsed.start, today)
        end = day_of(parsed.end, today)
        if start is not None:
            tracker.frame.take_time_off(start, end, parsed.reason)
            _say(tracker, [frame.time_off_taken(start, end or start)])
            _say(tracker, _time_off_cost(tracker, start, end or start))
    else:
        _say(tracker, frame.time_off_lines(tracker.frame.time_off()))


def _time_off_cost(tracker: Tracker, start: date, end: date) -> Iterator[str]:
    # Loaded when time off is taken: no other command looks that far ahead.
    from ssi_tui.core.ahead.time_off import cost_of
    from ssi_tui.core.ahead.time_off_words import cost_lines

    cost = cost_of(tracker.dashboard().source, start, end)
    if cost is not None:
        yield from cost_lines(cost)


def _import(tracker: Tracker, parsed: argparse.Namespace) -> None:
    path = user_path(parsed.path)
    if parsed.import_kind == "log":
        report = tracker.import_log(path, dry_run=parsed.dry_run)
    else:
        with imports.progress_bar(sys.stderr) as progress:
            report = tracker.import_linkedin(
                path,
                me=parsed.me,
                invitations_zone=parsed.invitations_zone,
                dry_run=parsed.dry_run,
                progress=progress,
            )
    if parsed.json:
        output.json_out(imports.import_json(report))
    else:
        _say(tracker, imports.import_lines(report, tracker.today()))


def _export(tracker: Tracker, parsed: argparse.Namespace) -> None:
    if parsed.output is None:
        tracker.export(parsed.format, sys.stdout)
        return
    path = user_path(parsed.output).absolute()
    try:
        if path.exists() and not path.is_file():
            raise RefusedError(f"{path} is not a file; name another --output, or leave it out")
        database = tracker.store.path
        if database.exists() and path.exists() and path.samefile(database):
            raise RefusedError(f"{path} would overwrite the database; name another --output")
        with private_text(path, over=True) as out:
            tracker.export(parsed.format, out)
    except OSError as error:
        raise RefusedError(
            f"{path} cannot be written ({(error.strerror or '').lower()}); name another --output"
        ) from error


def _doctor(tracker: Tracker, parsed: argparse.Namespace) -> None:
    # Loaded when it is called.
    from ssi_tui.cli.doctor import run as look

    look(tracker, parsed)


_COMMANDS: Mapping[str, Callable[[Tracker, argparse.Namespace], None]] = {
    "tick": daily.tick,
    "undo": _undo,
    "redo": _undo,
    "status": _status,
    "week": _week,
    "routine": _routine,
    "task": _task,
    "profile": _profile,
    "reading": _reading,
    "off": _off,
    "import": _import,
    "export": _export,
    "backup": backups.run,
    "doctor": _doctor,
}

"""Five newcomers, each played through the app for 28 mornings: ``python -m tests.tools.newcomers``.

It prints what Today says on some mornings before a key is pressed, and what is wrong: a question
that cannot be answered within two keys or is not asked again, blame in the first days, somebody
who is called names though nothing is missed. The same on every run.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from unittest.mock import patch

from ssi_tui.core.model import Risk
from ssi_tui.tracker.tracker import Tracker
from tests.linkedin.builder import BO, Export, Message, invitation, messages, post_id, sheet, urn
from tests.tools.scenes import SceneClock, newcomer, open_tracker
from tests.tui.driver import Session, session

FIRST = date(2026, 11, 2)
DAYS = 28
TOLD_ON = (1, 2, 5, 10, 20, 28)
ROUTINE = "ccsmfn"
ASKS = "two answers make this estimate yours"
NEEDS_WORK = "needs work"
BLAMELESS_DAYS = 10
TASKS = ("comment", "share", "message", "search", "connect")
# What a screen may not say to somebody who has only just begun.
BLAME = re.compile(
    rf"{NEEDS_WORK}|collapsed|about to collapse|if you do nothing|drops below|has dropped|inactive|"
    r"below its|under its|missed|failed|overdue|not kept|too late"
)

Does = Callable[[Session], object]


def keys(*pressed: str) -> Does:
    """Return what somebody does who presses these keys."""
    return lambda app: app.press(*pressed)


def reads(app: Session) -> None:
    """Type what LinkedIn says of the four pillars."""
    app.press("2", "r").enter("10.5 9.8 7.1 12.6").press("enter")
    while len(app.app.screen_stack) > 1:
        app.press("enter")
    app.press("1")


def imports(app: Session) -> None:
    """Read the archive of the half year before, and take the profile that it proposes."""
    archive = app.path.with_name("Complete_LinkedInDataExport.zip")
    half_a_year().zip(archive)
    app.press("i", "ctrl+u").enter(str(archive)).press("enter")
    assert app.until(lambda: "to add" in app.text), app.text
    app.press("enter")
    assert app.until(lambda: "connections" in app.text), app.text
    app.press("enter")
    assert len(app.app.screen_stack) == 1, app.text


def half_a_year() -> Export:
    """Return LinkedIn's archive of somebody who was there on three days of each week."""
    days = [FIRST - timedelta(days=back) for back in range(1, 183)]
    mornings = [datetime.combine(day, time(15)) for day in days if day.weekday() in (0, 2, 3)]
    links = [urn("activity", post_id(at)) for at in mornings]
    comments = [(f"{at}", link, "Well said.") for at, link in zip(mornings, links, strict=True)]
    found = Export().add("Comments.csv", sheet("Comments", comments))
    found.add("messages.csv", messages(Message(at) for at in mornings))
    found.add("Invitations.csv", sheet("Invitations", [invitation(at, BO) for at in mornings]))
    people = [("Bo", "Zarnow", BO[1], "", "", "", "12 Jan 2024")]
    return found.add("Connections.csv", sheet("Connections", people))


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who keeps the whole routine, and on some days does something before it.

    ``answers_on`` is the day on which both questions are answered, or declined where ``declines``.
    """

    name: str
    does: Mapping[int, Sequence[Does]] = field(default_factory=dict)
    answers_on: int = 1
    declines: bool = False


# The promises, the workdays, a background and a summary in the profile, 300 connections, nothing
# done in the month before, no archive.
_PROFILE = ("l", "space", *"ll", "space", "j", "space", *"jhh", "space")
_WELCOME = ("enter", "enter", *_PROFILE, "enter", "enter")
NEWCOMERS: Sequence[Newcomer] = (
    Newcomer(
        "Presses a task key first",
        {1: (keys(*ROUTINE),), 10: (keys("P", "l", "l", "space", "enter"),)},
        answers_on=10,
    ),
    Newcomer("Answers everything", {1: (keys(*_WELCOME),)}),
    Newcomer("Declines", {1: (keys("c", "P", "d"),)}, declines=True),
    Newcomer("Imports on day 2", {2: (imports, keys("P", "enter"))}, answers_on=2),
    Newcomer(
        "Gives a reading on day 3",
        {1: (keys(*["escape"] * 4),), 3: (reads,), 5: (keys("P", "l", "space", "enter"),)},
        answers_on=5,
    ),
)


@dataclass(frozen=True, slots=True)
class Morning:
    """What the app said on a morning: the day's number, Today as rows, and all views as text."""

    number: int
    today: Sequence[str]
    views: str


@contextmanager
def opened(path: Path, day: date) -> Iterator[Session]:
    """Open the app on the log of a newcomer."""

    def scene(path: Path) -> Tracker:
        return open_tracker(path, SceneClock(day)) if path.exists() else newcomer(path)

    with session(path, scene, day=day) as app:
        yield app


def asked(app: Session) -> bool:
    """Tell whether the screen asks for the answers, in the welcome or in a row of its own."""
    return app.app.welcoming or ASKS in app.text


def not_answered_in_two(path: Path, day: date) -> Iterator[str]:
    """Try on a copy of the log whether two keys answer both questions."""
    copy = path.with_name("probe.db")
    if path.exists():
        copyfile(path, copy)
    with opened(copy, day) as app:
        app.press("P", "enter")
        if app.app.tracker.routine.asks():
            yield "two keys do not answer"
    copy.unlink()


def live(person: Newcomer, path: Path, days: Sequence[int]) -> Iterator[tuple[Morning, list[str]]]:
    """Yield what the app says on some mornings, and what is wrong with it.

    On the other mornings the routine is ticked without looking.
    """
    for number in range(1, max(days) + 1):
        day = FIRST + timedelta(days=number - 1)
        if number not in days and number not in person.does:
            tick_unseen(path, day)
            continue
        wrong = [] if number > person.answers_on else list(not_answered_in_two(path, day))
        with opened(path, day) as app:
            told = Morning(number, app.rows, seen_in_every_view(app))
            wrong += faults(person, told, app)
            for does in person.does.get(number, ()):
                does(app)
            due = app.shown.due and not app.shown.done
            app.press(*(ROUTINE if due else ""))
        if number in days:
            yield told, wrong


def tick_unseen(path: Path, day: date) -> None:
    """Log the routine, if the day asks for it."""
    tracker = open_tracker(path, SceneClock(day))
    if tracker.dashboard().due:
        tracker.tick([(task, ROUTINE.count(key)) for key, task in zip("csmfn", TASKS, strict=True)])
    tracker.close()


def seen_in_every_view(app: Session) -> str:
    """Return what all five views say."""
    return "\n".join(app.press(view).text for view in "23451")


def faults(person: Newcomer, told: Morning, app: Session) -> Iterator[str]:
    """Yield what may not be so on a morning, before a key is pressed."""
    waits = told.number <= person.answers_on
    if asked(app) is not waits:
        yield "is not asked" if waits else "is asked again"
    blame = BLAME.search(told.views)
    if told.number <= BLAMELESS_DAYS and blame:
        yield f"is blamed: {blame[0]}"
    elif not person.declines and not waits and NEEDS_WORK in told.views:
        yield f"is called {NEEDS_WORK}"
    if any(row.risk not in (Risk.BUILDING, Risk.SAFE) for row in app.shown.pillars):
        yield "is warned"


def lived(person: Newcomer, days: Sequence[int]) -> list[tuple[Morning, list[str]]]:
    """Return the mornings of a newcomer in a log of their own, each with what is wrong."""
    with TemporaryDirectory() as folder, patch.dict(os.environ, {"HOME": folder}):
        return list(live(person, Path(folder) / "log.db", days))


def main() -> int:
    """Print what each newcomer is told; return 1 where something is wrong."""
    found = 0
    for person in NEWCOMERS:
        sys.stdout.write(f"{person.name.upper()}\n\n")
        for told, wrong in lived(person, range(1, DAYS + 1)):
            found += len(wrong)
            if told.number in TOLD_ON:
                rows = [row for row in told.today[2:-1] if row.strip()]
                sys.stdout.write("\n".join([f"day {told.number}", *rows, "", ""]))
            sys.stdout.writelines(f"WRONG on day {told.number}: {each}\n" for each in wrong)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())

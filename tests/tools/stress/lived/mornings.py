"""Five believable people, and what each is told on some of their first 90 mornings.

``python -m tests.tools.stress.lived.mornings`` prints what ``status`` says before anything is done
on the day, and what Next asks for. Each lives through the command line, the same on every run.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from ssi_tui.core.formula import DEFAULT_TARGETS
from ssi_tui.core.text.words import times
from ssi_tui.storage.database.locations import SETTINGS_VARIABLE
from tests.tools.stress.lived.line import Line

FIRST = date(2026, 1, 8)
DAYS = 90
TOLD_ON = (1, 7, 14, 30, 60, 90)

Said = Mapping[str, Any]
Does = Callable[[int, Said], Mapping[str, int]]
"""What somebody does on a day of the log, counted from 1, told what ``status --json`` says."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works from Monday to Friday.

    ``off`` has the first and the last day of time off by the day on which it is entered, ``reads``
    LinkedIn's numbers by the day on which they are read; days are counted from 1.
    """

    name: str
    profile: tuple[str, ...]
    does: Does
    off: Mapping[int, tuple[int, int]]
    reads: Mapping[int, tuple[float, float, float, float]]


def keeps(number: int, said: Said) -> Mapping[str, int]:
    """Return what never to miss means: the routine on each day that asks for it."""
    return DEFAULT_TARGETS if said["due"] else {}


def misses_a_week(number: int, said: Said) -> Mapping[str, int]:
    """Return the routine, but nothing in every fifth week."""
    monday = FIRST - timedelta(days=FIRST.weekday())
    week = (date.fromisoformat(said["date"]) - monday).days // 7
    return {} if week % 5 == 4 else keeps(number, said)


def irregular(number: int, said: Said) -> Mapping[str, int]:
    """Return two or three things of the routine on a little more than half of the days."""
    roll = Random(f"irregular {number}")  # noqa: S311 - the same on each run
    if not said["due"] or roll.random() >= 0.55:
        return {}
    chosen = roll.sample(list(DEFAULT_TARGETS), roll.randint(2, 3))
    return {task: DEFAULT_TARGETS[task] for task in chosen}


def does_next(number: int, said: Said) -> Mapping[str, int]:
    """Return exactly what Next asks for."""
    return {item["task"]: item["count"] for item in said["next"]}


FRESH = ("--past", "unknown")
MANY = "photo,background,headline,about,experience,education,skills,media"
PEOPLE: Sequence[Person] = (
    Person(
        "Never misses",
        ("--has", "all", "--connections", "350", "--past", "none"),
        keeps,
        {},
        {},
    ),
    Person(
        "Misses a week in five",
        ("--has", MANY, "--connections", "650", "--past", "some"),
        misses_a_week,
        {},
        {22: (17.2, 9.9, 11.4, 16.3)},
    ),
    Person("Irregular", FRESH, irregular, {}, {}),
    Person(
        "Away for three weeks and for five",
        ("--has", MANY, "--connections", "420", "--past", "routine"),
        keeps,
        {8: (15, 35), 43: (50, 84)},
        {},
    ),
    Person("Does exactly what Next says", FRESH, does_next, {}, {}),
)


def live(person: Person, line: Line, days: int = DAYS) -> Iterator[tuple[int, Said, list[str]]]:
    """Yield for each morning its number, and what ``status`` says as JSON and as lines of text."""
    line.run(FIRST, "profile", *person.profile)
    for number in range(1, days + 1):
        day = FIRST + timedelta(days=number - 1)
        said = line.status(day)
        yield number, said, line.run(day, "status").splitlines() if number in TOLD_ON else []
        if number in person.off:
            first, last = (FIRST + timedelta(days=at - 1) for at in person.off[number])
            line.run(day, "off", str(first), str(last))
        if number in person.reads:
            names = ("--brand", "--people", "--insights", "--relationships")
            pairs = zip(names, map(str, person.reads[number]), strict=True)
            line.run(day, "reading", *(word for pair in pairs for word in pair))
        line.tick(day, person.does(number, said))


def told(said: Said, lines: Sequence[str]) -> Iterator[str]:
    """Yield what somebody reads on a morning: day and routine, the estimate, and Next."""
    begins = [at for at, line in enumerate(lines) if line[:1].isupper()]
    date_line, routine, estimate = begins[:3]
    yield lines[date_line]
    yield lines[routine]
    yield from (line for line in lines[estimate:] if line)
    items = [f"{times(item['task'], item['count'])} +{item['gain']:.1f}" for item in said["next"]]
    yield f"NEXT             {', '.join(items) or '(nothing)'}"


def lived(person: Person, days: int = DAYS) -> list[tuple[int, Said, list[str]]]:
    """Return the mornings of a person in a log of their own."""
    with TemporaryDirectory() as folder:
        own = Path(folder)
        with patch.dict(os.environ, {SETTINGS_VARIABLE: str(own / "settings.toml")}):
            return list(live(person, Line(own / "log.db"), days))


def main() -> None:
    """Print what each person is told."""
    for person in PEOPLE:
        sys.stdout.write(f"{person.name.upper()}\n")
        for number, said, lines in lived(person):
            if number in TOLD_ON:
                sys.stdout.writelines(f"   {line}\n" for line in told(said, lines))
                sys.stdout.write("\n")


if __name__ == "__main__":
    main()

"""Synthetic people of whom only the habit matters: how often they come, and whether they stop.

Each works on certain weekdays and does some of the usual routine when they come.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ssi_tui.core.formula import CHECKLIST, DEFAULT_TARGETS
from ssi_tui.core.model import Log, Past, Profile, Tally, WorkdaysVersion

FIRST = date(2026, 1, 5)
DAYS = 91
SINKING_FROM = 42
"""Somebody who does less and less does so from this day on, after six usual weeks."""

Comes = Callable[[Random, int], float]
"""How much of the routine somebody does on a workday, by its number from 0: 0 for none."""


@dataclass(frozen=True, slots=True)
class Habit:
    """A way to keep a routine.

    ``weekdays`` are the workdays that the app knows; ``comes`` says how much is done on one of
    them. Who does ``few`` things does two or three of the five, and who ``varies`` not as much of
    each every time. ``stops`` are the days between which they stop for good. ``days`` is how long
    they are watched. ``past`` is what they answer about the month before the log.
    """

    name: str
    weekdays: frozenset[int]
    comes: Comes
    few: bool = False
    varies: bool = False
    stops: tuple[int, int] | None = None
    days: int = DAYS
    sinks: bool = False
    past: Past = Past.NONE


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody with a habit: their whole log, and the number of the day on which they stopped."""

    log: Log
    stopped: int | None


def always(roll: Random, number: int) -> float:
    """Return somebody who comes on each workday."""
    return 1.0


def now_and_then(chance: float) -> Comes:
    """Return somebody who comes on a workday with a chance that does not change."""
    return lambda roll, number: float(roll.random() < chance)


def on(*weekdays: int) -> Comes:
    """Return somebody who comes on certain days of their working week."""
    return lambda roll, number: float((FIRST + timedelta(days=number)).weekday() in weekdays)


def sinking(weeks: int) -> Comes:
    """Return somebody who does less and less over some weeks, down to nothing."""
    return lambda roll, number: max(0.0, min(1.0, 1.0 - (number - SINKING_FROM) / (7 * weeks)))


EVERY_DAY = frozenset(range(7))
WORKING = frozenset(range(5))
STOPS = (40, 70)

KEEPERS = (
    Habit("keeps, every day", EVERY_DAY, always),
    Habit("keeps, 5 days a week", WORKING, always),
    Habit("keeps, 3 days a week", frozenset({0, 2, 4}), always),
    Habit("keeps, 2 days a week", frozenset({1, 3}), always),
    Habit("keeps, 1 day a week", frozenset({2}), always),
    Habit("keeps 80 % of 5 days", WORKING, now_and_then(0.8)),
    Habit("two fixed days of 5", WORKING, on(1, 3)),
)
IRREGULAR = (
    Habit("2-3 things on 70 % of days", WORKING, now_and_then(0.70), few=True, varies=True),
    Habit("2-3 things on 55 % of days", WORKING, now_and_then(0.55), few=True, varies=True),
    Habit("2-3 things on 40 % of days", WORKING, now_and_then(0.40), few=True, varies=True),
)
STOPPERS = (
    Habit("keeps, then stops", WORKING, always, stops=STOPS, days=120),
    Habit("keeps 80 %, then stops", WORKING, now_and_then(0.8), stops=STOPS, days=120),
    Habit(
        "2-3 things on 55 %, then stops",
        WORKING,
        now_and_then(0.55),
        few=True,
        varies=True,
        stops=STOPS,
        days=120,
    ),
)
SINKING = tuple(
    Habit(
        f"sinks to nothing in {weeks} weeks",
        WORKING,
        sinking(weeks),
        days=SINKING_FROM + 7 * weeks,
        sinks=True,
    )
    for weeks in (8, 13, 26)
)
ANSWERED = (
    Habit("keeps 5 days, answers routine", WORKING, always, past=Past.ROUTINE),
    Habit("keeps 3 days, answers routine", frozenset({0, 2, 4}), always, past=Past.ROUTINE),
    Habit(
        "2-3 on 55 %, answers some",
        WORKING,
        now_and_then(0.55),
        few=True,
        varies=True,
        past=Past.SOME,
    ),
)
"""They go on as before, but the answer means a level that is not quite theirs."""

HABITS: Mapping[str, Habit] = {
    habit.name: habit for habit in (*KEEPERS, *IRREGULAR, *ANSWERED, *STOPPERS, *SINKING)
}


def somebody(habit: Habit, seed: int) -> Kept:
    """Return the whole log of somebody with a habit."""
    roll = Random(f"{habit.name}, {seed}")  # noqa: S311 - the same people on each run
    stopped = None if habit.stops is None else roll.randint(*habit.stops)
    # Everybody has a taste of their own, but hardly anybody does none of a task.
    taste = {task: target * roll.uniform(0.6, 1.5) for task, target in DEFAULT_TARGETS.items()}
    tallies = []
    for number in range(habit.days if stopped is None else stopped):
        day = FIRST + timedelta(days=number)
        much = habit.comes(roll, number) if day.weekday() in habit.weekdays else 0.0
        if not much:
            continue
        tasks = list(DEFAULT_TARGETS)
        if habit.few:
            tasks = roll.sample(tasks, roll.randint(2, 3))
        for task in tasks:
            wanted = taste[task] * much
            count = (
                int(wanted + roll.random()) if habit.varies or much < 1.0 else max(1, round(wanted))
            )
            if count:
                tallies.append(Tally(day, task, None, count))
    profile = Profile(frozenset(CHECKLIST), 350, past=habit.past)
    workdays = (WorkdaysVersion(date.min, habit.weekdays),)
    return Kept(Log(tuple(tallies), profile, workdays), stopped)

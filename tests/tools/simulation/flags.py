"""How often people with a habit are warned, and what becomes of those who are.

A morning is a day before anything is done on it. Somebody is warned on a morning on which any
pillar is watched or about to collapse.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from ssi_tui.core.history.history import History, history_of, now_of
from ssi_tui.core.history.lazy_days import between
from ssi_tui.core.model import PILLARS, Log, Pillar, Risk
from ssi_tui.core.plan.slide_chance import chance_of_sliding
from ssi_tui.core.score.forecast import Outlook, ahead_of, assess
from ssi_tui.core.today.rows import standing_now
from ssi_tui.core.value import replace
from tests.tools.simulation.habits import FIRST, HABITS, SINKING_FROM, somebody

SEEN_FROM = 26
"""The first morning that counts: before it there is hardly a line to fall under."""

WARNED = (Risk.WATCH, Risk.ABOUT_TO_COLLAPSE)
DOWN = (Risk.COLLAPSED, Risk.RECOVERING)
QUICK = (Pillar.PEOPLE, Pillar.INSIGHTS)


@dataclass(frozen=True, slots=True)
class Morning:
    """What one person is told of the four pillars on a morning, and the chance of each to slide."""

    number: int
    outlooks: Sequence[Outlook]
    chances: Sequence[float | None]

    @property
    def warned(self) -> bool:
        """Whether any pillar is warned of."""
        return any(outlook.risk in WARNED for outlook in self.outlooks)

    @property
    def down(self) -> bool:
        """Whether any pillar is down."""
        return any(outlook.risk in DOWN for outlook in self.outlooks)


def mornings_of(log: Log, first: int, days: int) -> Iterator[Morning]:
    """Yield the mornings of a log from one number on."""
    for number in range(first, days):
        yesterday = FIRST + timedelta(days=number - 1)
        until = replace(log, tallies=between(log.tallies, date.min, yesterday))
        yield morning_of(until, number)


def morning_of(log: Log, number: int) -> Morning:
    """Return what is told on the morning of a day that holds nothing yet."""
    today = FIRST + timedelta(days=number)
    history = history_of(log, today)
    now = now_of(history, log)
    ahead = ahead_of(history.schedule, today)
    outlooks = [assess(standing_now(history, now, at), ahead) for at in range(len(PILLARS))]
    chances = [_chance(history, at, outlook) for at, outlook in enumerate(outlooks)]
    return Morning(number, outlooks, chances)


def _chance(history: History, at: int, outlook: Outlook) -> float | None:
    days, schedule = history.pillar_days(at).done, history.schedule
    return chance_of_sliding(days, schedule, history.today, False, outlook.collapse_on)


@dataclass(slots=True)
class Slides:
    """Warnings of one kind: what was said of the chance to slide, and how often it happened."""

    warnings: int = 0
    said: float = 0.0
    happened: int = 0

    def merge(self, other: "Slides") -> None:
        """Count the warnings of another."""
        self.warnings += other.warnings
        self.said += other.said
        self.happened += other.happened


@dataclass(slots=True)
class Warnings:
    """What people with one habit were told.

    ``before_fall`` has for each pillar that fell after its person stopped on how many mornings in
    a row it was warned of; ``sinking`` counts the pillars of those who do less and
    less (People and Insights, which collapse), ``weeks`` in which week each was first warned of.
    """

    people: int = 0
    mornings: int = 0
    warned: int = 0
    down: int = 0
    ever: int = 0
    before_fall: list[int] = field(default_factory=list)
    sinking: int = 0
    sinking_warned: int = 0
    sinking_mornings: int = 0
    weeks: list[int] = field(default_factory=list)
    slides: dict[Risk, Slides] = field(default_factory=lambda: {risk: Slides() for risk in WARNED})

    def merge(self, other: "Warnings") -> None:
        """Count the people of another."""
        self.people += other.people
        self.mornings += other.mornings
        self.warned += other.warned
        self.down += other.down
        self.ever += other.ever
        self.before_fall += other.before_fall
        self.sinking += other.sinking
        self.sinking_warned += other.sinking_warned
        self.sinking_mornings += other.sinking_mornings
        self.weeks += other.weeks
        for risk, slides in other.slides.items():
            self.slides[risk].merge(slides)


def watch(case: tuple[str, int]) -> Warnings:
    """Return what one person was told; a case is the name of their habit, and a seed."""
    name, seed = case
    habit = HABITS[name]
    kept = somebody(habit, seed)
    mornings = list(mornings_of(kept.log, SEEN_FROM, habit.days))
    found = Warnings(people=1)
    # Who stops is somebody else before and after; only the time before is like the others'.
    since = SINKING_FROM if habit.sinks else SEEN_FROM
    until = habit.days if kept.stopped is None else kept.stopped
    for morning in mornings:
        if since <= morning.number <= until:
            found.mornings += 1
            found.warned += morning.warned
            found.down += morning.down
    found.ever = int(found.warned > 0)
    for at, pillar in enumerate(PILLARS):
        _count_slides(found, mornings, at)
        if kept.stopped is not None:
            found.before_fall += _before_fall(mornings, at, kept.stopped)
        elif habit.sinks and pillar in QUICK:
            _count_sinking(found, mornings, at)
    return found


def _count_slides(found: Warnings, mornings: Sequence[Morning], at: int) -> None:
    falls = [
        before.number
        for before, after in pairwise(mornings)
        if before.outlooks[at].risk not in DOWN and after.outlooks[at].risk in DOWN
    ]
    last = mornings[-1].number
    for morning in mornings:
        outlook, chance = morning.outlooks[at], morning.chances[at]
        if outlook.risk not in WARNED or chance is None or outlook.nights_left is None:
            continue
        night = morning.number + outlook.nights_left
        if night < last:
            slides = found.slides[outlook.risk]
            slides.warnings += 1
            slides.said += chance
            slides.happened += any(morning.number <= fall <= night for fall in falls)


def _before_fall(mornings: Sequence[Morning], at: int, stopped: int) -> Iterator[int]:
    """Yield on how many mornings in a row a pillar was warned of before it fell for good."""
    warned = 0
    for morning in mornings:
        risk = morning.outlooks[at].risk
        if morning.number > stopped and risk in DOWN:
            if warned:
                yield warned
            return
        warned = warned + 1 if risk in WARNED else 0


def _count_sinking(found: Warnings, mornings: Sequence[Morning], at: int) -> None:
    since = [one for one in mornings if one.number >= SINKING_FROM]
    warned = [one.number for one in since if one.outlooks[at].risk in WARNED]
    found.sinking += 1
    found.sinking_mornings += len(since)
    found.sinking_warned += len(warned)
    if warned:
        found.weeks.append((warned[0] - SINKING_FROM) // 7 + 1)


def summed(results: Iterable[Warnings]) -> Warnings:
    """Return what many people were told."""
    found = Warnings()
    for result in results:
        found.merge(result)
    return found

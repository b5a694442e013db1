"""Synthetic people and synthetic LinkedIns, as public series of readings are two and short.

The people have eight ways of being active, also before their log begins. The LinkedIns are of our
family (a fading stock that saturates, with numbers of its own), flat windows with logarithms of
sums, or percentiles among drifting peers with a cut on one day. Each weighs the actions in its own
way, about a third off ours. Nothing here says how LinkedIn works.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, exp2, log, log1p
from random import Random

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import ACTIONS, ACTIVE_DAY_POINTS
from ssi_tui.core.model import Past, Profile, Reading, WorkdaysVersion
from ssi_tui.core.score.scoring import LN2, DayUnits, clip, setups
from tests.core.builders import EXAMPLE_PROFILE

FIRST = date(2026, 1, 5)
DAYS_BEFORE = 224
DAYS_LOGGED = 392
ROUTINE: Mapping[str, float] = {
    "comment": 2.0,
    "share": 0.8,
    "message": 1.2,
    "search": 1.0,
    "connect": 1.2,
    "reaction": 3.0,
    "reply": 0.7,
    "invite_ok": 0.3,
    "post": 0.08,
}

Intensity = Callable[[Random, int], list[float]]
"""How much of the routine is done on each of so many days: 0 for none, 1 for all of it."""


def steady(roll: Random, days: int) -> list[float]:
    """Return somebody who is there nearly every day."""
    return [float(roll.random() < 0.9) for _ in range(days)]


def weekend_off(roll: Random, days: int) -> list[float]:
    """Return somebody who is there on nearly every workday."""
    return [float(at % 7 < 5 and roll.random() < 0.93) for at in range(days)]


def burst_and_gone(roll: Random, days: int) -> list[float]:
    """Return somebody who does a lot for some weeks, and then nothing for longer."""
    found: list[float] = []
    while len(found) < days:
        found += [1.6 * (roll.random() < 0.85) for _ in range(roll.randint(10, 35))]
        found += [0.0] * roll.randint(20, 70)
    return found[:days]


def holiday(roll: Random, days: int) -> list[float]:
    """Return somebody with workdays who is away for some weeks a few times a year."""
    found = weekend_off(roll, days)
    at = roll.randint(30, 90)
    while at < days:
        away = roll.randint(10, 28)
        found[at : at + away] = [0.0] * len(found[at : at + away])
        at += away + roll.randint(60, 130)
    return found


def newcomer(roll: Random, days: int) -> list[float]:
    """Return somebody who began with the log."""
    return [0.0] * DAYS_BEFORE + weekend_off(roll, days - DAYS_BEFORE)


def erratic(roll: Random, days: int) -> list[float]:
    """Return somebody with good weeks and bad ones."""
    found: list[float] = []
    while len(found) < days:
        chance = roll.choice((0.0, 0.15, 0.4, 0.8, 0.95))
        much = roll.uniform(0.4, 2.0)
        found += [much * (roll.random() < chance) for _ in range(7 * roll.randint(1, 4))]
    return found[:days]


def declining(roll: Random, days: int) -> list[float]:
    """Return somebody who does less and less."""
    end = roll.uniform(0.05, 0.35)
    chances = (1.0 + (end - 1.0) * max(0, at - DAYS_BEFORE) / DAYS_LOGGED for at in range(days))
    return [1.2 * (roll.random() < chance) for chance in chances]


BEHAVIOURS: Mapping[str, Intensity] = {
    "steady": steady,
    "weekend off": weekend_off,
    "burst and gone": burst_and_gone,
    "holiday": holiday,
    "newcomer": newcomer,
    "erratic": erratic,
    "declining": declining,
    "specialist": weekend_off,
}
WORKING = {"weekend off", "holiday", "newcomer", "specialist"}


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody did, ``DAYS_BEFORE`` days of it unlogged, and what their app knows."""

    days: tuple[DayUnits, ...]
    profile: Profile
    schedule: Schedule

    @property
    def logged(self) -> dict[date, DayUnits]:
        """What was logged."""
        return {
            FIRST + timedelta(days=at): units
            for at, units in enumerate(self.days[DAYS_BEFORE:])
            if units.repeats
        }


def some_of(roll: Random, wanted: float) -> int:
    """Return a whole number near what is wanted, which it is on the average."""
    count = int(wanted * roll.uniform(0.5, 1.5) + roll.random())
    return max(0, count)


def person_of(behaviour: str, roll: Random) -> Person:
    """Return a person who behaves like that."""
    intensities = BEHAVIOURS[behaviour](roll, DAYS_BEFORE + DAYS_LOGGED)
    much = exp(roll.gauss(0.0, 0.35))
    taste = {task: much * exp(roll.gauss(0.0, 0.4)) for task in ROUTINE}
    if behaviour == "specialist":
        kept = roll.sample(sorted(ROUTINE), 3)
        taste = {task: 2.0 * taste[task] if task in kept else 0.05 for task in ROUTINE}
    days = []
    for intensity in intensities:
        counts = {
            task: some_of(roll, rate * taste[task] * intensity) for task, rate in ROUTINE.items()
        }
        days.append(DayUnits({task: ((1.0, n),) for task, n in counts.items() if n}))
    lately = sum(bool(day.repeats) for day in days[DAYS_BEFORE - 28 : DAYS_BEFORE])
    past = Past.NONE if lately < 3 else Past.SOME if lately < 14 else Past.ROUTINE
    if roll.random() < 0.25:
        past = Past.UNKNOWN
    weekdays = frozenset(range(5 if behaviour in WORKING else 7))
    return Person(
        tuple(days),
        Profile(EXAMPLE_PROFILE.checklist, 350, past=past),
        Schedule(workdays=(WorkdaysVersion(date.min, weekdays),)),
    )


@dataclass(frozen=True, slots=True)
class LinkedIn:
    """What is the same in every synthetic LinkedIn: weights, levels, drift and noise of its own.

    ``half_lives``, ``half_paces``, ``bases`` and ``spans`` have a value for each pillar.
    """

    weights: Mapping[str, tuple[float, ...]]
    active_day: tuple[float, ...]
    half_lives: tuple[float, ...]
    half_paces: tuple[float, ...]
    bases: tuple[float, ...]
    spans: tuple[float, ...]
    drift: float
    noise: float

    def doses(self, day: DayUnits) -> tuple[float, ...]:
        """Return the points of a day in each pillar."""
        found = list(self.active_day) if day.repeats else [0.0] * 4
        for action in day.repeats:
            units = day.units(ACTIONS[action])
            found = [sum_ + units * w for sum_, w in zip(found, self.weights[action], strict=True)]
        return tuple(found)


def linkedin_of(roll: Random) -> LinkedIn:
    """Return a LinkedIn with numbers of its own."""

    def near(value: float, spread: float) -> float:
        return value * exp(roll.gauss(0.0, spread))

    pillars = setups(EXAMPLE_PROFILE)
    return LinkedIn(
        weights={
            task: tuple(near(points, 0.35) for points in ACTIONS[task].points) for task in ROUTINE
        },
        active_day=tuple(near(points, 0.35) for points in ACTIVE_DAY_POINTS),
        half_lives=tuple(near(pillar.half_life, 0.4) for pillar in pillars),
        half_paces=tuple(near(pillar.half_pace, 0.3) for pillar in pillars),
        bases=tuple(pillar.base + roll.gauss(0.0, 2.0) for pillar in pillars),
        spans=tuple(near(pillar.ceiling - pillar.base, 0.2) for pillar in pillars),
        drift=0.1,
        noise=0.5,
    )


Levels = list[tuple[float, ...]]
"""The share of its span that each pillar has reached, on each day."""


def fading(linkedin: LinkedIn, doses: Levels, roll: Random) -> Levels:
    """Return the shares of a LinkedIn of our family."""
    stocks = [0.0] * 4
    found = []
    lefts = [exp2(-1.0 / half_life) for half_life in linkedin.half_lives]
    slopes = [
        7.0 * LN2 / (half_life * half_pace)
        for half_life, half_pace in zip(linkedin.half_lives, linkedin.half_paces, strict=True)
    ]
    for day in doses:
        stocks = [s * left + dose for s, left, dose in zip(stocks, lefts, day, strict=True)]
        found.append(tuple(1.0 - exp2(-slope * s) for slope, s in zip(slopes, stocks, strict=True)))
    return found


def flat(linkedin: LinkedIn, doses: Levels, roll: Random) -> Levels:
    """Return the shares of a LinkedIn that takes logarithms of sums over its windows."""
    windows = [roll.choice(choices) for choices in ((60, 90), (28, 30), (28, 30), (60, 90))]
    columns = []
    for at, window in enumerate(windows):
        total, column = 0.0, []
        for day, dose in enumerate(doses):
            total += dose[at] - (doses[day - window][at] if day >= window else 0.0)
            pace = max(0.0, total) * 7.0 / window / linkedin.half_paces[at]
            column.append(min(1.0, log1p(4.0 * pace) / log1p(16.0)))
        columns.append(column)
    return list(zip(*columns, strict=True))


def relative(linkedin: LinkedIn, doses: Levels, roll: Random) -> Levels:
    """Return the shares of a LinkedIn that ranks people among peers, and cuts 7 % on one day.

    The peers drift, and a rank takes some days to show.
    """
    cut = roll.randrange(DAYS_BEFORE + 30, DAYS_BEFORE + DAYS_LOGGED)
    lag = exp2(-1.0 / roll.uniform(3.0, 10.0))
    peers = [0.0] * 4
    shown = [0.0] * 4
    found = []
    for day, shares in enumerate(fading(linkedin, doses, roll)):
        peers = [peer + roll.gauss(0.0005, 0.025) for peer in peers]
        paces = [-log(max(1e-12, 1.0 - share)) / LN2 for share in shares]
        ranks = [
            1.0 / (1.0 + exp(-1.6 * (log(pace + 0.05) - peer)))
            for pace, peer in zip(paces, peers, strict=True)
        ]
        shown = [lag * old + (1.0 - lag) * rank for old, rank in zip(shown, ranks, strict=True)]
        lost = 0.07 if day >= cut else 0.0
        found.append(
            tuple(
                share - lost * (share + base / span)
                for share, base, span in zip(shown, linkedin.bases, linkedin.spans, strict=True)
            )
        )
    return found


LINKEDINS: Mapping[str, Callable[[LinkedIn, Levels, Random], Levels]] = {
    "our family": fading,
    "flat windows": flat,
    "relative": relative,
}


def readings_of(person: Person, kind: str, roll: Random) -> tuple[Reading, ...]:
    """Return what a LinkedIn would show on the morning of each logged day: the day before."""
    linkedin = linkedin_of(roll)
    levels = LINKEDINS[kind](linkedin, [linkedin.doses(day) for day in person.days], roll)
    drifts = [0.0] * 4
    found = []
    for at, shares in enumerate(levels[DAYS_BEFORE - 1 : -1]):
        drifts = [drift + roll.gauss(0.0, linkedin.drift) for drift in drifts]
        brand, people, insights, relationships = (
            round(clip(base + drift + span * share + roll.gauss(0.0, linkedin.noise)), 2)
            for base, drift, span, share in zip(
                linkedin.bases, drifts, linkedin.spans, shares, strict=True
            )
        )
        day = FIRST + timedelta(days=at)
        found.append(Reading(day, (brand, people, insights, relationships)))
    return tuple(found)


Case = tuple[str, str, int]
"""A behaviour, a kind of LinkedIn and a seed."""


def cases(people: int) -> list[Case]:
    """Return every behaviour with every LinkedIn, that many people of each."""
    return [(who, kind, n) for who in BEHAVIOURS for kind in LINKEDINS for n in range(people)]


def somebody(case: Case) -> tuple[Person, tuple[Reading, ...]]:
    """Return a person, and what their LinkedIn would show on the morning of each logged day."""
    behaviour, kind, seed = case
    roll = Random(f"{behaviour}, {kind}, {seed}")  # noqa: S311 - the same people on each run
    person = person_of(behaviour, roll)
    return person, readings_of(person, kind, roll)

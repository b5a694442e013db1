"""The engine: what was logged becomes four pillar scores, each with an exact breakdown.

There are two halvings: the stock of activity halves every h days of the activity clock, and the
gap to the ceiling halves for every K points a week of pace. Stocks are in points, pace in points a
week, scores in points of the pillar (0 to 25).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import exp2, inf, log, log2

from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.formula import (
    ACTIONS,
    ACTIVE_DAY,
    ACTIVE_DAY_POINTS,
    ADJUSTMENT,
    BASE_INSIGHTS,
    BASE_PEOPLE,
    BASELINE,
    BEFORE,
    CHECKLIST,
    CONNECTION_TIERS,
    PAST_START,
    PILLAR_RULES,
    SCORE_MAX,
    Action,
    Actions,
    usual_actions,
)
from ssi_tui.core.model import PILLARS, Pillar, Profile, Tally
from ssi_tui.core.value import dataclass, field

LN2 = log(2.0)

Stocks = tuple[Mapping[str, float], ...]
"""The stock of each action: a mapping for each pillar, in pillar order."""


def clip(value: float) -> float:
    """Return a value kept within the range of a pillar, 0 to 25."""
    return 0.0 if value < 0.0 else min(value, SCORE_MAX)


@dataclass(frozen=True, slots=True)
class PillarSetup:
    """One pillar with the user's own numbers.

    ``base`` B and ``ceiling`` C are in points of the pillar, ``half_life`` h in days of the
    activity clock, ``half_pace`` K in points a week. ``offset`` b (in points) and ``gain`` g come
    from readings. ``start`` w0 is the pace kept up before the log, in multiples of K.
    """

    pillar: Pillar
    base: float
    ceiling: float
    half_life: float
    half_pace: float
    offset: float = 0.0
    gain: float = 1.0
    start: float = 0.0

    @property
    def floor(self) -> float:
        """The score without any activity."""
        return clip(self.base + self.offset)

    @property
    def before(self) -> float:
        """The stock from before the log, at the close of the day before its first."""
        return self.start * self.half_pace * self.half_life / (7.0 * LN2)

    def decay(self, clock: float) -> float:
        """Return what is left of a stock of 1 after some days of the activity clock."""
        return exp2(-clock / self.half_life)

    def pace(self, stock: float) -> float:
        """Return the pace of a stock in points a week; its mean over time is the weekly dose."""
        return stock * 7.0 * LN2 / self.half_life

    def share(self, stock: float) -> float:
        """Return how far a stock reaches on the way to the ceiling, 0 to 1."""
        return 1.0 - exp2(-self.pace(stock) / self.half_pace)

    def score(self, stock: float) -> float:
        """Return the score that a stock gives."""
        base, half_life = self.base, self.half_life
        reach = self.gain * (self.ceiling - base)
        # As ``share`` says, which a call for each of some hundred nights would make much slower.
        share = 1.0 - exp2(-(stock * 7.0 * LN2 / half_life) / self.half_pace)
        return clip(base + self.offset + reach * share)

    def stock_for(self, score: float) -> float:
        """Return the stock that gives a score: 0 up to the floor, infinite where out of reach."""
        reach = self.gain * (self.ceiling - self.base)
        share = (score - self.base - self.offset) / reach if reach > 0.0 else inf
        if share <= 0.0:
            return 0.0
        if share >= 1.0:
            return inf
        return -log2(1.0 - share) * self.half_pace * self.half_life / (7.0 * LN2)

    def breakdown(self, stocks: Mapping[str, float]) -> dict[str, float]:
        """Return the parts that a score is made of, which add up to it; parts of 0 are left out.

        An action gets the same share of the activity part as its stock has of the whole stock.
        That is its Aumann-Shapley value, so the split is exact and fair.
        """
        total = sum(stocks.values())
        parts = {BASELINE: self.base}
        adjustment = self.floor - self.base
        if adjustment != 0.0:
            parts[ADJUSTMENT] = adjustment
        if total > 0.0:
            activity = self.score(total) - self.floor
            parts |= {action: activity * stock / total for action, stock in stocks.items() if stock}
        return parts


def setups(profile: Profile) -> tuple[PillarSetup, ...]:
    """Return the four pillars for a profile, without calibration."""
    bases = (
        sum(CHECKLIST[item] for item in profile.checklist),
        BASE_PEOPLE,
        BASE_INSIGHTS,
        next(points for least, points in CONNECTION_TIERS if profile.connections >= least),
    )
    return tuple(
        PillarSetup(
            pillar=pillar,
            base=base,
            ceiling=rule.ceiling_navigator if profile.sales_navigator else rule.ceiling,
            half_life=rule.half_life,
            half_pace=rule.half_pace,
            start=PAST_START[profile.past],
        )
        for (pillar, rule), base in zip(PILLAR_RULES.items(), bases, strict=True)
    )


def units(repeats: Iterable[tuple[float, int]], repeat: float) -> float:
    """Return how many units the repeats of one action on one day are worth.

    ``repeats`` are (quality factor, count) pairs. The best quality comes first, and each further
    one is worth ``repeat`` times the one before: sum of q_k r^k, in closed form for equal ones.
    """
    done = 0
    total = 0.0
    for quality, count in sorted(repeats, reverse=True):
        total += quality * repeat**done * (1.0 - repeat**count) / (1.0 - repeat)
        done += count
    return total


@dataclass(frozen=True, slots=True)
class DayUnits:
    """What was done on one day: by action the (quality factor, count) pairs of its entries."""

    repeats: Mapping[str, tuple[tuple[float, int], ...]]
    actions: Actions = field(default_factory=lambda: ACTIONS, compare=False, repr=False)

    def units(self, action: Action) -> float:
        """Return the units that one action is worth on the day."""
        return units(self.repeats.get(action.id, ()), action.repeat)

    def doses(self) -> tuple[dict[str, float], ...]:
        """Return the points that the day brings by action, a mapping for each pillar.

        A day on which anything was logged also brings the points of an active day.
        """
        found: tuple[dict[str, float], ...] = tuple({} for _ in PILLARS)
        for action_id in self.repeats:
            action = self.actions[action_id]
            worth = self.units(action)
            for dose, points in zip(found, action.points, strict=True):
                if points:
                    dose[action_id] = points * worth
        if self.repeats:
            for dose, points in zip(found, ACTIVE_DAY_POINTS, strict=True):
                if points:
                    dose[ACTIVE_DAY] = points
        return found

    def with_more(self, action_id: str, count: int = 1, quality: float = 1.0) -> "DayUnits":
        """Return the day with ``count`` more of an action."""
        pairs = (*self.repeats.get(action_id, ()), (quality, count))
        return DayUnits({**self.repeats, action_id: pairs}, self.actions)


NOTHING = DayUnits({})


def quality_factor(action_id: str, quality: str | None) -> float:
    """Return the factor of a quality, 1 for none."""
    return 1.0 if quality is None else ACTIONS[action_id].qualities[quality]


def days_of(
    tallies: Iterable[Tally], actions_on: Callable[[date], Actions] = usual_actions
) -> dict[date, DayUnits]:
    """Return what was done on each day with tallies; ``actions_on`` gives what scores on a day."""
    found: dict[date, dict[str, tuple[tuple[float, int], ...]]] = {}
    for tally in tallies:
        day = found.setdefault(tally.day, {})
        pair = (quality_factor(tally.task, tally.quality), tally.count)
        day[tally.task] = (*day.get(tally.task, ()), pair)
    return {day: DayUnits(repeats, actions_on(day)) for day, repeats in found.items()}


def add(stocks: Stocks, doses: Sequence[Mapping[str, float]]) -> Stocks:
    """Return the stocks with the doses of a day added."""
    return tuple(
        {**stock, **{action: stock.get(action, 0.0) + points for action, points in dose.items()}}
        if dose
        else stock
        for stock, dose in zip(stocks, doses, strict=True)
    )


def fade(stocks: Stocks, pillars: Sequence[PillarSetup], clock: float) -> Stocks:
    """Return what is left of the stocks after some days of the activity clock."""
    if clock == 0.0:
        return stocks
    faded = []
    for stock, pillar in zip(stocks, pillars, strict=True):
        left = pillar.decay(clock)
        faded.append({action: points * left for action, points in stock.items()})
    return tuple(faded)


def scores(stocks: Stocks, pillars: Sequence[PillarSetup]) -> tuple[float, ...]:
    """Return the four scores that the stocks give."""
    return tuple(
        pillar.score(sum(stock.values())) for pillar, stock in zip(pillars, stocks, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Closed:
    """The closed days of a log, from its first day to the day before ``until``.

    ``scores`` and ``doses`` hold a column for each pillar, with a value for each closed day; a
    dose is what feeds the pillar, without the active day. ``stocks`` are those at the last close,
    or before the first day if none is closed. ``left_out`` says of years in which nothing changed
    how many days are in no column, and at which place they would stand.
    """

    first: date
    until: date
    scores: tuple[Sequence[float], ...]
    doses: tuple[Sequence[float], ...]
    stocks: Stocks
    left_out: tuple[int, int] = (0, 0)

    @property
    def length(self) -> int:
        """The number of days in the columns."""
        return (self.until - self.first).days - self.left_out[1]

    def day_at(self, place: int) -> date:
        """Return the day at a place of the columns, or after their end."""
        start, days = self.left_out
        return self.first + timedelta(days=place + days if place >= start else place)

    def place_of(self, day: date) -> int | None:
        """Return the place of a day in the columns, ``None`` if they do not hold it."""
        start, days = self.left_out
        place = (day - self.first).days
        if place >= start + days:
            place -= days
        elif place >= start:
            return None
        return place if 0 <= place < self.length else None

    def score_on(self, pillar: int, day: date) -> float | None:
        """Return a pillar's score at the close of a day, ``None`` if the log does not hold it."""
        place = self.place_of(day)
        return None if place is None else self.scores[pillar][place]

    def scores_on(self, day: date) -> tuple[float, ...] | None:
        """Return all scores at the close of a day, ``None`` if the log does not hold it."""
        place = self.place_of(day)
        return None if place is None else tuple(scores[place] for scores in self.scores)


def feeding(doses: Sequence[Mapping[str, float]]) -> tuple[float, ...]:
    """Return the dose that feeds each pillar, which leaves out the active day."""
    return tuple(sum(dose.values()) - dose.get(ACTIVE_DAY, 0.0) for dose in doses)


def starting_stocks(pillars: Sequence[PillarSetup]) -> Stocks:
    """Return the stocks at the close of the day before the log's first, which come from the past.

    The answer about the past describes the time before that day, whenever it was given.
    """
    return tuple({BEFORE: pillar.before} if pillar.before else {} for pillar in pillars)


def replay(
    pillars: Sequence[PillarSetup],
    days: Mapping[date, DayUnits],
    schedule: Schedule,
    first: date,
    until: date,
) -> Closed:
    """Run the engine from the log's ``first`` day to the day before ``until``."""
    stocks = starting_stocks(pillars)
    score_columns: tuple[list[float], ...] = tuple([] for _ in pillars)
    dose_columns: tuple[list[float], ...] = tuple([] for _ in pillars)
    nothing = (0.0,) * len(pillars)
    for day in days_between(first, until - DAY):
        stocks = fade(stocks, pillars, schedule.clock(day))
        today = days.get(day)
        fed = nothing
        if today is not None:
            doses = today.doses()
            stocks = add(stocks, doses)
            fed = feeding(doses)
        for column, value in zip(score_columns, scores(stocks, pillars), strict=True):
            column.append(value)
        for column, value in zip(dose_columns, fed, strict=True):
            column.append(value)
    return Closed(
        first,
        max(first, until),
        tuple(map(tuple, score_columns)),
        tuple(map(tuple, dose_columns)),
        stocks,
    )


def marginal(
    pillars: Sequence[PillarSetup],
    stocks: Stocks,
    today: DayUnits,
    action_id: str,
    quality: float = 1.0,
) -> tuple[float, ...]:
    """Return the points that one more of an action today adds to each pillar.

    ``stocks`` already hold what was done today. It is exactly the difference that logging it will
    make, including the active day if it would be the first thing logged.
    """
    before = today.doses()
    after = today.with_more(action_id, 1, quality).doses()
    gains = []
    for pillar, stock, old, new in zip(pillars, stocks, before, after, strict=True):
        total = sum(stock.values())
        gains.append(pillar.score(total + sum(new.values()) - sum(old.values())))
        gains[-1] -= pillar.score(total)
    return tuple(gains)

"""LinkedIn's own numbers of a week beside its outcomes: nothing is concluded from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ssi_tui.core.calendar import DAY, days_between
from ssi_tui.core.import_report import FIGURES, Known
from ssi_tui.core.review.record import WEEK
from ssi_tui.core.text.bars import eighths_line
from ssi_tui.core.text.words import cells, day_month
from ssi_tui.core.today.rows import TREND_WEEKS
from ssi_tui.core.value import dataclass

DAYS = WEEK.days
SETTLED_AFTER = 3 * DAY
"""So long after a day an export must end for LinkedIn to change that day no more (our choice)."""

REACH = 60 * WEEK
"""So far back from a week days are looked at: an export of LinkedIn's reaches back 57 weeks."""


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """The figures of a week: ``known`` counts the days on which each is known.

    It is ``settled`` if LinkedIn no longer raises what is known of its days; ``days`` counts those
    of which anything is known.
    """

    sums: Mapping[str, int | None]
    known: Mapping[str, int]
    days: int
    settled: bool


@dataclass(frozen=True, slots=True)
class Net:
    """How followers changed from one total to the next: how many came and how many went."""

    since: date
    change: int
    new: int

    @property
    def gone(self) -> int:
        """How many went."""
        return self.new - self.change


@dataclass(frozen=True, slots=True)
class AnalyticsWeek:
    """LinkedIn's numbers of a week and of the one before it.

    ``trend`` holds the sums of 13 weeks, this one last, ``None`` where a day is unknown. ``total``
    is the day and the number of all followers; ``net`` is its change since the total before it.
    """

    week: WeekFigures
    before: WeekFigures
    trend: Mapping[str, tuple[int | None, ...]]
    total: tuple[date, int] | None
    net: Net | None


def analytics_of(known: Known, first: date) -> AnalyticsWeek | None:
    """Return the numbers of the week that begins on a day, ``None`` if its weeks have none."""
    weeks = [first - back * WEEK for back in range(TREND_WEEKS - 1, -1, -1)]
    if not any(day in known for week in weeks for day in _days(week)):
        return None
    totals = [
        (day, one.total_followers)
        for day, (one, _) in sorted(known.items())
        if one.total_followers is not None
    ]
    # A total taken just after a week belongs to its review; else it is the first one there is.
    taken = sum(day < first + 2 * WEEK for day, _ in totals) or min(1, len(totals))
    return AnalyticsWeek(
        week=_figures(known, first),
        before=_figures(known, first - WEEK),
        trend={name: tuple(week_sum(known, week, name) for week in weeks) for name in FIGURES},
        total=totals[taken - 1] if taken else None,
        net=_net(known, totals[taken - 2], totals[taken - 1]) if taken > 1 else None,
    )


def week_sum(known: Known, first: date, name: str) -> int | None:
    """Return the sum of a figure in a week, ``None`` unless all of its seven days are known."""
    values = _values(known, _days(first), name)
    return sum(values) if len(values) == DAYS else None


def _days(first: date) -> Sequence[date]:
    return list(days_between(first, first + WEEK - DAY))


def _values(known: Known, days: Sequence[date], name: str) -> list[int]:
    found = (getattr(known[day][0], name) for day in days if day in known)
    return [value for value in found if value is not None]


def _figures(known: Known, first: date) -> WeekFigures:
    days = _days(first)
    counts = {name: len(_values(known, days, name)) for name in FIGURES}
    return WeekFigures(
        {name: week_sum(known, first, name) for name in FIGURES},
        counts,
        max(counts.values()),
        is_week_settled(known, first),
    )


def is_week_settled(known: Known, first: date) -> bool:
    """Tell whether LinkedIn no longer raises what is known of a week."""
    there = [day for day in _days(first) if day in known]
    return bool(there) and all(is_settled(known, day) for day in there)


def is_settled(known: Known, day: date) -> bool:
    """Tell whether an export that holds a day ends three days later or more.

    Of a later export only what is new is kept, so one that goes on without a gap counts as well.
    """
    after = days_between(day + DAY, day + SETTLED_AFTER)
    return known[day][1] >= day + SETTLED_AFTER or all(each in known for each in after)


def _net(known: Known, before: tuple[date, int], last: tuple[date, int]) -> Net | None:
    """Return the change between two totals, ``None`` unless the arrivals between them explain it.

    LinkedIn counts a day's arrivals later than its total: then more would have gone than came.
    """
    days = list(days_between(before[0] + DAY, last[0]))
    new = _values(known, days, "new_followers")
    found = Net(before[0], last[1] - before[1], sum(new))
    return found if len(new) == len(days) and found.gone >= 0 else None


# -- in words ---------------------------------------------------------------------------------


def figures_there(shown: AnalyticsWeek) -> Iterator[str]:
    """Yield the figures of which anything is known in these weeks, among those that are shown."""
    for name in ("impressions", "new_followers"):
        if shown.week.known[name] or any(each is not None for each in shown.trend[name]):
            yield name


def sum_words(shown: AnalyticsWeek, name: str) -> str:
    """Return a figure of the week: ``584``, ``584*`` if it may still rise, ``5 of 7 days``."""
    value, known = shown.week.sums[name], shown.week.known[name]
    if not known:
        return "not known yet"
    words = f"{known} of {DAYS} days" if value is None else f"{value:,}"
    return words + ("" if shown.week.settled else "*")


def followers_parts(shown: AnalyticsWeek, of_what: str = "") -> Iterator[str]:
    """Yield what is known of all followers: ``2,571 in all``, and how that has changed."""
    if shown.total is not None:
        yield f"{shown.total[1]:,} {of_what}in all"
    if shown.net is not None:
        net, sign = shown.net, "−" if shown.net.change < 0 else "+"
        since = day_month(net.since)
        yield f"net {sign}{abs(net.change):,}: {net.new:,} new, {net.gone:,} gone since {since}"


def analytics_parts(shown: AnalyticsWeek) -> Iterator[str]:
    """Yield LinkedIn's numbers: ``584 impressions ▼ 59 ▂▂▃█▂▂▁▂▂▂▁▂▂``, ``2,571 in all``.

    What LinkedIn may still raise has a ``*``.
    """
    for name in figures_there(shown):
        label = name.replace("_", " ")
        value, before = shown.week.sums[name], shown.before.sums[name]
        said = sum_words(shown, name)
        words = f"{label} {said}" if value is None else f"{said} {label}"
        if value is not None and before is not None:
            words += f" {_moved(value - before)}"
        yield f"{words} {eighths_line(shown.trend[name])}".rstrip()
    yield from followers_parts(shown)


def _moved(change: int) -> str:
    """Return a change with its arrow: ``▼ 59``."""
    return "=" if not change else f"{'▲' if change > 0 else '▼'} {abs(change):,}"


def in_rows(parts: Iterable[str], room: int, apart: int = 3) -> list[str]:
    """Return parts, so many cells apart, in as few rows as fit the room."""
    rows: list[str] = []
    for part in parts:
        joined = f"{rows[-1]}{' ' * apart}{part}" if rows else part
        if rows and cells(joined) <= room:
            rows[-1] = joined
        else:
            rows.append(part)
    return rows


def analytics_lines(shown: AnalyticsWeek, width: int) -> Iterator[str]:
    """Yield these numbers as lines of text with their name, one line where they fit closely."""
    parts = list(analytics_parts(shown))
    head, rows = 17, in_rows(parts, width - 17)
    close = in_rows(parts, width - 14, apart=2)
    if len(close) == 1 < len(rows):
        head, rows = 14, close
    yield from (f"{'' if at else '   LinkedIn':{head}}{row}" for at, row in enumerate(rows))

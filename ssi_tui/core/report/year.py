"""The days of a report as squares, a column a week: the more was done, the larger the square."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from ssi_tui.core.ahead.year import DayState, year_of
from ssi_tui.core.calendar import DAY, days_between, week_start
from ssi_tui.core.report.canvas import Mark, Path, Plot, month_marks, square
from ssi_tui.core.text.words import WEEKDAYS, count_of, long_day, short_day
from ssi_tui.core.today.dashboard import Source
from ssi_tui.core.value import dataclass

# Half a year: two blocks stand side by side, or one below the other where the page is narrow.
BLOCK_WEEKS = 27
# Beyond two years the squares have no titles, which would be most of the page.
TITLED_DAYS = 800
# As many begin in the weeks of one block.
MOST_MONTHS = 7
COLUMN = 10.0
SIZES = {"all": 8.0, "done": 6.0, "part": 6.0, "none": 7.0, "rest": 2.0, "off": 7.0}
"""The styles of a day, and how large its square is in a column of 10; half of it is a part."""

NAMES = {
    "all": "all of the routine",
    "done": "day done",
    "part": "a part",
    "none": "nothing",
    "rest": "no workday",
    "off": "time off",
}
_KINDS = {
    DayState.ALL: "all",
    DayState.PART: "part",
    DayState.NONE: "none",
    DayState.REST: "rest",
    DayState.OFF: "off",
    DayState.BLANK: "",
}
_NAMED_WEEKDAYS = (0, 2, 4)


@dataclass(frozen=True, slots=True)
class Block:
    """A drawing of some weeks; its canvas has 10 by 70 for each of them."""

    weeks: int
    plot: Plot


def days_of_report(
    source: Source, first: date, last: date, done: Collection[date]
) -> Mapping[date, str]:
    """Return the style of each day, "" where it has none; ``done`` are those with a day done.

    Today has none while nothing is done on it: it has not been missed.
    """
    first_weekday = source.settings.first_weekday
    start = week_start(first, first_weekday)
    weeks = (last - start).days // 7 + 1
    year = year_of(source, weeks=weeks, last=last, first_weekday=first_weekday)
    found = {day: _KINDS[year.state_of(day)] for day in days_between(first, last)}
    found |= {day: "done" for day in done if found.get(day) == "part"}
    if found.get(source.history.today) == "none":
        found[source.history.today] = ""
    return found


def blocks(days: Mapping[date, str], first_weekday: int) -> list[Block]:
    """Return drawings of about half a year each, the oldest first."""
    first, last = min(days), max(days)
    start = week_start(first, first_weekday)
    weeks = (last - start).days // 7 + 1
    parts = -(-weeks // BLOCK_WEEKS)
    size = -(-weeks // parts)
    titled = (last - first).days <= TITLED_DAYS
    starts = (start + timedelta(weeks=at * size) for at in range(parts))
    return [_block(days, one, size, titled=titled) for one in starts]


def _block(days: Mapping[date, str], start: date, weeks: int, *, titled: bool) -> Block:
    end = start + timedelta(weeks=weeks) - DAY
    paths: list[Path] = []
    alike: dict[str, str] = defaultdict(str)
    met = 0
    for at, day in enumerate(days_between(start, end)):
        kind = days.get(day)
        if not kind:
            continue
        week, weekday = divmod(at, 7)
        drawn = square_of(kind, week, weekday)
        met += kind in ("all", "done")
        if titled:
            paths.append(Path(kind, drawn, f"{short_day(day)}: {NAMES[kind]}"))
        else:
            alike[kind] += drawn
    paths += [Path(kind, drawn) for kind, drawn in alike.items()]
    first, last = max(start, min(days)), min(end, max(days))

    def left(day: date) -> float:
        return 100.0 * ((day - start).days // 7) / weeks

    beside = [
        Mark("weekday", 0.0, 100.0 * (at + 0.5) / 7, WEEKDAYS[(start.weekday() + at) % 7])
        for at in _NAMED_WEEKDAYS
    ]
    said = f"{long_day(first)} to {long_day(last)}: {count_of(met, 'day')} done."
    named = month_marks(start, last, MOST_MONTHS, left)
    return Block(weeks, Plot(said, tuple(paths), (*named, *beside)))


def square_of(kind: str, column: int, row: int) -> str:
    """Return the path of a day of a style."""
    share = 0.5 if kind == "part" else 1.0
    return square(COLUMN * (column + 0.5), COLUMN * (row + 0.5), SIZES[kind], share)

"""What a page draws: curves, bars and squares as paths on a canvas that stretches with the page.

A canvas is 1000 wide and 100 high, with its origin at the top left. Marks and labels lie on it at
per cent of its width and height, so that they keep their size however far it is stretched.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from ssi_tui.core.text.plot import Points
from ssi_tui.core.text.words import MONTHS
from ssi_tui.core.value import dataclass

WIDTH, HEIGHT = 1000, 100
# More points than that are drawn beside each other on one dot of a screen.
MOST_POINTS = 366
# Where the label of a month begins further to the right, there is no room for it.
LAST_MONTH = 96.0
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True, slots=True)
class Path:
    """A path of SVG in the style ``kind``; where there is a ``title``, it says what it is."""

    kind: str
    drawn: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot, or a label where there is a ``text``, at per cent of the width and the height."""

    kind: str
    left: float
    top: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing; ``said`` is the sentence for those who don't see it."""

    said: str
    paths: tuple[Path, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The days and the values that the edges of a canvas stand for."""

    first: float
    last: float
    low: float
    high: float

    def left(self, day: float) -> float:
        """Return where a day lies, in per cent of the width."""
        return round(100.0 * (day - self.first) / (self.last - self.first), 2)

    def top(self, value: float) -> float:
        """Return where a value lies, in per cent of the height; what is outside is at the edge."""
        share = (self.high - value) / (self.high - self.low)
        return round(100.0 * min(max(share, 0.0), 1.0), 2)

    def points(self, points: Points) -> str:
        """Return points as coordinates of the canvas; those before the first day are left out."""
        shown = [point for point in points if self.first <= point[0] <= self.last]
        return " ".join(
            f"{self.left(day) * WIDTH / 100:.0f} {self.top(value) * HEIGHT / 100:.1f}"
            for day, value in thinned(shown)
        )

    def curve(self, kind: str, points: Points) -> tuple[Path, ...]:
        """Return a curve through points, nothing for fewer than two."""
        drawn = self.points(points)
        return (Path(kind, f"M{drawn}"),) if drawn.count(" ") > 1 else ()

    def area(self, kind: str, above: Points, below: Points) -> tuple[Path, ...]:
        """Return the area between two curves."""
        upper, lower = self.points(above), self.points(tuple(reversed(below)))
        return (Path(kind, f"M{upper} {lower}Z"),) if upper and lower else ()

    def ground(self, kind: str, points: Points) -> tuple[Path, ...]:
        """Return the area between a curve and the lower edge."""
        drawn = self.points(points)
        left = drawn.partition(" ")[0]
        return (Path(kind, f"M{drawn}V{HEIGHT}H{left}Z"),) if drawn else ()

    def level(self, value: float) -> Path:
        """Return a line across the canvas at a value."""
        return Path("level", f"M0 {self.top(value):g}H{WIDTH}")


def thinned(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """Return as many points as can be told apart, the last one among them."""
    step = -(-len(points) // MOST_POINTS) or 1
    return points[::-1][::step][::-1]


def bars(kind: str, values: Sequence[float | None], most: float) -> Path:
    """Return bars side by side, one a value; ``most`` has the whole height, ``None`` no bar."""
    room = WIDTH / len(values)
    wide = room * 0.76
    drawn = (
        f"M{at * room:.1f} {HEIGHT}v-{round(value / most * HEIGHT, 1):g}h{wide:.1f}V{HEIGHT}z"
        for at, value in enumerate(values)
        if value
    )
    return Path(kind, "".join(drawn))


def square(left: float, top: float, size: float, share: float = 1.0) -> str:
    """Return the path of a square around a point, or of the lower ``share`` of its height."""
    half, high = size / 2.0, size * share
    return f"M{left - half:g} {top + half - high:g}h{size:g}v{high:g}h-{size:g}z"


def months(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """Return the first days of the months of a span with their names, at most so many.

    In the place of January stands its year, which alone is left where the span is long.
    """
    starts = [
        day
        for day in (first + timedelta(days=at) for at in range((last - first).days + 1))
        if day.day == 1
    ]
    for step in MONTH_STEPS:
        kept = [day for day in starts if (day.year * 12 + day.month - 1) % step == 0]
        if len(kept) <= most:
            break
    yearly = step >= 12
    return [
        (day, str(day.year) if yearly or day.month == 1 else MONTHS[day.month - 1]) for day in kept
    ]


def month_marks(
    first: date, last: date, most: int, left: Callable[[date], float], top: float = 0.0
) -> Iterator[Mark]:
    """Yield the names of months where they begin, every other one as one that may be left out."""
    for at, (day, name) in enumerate(months(first, last, most)):
        begins = round(left(day), 2)
        if begins <= LAST_MONTH:
            yield Mark("month even" if at % 2 else "month", begins, top, name)


def apart(first: float, second: float, gap: float) -> tuple[float, float]:
    """Return the heights of two labels, moved away from each other where they would overlap."""
    missing = gap - abs(first - second)
    if missing <= 0.0:
        return first, second
    step = missing / 2.0 if first >= second else -missing / 2.0
    return first + step, second - step

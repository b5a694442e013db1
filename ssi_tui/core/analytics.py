"""LinkedIn's own numbers of each day, as the workbook of a member's analytics gives them."""

from collections.abc import Iterable, Mapping
from datetime import date

from ssi_tui.core.value import dataclass, field

FIGURES = ("impressions", "engagements", "new_followers")
"""What is counted of each day; the total of followers is known of some days alone."""

COUNT_MAX = 10**9


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The four numbers of a day, each ``None`` where it is not given; a correction is negative."""

    impressions: int | None = None
    engagements: int | None = None
    new_followers: int | None = None
    total_followers: int | None = None

    @property
    def values(self) -> tuple[int | None, ...]:
        """The four numbers in order."""
        return self.impressions, self.engagements, self.new_followers, self.total_followers

    def larger(self, other: "DayFigures") -> "DayFigures":
        """Return the larger of each figure: LinkedIn revises a day upward."""
        pairs = zip(self.values, other.values, strict=True)
        return DayFigures(
            *(max((n for n in pair if n is not None), default=None) for pair in pairs)
        )


Days = Mapping[date, DayFigures]
"""What is known of each day."""


@dataclass(frozen=True, slots=True)
class SkippedCell:
    """A cell or a row that could not be read: its sheet and its row (from 1), and the reason."""

    sheet: int
    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Analytics:
    """What one workbook says, or several do.

    ``missing`` are the figures whose table is not there.
    """

    days: Days
    missing: tuple[str, ...] = ()
    skipped: tuple[SkippedCell, ...] = field(default_factory=tuple)

    def sums(self) -> dict[str, int]:
        """Return the sum of each figure; what is not given adds nothing."""
        return {
            name: sum(getattr(day, name) or 0 for day in self.days.values()) for name in FIGURES
        }

    def followers(self) -> dict[date, int]:
        """Return the totals of followers by day."""
        found = ((day, one.total_followers) for day, one in sorted(self.days.items()))
        return {day: total for day, total in found if total is not None}


def together(files: Iterable[Analytics]) -> Analytics:
    """Return several workbooks as one, with the larger figure of each day."""
    days: dict[date, DayFigures] = {}
    missing: list[frozenset[str]] = []
    skipped: list[SkippedCell] = []
    for each in files:
        for day, figures in each.days.items():
            days[day] = days.get(day, DayFigures()).larger(figures)
        missing.append(frozenset(each.missing))
        skipped += each.skipped
    everywhere = frozenset.intersection(*missing) if missing else frozenset()
    lacking = tuple(name for name in FIGURES if name in everywhere)
    return Analytics(dict(sorted(days.items())), lacking, tuple(skipped))

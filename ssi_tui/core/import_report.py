"""The values that tell what an import read and what it did."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from ssi_tui.core.value import dataclass, field

SKIPPED_SHOWN = 100
SAVED_AGAIN = "a spreadsheet has saved this file again; use the zip as it came"
"""Why rows are skipped whose dates may be read in two ways; it holds for all of a file."""


class ArchiveRow(NamedTuple):
    """Something the user did, from a row of LinkedIn's export.

    ``at`` is the instant in UTC, ``None`` when only the day is known. ``origin_key`` is the same
    whenever the same row is met again; it gives nothing away. ``old_key`` is the one that version
    0.1.0 made of the row, where it made another. A named tuple, unlike other values, because an
    archive makes hundreds of thousands of them and each takes a quarter of the time.
    """

    task: str
    day: date
    at: datetime | None
    quality: str | None
    origin_key: str
    old_key: str | None = None


@dataclass(frozen=True, slots=True)
class MissingTable:
    """A table that an archive lacks, and a sentence that says what that means."""

    table: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What an archive says about the profile, for the user to confirm.

    ``has`` and ``lacks`` are ids of the checklist that the archive shows as done or as open; about
    the others (a photo, say) it says nothing. ``connections`` is the size of the network.
    """

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    connections: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was left out: its table, its line (from 1) and the reason."""

    table: str
    line: int
    why: str


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

Known = Mapping[date, tuple[DayFigures, date]]
"""The same, with the last day that was imported together with it."""


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

    def lacking(self) -> tuple[str, ...]:
        """Return a sentence for each figure whose table is not there."""
        return tuple(
            f"{name.replace('_', ' ')}: the file has no table with them" for name in self.missing
        )

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


@dataclass(frozen=True, slots=True)
class AnalyticsReport:
    """What workbooks of analytics said, and what came of it; mappings count days by figure.

    ``raised`` are figures that were known and are larger now; ``totals`` counts the totals of
    followers that are new or larger. ``operation`` is ``None`` if nothing was written.
    """

    given: Analytics
    read: Mapping[str, int]
    added: Mapping[str, int]
    raised: Mapping[str, int]
    totals: int
    operation: str | None = None

    @property
    def already_known(self) -> dict[str, int]:
        """The figures that were known already, or are lower now."""
        return {name: self.read[name] - self.added[name] - self.raised[name] for name in self.read}

    @property
    def changes(self) -> int:
        """How many figures are new or larger."""
        return sum(self.added.values()) + sum(self.raised.values())


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of an import; mappings count entries by task.

    ``operation`` is ``None`` if nothing was written. ``skipped`` holds the first 100 of
    ``skipped_total`` rows, ``notices`` what else is to be known. ``foreign`` tells of a log that it
    has nothing in common with the one here. The rest is filled for LinkedIn's export only: the
    tables that are ``missing``, the number of rows ``left_out`` by reason (they are nothing that
    the user did), and ``proposals`` for the profile. ``analytics`` is what workbooks beside the
    archive said.
    """

    kind: str
    archive: str
    operation: str | None
    dry_run: bool
    read: Mapping[str, int]
    added: Mapping[str, int]
    already_known: Mapping[str, int]
    set_aside: Mapping[str, int]
    skipped: tuple[Skipped, ...]
    skipped_total: int
    first_day: date | None
    last_day: date | None
    missing: tuple[MissingTable, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    proposals: Proposals | None = None
    notices: tuple[str, ...] = ()
    foreign: bool = False
    analytics: AnalyticsReport | None = None

    @property
    def news(self) -> int:
        """How much of what was read is new: entries, and figures of analytics."""
        found = self.analytics
        figures = 0 if found is None else found.changes + found.totals
        return figures if self.kind == "analytics" else sum(self.added.values()) + figures

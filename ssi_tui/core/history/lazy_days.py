"""What was logged on each day, decoded only for the days that are asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ssi_tui.core.model import Tally

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

Tallies = tuple[Tally, ...]
Counts = Mapping[str, int]


class LoggedDays(Sequence[Tally]):
    """Tallies in order of day: a sequence like any other, but quicker to load.

    ``kept`` holds the closed days as they are stored, oldest first; ``decode`` turns one of them
    into tallies. ``recent`` are the tallies of the days after them.
    """

    __slots__ = ("_decode", "_kept", "_recent")

    def __init__(
        self, kept: Mapping[date, str], decode: Callable[[date, str], Tallies], recent: Tallies
    ) -> None:
        self._kept = kept
        self._decode = decode
        self._recent = recent

    def __iter__(self) -> Iterator[Tally]:
        for day, text in self._kept.items():
            yield from self._decode(day, text)
        yield from self._recent

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return bool(self._recent) or any(self._kept.values())

    def __getitem__(self, at: Any) -> Any:
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def between(self, first: date, last: date) -> Tallies:
        """Return the tallies from first to last, both included."""
        kept = self._kept
        span = (last - first).days + 1
        days: Iterable[date] = kept
        if span < len(kept):
            days = [first + timedelta(days=at) for at in range(span)]
        found = [
            tally
            for day in days
            if first <= day <= last and day in kept
            for tally in self._decode(day, kept[day])
        ]
        return (*found, *(tally for tally in self._recent if first <= tally.day <= last))

    def with_day(self, day: date, tallies: Tallies) -> LoggedDays:
        """Return a copy in which the tallies of the last day are replaced."""
        before = (tally for tally in self._recent if tally.day != day)
        return LoggedDays(self._kept, self._decode, (*before, *tallies))


class LoggedCounts(Mapping[date, Mapping[str, int]]):
    """The counts of each day: a mapping like any other, decoded for the days that are asked for.

    ``kept`` holds the closed days as they are stored; ``decode`` turns one of them into counts.
    ``recent`` holds the counts of later days.
    """

    __slots__ = ("_decode", "_kept", "_known", "_recent")

    def __init__(
        self,
        kept: Mapping[date, str],
        decode: Callable[[str], Counts],
        recent: Mapping[date, Counts] | None = None,
    ) -> None:
        self._kept = kept
        self._decode = decode
        self._recent = recent or {}
        # Many days have the same text, and so the same counts.
        self._known: dict[str, Counts] = {}

    def __getitem__(self, day: date) -> Counts:
        recent = self._recent.get(day)
        if recent is not None:
            return recent
        text = self._kept[day]
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._decode(text)
        return known

    def __iter__(self) -> Iterator[date]:
        yield from self._kept
        yield from (day for day in self._recent if day not in self._kept)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def with_more(self, more: Mapping[date, Counts]) -> LoggedCounts:
        """Return a copy with the counts of more days."""
        found = LoggedCounts(self._kept, self._decode, {**self._recent, **more})
        found._known = self._known
        return found


def with_counts(
    counts: Mapping[date, Counts], more: Mapping[date, Counts]
) -> Mapping[date, Counts]:
    """Return counts by day with those of later days added."""
    if isinstance(counts, LoggedCounts):
        return counts.with_more(more)
    return {**counts, **more}


def between(tallies: Sequence[Tally], first: date, last: date) -> Tallies:
    """Return the tallies from first to last, both included; ``tallies`` are in order of day."""
    if isinstance(tallies, LoggedDays):
        return tallies.between(first, last)
    start = bisect_left(tallies, first, key=lambda tally: tally.day)
    end = bisect_right(tallies, last, lo=start, key=lambda tally: tally.day)
    return tuple(tallies[start:end])


def with_today(tallies: Sequence[Tally], today: date, new: Tallies) -> Sequence[Tally]:
    """Return the tallies up to today, with those of today replaced."""
    if isinstance(tallies, LoggedDays):
        return tallies.with_day(today, new)
    return (*(tally for tally in tallies if tally.day < today), *new)

"""The kept results of the closed days, which can be rebuilt from the log at any time.

When any program changes an entry, triggers delete the results from its day on in the same
transaction. A key records what else the results follow from (profile, routine, calibration); if it
has changed, they are not used.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from contextlib import contextmanager
from datetime import date
from functools import cache, lru_cache
from itertools import compress
from struct import pack, unpack

from ssi_tui.core.history.closes import Close
from ssi_tui.core.history.lazy_days import LoggedCounts
from ssi_tui.core.history.sums import toward
from ssi_tui.core.model import Tally
from ssi_tui.core.score.reach import HALF_LIVES, Spread
from ssi_tui.storage.database.errors import explained
from ssi_tui.storage.log.rows import Rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from ssi_tui.core.history.closes import Reached
    from ssi_tui.core.history.columns import KeptDays
    from ssi_tui.core.score.scoring import Stocks

_KEY = "closed days"
_AT_ONCE = 500
_SPREAD = f"<{1 + len(HALF_LIVES)}d"
_OF_PILLARS = ("score", "dose", "climb", "missed", "gap", "low", "fell", "back")


def _names(*of_pillars: str) -> str:
    """Return the names of columns that stand in the table four times, once a pillar."""
    return ", ".join(f"{name}_{at}" for name in of_pillars for at in range(1, 5))


_COLUMNS = f"day, tallies, due, due_closed, over, {_names(*_OF_PILLARS)}"
_OVER = tuple(tuple(mask >> at & 1 > 0 for at in range(4)) for mask in range(16))
_IN_COLUMNS = f"day, tallies, due, over, {_names('score', 'dose')}"


def _bits() -> tuple[bytes, ...]:
    """Return a table for each pillar with its bit of every mask: quicker than arithmetic."""
    return tuple(bytes(mask >> at & 1 for mask in range(16)).ljust(256, b"\0") for at in range(4))


def stocks_text(stocks: Stocks, spread: Spread) -> str:
    """Return stocks as text: bars between pillars, semicolons between ``action points`` pairs.

    After the last bar stand the numbers of the spread, packed, as they are many and not read alone.
    """
    packed = pack(_SPREAD, spread.clock, *spread.stocks)
    pairs = (";".join([f"{action} {points!r}" for action, points in one.items()]) for one in stocks)
    return "|".join((*pairs, b2a_base64(packed, newline=False).decode()))


def stocks_of(text: str) -> tuple[Stocks, Spread]:
    """Return the stocks and the spread that ``stocks_text`` wrote."""
    *pillars, packed = text.split("|")
    pairs = ([part.split() for part in pillar.split(";") if part] for pillar in pillars)
    clock, *numbers = unpack(_SPREAD, a2b_base64(packed))
    stocks = tuple({action: float(points) for action, points in pillar} for pillar in pairs)
    return stocks, Spread(clock, tuple(numbers))


def tallies_text(tallies: Iterable[Tally]) -> str:
    """Return the tallies of one day as text: five words each, with semicolons between them."""
    return ";".join(
        f"{one.task} {one.quality or '-'} {one.count} {one.minutes!r} {one.untimed}"
        for one in tallies
    )


# Each key asks for the days of a month, for the invite notes that are left.
@lru_cache(maxsize=64)
def tallies_of(day: date, text: str) -> tuple[Tally, ...]:
    """Return the tallies of a day that ``tallies_text`` wrote."""
    parts = (part.split() for part in text.split(";") if part)
    return tuple(
        Tally(
            day, task, None if quality == "-" else quality, int(count), float(minutes), int(untimed)
        )
        for task, quality, count, minutes, untimed in parts
    )


def counts_of(text: str) -> dict[str, int]:
    """Return the count toward each task in a text of tallies."""
    counts: dict[str, int] = {}
    for task, count in map(_counted, text.split(";")):
        counts[task] = counts.get(task, 0) + count
    return counts


@cache
def _counted(tally: str) -> tuple[str, int]:
    """Return the task and count of a tally; cached, because most tallies recur on many days."""
    action, _, count, _ = tally.split(" ", 3)
    return toward(action), int(count)


class ClosedDays(Rows):
    """The tables of the kept closed days."""

    def key(self) -> str | None:
        """Return the key of what the kept days follow from, ``None`` if no days are kept."""
        row = self._row("SELECT value FROM meta WHERE name = ?", _KEY)
        return None if row is None else str(row[0])

    def until(self) -> date | None:
        """Return the day after the last kept day, ``None`` if no days are kept."""
        (last,) = self._row("SELECT MAX(day) FROM closed_days")
        return None if last is None else date.fromordinal(last + 1)

    def last(self, before: date, most: int, stocks: int) -> tuple[Close, ...]:
        """Return the last closes before a day, oldest first, at most ``most``.

        Only the last ``stocks`` of them have their stocks and their spread.
        """
        with explained(self.path):
            rows = self.connection.execute(
                f"SELECT {_COLUMNS} FROM closed_days WHERE day < ? ORDER BY day DESC LIMIT ?",
                (before.toordinal(), most),
            ).fetchall()
            texts = self.connection.execute(
                "SELECT stocks FROM closed_stocks WHERE day < ? ORDER BY day DESC LIMIT ?",
                (before.toordinal(), stocks),
            ).fetchall()
        nothing: tuple[Stocks, Spread] = ((), Spread())
        known = [stocks_of(text) for (text,) in texts] + [nothing] * (len(rows) - len(texts))
        closes = [_close(row, *left) for row, left in zip(rows, known, strict=True)]
        return tuple(reversed(closes))

    def read(self, before: date, last: tuple[Close, ...], reached: Reached) -> KeptDays:
        """Return the kept days before a day, given the last of them and where they end."""
        from array import array

        from ssi_tui.core.history.columns import KeptDays

        tallies: dict[date, str] = {}
        due: list[bool] = []
        masks = bytearray()
        # Arrays of machine numbers take a quarter of the memory of objects.
        columns = tuple(array("d") for _ in range(8))
        with explained(self.path), self._few_pages():
            rows = self.connection.execute(
                f"SELECT {_IN_COLUMNS} FROM closed_days WHERE day < ? ORDER BY day",
                (before.toordinal(),),
            )
            while some := rows.fetchmany(_AT_ONCE):
                days, logged, were_due, were_over, *numbers = zip(*some, strict=True)
                busy = map(date.fromordinal, compress(days, logged))
                tallies.update(zip(busy, filter(None, logged), strict=True))
                due += map(bool, were_due)
                masks.extend(were_over)
                for column, values in zip(columns, numbers, strict=True):
                    column.extend(values)
        return KeptDays(
            reached=reached,
            last=last,
            tallies=tallies,
            counts=LoggedCounts(tallies, counts_of),
            due=tuple(due),
            over=tuple(tuple(map(bool, masks.translate(bits))) for bits in _bits()),
            scores=columns[:4],
            doses=columns[4:],
        )

    @contextmanager
    def _few_pages(self) -> Iterator[None]:
        """Hold few pages in memory while each is read once, which saves the app a megabyte."""
        (usual,) = self.connection.execute("PRAGMA cache_size").fetchone()
        self.connection.execute("PRAGMA cache_size = -100")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA cache_size = {usual}")

    def write(
        self, key: str, closes: Iterable[Close], tallies: Mapping[date, Sequence[Tally]]
    ) -> None:
        """Keep more closed days, and the key of what all of them follow from."""
        marks = ", ".join("?" for _ in _COLUMNS.split(","))
        closes = list(closes)
        self.connection.executemany(
            "INSERT INTO closed_stocks (day, stocks) VALUES (?, ?)",
            ((close.day.toordinal(), stocks_text(close.stocks, close.spread)) for close in closes),
        )
        self.connection.executemany(
            f"INSERT INTO closed_days ({_COLUMNS}) VALUES ({marks})",
            (
                (
                    close.day.toordinal(),
                    tallies_text(tallies.get(close.day, ())),
                    close.due,
                    close.due_closed,
                    sum(1 << at for at, over in enumerate(close.over) if over),
                    *close.scores,
                    *close.doses,
                    *close.climbs,
                    *close.missed,
                    *close.gaps,
                    *close.lows,
                    *map(_ordinal, (*close.fell_on, *close.back_on)),
                )
                for close in closes
            ),
        )
        self.connection.execute(
            "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (_KEY, key)
        )

    def drop(self, first: date = date.min) -> None:
        """Delete the kept days from one on."""
        self.connection.execute("DELETE FROM closed_days WHERE day >= ?", (first.toordinal(),))
        self.connection.execute("DELETE FROM closed_stocks WHERE day >= ?", (first.toordinal(),))


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _dates(ordinals: Sequence[int | None]) -> tuple[date | None, ...]:
    return tuple([None if one is None else date.fromordinal(one) for one in ordinals])


def _close(row: tuple[Any, ...], stocks: Stocks, spread: Spread) -> Close:
    day, _, due, due_closed, mask = row[:5]
    scores, doses, climbs, missed, gaps, lows, fell, back = (
        row[at : at + 4] for at in range(5, len(row), 4)
    )
    # In the order of the fields, which is quicker than by their names: a prompt makes some hundred.
    return Close(
        date.fromordinal(day),
        stocks,
        scores,
        doses,
        climbs,
        missed,
        gaps,
        lows,
        _dates(fell),
        _dates(back),
        _OVER[mask],
        bool(due),
        due_closed,
        spread,
    )

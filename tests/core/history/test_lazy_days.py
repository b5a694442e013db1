"""Days that are kept as text are read for those that somebody asks for, and for no others."""

from datetime import date, timedelta

import pytest

from ssi_tui.core.history.history import tallies_on
from ssi_tui.core.history.lazy_days import LoggedDays, between
from ssi_tui.core.model import Tally

FIRST = date(2016, 11, 21)
DAYS = 3650
KEPT = {FIRST + timedelta(days=at): "comment 1" for at in range(DAYS)}
LAST = FIRST + timedelta(days=DAYS)


def tally(day: date, task: str = "comment") -> Tally:
    """Return one of a task."""
    return Tally(day, task, None, 1, 0.0, 1)


@pytest.fixture
def read() -> list[date]:
    """Return the days that were read, in order."""
    return []


@pytest.fixture
def logged(read: list[date]) -> LoggedDays:
    """Return ten years, the last day not kept yet."""

    def decode(day: date, _: str) -> tuple[Tally, ...]:
        read.append(day)
        return (tally(day),)

    return LoggedDays(KEPT, decode, (tally(LAST, "share"),))


def test_a_week_among_ten_years_is_read_alone(logged: LoggedDays, read: list[date]) -> None:
    """A wide terminal asks for it at each key."""
    first = LAST - timedelta(days=6)
    found = between(logged, first, LAST)
    days = [first + timedelta(days=at) for at in range(6)]
    assert found == (*map(tally, days), tally(LAST, "share"))
    assert read == days


def test_the_last_day_is_read_without_the_kept_ones(logged: LoggedDays, read: list[date]) -> None:
    assert tallies_on(logged, LAST) == (tally(LAST, "share"),)
    assert read == []

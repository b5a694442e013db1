"""The session clock: how long it went, whatever happened to it meanwhile."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.clock import (
    LONGEST,
    QUIET,
    Running,
    Stretch,
    by_day,
    clock_face,
    clock_words,
    day_clock,
    stopped_at,
    stretch_of,
    whole_minutes,
)
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.tui.look.rows import longest

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
SEVEN = datetime(2026, 11, 23, 7, tzinfo=UTC)
BUDGET = timedelta(minutes=13)
MOST = timedelta(days=3)


def after(minutes: float) -> datetime:
    """Return some minutes after seven."""
    return SEVEN + timedelta(minutes=minutes)


def stretch(start: float, stop: float, day: date = MONDAY) -> Stretch:
    """Return a stretch by the minutes after seven."""
    return Stretch(day, after(start), after(stop))


def running(*signs: float) -> Running:
    """Return a clock that was started at seven, and when something was logged since."""
    return Running(MONDAY, SEVEN, tuple(after(sign) for sign in signs))


def ended(clock: Running, now: float) -> float | None:
    """Return after how many minutes a clock has stopped by itself."""
    found = stopped_at(clock, after(now), BUDGET)
    return None if found is None else (found - SEVEN) / timedelta(minutes=1)


# -- a clock that was left running ------------------------------------------------------------


@pytest.mark.parametrize(
    ("signs", "now"), [((), 0), ((), 30), ((29,), 59), ((10, 39, 60), 90), ((), -20)]
)
def test_a_clock_goes_on_within_half_an_hour_of_the_last_tick(
    signs: tuple[float, ...], now: float
) -> None:
    """Or of its start; also a little before it, where the machine was set back."""
    assert ended(running(*signs), now) is None


@pytest.mark.parametrize(
    ("signs", "now", "minutes"),
    [
        ((), 31, 13),
        ((), 3000, 13),
        ((5,), 36, 5),
        ((5, 12), 500, 12),
        ((40,), 41, 13),
        ((5, 40, 41), 42, 5),
        ((12, 5), 100, 12),
    ],
)
def test_a_clock_that_is_left_counts_until_the_last_tick(
    signs: tuple[float, ...], now: float, minutes: float
) -> None:
    """Or for the minutes of a morning where there was none; what comes later wakes it no more."""
    assert ended(running(*signs), now) == minutes


def test_a_clock_never_goes_on_for_more_than_twelve_hours() -> None:
    """However much was logged."""
    signs = [20.0 * at for at in range(1, 40)]
    assert ended(running(*signs), 20 * 39) == LONGEST / timedelta(minutes=1)


def test_a_clock_from_the_future_has_counted_nothing() -> None:
    """The machine was set back by a day."""
    assert ended(running(), -1440) == 0
    assert stretch_of(running(), after(-1440), BUDGET).length == timedelta()


def test_a_clock_set_back_counts_until_the_last_tick_at_least() -> None:
    """What was logged is known; below zero it never counts."""
    assert stretch_of(running(6), after(2), BUDGET) == stretch(0, 6)
    assert stretch_of(running(), after(-5), BUDGET) == stretch(0, 0)


# -- the days ---------------------------------------------------------------------------------


def test_stretches_of_a_day_add_up() -> None:
    """Each day has its own."""
    found = by_day([stretch(0, 6), stretch(10, 14), stretch(20, 21, TUESDAY)])
    assert found == {MONDAY: timedelta(minutes=10), TUESDAY: timedelta(minutes=1)}


def test_time_that_lies_in_two_stretches_counts_once() -> None:
    """Two machines, or one that was set back; it counts for the earlier one."""
    found = by_day([stretch(4, 10, TUESDAY), stretch(0, 6), stretch(1, 2)])
    assert found == {MONDAY: timedelta(minutes=6), TUESDAY: timedelta(minutes=4)}


def test_a_stretch_over_the_start_of_the_day_belongs_to_the_day_it_began() -> None:
    """It is shown as long as it goes on."""
    clock = day_clock(TUESDAY, (stretch(-9, -5),), running(), after(6), BUDGET)
    assert clock is not None
    assert (clock.day, clock.seconds) == (MONDAY, 600)


def test_a_day_without_the_clock_shows_none() -> None:
    """Nor does one after a clock of the day before was left running."""
    assert day_clock(MONDAY, (), None, SEVEN, BUDGET) is None
    assert day_clock(TUESDAY, (), running(), after(600), BUDGET) is None


def test_a_clock_left_running_today_is_shown_as_it_stopped() -> None:
    """With what was before."""
    clock = day_clock(MONDAY, (stretch(-9, -5),), running(3), after(60), BUDGET)
    assert clock is not None
    assert (clock.seconds, clock.running) == (420, None)


def test_a_clock_goes_on_from_what_was_before() -> None:
    """Second by second."""
    clock = day_clock(MONDAY, (stretch(-9, -5),), running(), after(1), BUDGET)
    assert clock is not None
    assert (clock.seconds, clock.seconds_at(after(1.5))) == (300, 330)


@pytest.mark.parametrize("month_day", [(3, 29), (10, 25)])
def test_a_change_of_the_hour_neither_adds_nor_takes_time(month_day: tuple[int, int]) -> None:
    """Both nights of a year, in the hour that is skipped or comes twice."""
    zone = ZoneInfo("Europe/Stockholm")
    start = datetime(2026, *month_day, 0, 50, tzinfo=UTC)
    instants = iter([start, start + timedelta(minutes=20)])
    clock = WallClock(lambda: next(instants), zone)
    one, two = clock.now(), clock.now()
    assert by_day([Stretch(MONDAY, one, two)]) == {MONDAY: timedelta(minutes=20)}


MINUTES = st.floats(-4000, 4000)
STRETCHES = st.lists(
    st.tuples(MINUTES, st.floats(0, 1440), st.sampled_from([MONDAY, TUESDAY])), max_size=8
)


@given(STRETCHES)
def test_the_sum_never_exceeds_the_time_that_went_by(
    given_stretches: list[tuple[float, float, date]],
) -> None:
    """And is never below that of the longest stretch, nor below zero."""
    stretches = [stretch(start, start + length, day) for start, length, day in given_stretches]
    found = by_day(stretches)
    total = sum(found.values(), timedelta())
    if not stretches:
        assert found == {}
        return
    whole = max(one.stop for one in stretches) - min(one.start for one in stretches)
    assert max(one.length for one in stretches) <= total <= whole
    assert all(length > timedelta() for length in found.values())


@given(st.lists(MINUTES, max_size=6), MINUTES, st.floats(5, 60))
def test_a_stretch_has_a_length_that_can_be_believed(
    signs: list[float], now: float, budget: float
) -> None:
    """Whatever the machine's clock did, and whenever somebody looks."""
    found = stretch_of(running(*signs), after(now), timedelta(minutes=budget))
    assert timedelta() <= found.length <= LONGEST
    known = [SEVEN, after(now), *(after(sign) for sign in signs)]
    assert found.stop <= max(known)


@given(st.lists(st.floats(0, 200), max_size=6), st.floats(0, 4000), st.floats(0, 4000))
def test_a_clock_that_has_stopped_says_the_same_whenever_it_is_asked(
    signs: list[float], now: float, later: float
) -> None:
    """Time that goes by changes nothing of it."""
    clock = running(*sorted(signs))
    first = stopped_at(clock, after(max(now, *signs, 0)), BUDGET)
    if first is not None:
        assert stopped_at(clock, after(max(now, *signs, 0) + later), BUDGET) == first


def test_the_quiet_limit_is_longer_than_any_budget() -> None:
    """So that a morning as it was planned is never cut."""
    assert timedelta(minutes=30) <= QUIET < MOST


# -- the words --------------------------------------------------------------------------------


def test_the_clock_shows_minutes_and_seconds() -> None:
    """An hour is 60 minutes to it."""
    assert [clock_face(seconds) for seconds in (0, 9, 372, 6125)] == [
        "0:00",
        "0:09",
        "6:12",
        "102:05",
    ]


@pytest.mark.parametrize(
    ("seconds", "going", "words"),
    [
        (0, True, "clock 0:00"),
        (372, True, "clock 6:12"),
        (780, True, "clock 13:00, enough"),
        (6125, True, "clock 102:05 enough"),
        (372, False, "clock 6:12 paused"),
        (6125, False, "clock 102:05 paused"),
    ],
)
def test_the_clock_says_calmly_that_it_is_enough(seconds: int, going: bool, words: str) -> None:
    """One word, in 19 cells."""
    assert longest(clock_words(seconds, 13.0, running=going), 19) == words


def test_without_a_budget_it_is_never_enough() -> None:
    """A routine that asks for nothing."""
    assert clock_words(6000, 0.0, running=True)[0] == "clock 100:00"


def test_a_length_is_said_in_minutes_or_in_seconds() -> None:
    """One of each is one."""
    lengths = [timedelta(seconds=seconds) for seconds in (1, 40, 60, 372, 3600)]
    assert [whole_minutes(length) for length in lengths] == [
        "1 second",
        "40 seconds",
        "1 minute",
        "6 minutes",
        "60 minutes",
    ]

"""The year: each day once, in its week and on its weekday, with what was done on it."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ssi_tui.core.ahead.year import YEAR_WEEKS, DayState, Year, year_of
from ssi_tui.core.calendar import Schedule
from ssi_tui.core.model import PILLARS, Log, Pillar, TargetVersion
from ssi_tui.core.score.track import is_fed
from ssi_tui.core.today.dashboard import Source, build
from ssi_tui.core.value import replace
from tests.core.builders import after, away, keeper, log_of, routine_on, tally, working
from tests.core.strategies import FEWER, Case, cases

ALL, PART, NONE = DayState.ALL, DayState.PART, DayState.NONE
REST, OFF, BLANK = DayState.REST, DayState.OFF, DayState.BLANK

SUNDAY = 6


def source_of(log: Log, today: date) -> Source:
    """Return what a year is read from."""
    return build(log, today).source


def days_of(year: Year) -> list[date]:
    """Return the days of a year, column by column."""
    return [year.day_at(week, day) for week in range(len(year.weeks)) for day in range(7)]


@given(st.dates(date(2023, 1, 1), date(2029, 12, 31)), st.integers(0, 6), st.integers(1, 60))
@FEWER
def test_each_day_stands_once_in_the_column_of_its_week(
    today: date, first_weekday: int, weeks: int
) -> None:
    """Whatever the week begins with, over 29 February and both ends of summer time."""
    year = year_of(source_of(Log(), today), weeks=weeks, first_weekday=first_weekday)
    days = days_of(year)
    assert days == [year.first + timedelta(days=at) for at in range(7 * weeks)]
    assert year.first.weekday() == first_weekday
    for at, day in enumerate(days):
        assert year.place_of(day) == (at // 7, at % 7)
    assert days[-7] <= today <= days[-1] == year.last


@pytest.mark.parametrize(
    "day", [date(2024, 2, 29), date(2026, 3, 29), date(2026, 10, 25), date(2025, 12, 31)]
)
def test_29_february_and_the_ends_of_summer_time_are_in_the_year(day: date) -> None:
    """What was done on them is shown on them, and not on the days around."""
    log = log_of(tally(day - timedelta(days=7), "share"), tally(day, "comment"))
    year = year_of(source_of(log, day + timedelta(days=40)))
    shown = [each for each in days_of(year) if year.state_of(each) is PART]
    assert shown == [day - timedelta(days=7), day]


def test_today_is_in_the_last_of_fifty_three_columns() -> None:
    """On its weekday; the days after it are blank."""
    today = after(400) + timedelta(days=2)
    year = year_of(source_of(keeper(400), today))
    assert len(year.weeks) == YEAR_WEEKS
    place = year.place_of(today)
    assert place == (YEAR_WEEKS - 1, today.weekday())
    later = [day for day in days_of(year) if day > today]
    assert [year.state_of(day) for day in later] == [BLANK] * (6 - today.weekday())


def test_days_before_the_log_are_blank() -> None:
    """The first day of the log is not."""
    year = year_of(source_of(keeper(30), after(30)))
    assert year.state_of(after(-1)) is BLANK
    assert year.state_of(after(0)) is ALL


def test_a_day_is_whole_when_every_task_met_its_target() -> None:
    """One comment too few makes it part of a day, nothing at all makes it none."""
    few = [tally(after(1), task) for task in ("comment", "share", "message", "search", "connect")]
    log = log_of(*routine_on(after(0)), *few, tally(after(2), "reaction"))
    year = year_of(source_of(log, after(4)))
    assert [year.state_of(after(at)) for at in range(4)] == [ALL, PART, PART, NONE]


def test_today_shows_what_was_done_of_it() -> None:
    """Part of a day, then all of it."""
    started = log_of(*routine_on(after(0)), tally(after(1), "comment"))
    assert year_of(source_of(started, after(1))).state_of(after(1)) is PART
    ended = log_of(*routine_on(after(0), after(1)))
    assert year_of(source_of(ended, after(1))).state_of(after(1)) is ALL


def test_a_week_of_leave_is_off_and_weekends_are_rest() -> None:
    """The weekend in the leave is off too; what is done on either is shown as part of a day."""
    log = replace(
        log_of(*routine_on(after(0)), tally(after(5), "share"), tally(after(9), "comment")),
        time_off=(away(after(7), after(13)),),
    )
    year = year_of(source_of(log, after(21)))
    assert [year.state_of(after(at)) for at in (4, 5, 6)] == [NONE, PART, REST]
    assert [year.state_of(after(at)) for at in range(7, 14)] == [OFF, OFF, PART, OFF, OFF, OFF, OFF]
    assert year.state_of(after(14)) is NONE


def test_a_due_day_that_asks_for_nothing_is_like_a_day_of_rest() -> None:
    """Without targets there is none to be met."""
    nothing = [
        TargetVersion(task, date.min, 0)
        for task in ("comment", "share", "message", "search", "connect")
    ]
    log = log_of(tally(after(0), "reaction"), targets=nothing)
    year = year_of(source_of(log, after(2)))
    assert [year.state_of(after(at)) for at in (0, 1)] == [PART, REST]


def test_a_task_is_due_on_its_own_weekdays_alone() -> None:
    """A whole day does not ask for it on the others."""
    versions = [TargetVersion("share", date.min, 1, frozenset({0}))]
    four = {"comment": 2, "message": 1, "search": 1, "connect": 1}
    log = log_of(*routine_on(after(0), after(1), routine=four), targets=versions)
    year = year_of(source_of(log, after(2)))
    assert [year.state_of(after(at)) for at in (0, 1)] == [PART, ALL]
    of_task = year_of(source_of(log, after(2)), task="share")
    assert [of_task.state_of(after(at)) for at in (0, 1)] == [NONE, REST]


def test_the_year_of_a_task_shows_its_target() -> None:
    """Met, begun, not begun; a reply counts as a comment."""
    log = log_of(
        tally(after(0), "comment"),
        tally(after(0), "reply"),
        tally(after(1), "comment"),
        tally(after(2), "share"),
    )
    year = year_of(source_of(log, after(3)), task="comment")
    assert [year.state_of(after(at)) for at in range(3)] == [ALL, PART, NONE]


@given(cases())
@FEWER
def test_the_year_of_a_pillar_shows_the_days_that_fed_it(case: Case) -> None:
    """Fed, some dose, none: by the doses of the engine, for any log."""
    assume(case.log.tallies)
    source = case.dashboard().source
    schedule = Schedule.of(case.log)
    for at, pillar in enumerate(PILLARS):
        year = year_of(source, pillar=pillar)
        setup, doses = source.history.pillars[at], source.history.closed.doses[at]
        for offset, dose in enumerate(doses):
            day = source.history.first + timedelta(days=offset)
            state = year.state_of(day)
            assert (state is ALL) == is_fed(setup, dose)
            assert (state is PART) == (dose > 0.0 and not is_fed(setup, dose))
            assert (state is NONE) == (dose == 0.0 and schedule.is_due(day))


def test_a_pillar_of_today_is_fed_by_what_was_done_today() -> None:
    """One connect is enough for People, one reaction is some for Insights."""
    log = log_of(*routine_on(after(0)), tally(after(1), "connect"), tally(after(1), "reaction"))
    source = source_of(log, after(1))
    assert year_of(source, pillar=Pillar.PEOPLE).state_of(after(1)) is ALL
    assert year_of(source, pillar=Pillar.INSIGHTS).state_of(after(1)) is PART
    assert year_of(source, pillar=Pillar.BRAND).state_of(after(1)) is NONE


def test_a_month_is_named_over_the_column_that_holds_its_first_day() -> None:
    """Twelve months in a year of weeks, each once."""
    year = year_of(source_of(Log(), date(2026, 11, 23)))
    assert len(year.months) == 12
    for column, month in year.months:
        days = [year.day_at(column, at) for at in range(7)]
        assert any(day.day == 1 and day.month == month for day in days)


def test_the_year_can_end_with_an_earlier_week() -> None:
    """To look at the year before, and at the half of one on a narrow terminal."""
    source = source_of(keeper(900), after(900))
    year = year_of(source, weeks=26, last=after(500))
    assert year.place_of(after(500)) == (25, after(500).weekday())
    assert year.place_of(after(900)) is None
    assert year.state_of(after(900)) is BLANK
    assert year.state_of(after(497)) is ALL


def test_the_week_can_begin_on_sunday() -> None:
    """Rows are then Sunday to Saturday."""
    year = year_of(source_of(keeper(30), after(30)), first_weekday=SUNDAY)
    assert year.first.weekday() == SUNDAY
    assert {week[0] for week in year.weeks} == {BLANK, REST}


def test_who_has_chosen_no_workday_has_due_days_alone() -> None:
    """Every day is one, so nothing done on it is a miss."""
    log = log_of(*routine_on(after(0)), tally(after(3), "comment"), workdays=[working(())])
    year = year_of(source_of(log, after(5)))
    assert [year.state_of(after(at)) for at in range(5)] == [ALL, NONE, NONE, PART, NONE]

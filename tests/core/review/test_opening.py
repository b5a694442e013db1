"""The week that a review opens at is the latest one that is worth looking back on."""

from collections.abc import Iterable
from datetime import date

import pytest

from ssi_tui.core.calendar import DAY, WEEKDAY_IDS
from ssi_tui.core.model import Log
from ssi_tui.core.review.page import page_of, waiting_week, week_to_review
from ssi_tui.core.review.record import STEPS, WEEK, Review, Step
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import MONDAY, after, away, keeper, log_of, working

FINISHED = dict.fromkeys(STEPS)


def opens_at(log: Log, today: date, finished: Iterable[date] = (), first_weekday: int = 0) -> date:
    """Return the first day of the week that the review opens at."""
    reviews = {week: Review(week, FINISHED) for week in finished}
    return week_to_review(build(log, today), reviews, first_weekday)


THIS = after(14)
LAST = after(7)


@pytest.mark.parametrize("at", range(7))
def test_until_the_last_workday_the_review_opens_at_last_week(at: int) -> None:
    """From Friday on at this week."""
    assert opens_at(keeper(14), THIS + at * DAY) == (THIS if at >= 4 else LAST)


def test_a_finished_week_gives_way_to_the_other_one() -> None:
    """Where both are finished, or this one is not due yet, it opens at this week."""
    friday, tuesday = THIS + 4 * DAY, THIS + DAY
    assert opens_at(keeper(14), friday, [THIS]) == LAST
    assert opens_at(keeper(14), friday, [LAST]) == THIS
    assert opens_at(keeper(14), friday, [THIS, LAST]) == THIS
    assert opens_at(keeper(14), tuesday, [LAST]) == THIS


def test_a_week_that_was_begun_is_not_finished() -> None:
    """It opens there again, and no older week is asked for."""
    begun = {LAST: Review(LAST, {Step.PROMISE: None})}
    assert week_to_review(build(keeper(14), THIS), begun) == LAST
    assert opens_at(keeper(70), after(70)) == after(63)


def test_in_the_first_week_of_the_log_there_is_no_last_week() -> None:
    """It opens at this one, from the first day on."""
    assert opens_at(log_of(), MONDAY) == MONDAY
    assert opens_at(keeper(2), after(2)) == MONDAY
    assert opens_at(keeper(2), after(7)) == MONDAY


def test_a_week_before_which_the_log_had_no_five_workdays_is_not_looked_back_on() -> None:
    """From Thursday to Monday are three: the first review is that of this week."""
    thursday = keeper(4, first=LAST + 3 * DAY)
    assert opens_at(thursday, THIS) == THIS
    assert opens_at(thursday, THIS + 7 * DAY) == THIS


@pytest.mark.parametrize("begun", range(7))
def test_no_review_waits_before_the_log_has_five_workdays(begun: int) -> None:
    """One that begins on a Monday is looked back on that Friday, any later one a week after."""
    log = keeper(4, first=LAST + begun * DAY)
    due = LAST + 4 * DAY if begun == 0 else THIS + 4 * DAY
    days = [LAST + (begun + at) * DAY for at in range(14 - begun)]
    waits = [waiting_week(build(log, day), {}) is not None for day in days]
    assert waits == [day >= due for day in days]
    assert page_of(build(log, days[0]), {}, LAST).first_due == due


def test_the_last_workday_is_that_of_the_user() -> None:
    """Without workdays it is the last day of the week; a day off is a workday all the same."""
    tuesdays = replace(keeper(42, first=THIS - 6 * WEEK), workdays=(working({1}),))
    assert opens_at(tuesdays, THIS) == LAST
    assert opens_at(tuesdays, THIS + DAY) == THIS
    none = replace(keeper(14), workdays=(working(()),))
    assert opens_at(none, THIS + 5 * DAY) == LAST
    assert opens_at(none, THIS + 6 * DAY) == THIS
    off = replace(keeper(14), time_off=(away(THIS + 4 * DAY),))
    assert opens_at(off, THIS + 3 * DAY) == LAST
    assert opens_at(off, THIS + 4 * DAY) == THIS


@pytest.mark.parametrize("first_weekday", range(7), ids=WEEKDAY_IDS)
@pytest.mark.parametrize("at", range(7))
def test_the_review_opens_at_a_week_that_begins_where_weeks_begin(
    first_weekday: int, at: int
) -> None:
    """And at none that hasn't started yet; from Sunday on Friday is still the last workday."""
    today = THIS + at * DAY
    found = opens_at(keeper(14), today, first_weekday=first_weekday)
    assert found.weekday() == first_weekday
    assert found <= today < found + 2 * WEEK
    if first_weekday == 6:
        ends = today.weekday() in (4, 5)
        assert (today < found + WEEK) is ends

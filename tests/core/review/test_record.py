"""What a review writes down: its steps, its weeks, the names of its outcomes, its promise."""

from datetime import date, timedelta

import pytest

from ssi_tui.core.model import Answer, Pillar
from ssi_tui.core.review.record import (
    OUTCOMES,
    STEPS,
    WEEK,
    Commitment,
    Review,
    Step,
    by_week,
    last_commitment,
    outcome_names,
)
from ssi_tui.core.value import replace
from tests.core.builders import MONDAY

TWO_CONNECTS = Commitment("2 connects a day", Pillar.PEOPLE, "connect", 2)
ONE_MESSAGE = Commitment("1 message a day", Pillar.RELATIONSHIPS, "message", 1)


def taken(*steps: Step) -> dict[Step, Answer | None]:
    """Return steps without answers."""
    return dict.fromkeys(steps)


def test_the_next_step_follows_on_the_last_one_in_which_something_was_said() -> None:
    """The first where nothing was; the last one where nothing is left."""
    assert Review(MONDAY).next_step is Step.PROMISE
    assert Review(MONDAY, {Step.PROMISE: Answer.KEPT}).next_step is Step.WEEK
    assert Review(MONDAY, outcomes={"meetings": 1}).next_step is Step.FOCUS
    assert Review(MONDAY, note="a good week").next_step is Step.FOCUS
    assert Review(MONDAY, taken(*STEPS)).next_step is Step.FOCUS


def test_a_review_is_finished_by_a_promise_or_by_looking_through_it() -> None:
    """Not by anything else that is said in it."""
    said = Review(MONDAY, {Step.PROMISE: Answer.KEPT}, {"meetings": 1}, "a good week")
    assert not said.finished
    assert replace(said, commitment=Commitment("call two")).finished
    assert replace(said, looked_through=MONDAY).finished


def test_a_review_of_an_older_log_is_finished_when_all_six_steps_were_taken() -> None:
    """In whatever order; a skipped one counts."""
    steps = {**taken(*reversed(STEPS)), Step.READING: Answer.SKIPPED}
    assert Review(MONDAY, steps).finished
    for step in STEPS:
        assert not Review(MONDAY, taken(*(each for each in STEPS if each is not step))).finished


@pytest.mark.parametrize("kept_from", range(7))
@pytest.mark.parametrize("read_from", range(7))
def test_a_review_keeps_its_week_when_weeks_begin_on_another_day(
    kept_from: int, read_from: int
) -> None:
    """The week that holds most of its days is its own, and no two reviews share one."""
    first = MONDAY + timedelta(days=kept_from)
    kept = [Review(first + back * WEEK, note=str(back)) for back in range(4)]
    found = by_week(kept, read_from)
    assert len(found) == len(kept)
    for week, review in found.items():
        assert week.weekday() == read_from
        assert abs((week - review.week).days) <= 3


def test_outcomes_are_the_usual_three_and_then_the_user_s_own_in_order_of_first_use() -> None:
    """One that was only ever counted as none is not kept in the list."""
    reviews = by_week(
        [
            Review(MONDAY + WEEK, outcomes={"talks": 1, "calls booked": 2}),
            Review(MONDAY, outcomes={"meetings": 1, "calls booked": 1, "slips": 0}),
        ]
    )
    assert outcome_names(reviews) == (*OUTCOMES, "calls booked", "talks")
    assert outcome_names({}) == OUTCOMES


def test_the_last_promise_is_that_of_the_newest_review_before_the_week_that_made_one() -> None:
    """A review without a promise leaves the one before it standing."""
    reviews = by_week(
        [
            Review(MONDAY, commitment=TWO_CONNECTS),
            Review(MONDAY + WEEK, commitment=ONE_MESSAGE),
            Review(MONDAY + 2 * WEEK),
        ]
    )
    assert last_commitment(reviews, MONDAY) is None
    assert last_commitment(reviews, MONDAY + WEEK) == (MONDAY, TWO_CONNECTS)
    assert last_commitment(reviews, MONDAY + 3 * WEEK) == (MONDAY + WEEK, ONE_MESSAGE)
    assert last_commitment({}, date(2026, 1, 5)) is None

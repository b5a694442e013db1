"""Minutes of a task by the clock: what it can tell, and what it leaves out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.model import Entry, Source
from ssi_tui.core.review.clock_minutes import (
    LEAST_SAMPLES,
    Learnt,
    WeekClock,
    each_words,
    learnt,
    samples,
    week_clock,
)
from ssi_tui.core.value import replace
from tests.core.test_clock import MONDAY, TUESDAY, after, stretch

TASKS = Schedule().routine(MONDAY)


def ticked(at: float, task: str = "comment", day: date = MONDAY, count: int = 1) -> Entry:
    """Return an entry that was ticked some minutes after seven."""
    return Entry(f"{at}", "operation", day, after(at), task, count)


def test_the_time_since_the_tick_before_is_that_of_a_tick() -> None:
    """The first one counts from the start of the stretch."""
    found = samples([stretch(0, 20)], [ticked(2), ticked(5, "share"), ticked(6.5, "message")])
    assert found == {"comment": [2.0], "share": [3.0], "message": [1.5]}


def test_ticks_of_one_task_within_moments_share_the_time() -> None:
    """Two keys pressed after both were written; a count of three is three."""
    assert samples([stretch(0, 9)], [ticked(4), ticked(4.1)]) == {"comment": [pytest.approx(2.05)]}
    assert samples([stretch(0, 9)], [ticked(6, count=3)]) == {"comment": [2.0]}


def test_ticks_of_several_tasks_within_moments_tell_nothing() -> None:
    """Nobody knows which took what; the next one counts from there."""
    found = samples([stretch(0, 20)], [ticked(9), ticked(9.1, "share"), ticked(11.1, "message")])
    assert found == {"message": [pytest.approx(2.0)]}


def test_a_tick_at_the_very_start_tells_nothing() -> None:
    """It was done before the clock was started."""
    assert samples([stretch(0, 20)], [ticked(0.1)]) == {}


def test_a_long_gap_tells_nothing() -> None:
    """The coffee was long."""
    assert samples([stretch(0, 40)], [ticked(15.1), ticked(17, "share")]) == {
        "share": [pytest.approx(1.9)]
    }


def test_ticks_outside_of_a_stretch_tell_nothing() -> None:
    """Nor do they shorten what comes after."""
    assert samples([stretch(0, 9)], [ticked(-1), ticked(3), ticked(10)]) == {"comment": [3.0]}


def test_ticks_for_another_day_tell_nothing() -> None:
    """Yesterday's are written down, not done."""
    found = samples([stretch(0, 9)], [ticked(2, day=TUESDAY), ticked(5)])
    assert found == {"comment": [3.0]}


@pytest.mark.parametrize("source", [Source.ARCHIVE, Source.IMPORT])
def test_imports_never_count(source: Source) -> None:
    """They have instants, but were no ticks."""
    entries = [replace(ticked(2), source=source), ticked(5), replace(ticked(7), at=None)]
    assert samples([stretch(0, 9)], entries) == {"comment": [5.0]}


def test_a_tick_in_two_stretches_counts_once() -> None:
    """Two machines went at a time."""
    assert samples([stretch(0, 9), stretch(1, 20)], [ticked(4)]) == {"comment": [4.0]}


def test_five_samples_are_needed() -> None:
    """Their median is what one takes."""
    assert learnt({"share": [2.0] * (LEAST_SAMPLES - 1)}, TASKS) == ()
    (one,) = learnt({"share": [9.0, 2.0, 2.5, 2.4, 2.4]}, TASKS)
    assert one == Learnt("share", "share", 2.4, 3.0)


def test_the_tasks_are_those_of_the_routine_in_its_order() -> None:
    """What is done now and then is left out."""
    found = learnt({task: [1.0] * 5 for task in ("reply", "connect", "comment")}, TASKS)
    assert [one.task for one in found] == ["comment", "connect"]


def test_the_usual_minutes_stand_beside_what_differs_from_them() -> None:
    """By half a minute or more."""
    each = (Learnt("comment", "comment", 3.14, 2.0), Learnt("share", "share", 3.4, 3.0))
    assert each_words(WeekClock({}, each)) == ("comment 3.1 (usual 2)", "share 3.4")
    assert each_words(WeekClock()) == ("not enough data yet",)


def test_a_week_holds_the_minutes_of_its_days() -> None:
    """What was measured before them counts for the tasks alone."""
    before = stretch(-10080, -10070, MONDAY - timedelta(days=7))
    clock = week_clock([before, stretch(0, 6.5)], [], TASKS, MONDAY, MONDAY + timedelta(days=6))
    assert clock == WeekClock({MONDAY: 6.5}, (), measured=True)


@given(
    st.lists(st.tuples(st.floats(0, 200), st.floats(0, 60)), max_size=4),
    st.lists(st.tuples(st.floats(0, 200), st.sampled_from(["comment", "share"])), max_size=12),
)
def test_the_time_of_all_ticks_never_exceeds_that_of_the_clock(
    spans: list[tuple[float, float]], ticks: list[tuple[float, str]]
) -> None:
    """Whatever overlaps, in whatever order."""
    stretches = [stretch(start, start + length) for start, length in spans]
    found = samples(stretches, [ticked(at, task) for at, task in ticks])
    # A sample is at most the time that its ticks took together.
    given_out = sum(sum(minutes) for minutes in found.values())
    went_by = sum(length for _, length in spans)
    assert given_out <= went_by + 1e-6

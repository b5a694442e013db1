"""What a pillar is made of, and why it stands where it does."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.core.formula import BASELINE
from ssi_tui.core.model import Log, Tally, TimeOff
from ssi_tui.core.review.week import DayKind, week_of
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.today.why import OTHERS, parts_of, why_of
from tests.examples import examples

MONDAY = date(2026, 11, 23)
TASKS = ("comment", "share", "message", "search", "connect", "reaction", "reply")


def log_of(days: dict[int, dict[str, int]], time_off: tuple[TimeOff, ...] = ()) -> Log:
    """Return a log of counts by days before ``MONDAY``."""
    tallies = [
        Tally(MONDAY - timedelta(days=back), task, None, count, 0.0, count)
        for back, counts in sorted(days.items(), reverse=True)
        for task, count in counts.items()
    ]
    return Log(tallies=tuple(tallies), time_off=time_off)


def steady(weeks: int = 6) -> Dashboard:
    """Return the dashboard of a routine kept for some weeks, today not begun."""
    days = {
        back: dict.fromkeys(TASKS, 1)
        for back in range(1, weeks * 7)
        if (MONDAY - timedelta(days=back)).weekday() < 5
    }
    return build(log_of(days), MONDAY)


@given(
    st.dictionaries(
        st.integers(0, 40), st.dictionaries(st.sampled_from(TASKS), st.integers(1, 4), min_size=1)
    ),
    st.integers(0, 3),
    st.integers(2, 9),
)
@settings(max_examples=examples(60), deadline=None)
def test_displayed_parts_add_up_to_the_displayed_score(
    days: dict[int, dict[str, int]], at: int, most: int
) -> None:
    dashboard = build(log_of(days), MONDAY)
    parts = parts_of(dashboard, at, most)
    score = dashboard.pillars[at].score
    assert sum(part.shown for part in parts) == pytest.approx(round(score, 1), abs=1e-9)
    assert sum(part.points for part in parts) == pytest.approx(score, abs=1e-9)
    assert len(parts) <= most


def test_what_does_not_fit_is_taken_together_as_others() -> None:
    parts = parts_of(steady(), 3, 4)
    assert [part.id for part in parts][-2:] == [OTHERS, BASELINE]
    assert len(parts) == 4


def test_the_formula_says_which_share_of_the_usual_level_the_line_leaves() -> None:
    """Three quarters, or less where somebody is used to gaps; the line itself is what it gives."""
    steady_why = why_of(steady(), 1)
    gaps = {
        back: dict.fromkeys(TASKS, 1)
        for back in range(1, 200)
        if (MONDAY - timedelta(days=back)).weekday() < 2
    }
    gappy = why_of(build(log_of(gaps), MONDAY), 1)
    assert steady_why.line_share == pytest.approx(0.75)
    assert 0.0 < gappy.line_share < 0.7
    assert why_of(build(Log(), MONDAY), 1).line_share == 0.75
    for why in (steady_why, gappy):
        assert why.floor + why.line_share * why.usual == pytest.approx(why.line)


def test_a_task_that_has_brought_nothing_yet_says_what_one_would_add() -> None:
    parts = {part.id: part for part in parts_of(build(Log(), MONDAY), 1, 9)}
    assert parts["connect"].points == 0.0
    assert parts["connect"].one_more is not None
    assert parts["connect"].one_more > 0.5


def test_one_more_is_what_logging_it_then_adds() -> None:
    dashboard = steady()
    part = next(part for part in parts_of(dashboard, 2, 9) if part.id == "comment")
    log = dashboard.source.log
    more = Log(tallies=(*log.tallies, Tally(MONDAY, "comment", None, 1, 0.0, 1)))
    gained = build(more, MONDAY).pillars[2].score - dashboard.pillars[2].score
    assert part.one_more == pytest.approx(gained, abs=1e-9)


def test_the_ledger_of_why_adds_up_to_the_displayed_change() -> None:
    why = why_of(steady(), 1)
    assert sum(moved.since for moved in why.moved) == pytest.approx(round(why.change.since, 1))
    assert sum(moved.week for moved in why.moved) == pytest.approx(round(why.change.week, 1))


def test_on_a_monday_the_ledger_counts_from_friday() -> None:
    assert why_of(steady(), 0).since == MONDAY - timedelta(days=3)


def test_a_week_holds_counts_rest_days_and_days_ahead() -> None:
    log = log_of(
        {0: {"comment": 2, "reply": 1}, 7: {"comment": 1}},
        time_off=(TimeOff("x", MONDAY + timedelta(days=3), MONDAY + timedelta(days=3)),),
    )
    week = week_of(build(log, MONDAY), MONDAY)
    comment = next(row for row in week.rows if row.task == "comment")
    assert [day.count for day in comment.days] == [3, 0, 0, 0, 0, 0, 0]
    assert [day.kind for day in comment.days] == [
        DayKind.DUE,
        DayKind.AHEAD,
        DayKind.AHEAD,
        DayKind.OFF,
        DayKind.AHEAD,
        DayKind.REST,
        DayKind.REST,
    ]
    assert (comment.count, comment.target) == (3, 8)
    assert (comment.before_count, comment.before_target) == (1, 10)

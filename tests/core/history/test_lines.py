"""The collapse lines of closed days: those that the walk over the days had."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import assume, given

from ssi_tui.core.calendar import DAY
from ssi_tui.core.history.closes import Basis, Walk, start_of
from ssi_tui.core.history.history import history_of
from ssi_tui.core.score.scoring import days_of
from tests.core.builders import after, keeper, log_of, routine_on
from tests.core.strategies import Case, cases, habits


def lived(case: Case) -> Sequence[Sequence[float | None]]:
    """Return the line of each pillar at each close as the walk comes by it."""
    basis = Basis(case.pillars, case.schedule, case.first)
    reached, days, found = start_of(basis), days_of(case.log.tallies), []
    while reached.day < case.today:
        found.append([track.line if track.armed else None for track in reached.tracks])
        walk = Walk(basis, reached)
        assert list(walk.closes(days, reached.day + DAY))
        reached = walk.reached
    return list(zip(*found, strict=True))


def check(case: Case) -> None:
    """Compare the lines of a history with those of the walk."""
    history = case.history()
    assume(all(score < 25.0 for scores in history.closed.scores for score in scores))
    for at, lines in enumerate(lived(case)):
        found = history.runs.lines(at)
        closed = range(history.closed.length)
        assert [day for day, _ in found] == list(map(history.closed.day_at, closed))
        assert [line for _, line in found] == pytest.approx(list(lines), abs=1e-6)


@given(cases(extreme=False))
def test_lines_of_scattered_days_are_those_of_the_walk(case: Case) -> None:
    check(case)


@given(habits())
def test_lines_of_a_habit_are_those_of_the_walk(case: Case) -> None:
    check(case)


def test_a_pillar_has_no_line_in_its_first_days() -> None:
    history = history_of(keeper(40), after(42))
    lines = [line for _, line in history.runs.lines(1)]
    assert lines[:10] == [None] * 10
    assert None not in lines[20:]


def test_lines_from_a_day_on_are_those_of_the_walk_over_all_days() -> None:
    """However the rhythm changed, and also after a pillar fell."""
    kept = [day for day in range(700) if day * day % 7 < 4 and not 300 <= day < 340]
    history = history_of(log_of(*routine_on(*map(after, kept))), after(700))
    for at in range(4):
        whole = history.runs.lines(at)
        for day in range(0, 700, 19):
            lines = [line for _, line in history.runs.lines(at, after(day))]
            assert lines == pytest.approx([line for _, line in whole[day:]], abs=1e-9)


def test_years_that_are_left_out_have_no_lines() -> None:
    """Of a log that is looked at years later only its first and its last days are kept."""
    log = log_of(*routine_on(*(after(day) for day in range(60))))
    history = history_of(log, after(2500))
    assert history.closed.left_out[1]
    days = history.runs.lines(1)
    assert len(days) == history.closed.length
    assert days[-1] == (history.today - timedelta(days=1), None)

"""What holds of every score holds with tasks of the user's own, whatever they are worth."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.calendar import DAY
from ssi_tui.core.formula import ADJUSTMENT
from ssi_tui.core.history.closes import Basis, Walk, reached_by, start_of
from ssi_tui.core.history.history import history_of
from ssi_tui.core.history.ledger import ledger_of
from ssi_tui.core.model import Log, TargetVersion, TaskDefinition
from ssi_tui.core.score.scoring import days_of
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.today.glance import glance_of
from ssi_tui.core.value import replace
from tests.core.builders import tally
from tests.core.strategies import FEWER, Case, cases, counts

IDS = ("endorse", "read_2", "_")
points = st.one_of(
    st.none(), st.tuples(*[st.one_of(st.just(0.0), st.floats(0.0, 30.0)) for _ in range(4)])
)


@st.composite
def owned(draw: st.DrawFn) -> tuple[Case, Log]:
    """Draw a case whose log has tasks of its own too, weighed anew from some days on."""
    case = draw(cases())
    span = max(0, (case.today - case.first).days)

    def some_day() -> date:
        return case.first + timedelta(draw(st.integers(0, span)))

    said = tuple(
        TaskDefinition(
            task,
            draw(st.sampled_from((None, "kudos", task))),
            minutes=draw(st.one_of(st.none(), st.floats(0.0, 120.0))),
            repeat=draw(st.one_of(st.none(), st.floats(0.0, 0.95))),
            points=draw(points),
            place=draw(st.one_of(st.none(), st.integers(0, 9))),
            retired=draw(st.sampled_from((None, True, False))),
            valid_from=some_day(),
        )
        for task in draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=6))
    )
    ids = sorted({one.id for one in said})
    done = [
        tally(some_day(), task, draw(counts))
        for task in draw(st.lists(st.sampled_from(ids), max_size=8))
    ]
    asked = tuple(TargetVersion(task, some_day(), draw(st.integers(0, 3))) for task in ids[:2])
    tallies = sorted((*case.log.tallies, *done), key=lambda one: one.day)
    return case, replace(
        case.log, tallies=tuple(tallies), tasks=said, targets=(*case.log.targets, *asked)
    )


@FEWER
@given(owned())
def test_pillars_stay_within_their_range_and_their_parts_add_up(drawn: tuple[Case, Log]) -> None:
    """I1 to I3; nothing that was done takes anything away."""
    case, log = drawn
    dashboard = build(log, case.today)
    for row in dashboard.pillars:
        assert 0.0 <= row.score <= 25.0
        assert abs(sum(row.contributions.values()) - row.score) <= 1e-9
        parts = dict(row.contributions)
        parts.pop(ADJUSTMENT, None)
        assert all(part >= 0.0 for part in parts.values())
    assert dashboard.minutes_done >= 0.0


@FEWER
@given(owned(), st.data())
def test_more_of_a_task_of_ones_own_never_lowers_a_pillar(
    drawn: tuple[Case, Log], data: st.DataObject
) -> None:
    """I4: on no later day."""
    case, log = drawn
    task = data.draw(st.sampled_from(sorted({one.id for one in log.tasks})))
    day = case.first + timedelta(data.draw(st.integers(0, max(0, (case.today - case.first).days))))
    more = sorted((*log.tallies, tally(day, task, data.draw(counts))), key=lambda one: one.day)
    lower = build(log, case.today)
    higher = build(replace(log, tallies=tuple(more)), case.today)
    for below, above in zip(lower.pillars, higher.pillars, strict=True):
        assert above.score >= below.score - 1e-9


@FEWER
@given(owned())
def test_a_week_of_the_ledger_adds_up_with_tasks_of_ones_own(drawn: tuple[Case, Log]) -> None:
    """Earned and faded are the change."""
    case, log = drawn
    history = history_of(log, case.today)
    ledger = ledger_of(log, history, case.today - 6 * DAY, case.today)
    for row in ledger.pillars:
        moved = row.opening + row.faded + row.earned_in_all
        assert abs(moved - row.closing) <= 1e-9


@FEWER
@given(owned(), st.integers(0, 40))
def test_closes_that_follow_on_kept_ones_are_those_of_the_whole_walk(
    drawn: tuple[Case, Log], back: int
) -> None:
    """What is kept beside the log, and the line of a prompt, say the same."""
    case, log = drawn
    history = history_of(log, case.today)
    basis = Basis.of(log, None, history.first)
    days = days_of(log.tallies, history.schedule.actions_on)
    walk = Walk(basis, start_of(basis))
    whole = tuple(walk.closes(days, case.today))
    kept = whole[: max(0, len(whole) - back)]
    begun = reached_by(basis, kept) if kept else start_of(basis)
    assert begun is not None
    again = Walk(basis, begun)
    assert (*kept, *again.closes(days, case.today)) == whole
    of_day = [one for one in log.tallies if one.day == case.today]
    shown = build(log, case.today)
    short = glance_of(basis, again.reached, of_day, of_day, case.today, case.today)
    assert [row.outlook for row in short.pillars] == [row.outlook for row in shown.pillars]
    assert abs(sum(row.score for row in short.pillars) - shown.total) <= 1e-9
    assert (short.low, short.high) == pytest.approx((shown.low, shown.high), abs=1e-6)
    assert abs(short.minutes_done - shown.minutes_done) <= 1e-9
    assert [(row.task, row.count, row.target) for row in short.tasks] == [
        (row.task, row.count, row.target) for row in shown.tasks
    ]

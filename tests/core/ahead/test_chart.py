"""What a chart shows: the closes behind, now, both futures, the lines and the readings."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.ahead.chart import NOW, SPANS, chart_of, next_span
from ssi_tui.core.ahead.curves import curves_of
from ssi_tui.core.model import PILLARS, Reading
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.value import replace
from tests.core.builders import MONDAY, after, keeper
from tests.core.strategies import Case, cases, habits

PEOPLE = 1


def kept(days: int) -> Dashboard:
    """Return the dashboard of somebody who has kept the routine for so many days."""
    return build(keeper(days), after(days))


@given(habits(), st.sampled_from([None, 0, 1, 2, 3]), st.sampled_from(SPANS))
def test_the_past_ends_where_both_futures_begin(case: Case, at: int | None, weeks: int) -> None:
    """It holds the scores of the closes that the span reaches, each where its day ends."""
    dashboard = case.dashboard()
    chart = chart_of(dashboard, at, weeks)
    which = range(len(PILLARS)) if at is None else [at]
    now = NOW, sum(dashboard.pillars[one].score for one in which)
    assert chart.past[-1] == chart.idle[0] == chart.kept[0] == now
    closed = dashboard.source.history.closed
    for day, score in chart.past[1:-1]:
        on = dashboard.today + timedelta(days=day - 1.0)
        assert score == pytest.approx(sum(closed.score_on(one, on) or 0.0 for one in which))
    days = [day for day, _ in chart.past]
    assert days == sorted(days)
    assert chart.first <= days[0]


@given(cases())
def test_every_log_has_a_chart_of_the_days_that_curves_foretell(case: Case) -> None:
    dashboard = case.dashboard()
    curves = curves_of(dashboard.source)
    for at, found in enumerate(curves):
        chart = chart_of(dashboard, at, 13, curves)
        assert [score for _, score in chart.idle[1:]] == list(found.idle.scores)
        assert [score for _, score in chart.kept[1:]] == list(found.kept.scores)
        assert chart.idle[-1][0] == chart.last == len(found.idle.scores)
        assert all(day >= chart.first for line in chart.lines for day, _ in line)


def test_the_line_has_its_own_value_on_each_day() -> None:
    """It begins with the first close that has one, and ends with that of the last day."""
    dashboard = kept(42)
    chart = chart_of(dashboard, PEOPLE, 13)
    (line,) = chart.lines
    known = [value for _, value in dashboard.source.history.runs.lines(PEOPLE) if value is not None]
    coming = curves_of(dashboard.source)[PEOPLE].idle.lines
    assert [value for _, value in line] == [*known, *coming]
    assert line[-1][0] == chart.last


def test_the_total_has_no_line_and_a_young_log_none_either() -> None:
    assert not chart_of(kept(42), None, 13).lines
    assert not chart_of(kept(3), PEOPLE, 13).lines


def test_a_young_log_begins_with_what_its_first_day_opened_with() -> None:
    chart = chart_of(kept(3), PEOPLE, 13)
    assert [day for day, _ in chart.past] == [-3.0, -2.0, -1.0, 0.0, NOW]
    assert chart.past[0][1] < chart.past[1][1]


def test_readings_stand_on_their_days_as_far_as_the_span_goes() -> None:
    log = keeper(200)
    readings = (
        Reading(after(20), (10.0, 11.0, 12.0, 13.0)),
        Reading(after(199), (14.0, 15.0, 16.0, 17.0)),
    )
    dashboard = build(replace(log, readings=readings), after(200))
    assert chart_of(dashboard, PEOPLE, 13).readings == ((NOW - 1, 15.0),)
    assert chart_of(dashboard, None, 13).readings == ((NOW - 1, 62.0),)
    assert len(chart_of(dashboard, PEOPLE, 26).readings) == 2 - (180 > 26 * 7)


def test_the_spans_follow_each_other_in_a_circle() -> None:
    assert [next_span(weeks) for weeks in SPANS] == [26, 52, 13]


@pytest.mark.parametrize(
    ("weeks", "months"),
    [(13, ["Nov", "Dec", "Jan"]), (52, ["Feb", "Apr", "Jun", "Aug", "Oct", "Dec"])],
)
def test_months_are_named_where_they_begin(weeks: int, months: list[str]) -> None:
    dashboard = build(keeper(3, first=date(2026, 1, 1)), MONDAY)
    chart = chart_of(dashboard, None, weeks)
    found = list(chart.months)
    assert [name for _, name in found][-len(months) :] == months
    assert all((MONDAY + timedelta(days=day)).day == 1 for day, _ in found)

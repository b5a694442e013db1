"""LinkedIn's numbers in a report: left out where there are none, pale while they may rise."""

from datetime import date, timedelta

import pytest

from ssi_tui.core.calendar import DAY
from ssi_tui.core.import_report import DayFigures, Known
from ssi_tui.core.report.analytics import analytics_cells, analytics_lanes, followers_fact
from ssi_tui.core.report.figures import Report, report_of
from ssi_tui.core.today.dashboard import build
from tests.core.builders import MONDAY, after, keeper

TODAY = after(28)


def report(known: Known, first: date = MONDAY) -> Report:
    """Return the report of four weeks, or of those from a day on."""
    return report_of(build(keeper(28), TODAY), {}, first, known, running=True)


def days(
    *impressions: int | None, total: int | None = None, first: date = MONDAY, new: int | None = 1
) -> Known:
    """Return days one after another, each with a new follower; the last has the total."""
    last = first + (len(impressions) - 1) * DAY
    return {
        day: (DayFigures(count, 0, new, total if day == last else None), last)
        for at, count in enumerate(impressions)
        if (day := first + at * DAY)
    }


def test_without_analytics_a_report_has_nothing_of_them() -> None:
    shown = report({})
    assert list(analytics_lanes(shown)) == []
    assert list(followers_fact(shown)) == []
    assert analytics_cells(shown, shown.weeks[0]) == ("", "")


def test_lanes_have_a_bar_for_each_whole_week_and_the_last_is_pale() -> None:
    """A week with a day missing has none, one of zeros a line; the highest is named."""
    known = days(*(10,) * 7, *(0,) * 7, *(300,) * 3, None, *(300,) * 3, *(20,) * 7)
    impressions, followers = analytics_lanes(report(known))
    assert [path.kind for path in impressions.plot.paths] == ["out", "out late", "zero"]
    assert [path.drawn for path in impressions.plot.paths] == [
        "M0.0 100v-50h190.0V100z",
        "M750.0 100v-100h190.0V100z",
        "M250.0 98h190.0",
    ]
    assert (impressions.name, impressions.most) == ("Impressions", "140")
    assert impressions.plot.said == "Impressions: 210 in 3 weeks."
    assert (followers.name, followers.about, followers.most) == (
        "New followers",
        "as LinkedIn counts",
        "7",
    )


def test_a_sum_that_linkedin_took_back_is_drawn_as_nothing() -> None:
    (lane, _) = analytics_lanes(report(days(*(-4,) * 7, *(2,) * 10)))
    assert "--" not in "".join(path.drawn for path in lane.plot.paths)


def test_the_table_names_the_sums_of_a_week_and_what_may_still_rise() -> None:
    shown = report(days(*(1000,) * 14))
    cells = [analytics_cells(shown, week) for week in shown.weeks]
    assert cells == [("7,000", "7"), ("7,000*", "7*"), ("", ""), ("", "")]


@pytest.mark.parametrize(
    ("known", "first", "value", "about"),
    [
        (days(*(1,) * 28, total=2571), MONDAY, "2,571", "28 new in 4 weeks"),
        (days(*(1,) * 14, total=2571), after(7), "2,571", "7 new in 3 weeks"),
        (days(*(1,) * 14, total=9, first=after(14)), MONDAY, "9", "14 new since Mon 19 Jan"),
        ({**days(1, total=5), **days(1, first=after(3))}, MONDAY, "5", "1 new since Thu 8 Jan"),
        (days(1, 1, total=7, new=None), MONDAY, "7", "in all"),
        (days(1, 1, 1), after(1), "2", "in 4 weeks"),
    ],
)
def test_the_fact_has_the_last_total_and_who_came_without_a_gap(
    known: Known, first: date, value: str, about: str
) -> None:
    (fact,) = followers_fact(report(known, first))
    assert (fact.value, fact.about) == (value, about)
    assert fact.name == ("Followers" if "new" in about or about == "in all" else "New followers")


def test_what_was_before_the_report_is_not_in_it() -> None:
    known = days(*(1,) * 7, total=5)
    assert list(followers_fact(report(known, MONDAY + timedelta(weeks=2)))) == []

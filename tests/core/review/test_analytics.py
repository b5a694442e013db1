"""LinkedIn's numbers of a week: sums of whole weeks, and what of them may still change."""

from collections.abc import Mapping
from datetime import date

import pytest

from ssi_tui.core.calendar import DAY
from ssi_tui.core.import_report import DayFigures, Known
from ssi_tui.core.review.analytics import (
    AnalyticsWeek,
    Net,
    analytics_lines,
    analytics_of,
    analytics_parts,
    in_rows,
    is_settled,
)
from ssi_tui.core.review.record import WEEK
from tests.core.builders import MONDAY, after

NONE = (None,) * 12


def days(*counts: int, first: date = MONDAY, end: date | None = None) -> Known:
    """Return days one after another with so many impressions each, and a tenth of followers."""
    last = end or first + (len(counts) - 1) * DAY
    return {
        first + at * DAY: (DayFigures(count, 0, count // 10), last)
        for at, count in enumerate(counts)
    }


def total(known: Known, totals: Mapping[date, int]) -> Known:
    """Return days with the numbers of all followers on some of them."""
    return {
        **known,
        **{
            day: (known[day][0].larger(DayFigures(None, None, None, count)), known[day][1])
            for day, count in totals.items()
        },
    }


def shown(known: Known, first: date = MONDAY) -> AnalyticsWeek:
    """Return what is shown of a week that has numbers."""
    found = analytics_of(known, first)
    assert found is not None
    return found


def test_a_week_is_summed_up_beside_the_one_before_it() -> None:
    known = days(*(10,) * 7, *(20,) * 7, *(0,) * 9)
    second = shown(known, after(7))
    assert second.week.sums == {"impressions": 140, "engagements": 0, "new_followers": 14}
    assert second.before.sums == {"impressions": 70, "engagements": 0, "new_followers": 7}
    assert second.trend["impressions"] == (*NONE[1:], 70, 140)
    assert (second.week.days, second.week.settled) == (7, True)


def test_a_week_without_one_of_its_days_has_no_sum() -> None:
    """What is not known never becomes 0."""
    found = shown(days(10, 10, 10, 10, 10))
    assert found.week.sums == dict.fromkeys(("impressions", "engagements", "new_followers"))
    assert (found.week.days, found.before.days) == (5, 0)
    assert found.trend["impressions"] == (*NONE, None)
    assert in_rows(analytics_parts(found), 62) == [
        "impressions 5 of 7 days*   new followers 5 of 7 days*"
    ]


def test_a_week_of_which_nothing_is_known_yet_says_so_beside_the_weeks_before_it() -> None:
    """A total alone is nothing that can still rise."""
    found = shown(
        {**days(*(10,) * 7), after(9): (DayFigures(total_followers=5), after(9))}, after(7)
    )
    assert list(analytics_parts(found)) == [
        f"impressions not known yet {'':11}█",
        f"new followers not known yet {'':11}█",
        "5 in all",
    ]


def test_weeks_without_any_number_show_none() -> None:
    known = days(1)
    assert analytics_of(known, after(-7)) is None
    assert analytics_of(known, MONDAY + 12 * WEEK) is not None
    assert analytics_of(known, MONDAY + 13 * WEEK) is None


@pytest.mark.parametrize(
    ("known", "settled"),
    [
        (days(1, 1, 1), False),
        (days(1, 1, 1, 1), True),
        (days(1, end=after(3)), True),
        ({**days(1), **days(1, 1, 1, first=after(1))}, True),
        ({**days(1), **days(1, 1, 1, 1, first=after(5))}, False),
    ],
    ids=["ends too early", "ends late enough", "with a gap", "goes on", "does not go on"],
)
def test_a_day_is_settled_once_an_export_that_holds_it_ends_three_days_later(
    known: Known, settled: bool
) -> None:
    assert is_settled(known, MONDAY) is settled


def test_two_totals_tell_how_many_came_and_how_many_went() -> None:
    known = total(days(*(20,) * 14), {after(3): 100, after(13): 115})
    found = shown(known, after(7))
    assert found.total == (after(13), 115)
    assert found.net == Net(after(3), 15, 20)
    (row,) = in_rows(analytics_parts(found), 999)
    assert row.endswith("   115 in all   net +15: 20 new, 5 gone since 8 Jan")


def test_arrivals_that_cannot_explain_two_totals_tell_nothing() -> None:
    """A day between them is missing, or more seem to have gone than came."""
    known = total(days(*(20,) * 14), {after(3): 100, after(13): 121})
    assert shown(known, after(7)).net is None
    known = total(days(*(20,) * 14), {after(3): 100, after(13): 110})
    assert shown({day: one for day, one in known.items() if day != after(5)}).net is None


def test_the_total_is_the_last_one_by_the_review_of_the_week() -> None:
    """Where there is none yet, the first one there is."""
    known = total(days(*(0,) * 40), {after(9): 5, after(30): 6})
    assert [shown(known, MONDAY + at * WEEK).total for at in range(5)] == [
        (after(9), 5),
        (after(9), 5),
        (after(9), 5),
        (after(30), 6),
        (after(30), 6),
    ]


def test_the_numbers_take_two_lines_of_80_cells_and_one_of_100() -> None:
    known = total(days(*(91,) * 7, *(83,) * 7, *(0,) * 4), {after(13): 2571})
    found = shown(known, after(7))
    assert list(analytics_lines(found, 79)) == [
        f"   LinkedIn      581 impressions ▼ 56 {'':11}██",
        f"                 56 new followers ▼ 7 {'':11}██   2,571 in all",
    ]
    for width, head in ((99, 14), (120, 17)):
        (line,) = analytics_lines(found, width)
        assert line.index("581") == head
        assert line.endswith("2,571 in all")
        assert len(line) <= width


def test_what_may_still_change_has_a_star_and_the_same_no_arrow() -> None:
    found = shown(days(*(1000,) * 14), after(7))
    assert in_rows(analytics_parts(found), 30)[0] == f"7,000* impressions = {'':11}██"
    assert not found.week.settled

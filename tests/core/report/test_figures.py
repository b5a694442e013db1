"""The figures and the words of a report."""

from datetime import date, timedelta

import pytest

from ssi_tui.core.ahead.curves import curves_of
from ssi_tui.core.model import Answer, Log, Pillar, Risk, TimeOff
from ssi_tui.core.report.curves import lanes, pillar_plot, ranges, total_plot
from ssi_tui.core.report.figures import Report, report_of
from ssi_tui.core.report.words import (
    about_total,
    band_of,
    facts,
    length_of,
    notes_of,
    promise_of,
    risk_of,
    sentences,
    span_of,
    too_short,
)
from ssi_tui.core.report.year import blocks
from ssi_tui.core.review.record import Commitment, Review, Reviews
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import MONDAY, after, away, keeper, kept_days, log_of, routine_on, tally

WEEKS = 12
TODAY = after(7 * WEEKS)
COMMENTS = Commitment("2 comments a day", Pillar.INSIGHTS, "comment", 2)


def report(
    log: Log | None = None, reviews: Reviews | None = None, weeks: int = 52, today: date = TODAY
) -> Report:
    """Return the report of a log, of somebody who kept the routine unless given."""
    shown = keeper(7 * WEEKS) if log is None else log
    dashboard = build(shown, today)
    return report_of(dashboard, reviews or {}, today - timedelta(weeks=weeks), {}, running=True)


def test_days_and_minutes_are_those_of_the_weeks_that_are_asked_for() -> None:
    """The log begins within the first and before the second."""
    whole, part = report(), report(weeks=4)
    assert (whole.first, whole.done, whole.due, whole.longest) == (MONDAY, 60, 60, 60)
    assert whole.minutes == pytest.approx(60 * 13)
    assert (part.first, part.done, part.due, part.longest) == (after(56), 20, 20, 20)
    assert len(whole.weeks) == WEEKS
    assert [week.first for week in part.weeks] == [after(56 + 7 * at) for at in range(4)]


def test_today_counts_once_it_is_done_and_is_not_missed_before() -> None:
    assert report().days[TODAY] == ""
    with_today = log_of(*routine_on(*kept_days(MONDAY, 7 * WEEKS + 1)))
    done = report(with_today)
    assert (done.done, done.due) == (61, 61)
    assert done.days[TODAY] == "all"


def test_a_day_is_drawn_by_what_was_done_on_it() -> None:
    days = kept_days(MONDAY, 7 * WEEKS)
    log = log_of(
        *routine_on(*days[4:]),
        *(tally(days[0], task) for task in ("comment", "share", "message")),
        tally(days[1], "comment"),
        tally(after(5), "share"),
        time_off=[away(days[3])],
    )
    found = report(log).days
    assert [found[after(at)] for at in range(7)] == (
        ["done", "part", "none", "off", "all", "part", "rest"]
    )


def test_a_week_of_time_off_is_no_week_without_anything() -> None:
    log = log_of(
        *routine_on(
            *(day for day in kept_days(MONDAY, 7 * WEEKS) if not 14 <= (day - MONDAY).days < 21)
        ),
        time_off=[away(after(14), after(20))],
    )
    shown = report(log)
    assert [week.away for week in shown.weeks] == [at == 2 for at in range(WEEKS)]
    assert (shown.done, shown.due, shown.longest) == (55, 55, 55)
    kinds = [path.kind for path in lanes(shown)[0].plot.paths]
    assert kinds == ["effort", "away"]


def test_a_promise_counts_in_the_week_for_which_it_was_made() -> None:
    """Not in those after it, where no other was made."""
    reviews = {
        after(0): Review(after(0), commitment=COMMENTS),
        after(7): Review(
            after(7), commitment=replace(COMMENTS, amount=5, words="5"), outcomes={"calls": 2}
        ),
        after(14): Review(after(14), outcomes={"calls": 3, "meetings": 1}),
    }
    shown = report(reviews=reviews)
    assert [week.promise is not None for week in shown.weeks[:5]] == [
        False,
        True,
        True,
        False,
        False,
    ]
    assert shown.answers == {Answer.KEPT: 1, Answer.NOT_KEPT: 1}
    assert shown.outcomes == {"meetings": 1, "calls": 5}
    assert promise_of(shown.weeks[1]) == ("2 comments a day", "ok", "✓ kept")
    assert promise_of(shown.weeks[2])[1:] == ("err", "× not kept")
    assert [(fact.value, fact.about) for fact in facts(shown)][3:] == [
        ("1", "of 2"),
        ("1", "meetings, 5 calls"),
    ]


def test_the_words_say_first_what_is_urgent_and_then_what_is_safe() -> None:
    calm = report()
    assert sentences(calm) == ["All four pillars are safe."]
    late = report(today=after(7 * WEEKS + 9))
    first, *_, last = sentences(late)
    assert "collapse line" in first
    assert last.endswith(("is safe.", "are safe."))
    idle = report(log_of(tally(MONDAY, "share")), today=after(60))
    assert {row.risk for row in idle.dashboard.pillars} == {Risk.DORMANT}
    assert sentences(idle) == ["No pillar is at risk."]
    assert span_of(calm) == "Mon 5 Jan 2026 – Mon 30 Mar 2026"
    assert about_total(calm).startswith("of 100, range ")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (10, "10 days"),
        (21, "3 weeks"),
        (365, "one year"),
        (366, "one year"),
        (399, "57 weeks"),
        (3650, "10 years"),
    ],
)
def test_a_report_says_how_long_it_is(days: int, words: str) -> None:
    """In whole weeks, from two of them on."""
    shown = report()
    assert length_of(replace(shown, first=after(1 - days, shown.last))) == words


def test_what_stands_for_the_charts_says_what_is_short() -> None:
    """A log that has just begun, or a report of a few days of an old one."""
    young = report(today=after(20))
    assert too_short(young) == "Charts start after 4 weeks; this log has 21 days."
    assert too_short(report(weeks=3)) == "Charts need 4 weeks or more; this report has 22 days."


def test_where_nothing_was_due_no_day_was_missed() -> None:
    off = replace(keeper(20), time_off=(TimeOff("off", after(20), TODAY),))
    shown = report(off, weeks=6)
    assert next(facts(shown)).about == "nothing was due"
    assert (lanes(shown)[0].about, lanes(shown)[0].most) == ("nothing was due", "")


def test_time_off_and_days_that_are_past_warn_of_nothing() -> None:
    today = after(7 * WEEKS + 9)
    off = replace(keeper(7 * WEEKS), time_off=(TimeOff("off", after(7 * WEEKS), today),))
    resting = report(off, today=today)
    said = ["Time off until Wed 8 Apr.", "Nothing is due; the score fades until then."]
    assert sentences(resting) == said
    risks = {risk_of(resting, row) for row in resting.dashboard.pillars}
    assert risks == {("", "~", "time off")}
    for shown, words in ((resting, ""), (report(today=today), "needs work to fair")):
        low = replace(shown.dashboard, band="needs work to average")
        assert band_of(replace(shown, dashboard=low)) == words
    past = replace(report(today=today), running=False)
    assert sentences(past) == ["This is how things were on Wed 8 Apr 2026."]
    row = next(each for each in past.dashboard.pillars if each.risk is not Risk.SAFE)
    assert risk_of(past, row)[0] == ""
    assert risk_of(report(today=today), row)[0] in ("warn", "err")


def test_the_range_of_each_week_holds_its_total_and_ends_as_today_shows_it() -> None:
    shown = report()
    low, high = ranges(shown)
    closed = shown.dashboard.source.history.closed
    for (at, below), (_, above) in zip(low[:-1], high[:-1], strict=True):
        total = sum(closed.scores_on(TODAY + timedelta(days=at - 1)) or ())
        assert below <= total <= above
    assert (low[-1][1], high[-1][1]) == (shown.dashboard.low, shown.dashboard.high)


def test_a_pillar_is_drawn_with_the_days_ahead_only_while_it_runs() -> None:
    shown = report()
    row = shown.dashboard.pillars[1]
    ahead = curves_of(shown.dashboard.source)
    running = pillar_plot(shown, row, "safe", ahead)
    past = pillar_plot(replace(shown, running=False), row, "safe", ahead)
    added = {"ahead", "idle", "kept"}
    assert added <= {path.kind for path in running.paths}
    assert {path.kind for path in running.paths} - {path.kind for path in past.paths} == added
    assert [mark.kind for mark in running.marks if mark.kind.startswith("end")] == [
        "end",
        "end faint",
    ]
    assert "In 28 days" in running.said
    assert past.said == f"People: {row.score:.1f} of 25, safe."


def test_the_year_is_drawn_in_blocks_of_about_half_a_year() -> None:
    shown = report(keeper(7 * 53), today=after(7 * 53), weeks=53)
    found = blocks(shown.days, 0)
    assert [block.weeks for block in found] == [27, 27]
    assert found[0].plot.said == "Mon 5 Jan 2026 to Sun 12 Jul 2026: 135 days done."
    titles = [path.title for block in found for path in block.plot.paths]
    assert titles[0] == "Mon 5 Jan: all of the routine"
    assert len(titles) == 7 * 53


def test_many_years_are_drawn_without_titles() -> None:
    long = report(keeper(7 * 150), today=after(7 * 150), weeks=150)
    paths = [path for block in blocks(long.days, 0) for path in block.plot.paths]
    assert {path.kind for path in paths} == {"all", "rest"}
    assert not any(path.title for path in paths)


def test_notes_are_those_of_the_days_with_the_newest_first() -> None:
    log = replace(
        keeper(7 * WEEKS, first=MONDAY),
        day_notes={after(3): "a talk", after(-100): "before"},
        time_off=(TimeOff("off", after(10), after(11), "the sea"),),
    )
    reviews = {after(7): Review(after(7), note="a good week")}
    found = notes_of(report(log), reviews, [(after(20), "comment: to Ada")])
    assert [note.text for note in found] == ["comment: to Ada", "a good week", "the sea", "a talk"]
    assert [note.when for note in found] == [
        "Sun 25 Jan 2026",
        "Review of 12–18 Jan 2026",
        "Time off, Thu 15 Jan to Fri 16 Jan",
        "Thu 8 Jan 2026",
    ]


def test_the_total_is_told_in_a_sentence_for_those_who_do_not_see_it() -> None:
    shown = report()
    plot = total_plot(shown, curves_of(shown.dashboard.source))
    now = f"now {shown.dashboard.shown_total}, no readings."
    assert plot.said == f"The total over 12 weeks with its range: {now}"

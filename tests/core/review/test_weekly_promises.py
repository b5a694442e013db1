"""Promises by the week: what they set, what is kept already, and what more would bring."""

from collections.abc import Mapping
from datetime import date

import pytest

from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.model import PILLARS, Log, Pillar, TargetVersion
from ssi_tui.core.review.focus import (
    Proposal,
    promised_version,
    proposals_for,
    with_promise,
)
from ssi_tui.core.review.kept import KeptWeeks, most_kept_weekly
from ssi_tui.core.review.record import WEEK, Commitment, Span
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import MONDAY, after, away, keeper, tally, with_tallies
from tests.core.review.test_gains import closing, kept_of, really_done

TODAY = after(28)
INSIGHTS = Pillar.INSIGHTS


def weekly(count: int, start: date = date.min, task: str = "group") -> TargetVersion:
    """Return a target by the week."""
    return TargetVersion(task, start, 0, weekly=count)


def log_with(*counts: int, target: int = 2, task: str = "group") -> Log:
    """Return a month of the routine with some groups on the Tuesday of each week."""
    days = (MONDAY + DAY + at * WEEK for at in range(len(counts)))
    done = (tally(day, task, count) for day, count in zip(days, counts, strict=True) if count)
    return replace(with_tallies(keeper(28), *done), targets=(weekly(target, task=task),))


def promise(amount: int, task: str = "group") -> Commitment:
    """Return a promise by the week."""
    return Commitment("", INSIGHTS, task, amount, Span.WEEK)


def test_a_promise_by_the_week_sets_its_target() -> None:
    """From the promised week on; the weeks before keep theirs."""
    schedule = with_promise(Schedule.of(keeper(28)), promise(1), TODAY)
    assert [task.id for task in schedule.weekly(TODAY, TODAY)] == ["group"]
    assert schedule.weekly(TODAY - WEEK, TODAY) == ()
    raised = with_promise(schedule, promise(2), TODAY + WEEK)
    assert [task.target for task in raised.weekly(TODAY + WEEK, TODAY)] == [2]


def test_what_is_asked_for_each_day_stays_so() -> None:
    """Until it can only have a weekly target; a promise a day then asks for it each day again."""
    daily = Schedule.of(keeper(28))
    assert promised_version(daily, promise(5, "comment"), TODAY) is None
    by_week = Schedule.of(replace(keeper(28), targets=(weekly(3, task="comment"),)))
    assert promised_version(by_week, promise(5, "comment"), TODAY) == weekly(5, TODAY, "comment")
    each_day = Commitment("", INSIGHTS, "comment", 2)
    assert promised_version(by_week, each_day, TODAY) == TargetVersion("comment", TODAY, 2)


@pytest.mark.parametrize(
    ("counts", "most"),
    [
        ((2, 2, 2, 2), 2),
        ((2, 0, 2, 1), 2),
        ((1, 0, 2, 0), 1),
        ((0, 0, 0, 2), 0),
        ((9, 9, 1, 1, 1, 1), 1),
        ((3, 3), 3),
        ((3,), None),
    ],
)
def test_what_is_kept_of_a_week_was_reached_in_half_of_the_last_four(
    counts: tuple[int, ...], most: int | None
) -> None:
    """Of a log of fewer than two closed weeks that is not known."""
    log = log_with(*counts)
    first = replace(log, tallies=tuple(item for item in log.tallies if item.day < TODAY))
    today = MONDAY + len(counts) * WEEK
    source = build(replace(log, tallies=(*first.tallies,)), today).source
    if len(counts) <= 4:
        assert most_kept_weekly(source, "group") == most
    else:
        more = tuple(tally(MONDAY + DAY + at * WEEK, "group") for at in (4, 5))
        later = with_tallies(log_with(*counts[:4]), *more)
        assert most_kept_weekly(build(later, today).source, "group") == most


def test_weeks_that_did_not_ask_for_it_say_nothing_of_it() -> None:
    log = replace(log_with(0, 0, 2, 2), targets=(weekly(2, MONDAY + 2 * WEEK),))
    assert most_kept_weekly(build(log, TODAY).source, "group") == 2
    off = replace(log_with(2, 2, 0, 0), time_off=(away(after(14), after(27)),))
    assert most_kept_weekly(build(off, TODAY).source, "group") == 2


def placed(log: Log, today: date, last: date) -> dict[date, Mapping[str, int]]:
    """Return what is done for the week on each day up to the last."""
    weeks = KeptWeeks(build(log, today).source, last)
    return {day: dict(weeks.on(day)) for day in days_between(today, last) if weeks.on(day)}


def test_it_is_done_on_the_first_due_days_of_its_week_one_a_day() -> None:
    log = log_with(2, 2, 2, 2)
    assert placed(log, TODAY, after(41)) == {
        day: {"group": 1} for day in (TODAY, after(29), after(35), after(36))
    }
    seven = log_with(7, 7, 7, 7, target=7)
    assert placed(seven, TODAY, after(34)) == {
        **{day: {"group": 2} for day in (TODAY, after(29))},
        **{day: {"group": 1} for day in (after(30), after(31), after(32))},
    }


def test_of_the_running_week_what_is_left_is_done_from_today_on() -> None:
    log = with_tallies(log_with(2, 2, 2, 2), tally(after(29), "group"))
    assert placed(log, after(30), after(34)) == {after(30): {"group": 1}}
    assert placed(log, after(29), after(34)) == {after(30): {"group": 1}}
    friday = with_tallies(log_with(3, 3, 3, 3, target=3), tally(after(32), "group"))
    assert placed(friday, after(32), after(34)) == {after(32): {"group": 3}}


def test_half_of_it_is_kept_by_who_does_half_of_it() -> None:
    assert placed(log_with(1, 1, 1, 1), TODAY, after(34)) == {TODAY: {"group": 1}}
    assert placed(log_with(0, 0, 0, 0), TODAY, after(34)) == {}


def lived(log: Log, done: Mapping[date, int], task: str) -> float:
    """Return Insights a week on, with the routine kept and a weekly task done on some days."""
    last = after(34)
    more = (tally(day, task, count) for day, count in done.items())
    return closing(
        with_tallies(really_done(log, TODAY, last, kept_of(log, TODAY)), *more), last, INSIGHTS
    )


def found(log: Log, task: str, pillar: Pillar = INSIGHTS) -> Proposal | None:
    """Return what is proposed of a task by the week."""
    proposals = proposals_for(build(log, TODAY), pillar, TODAY)
    return next((each for each in proposals if each.commitment.subject == task), None)


@pytest.mark.parametrize(
    ("counts", "target", "amount", "usual", "raised"),
    [
        ((1, 1, 1, 1), 1, 2, {TODAY: 1}, {TODAY: 1, after(29): 1}),
        ((1, 1, 1, 1), 2, 2, {TODAY: 1}, {TODAY: 1, after(29): 1}),
        ((0, 0, 0, 0), 1, 1, {}, {TODAY: 1}),
    ],
)
def test_a_promise_by_the_week_brings_what_it_brings_when_it_is_really_done(
    counts: tuple[int, ...],
    target: int,
    amount: int,
    usual: Mapping[date, int],
    raised: Mapping[date, int],
) -> None:
    """One more where it is kept, else what is asked for, beside what is kept already."""
    log = log_with(*counts, target=target)
    proposal = found(log, "group")
    assert proposal is not None
    assert (proposal.commitment.amount, proposal.commitment.span) == (amount, Span.WEEK)
    gain = lived(log, raised, "group") - lived(log, usual, "group")
    assert proposal.gain == pytest.approx(gain, abs=1e-9)
    assert proposal.minutes == pytest.approx(13.0 + amount * 5.0 / 5)


def test_a_task_of_the_routine_is_promised_by_the_week_while_it_is_asked_for_so() -> None:
    """And never by the day."""
    log = log_with(1, 1, 1, 1, target=1, task="share")
    for pillar in PILLARS:
        for each in proposals_for(build(log, TODAY), pillar, TODAY):
            if each.commitment.subject == "share":
                assert (each.commitment.span, each.commitment.amount) == (Span.WEEK, 2)


def test_the_other_tasks_of_the_week_go_on_as_they_are_kept() -> None:
    """A group that is kept brings its points with and without the promise of a comment."""
    log = log_with(1, 1, 1, 1, target=1)
    comment, alone = found(log, "comment"), found(keeper(28), "comment")
    assert comment is not None
    assert alone is not None
    assert comment.gain < alone.gain

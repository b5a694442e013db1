"""What a promise brings is what it would bring beside what is kept already."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.formula import ACTIONS, DEFAULT_TARGETS
from ssi_tui.core.history.sums import notes_left
from ssi_tui.core.model import PILLARS, Log, Pillar, Tally, TargetVersion
from ssi_tui.core.review.focus import (
    Proposal,
    proposals_for,
    with_promise,
)
from ssi_tui.core.review.kept import most_kept
from ssi_tui.core.review.promise import promise_words
from ssi_tui.core.review.record import WEEK, Commitment, Span
from ssi_tui.core.settings import Settings
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import (
    MONDAY,
    after,
    away,
    keeper,
    kept_days,
    log_of,
    routine_on,
    tally,
    with_tallies,
)

TODAY = after(28)
KEEPER = keeper(28)
Asked = Callable[[str, date], int]


def really_done(log: Log, today: date, last: date, asked: Asked) -> Log:
    """Return the log with what is asked of the default tasks ticked on each day up to the last."""
    for day in days_between(today, last):
        for task in DEFAULT_TARGETS:
            log = with_tallies(
                log, *ticks(log, day, task, asked(task, day) - done_of(log, task, day))
            )
    return log


def done_of(log: Log, task: str, day: date) -> int:
    """Return how much was done toward a task on a day."""
    there = (item for item in log.tallies if item.day == day)
    return sum(item.count for item in there if ACTIONS[item.task].toward == task)


def kept_of(log: Log, today: date) -> Asked:
    """Return what is kept of each task: the most, up to its target, on half of the days."""
    schedule = Schedule.of(log)
    first = min((item.day for item in log.tallies), default=today)
    days = tuple(days_between(max(first, today - 28 * DAY), today - DAY))

    def kept(task: str, day: date) -> int:
        target = schedule.target(task, day)
        found = [done_of(log, task, each) for each in days if schedule.target(task, each)]
        if len(found) < 10:
            return target
        levels = range(1, target + 1)
        return max((n for n in levels if 2 * sum(c >= n for c in found) >= len(found)), default=0)

    return kept


def ticks(log: Log, day: date, task: str, count: int) -> Iterator[Tally]:
    """Yield ticks as the app writes them: an invitation carries a note while any are left."""
    noted = 0
    if task == "connect":
        noted = min(max(0, count), notes_left(log.tallies, day) or 0)
        if noted:
            yield tally(day, task, noted, "note")
    if count > noted:
        yield tally(day, task, count - noted, "plain" if task == "connect" else None)


def closing(log: Log, day: date, pillar: Pillar) -> float:
    """Return the score of a pillar when all of a day is done."""
    return build(log, day).pillars[PILLARS.index(pillar)].score


def proposed(log: Log, today: date, start: date, pillar: Pillar) -> tuple[Proposal, ...]:
    """Return what is proposed for a pillar."""
    return proposals_for(build(log, today), pillar, start)


def simulated(log: Log, today: date, start: date, promise: Commitment) -> float:
    """Return what a promise brings to its pillar when it, and what is kept, are really logged."""
    assert promise.focus is not None
    schedule, kept = Schedule.of(log), kept_of(log, today)
    last = start + 6 * DAY
    usual = really_done(log, today, last, kept)
    if promise.span is Span.WEEK:
        due = next(day for day in days_between(start, last) if schedule.is_due(day))
        more = with_tallies(usual, tally(due, str(promise.subject), promise.amount))
    else:
        promised = with_promise(schedule, promise, start)

        def raised(task: str, day: date) -> int:
            asks = promise.weekdays is None or day.weekday() in promise.weekdays
            if task == promise.subject and day >= start and asks:
                return promised.target(task, day)
            return kept(task, day)

        more = really_done(log, today, last, raised)
    return closing(more, last, promise.focus) - closing(usual, last, promise.focus)


SITUATIONS: dict[str, tuple[Log, date, date]] = {
    "a month of the routine": (KEEPER, TODAY, TODAY),
    "from the week after on": (KEEPER, TODAY, TODAY + WEEK),
    "from the middle of a week on": (keeper(30), after(30), after(30)),
    "in the middle of a day": (
        with_tallies(KEEPER, tally(TODAY, "connect", 1, "note"), tally(TODAY, "reply", 2)),
        TODAY,
        TODAY,
    ),
    "a first day": (log_of(), MONDAY, MONDAY),
    "time off in the week": (
        replace(KEEPER, time_off=(away(TODAY), away(after(32)))),
        TODAY,
        TODAY,
    ),
    "a week of three days": (keeper(28, (0, 2, 5)), TODAY, TODAY),
    "a month without notes": (
        with_tallies(KEEPER, tally(after(26), "connect", 5, "note")),
        after(27),
        TODAY,
    ),
    "the clocks change": (keeper(26, first=date(2026, 3, 2)), date(2026, 3, 28), date(2026, 3, 30)),
    "half of the routine": (
        keeper(28, routine={"comment": 1, "share": 1, "search": 1, "answer": 1}),
        TODAY,
        TODAY + WEEK,
    ),
    "a routine of every other day": (
        log_of(*routine_on(*(after(at) for at in (0, 2, 4, 8, 10, 14, 16, 18, 22, 24)))),
        TODAY,
        TODAY,
    ),
    "a leap day": (keeper(40, first=date(2028, 1, 17)), date(2028, 2, 26), date(2028, 2, 28)),
}


@pytest.mark.parametrize("name", SITUATIONS)
@pytest.mark.parametrize("pillar", PILLARS)
def test_a_promise_brings_what_it_brings_when_it_is_really_done(name: str, pillar: Pillar) -> None:
    """Beside what is kept already, at the close of the seventh day."""
    log, today, start = SITUATIONS[name]
    found = proposed(log, today, start, pillar)
    assert found
    for proposal in found:
        gain = simulated(log, today, start, proposal.commitment)
        assert proposal.gain == pytest.approx(gain, abs=1e-9)
        assert proposal.keeps is None


# -- what is kept already ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pillar", "task", "target", "keeps", "gain"),
    [
        (Pillar.PEOPLE, "connect", 1, 1.4612, 0.9078),
        (Pillar.INSIGHTS, "comment", 2, 1.7212, 0.4504),
    ],
)
def test_the_promises_of_the_worked_example(
    monkeypatch: pytest.MonkeyPatch,
    pillar: Pillar,
    task: str,
    target: int,
    keeps: float,
    gain: float,
) -> None:
    """Twelve weeks of the routine, with as many notes as are wanted, and the week after."""
    dashboard = build(keeper(84), after(83), settings=Settings(notes_a_month=0))
    as_now = named(Commitment("", pillar, task, target))
    one_more = named(Commitment("", pillar, task, target + 1))
    found = {each.commitment: each for each in proposals_for(dashboard, pillar, after(84))}
    assert as_now not in found
    assert found[one_more].gain == pytest.approx(gain, abs=5e-5)
    # Without a minute to spare there is nothing to gain, and what is kept is offered.
    monkeypatch.setattr("ssi_tui.core.review.focus.MINUTES_MOST", 13.0)
    found = {each.commitment: each for each in proposals_for(dashboard, pillar, after(84))}
    assert one_more not in found
    assert found[as_now].gain == 0.0
    assert found[as_now].keeps == pytest.approx(keeps, abs=5e-5)


def named(promise: Commitment) -> Commitment:
    """Return a promise with its words."""
    return replace(promise, words=promise_words(promise))


@pytest.mark.parametrize(
    ("days", "done", "most"),
    [
        # Ten days asked for it, and on half of them two were done.
        (12, [2, 0, 2, 0, 2, 0, 2, 0, 2, 0], 2),
        (12, [2, 0, 2, 0, 2, 0, 2, 0, 1, 0], 1),
        (12, [2, 0, 2, 0, 2, 0, 2, 0, 0, 0], 0),
        (15, [3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1], 1),
        # What was done before the last four weeks is long ago.
        (35, [9] * 5 + [1] * 20, 1),
        # Nine days are too few to know.
        (11, [0] * 9, None),
        (0, [], None),
    ],
)
def test_what_is_kept_was_reached_on_half_of_the_days_that_asked_for_it(
    days: int, done: list[int], most: int | None
) -> None:
    """On working days, from the first day of the log on."""
    due = kept_days(MONDAY, 60)
    found = [tally(day, "comment", count) for day, count in zip(due, done, strict=False) if count]
    log = log_of(tally(MONDAY, "reaction"), *found)
    assert most_kept(build(log, after(days)).source, "comment") == most


def test_what_counts_toward_a_task_keeps_it_and_days_off_do_not_count() -> None:
    """Replies for comments, and a fortnight off of which nothing is asked."""
    log = keeper(28, routine={"reply": 2})
    assert most_kept(build(log, TODAY).source, "comment") == 2
    back = after(28 + 15)
    log = replace(log, time_off=(away(TODAY, after(28 + 13)),))
    assert most_kept(build(log, back).source, "comment") == 2
    assert most_kept(build(replace(log, time_off=()), back).source, "comment") == 0


def test_a_task_on_weekdays_of_its_own_is_kept_on_them() -> None:
    """Three days a week ask for it, and the others do not make it any less kept."""
    own = TargetVersion("connect", date.min, 1, frozenset({0, 2, 4}))
    log = replace(keeper(28, (0, 2, 4), routine={"connect": 1}), targets=(own,), workdays=())
    assert most_kept(build(log, TODAY).source, "connect") == 1


def test_a_task_of_the_routine_that_is_not_kept_is_promised_before_more_of_it() -> None:
    """For what it brings beyond the little that is kept."""
    log = keeper(28, routine={"comment": 1, "share": 1, "message": 1, "search": 1})
    people = {each.commitment for each in proposed(log, TODAY, TODAY, Pillar.PEOPLE)}
    assert named(Commitment("", Pillar.PEOPLE, "connect", 1)) in people
    assert named(Commitment("", Pillar.PEOPLE, "connect", 2)) not in people
    insights = {each.commitment for each in proposed(log, TODAY, TODAY, Pillar.INSIGHTS)}
    assert named(Commitment("", Pillar.INSIGHTS, "comment", 2)) in insights


def test_where_the_routine_fills_the_minutes_its_own_tasks_can_be_promised() -> None:
    """With what is lost without them: to keep what is kept already gains nothing."""
    full = {"comment": 4, "share": 2, "message": 3, "search": 2, "connect": 3}
    targets = [TargetVersion(task, date.min, target) for task, target in full.items()]
    log = replace(keeper(28, routine=full), targets=tuple(targets))
    found = proposed(log, TODAY, TODAY, Pillar.PEOPLE)
    assert found
    schedule = Schedule.of(log)
    for each in found:
        promise = each.commitment
        assert full[str(promise.subject)] == promise.amount
        none = TargetVersion(str(promise.subject), TODAY, 0)
        without = Schedule.of(replace(log, targets=(*log.targets, none)))
        ends = [
            closing(really_done(log, TODAY, after(34), asked.target), after(34), Pillar.PEOPLE)
            for asked in (schedule, without)
        ]
        assert each.gain == 0.0
        assert each.keeps == pytest.approx(ends[0] - ends[1], abs=1e-9)

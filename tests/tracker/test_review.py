"""The verbs of the review: what they write holds from the right day on, and can be undone."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import DEFAULT_TARGETS
from ssi_tui.core.model import Answer, OperationKind, Pillar
from ssi_tui.core.review.page import ReviewPage
from ssi_tui.core.review.record import WEEK, Commitment, Span, Step
from ssi_tui.core.settings import Settings
from ssi_tui.core.value import replace
from ssi_tui.tracker.tracker import Tracker
from tests.logs import MONDAY, Hands, dump, keep_routine, tracking

LAST_WEEK = MONDAY - WEEK
TWO_CONNECTS = Commitment("2 connects a day", Pillar.PEOPLE, "connect", 2)
THREE_COMMENTS = Commitment("3 comments a day", Pillar.INSIGHTS, "comment", 3)
TWO_SEARCHES = Commitment("2 searches a day", Pillar.PEOPLE, "search", 2)
BUSY = Commitment("", Pillar.PEOPLE, "connect", 2, weekdays=frozenset({0, 3}))
AN_ARTICLE = Commitment("1 article in the week", Pillar.INSIGHTS, "article", 1, Span.WEEK)
OWN_WORDS = Commitment("call two people", Pillar.PEOPLE)


@pytest.fixture
def tracker(tmp_path: Path, hands: Hands) -> Iterator[Tracker]:
    """Open a log with five weeks of the routine in it, until the Friday before that Monday."""
    with tracking(tmp_path / "log.db", hands) as opened:
        keep_routine(opened, hands, 5)
        yield opened


def targets(tracker: Tracker, task: str, first: date) -> list[int]:
    """Return the target of a task on the five workdays of a week, read anew."""
    schedule = Schedule.of(tracker.store.read_log(tracker.today()))
    return [schedule.target(task, first + at * DAY) for at in range(5)]


def usual(tracker: Tracker) -> list[ReviewPage]:
    """Return the reviews of the four weeks before this one."""
    return [tracker.review.page(MONDAY - back * WEEK) for back in range(1, 5)]


def adherence(pages: list[ReviewPage]) -> list[object]:
    """Return all that reviews say of what was done and asked for."""
    return [(page.week, page.pillars, page.totals) for page in pages]


# -- what is written --------------------------------------------------------------------------


def test_what_was_said_is_there_for_whoever_opens_the_log_next(tmp_path: Path) -> None:
    """It is written at once; the review is taken up after the last step that was answered."""
    path = tmp_path / "log.db"
    with tracking(path) as tracker, tracking(path) as other:
        assert other.review.page(LAST_WEEK).review.next_step is Step.PROMISE
        tracker.review.judge(LAST_WEEK, Answer.IN_PART)
        assert other.review.page(LAST_WEEK).review.next_step is Step.WEEK
        tracker.review.note(LAST_WEEK, "a good week")
        assert other.review.page(LAST_WEEK).review.next_step is Step.FOCUS
        assert not other.review.page(LAST_WEEK).review.finished
        tracker.review.promise(LAST_WEEK, TWO_CONNECTS)
        assert other.review.page(LAST_WEEK).review.finished


def test_a_review_looked_through_no_longer_waits_and_is_no_operation(tracker: Tracker) -> None:
    """It is remembered in this file alone."""
    before = tracker.next_undo()
    tracker.review.look_through(LAST_WEEK)
    found = tracker.review.reviews()[LAST_WEEK]
    assert (found.finished, found.looked_through, found.said) == (True, MONDAY, frozenset())
    assert tracker.review.open_at() == MONDAY
    assert tracker.next_undo() == before


def test_a_week_is_named_by_any_of_its_days(tracker: Tracker) -> None:
    """All are the same review."""
    for at, day in enumerate((LAST_WEEK, LAST_WEEK + 3 * DAY, LAST_WEEK + 6 * DAY), 1):
        tracker.review.count_outcome(day, "meetings", at)
    assert tracker.review.reviews()[LAST_WEEK].outcomes == {"meetings": 3}
    assert len(tracker.review.reviews()) == 1


def test_the_last_answer_count_and_note_hold(tracker: Tracker) -> None:
    """An empty note takes the note away; a count of none stays one that was asked for."""
    review = tracker.review
    review.judge(LAST_WEEK, Answer.KEPT)
    review.judge(LAST_WEEK, Answer.IN_PART)
    review.count_outcome(LAST_WEEK, "  talks \n given ", 2)
    review.count_outcome(LAST_WEEK, "talks given", 0)
    review.note(LAST_WEEK, " a good week\r\nall in all ")
    found = review.reviews()[LAST_WEEK]
    assert found.steps == {Step.PROMISE: Answer.IN_PART}
    assert found.outcomes == {"talks given": 0}
    assert found.note == "a good week\nall in all"
    review.note(LAST_WEEK, "  ")
    assert review.reviews()[LAST_WEEK].note == ""


def test_a_review_keeps_its_week_when_weeks_begin_on_sunday(tracker: Tracker) -> None:
    """What is added afterwards goes to the same one, and it can be changed back."""
    tracker.review.note(LAST_WEEK, "from Monday")
    tracker.view.settings = Settings(week_start="sunday")
    sunday = LAST_WEEK - DAY
    assert tracker.review.page(LAST_WEEK).first == sunday
    assert tracker.review.page(LAST_WEEK).review.note == "from Monday"
    tracker.review.count_outcome(sunday, "meetings", 1)
    tracker.review.promise(LAST_WEEK, TWO_CONNECTS)
    tracker.view.settings = Settings()
    found = tracker.review.reviews()
    assert list(found) == [LAST_WEEK]
    assert found[LAST_WEEK].outcomes == {"meetings": 1}
    assert found[LAST_WEEK].commitment == TWO_CONNECTS


def test_it_opens_at_the_latest_unfinished_week(tracker: Tracker, hands: Hands) -> None:
    """Last week on Monday, this one when last week is done, and from Friday on."""
    assert tracker.review.open_at() == LAST_WEEK
    tracker.review.promise(LAST_WEEK, TWO_CONNECTS)
    assert tracker.review.open_at() == MONDAY
    tracker.undo()
    assert tracker.review.open_at() == LAST_WEEK
    hands.move(days=4)
    assert tracker.review.open_at() == MONDAY


# -- undo and redo ----------------------------------------------------------------------------

Verb = Callable[[Tracker], object]

VERBS: dict[str, Verb] = {
    "a verdict": lambda tracker: tracker.review.judge(LAST_WEEK, Answer.NOT_KEPT),
    "an outcome": lambda tracker: tracker.review.count_outcome(LAST_WEEK, "meetings", 5),
    "a note": lambda tracker: tracker.review.note(LAST_WEEK, "another one"),
    "no note": lambda tracker: tracker.review.note(LAST_WEEK, ""),
    "a promise": lambda tracker: tracker.review.promise(LAST_WEEK, THREE_COMMENTS),
    "own words": lambda tracker: tracker.review.promise(LAST_WEEK, OWN_WORDS),
    "an item of the week": lambda tracker: tracker.review.promise(LAST_WEEK, AN_ARTICLE),
}


def test_a_promise_by_the_week_is_asked_for_until_another_takes_its_place(
    tracker: Tracker,
) -> None:
    """What it set is undone by another promise of the same review, and by undo."""

    def weekly() -> list[tuple[str, int]]:
        schedule = Schedule.of(tracker.store.read_log(tracker.today()))
        return [(task.id, task.target) for task in schedule.weekly(MONDAY, MONDAY)]

    tracker.review.promise(LAST_WEEK, AN_ARTICLE)
    assert weekly() == [("article", 1)]
    assert [row.task for row in tracker.dashboard().weekly] == ["article"]
    tracker.review.promise(LAST_WEEK, THREE_COMMENTS)
    assert (weekly(), targets(tracker, "comment", MONDAY)) == ([], [3] * 5)
    tracker.undo()
    assert (weekly(), targets(tracker, "comment", MONDAY)) == ([("article", 1)], [2] * 5)
    tracker.tick([("article", 1)])
    (row,) = tracker.dashboard().weekly
    assert row.done
    verdict = tracker.review.page(MONDAY).promise
    assert verdict is not None
    assert (verdict.did, verdict.asked, verdict.answer) == (1, 1, Answer.KEPT)


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_is_one_step_to_undo_and_to_redo(tracker: Tracker, name: str) -> None:
    """With the targets that follow from it."""
    tracker.review.judge(LAST_WEEK, Answer.KEPT)
    tracker.review.count_outcome(LAST_WEEK, "meetings", 2)
    tracker.review.note(LAST_WEEK, "the first one")
    tracker.review.promise(LAST_WEEK, TWO_CONNECTS)

    def state() -> tuple[object, ...]:
        return (
            tracker.review.reviews(),
            tracker.store.routine.targets(),
            [targets(tracker, task, MONDAY) for task in DEFAULT_TARGETS],
            tracker.review.page(LAST_WEEK).choices[0],
        )

    before = state()
    VERBS[name](tracker)
    changed = state()
    assert changed != before
    assert tracker.undo().kind is OperationKind.REVIEW
    assert state() == before
    assert tracker.redo().kind is OperationKind.REVIEW
    assert state() == changed


# -- the promise and its targets --------------------------------------------------------------


def test_a_promise_made_on_a_sunday_holds_from_monday_on(tracker: Tracker, hands: Hands) -> None:
    """The week it looks back on keeps its own targets."""
    hands.move(days=-1)
    tracker.review.promise(LAST_WEEK, TWO_CONNECTS)
    assert targets(tracker, "connect", LAST_WEEK) == [1] * 5
    assert targets(tracker, "connect", MONDAY) == [2] * 5
    assert tracker.dashboard().tasks[-1].target == 0


def test_a_promise_that_comes_late_holds_from_today_on(tracker: Tracker, hands: Hands) -> None:
    """The days of the week that have passed keep theirs."""
    hands.move(days=2)
    tracker.review.promise(LAST_WEEK, TWO_CONNECTS)
    assert targets(tracker, "connect", MONDAY) == [1, 1, 2, 2, 2]
    assert targets(tracker, "connect", MONDAY + WEEK) == [2] * 5
    verdict = tracker.review.page(MONDAY).promise
    assert verdict is not None
    assert (verdict.asked, verdict.days) == (6, 3)


def test_a_promise_made_before_its_week_is_over_holds_from_the_next_one_on(
    tracker: Tracker, hands: Hands
) -> None:
    """On Friday for the week that runs."""
    hands.move(days=4)
    tracker.review.promise(MONDAY, TWO_CONNECTS)
    assert targets(tracker, "connect", MONDAY) == [1] * 5
    assert targets(tracker, "connect", MONDAY + WEEK) == [2] * 5


def test_targets_that_change_today_leave_last_month_as_it_was(tracker: Tracker) -> None:
    """By a promise, and by the routine."""
    before = adherence(usual(tracker))
    tracker.review.promise(LAST_WEEK, THREE_COMMENTS)
    assert targets(tracker, "comment", MONDAY) == [3] * 5
    assert adherence(usual(tracker)) == before
    tracker.routine.set_routine({"comment": 9, "share": 0})
    assert targets(tracker, "comment", MONDAY) == [9] * 5
    assert adherence(usual(tracker)) == before


def test_a_promise_of_busy_weekdays_is_kept_in_the_log(tracker: Tracker) -> None:
    """Two connects on Monday and Thursday, one on the others, for whoever reads it next."""
    tracker.review.promise(LAST_WEEK, replace(BUSY, words="2 connects on Monday and Thursday"))
    assert targets(tracker, "connect", MONDAY) == [2, 1, 1, 2, 1]
    with tracking(tracker.store.path) as other:
        assert targets(other, "connect", MONDAY + WEEK) == [2, 1, 1, 2, 1]
        found = other.review.reviews()[LAST_WEEK].commitment
        assert found is not None
        assert (found.weekdays, found.amount, found.span) == (frozenset({0, 3}), 2, Span.DAY)
    tracker.routine.set_routine({"connect": 1})
    assert targets(tracker, "connect", MONDAY) == [1] * 5


def test_a_promise_that_is_replaced_gives_its_targets_back(tracker: Tracker) -> None:
    """However often: only the last one holds."""
    promised = (TWO_CONNECTS, THREE_COMMENTS, TWO_SEARCHES, OWN_WORDS)
    for promise in promised:
        tracker.review.promise(LAST_WEEK, promise)
        for task, target in DEFAULT_TARGETS.items():
            more = promise.amount if promise.subject == task else target
            assert targets(tracker, task, MONDAY) == [more] * 5, (promise.words, task)
        assert tracker.review.reviews()[LAST_WEEK].commitment == promise


def test_a_promise_of_the_same_task_takes_the_place_of_the_one_before(tracker: Tracker) -> None:
    """One on two days is one more than usual, and not than what was promised before."""
    tracker.review.promise(LAST_WEEK, replace(TWO_CONNECTS, amount=4))
    tracker.review.promise(LAST_WEEK, replace(BUSY, words="busy"))
    assert targets(tracker, "connect", MONDAY) == [2, 1, 1, 2, 1]
    tracker.review.promise(LAST_WEEK, TWO_CONNECTS)
    assert targets(tracker, "connect", MONDAY) == [2] * 5


def test_a_promise_that_is_replaced_later_gives_back_from_then_on(
    tracker: Tracker, hands: Hands
) -> None:
    """The days on which it held keep its targets."""
    tracker.review.promise(LAST_WEEK, TWO_CONNECTS)
    hands.move(days=2)
    tracker.review.promise(LAST_WEEK, THREE_COMMENTS)
    assert targets(tracker, "connect", MONDAY) == [2, 2, 1, 1, 1]
    assert targets(tracker, "comment", MONDAY) == [2, 2, 3, 3, 3]
    hands.move(days=1)
    tracker.review.promise(LAST_WEEK, OWN_WORDS)
    assert targets(tracker, "connect", MONDAY) == [2, 2, 1, 1, 1]
    assert targets(tracker, "comment", MONDAY) == [2, 2, 3, 2, 2]


def test_a_target_that_the_user_sets_afterwards_is_not_given_back(tracker: Tracker) -> None:
    """It is no longer that of the promise."""
    tracker.review.promise(LAST_WEEK, TWO_CONNECTS)
    tracker.routine.set_routine({"connect": 5})
    tracker.review.promise(LAST_WEEK, THREE_COMMENTS)
    assert targets(tracker, "connect", MONDAY) == [5] * 5


def test_the_promise_of_another_review_is_not_given_back(tracker: Tracker, hands: Hands) -> None:
    """The routine grows week by week."""
    tracker.review.promise(LAST_WEEK, TWO_CONNECTS)
    hands.move(days=7)
    tracker.review.promise(MONDAY, THREE_COMMENTS)
    assert targets(tracker, "connect", MONDAY + WEEK) == [2] * 5
    assert targets(tracker, "comment", MONDAY + WEEK) == [3] * 5
    tracker.undo()
    assert targets(tracker, "connect", MONDAY + WEEK) == [2] * 5
    assert targets(tracker, "comment", MONDAY + WEEK) == [2] * 5


def test_undoing_a_replacement_brings_the_promise_before_it_back(tracker: Tracker) -> None:
    """With its targets, step by step."""
    tracker.review.promise(LAST_WEEK, TWO_CONNECTS)
    tracker.review.promise(LAST_WEEK, THREE_COMMENTS)
    tracker.undo()
    assert tracker.review.reviews()[LAST_WEEK].commitment == TWO_CONNECTS
    assert targets(tracker, "connect", MONDAY) == [2] * 5
    assert targets(tracker, "comment", MONDAY) == [2] * 5
    tracker.undo()
    assert LAST_WEEK not in tracker.review.reviews()
    assert targets(tracker, "connect", MONDAY) == [1] * 5


def test_what_is_proposed_can_be_promised_and_is_judged_by_its_targets(
    tracker: Tracker, hands: Hands
) -> None:
    """Doing what the list of each day then asks for keeps every promise of each day."""
    for pillar in Pillar:
        for proposal in tracker.review.page(LAST_WEEK, pillar).focus.proposals:
            tracker.review.promise(LAST_WEEK, proposal.commitment)
            if proposal.commitment.span is Span.WEEK:
                tracker.undo()
                continue
            for _ in range(5):
                rows = tracker.dashboard().tasks
                tracker.tick([(row.task, row.target) for row in rows if row.target])
                hands.move(days=1)
            hands.move(days=2)
            verdict = tracker.review.page(MONDAY).promise
            assert verdict is not None
            assert verdict.answer is Answer.KEPT
            hands.move(days=-7)
            for _ in range(6):
                tracker.undo()


# -- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        (lambda review: review.look_through(MONDAY + WEEK), "hasn't started yet"),
        (lambda review: review.note(MONDAY + WEEK, "early"), "hasn't started yet"),
        (lambda review: review.promise(MONDAY + WEEK, TWO_CONNECTS), "hasn't started yet"),
        (
            lambda review: review.count_outcome(date(1999, 1, 1), "meetings", 1),
            "dates must be between",
        ),
        (lambda review: review.note(LAST_WEEK, "x" * 2001), "can have 2000 characters"),
        (lambda review: review.count_outcome(LAST_WEEK, " \n", 1), "needs a name"),
        (lambda review: review.count_outcome(LAST_WEEK, "x" * 25, 1), "can have 24 characters"),
        (lambda review: review.count_outcome(LAST_WEEK, "meetings", -1), "must be 0 to 999"),
        (lambda review: review.count_outcome(LAST_WEEK, "meetings", 1000), "must be 0 to 999"),
        (lambda review: review.promise(LAST_WEEK, Commitment(" \n ")), "write a promise"),
        (
            lambda review: review.promise(LAST_WEEK, Commitment("x" * 121)),
            "can have 120 characters",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(
    tracker: Tracker, verb: Callable[[object], object], sentence: str
) -> None:
    """Weeks ahead, weeks before LinkedIn, texts without words or without end."""
    before = dump(tracker.store.path)
    with pytest.raises(RefusedError, match=sentence):
        verb(tracker.review)
    assert dump(tracker.store.path) == before

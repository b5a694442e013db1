"""What came of a promise: kept, in part, not kept, or still open."""

from collections.abc import Iterable
from datetime import date

import pytest

from ssi_tui.core.labels import ANSWER_LABELS
from ssi_tui.core.model import Answer, Pillar, Tally, TargetVersion, TimeOff, WorkdaysVersion
from ssi_tui.core.review.promise import (
    Verdict,
    promise_words,
    promised_days,
    verdict_on,
    verdict_words,
)
from ssi_tui.core.review.record import WEEK, Commitment, Span
from ssi_tui.core.text.words import weekdays_words
from ssi_tui.core.today.dashboard import build
from tests.core.builders import MONDAY, after, away, log_of, routine_on, tally, working

SAID = MONDAY - WEEK
BEFORE_IT = tally(SAID, "reaction")
"""Something older, so that the week is none before the log."""

TWO_A_DAY = Commitment("2 connects a day", Pillar.PEOPLE, "connect", 2)
TWO_ON_TWO = Commitment("", Pillar.PEOPLE, "connect", 2, weekdays=frozenset({0, 3}))
AN_ARTICLE = Commitment("", Pillar.INSIGHTS, "article", 1, Span.WEEK)
FEED_PEOPLE = Commitment("", Pillar.PEOPLE, "people", 3)
OWN_WORDS = Commitment("call two people")


def judged(
    promise: Commitment,
    *tallies: Tally,
    today: date = MONDAY + WEEK,
    time_off: Iterable[TimeOff] = (),
    workdays: Iterable[WorkdaysVersion] = (),
    targets: Iterable[TargetVersion] = (),
    answer: Answer | None = None,
) -> Verdict:
    """Return the verdict on a promise for the week of that Monday."""
    log = log_of(BEFORE_IT, *tallies, time_off=time_off, workdays=workdays, targets=targets)
    return verdict_on(promise, SAID, build(log, today), MONDAY, answer)


@pytest.mark.parametrize(
    ("did", "answer", "words"),
    [
        (12, Answer.KEPT, "12 of 10, kept"),
        (10, Answer.KEPT, "10 of 10, kept"),
        (9, Answer.IN_PART, "9 of 10, partly kept"),
        (5, Answer.IN_PART, "5 of 10, partly kept"),
        (4, Answer.NOT_KEPT, "4 of 10, not kept"),
        (0, Answer.NOT_KEPT, "0 of 10, not kept"),
    ],
)
def test_a_promise_of_a_day_is_judged_by_all_that_was_done_in_its_week(
    did: int, answer: Answer, words: str
) -> None:
    """Kept where all of it was done, in part from half of it on; the figure is a mean a day."""
    done = [tally(after(1), "connect", did)] if did else []
    outside = [tally(SAID, "connect", 30), tally(MONDAY + WEEK, "connect", 30)]
    found = judged(TWO_A_DAY, *done, *outside)
    assert (found.did, found.asked, found.days, found.answer) == (did, 10, 5, answer)
    assert verdict_words(found) == words


def test_what_is_done_on_a_weekend_counts_toward_a_promise_of_a_day() -> None:
    """The week is what was promised."""
    found = judged(TWO_A_DAY, tally(after(2), "connect", 4), tally(after(6), "connect", 6))
    assert found.answer is Answer.KEPT


def test_what_counts_toward_a_task_keeps_a_promise_of_it_and_not_the_other_way() -> None:
    """A reply is a comment; a comment is no reply."""
    replies = Commitment("", Pillar.INSIGHTS, "reply", 1)
    comments = Commitment("", Pillar.INSIGHTS, "comment", 1)
    done = [tally(after(1), "reply", 2), tally(after(2), "comment", 3)]
    assert judged(replies, *done).did == 2
    assert judged(comments, *done).did == 5


@pytest.mark.parametrize("promise", [TWO_A_DAY, TWO_ON_TWO, AN_ARTICLE, FEED_PEOPLE])
@pytest.mark.parametrize("at", [0, 3])
def test_a_promise_is_open_while_one_of_its_days_can_still_keep_it(
    promise: Commitment, at: int
) -> None:
    """On the last of them too: the day is not over."""
    found = judged(promise, today=after(at))
    assert found.answer is None
    assert verdict_words(found) == f"0 of {found.asked} so far"


def test_on_its_last_day_a_promise_is_open_and_the_morning_after_it_is_judged() -> None:
    """Friday for every due day; Thursday where that is the last that was named."""
    done = tally(MONDAY, "connect", 2)
    assert judged(TWO_A_DAY, done, today=after(4)).answer is None
    assert judged(TWO_A_DAY, done, today=after(5)).answer is Answer.NOT_KEPT
    assert judged(TWO_ON_TWO, done, today=after(3)).answer is None
    assert judged(TWO_ON_TWO, done, today=after(4)).answer is Answer.IN_PART


def test_a_promise_is_kept_as_soon_as_it_is() -> None:
    """What is ahead cannot undo it, and what lies ahead of today is not looked at."""
    done = tally(after(1), "connect", 10)
    assert judged(TWO_A_DAY, done, today=after(1)).answer is Answer.KEPT
    assert judged(TWO_A_DAY, done, today=MONDAY).did == 0


def test_time_off_asks_for_nothing() -> None:
    """A day off shortens the promise; a week off leaves nothing to keep or to break."""
    off = away(after(2), after(3))
    assert judged(TWO_A_DAY, tally(MONDAY, "connect", 6), time_off=[off]).answer is Answer.KEPT
    whole = [away(MONDAY, after(6))]
    for promise in (TWO_A_DAY, TWO_ON_TWO, AN_ARTICLE, FEED_PEOPLE):
        found = judged(promise, time_off=whole)
        assert (found.asked, found.answer) == (0, None)
        assert verdict_words(found) == "nothing was due"
    some = judged(TWO_A_DAY, tally(MONDAY, "connect", 3), time_off=whole)
    assert verdict_words(some) == "you did 3, nothing was due"


def test_a_promise_follows_the_workdays_of_its_own_days() -> None:
    """Workdays that change in the middle of the week count from then on."""
    changed = [working({0, 1, 2}), working({5, 6}, since=after(3))]
    found = judged(TWO_A_DAY, workdays=changed)
    assert (found.days, found.asked) == (5, 10)
    assert judged(TWO_A_DAY, workdays=[working(())]).asked == 14


def test_a_promise_of_some_weekdays_is_kept_on_them() -> None:
    """The usual one on each of the other days does not keep two on Monday and Thursday."""
    usual = [tally(after(at), "connect", 1) for at in range(5)]
    found = judged(TWO_ON_TWO, *usual)
    assert (found.did, found.asked, found.answer) == (2, 4, Answer.IN_PART)
    assert verdict_words(found) == "2 of 4, partly kept"
    more = [tally(MONDAY, "connect", 1), tally(after(3), "connect", 1)]
    assert judged(TWO_ON_TWO, *usual, *more).answer is Answer.KEPT
    assert judged(TWO_ON_TWO, *usual, time_off=[away(after(3))]).asked == 2


def test_a_task_with_weekdays_of_its_own_is_asked_for_on_them_alone() -> None:
    """As its targets are: a promise of two a day is two on each day of the task."""
    own = [TargetVersion("connect", date.min, 2, frozenset({0, 2, 4}))]
    found = judged(TWO_A_DAY, tally(MONDAY, "connect", 6), targets=own)
    assert (found.days, found.asked, found.answer) == (3, 6, Answer.KEPT)


def test_a_promise_that_came_late_is_judged_from_its_first_day_on() -> None:
    """Made on Wednesday, it asks for nothing on Monday, and Monday does not keep it."""
    late = [TargetVersion("connect", after(2), 2)]
    usual = [tally(MONDAY, "connect", 1), tally(after(1), "connect", 5)]
    kept = [tally(after(at), "connect", 2) for at in (2, 3, 4)]
    found = judged(TWO_A_DAY, *usual, *kept, targets=late)
    assert (found.did, found.asked, found.days, found.answer) == (6, 6, 3, Answer.KEPT)
    assert verdict_words(found) == "6 of 6, kept"
    assert judged(TWO_A_DAY, *usual, targets=late).answer is Answer.NOT_KEPT
    busy = [TargetVersion("connect", after(2), 1, None, 2, frozenset({0, 3}))]
    assert judged(TWO_ON_TWO, *kept, targets=busy).asked == 2


def test_targets_that_are_lowered_afterwards_do_not_lower_the_promise() -> None:
    """What was said was said."""
    less = [TargetVersion("connect", date.min, 2), TargetVersion("connect", after(2), 0)]
    found = judged(TWO_A_DAY, tally(MONDAY, "connect", 4), targets=less)
    assert (found.asked, found.answer) == (10, Answer.NOT_KEPT)
    gone = [less[0], TargetVersion("connect", MONDAY, 0)]
    assert judged(TWO_A_DAY, tally(MONDAY, "connect", 4), targets=gone).asked == 10


def test_an_item_of_the_week_is_asked_for_once() -> None:
    """On whichever day it is done."""
    assert judged(AN_ARTICLE).answer is Answer.NOT_KEPT
    found = judged(AN_ARTICLE, tally(after(6), "article"))
    assert (found.did, found.asked, found.answer) == (1, 1, Answer.KEPT)
    assert verdict_words(found) == "1 of 1, kept"


def test_a_promise_to_feed_a_pillar_counts_the_days_that_fed_it() -> None:
    """Today is one of them once it is fed, and a short week asks for no more than it has."""
    fed = routine_on(MONDAY, after(1))
    assert judged(FEED_PEOPLE, *fed).did == 2
    assert judged(FEED_PEOPLE, *fed).answer is Answer.IN_PART
    running = judged(FEED_PEOPLE, *fed, today=after(1))
    assert (running.did, running.answer) == (2, None)
    assert judged(FEED_PEOPLE, *fed, time_off=[away(after(2), after(6))]).answer is Answer.KEPT
    assert verdict_words(judged(FEED_PEOPLE, *fed)) == "2 of 3, partly kept"


@pytest.mark.parametrize("answer", [None, *Answer])
def test_free_words_are_what_the_user_says_of_them(answer: Answer | None) -> None:
    """Nothing is counted."""
    found = judged(OWN_WORDS, tally(MONDAY, "connect", 9), answer=answer)
    assert (found.did, found.asked, found.answer) == (None, None, answer)
    assert verdict_words(found) == ("your call" if answer is None else ANSWER_LABELS[answer])


def test_the_user_s_own_answer_does_not_change_what_was_counted() -> None:
    """A promise that is data is judged by what was done."""
    assert judged(TWO_A_DAY, answer=Answer.KEPT).answer is Answer.NOT_KEPT


@pytest.mark.parametrize("first", [date(2028, 2, 28), date(2026, 3, 23), date(2026, 12, 28)])
def test_the_days_of_a_promise_are_the_same_in_every_kind_of_week(first: date) -> None:
    """A week with 29 February, with the change of the clocks, over the turn of the year."""
    schedule = build(log_of(tally(first, "comment")), first).source.history.schedule
    days = promised_days(TWO_A_DAY, schedule, first)
    assert [day.weekday() for day in days] == [0, 1, 2, 3, 4]
    assert (days[0], (days[-1] - days[0]).days) == (first, 4)


@pytest.mark.parametrize(
    ("promise", "words"),
    [
        (TWO_A_DAY, "2 connects a day"),
        (TWO_ON_TWO, "2 connects on Mon and Thu"),
        (AN_ARTICLE, "1 article a week"),
        (FEED_PEOPLE, "do something for People on 3 days"),
        (Commitment("", None, "brand", 1), "do something for Brand on 1 day"),
        (OWN_WORDS, "call two people"),
    ],
)
def test_a_promise_in_words(promise: Commitment, words: str) -> None:
    """Data are said anew, free words as they were typed."""
    assert promise_words(promise) == words


def test_weekdays_in_words() -> None:
    """In the order of the week."""
    assert weekdays_words(frozenset({3})) == "Thu"
    assert weekdays_words(frozenset({3, 0})) == "Mon and Thu"
    assert weekdays_words(frozenset({6, 3, 0})) == "Mon, Thu and Sun"
    assert weekdays_words(frozenset({0, 1, 2})) == "Mon, Tue and Wed"
    assert weekdays_words(frozenset({0, 1, 2, 3, 4})) == "Mon to Fri"
    assert weekdays_words(frozenset({0, 1, 2, 4, 5})) == "Mon, Tue, Wed, Fri and Sat"

"""The review in words: calm, right for every kind of week, and user text stays text."""

from datetime import date

import pytest

from ssi_tui.core.calendar import DAY
from ssi_tui.core.model import Peers, Pillar, Reading, Tally, TaskDefinition
from ssi_tui.core.review.clock_minutes import Learnt, WeekClock
from ssi_tui.core.review.focus import Proposal
from ssi_tui.core.review.page import ReviewPage
from ssi_tui.core.review.record import STEPS, Commitment, Review, Step, outcome_words
from ssi_tui.core.review.week import DayKind, day_cell, met_cell, minutes_cell
from ssi_tui.core.review.words import (
    closing_lines,
    commitment_line,
    day_rule,
    focus_line,
    markdown_lines,
    outcomes_line,
    past_line,
    peers_lines,
    pillars_line,
    promise_line,
    reading_line,
    said_line,
    step_line,
    unpromised_lines,
    week_line,
    week_lines,
    week_span,
    worth_words,
)
from ssi_tui.core.text.words import span_words
from ssi_tui.core.value import replace
from tests.core.builders import MONDAY, after, away, keeper, log_of, routine_on
from tests.core.review.test_page import TODAY, TWO_CONNECTS, paged

WILD = "[b]loud[/b] \x1b[31m|*_`#<i>\n\tnew \x00line‮"


def text(page: ReviewPage) -> str:
    """Return a week as text."""
    return "\n".join(line.rstrip() for line in week_lines(page, 79))


def markdown(page: ReviewPage) -> str:
    """Return a week as Markdown."""
    return "\n".join(markdown_lines(page))


def line_with(whole: str, part: str) -> str:
    """Return the one line that begins with a part, without what surrounds it."""
    (found,) = [line for line in whole.splitlines() if line.strip().startswith(part)]
    return found


# -- the days of a week -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 16), date(2026, 11, 22), "16–22 Nov"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 Nov–6 Dec"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Dec 2026–3 Jan"),
        (date(2028, 2, 28), date(2028, 3, 5), "28 Feb–5 Mar"),
    ],
)
def test_the_span_of_a_week(first: date, last: date, words: str) -> None:
    """The month is said once where it is one."""
    assert span_words(first, last) == words


@pytest.mark.parametrize("first_weekday", range(7))
@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 1, 3), date(2028, 2, 29)])
def test_the_number_of_a_week_is_that_of_its_thursday(day: date, first_weekday: int) -> None:
    """Whatever day weeks begin on; the year is that of the last day."""
    page = paged(keeper(7, first=day - 20 * DAY), day, today=day, first_weekday=first_weekday)
    thursday = next(item.day for item in page.week.days if item.day.weekday() == 3)
    words = week_span(page)
    assert words == (
        f"{span_words(page.first, page.last)} {page.last.year}, week {thursday.isocalendar().week}"
    )


def test_the_turn_of_the_year_is_in_the_words() -> None:
    """Of the last week of 2026 both years."""
    page = paged(keeper(400), date(2027, 1, 1), today=date(2027, 1, 4))
    assert week_span(page) == "28 Dec 2026–3 Jan 2027, week 53"
    assert markdown(page).startswith("# Review of 28 Dec 2026–3 Jan 2027, week 53")


# -- the steps in a line ----------------------------------------------------------------------


def test_a_week_in_a_line() -> None:
    """Counts, due days, minutes; with a part of it off, with all of it off."""
    assert week_line(paged(keeper(35), after(28)).week) == (
        "30 of 30 tasks, 5 of 5 days with 3+ tasks, 65 of 65 min"
    )
    part = replace(keeper(30), time_off=(away(after(30), after(34)),))
    assert week_line(paged(part, after(28)).week) == (
        "12 of 12 tasks, 2 of 2 days with 3+ tasks, 26 of 26 min"
    )
    off = replace(keeper(28), time_off=(away(after(28), after(34)),))
    assert week_line(paged(off, after(28)).week) == "0 done, no workdays, 0 min"


def test_the_pillars_in_a_line_name_what_rose_and_what_fell_most() -> None:
    """One that rose least has not fallen; where nothing moved no pillar is named."""
    page = paged(keeper(28), after(28))
    fell = min(page.pillars, key=lambda row: row.change)
    assert f"{fell.label} −" in pillars_line(page)
    for moved in (row for row in page.pillars if row.change < 0 and row is not fell):
        assert moved.label not in pillars_line(page)
    still = paged(keeper(28), after(-3))
    assert pillars_line(still) == f"total {still.was:.1f} → {still.now:.1f}"


def test_a_promise_in_a_line() -> None:
    """What was said and what came of it; when, where that was not the week before."""
    assert promise_line(None) == "none yet"
    page = paged(keeper(35), after(28), Review(after(14), commitment=TWO_CONNECTS))
    assert promise_line(page.promise) == "2 connects a day: 5 of 10, partly kept"
    assert said_line(page) == "from the review of 19–25 Jan"
    assert said_line(paged(keeper(35), after(28))) == ""


def test_only_an_open_review_says_that_a_promise_will_be_chosen() -> None:
    """One that is complete has done so, or went past its last step without."""
    said, *_ = unpromised_lines(paged(keeper(35), after(28)))
    assert said.endswith("You'll choose one in step 6 for next week.")
    for end in ({"commitment": TWO_CONNECTS}, {"looked_through": after(35)}):
        finished = replace(Review(after(28)), **end)
        said, *_ = unpromised_lines(paged(keeper(35), after(28), finished))
        assert said == "No promise was made for this week."


def test_a_past_review_in_a_line() -> None:
    """Its promise and what came of it, where that is known."""
    reviews = [
        Review(after(7), commitment=TWO_CONNECTS),
        Review(after(14), commitment=Commitment("call two people")),
    ]
    lines = [past_line(past) for past in paged(keeper(35), after(28), *reviews).past]
    assert lines == [
        "call two people",
        "2 connects a day: partly kept",
        "no promise",
        "no promise",
    ]


def test_a_reading_in_a_line() -> None:
    """Offered, beside the estimate, and from before the log without one."""
    log = replace(keeper(35), readings=(Reading(after(30), (10.0, 11.0, 12.0, 13.5)),))
    page = paged(log, after(28))
    assert page.reading is not None
    assert page.reading.estimate is not None
    estimate = page.reading.shown_estimate
    assert estimate is not None
    gap = estimate - 46.5
    assert reading_line(page) == (
        f"LinkedIn said 46.5 on 4 Feb; estimate {estimate:.1f}, +{gap:.1f}"
    )
    assert reading_line(paged(keeper(35), after(28))) == ""
    early = replace(keeper(35), readings=(Reading(after(-2), (10.0, 11.0, 12.0, 13.5)),))
    assert reading_line(paged(early, after(-2))) == "LinkedIn said 46.5 on 3 Jan"


def test_ranks_and_who_is_ahead() -> None:
    """A pillar where others are ahead, or that they are in none."""
    ahead = Peers(40, 50.0, (9.0, 12.0, 9.0, 16.0))
    behind = Peers(7, 20.0, (1.0, 1.0, 1.0, 1.0))
    reading = Reading(after(30), (10.0, 8.0, 9.0, 15.0), ahead, behind)
    page = paged(replace(keeper(35), readings=(reading,)), after(28))
    assert peers_lines(page) == (
        "top 40% of your industry, top 7% of your network",
        "your industry leads most in People: 12.0 to your 8.0",
        "you're ahead of your network in every pillar",
    )
    assert peers_lines(paged(keeper(35), after(28))) == ()


@pytest.mark.parametrize(
    ("name", "count", "words"),
    [
        ("conversations", 2, "2 conversations"),
        ("conversations", 1, "1 conversation"),
        ("opportunities", 1, "1 opportunity"),
        ("opportunities", 0, "no opportunities"),
        ("business", 1, "1 business"),
        ("talk given", 1, "1 talk given"),
        ("a\tb\x07", 3, "3 a b "),
    ],
)
def test_an_outcome_in_words(name: str, count: int, words: str) -> None:
    """One of a kind, none of it, and names of the user's own."""
    assert outcome_words(name, count) == words


def test_the_outcomes_in_a_line() -> None:
    """What the step asks for, that it brought nothing, what it brought."""
    log, week = keeper(35), after(28)
    assert outcomes_line(paged(log, week)) == ""
    assert step_line(paged(log, week), Step.OUTCOMES) == "conversations, meetings, opportunities"
    none = Review(week, {Step.OUTCOMES: None})
    assert outcomes_line(paged(log, week, none)) == "nothing this week"
    some = Review(week, outcomes={"meetings": 1, "talks": 2, "conversations": 0})
    assert outcomes_line(paged(log, week, some)) == "1 meeting, 2 talks"


def test_the_focus_in_a_line() -> None:
    """What the step asks for, that nothing was promised, what was."""
    log, week = keeper(35), after(28)
    assert step_line(paged(log, week), Step.FOCUS) == "one pillar, one promise for next week"
    assert focus_line(paged(log, week, Review(week, {Step.FOCUS: None}))) == "no promise"
    looked = Review(week, looked_through=after(33))
    assert focus_line(paged(log, week, looked)) == "looked through on Sat 7 Feb"
    promised = Review(week, commitment=TWO_CONNECTS)
    assert focus_line(paged(log, week, promised)) == "People: 2 connects a day"
    assert commitment_line(Commitment("call\x1b two")) == "call  two"


def test_every_step_has_a_line() -> None:
    """The one that stands for it while it is closed."""
    page = paged(keeper(35), after(28))
    lines = [step_line(page, step) for step in STEPS]
    assert all(lines)
    assert len(set(lines)) == len(STEPS)


@pytest.mark.parametrize(
    ("tasks", "words"),
    [
        (5, "A day counts with 3 or more tasks done."),
        (2, "A day counts with all tasks done."),
    ],
)
def test_how_many_tasks_make_a_day_count(tasks: int, words: str) -> None:
    """All, where fewer than three are due."""
    week = paged(keeper(35), after(28)).week
    assert day_rule(replace(week, rows=week.rows[:tasks])) == words


def test_the_first_review_is_announced_until_its_day_comes() -> None:
    """On the last workday it is due; once something was said, nothing is announced."""
    young, week = keeper(3), after(0)
    assert closing_lines(paged(young, week, today=after(3)), "enter") == (
        "Your first review is due on Fri 9 Jan. Press enter to start early.",
        "First review on Fri 9 Jan; press enter to start early.",
    )
    assert closing_lines(paged(young, week, today=after(4)), "enter") == ("",)
    begun = Review(week, outcomes={"meetings": 1})
    assert closing_lines(paged(young, week, begun, today=after(3)), "enter") == ("",)
    older = paged(keeper(9), after(7), today=after(9))
    assert closing_lines(older, "enter") == ("",)


def test_the_cells_of_days() -> None:
    """A count wherever something was done, else what the day is."""
    assert [day_cell(0, kind) for kind in DayKind] == ["·", "·", "-", "~"]
    assert [day_cell(3, kind) for kind in DayKind] == ["3"] * 4
    assert [met_cell(kind, met=False) for kind in DayKind] == ["·", "·", "-", "~"]
    assert met_cell(DayKind.DUE, met=True) == "✓"
    assert [minutes_cell(value, DayKind.DUE) for value in (13.5, 14.5)] == ["13.5", "14.5"]


# -- the whole week ---------------------------------------------------------------------------


def test_a_week_as_text_has_all_its_figures() -> None:
    """The same as the screens show."""
    found = text(paged(keeper(35), after(28)))
    assert found.startswith("2–8 Feb 2026, week 6\n")
    assert line_with(found, "comment").split() == [
        *("comment", "2", "2", "2", "2", "2", "-", "-"),
        *("10", "of", "10", "10", "of", "10"),
    ]
    assert line_with(found, "3+ tasks").split()[2:9] == ["✓"] * 5 + ["-"] * 2
    assert line_with(found, "minutes").endswith("65 of 65        65 of 65")
    assert "No data for the week before yet." not in found


def test_the_text_of_a_week_off_marks_its_days() -> None:
    """Nothing was due, and nothing is called missed."""
    off = replace(keeper(28), time_off=(away(after(28), after(34)),))
    page = paged(off, after(28), Review(after(21), commitment=TWO_CONNECTS))
    found = text(page)
    assert line_with(found, "share").split()[1:8] == ["~"] * 7
    assert line_with(found, "3+ tasks").split()[2:9] == ["~"] * 7
    assert line_with(found, "PROMISE").endswith("2 connects a day: nothing was due")


def test_the_text_of_the_first_week_says_what_it_cannot_compare() -> None:
    """The days before the log are no misses."""
    page = paged(log_of(*routine_on(after(2), after(3))), MONDAY, today=after(3))
    found = text(page)
    assert found.startswith("5–11 Jan 2026, week 2 so far\n")
    assert line_with(found, "comment").split()[1:8] == ["-", "-", "2", "2", "·", "-", "-"]
    assert "No data for the week before yet." in found
    assert "week before" not in found.splitlines()[4]


def test_the_columns_of_a_week_stand_under_each_other() -> None:
    """The counts end where their heads end."""
    lines = text(paged(keeper(35), after(28))).splitlines()
    head = next(line for line in lines if line.startswith("WEEK"))
    rows = [line for line in lines if " of " in line and line.startswith("   ")]
    assert len({len(line) for line in (head, *rows)}) == 1


@pytest.mark.parametrize("first_weekday", [0, 6])
def test_the_names_of_the_days_begin_where_weeks_begin(first_weekday: int) -> None:
    """With Sunday where the user's weeks do."""
    page = paged(keeper(35), after(28), first_weekday=first_weekday)
    names = [["Mon", "Sun"], ["Sun", "Sat"]][first_weekday // 6]
    head = line_with(text(page), "WEEK").split()
    assert [head[1], head[7]] == names
    assert f"| | {names[0]} | " in markdown(page)


def wild() -> ReviewPage:
    """Return a review whose every text is full of what a terminal or Markdown would obey."""
    promised = Review(after(21), commitment=Commitment(WILD))
    review = Review(
        after(28), outcomes={WILD: 2}, note=WILD, commitment=Commitment(WILD, Pillar.BRAND)
    )
    return paged(keeper(35), after(28), promised, review)


def test_no_user_text_brings_a_control_character_into_the_text() -> None:
    """Neither does it begin a line of its own."""
    page = wild()
    for line in week_lines(page, 79):
        assert line.isprintable()
    plain = paged(keeper(35), after(28), Review(after(28), outcomes={"a": 2}, note="b"))
    assert len(list(week_lines(page, 79))) == len(list(week_lines(plain, 79)))


def test_in_markdown_user_text_is_text() -> None:
    """Every mark is escaped, and it stays in its line."""
    found = markdown(wild())
    assert all(line.isprintable() for line in found.splitlines())
    assert "[b]" not in found
    assert "<i>" not in found
    assert found.count("\\[b\\]loud\\[/b\\]") == 4
    assert found.count("\\|\\*\\_\\`\\#\\<i\\>") == 4


def test_markdown_tables_have_as_many_cells_in_every_row() -> None:
    """Ten over a week, five over the pillars."""
    found = [line for line in markdown(wild()).splitlines() if line.startswith("|")]
    cells = [line.replace("\\|", "").count("|") - 1 for line in found]
    assert cells == [10] * 9 + [5] * 7


def test_in_markdown_the_name_of_a_task_of_ones_own_is_text_too() -> None:
    """In the week, among what moved a pillar, and among the minutes by the clock."""
    own = TaskDefinition("own", "a|b *c*", points=(0.0, 0.0, 0.0, 30.0))
    log = replace(keeper(35), tasks=(own,))
    log = replace(log, tallies=(*log.tallies, Tally(TODAY, "own", None, 3)))
    page = paged(log, TODAY)
    each = (Learnt("own", own.label or "", 3.0, 1.0),)
    page = replace(page, clock=WeekClock({TODAY: 9.0}, each, measured=True))
    found = [line for line in markdown(page).splitlines() if "*c" in line]
    assert len(found) == 3
    assert all("a\\|b \\*c\\*" in line for line in found)


def test_in_markdown_too_nothing_is_named_of_what_was_not_asked_for() -> None:
    """As in the text."""
    page = paged(log_of(Tally(after(5), "comment", None, 2)), after(5))
    assert "of 0" not in markdown(page)


def test_the_markdown_of_a_week_says_what_was_promised_and_from_when_on() -> None:
    """As a sentence; without a promise what the text says."""
    log, week = keeper(35), after(28)
    promised = markdown(paged(log, week, Review(week, commitment=TWO_CONNECTS)))
    assert "\nI will send 2 invitations a day, on workdays\n" in promised
    assert promised.endswith("For People, from Mon 9 Feb 2026.")
    assert markdown(paged(log, week)).endswith("no promise yet")


def test_a_promise_of_what_is_kept_already_says_what_it_keeps() -> None:
    """Any other says what it brings."""
    assert worth_words(Proposal(TWO_CONNECTS, 0.9078, 15.0, 15.0)) == "+0.9"
    assert worth_words(Proposal(TWO_CONNECTS, 0.0, 13.0, 13.0, 1.4612)) == "keeps 1.5"

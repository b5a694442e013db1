"""The order of urgency, the runs as marks, and the one sentence of the streaks."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from ssi_tui.core.ahead.words import (
    by_urgency,
    percent,
    pillar_sentences,
    run_marks,
    score_streak_words,
    slide_chance,
    task_runs,
    task_sentences,
)
from ssi_tui.core.calendar import DAY
from ssi_tui.core.model import PILLARS, Log, Pillar, Risk
from ssi_tui.core.plan.remedies import Recovery
from ssi_tui.core.plan.slide_chance import miss_rates
from ssi_tui.core.text.bars import glyphs
from ssi_tui.core.text.words import near_day
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.today.words import remedy
from ssi_tui.core.value import Late, replace
from tests.core.builders import (
    MONDAY,
    ROUTINE,
    after,
    away,
    keeper,
    log_of,
    pillar_of,
    routine_on,
    tally,
    with_tallies,
)
from tests.core.strategies import PROPERTY, Case, habits

RISKS = (
    Risk.ABOUT_TO_COLLAPSE,
    Risk.COLLAPSED,
    Risk.WATCH,
    Risk.RECOVERING,
    Risk.SAFE,
    Risk.BUILDING,
    Risk.DORMANT,
)


def sentence(dashboard: Dashboard, pillar: Pillar) -> str:
    """Return the longest form of the sentence."""
    return pillar_sentences(dashboard, pillar)[0]


@given(habits())
@PROPERTY
def test_pillars_are_sorted_by_risk_and_then_by_nights(case: Case) -> None:
    """Each once; what has no night foretold comes after what has one."""
    dashboard = case.dashboard()
    order = by_urgency(dashboard.pillars)
    assert sorted(order) == sorted(PILLARS)
    rows = [pillar_of(dashboard, pillar) for pillar in order]
    for first, second in pairwise(rows):
        assert RISKS.index(first.risk) <= RISKS.index(second.risk)
        if first.risk is second.risk and second.outlook.nights_left is not None:
            assert first.outlook.nights_left is not None
            assert first.outlook.nights_left <= second.outlook.nights_left


@pytest.mark.parametrize("risk", RISKS)
def test_every_risk_has_its_place_in_the_order(risk: Risk) -> None:
    """What is about to collapse, collapsed, on watch and recovering; then the others alike."""
    calm = build(keeper(84), after(84)).pillars[0]
    rows = [
        replace(calm, pillar=pillar, outlook=replace(calm.outlook, risk=each, nights_left=None))
        for pillar, each in zip(PILLARS, (Risk.DORMANT, risk, Risk.ABOUT_TO_COLLAPSE), strict=False)
    ]
    order = [rows[PILLARS.index(pillar)].risk for pillar in by_urgency(rows)]
    assert order == sorted(order, key=RISKS.index)


def test_of_equals_what_fades_faster_comes_first() -> None:
    """Relationships before Brand, where neither falls within sixty nights."""
    dashboard = build(keeper(84), after(84))
    assert by_urgency(dashboard.pillars)[2:] == (Pillar.RELATIONSHIPS, Pillar.BRAND)


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0.0, "0%"), (0.004, "under 1%"), (0.12, "12%"), (0.996, "over 99%"), (1.0, "100%")],
)
def test_a_chance_is_never_said_to_be_certain_where_it_is_not(chance: float, words: str) -> None:
    """Rounded to whole percents elsewhere."""
    assert percent(chance) == words


def test_the_chance_is_the_product_over_the_due_days_that_are_left() -> None:
    """After a kept quarter with three missed days, from the user's own rates."""
    log = keeper(84)
    today = after(88)
    dashboard = build(log, today)
    night = pillar_of(dashboard, Pillar.PEOPLE).outlook.collapse_on
    assert night is not None
    days = dashboard.source.history.pillar_days(PILLARS.index(Pillar.PEOPLE)).done
    due = [
        today + timedelta(days=at)
        for at in range((night - today).days + 1)
        if (today + timedelta(days=at)).weekday() < 5
    ]
    expected = miss_rates(days)[2] ** len(due)
    assert slide_chance(dashboard, Pillar.PEOPLE) == pytest.approx(expected)


def test_what_is_done_today_lowers_the_chance() -> None:
    """A connect feeds People, so the next due day begins a new row of misses."""
    today = after(87)
    idle = slide_chance(build(keeper(84), today), Pillar.PEOPLE)
    fed = with_tallies(keeper(84), *routine_on(today))
    done = slide_chance(build(fed, today), Pillar.PEOPLE)
    assert idle is not None
    assert done is not None
    assert done < idle / 2


def test_the_sentence_says_the_chance_and_what_moves_the_night() -> None:
    """The longest form names where the chance comes from; each further one is shorter."""
    dashboard = build(keeper(84), after(88))
    forms = pillar_sentences(dashboard, Pillar.PEOPLE)
    assert forms[0].startswith("Judging by your own workdays, there is a ")
    assert "% chance that People drops by " in forms[0]
    assert all(len(first) > len(second) for first, second in pairwise(forms))
    assert forms[1][0].isdigit() or forms[1].startswith("Under ")
    assert " move that to " in forms[0] or " moves that to " in forms[0]
    assert " chance that it drops by " in forms[-1]


def test_a_pillar_that_does_not_fall_is_said_to_stay() -> None:
    """Sixty nights are looked at."""
    dashboard = build(keeper(84), after(84))
    assert sentence(dashboard, Pillar.BRAND) == (
        "Brand stays above its collapse line for 60 days or more, even if you do nothing."
    )


def test_a_collapsed_pillar_is_said_to_be_under_its_line_and_when_it_is_back() -> None:
    """The shorter form is what brings it back."""
    dashboard = build(keeper(84), after(98))
    long, *_, short = pillar_sentences(dashboard, Pillar.INSIGHTS)
    assert long.startswith("Insights has been below its collapse line since ")
    assert long.endswith(short)
    assert " a day bring it back by " in short


def test_a_young_pillar_is_said_to_get_a_line() -> None:
    """After ten due days, or once activity adds enough."""
    assert sentence(build(keeper(7), after(7)), Pillar.PEOPLE) == (
        "Warnings for People start after 10 workdays (5 so far)."
    )
    slow = build(log_of(*(tally(after(day), "comment") for day in range(0, 28, 7))), after(22))
    row = pillar_of(slow, Pillar.BRAND)
    assert row.risk is Risk.BUILDING
    assert sentence(slow, Pillar.BRAND) == (
        "Warnings for Brand start once your activity adds 3 points "
        f"({row.outlook.usual:.1f} so far)."
    )


def test_a_dormant_pillar_is_said_to_be() -> None:
    """Without a word of blame."""
    slow = log_of(tally(after(0), "reaction"))
    dashboard = build(slow, after(60))
    assert pillar_of(dashboard, Pillar.BRAND).risk is Risk.DORMANT
    assert sentence(dashboard, Pillar.BRAND) == (
        "Brand is inactive: there is nothing left to lose."
    )


def test_time_off_asks_for_nothing() -> None:
    """It says until when, and the night on which the pillar falls."""
    log = replace(keeper(84), time_off=(away(after(84), after(104)),))
    dashboard = build(log, after(90))
    night = pillar_of(dashboard, Pillar.PEOPLE).outlook.collapse_on
    assert night is not None
    day = near_day(night, after(90))
    assert pillar_sentences(dashboard, Pillar.PEOPLE) == (
        f"Time off until Sun 19 Apr. People drops below its collapse line on {day}.",
        f"Time off until Sun 19 Apr. People drops below its line on {day}.",
        "Time off until Sun 19 Apr.",
    )
    assert sentence(dashboard, Pillar.BRAND) == "Time off until Sun 19 Apr."


@pytest.mark.parametrize(
    ("room", "words"), [(22, "84 days above its line"), (20, "84 days above line")]
)
def test_a_score_streak_is_said_shorter_where_there_is_less_room(room: int, words: str) -> None:
    """In days in a row."""
    row = pillar_of(build(keeper(84), after(84)), Pillar.PEOPLE)
    run = replace(row.score_streak, current=84)
    row = replace(row, late_score_streak=Late(lambda: run))
    assert score_streak_words(row, None, MONDAY, room) == words


@pytest.mark.parametrize(
    ("days", "room", "words"),
    [
        (0, 22, "back today"),
        (1, 22, "back tomorrow"),
        (2, 22, "back by Wed 30 Dec"),
        (4, 21, "back by Fri 1 Jan"),
        (4, 28, "back by Fri 1 Jan 2027"),
    ],
)
def test_the_way_back_is_said_by_its_day(days: int, room: int, words: str) -> None:
    """The year only where it is another one and has room."""
    today = date(2026, 12, 28)
    row = pillar_of(build(keeper(84), after(98)), Pillar.INSIGHTS)
    assert score_streak_words(row, today + days * DAY, today, room) == words


@pytest.mark.parametrize(
    ("days", "connects", "words"),
    [
        (0, 2, "Two connects bring it back today."),
        (0, 1, "One connect brings it back today."),
        (1, 2, "Two connects a day bring it back tomorrow."),
        (2, 1, "One connect a day brings it back by Wed 9 Dec."),
    ],
)
def test_what_brings_a_pillar_back_is_said_by_today_and_tomorrow(
    days: int, connects: int, words: str
) -> None:
    """Nobody does something "a day" until tonight."""
    today = date(2026, 12, 7)
    recovery = Recovery("connect", connects, 2.0 * connects, today + days * DAY)
    assert remedy(None, recovery, today) == words


def test_a_miss_that_is_forgiven_has_a_mark_of_its_own() -> None:
    """One among seven due days; two are misses."""
    days = bytes([1, 1, 1, 0, 1, 1, 1, 0, 0, 1])
    assert run_marks(days, 28) == "•••○•••··•"
    assert run_marks(days, 4) == "•··•"


def test_a_run_that_hangs_on_the_next_due_day_says_so() -> None:
    """Friday was missed, it is Saturday; then Monday comes, which keeps or ends the run."""
    log = keeper(4)
    saturday = build(log, after(5))
    whole, *tasks = task_runs(saturday)
    assert whole.marks == tasks[0].marks == "••••○"
    assert task_sentences(saturday, whole)[0] == (
        "3+ tasks: the last workday was missed; doing it the next workday keeps the run at 4."
    )
    monday = build(log, after(7))
    assert task_sentences(monday, task_runs(monday)[1])[0] == (
        "comment: the last workday was missed; doing it today keeps the run at 4."
    )
    later = build(log, after(8))
    assert task_runs(later)[0].marks == "••••··"


def test_the_runs_begin_with_the_routine_as_a_whole() -> None:
    """Then the tasks in their order, each with what is done of it today."""
    today = after(84)
    log = with_tallies(keeper(84), tally(today, "comment"), tally(today, "search"))
    whole, *tasks = task_runs(build(log, today))
    assert (whole.task, whole.label, whole.count, whole.target) == (None, "3+ tasks", 2, 5)
    assert whole.run.current == 60
    assert [found.task for found in tasks] == list(ROUTINE)
    assert [(found.count, found.target) for found in tasks] == [
        (1, 2),
        (0, 1),
        (0, 1),
        (1, 1),
        (0, 1),
    ]
    assert tasks[0].run.current == 61
    assert tasks[0].marks == "•" * 28


def test_the_runs_are_those_of_today_whatever_day_is_shown() -> None:
    """Another day in Today changes nothing here."""
    log = with_tallies(keeper(84), tally(after(84), "comment"))
    assert task_runs(build(log, after(84), after(80))) == task_runs(build(log, after(84)))


def test_a_task_is_said_to_be_done_today_or_when_it_was_done_last() -> None:
    """Or not yet."""
    log = log_of(*routine_on(after(0), routine={"share": 1}), tally(after(4), "comment"))
    dashboard = build(log, after(4))
    said = {found.task: task_sentences(dashboard, found)[0] for found in task_runs(dashboard)}
    assert said[None] == "A day counts with 3 tasks done; one miss in seven is forgiven."
    assert said["comment"] == "comment is done today."
    assert said["share"] == "share was last done on Mon 5 Jan."
    assert said["connect"] == "No connect yet."


def test_an_empty_log_has_runs_of_nothing() -> None:
    """No mark, no run."""
    for found in task_runs(build(Log(), after(0))):
        assert (found.run.current, found.run.longest, found.marks) == (0, 0, "")


def test_glyphs_rise_from_the_ground_to_the_top() -> None:
    """Seven levels; the top alone is the highest, nothing is lower than the lowest."""
    assert glyphs([0.0, 3.0, 12.5, 24.9, 25.0], 25.0) == "▁▁▃▆▇"
    assert glyphs([0.0, 0.0], 0.0) == "▁▁"

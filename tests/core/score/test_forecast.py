"""The collapse line, the flags that follow from it, and the night of a collapse."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

import pytest

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.history.history import history_of
from ssi_tui.core.model import PILLARS, Log, Pillar, Profile, Risk
from ssi_tui.core.score.forecast import (
    Closes,
    Standing,
    assess,
    down_since,
    due_flags,
    idle_scores,
    is_fed,
    is_steady,
    line_of,
    missed_due_days,
    read_closes,
    usual_of,
)
from ssi_tui.core.score.scoring import PillarSetup, setups
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import (
    EXAMPLE_PROFILE,
    MONDAY,
    after,
    away,
    keeper,
    log_of,
    moments,
    pillar_of,
    risk_on,
    risk_words,
    routine_on,
    tally,
    with_tallies,
    working,
)

BRAND, PEOPLE, INSIGHTS, RELATIONSHIPS = range(4)
EXAMPLE = setups(EXAMPLE_PROFILE)
WARNED = {Risk.WATCH, Risk.ABOUT_TO_COLLAPSE}
STOP = date(2026, 3, 30)
"""The Monday on which the keeper of the worked example does nothing more."""
TWELVE_WEEKS = keeper(84)
FAST = (Pillar.PEOPLE, Pillar.INSIGHTS)
SLOW = (Pillar.BRAND, Pillar.RELATIONSHIPS)


def warned_mornings(log: Log, days: int) -> float:
    """Return the share of the mornings of a log on which any pillar was warned of."""
    warned = [any(risk in WARNED for risk in each.risks) for each in moments(log, after(days - 1))]
    return sum(warned) / len(warned)


def with_half_life(half_life: float) -> tuple[PillarSetup, ...]:
    """Return the pillars of the worked example with one half-life for all of them."""
    return tuple(replace(setup, half_life=half_life) for setup in EXAMPLE)


# The worked example.


@pytest.mark.parametrize(
    ("pillar", "nights", "collapse_on"),
    [
        (Pillar.BRAND, None, None),
        (Pillar.PEOPLE, 8, date(2026, 4, 7)),
        (Pillar.INSIGHTS, 8, date(2026, 4, 7)),
        (Pillar.RELATIONSHIPS, None, None),
    ],
)
def test_after_twelve_weeks_the_foretold_nights_are_those_of_the_worked_example(
    pillar: Pillar, nights: int | None, collapse_on: date | None
) -> None:
    """Eight nights from Monday morning; the date is filled although all is safe."""
    outlook = pillar_of(build(TWELVE_WEEKS, STOP), pillar).outlook
    assert (outlook.risk, outlook.nights_left, outlook.collapse_on) == (
        Risk.SAFE,
        nights,
        collapse_on,
    )


# A keeper who stops.


@pytest.mark.parametrize(
    ("days", "risk"),
    [
        (0, Risk.SAFE),
        (1, Risk.SAFE),
        (2, Risk.SAFE),
        (3, Risk.WATCH),
        (4, Risk.WATCH),
        (5, Risk.WATCH),
        (6, Risk.ABOUT_TO_COLLAPSE),
        (7, Risk.ABOUT_TO_COLLAPSE),
        (8, Risk.ABOUT_TO_COLLAPSE),
        (9, Risk.COLLAPSED),
    ],
)
@pytest.mark.parametrize("pillar", FAST)
def test_a_keeper_who_stops_on_a_monday_goes_through_every_flag(
    pillar: Pillar, days: int, risk: Risk
) -> None:
    """Watched on Thursday, about to collapse on Sunday, collapsed on Tuesday night of week 2."""
    assert risk_on(TWELVE_WEEKS, after(days, STOP), pillar) is risk


@pytest.mark.parametrize("pillar", SLOW)
def test_a_slow_pillar_does_not_collapse_by_a_month_of_idleness(pillar: Pillar) -> None:
    """The long half-lives alone do that, no rule of their own."""
    assert risk_words(TWELVE_WEEKS, after(27, STOP), pillar, STOP) == [("safe", 28)]


def test_a_collapsed_pillar_ends_dormant_when_nobody_comes_back() -> None:
    """The usual level sinks below 2 points, and five due days were missed long ago."""
    words = risk_words(TWELVE_WEEKS, after(120, STOP), Pillar.PEOPLE, STOP)
    assert [word for word, _ in words] == [
        "safe",
        "watch",
        "about to collapse",
        "collapsed",
        "dormant",
    ]


def test_a_collapsed_pillar_has_no_night_left() -> None:
    """What has happened is not foretold."""
    outlook = pillar_of(build(TWELVE_WEEKS, after(9, STOP)), Pillar.PEOPLE).outlook
    assert (outlook.nights_left, outlook.collapse_on) == (None, None)


def test_a_collapse_dates_from_the_close_below_the_line() -> None:
    """Tuesday night of week 2, seen a week later."""
    row = pillar_of(build(TWELVE_WEEKS, after(15, STOP)), Pillar.PEOPLE)
    assert row.down_since == date(2026, 4, 7)


def test_only_a_collapsed_pillar_has_a_date_of_collapse() -> None:
    """The slow pillars are still safe."""
    row = pillar_of(build(TWELVE_WEEKS, after(15, STOP)), Pillar.BRAND)
    assert row.down_since is None


@pytest.mark.parametrize(
    ("half_life", "least", "most"),
    [(4.5, 2, 2), (6.7, 3, 3), (10.0, 8, 8), (15.0, 11, 11), (22.0, 23, 23), (30.0, 53, 59)],
)
def test_the_nights_to_a_collapse_follow_from_the_half_life(
    half_life: float, least: int, most: int
) -> None:
    """A keeper of twenty weeks stops on a Monday."""
    *_, monday = moments(keeper(140), after(140), with_half_life(half_life))
    nights = [outlook.nights_left for outlook in monday.outlooks]
    assert all(night is not None and least <= night <= most for night in nights)


@pytest.mark.parametrize("half_life", [32.0, 35.0, 40.0, 45.0, 60.0])
def test_a_half_life_of_thirty_two_days_does_not_collapse_within_the_nights_looked_at(
    half_life: float,
) -> None:
    """Beyond sixty nights nothing is foretold, and nothing is warned of."""
    *_, monday = moments(keeper(140), after(140), with_half_life(half_life))
    assert [outlook.nights_left for outlook in monday.outlooks] == [None] * 4
    assert monday.risks == (Risk.SAFE,) * 4


@pytest.mark.parametrize("half_life", [40.0, 45.0, 60.0])
def test_a_half_life_of_forty_days_does_not_collapse_within_four_hundred_idle_nights(
    half_life: float,
) -> None:
    """The usual level sinks as fast as the score."""
    span = moments(keeper(140), after(540), with_half_life(half_life))
    assert not any(any(each.down) for each in span)


# Keepers of every rhythm.


@pytest.mark.parametrize(
    "weekdays", [range(7), range(5), (0, 2, 4), (1, 3)], ids=["seven", "five", "three", "two"]
)
def test_a_keeper_of_any_rhythm_gets_no_warning(weekdays: Iterable[int]) -> None:
    """Half a year on seven, five, three or two days a week."""
    assert warned_mornings(keeper(182, weekdays), 182) == 0.0


@pytest.mark.parametrize("weekdays", [range(7), range(5), (0, 2, 4), (1, 3)])
def test_a_keeper_of_any_rhythm_never_collapses(weekdays: Iterable[int]) -> None:
    """Nor is anything found at a close."""
    span = moments(keeper(182, weekdays), after(181))
    assert not any(any(each.down) for each in span)


def test_a_keeper_of_one_day_a_week_is_warned_on_that_day_only() -> None:
    """It collapses tonight if nothing is done, which is true on no other day."""
    weekly = keeper(182, {1})
    warned = {
        each.day.weekday()
        for each in moments(weekly, after(181))
        if any(risk in WARNED for risk in each.risks)
    }
    assert warned == {1}


@pytest.mark.parametrize("weekdays", [range(7), range(5), (0, 2, 4), (1, 3)])
def test_a_keeper_of_nine_tenths_of_the_routine_is_hardly_warned(weekdays: Iterable[int]) -> None:
    """Each tenth action left out at random warns on one morning in thirty at most."""
    kept = keeper(364, weekdays)
    found = [
        tally(item.day, item.task)
        for item in kept.tallies
        for at in range(item.count)
        if sha256(f"{item.day} {item.task} {at}".encode()).digest()[0] >= 26
    ]
    assert warned_mornings(replace(kept, tallies=tuple(found)), 364) <= 1.0 / 30.0


def test_a_sinking_pace_is_warned_of_although_every_due_day_feeds_the_pillar() -> None:
    """After twelve weeks one message a day is all that insights get."""
    later = [after(day, STOP) for day in range(28) if day % 7 < 5]
    log = with_tallies(TWELVE_WEEKS, *(tally(day, "message") for day in later))
    seen = [each for each in moments(log, after(27, STOP)) if each.day >= STOP]
    assert {each.standings[INSIGHTS].missed for each in seen} == {0}
    assert {each.risks[INSIGHTS] for each in seen} >= WARNED


# Building, dormant, collapsed, back again.


def test_a_young_log_is_building() -> None:
    """Nine due days closed are not enough, ten are."""
    found = [risk_on(keeper(28), after(day), Pillar.PEOPLE) for day in (0, 11, 12)]
    assert found == [Risk.BUILDING, Risk.BUILDING, Risk.SAFE]


def test_a_building_pillar_has_no_night_left() -> None:
    """Nothing is foretold of what has no usual level yet."""
    outlook = pillar_of(build(keeper(28), after(4)), Pillar.PEOPLE).outlook
    assert (outlook.nights_left, outlook.collapse_on) == (None, None)


def test_rest_days_and_time_off_do_not_make_a_log_older() -> None:
    """Ten due days must have closed, whatever the calendar says."""
    log = replace(keeper(5), time_off=(away(after(7), after(25)),))
    assert risk_on(log, after(30), Pillar.PEOPLE) is Risk.BUILDING


def test_a_pillar_with_a_usual_level_below_two_points_is_building() -> None:
    """A reaction a day brings brand nothing."""
    log = log_of(*routine_on(*(after(day) for day in range(60)), routine={"message": 1}))
    assert risk_on(log, after(60), Pillar.BRAND) is not Risk.SAFE
    assert risk_on(with_tallies(log, tally(after(60), "article")), after(60), Pillar.BRAND) is (
        Risk.BUILDING
    )


def test_a_pillar_that_was_never_fed_is_dormant_after_five_missed_due_days() -> None:
    """Four closed due days are not enough."""
    log = log_of(tally(MONDAY, "message"))
    found = [risk_on(log, after(day), Pillar.BRAND) for day in (3, 4, 5)]
    assert found == [Risk.BUILDING, Risk.BUILDING, Risk.DORMANT]


def test_an_empty_log_is_building_in_every_pillar() -> None:
    """The engine's first day is today; nothing was missed."""
    assert {row.risk for row in build(log_of(), MONDAY).pillars} == {Risk.BUILDING}


def test_feeding_a_dormant_pillar_wakes_it_at_once() -> None:
    """The due days since it was last fed are none today."""
    log = log_of(tally(MONDAY, "message"))
    fed = with_tallies(log, tally(after(14), "share"))
    assert risk_on(log, after(14), Pillar.BRAND) is Risk.DORMANT
    assert risk_on(fed, after(14), Pillar.BRAND) is Risk.BUILDING


def test_a_fed_day_below_the_line_leaves_a_pillar_collapsed() -> None:
    """One comment feeds insights, and is not enough."""
    day = after(15, STOP)
    log = with_tallies(TWELVE_WEEKS, tally(day, "comment"))
    assert risk_on(log, day, Pillar.INSIGHTS) is Risk.COLLAPSED


def test_a_fed_day_above_the_line_ends_a_collapse_at_once() -> None:
    """Two whole routines bring insights back on the day itself."""
    day = after(9, STOP)
    log = with_tallies(TWELVE_WEEKS, *(tally(day, task, 6) for task in ("comment", "share")))
    row = pillar_of(build(log, day), Pillar.INSIGHTS)
    assert row.score >= row.outlook.line
    assert row.risk is not Risk.COLLAPSED


def test_a_collapse_that_was_mended_stays_mended_on_the_next_morning() -> None:
    """The close of the fed day has lifted the state."""
    day = after(9, STOP)
    log = with_tallies(TWELVE_WEEKS, *(tally(day, task, 6) for task in ("comment", "share")))
    assert risk_on(log, after(1, day), Pillar.INSIGHTS) is not Risk.COLLAPSED


def test_a_collapse_does_not_end_because_the_line_sinks_to_the_score() -> None:
    """Without being fed the pillar stays collapsed until its usual level is gone."""
    words = risk_words(TWELVE_WEEKS, after(40, STOP), Pillar.INSIGHTS, after(9, STOP))
    assert words == [("collapsed", 32)]


def test_a_keeper_who_returns_after_a_holiday_recovers() -> None:
    """Three weeks away, then the routine again: lifted close to the line first, then safe."""
    back = after(21, STOP)
    log = with_tallies(
        TWELVE_WEEKS, *routine_on(*(after(day, back) for day in range(28) if day % 7 < 5))
    )
    words = [word for word, _ in risk_words(log, after(27, back), Pillar.INSIGHTS, after(9, STOP))]
    assert words == ["collapsed", "about to collapse", "safe"]


def test_time_off_does_not_stop_a_collapse() -> None:
    """LinkedIn does not know that the user is away."""
    holiday = replace(TWELVE_WEEKS, time_off=(away(STOP, after(20, STOP)),))
    assert risk_on(holiday, after(9, STOP), Pillar.PEOPLE) is Risk.COLLAPSED


def test_the_last_morning_of_a_rest_day_before_a_collapse_is_calm_for_a_keeper() -> None:
    """Nothing is due today, nothing was missed, and the pillar is as strong as usual."""
    weekly = keeper(182, {1})
    monday = next(each for each in moments(weekly, after(175)) if each.day == after(175))
    assert monday.day.weekday() == 0
    assert monday.outlooks[PEOPLE].nights_left == 1
    assert monday.risks[PEOPLE] is Risk.SAFE


# The parts.


def test_a_twentieth_of_the_half_pace_feeds_a_pillar() -> None:
    """2.5 points of people, not a hair less."""
    people = EXAMPLE[PEOPLE]
    assert (is_fed(people, 2.5), is_fed(people, 2.499999)) == (True, False)


def test_the_active_day_does_not_feed_relationships() -> None:
    """A profile view brings one point and ten for being there; four are needed."""
    log = with_tallies(keeper(28), tally(after(28), "profile_view"))
    moment = list(moments(log, after(28), acted=True))[-1]
    assert not moment.standings[RELATIONSHIPS].fed


def test_the_usual_level_is_the_mean_of_the_last_twenty_eight_closes() -> None:
    """Older closes are forgotten."""
    scores = [20.0] * 10 + [4.0] * 14 + [6.0] * 14
    assert usual_of(scores, 2.0, len(scores)) == pytest.approx(3.0, abs=1e-12)


def test_the_usual_level_of_a_young_log_is_the_mean_of_what_there_is() -> None:
    """Fewer than 28 closes count as they are; none give 0."""
    assert usual_of([4.0, 6.0], 2.0, 2) == pytest.approx(3.0, abs=1e-12)
    assert usual_of([], 2.0, 0) == 0.0


def test_the_line_leaves_three_quarters_of_the_usual_level() -> None:
    """A quarter is gone."""
    assert line_of(2.0, 8.0) == 8.0


def test_a_close_is_judged_by_the_closes_before_it() -> None:
    """The closing day is appended after."""
    closes = read_closes(EXAMPLE[PEOPLE], [6.0, 10.0, 2.0], [0.0, 0.0, 0.0], [True] * 3)
    assert closes.usual == pytest.approx((0.0, 4.0, 6.0), abs=1e-12)
    assert closes.line == pytest.approx((2.0, 5.0, 6.5), abs=1e-12)


def closes_of_steps(*steps: tuple[float, float], due: bool = True) -> Closes:
    """Return the closes of people after ten due days at 12 points, and then these steps.

    A step is a score and a dose.
    """
    scores = [12.0] * 10 + [score for score, _ in steps]
    doses = [20.0] * 10 + [dose for _, dose in steps]
    return read_closes(EXAMPLE[PEOPLE], scores, doses, [due] * len(scores))


def test_a_close_below_the_line_takes_a_pillar_down_even_when_it_was_fed() -> None:
    """Being fed is not enough below the line."""
    assert closes_of_steps((9.4, 20.0)).down[-1]


def test_a_close_on_the_line_does_not_take_a_pillar_down() -> None:
    """The line itself is still above."""
    assert not closes_of_steps((9.5, 0.0)).down[-1]


def test_a_close_above_the_line_lifts_a_pillar_only_when_it_was_fed() -> None:
    """Otherwise the state is unchanged."""
    assert closes_of_steps((5.0, 0.0), (10.0, 0.0)).down[-2:] == (True, True)
    assert closes_of_steps((5.0, 0.0), (10.0, 2.5)).down[-2:] == (True, False)


def test_fewer_than_ten_due_days_before_take_no_pillar_down() -> None:
    """Ten closed days of which none was due say nothing."""
    assert not any(closes_of_steps((0.0, 0.0), due=False).down)


def test_nine_due_days_before_take_no_pillar_down() -> None:
    """The tenth is the one that closes."""
    people = EXAMPLE[PEOPLE]
    nine = read_closes(people, [12.0] * 9 + [0.0], [0.0] * 10, [True] * 10)
    ten = read_closes(people, [12.0] * 10 + [0.0], [0.0] * 11, [True] * 11)
    assert (nine.down[-1], ten.down[-1]) == (False, True)


def test_a_usual_level_below_two_points_takes_no_pillar_down() -> None:
    """A quarter of next to nothing is no collapse."""
    scores = [3.9] * 12 + [2.0]
    closes = read_closes(EXAMPLE[PEOPLE], scores, [20.0] * 13, [True] * 13)
    assert not closes.down[-1]


def test_missed_due_days_are_counted_back_to_the_last_fed_day() -> None:
    """Rest days between do not count, nor does the fed day itself."""
    fed = (True, False, False, False, False)
    due = (True, True, False, False, True)
    assert missed_due_days(fed, due, fed_today=False) == 2


def test_a_fed_rest_day_ends_the_missed_due_days() -> None:
    """The pillar does not ask on which day it is fed."""
    assert missed_due_days((False, True), (True, False), fed_today=False) == 0


def test_a_fed_today_leaves_no_missed_due_day() -> None:
    """It was last fed today."""
    assert missed_due_days((False, False), (True, True), fed_today=True) == 0


def test_a_spell_under_the_line_starts_on_its_first_close() -> None:
    """An earlier spell does not count."""
    closes = Closes((), (), (), (True, False, True, True))
    assert down_since(closes, MONDAY) == after(2)


def test_a_pillar_that_is_up_has_no_spell() -> None:
    """Nor has a log without closes."""
    assert down_since(Closes((), (), (), (True, False)), MONDAY) is None
    assert down_since(Closes((), (), (), ()), MONDAY) is None


def standing(share_of_usual: float) -> Standing:
    """Return people at a share of the stock of its usual level, on a Monday."""
    setup = EXAMPLE[PEOPLE]
    return Standing(
        pillar=setup,
        day=STOP,
        stock=setup.stock_for(14.0) * share_of_usual,
        dose=0.0,
        scores=(14.0,) * 28,
        due_closed=20,
        missed=0,
        down=False,
    )


@pytest.mark.parametrize("workdays", [frozenset(range(5)), frozenset({0}), frozenset()])
def test_steady_is_no_more_than_one_and_a_half_due_days_of_fading_below_the_usual_level(
    workdays: frozenset[int],
) -> None:
    """A due day is 7/W days of the clock; without workdays one day."""
    schedule = Schedule(workdays=(working(workdays),))
    allowed = 2.0 ** (-1.5 * 7.0 / (len(workdays) or 7) / 10.0)
    assert is_steady(standing(allowed * 1.0001), schedule)
    assert not is_steady(standing(allowed * 0.9999), schedule)


def test_a_pillar_whose_usual_level_is_out_of_reach_is_not_steady() -> None:
    """No stock gives a usual level at the ceiling."""
    at_ceiling = replace(standing(1.0), scores=(21.0,) * 28)
    assert not is_steady(at_ceiling, Schedule())


def test_a_pillar_that_is_not_steady_is_warned_of_without_a_missed_due_day() -> None:
    """Half of the usual stock is close to the line."""
    outlook = assess(standing(0.72), Schedule())
    assert outlook.risk in WARNED


@pytest.mark.parametrize(("missed", "risk"), [(4, Risk.BUILDING), (5, Risk.DORMANT)])
def test_dormant_needs_five_missed_due_days(missed: int, risk: Risk) -> None:
    """A usual level and a score within 2 points of the floor do not suffice."""
    low = replace(standing(0.0), scores=(3.9,) * 28, missed=missed)
    assert assess(low, Schedule()).risk is risk


def test_a_pillar_two_points_above_its_floor_now_is_not_dormant() -> None:
    """Something has been done lately."""
    awake = replace(standing(1.0), scores=(2.0,) * 28, missed=9)
    assert assess(awake, Schedule()).risk is Risk.BUILDING


def test_a_usual_level_of_two_points_is_a_level() -> None:
    """Below it a pillar is building or dormant."""
    level = replace(standing(0.0), scores=(4.0,) * 28, missed=9)
    assert assess(level, Schedule()).risk is Risk.ABOUT_TO_COLLAPSE


def test_no_collapse_is_foretold_for_a_night_after_the_usual_level_is_gone() -> None:
    """With a half-life of 30 days the level falls below 2 points long before the line is met."""
    setup = replace(EXAMPLE[PEOPLE], half_life=30.0)
    low = Standing(
        pillar=setup,
        day=STOP,
        stock=setup.stock_for(4.1),
        dose=0.0,
        scores=(4.1,) * 28,
        due_closed=20,
        missed=0,
        down=False,
    )
    high = replace(low, stock=setup.stock_for(14.0), scores=(14.0,) * 28)
    assert assess(low, Schedule()).nights_left is None
    assert assess(high, Schedule()).nights_left is not None


@pytest.mark.parametrize(("half_life", "nights"), [(30.6, 59), (30.7, 60), (30.8, None)])
def test_sixty_nights_are_looked_at(half_life: float, nights: int | None) -> None:
    """The last half-life would take 61, on a clock that never rests."""
    setup = replace(EXAMPLE[PEOPLE], half_life=half_life)
    level = replace(standing(1.0), pillar=setup, stock=setup.stock_for(14.0))
    assert assess(level, Schedule(workdays=(working(()),))).nights_left == nights


def test_time_off_is_not_due() -> None:
    """A workday in time off asks for nothing."""
    log = log_of(
        *routine_on(MONDAY), time_off=[away(after(1), after(2))], workdays=[working(range(5))]
    )
    history = history_of(log, after(7))
    assert due_flags(history.closed, history.schedule) == (
        True,
        False,
        False,
        True,
        True,
        False,
        False,
    )


def test_the_idle_scores_begin_with_the_close_of_the_day_itself() -> None:
    """Tonight's close costs nothing more than the morning did."""
    setup = EXAMPLE[PEOPLE]
    found = idle_scores(setup, 100.0, Schedule(), after(4), 3)
    assert found == pytest.approx(
        (setup.score(100.0),) * 3 + (setup.score(100.0 * setup.decay(1.4)),), abs=1e-12
    )


def test_a_larger_network_does_not_move_the_foretold_night() -> None:
    """A higher floor lifts the line by as much."""
    small = replace(TWELVE_WEEKS, profile=Profile(connections=0))
    large = replace(TWELVE_WEEKS, profile=Profile(connections=500, sales_navigator=True))
    nights = [
        tuple(row.outlook.nights_left for row in build(log, STOP).pillars) for log in (small, large)
    ]
    assert nights[0] == nights[1]
    assert len(nights[0]) == len(PILLARS)

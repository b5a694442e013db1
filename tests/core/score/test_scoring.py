"""Units, stocks and scores, among them every number of the worked example."""

from collections.abc import Mapping
from datetime import date

import pytest

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import (
    ACTIONS,
    ACTIVE_DAY,
    ACTIVE_DAY_POINTS,
    ADJUSTMENT,
    BASELINE,
    BEFORE,
    CHECKLIST,
    DEFAULT_TARGETS,
)
from ssi_tui.core.history.history import history_of, now_of
from ssi_tui.core.model import PILLARS, Log, Past, Pillar, Profile
from ssi_tui.core.score.scoring import (
    NOTHING,
    DayUnits,
    PillarSetup,
    days_of,
    fade,
    feeding,
    marginal,
    quality_factor,
    setups,
    starting_stocks,
    units,
)
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import (
    EVERY_DAY,
    EXAMPLE_PROFILE,
    MONDAY,
    MONDAY_TO_FRIDAY,
    ROUTINE,
    after,
    before,
    idle_scores,
    keeper,
    log_of,
    pillar_of,
    routine_on,
    scores_on,
    tally,
    working,
)

BRAND, PEOPLE, INSIGHTS, RELATIONSHIPS = range(4)
EXAMPLE = setups(EXAMPLE_PROFILE)
ONE_DAY = log_of(*routine_on(MONDAY))
TWELVE_WEEKS = keeper(84)
LAST_SUNDAY = date(2026, 3, 29)


def points(*values: float, digits: int = 6) -> object:
    """Return the values with a tolerance of one unit of the last printed digit."""
    return pytest.approx(values, abs=10.0**-digits)


def setup_of(profile: Profile, pillar: Pillar) -> PillarSetup:
    """Return one pillar of a profile."""
    return setups(profile)[PILLARS.index(pillar)]


# The worked example, in its own order.


def test_the_units_of_the_routine_are_those_of_the_worked_example() -> None:
    """The second comment is worth three quarters of the first."""
    day = days_of(routine_on(MONDAY))[MONDAY]
    assert {task: day.units(ACTIONS[task]) for task in ROUTINE} == {
        "comment": 1.75,
        "share": 1.0,
        "message": 1.0,
        "search": 1.0,
        "connect": 1.0,
    }


def test_the_dose_of_the_routine_is_that_of_the_worked_example() -> None:
    """The dose holds the active day, which is 10 points of relationships."""
    doses = days_of(routine_on(MONDAY))[MONDAY].doses()
    assert tuple(sum(dose.values()) for dose in doses) == points(7.75, 19.75, 33.5, 33.5)


def test_the_pace_of_the_first_monday_is_that_of_the_worked_example() -> None:
    """A stock becomes points a week by 7 ln 2 over the half-life."""
    stock = sum(now_of(history_of(ONE_DAY, MONDAY), ONE_DAY).stocks[INSIGHTS].values())
    assert EXAMPLE[INSIGHTS].pace(stock) == pytest.approx(16.254301, abs=1e-6)


def test_the_scores_of_the_first_monday_are_those_of_the_worked_example() -> None:
    """One routine, nothing faded yet."""
    assert scores_on(ONE_DAY, MONDAY) == points(14.236349, 4.363589, 3.890040, 5.554607)


def test_the_total_of_the_first_monday_is_that_of_the_worked_example() -> None:
    """The total is the sum of the four."""
    assert build(ONE_DAY, MONDAY).total == pytest.approx(28.044586, abs=1e-6)


def test_the_breakdown_of_insights_is_that_of_the_worked_example() -> None:
    """The activity part is shared out by stock."""
    row = pillar_of(build(ONE_DAY, MONDAY), Pillar.INSIGHTS)
    assert row.contributions == pytest.approx(
        {"baseline": 1.0, "comment": 1.509722, "share": 0.862699, "message": 0.517619}, abs=1e-6
    )


def test_the_worth_of_a_third_comment_is_that_of_the_worked_example() -> None:
    """It brings 0.5625 of a unit to every pillar."""
    now = now_of(history_of(ONE_DAY, MONDAY), ONE_DAY)
    gains = marginal(EXAMPLE, now.stocks, days_of(ONE_DAY.tallies)[MONDAY], "comment")
    assert gains == points(0.016955, 0.062826, 0.446598, 0.018325)


def test_the_stock_of_the_first_friday_is_that_of_the_worked_example() -> None:
    """Five doses, each faded by a workday of 1.4 days more than the next."""
    friday = after(4)
    log = keeper(5)
    stock = now_of(history_of(log, friday), log).stocks[INSIGHTS]
    assert sum(stock.values()) == pytest.approx(139.2540, abs=1e-4)


def test_the_scores_of_the_first_friday_are_those_of_the_worked_example() -> None:
    """The routine on each of the five days."""
    friday = build(keeper(5), after(4))
    scores = (*(row.score for row in friday.pillars), friday.total)
    assert scores == points(15.098145, 10.062219, 10.748805, 7.506407, 43.415576)


def test_the_first_sunday_is_identical_to_the_friday_before() -> None:
    """The activity clock stands still at the weekend."""
    assert scores_on(keeper(7), after(6)) == scores_on(keeper(7), after(4))


def test_the_second_monday_morning_is_that_of_the_worked_example() -> None:
    """Decay is charged when the day opens."""
    morning = build(keeper(7), after(7))
    scores = (*(row.score for row in morning.pillars), morning.total)
    assert scores == points(15.081423, 9.489124, 10.067241, 7.456765, 42.094554)


def test_twelve_weeks_of_the_routine_give_the_scores_of_the_worked_example() -> None:
    """The routine reaches about three quarters of the way to the ceilings."""
    sunday = build(TWELVE_WEEKS, LAST_SUNDAY)
    scores = (*(row.score for row in sunday.pillars), sunday.total)
    assert scores == points(20.2552, 16.4632, 18.1803, 16.7932, 71.6918, digits=4)


@pytest.mark.parametrize(
    ("pillar", "threshold", "expected"),
    [
        (PEOPLE, 12.5, date(2026, 4, 6)),
        (PEOPLE, 10.0, date(2026, 4, 10)),
        (INSIGHTS, 12.5, date(2026, 4, 8)),
        (INSIGHTS, 10.0, date(2026, 4, 13)),
    ],
)
def test_an_idle_pillar_falls_below_the_thresholds_on_the_dates_of_the_worked_example(
    pillar: int, threshold: float, expected: date
) -> None:
    """It is the first close from the last Sunday on that lies below."""
    stock = sum(now_of(history_of(TWELVE_WEEKS, LAST_SUNDAY), TWELVE_WEEKS).stocks[pillar].values())
    setup = EXAMPLE[pillar]
    nights = (expected - LAST_SUNDAY).days
    *above, below = idle_scores(setup, stock, Schedule(), LAST_SUNDAY, nights)
    assert below < threshold <= min(above)


def test_three_idle_weeks_leave_the_scores_of_the_worked_example() -> None:
    """The two fast pillars have lost more than half, the slow ones little."""
    later = build(TWELVE_WEEKS, date(2026, 4, 19))
    scores = (*(row.score for row in later.pillars), later.total)
    assert scores == points(19.31, 7.40, 7.56, 14.67, 48.94, digits=2)


def test_the_first_idle_week_costs_what_the_worked_example_says() -> None:
    """The change since last Sunday, which opened as it closed, is that loss."""
    week_later = build(TWELVE_WEEKS, date(2026, 4, 5))
    lost = tuple(-row.change_7d for row in week_later.pillars if row.change_7d is not None)
    assert lost == points(0.32, 3.33, 3.82, 0.71, digits=2)


def test_the_par_of_the_next_morning_is_that_of_the_worked_example() -> None:
    """What fades overnight is the dose that would restore the close."""
    closed = history_of(TWELVE_WEEKS, date(2026, 3, 30)).closed
    faded = fade(closed.stocks, EXAMPLE, 7.0 / 5.0)
    par = tuple(
        sum(close.values()) - sum(morning.values())
        for close, morning in zip(closed.stocks, faded, strict=True)
    )
    assert par == points(4.81, 19.69, 33.40, 24.31, digits=2)


@pytest.mark.parametrize(
    ("count", "expected"), [(1, 1.0), (2, 1.75), (4, 2.734375), (20, 3.987315)]
)
def test_comments_of_one_day_are_worth_the_units_of_the_worked_example(
    count: int, expected: float
) -> None:
    """Each further comment is worth three quarters of the one before."""
    day = days_of([tally(MONDAY, "comment", count)])[MONDAY]
    assert day.units(ACTIONS["comment"]) == pytest.approx(expected, abs=1e-6)


def test_invitations_of_three_qualities_are_worth_the_units_of_the_worked_example() -> None:
    """1.3 + 0.8 + 0.32, the best counted first."""
    day = days_of(
        [
            tally(MONDAY, "connect", 1, "plain"),
            tally(MONDAY, "connect", 1, "decision_maker"),
            tally(MONDAY, "connect", 1, "note"),
        ]
    )[MONDAY]
    assert day.units(ACTIONS["connect"]) == pytest.approx(2.42, abs=1e-12)


def test_twenty_comments_in_one_day_are_worth_little_after_four_idle_days() -> None:
    """3.364 points of insights in the worked example."""
    log = log_of(tally(MONDAY, "comment", 20))
    assert scores_on(log, after(4))[INSIGHTS] == pytest.approx(3.364, abs=1e-3)


def test_four_comments_a_day_for_five_days_are_worth_far_more() -> None:
    """9.357 points of insights for the same twenty comments."""
    log = log_of(*(tally(after(day), "comment", 4) for day in range(5)))
    assert scores_on(log, after(4))[INSIGHTS] == pytest.approx(9.357, abs=1e-3)


@pytest.mark.parametrize(
    "weekdays", [MONDAY_TO_FRIDAY, EVERY_DAY, frozenset({0, 2, 4}), frozenset({1}), frozenset()]
)
def test_an_idle_week_costs_the_same_whatever_the_workdays(weekdays: frozenset[int]) -> None:
    """A stock of 100 with a half-life of 10 days leaves 61.557221."""
    schedule = Schedule(workdays=(working(weekdays),))
    clock = sum(schedule.clock(after(day)) for day in range(7))
    assert 100.0 * EXAMPLE[INSIGHTS].decay(clock) == pytest.approx(61.557221, abs=1e-6)


def test_without_workdays_every_day_is_one_and_due() -> None:
    """Ten days of the routine, of which ten were due, and the whole of it is asked for."""
    log = replace(keeper(10, weekdays=EVERY_DAY), workdays=(working(()),))
    assert scores_on(log, after(9))[:4] == pytest.approx(
        (16.050657, 13.953239, 15.312976, 9.562057), abs=1e-6
    )
    dashboard = build(log, after(10))
    assert dashboard.source.history.due == (True,) * 10
    assert (dashboard.due, dashboard.rest) == (True, False)
    assert [row.target for row in dashboard.tasks] == [2, 1, 1, 1, 1]


# Parameters.


@pytest.mark.parametrize(
    ("action", "minutes", "repeat", "weights"),
    [
        ("comment", 2.0, 0.75, (1.0, 1.0, 10.0, 2.0)),
        ("share", 3.0, 0.50, (6.0, 0.0, 10.0, 1.0)),
        ("message", 2.0, 0.75, (0.0, 1.0, 6.0, 10.0)),
        ("search", 2.0, 0.60, (0.0, 7.0, 0.0, 4.0)),
        ("connect", 2.0, 0.80, (0.0, 10.0, 0.0, 5.0)),
        ("reaction", 0.2, 0.70, (0.0, 0.0, 1.5, 0.5)),
        ("reply", 1.0, 0.75, (1.0, 0.0, 6.0, 6.0)),
        ("answer", 1.0, 0.75, (1.0, 0.0, 6.0, 6.0)),
        ("profile_view", 0.5, 0.70, (0.0, 2.0, 0.0, 1.0)),
        ("invite_in", 0.5, 0.80, (0.0, 4.0, 0.0, 3.0)),
        ("invite_ok", 0.0, 0.80, (0.0, 5.0, 0.0, 4.0)),
        ("group", 5.0, 0.60, (1.0, 3.0, 10.0, 3.0)),
        ("event", 5.0, 0.60, (1.0, 2.0, 8.0, 3.0)),
        ("post", 10.0, 0.40, (10.0, 1.0, 12.0, 2.0)),
        ("article", 45.0, 0.30, (30.0, 2.0, 15.0, 3.0)),
        ("recommend", 4.0, 0.50, (10.0, 0.0, 1.0, 4.0)),
        ("profile_upkeep", 10.0, 0.30, (15.0, 0.0, 0.0, 0.0)),
        ("inmail", 3.0, 0.75, (0.0, 2.0, 6.0, 12.0)),
    ],
)
def test_an_action_has_the_minutes_the_repeat_factor_and_the_points_of_the_table(
    action: str, minutes: float, repeat: float, weights: tuple[float, ...]
) -> None:
    """The published parameters, row by row."""
    found = ACTIONS[action]
    assert (found.minutes, found.repeat, found.points) == (minutes, repeat, weights)


def test_the_table_holds_eighteen_actions() -> None:
    """The active day is automatic and no action."""
    assert len(ACTIONS) == 18
    assert ACTIVE_DAY not in ACTIONS


@pytest.mark.parametrize(
    ("pillar", "half_life", "half_pace", "ceiling"),
    [
        (Pillar.BRAND, 60.0, 20.0, 25.0),
        (Pillar.PEOPLE, 10.0, 50.0, 21.0),
        (Pillar.INSIGHTS, 10.0, 80.0, 23.0),
        (Pillar.RELATIONSHIPS, 45.0, 80.0, 23.0),
    ],
)
def test_a_pillar_has_the_constants_of_the_table(
    pillar: Pillar, half_life: float, half_pace: float, ceiling: float
) -> None:
    """The published parameters without Sales Navigator."""
    setup = setup_of(Profile(), pillar)
    assert (setup.half_life, setup.half_pace, setup.ceiling) == (half_life, half_pace, ceiling)
    assert (setup.offset, setup.gain, setup.start) == (0.0, 1.0, 0.0)


@pytest.mark.parametrize(
    ("action", "quality", "factor"),
    [
        ("connect", "note", 1.0),
        ("connect", "plain", 0.5),
        ("connect", "decision_maker", 1.3),
        ("comment", "thoughtful", 1.0),
        ("comment", "short", 0.5),
        ("message", "sent", 1.0),
        ("message", "replied", 1.5),
        ("share", "original", 1.0),
        ("share", "reshare", 1.0),
    ],
)
def test_a_quality_has_its_factor(action: str, quality: str, factor: float) -> None:
    """The published factors."""
    assert quality_factor(action, quality) == factor


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_no_quality_counts_as_one(action: str) -> None:
    """What nobody judged is worth the table's points."""
    assert quality_factor(action, None) == 1.0


def test_only_four_tasks_have_qualities() -> None:
    """The other actions cannot be judged."""
    assert {action.id for action in ACTIONS.values() if action.qualities} == {
        "comment",
        "share",
        "message",
        "connect",
    }


def test_the_default_routine_takes_thirteen_minutes() -> None:
    """Two comments and one of each of the other four."""
    assert DEFAULT_TARGETS == ROUTINE
    assert sum(count * ACTIONS[task].minutes for task, count in ROUTINE.items()) == 13.0


# Units and doses.


def test_the_order_of_entry_does_not_change_the_units() -> None:
    """The best one of the day always comes first."""
    pairs = [(0.5, 1), (1.3, 2), (1.0, 1)]
    assert units(pairs, 0.8) == pytest.approx(units(reversed(pairs), 0.8), abs=1e-12)


def test_qualities_are_counted_from_the_best_to_the_worst() -> None:
    """A short comment before a thoughtful one does not take its place."""
    day = days_of(
        [tally(MONDAY, "comment", 1, "short"), tally(MONDAY, "comment", 1, "thoughtful")]
    )[MONDAY]
    assert day.units(ACTIONS["comment"]) == 1.0 + 0.5 * 0.75


def test_a_count_is_worth_as_much_as_that_many_single_entries() -> None:
    """A count is the closed form of its repeats."""
    single = [tally(MONDAY, "message", 1, "replied") for _ in range(5)]
    at_once = [tally(MONDAY, "message", 5, "replied")]
    action = ACTIONS["message"]
    assert days_of(single)[MONDAY].units(action) == pytest.approx(
        days_of(at_once)[MONDAY].units(action), abs=1e-12
    )


def test_a_day_with_nothing_has_no_units_and_no_dose() -> None:
    """Without an entry the day is not an active day either."""
    assert NOTHING.units(ACTIONS["comment"]) == 0.0
    assert NOTHING.doses() == ({}, {}, {}, {})


def test_a_dose_names_only_the_actions_that_feed_the_pillar() -> None:
    """A search feeds people and relationships."""
    doses = days_of([tally(MONDAY, "search")])[MONDAY].doses()
    assert doses == ({}, {"search": 7.0}, {}, {"search": 4.0, ACTIVE_DAY: 10.0})


def test_the_active_day_counts_once_however_much_is_done() -> None:
    """It says that the person was there."""
    day = DayUnits({"reaction": ((1.0, 30),), "article": ((1.0, 1),)})
    assert [dose.get(ACTIVE_DAY, 0.0) for dose in day.doses()] == list(ACTIVE_DAY_POINTS)


def test_the_active_day_is_no_part_of_what_feeds_a_pillar() -> None:
    """A pillar is fed by its own actions only."""
    doses = days_of(routine_on(MONDAY))[MONDAY].doses()
    assert feeding(doses) == points(7.75, 19.75, 33.5, 23.5)


def test_the_first_action_of_a_day_is_worth_the_active_day_too() -> None:
    """One reaction on a free day brings 10.5 points to relationships."""
    gain = marginal(EXAMPLE, ({}, {}, {}, {}), NOTHING, "reaction")[RELATIONSHIPS]
    setup = EXAMPLE[RELATIONSHIPS]
    assert gain == pytest.approx(setup.score(10.5) - setup.score(0.0), abs=1e-12)


def test_a_further_action_of_a_day_does_not_bring_the_active_day_again() -> None:
    """The second reaction brings 0.35 of a point to relationships."""
    log = log_of(tally(MONDAY, "reaction"))
    stocks = now_of(history_of(log, MONDAY), log).stocks
    gain = marginal(EXAMPLE, stocks, days_of(log.tallies)[MONDAY], "reaction")[RELATIONSHIPS]
    setup = EXAMPLE[RELATIONSHIPS]
    assert gain == pytest.approx(setup.score(10.85) - setup.score(10.5), abs=1e-12)


def test_one_more_of_an_action_is_one_of_ordinary_quality() -> None:
    """Where nobody says anything else."""
    more = NOTHING.with_more("comment").with_more("share", 2, 0.5)
    assert more == DayUnits({"comment": ((1.0, 1),), "share": ((0.5, 2),)})


def test_one_more_of_an_action_joins_those_of_the_day() -> None:
    """The second comment is worth three quarters."""
    more = NOTHING.with_more("comment").with_more("comment")
    assert more.units(ACTIONS["comment"]) == 1.75


# Scores.


def test_a_pace_of_one_half_pace_reaches_half_of_the_way_to_the_ceiling() -> None:
    """K is named after that."""
    setup = EXAMPLE[INSIGHTS]
    stock = setup.stock_for(12.0)
    assert setup.pace(stock) == pytest.approx(setup.half_pace, abs=1e-9)
    assert setup.score(stock) == pytest.approx((1.0 + 23.0) / 2.0, abs=1e-12)


def test_a_stock_halves_after_one_half_life_of_the_clock() -> None:
    """Half-lives are in days of the activity clock."""
    assert [setup.decay(setup.half_life) for setup in EXAMPLE] == [0.5] * 4


def test_the_stock_for_the_floor_or_less_is_none() -> None:
    """No activity is needed for what the profile gives."""
    setup = EXAMPLE[PEOPLE]
    assert (setup.stock_for(2.0), setup.stock_for(1.0)) == (0.0, 0.0)


def test_no_stock_reaches_the_ceiling() -> None:
    """The gap is halved for ever, never closed."""
    assert EXAMPLE[PEOPLE].stock_for(21.0) == float("inf")


def test_a_gain_of_nothing_leaves_every_score_above_the_floor_out_of_reach() -> None:
    """A personal gain of 0 means that activity changes nothing."""
    setup = replace(EXAMPLE[PEOPLE], gain=0.0)
    assert (setup.stock_for(2.5), setup.score(1e9)) == (float("inf"), 2.0)


def test_a_small_gain_leaves_the_scores_within_its_reach() -> None:
    """A twentieth of the way from 2 to 21 ends at 2.95."""
    setup = replace(EXAMPLE[PEOPLE], gain=0.05)
    assert setup.score(setup.stock_for(2.9)) == pytest.approx(2.9, abs=1e-12)
    assert setup.stock_for(2.95) == float("inf")


def test_a_pillar_has_no_personal_numbers_unless_they_are_given() -> None:
    """No offset, a gain of one, nothing from before the log."""
    setup = PillarSetup(Pillar.PEOPLE, 2.0, 21.0, 10.0, 50.0)
    assert setup == EXAMPLE[PEOPLE]
    assert setup.before == 0.0


@pytest.mark.parametrize(("offset", "floor"), [(-5.0, 0.0), (0.5, 2.5), (40.0, 25.0)])
def test_the_floor_stays_in_the_range_of_a_pillar(offset: float, floor: float) -> None:
    """A personal offset cannot leave 0 to 25."""
    setup = replace(EXAMPLE[PEOPLE], offset=offset)
    assert (setup.floor, setup.score(0.0)) == (floor, floor)


def test_a_score_never_passes_twenty_five() -> None:
    """A personal gain cannot leave 0 to 25."""
    assert replace(EXAMPLE[BRAND], gain=3.0).score(1e6) == 25.0


def test_a_log_without_entries_scores_its_baselines() -> None:
    """The profile alone: 14, 2, 1 and 5 points."""
    assert scores_on(log_of(), MONDAY) == (14.0, 2.0, 1.0, 5.0)


# Breakdown.


def test_the_breakdown_without_activity_is_the_baseline() -> None:
    """There is nothing to share out."""
    assert EXAMPLE[PEOPLE].breakdown({}) == {BASELINE: 2.0}


def test_the_breakdown_shares_the_activity_part_out_by_stock() -> None:
    """A stock three times as large has three times the share."""
    setup = EXAMPLE[PEOPLE]
    parts = setup.breakdown({"connect": 30.0, "search": 10.0})
    assert parts["connect"] == pytest.approx(3.0 * parts["search"], abs=1e-12)
    assert sum(parts.values()) == pytest.approx(setup.score(40.0), abs=1e-12)


def test_a_personal_offset_stands_in_the_breakdown_as_an_adjustment() -> None:
    """The adjustment is what the offset does to the floor."""
    parts = replace(EXAMPLE[PEOPLE], offset=-5.0).breakdown({"connect": 200.0})
    assert parts[BASELINE] == 2.0
    assert parts[ADJUSTMENT] == -2.0


def test_the_active_day_has_its_own_part_in_the_breakdown() -> None:
    """Relationships grow by being there."""
    row = pillar_of(build(ONE_DAY, MONDAY), Pillar.RELATIONSHIPS)
    assert row.contributions[ACTIVE_DAY] == pytest.approx(
        (row.score - row.floor) * 10.0 / 33.5, abs=1e-12
    )


# Baselines, tiers, bands, ceilings.


def test_the_full_checklist_is_worth_fourteen_points_of_brand() -> None:
    """The eleven items of the table."""
    assert CHECKLIST == {
        "photo": 2.0,
        "background": 1.0,
        "headline": 2.0,
        "about": 2.0,
        "experience": 2.0,
        "education": 0.5,
        "skills": 0.5,
        "media": 1.0,
        "recommendations": 1.5,
        "endorsements": 1.0,
        "connections_500": 0.5,
    }
    assert setup_of(EXAMPLE_PROFILE, Pillar.BRAND).base == 14.0


def test_the_profile_that_nobody_answered_for_has_photo_headline_experience_education() -> None:
    """6.5 points of brand, 150 connections, no Sales Navigator."""
    assert tuple(setup.base for setup in setups(Profile())) == (6.5, 2.0, 1.0, 3.5)


def test_an_empty_checklist_gives_no_points_of_brand() -> None:
    """Nothing filled in, nothing to see."""
    assert setup_of(Profile(checklist=frozenset()), Pillar.BRAND).base == 0.0


@pytest.mark.parametrize(
    ("connections", "base"),
    [
        (0, 1.0),
        (49, 1.0),
        (50, 2.0),
        (149, 2.0),
        (150, 3.5),
        (299, 3.5),
        (300, 5.0),
        (499, 5.0),
        (500, 6.0),
        (30_000, 6.0),
    ],
)
def test_the_size_of_the_network_sets_the_baseline_of_relationships(
    connections: int, base: float
) -> None:
    """The five tiers, each from its least number on."""
    assert setup_of(Profile(connections=connections), Pillar.RELATIONSHIPS).base == base


def test_five_hundred_connections_do_not_tick_the_item_of_the_checklist() -> None:
    """The item is an ordinary one, which the user sets."""
    few, many = Profile(connections=10), Profile(connections=500)
    assert setup_of(few, Pillar.BRAND).base == setup_of(many, Pillar.BRAND).base


def test_sales_navigator_lifts_every_ceiling_to_twenty_five() -> None:
    """The full hundred needs it."""
    profile = replace(EXAMPLE_PROFILE, sales_navigator=True)
    assert [setup.ceiling for setup in setups(profile)] == [25.0] * 4


def test_sales_navigator_lifts_the_score_of_the_same_activity() -> None:
    """The same share of a longer way, except where the ceiling was 25 before."""
    free = scores_on(TWELVE_WEEKS, LAST_SUNDAY)
    profile = replace(EXAMPLE_PROFILE, sales_navigator=True)
    paid = scores_on(replace(TWELVE_WEEKS, profile=profile), LAST_SUNDAY)
    assert paid[BRAND] == free[BRAND]
    assert paid[PEOPLE] == pytest.approx(2.0 + (free[PEOPLE] - 2.0) * 23.0 / 19.0, abs=1e-9)


def test_the_profile_of_today_holds_for_the_whole_log() -> None:
    """A network that has grown lifts the past scores too, so that the change is activity alone."""
    small = build(replace(TWELVE_WEEKS, profile=Profile(connections=0)), LAST_SUNDAY)
    row = pillar_of(small, Pillar.RELATIONSHIPS)
    assert row.change_7d is not None
    assert row.change_7d < 1.0


# Activity from before the log.


def answering(past: Past) -> Profile:
    """Return the example profile with an answer about the month before the log."""
    return replace(EXAMPLE_PROFILE, past=past)


def parts_from_before(log: Log, day: date) -> tuple[float, ...]:
    """Return what the time before the log brings to each pillar on a day."""
    return tuple(row.contributions[BEFORE] for row in build(log, day).pillars)


@pytest.mark.parametrize(
    ("past", "start"),
    [(Past.UNKNOWN, 0.0), (Past.NONE, 0.0), (Past.SOME, 0.8), (Past.ROUTINE, 1.8)],
)
def test_the_answer_about_the_past_sets_the_pace_before_the_log(past: Past, start: float) -> None:
    """On a Sunday the clock stands still, so that the stock is still that of Saturday's close."""
    found = scores_on(log_of(profile=answering(past)), after(6))
    share = 1.0 - 2.0**-start
    expected = [setup.base + (setup.ceiling - setup.base) * share for setup in EXAMPLE]
    assert found == pytest.approx(expected, abs=1e-9)


def test_the_stock_from_before_the_log_is_that_of_the_worked_example() -> None:
    """At the close of the Sunday before the first Monday, which then fades it."""
    found = starting_stocks(setups(answering(Past.ROUTINE)))
    before_it = tuple(stock[BEFORE] for stock in found)
    assert before_it == points(445.1745, 185.4894, 296.7830, 1335.5234, digits=4)
    assert build(log_of(profile=answering(Past.ROUTINE)), MONDAY).total == pytest.approx(
        70.2544, abs=1e-4
    )


@pytest.mark.parametrize("answered", [-300, 0, 3, 21, None])
def test_the_day_of_the_answer_about_the_past_changes_nothing(answered: int | None) -> None:
    """The routine kept for three weeks: the worked numbers, whenever it was answered."""
    said_on = None if answered is None else after(answered)
    profile = replace(answering(Past.ROUTINE), past_answered=said_on)
    log = replace(keeper(21), profile=profile)
    assert build(log, after(21)).total == pytest.approx(72.6213, abs=1e-4)
    found = parts_from_before(log, after(21))
    assert found == points(6.0473, 2.8488, 3.2212, 8.9695, digits=4)


def test_a_log_that_reaches_further_back_moves_the_time_before_it() -> None:
    """The worked numbers with the routine from 8 December on, found in an archive, say."""
    log = replace(keeper(49, first=date(2025, 12, 8)), profile=answering(Past.ROUTINE))
    assert build(log, after(21)).total == pytest.approx(73.4225, abs=1e-4)
    found = parts_from_before(log, after(21))
    assert found == points(4.3368, 0.4035, 0.4536, 5.7036, digits=4)


def test_the_stock_from_before_feeds_no_pillar() -> None:
    """It is a past level, not something that was done."""
    log = log_of(tally(MONDAY, "search"), profile=answering(Past.ROUTINE))
    closed = history_of(log, after(2)).closed
    assert closed.doses == ((0.0, 0.0), (7.0, 0.0), (0.0, 0.0), (4.0, 0.0))


# The closed days.


def test_an_entry_of_a_later_day_does_not_change_an_earlier_one() -> None:
    """Each close knows only what came before."""
    whole, part = TWELVE_WEEKS, before(TWELVE_WEEKS, after(40))
    assert history_of(whole, after(40)).closed == history_of(part, after(40)).closed


def test_a_log_that_begins_today_has_no_closed_day() -> None:
    """The engine's first day is the first day of the log."""
    closed = history_of(ONE_DAY, MONDAY).closed
    assert (closed.first, closed.until, closed.length) == (MONDAY, MONDAY, 0)


def test_the_score_of_a_day_outside_the_closed_ones_is_unknown() -> None:
    """Neither the day before the log nor today has a close."""
    closed = history_of(TWELVE_WEEKS, after(2)).closed
    found = [closed.score_on(BRAND, after(day)) is None for day in (-1, 0, 1, 2)]
    assert found == [True, False, False, True]


def test_fading_by_nothing_changes_nothing() -> None:
    """A rest day is bit-equal to the day before."""
    stocks: tuple[Mapping[str, float], ...] = ({"comment": 0.1}, {}, {"share": 0.3}, {})
    assert fade(stocks, EXAMPLE, 0.0) is stocks

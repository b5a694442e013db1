"""The collapse line, the flags that follow from it, and the night of a collapse."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

import pytest

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.model import PILLARS, Log, Pillar, Profile, Risk
from ssi_tui.core.score.forecast import WARNED, Standing, ahead_of, assess, is_quiet
from ssi_tui.core.score.scoring import PillarSetup, setups
from ssi_tui.core.score.track import Track, is_fed, turn_of
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import (
    EXAMPLE_PROFILE,
    MONDAY,
    SUNK,
    after,
    away,
    idle_scores,
    keeper,
    log_of,
    moments,
    pillar_of,
    risk_on,
    risk_words,
    routine_on,
    tally,
    walked,
    with_tallies,
    working,
)

BRAND, PEOPLE, INSIGHTS, RELATIONSHIPS = range(4)
EXAMPLE = setups(EXAMPLE_PROFILE)
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


def test_after_twelve_weeks_the_lines_are_those_of_the_worked_example() -> None:
    """People has opened at 96 % of its usual part at the least, and has no gap."""
    rows = build(TWELVE_WEEKS, STOP).pillars
    lines = [row.outlook.line for row in rows]
    assert lines == pytest.approx([18.3801, 12.8216, 13.8561, 13.4009], abs=5e-5)
    _, reached = walked(TWELVE_WEEKS, STOP)
    people = reached.tracks[PEOPLE]
    assert people.gap == 0
    assert people.low == pytest.approx(0.958543, abs=5e-7)


@pytest.mark.parametrize(
    ("pillar", "score", "line"), [(Pillar.PEOPLE, 4.062, 12.287), (Pillar.INSIGHTS, 3.523, 13.243)]
)
def test_five_idle_weeks_leave_the_line_at_which_a_pillar_fell(
    pillar: Pillar, score: float, line: float
) -> None:
    """It falls on 7 April, and its line does not sink under somebody who is away."""
    row = pillar_of(build(TWELVE_WEEKS, date(2026, 5, 4)), pillar)
    assert row.risk is Risk.COLLAPSED
    assert row.down_since == date(2026, 4, 7)
    assert [row.score, row.outlook.line] == pytest.approx([score, line], abs=5e-4)


RETURN = date(2026, 5, 4)
RETURNED = with_tallies(TWELVE_WEEKS, *routine_on(*(after(day, RETURN) for day in (0, 1, 2, 3, 4))))
RETURNED = with_tallies(RETURNED, *routine_on(*(after(day, RETURN) for day in (7, 8, 9, 10, 11))))
"""The keeper who is back after five idle weeks, and keeps the routine for two."""


@pytest.mark.parametrize(("pillar", "score"), [(PEOPLE, 13.194), (INSIGHTS, 14.432)])
def test_a_return_takes_as_long_as_in_the_worked_example(pillar: int, score: float) -> None:
    """Recovering on the first day, back at the close of 14 May."""
    found = list(moments(RETURNED, after(11, RETURN), acted=True))
    risks = {each.day: each.risks[pillar] for each in found}
    assert {risks[after(day, RETURN)] for day in range(10)} == {Risk.RECOVERING}
    back = date(2026, 5, 14)
    assert risks[back] is Risk.SAFE
    assert [each.day for each in found if each.down[pillar]][-1] == back - DAY
    closes, _ = walked(RETURNED, back + DAY)
    assert closes[-1].scores[pillar] == pytest.approx(score, abs=5e-4)


def test_without_workdays_every_day_is_due_as_in_the_worked_example() -> None:
    """Ten days of the routine, weekends included, are ten due days."""
    days = routine_on(*(after(day) for day in range(10)))
    closes, _ = walked(log_of(*days, workdays=[working(())]), after(10))
    expected = [16.050657, 13.953239, 15.312976, 9.562057]
    assert closes[-1].scores == pytest.approx(expected, abs=5e-7)
    assert closes[-1].due_closed == 10


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
    """After twelve weeks the level that is left is the usual one, and it is next to nothing."""
    words = risk_words(TWELVE_WEEKS, after(120, STOP), Pillar.PEOPLE, STOP)
    assert words == [
        ("safe", 3),
        ("watch", 3),
        ("about to collapse", 3),
        ("collapsed", 84),
        ("dormant", 28),
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


def test_a_pillar_with_a_usual_level_below_three_points_is_building() -> None:
    """Messages bring brand nothing, and an article today is no usual level."""
    log = log_of(*routine_on(*(after(day) for day in range(60)), routine={"message": 1}))
    assert risk_on(log, after(60), Pillar.BRAND) is Risk.DORMANT
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


def test_a_fed_day_below_the_line_makes_a_pillar_recover() -> None:
    """One comment feeds insights, and is not enough."""
    day = after(15, STOP)
    log = with_tallies(TWELVE_WEEKS, tally(day, "comment"))
    row = pillar_of(build(log, day), Pillar.INSIGHTS)
    assert row.risk is Risk.RECOVERING
    assert row.down_since == date(2026, 4, 7)


def test_a_recovery_that_is_broken_off_is_a_collapse_again() -> None:
    """From the morning after the first due day that did not feed the pillar."""
    day = after(15, STOP)
    log = with_tallies(TWELVE_WEEKS, tally(day, "comment"))
    assert risk_words(log, after(4, day), Pillar.INSIGHTS, day) == [
        ("collapsed", 1),
        ("recovering", 1),
        ("collapsed", 3),
    ]


def test_a_pillar_that_falls_on_a_day_that_fed_it_is_not_recovering() -> None:
    """Only what was done since the fall brings it back."""
    tuesday = date(2026, 4, 7)
    log = with_tallies(TWELVE_WEEKS, tally(tuesday, "profile_view", 2))
    assert risk_on(log, tuesday, Pillar.PEOPLE) is Risk.ABOUT_TO_COLLAPSE
    assert risk_on(log, after(1, tuesday), Pillar.PEOPLE) is Risk.COLLAPSED


def much_on(day: date) -> Log:
    """Return the log in which the idle keeper does two days' comments and shares on a day."""
    return with_tallies(TWELVE_WEEKS, *(tally(day, task, 6) for task in ("comment", "share")))


def test_a_fed_day_above_the_line_ends_a_collapse_at_once() -> None:
    """Also by the fading of one more due day, so that it is not under it again tomorrow."""
    day = after(9, STOP)
    row = pillar_of(build(much_on(day), day), Pillar.INSIGHTS)
    assert row.score >= row.outlook.line
    assert (row.risk, row.outlook.nights_left, row.down_since) == (Risk.SAFE, None, None)


def test_a_collapse_that_was_mended_stays_mended_on_the_next_morning() -> None:
    """The close of the fed day has lifted the state."""
    day = after(9, STOP)
    assert risk_on(much_on(day), after(1, day), Pillar.INSIGHTS) not in (
        Risk.COLLAPSED,
        Risk.RECOVERING,
    )


def test_a_keeper_who_returns_after_a_holiday_recovers() -> None:
    """Three weeks away, then the routine again: safe from the day on which it is back."""
    back = after(21, STOP)
    log = with_tallies(
        TWELVE_WEEKS, *routine_on(*(after(day, back) for day in range(28) if day % 7 < 5))
    )
    words = [word for word, _ in risk_words(log, after(27, back), Pillar.INSIGHTS, after(9, STOP))]
    assert words == ["collapsed", "recovering", "safe"]


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


# A warning, and what lifts it.


@pytest.mark.parametrize(
    ("task", "score", "night", "risk"),
    [
        (None, 12.7549, date(2026, 2, 3), Risk.WATCH),
        ("comment", 12.8101, date(2026, 2, 4), Risk.WATCH),
        ("message", 12.8101, date(2026, 2, 4), Risk.WATCH),
        ("search", 13.1341, date(2026, 2, 4), Risk.SAFE),
        ("connect", 13.2912, date(2026, 2, 4), Risk.SAFE),
    ],
)
def test_only_what_feeds_a_pillar_lifts_its_warning(
    task: str | None, score: float, night: date, risk: Risk
) -> None:
    """As in the worked example: a comment moves the night of people, and does not feed them."""
    day = date(2026, 1, 29)
    row = pillar_of(
        build(SUNK if task is None else with_tallies(SUNK, tally(day, task)), day), Pillar.PEOPLE
    )
    assert row.score == pytest.approx(score, abs=5e-5)
    assert (row.outlook.collapse_on, row.risk) == (night, risk)


# Somebody with gaps.

MONDAYS = log_of(*routine_on(*(after(7 * week) for week in range(26))))
"""Half a year of the routine on Mondays, four due days without anything after each."""


def test_who_is_used_to_gaps_has_a_lower_line() -> None:
    """It lies well below the low that the gaps leave."""
    _, reached = walked(MONDAYS, after(182))
    track = reached.tracks[INSIGHTS]
    assert track.gap == 4
    assert track.low == pytest.approx(0.808, abs=5e-4)
    share = (track.line - track.pillar.floor) / track.usual
    assert share == pytest.approx(0.7 * track.low, abs=1e-12)


def test_who_is_used_to_gaps_is_not_warned_in_them() -> None:
    """Once the rhythm is known."""
    late = [each for each in moments(MONDAYS, after(181)) if each.day >= after(42)]
    assert not any(risk in WARNED for each in late for risk in each.risks)


def test_who_is_used_to_gaps_is_warned_when_one_is_longer() -> None:
    """The Monday after the last one is left out."""
    words = risk_words(MONDAYS, after(192), Pillar.INSIGHTS, after(180))
    assert words == [("safe", 5), ("watch", 3), ("about to collapse", 3), ("collapsed", 2)]


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


def track_at(*levels: float, due: int = 10, setup: PillarSetup = EXAMPLE[PEOPLE]) -> Track:
    """Return the track of a pillar after closes at these scores, with so many due days closed."""
    track = Track(setup)
    track.counted, track.due_closed = list(levels), due
    track.settle()
    return track


def close_at(track: Track, score: float, *, fed: bool = False, on: date = MONDAY) -> bool:
    """Close a day at a score, and tell whether the pillar is down after it."""
    stock = track.pillar.stock_for(score)
    track.close(turn_of(Schedule(), on), stock, stock, fed)
    return track.fell_on is not None


def test_the_usual_level_is_the_mean_of_the_last_twenty_eight_closes() -> None:
    """Older closes are forgotten; none give 0."""
    track = track_at()
    assert track.usual == 0.0
    for at, score in enumerate([20.0] * 10 + [4.0] * 14 + [6.0] * 14):
        close_at(track, score, on=after(7 * at + 5))
    assert track.usual == pytest.approx(3.0, abs=1e-9)


def test_the_line_leaves_three_quarters_of_the_usual_level() -> None:
    """A quarter is gone."""
    assert track_at(10.0, 10.0).line == 8.0


def test_a_close_is_judged_by_the_closes_before_it() -> None:
    """The closing day is appended after."""
    track = track_at(10.0)
    assert not close_at(track, 8.5)
    assert track.usual == pytest.approx(7.25, abs=1e-9)


@pytest.mark.parametrize(("score", "down"), [(9.4, True), (9.6, False)])
@pytest.mark.parametrize("fed", [False, True])
def test_a_close_below_the_line_takes_a_pillar_down_even_when_it_was_fed(
    score: float, down: bool, fed: bool
) -> None:
    """The line of twelve points is at 9.5."""
    assert close_at(track_at(*[12.0] * 10), score, fed=fed) is down


@pytest.mark.parametrize(
    ("score", "fed", "down"), [(20.0, False, True), (10.0, True, True), (10.5, True, False)]
)
def test_a_pillar_is_back_when_it_is_fed_and_a_due_day_does_not_undo_it(
    score: float, fed: bool, down: bool
) -> None:
    """Its line is at 9.5, and a due day takes more than half a point from ten."""
    track = track_at(*[12.0] * 10)
    close_at(track, 5.0)
    assert close_at(track, score, fed=fed, on=after(1)) is down
    assert (track.back_on == after(1)) is not down


def test_the_line_of_a_pillar_that_is_down_does_not_move() -> None:
    """Nor do the closes under it count once it is back."""
    track = track_at(*[12.0] * 28)
    for day in range(30):
        close_at(track, 5.0, on=after(day))
        assert (track.usual, track.line) == (10.0, 9.5)
    assert not close_at(track, 12.0, fed=True, on=after(30))
    assert track.usual == pytest.approx(10.0, abs=1e-9)


def test_a_fall_ends_after_eighty_four_nights_and_takes_its_level_with_it() -> None:
    """What is usual by then counts, and the rhythm begins anew."""
    track = track_at(*[12.0] * 28)
    for day in range(84):
        assert close_at(track, 6.0, on=after(day), fed=day % 2 == 0)
    assert not close_at(track, 6.0, on=after(84))
    assert track.usual == pytest.approx(4.0, abs=1e-9)
    assert track.back_on is None
    assert (track.fed_closes, track.gap, track.low) == ([], 0, 1.0)


def test_fewer_than_ten_due_days_before_take_no_pillar_down() -> None:
    """The tenth is the one that closes."""
    assert not close_at(track_at(*[12.0] * 10, due=9), 3.0)


def test_a_usual_level_below_three_points_takes_no_pillar_down() -> None:
    """A quarter of next to nothing is no collapse."""
    assert not close_at(track_at(*[4.99] * 12), 2.0)
    assert close_at(track_at(*[5.0] * 12), 2.0)


def fed_on(track: Track, *days: int, score: float = 12.0) -> None:
    """Close workdays of one level, of which those days after the first Monday feed the pillar."""
    for day in range(days[-1] + 1):
        close_at(track, score, fed=day in days, on=after(day))


def test_missed_due_days_are_counted_back_to_the_last_fed_day() -> None:
    """Rest days between do not count, nor does the fed day itself; a fed rest day ends them."""
    track = track_at(*[12.0] * 10)
    fed_on(track, 3)
    found = []
    for day in range(4, 13):
        close_at(track, 12.0, on=after(day), fed=day == 12)
        found.append(track.missed)
    assert found == [1, 1, 1, 2, 3, 4, 5, 6, 0]


def test_the_gap_is_the_longest_that_the_pillar_was_fed_after() -> None:
    """Of five days or more; fewer make no rhythm."""
    track = track_at(*[12.0] * 10)
    fed_on(track, 0, 1, 2, 8)
    assert (track.gap, track.low) == (0, 1.0)
    close_at(track, 12.0, fed=True, on=after(9))
    assert track.gap == 3


def test_the_rhythm_looks_ninety_one_nights_back_from_the_last_fed_day() -> None:
    """A longer gap from before is forgotten, not one that nothing has followed."""
    track = track_at(*[12.0] * 10)
    fed_on(track, 0, 7, *range(8, 98, 7))
    assert track.gap == 4
    for day in range(98, 100):
        close_at(track, 12.0, fed=day == 99, on=after(day))
    assert track.fed_closes[0][0] == after(8)


def test_the_low_is_the_least_share_of_the_usual_level_that_a_fed_day_opened_with() -> None:
    """At most 1, which also stands for the days before there was a usual level."""
    track = track_at(*[12.0] * 10)
    for day, opened in enumerate((14.0, 10.0, 11.0, 9.0, 12.0)):
        pillar = track.pillar
        turn = turn_of(Schedule(), after(day))
        track.close(turn, pillar.stock_for(opened), pillar.stock_for(12.0), True)
    assert track.low == pytest.approx(0.7, abs=1e-9)
    young = track_at(*[12.0] * 10, due=0)
    for day in range(5):
        close_at(young, 3.0, fed=True, on=after(day))
    assert young.low == 1.0


def standing(share_of_usual: float, *levels: float, missed: int = 0) -> Standing:
    """Return people at a share of the stock of its usual level, on a Monday."""
    track = track_at(*(levels or (14.0,) * 28), due=20)
    track.missed = missed
    setup = track.pillar
    stock = setup.stock_for(setup.floor + track.usual) * share_of_usual
    return Standing(track, STOP, stock, stock, 0.0)


AHEAD = ahead_of(Schedule(), STOP)


@pytest.mark.parametrize("workdays", [frozenset(range(5)), frozenset({0}), frozenset()])
def test_quiet_is_no_more_than_one_and_a_half_due_days_of_fading_below_the_usual_level(
    workdays: frozenset[int],
) -> None:
    """A due day is 7/W days of the clock; without workdays one day."""
    today = turn_of(Schedule(workdays=(working(workdays),)), STOP)
    allowed = 2.0 ** (-1.5 * 7.0 / (len(workdays) or 7) / 10.0)
    assert is_quiet(standing(allowed * 1.0001), today)
    assert not is_quiet(standing(allowed * 0.9999), today)
    assert not is_quiet(standing(1.0, missed=1), today)


@pytest.mark.parametrize(
    ("missed", "share", "quiet"), [(4, 0.55, True), (5, 0.55, False), (4, 0.53, False)]
)
def test_with_gaps_quiet_is_a_tenth_below_the_low_that_they_leave(
    missed: int, share: float, quiet: bool
) -> None:
    """A low of 0.6, and a gap of four due days."""
    one = standing(1.0, missed=missed)
    one.track.gap, one.track.low = 4, 0.6
    stock = one.pillar.stock_for(one.pillar.floor + share * one.track.usual)
    assert is_quiet(replace(one, stock=stock), AHEAD[0]) is quiet


@pytest.mark.parametrize(("nights", "quiet"), [(28, True), (29, False)])
def test_a_pillar_that_is_back_is_quiet_for_four_weeks(nights: int, quiet: bool) -> None:
    """While no due day is missed."""
    one = standing(0.75)
    one.track.back_on = after(-nights, STOP)
    assert is_quiet(one, AHEAD[0]) is quiet
    one.track.missed = 1
    assert not is_quiet(one, AHEAD[0])


def test_a_pillar_whose_usual_level_is_out_of_reach_is_not_quiet() -> None:
    """No stock gives a usual level at the ceiling."""
    assert not is_quiet(replace(standing(0.0, 21.0), stock=1e6), AHEAD[0])


def test_a_pillar_that_is_not_quiet_is_warned_of_without_a_missed_due_day() -> None:
    """Half of the usual stock is close to the line."""
    assert assess(standing(0.72), AHEAD).risk in WARNED


@pytest.mark.parametrize(("missed", "risk"), [(4, Risk.BUILDING), (5, Risk.DORMANT)])
def test_dormant_needs_five_missed_due_days(missed: int, risk: Risk) -> None:
    """A usual level within 3 points of the floor and a score within 2 do not suffice."""
    assert assess(standing(0.0, 4.9, missed=missed), AHEAD).risk is risk


def test_a_pillar_two_points_above_its_floor_now_is_not_dormant() -> None:
    """Something has been done lately."""
    one = standing(0.0, 4.9, missed=9)
    awake = replace(one, stock=one.pillar.stock_for(4.001))
    assert assess(awake, AHEAD).risk is Risk.BUILDING


def test_a_usual_level_of_three_points_is_a_level() -> None:
    """Below it a pillar is building or dormant."""
    assert assess(standing(0.0, 5.0, missed=9), AHEAD).risk is Risk.ABOUT_TO_COLLAPSE


def test_no_collapse_is_foretold_for_a_night_after_the_usual_level_is_gone() -> None:
    """With a half-life of 30 days the level falls below 3 points long before the line is met."""
    setup = replace(EXAMPLE[PEOPLE], half_life=30.0)
    found = []
    for level in (5.1, 14.0):
        stock = setup.stock_for(level)
        track = track_at(*[level] * 28, due=20, setup=setup)
        found.append(assess(Standing(track, STOP, stock, stock, 0.0), AHEAD).nights_left)
    assert found[0] is None
    assert found[1] is not None


@pytest.mark.parametrize(("half_life", "nights"), [(30.6, 59), (30.7, 60), (30.8, None)])
def test_sixty_nights_are_looked_at(half_life: float, nights: int | None) -> None:
    """The last half-life would take 61, on a clock that never rests."""
    setup = replace(EXAMPLE[PEOPLE], half_life=half_life)
    stock = setup.stock_for(14.0)
    track = track_at(*[14.0] * 28, due=20, setup=setup)
    ahead = ahead_of(Schedule(workdays=(working(()),)), STOP)
    assert assess(Standing(track, STOP, stock, stock, 0.0), ahead).nights_left == nights


def test_time_off_is_not_due() -> None:
    """A workday in time off asks for nothing, but the clock runs."""
    schedule = Schedule(time_off=((after(1), after(2)),))
    turns = ahead_of(schedule, MONDAY, 6)
    assert [turn.due for turn in turns] == [True, False, False, True, True, False, False]
    assert [turn.clock for turn in turns] == [1.4] * 5 + [0.0] * 2


def test_the_idle_scores_begin_with_the_close_of_the_day_itself() -> None:
    """Tonight's close costs nothing more than the morning did."""
    setup = EXAMPLE[PEOPLE]
    found = idle_scores(setup, 100.0, Schedule(), after(4), 3)
    assert found == pytest.approx(
        (setup.score(100.0),) * 3 + (setup.score(100.0 * setup.decay(1.4)),), abs=1e-12
    )


def test_what_is_foretold_changes_no_track() -> None:
    """A track is stepped on in a copy."""
    one = standing(0.9)
    before = [getattr(one.track, name) for name in Track.__slots__]
    assess(one, AHEAD)
    assert [getattr(one.track, name) for name in Track.__slots__] == before


def test_a_larger_network_does_not_move_the_foretold_night() -> None:
    """A higher floor lifts the line by as much."""
    small = replace(TWELVE_WEEKS, profile=Profile(connections=0))
    large = replace(TWELVE_WEEKS, profile=Profile(connections=500, sales_navigator=True))
    nights = [
        tuple(row.outlook.nights_left for row in build(log, STOP).pillars) for log in (small, large)
    ]
    assert nights[0] == nights[1]
    assert len(nights[0]) == len(PILLARS)

"""Everything that a review shows is what the log and the reviews say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.calendar import DAY, week_start
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.history.history import history_of
from ssi_tui.core.history.ledger import ledger_of
from ssi_tui.core.model import PILLARS, Answer, Log, Peers, Pillar, Reading
from ssi_tui.core.review.focus import starts_on
from ssi_tui.core.review.page import ReviewPage, page_of
from ssi_tui.core.review.record import STEPS, WEEK, Commitment, Review, Step, by_week
from ssi_tui.core.score.calibration import calibrate
from ssi_tui.core.score.scoring import days_of
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.today.rows import TREND_WEEKS
from ssi_tui.core.today.why import LABELS, scores_on
from ssi_tui.core.value import replace
from tests.core.builders import (
    MONDAY,
    after,
    before,
    keeper,
    log_of,
    routine_on,
    tally,
    with_tallies,
)
from tests.core.strategies import FEWER, Case, cases

TODAY = after(35)
"""A Monday, five weeks after the first day."""

FINISHED = dict.fromkeys(STEPS)
TWO_CONNECTS = Commitment("2 connects a day", Pillar.PEOPLE, "connect", 2)


def paged(
    log: Log,
    day: date,
    *reviews: Review,
    today: date = TODAY,
    first_weekday: int = 0,
) -> ReviewPage:
    """Return the review of the week that holds a day."""
    return page_of(build(log, today), by_week(reviews, first_weekday), day, first_weekday)


def tenth(value: float) -> int:
    """Return tenths of a point, as they are displayed."""
    return round(10 * round(value, 1))


# -- the pillars ------------------------------------------------------------------------------


@FEWER
@given(cases())
def test_was_and_change_are_is_and_the_pillars_add_up_as_displayed(case: Case) -> None:
    """I21, for this week and those before, whatever the log and the person's own numbers."""
    dashboard = case.dashboard()
    for back in range(2):
        page = page_of(dashboard, {}, case.today - back * WEEK, case.first.weekday())
        for row in page.pillars:
            assert tenth(row.was) + tenth(row.change) == tenth(row.now)
            assert row.change == pytest.approx(tenth(row.change) / 10)
        assert sum(tenth(row.was) for row in page.pillars) == tenth(page.was)
        assert (page.was, page.now) == (round(page.was, 1), round(page.now, 1))
        assert sum(tenth(row.now) for row in page.pillars) == tenth(page.now)
    assert page_of(dashboard, {}, case.today).now == dashboard.shown_total


@FEWER
@given(cases())
def test_a_week_begins_where_the_one_before_it_ended(case: Case) -> None:
    """I18 over weeks: earned and faded add up to the change, and the weeks join."""
    dashboard = case.dashboard()
    source = dashboard.source
    later, earlier = (page_of(dashboard, {}, case.today - back * WEEK) for back in range(2))
    if earlier.last >= source.history.first:
        weeks = [
            ledger_of(source.log, source.history, page.first, page.last)
            for page in (earlier, later)
        ]
        for before, now in zip(weeks[0].pillars, weeks[1].pillars, strict=True):
            assert before.closing == pytest.approx(now.opening, abs=1e-9)
            assert now.opening + now.faded + now.earned_in_all == pytest.approx(
                now.closing, abs=1e-9
            )
        assert earlier.now == later.was


@FEWER
@given(cases())
def test_the_movers_are_the_two_largest_items_of_the_exact_ledger(case: Case) -> None:
    """Largest either way; what would be displayed as nothing is left out."""
    dashboard = case.dashboard()
    source = dashboard.source
    for back in range(2):
        page = page_of(dashboard, {}, case.today - back * WEEK)
        ledger = ledger_of(source.log, source.history, page.first, page.last)
        for row, exact in zip(page.pillars, ledger.pillars, strict=True):
            items = {
                LABELS[name] if name in LABELS else ACTIONS[name].label: points
                for name, points in exact.earned.items()
            }
            items["fading"] = exact.faded
            sizes = sorted((abs(points) for points in items.values()), reverse=True)
            assert len(row.movers) <= 2
            for mover in row.movers:
                assert items[mover.label] == mover.points
            found = [abs(mover.points) for mover in row.movers]
            assert found == [size for size in sizes[:2] if size >= 0.05]


def test_a_week_without_an_entry_has_faded() -> None:
    """Fading is all that moved."""
    page = paged(keeper(28), after(28))
    assert all([mover.label for mover in row.movers] in ([], ["fading"]) for row in page.pillars)
    assert [row.pillar for row in page.pillars if row.movers]
    assert page.now < page.was


def test_a_week_before_the_log_has_moved_nothing() -> None:
    """It shows the scores of the first morning."""
    page = paged(keeper(28), after(-3))
    morning = build(keeper(28), MONDAY)
    assert page.was == page.now == pytest.approx(sum(row.floor for row in morning.pillars))
    assert all(row.movers == () for row in page.pillars)
    assert (page.compared, page.running, page.past) == (False, False, ())
    assert set(page.totals) == {None}


def test_the_totals_are_the_closes_of_thirteen_weeks() -> None:
    """Those before the log are not known; the week that runs stands as it does now."""
    log = keeper(34)
    page = paged(log, TODAY)
    assert page.running
    assert len(page.totals) == TREND_WEEKS
    assert page.totals[:7] == (None,) * 7
    for back in range(1, 6):
        close = build(log, TODAY - back * WEEK + 7 * DAY - DAY)
        assert page.totals[-1 - back] == close.shown_total
    assert page.totals[-1] == build(log, TODAY).shown_total
    assert not paged(log, TODAY - DAY).running


def test_the_scores_of_a_day_are_those_of_its_close() -> None:
    """Of today as it stands, of a day before the log none."""
    log = keeper(28)
    dashboard = build(log, TODAY)
    assert scores_on(dashboard, after(-1)) is None
    assert scores_on(dashboard, after(10)) == pytest.approx(
        [row.score for row in build(log, after(10)).pillars]
    )
    assert scores_on(dashboard, TODAY + DAY) == tuple(row.score for row in dashboard.pillars)


# -- the promise and the weeks before ---------------------------------------------------------


def test_the_promise_of_the_last_review_is_judged_in_this_one() -> None:
    """Also where weeks without one lie between, with the week in whose review it was made."""
    made = Review(after(14), FINISHED, commitment=TWO_CONNECTS)
    page = paged(keeper(35), after(28), made)
    assert page.promise is not None
    assert (page.promise.commitment, page.promise.said) == (TWO_CONNECTS, after(14))
    assert (page.promise.did, page.promise.asked) == (5, 10)
    assert paged(keeper(35), after(14), made).promise is None


def test_the_weeks_before_have_their_promises_outcomes_and_totals() -> None:
    """Newest first, those before the log left out; outcomes only where they were asked for."""
    reviews = [
        Review(MONDAY, {Step.OUTCOMES: None}, commitment=TWO_CONNECTS),
        Review(after(14), outcomes={"meetings": 2, "talks": 1}),
        Review(after(21), {Step.PROMISE: None}),
    ]
    page = paged(keeper(35), after(28), *reviews)
    assert [past.first for past in page.past] == [after(21), after(14), after(7), MONDAY]
    assert [past.outcomes for past in page.past] == [None, 3, None, 0]
    assert [past.promise is None for past in page.past] == [False, False, False, True]
    assert [past.total for past in page.past] == list(page.totals[-2:-6:-1])
    assert len(paged(keeper(200), after(196), today=after(200)).past) == TREND_WEEKS - 1


def test_free_words_are_judged_week_by_week() -> None:
    """The answer of one week is not that of the next."""
    reviews = [
        Review(MONDAY, commitment=Commitment("call two people")),
        Review(after(7), {Step.PROMISE: Answer.IN_PART}),
    ]
    promise = paged(keeper(35), after(7), *reviews).promise
    assert promise is not None
    assert promise.answer is Answer.IN_PART
    later = paged(keeper(35), after(14), *reviews)
    assert later.promise is not None
    assert later.promise.answer is None
    assert later.past[0].promise is not None
    assert later.past[0].promise.answer is Answer.IN_PART


def test_the_next_promise_holds_from_the_week_after_on() -> None:
    """Or from today, in a review that comes late."""
    for today in (after(11), after(14), after(16), after(60)):
        page = paged(keeper(14), after(7), today=today)
        assert page.start == starts_on(after(7), today) == max(after(14), today)


def test_what_was_promised_is_the_first_choice_and_is_not_proposed_twice() -> None:
    """Nothing at all is the first choice until something is promised."""
    page = paged(keeper(35), after(28))
    proposed = tuple(each.commitment for each in page.focus.proposals)
    assert page.choices == (None, *proposed)
    again = paged(keeper(35), after(28), Review(after(28), commitment=proposed[-1]))
    assert again.choices == (proposed[-1], *proposed[:-1])


def test_the_focus_is_what_is_asked_for_else_what_was_promised_else_what_is_proposed() -> None:
    """In that order."""
    dashboard = build(keeper(35), TODAY)
    promised = {after(28): Review(after(28), commitment=replace(TWO_CONNECTS, focus=Pillar.BRAND))}
    assert page_of(dashboard, promised, after(28)).focus.pillar is Pillar.BRAND
    chosen = page_of(dashboard, promised, after(28), pillar=Pillar.INSIGHTS)
    assert chosen.focus.pillar is Pillar.INSIGHTS
    assert page_of(dashboard, {}, after(28)).focus.why == "most room left"


# -- outcomes ---------------------------------------------------------------------------------


def test_outcomes_stand_beside_those_of_the_weeks_before() -> None:
    """None where the week was not asked, 0 where it brought nothing of the kind."""
    reviews = [
        Review(after(7), {Step.OUTCOMES: None}),
        Review(after(14), outcomes={"meetings": 2}),
        Review(after(28), outcomes={"talks [given]": 4, "meetings": 1}),
    ]
    rows = {row.name: row for row in paged(keeper(35), after(28), *reviews).outcomes}
    assert list(rows) == ["conversations", "meetings", "opportunities", "talks [given]"]
    assert len(rows["meetings"].trend) == TREND_WEEKS
    assert rows["meetings"].trend[-4:] == (0, 2, None, 1)
    assert rows["talks [given]"].trend[-4:] == (0, 0, None, 4)
    assert (rows["meetings"].count, rows["meetings"].before) == (1, None)


def test_an_outcome_that_was_just_added_is_there_before_it_is_counted() -> None:
    """In its own week; it is gone from the others."""
    reviews = [Review(after(21)), Review(after(28), outcomes={"talks": 0})]
    assert paged(keeper(35), after(28), *reviews).outcomes[-1].name == "talks"
    assert paged(keeper(35), after(21), *reviews).outcomes[-1].name == "opportunities"


# -- the reading ------------------------------------------------------------------------------


def reading(at: int, *pillars: float, **peers: Peers) -> Reading:
    """Return a reading so many days after the first, of one value for all where one is given."""
    values = pillars if len(pillars) == 4 else pillars * 4
    return Reading(after(at), (values[0], values[1], values[2], values[3]), **peers)


@pytest.mark.parametrize(
    ("days", "found"),
    [((13,), None), ((14,), 14), ((20, 14), 20), ((23,), 23), ((24,), None), ((20, 22), 22)],
)
def test_a_reading_belongs_to_its_week_and_to_the_three_days_after_it(
    days: tuple[int, ...], found: int | None
) -> None:
    """The last one counts; none of a later day than today is looked at."""
    log = replace(keeper(35), readings=tuple(reading(at, 12.0) for at in sorted(days)))
    beside = paged(log, after(14)).reading
    assert (beside and beside.reading.day) == (None if found is None else after(found))
    early = paged(log, after(14), today=after(19)).reading
    assert early is None or early.reading.day <= after(19)


def test_a_reading_stands_beside_the_estimate_of_its_morning() -> None:
    """Before anything was done on its day; before the log there is none."""
    log = replace(keeper(35), readings=(reading(16, 12.0),))
    beside = paged(log, after(14)).reading
    assert beside is not None
    assert beside.estimate == pytest.approx(build(before(log, after(16)), after(16)).total)
    assert beside.plain is None
    early = replace(keeper(35), readings=(reading(-2, 12.0),))
    old = paged(early, after(-3)).reading
    assert old is not None
    assert (old.estimates, old.plain, old.estimate) == (None, None, None)


@FEWER
@given(cases(asked=True, extreme=False), st.data())
def test_the_plain_estimate_is_that_of_a_history_without_readings(
    case: Case, data: st.DataObject
) -> None:
    """On every morning of the log, that of today included."""
    days = data.draw(
        st.sets(st.integers(0, (case.today - case.first).days), min_size=1, max_size=4)
    )
    readings = tuple(Reading(case.first + at * DAY, (20.0, 3.0, 9.0, 14.0)) for at in sorted(days))
    log = replace(case.log, readings=readings)
    past = [item for item in log.tallies if item.day <= case.today]
    first = past[0].day if past else case.today
    fit = calibrate(log.profile, case.schedule, days_of(past), first, readings, case.today)
    dashboard = build(log, case.today, history=history_of(log, case.today, fit))
    for each in readings:
        page = page_of(dashboard, {}, each.day)
        if page.reading is None or page.reading.plain is None:
            assert each.day < dashboard.source.history.first
            continue
        day = page.reading.reading.day
        expected = scores_on(build(before(case.log, day), day), day)
        assert page.reading.plain == pytest.approx(expected, abs=1e-9)


def test_others_are_ahead_where_their_average_is_furthest_above_one_s_own() -> None:
    """Only those whose averages are known, and only where they are ahead."""
    industry = Peers(40, 50.0, (14.0, 12.0, 9.0, 16.0))
    behind = Peers(10, 30.0, (1.0, 1.0, 1.0, 1.0))
    ranked = Peers(10)
    log = replace(
        keeper(35),
        readings=(reading(16, 13.0, 8.0, 9.0, 15.0, industry=industry, network=behind),),
    )
    beside = paged(log, after(14)).reading
    assert beside is not None
    (gap,) = beside.gaps
    assert (gap.who, gap.pillar, gap.theirs, gap.own) == ("industry", Pillar.PEOPLE, 12.0, 8.0)
    unknown = replace(keeper(35), readings=(reading(16, 13.0, network=ranked),))
    beside = paged(unknown, after(14)).reading
    assert beside is not None
    assert beside.gaps == ()


# -- weeks of every kind ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "day", [date(2028, 2, 29), date(2026, 3, 29), date(2026, 10, 25), date(2027, 1, 1)]
)
@pytest.mark.parametrize("first_weekday", [0, 6])
def test_a_week_of_the_routine_reads_the_same_whenever_it_is(day: date, first_weekday: int) -> None:
    """Over a leap day, a change of the clocks, the turn of the year."""
    monday = week_start(day)
    page = page_of(build(keeper(70, first=monday - 6 * WEEK), day + WEEK), {}, day, first_weekday)
    usual = after(42 + day.weekday())
    twin = page_of(build(keeper(70), usual + WEEK), {}, usual, first_weekday)
    assert page.pillars == twin.pillars
    assert page.week.sums == twin.week.sums
    assert page.totals == twin.totals


def test_the_page_of_an_empty_log_has_nothing_to_compare() -> None:
    """And something to promise."""
    page = paged(log_of(), MONDAY, today=MONDAY)
    assert (page.compared, page.running, page.past, page.promise) == (False, True, (), None)
    assert page.focus.proposals
    assert page.was == page.now
    assert all(pillar in {row.pillar for row in page.pillars} for pillar in PILLARS)


def test_today_s_entries_are_in_the_week_that_runs() -> None:
    """As in the total of the screens."""
    log = with_tallies(keeper(35), *routine_on(TODAY), tally(TODAY, "article"))
    assert paged(log, TODAY).now == build(log, TODAY).shown_total

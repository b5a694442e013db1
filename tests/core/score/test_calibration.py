"""Readings shift the estimate, and only readings do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import ADJUSTMENT, BASELINE, BEFORE, HALF_LIFE_MULTIPLIERS, STARTS
from ssi_tui.core.history.history import history_of
from ssi_tui.core.model import Log, Past, Profile, Reading
from ssi_tui.core.score.calibration import (
    Calibration,
    calibrate,
    calibrated_setups,
    calibrations,
)
from ssi_tui.core.score.kalman import SUPPOSED, Learned, belief, most_probable, prior_bank
from ssi_tui.core.score.reach import Spread, openings, reaches_of
from ssi_tui.core.score.scoring import PillarSetup, clip, days_of, fade, replay, scores, setups
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.today.why import parts_of
from ssi_tui.core.value import replace
from tests.core.builders import (
    EXAMPLE_PROFILE,
    MONDAY,
    after,
    before,
    keeper,
    log_of,
    tally,
    with_tallies,
)
from tests.core.strategies import FEWER, PROPERTY, Case, cases, deeds, extreme_setups


@dataclass(frozen=True, slots=True)
class Known:
    """A log, and what the readings say on a day."""

    log: Log
    first: date
    calibration: Calibration

    @property
    def pillars(self) -> tuple[PillarSetup, ...]:
        """The pillars with the person's own numbers."""
        return calibrated_setups(setups(self.log.profile), self.calibration)

    def closes(self, until: date, log: Log | None = None) -> tuple[Sequence[float], ...]:
        """Return the closing scores of each pillar on the days before ``until``."""
        shown = self.log if log is None else log
        days, schedule = days_of(shown.tallies), Schedule.of(shown)
        return replay(self.pillars, days, schedule, self.first, until).scores

    def scores_on(self, day: date) -> tuple[float, ...]:
        """Return the four estimates at the opening of a day."""
        return tuple(row.score for row in self.dashboard(day).pillars)

    def dashboard(self, today: date) -> Dashboard:
        """Return the dashboard of a morning."""
        log = before(self.log, today)
        return build(log, today, history=history_of(log, today, self.calibration))


def fitted(
    log: Log, readings: Iterable[Reading], today: date, first: date = MONDAY
) -> Calibration | None:
    """Return what the readings say about somebody with that log."""
    days, schedule = days_of(log.tallies), Schedule.of(log)
    return calibrate(log.profile, schedule, days, first, readings, today)


def known(
    log: Log, readings: Iterable[Reading], today: date = date.max, first: date = MONDAY
) -> Known:
    """Return what the readings say, of which there must be one."""
    calibration = fitted(log, readings, today, first)
    assert calibration is not None
    return Known(log, first, calibration)


def reading(at: int, *pillars: float) -> Reading:
    """Return a reading so many days after the first Monday; one value is that of every pillar."""
    brand, people, insights, relationships = pillars if len(pillars) == 4 else pillars * 4
    return Reading(after(at), (brand, people, insights, relationships))


def opening(log: Log, day: date, first: date = MONDAY) -> Spread:
    """Return what activity has left as a day opens."""
    *_, (_, spread) = openings(days_of(log.tallies), Schedule.of(log), first, day)
    return spread


values = st.floats(min_value=0.0, max_value=25.0)


@st.composite
def readings_from(draw: st.DrawFn, first: date, last: date, most: int = 12) -> list[Reading]:
    """Draw readings of any value on days from first to last."""
    found = []
    for _ in range(draw(st.integers(1, most))):
        day = first + timedelta(draw(st.integers(0, (last - first).days)))
        found.append(Reading(day, (draw(values), draw(values), draw(values), draw(values))))
    return found


def drawn(data: st.DataObject, case: Case, *, least: int = -20) -> Known:
    """Draw readings for a case, and return what they say."""
    readings = data.draw(readings_from(case.first + timedelta(least), case.today))
    return known(case.log, readings, case.today, case.first)


# The reaches are those of the engine.


@PROPERTY
@given(cases(asked=True, extreme=False), st.data())
def test_a_reach_is_what_the_engine_gives_for_that_half_life_and_that_start(
    case: Case, data: st.DataObject
) -> None:
    """Any member of any pillar: score less baseline, with no offset and a gain of 1."""
    multiplier = data.draw(st.sampled_from(HALF_LIFE_MULTIPLIERS))
    start = data.draw(st.sampled_from(STARTS))
    day = case.first + timedelta(data.draw(st.integers(0, (case.today - case.first).days)))
    plain, days = setups(case.log.profile), days_of(case.log.tallies)
    found = reaches_of(plain, opening(case.log, day, case.first))
    at = SUPPOSED.index((multiplier, start))
    own = [
        replace(pillar, half_life=pillar.half_life * multiplier, start=start) for pillar in plain
    ]
    closed = replay(own, days, case.schedule, case.first, day)
    morning = fade(closed.stocks, own, case.schedule.clock(day))
    for pillar, reach, score in zip(plain, found, scores(morning, own), strict=True):
        assert clip(pillar.base + reach[at]) == pytest.approx(score, abs=1e-9)


# No reading, no change.


@FEWER
@given(cases(asked=True))
def test_without_readings_nothing_changes(case: Case) -> None:
    """The pillars are those given, to the last bit."""
    assert fitted(case.log, (), case.today, case.first) is None
    assert calibrated_setups(case.pillars, None) == case.pillars


@FEWER
@given(cases(asked=True, extreme=False), st.data())
def test_deleting_all_readings_restores_every_number(case: Case, data: st.DataObject) -> None:
    """The estimates at every close are the same bits as before there was a reading."""
    plain = setups(case.log.profile)

    def run(calibration: Calibration | None) -> tuple[Sequence[float], ...]:
        pillars = calibrated_setups(setups(case.log.profile), calibration)
        days = days_of(case.log.tallies)
        return replay(pillars, days, case.schedule, case.first, case.today + DAY).scores

    untouched = run(None)
    readings = data.draw(readings_from(case.first, case.today))
    assert run(fitted(case.log, readings, case.today, case.first)) != untouched
    deleted: list[Reading] = []
    assert run(fitted(case.log, deleted, case.today, case.first)) == untouched
    assert setups(case.log.profile) == plain


def test_a_reading_of_a_later_day_is_not_looked_at() -> None:
    """Also not where an earlier one is there."""
    log = keeper(28)
    assert fitted(log, [reading(20, 9.0)], after(19)) is None
    one, both = [reading(10, 9.0)], [reading(10, 9.0), reading(20, 20.0)]
    assert fitted(log, both, after(19)) == fitted(log, one, after(19))


# Only readings change the numbers.


@FEWER
@given(cases(asked=True, extreme=False), st.data())
def test_what_is_logged_from_the_day_of_the_last_reading_on_changes_none_of_the_numbers(
    case: Case, data: st.DataObject
) -> None:
    """I20: even where they are fitted once more; a reading is of the opening of its day."""
    readings = data.draw(readings_from(case.first, case.today))
    last = max(reading.day for reading in readings)
    more = data.draw(st.lists(deeds(last, 20), max_size=5))
    grown = with_tallies(case.log, *more)
    old = fitted(case.log, readings, case.today, case.first)
    assert fitted(grown, readings, after(40, case.today), case.first) == old


@PROPERTY
@given(cases(asked=True, extreme=False), st.data())
def test_with_readings_too_adding_an_action_never_lowers_a_pillar(
    case: Case, data: st.DataObject
) -> None:
    """I4: the numbers that the readings gave are kept, also where the action is an older one."""
    person = drawn(data, case)
    extra = data.draw(deeds(case.first, (case.today - case.first).days))
    old = person.closes(case.today + DAY)
    new = person.closes(case.today + DAY, with_tallies(case.log, extra))
    for low, high in zip(old, new, strict=True):
        assert all(above >= below - 1e-9 for below, above in zip(low, high, strict=True))


def test_readings_that_fall_while_more_is_done_do_not_make_activity_harmful() -> None:
    """The gain that fits them is below 0, and counts as 0; the estimate is still the bank's."""
    busy = [week for week in range(24) if week % 6 < 3]
    log = log_of(
        *(
            tally(after(7 * week + day), task, 3)
            for week in busy
            for day in range(5)
            for task in ("connect", "comment", "share", "message")
        )
    )
    readings = [reading(7 * week + 6, 6.0 if week in busy else 12.0) for week in range(24)]
    person = known(log, readings)
    quick = person.calibration.pillars[:3]
    assert all(fit.bank[most_probable(fit.bank)].gain < 0.0 for fit in quick)
    assert [pillar.gain for pillar in person.pillars[:3]] == [0.0] * 3
    assert person.scores_on(after(167)) == pytest.approx([12.0] * 4, abs=0.5)


# Which readings count.


@FEWER
@given(cases(asked=True, extreme=False), st.data())
def test_the_order_in_which_readings_are_given_does_not_matter(
    case: Case, data: st.DataObject
) -> None:
    """They are replayed in order of day."""
    readings = data.draw(readings_from(case.first, case.today))
    apart = list({reading.day: reading for reading in readings}.values())
    shuffled = data.draw(st.permutations(apart))
    assert fitted(case.log, shuffled, case.today, case.first) == fitted(
        case.log, apart, case.today, case.first
    )


def test_the_last_reading_of_a_day_counts() -> None:
    """The one before it was a slip, say."""
    log = keeper(28)
    right = [reading(7, 6.0), reading(14, 10.0, 9.0, 8.0, 7.0)]
    both = [right[0], reading(14, 20.0), right[1]]
    assert fitted(log, both, after(20)) == fitted(log, right, after(20))


def test_the_readings_are_counted_by_day() -> None:
    """The last one says since when the numbers hold."""
    person = known(keeper(28), [reading(14, 9.0), reading(7, 8.0), reading(14, 10.0)])
    assert (person.calibration.last, person.calibration.readings) == (after(14), 2)


def test_the_numbers_begin_to_drift_with_the_first_reading() -> None:
    """However long the log is by then: the first one meets the bank as it was made."""
    log = keeper(84)
    person = known(log, [reading(80, 12.0)])
    plain = setups(log.profile)
    morning = opening(log, after(80))
    for pillar, fit, reaches in zip(
        plain, person.calibration.pillars, reaches_of(plain, morning), strict=True
    ):
        new = Learned(prior_bank(log.profile.past))
        assert fit.bank == new.with_reading(reaches, 12.0 - pillar.base, 0, (0.0, 0.0)).bank


def test_of_the_readings_from_before_the_log_only_the_newest_counts() -> None:
    """At the opening of the first day, with the readings of the log after it."""
    log = keeper(28)
    early, own = [reading(-9, 20.0), reading(-2, 9.0)], [reading(6, 10.0)]
    found = fitted(log, [*early, *own], after(20))
    assert found is not None
    assert (found.since, found.last, found.readings) == (MONDAY, after(6), 2)
    assert found == fitted(log, [early[1], *own], after(20)) != fitted(log, own, after(20))


def test_every_reading_gives_what_is_known_until_then() -> None:
    """The steps are those of fitting again with one more each time."""
    log, readings = keeper(42), [reading(at, 8.0 + at / 7) for at in (6, 13, 20, 27)]
    days, schedule = days_of(log.tallies), Schedule.of(log)
    found = list(calibrations(log.profile, schedule, days, MONDAY, readings, after(40)))
    assert found == [fitted(log, readings[:count], after(40)) for count in range(1, 5)]


# The estimate.


@PROPERTY
@given(cases(asked=True, extreme=False), st.data())
def test_at_the_opening_of_the_last_reading_s_day_the_estimate_is_that_of_the_whole_bank(
    case: Case, data: st.DataObject
) -> None:
    """I20: the engine runs with the most probable member, moved by a constant; within .5 of it."""
    readings = data.draw(readings_from(case.first, case.today))
    person = known(case.log, readings, case.today, case.first)
    calibration, plain = person.calibration, setups(case.log.profile)
    spread = opening(case.log, calibration.last, case.first)
    last = next(item for item in reversed(readings) if item.day == calibration.last)
    for pillar, fit, reaches, score, read in zip(
        plain,
        calibration.pillars,
        reaches_of(plain, spread),
        person.scores_on(calibration.last),
        last.pillars,
        strict=True,
    ):
        mean, _ = belief(fit.bank, reaches)
        assert score == pytest.approx(clip(pillar.base + mean), abs=1e-9)
        assert abs(score - read) <= 0.5 + 1e-9
        assert (fit.multiplier, fit.start) == SUPPOSED[most_probable(fit.bank)]


@FEWER
@given(cases(asked=True, extreme=False, span=200), st.data())
def test_whatever_is_read_the_estimates_are_numbers_from_nothing_to_twenty_five(
    case: Case, data: st.DataObject
) -> None:
    """I20: up to 200 readings, also before the log, and those that jump between the ends."""
    span = st.integers(-20, (case.today - case.first).days)
    offsets = data.draw(st.sets(span, min_size=1, max_size=200))
    ends = data.draw(st.sampled_from([(0.0, 0.0), (25.0, 25.0), (0.0, 25.0), (25.0, 3.0)]))
    readings = [
        Reading(case.first + timedelta(at), (ends[odd], ends[1 - odd], ends[odd], ends[1 - odd]))
        for number, at in enumerate(sorted(offsets))
        for odd in (number % 2,)
    ]
    person = known(case.log, readings, case.today, case.first)
    for pillar in person.pillars:
        assert all(
            isfinite(number)
            for number in (pillar.offset, pillar.gain, pillar.half_life, pillar.start)
        )
    closes = [score for column in person.closes(case.today + DAY) for score in column]
    assert all(0.0 <= score <= 25.0 for score in closes)
    shown = person.dashboard(case.today)
    assert 0.0 <= shown.low <= shown.total <= shown.high <= 100.0


@FEWER
@given(cases(asked=True, extreme=False, span=200), st.data())
def test_random_readings_give_estimates_from_nothing_to_twenty_five(
    case: Case, data: st.DataObject
) -> None:
    """I20: four pillars or the total alone, on any days."""
    person = drawn(data, case)
    closes = [score for column in person.closes(case.today + DAY) for score in column]
    assert all(0.0 <= score <= 25.0 for score in closes)


def test_readings_that_follow_a_person_s_own_numbers_are_foretold() -> None:
    """Somebody whose People fades slower than usual, with more to gain, and breaks between.

    Read weekly for thirty weeks without noise; the last break of four weeks is not read.
    """
    kept = [week for week in range(34) if week % 9 < 5]
    log = log_of(
        *(
            tally(after(7 * week + day), task, 2)
            for week in kept
            for day in range(5)
            for task in ("connect", "search", "comment", "message")
        )
    )
    own = [
        replace(pillar, half_life=pillar.half_life * 2.2, offset=1.5, gain=0.8)
        for pillar in setups(log.profile)
    ]
    days, schedule = days_of(log.tallies), Schedule.of(log)
    truth = replay(own, days, schedule, MONDAY, after(7 * 34)).scores
    readings = [reading(at, *(column[at] for column in truth)) for at in range(6, 7 * 30, 7)]
    person = known(log, readings)
    assert person.calibration.pillars[1].multiplier == 2.2
    assert person.calibration.pillars[2].multiplier == 2.2
    foretold = person.scores_on(after(7 * 34 - 1))
    assert foretold == pytest.approx([column[-1] for column in truth], abs=0.5)


# The pace from before the log.


def test_a_high_first_reading_means_that_somebody_was_active_before() -> None:
    """Nobody asked: the fast pillars would stand near their baseline without a past."""
    log = log_of(tally(MONDAY, "reaction"))
    high = known(log, [reading(0, 22.0, 19.0, 19.0, 19.0)])
    low = known(log, [reading(0, 14.0, 2.0, 1.0, 5.0)])
    assert all(fit.start >= 1.8 for fit in high.calibration.pillars)
    assert all(fit.start == 0.0 for fit in low.calibration.pillars)


def test_a_past_that_readings_tell_of_is_in_the_score_and_in_what_it_is_made_of() -> None:
    """It fades from the first day on, though nobody answered the question about it."""
    person = known(log_of(tally(MONDAY, "reaction")), [reading(0, 20.0, 16.0, 16.0, 16.0)])
    first, later = person.dashboard(after(1)), person.dashboard(after(22))
    for now, then in zip(first.pillars, later.pillars, strict=True):
        parts = dict(now.contributions), dict(then.contributions)
        assert parts[0][BEFORE] > parts[1][BEFORE] > 0.0


def test_the_answer_about_the_past_decides_where_a_reading_does_not() -> None:
    """The most probable start is that of the answer where no member is told from another."""
    for past, start in ((Past.NONE, 0.0), (Past.SOME, 0.8), (Past.ROUTINE, 1.8)):
        profile = replace(EXAMPLE_PROFILE, past=past)
        log = log_of(tally(MONDAY, "comment"), profile=profile)
        person = known(log, [reading(350, 12.0)])
        assert [fit.start for fit in person.calibration.pillars] == [start] * 4


def test_an_answer_given_after_the_fit_leaves_the_start_in() -> None:
    """Until the next reading the numbers hold as they were found."""
    person = known(log_of(tally(MONDAY, "reaction")), [reading(0, 16.0)])
    asked = replace(person.log.profile, past=Past.ROUTINE)
    grown = replace(person.log, profile=asked)
    assert person.closes(after(40), grown) == person.closes(after(40))


def test_a_reading_from_the_evening_before_the_log_counts() -> None:
    """The estimate of the first morning is near it."""
    log = log_of(tally(MONDAY, "reaction"))
    person = known(log, [reading(-1, 18.0, 10.0, 12.0, 9.0)])
    assert person.scores_on(MONDAY) == pytest.approx([18.0, 10.0, 12.0, 9.0], abs=1.5)


# What is shown.


@PROPERTY
@given(cases(asked=True, extreme=False), st.data())
def test_with_readings_too_the_parts_add_up_to_the_pillar(case: Case, data: st.DataObject) -> None:
    """I3 and I21: exactly, and as displayed; what activity brings is never below 0."""
    dashboard = drawn(data, case).dashboard(case.today)
    for at, row in enumerate(dashboard.pillars):
        contributions = dict(row.contributions)
        assert sum(contributions.values()) == pytest.approx(row.score, abs=1e-9)
        shown = sum(round(10 * part.shown) for part in parts_of(dashboard, at, 6))
        assert shown == round(10 * round(row.score, 1))
        contributions.pop(BASELINE)
        contributions.pop(ADJUSTMENT, None)
        assert all(part >= 0.0 for part in contributions.values())


def test_the_adjustment_is_the_offset_with_the_centring() -> None:
    """What the readings add to the floor stands beside the baseline."""
    person = known(keeper(28), [reading(27, 18.0, 14.0, 15.0, 13.0)])
    for row, pillar in zip(person.dashboard(after(28)).pillars, person.pillars, strict=True):
        contributions = dict(row.contributions)
        assert contributions[ADJUSTMENT] == pytest.approx(pillar.floor - pillar.base)
        assert pillar.floor == pytest.approx(pillar.base + pillar.offset)


@FEWER
@given(st.data())
def test_the_person_s_own_numbers_replace_those_of_the_pillars_and_nothing_else(
    data: st.DataObject,
) -> None:
    """Baselines and ceilings stay those of the profile; half-lives are multiplied."""
    person = known(keeper(28), [reading(27, 18.0, 14.0, 15.0, 13.0)])
    given_pillars = data.draw(extreme_setups(Profile(sales_navigator=True)))
    for pillar, own, fit in zip(
        given_pillars,
        calibrated_setups(given_pillars, person.calibration),
        person.calibration.pillars,
        strict=True,
    ):
        assert own == replace(
            pillar,
            offset=fit.offset,
            gain=fit.gain,
            half_life=pillar.half_life * fit.multiplier,
            start=fit.start,
        )


def test_a_member_of_sales_navigator_may_reach_further() -> None:
    """The reach of a pillar ends at the ceiling of the profile."""
    log = log_of(*(tally(after(at), "connect", 20) for at in range(300)))
    spread = opening(log, after(299))
    profiles = (replace(EXAMPLE_PROFILE, sales_navigator=has) for has in (False, True))
    ends = [max(reaches_of(setups(profile), spread)[1]) for profile in profiles]
    assert ends == pytest.approx([19.0, 23.0], abs=0.3)


# The worked example.

ONCE = (17.2, 9.9, 11.4, 16.3)
TWICE = (17.2, 10.1, 16.9, 16.4)


def total_and_range(person: Known, day: date) -> tuple[float, float, float]:
    """Return the total of a morning, and the ends of its range."""
    shown = person.dashboard(day)
    return shown.total, shown.low, shown.high


def near(*values: float) -> object:
    """Return the values with a tolerance of one unit of the last printed digit."""
    return pytest.approx(values, abs=1e-6)


def test_one_reading_gives_the_numbers_of_the_worked_example() -> None:
    """The routine kept for three weeks, read on the second Monday."""
    person = known(keeper(21), [reading(7, *ONCE)])
    assert person.scores_on(after(7)) == near(17.200982, 9.916726, 11.406697, 16.282826)
    assert total_and_range(person, after(7)) == near(54.807231, 52.589947, 57.024774)
    assert total_and_range(person, after(21)) == near(68.477151, 54.757364, 71.155289)


def test_two_readings_give_the_numbers_of_the_worked_example() -> None:
    """A step of Insights, and what is foretold a week later."""
    person = known(keeper(21), [reading(7, *ONCE), reading(14, *TWICE)])
    assert person.scores_on(after(14)) == near(17.359045, 10.254365, 16.630287, 16.486166)
    assert total_and_range(person, after(14)) == near(60.729863, 58.815799, 62.645208)
    assert person.dashboard(after(21)).total == pytest.approx(64.438535, abs=1e-6)


def test_a_reading_from_long_before_the_log_gives_the_numbers_of_the_worked_example() -> None:
    """Seventy-seven days before the first day."""
    person = known(keeper(21), [reading(-77, *ONCE)])
    assert total_and_range(person, MONDAY) == near(53.796685, 40.965360, 66.744577)

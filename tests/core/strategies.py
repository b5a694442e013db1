"""Random logs, schedules and setups for the properties of the core.

The shared settings take no example from a database and no seed from outside, so that every run
tries the same ones.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import ACTIONS, CHECKLIST, DEFAULT_TARGETS
from ssi_tui.core.history.history import History
from ssi_tui.core.model import (
    Log,
    Past,
    Profile,
    Tally,
    TargetVersion,
    TimeOff,
    WorkdaysVersion,
)
from ssi_tui.core.score.scoring import PillarSetup, setups
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.value import replace
from tests.core.builders import away, history_with, log_of, tally
from tests.examples import examples

PROPERTY = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.too_slow],
)
FEWER = settings(PROPERTY, max_examples=examples(25))

TASKS = sorted(ACTIONS)
HALF_LIFE_MULTIPLIERS = (0.45, 0.67, 1.0, 1.5, 2.2)


@dataclass(frozen=True, slots=True)
class Case:
    """A log, the day on which it is looked at, and pillars with numbers of their own."""

    log: Log
    first: date
    today: date
    pillars: tuple[PillarSetup, ...]

    @property
    def schedule(self) -> Schedule:
        """The schedule of the log."""
        return Schedule.of(self.log)

    def history(self, log: Log | None = None, today: date | None = None) -> History:
        """Return the history of the log, or of another one, with these pillars."""
        day = self.today if today is None else today
        return history_with(self.log if log is None else log, day, self.pillars)

    def dashboard(self, log: Log | None = None, today: date | None = None) -> Dashboard:
        """Return the dashboard of the log, or of another one, with these pillars."""
        day = self.today if today is None else today
        shown = self.log if log is None else log
        return build(shown, day, history=self.history(shown, day))


first_days = st.dates(min_value=date(2023, 6, 1), max_value=date(2026, 6, 1))
weekday_sets = st.frozensets(st.integers(0, 6), max_size=7)
counts = st.one_of(st.integers(1, 4), st.integers(1, 999))


@st.composite
def deeds(draw: st.DrawFn, first: date, span: int) -> Tally:
    """Draw something done on one of the days."""
    task = draw(st.sampled_from(TASKS))
    quality = draw(st.sampled_from((None, *ACTIONS[task].qualities)))
    return tally(first + timedelta(draw(st.integers(0, span))), task, draw(counts), quality)


@st.composite
def workday_versions(draw: st.DrawFn, first: date, span: int) -> tuple[WorkdaysVersion, ...]:
    """Draw up to three versions of the workdays."""
    offsets = draw(st.lists(st.integers(-3, span), max_size=3))
    return tuple(
        WorkdaysVersion(first + timedelta(offset), draw(weekday_sets)) for offset in offsets
    )


@st.composite
def target_versions(draw: st.DrawFn, first: date, span: int) -> tuple[TargetVersion, ...]:
    """Draw up to four versions of targets."""
    return tuple(
        TargetVersion(
            draw(st.sampled_from((*DEFAULT_TARGETS, "reaction"))),
            first + timedelta(draw(st.integers(-3, span))),
            draw(st.integers(0, 3)),
            draw(st.one_of(st.none(), weekday_sets)),
        )
        for _ in range(draw(st.integers(0, 4)))
    )


@st.composite
def times_off(draw: st.DrawFn, first: date, span: int) -> tuple[TimeOff, ...]:
    """Draw up to three ranges of time off, which may overlap."""
    starts = draw(st.lists(st.integers(-3, span), max_size=3))
    return tuple(
        away(first + timedelta(start), first + timedelta(start + draw(st.integers(0, 9))))
        for start in starts
    )


@st.composite
def profiles(draw: st.DrawFn, *, asked: bool = False) -> Profile:
    """Draw a profile; if asked, one with any answer about the month before the log."""
    return Profile(
        checklist=draw(st.frozensets(st.sampled_from(sorted(CHECKLIST)))),
        connections=draw(st.integers(0, 700)),
        sales_navigator=draw(st.booleans()),
        past=draw(st.sampled_from(tuple(Past))) if asked else Past.UNKNOWN,
    )


@st.composite
def extreme_setups(
    draw: st.DrawFn, profile: Profile, *, least_offset: int = -20
) -> tuple[PillarSetup, ...]:
    """Draw pillars whose personal numbers go far beyond what any calibration would find."""
    return tuple(
        replace(
            setup,
            offset=draw(st.integers(least_offset * 10, 250)) / 10.0,
            gain=draw(st.integers(0, 30)) / 10.0,
            half_life=setup.half_life * draw(st.sampled_from(HALF_LIFE_MULTIPLIERS)),
        )
        for setup in setups(profile)
    )


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    span: int = 35,
    asked: bool = False,
    extreme: bool = True,
    least_offset: int = -20,
) -> Case:
    """Draw a log of scattered deeds over up to ``span`` days, looked at on its last day.

    With ``asked`` the profile may hold an answer about the month before the log.
    """
    first = draw(first_days)
    length = draw(st.integers(0, span))
    today = first + timedelta(length)
    done = draw(st.lists(deeds(first, length), max_size=25))
    log = log_of(
        *done,
        profile=draw(profiles(asked=asked)),
        workdays=draw(workday_versions(first, length)),
        targets=draw(target_versions(first, length)),
        time_off=draw(times_off(first, length)),
    )
    start = log.tallies[0].day if log.tallies else today
    pillars = setups(log.profile)
    if extreme and draw(st.booleans()):
        pillars = draw(extreme_setups(log.profile, least_offset=least_offset))
    return Case(log, start, today, pillars)


@st.composite
def habits(draw: st.DrawFn, *, weeks: int = 9) -> Case:
    """Draw somebody with a habit who may change it, leave days out, and do more on others.

    The log ends the day before ``today``; there is no time off, and past activity is unknown.
    """
    first = draw(first_days)
    length = 7 * draw(st.integers(2, weeks)) + draw(st.integers(0, 6))
    weekdays = draw(
        st.one_of(st.sampled_from([frozenset(range(5)), frozenset(range(7))]), weekday_sets)
    )
    change = draw(st.integers(0, length))
    some = st.dictionaries(st.sampled_from(TASKS), st.integers(1, 3), max_size=4)
    routines = [{**DEFAULT_TARGETS, **draw(some)}, draw(some)]
    if draw(st.booleans()):
        routines.reverse()
    left_out = draw(st.sets(st.integers(0, length), max_size=length // 4))
    done = [
        tally(first + timedelta(at), task, count)
        for at in range(length)
        if at not in left_out and (not weekdays or (first + timedelta(at)).weekday() in weekdays)
        for task, count in routines[at >= change].items()
    ]
    extra = draw(st.lists(deeds(first, length - 1), max_size=5))
    log = log_of(
        *done,
        *extra,
        profile=draw(profiles()),
        workdays=[WorkdaysVersion(date.min, weekdays)],
    )
    today = first + timedelta(length)
    start = log.tallies[0].day if log.tallies else today
    pillars = setups(log.profile)
    if draw(st.booleans()):
        pillars = draw(extreme_setups(log.profile))
    return Case(log, start, today, pillars)

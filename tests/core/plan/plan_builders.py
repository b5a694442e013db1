"""Logs and situations that the tests of the planner and of the ledger share."""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import ACTIONS, CHECKLIST, DEFAULT_TARGETS, PLAN_CAPS, REPLIED_TO
from ssi_tui.core.history.history import history_of, now_of, tallies_on
from ssi_tui.core.history.sums import counts_by_day
from ssi_tui.core.model import PILLARS, Log, Past, Profile, Risk, Tally, TimeOff, WorkdaysVersion
from ssi_tui.core.plan.planner import Plan
from ssi_tui.core.plan.situation import Situation, missing_of
from ssi_tui.core.score.forecast import Foretold, Outlook, Standing, ahead_of, assess
from ssi_tui.core.score.scoring import NOTHING, DayUnits, PillarSetup, days_of, setups
from ssi_tui.core.score.track import Track
from ssi_tui.core.today.rows import standing_now

START = date(2026, 1, 5)
FULL_PROFILE = Profile(checklist=frozenset(CHECKLIST), connections=350)

Done = Mapping[date, Mapping[str, int]]


def on(week: int, weekday: int) -> date:
    """Return a day by its week from the start (0) and its weekday (0 is Monday)."""
    return START + timedelta(weeks=week, days=weekday)


def kept(weeks: int, routine: Mapping[str, int] = DEFAULT_TARGETS) -> dict[date, dict[str, int]]:
    """Return what a keeper of the routine does from Monday to Friday."""
    return {on(week, weekday): dict(routine) for week in range(weeks) for weekday in range(5)}


def log_of(
    done: Done,
    *,
    profile: Profile = FULL_PROFILE,
    time_off: tuple[TimeOff, ...] = (),
    workdays: tuple[WorkdaysVersion, ...] = (),
) -> Log:
    """Return a log of counts by day, without qualities."""
    tallies = tuple(
        Tally(day, action, None, count, 0.0, count)
        for day, counts in sorted(done.items())
        for action, count in counts.items()
    )
    return Log(tallies, profile, time_off=time_off, workdays=workdays)


def with_tallies(log: Log, *more: Tally) -> Log:
    """Return a log with more done on its last day or later."""
    tallies = (*log.tallies, *more)
    return Log(tallies, log.profile, log.workdays, log.targets, log.time_off)


def ticked(day: date, action: str, count: int, notes_left: int | None = None) -> tuple[Tally, ...]:
    """Return what ticking an action so many times logs: with notes while any are left."""
    if action != "connect":
        return (Tally(day, action, None, count, 0.0, count),)
    noted = count if notes_left is None else min(count, notes_left)
    pairs = (("note", noted), ("plain", count - noted))
    return tuple(
        Tally(day, action, quality, number, 0.0, number) for quality, number in pairs if number
    )


def standings_of(log: Log, today: date) -> tuple[Standing, ...]:
    """Return where the four pillars stand today."""
    history = history_of(log, today)
    now = now_of(history, log)
    return tuple(standing_now(history, now, at) for at in range(len(history.pillars)))


def situation_of(
    log: Log, today: date, minutes_left: float = 13.0, notes_left: int | None = 5
) -> Situation:
    """Return what the planner reads of a log."""
    schedule = Schedule.of(log)
    standings, ahead = standings_of(log, today), ahead_of(schedule, today)
    done = counts_by_day(tallies_on(log.tallies, today))
    lately = [item for item in log.tallies if today - 3 * DAY <= item.day <= today]
    return Situation(
        standings=standings,
        outlooks=tuple(assess(standing, ahead) for standing in standings),
        today=days_of(tallies_on(log.tallies, today)).get(today, NOTHING),
        schedule=schedule,
        minutes_left=minutes_left,
        notes_left=notes_left,
        foretold=Foretold(ahead),
        missing=missing_of(schedule.asked_on(today), done.get(today, {})),
        wrote_lately=any(item.task in REPLIED_TO for item in lately),
    )


counts_of_a_day = st.dictionaries(
    st.sampled_from(sorted(ACTIONS)), st.integers(min_value=1, max_value=4), max_size=5
)


@st.composite
def logs(draw: st.DrawFn, longest: int = 60) -> tuple[Log, date]:
    """Draw a log and its today: any actions, any workdays, time off, a past, gaps."""
    length = draw(st.integers(min_value=0, max_value=longest))
    shift = draw(st.integers(min_value=0, max_value=6))
    first = START + timedelta(days=shift)
    pattern = draw(st.lists(counts_of_a_day, min_size=1, max_size=7))
    idle = draw(st.integers(min_value=0, max_value=length))
    done = {first + timedelta(days=at): pattern[at % len(pattern)] for at in range(length - idle)}
    today = first + timedelta(days=length)
    done[today] = draw(st.one_of(st.just({}), counts_of_a_day))
    weekdays = draw(st.frozensets(st.integers(min_value=0, max_value=6)))
    off = first + timedelta(days=draw(st.integers(min_value=0, max_value=length)))
    days_off = draw(st.integers(min_value=0, max_value=9))
    profile = Profile(
        past=draw(st.sampled_from(Past)),
        sales_navigator=draw(st.booleans()),
    )
    log = log_of(
        done,
        profile=profile,
        time_off=(TimeOff("off", off, off + timedelta(days=days_off)),) if days_off else (),
        workdays=(WorkdaysVersion(START, weekdays),),
    )
    return log, today


def outlook(risk: Risk, collapse_on: date | None = None, nights: int | None = None) -> Outlook:
    """Return an outlook of that risk."""
    return Outlook(risk, nights, collapse_on, 8.0, 10.0)


def standing(
    pillar: PillarSetup,
    stock: float,
    *,
    level: float = 10.0,
    dose: float = 0.0,
    missed: int = 0,
    down: bool = False,
) -> Standing:
    """Return where a pillar stands on a Monday after 28 closes at one level.

    One that is down fell the night before, under the line that the level gives.
    """
    track = Track(pillar)
    track.counted, track.due_closed, track.missed = [level] * 28, 20, missed
    track.fell_on = on(11, 6) if down else None
    track.settle()
    return Standing(track, on(12, 0), stock - dose, stock, dose)


@st.composite
def situations(draw: st.DrawFn, longest: float = 30.0) -> Situation:
    """Draw a situation: stocks, offsets, gains, risks, minutes, notes, what is done."""
    pillars = tuple(
        PillarSetup(
            pillar=each.pillar,
            base=each.base,
            ceiling=each.ceiling,
            half_life=each.half_life,
            half_pace=each.half_pace,
            offset=draw(st.floats(min_value=-3.0, max_value=5.0)),
            gain=draw(st.floats(min_value=0.3, max_value=1.7)),
        )
        for each in setups(FULL_PROFILE)
    )
    standings = tuple(
        standing(
            pillar,
            draw(st.floats(min_value=0.0, max_value=1500.0)),
            level=draw(st.floats(min_value=0.0, max_value=25.0)),
            missed=draw(st.integers(min_value=0, max_value=8)),
        )
        for pillar in pillars
    )
    done = draw(
        st.dictionaries(
            st.sampled_from([*PLAN_CAPS, "post", "reaction"]),
            st.integers(min_value=1, max_value=4),
            max_size=4,
        )
    )
    return Situation(
        standings=standings,
        outlooks=tuple(outlook(draw(st.sampled_from(Risk))) for _ in PILLARS),
        today=DayUnits({action: ((1.0, count),) for action, count in done.items()}),
        schedule=Schedule(),
        minutes_left=draw(st.floats(min_value=0.0, max_value=longest)),
        notes_left=draw(st.one_of(st.none(), st.integers(min_value=0, max_value=3))),
        foretold=Foretold(ahead_of(Schedule(), on(12, 0))),
        missing=draw(
            st.dictionaries(
                st.sampled_from([*DEFAULT_TARGETS, "reaction"]),
                st.integers(min_value=1, max_value=5),
                max_size=6,
            )
        ),
        wrote_lately=draw(st.booleans()),
    )


def worked_morning(minutes_left: float) -> Situation:
    """Return the morning after twelve weeks of the routine, with notes left."""
    return situation_of(log_of(kept(12)), on(12, 0), minutes_left)


def counts(plan: Plan) -> dict[str, int]:
    """Return what a plan asks for."""
    return {item.action: item.count for item in plan.items}

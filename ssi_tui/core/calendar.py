"""Local days, weeks, due days, time zones and schedules.

The only module of the core that uses dateutil. It is loaded inside the functions that need it, as
the commands that run every day ask for no more than the weekday of a date.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise

from ssi_tui.core.formula import ACTIONS, DEFAULT_TARGETS, Actions, may_be_daily
from ssi_tui.core.model import Log, TargetVersion, Task, TimeOff, WorkdaysVersion
from ssi_tui.core.value import dataclass, field

DAY = timedelta(days=1)
DAY_START_HOUR = 3
MONDAY_TO_FRIDAY = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
WEEKDAY_IDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAP_YEARS = (datetime(2000, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001 - local days
# What holds of the tasks of the default routine before any version.
_USUAL = {task: TargetVersion(task, date.min, count) for task, count in DEFAULT_TARGETS.items()}


class UnknownZoneError(ValueError):
    """A name was given that no time zone has."""


def local_day(instant: datetime, zone: tzinfo | None, day_start_hour: int = DAY_START_HOUR) -> date:
    """Return the date on which the user acted at an aware instant.

    The wall clock of ``zone`` (``None``: the zone of the machine) is turned back by the day-start
    hour, so that what is done at 01:30 belongs to the day before. Because the wall clock is turned
    and not the instant, this also holds when the clocks change.
    """
    wall = instant.astimezone(zone).replace(tzinfo=None)
    return (wall - timedelta(hours=day_start_hour)).date()


def named_zone(name: str) -> tzinfo:
    """Return the time zone with an IANA name; raises ``UnknownZoneError``."""
    import re

    from dateutil import tz

    zone = None
    # dateutil would read a file of that name, so only what looks like a zone gets through.
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_+/-]{0,63}", name):
        with suppress(ValueError):
            zone = tz.gettz(name)
    if zone is None:
        # Loaded here: hardly any name is refused.
        from ssi_tui.core.slips import quoted

        raise UnknownZoneError(f"{quoted(name)} isn't a time zone; try Europe/Stockholm")
    return zone


def nearest_day(text: str, today: date, *, ahead: bool, since: date | None = None) -> date | None:
    """Return the day that a typed text means: ``21 dec``, ``mon``, ``+7``; ``None`` if it is none.

    A weekday, or a day without its year, is the nearest one from ``since`` on (default: today), or
    up to then where ``ahead`` is false; all else counts from today. A day in digits alone is only
    read year first, as others are ambiguous.
    """
    import re

    text = text.strip()
    words = text.lower().split()
    near = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if len(words) == 1 and words[0] in near:
        return today + near[words[0]] * DAY
    if re.fullmatch(r"[+-]\d{1,4}", text):
        return today + int(text) * DAY
    if not re.search(r"[a-z]", text.lower()):
        with suppress(ValueError):
            return date.fromisoformat(text)
        return None
    return _named_day(words, today if since is None else since, ahead=ahead)


def _named_day(words: list[str], today: date, *, ahead: bool) -> date | None:
    from dateutil.parser import parse
    from dateutil.relativedelta import relativedelta, weekday

    if len(words) == 1 and len(words[0]) >= len(WEEKDAY_IDS[0]):
        for at, name in enumerate(_WEEKDAYS):
            if name.startswith(words[0]):
                return today + relativedelta(weekday=weekday(at)(1 if ahead else -1))
    try:
        # What differs between two leap years was not given.
        one, other = (parse(" ".join(words), default=start) for start in _LEAP_YEARS)
    except (ValueError, OverflowError):
        return None
    if (one.month, one.day) != (other.month, other.day) or one.time() != datetime.min.time():
        return None
    if one.year == other.year:
        return one.date()
    step = 1 if ahead else -1
    for year in range(today.year, today.year + 9 * step, step):
        with suppress(ValueError):
            day = one.date().replace(year=year)
            if day == today or (day > today) is ahead:
                return day
    return None


def parse_instant(text: str) -> datetime:
    """Return an ISO 8601 text as an aware datetime in UTC; raises ``ValueError``.

    A text without an offset is taken as UTC, which is what our column ``time_utc`` says. In the
    first and the last year there are instants that have no date in some time zone.
    """
    instant = datetime.fromisoformat(text)
    if not MINYEAR < instant.year < MAXYEAR:
        raise ValueError(text)
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)


def week_start(day: date, first_weekday: int = 0) -> date:
    """Return the first day of the week that ``day`` is in; weeks start on ``first_weekday``."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days from first to last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def merge_ranges(ranges: Iterable[TimeOff]) -> tuple[tuple[date, date], ...]:
    """Return the days of all ranges as (start, end) pairs that do not touch, oldest first."""
    merged: list[tuple[date, date]] = []
    for start, end in sorted((item.start, item.end) for item in ranges):
        if merged and start <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is due on which day: workdays, time off and targets with their history.

    Versions are sorted by ``valid_from``; the later of two with the same date holds. Before the
    first version the default holds (Monday to Friday, the default routine). ``actions`` pairs a
    day with what scores from then on. ``tasks`` are those of the routine in order, including the
    ``retired`` ones, which the user has taken out.
    """

    workdays: tuple[WorkdaysVersion, ...] = ()
    targets: Mapping[str, tuple[TargetVersion, ...]] = field(default_factory=dict)
    time_off: tuple[tuple[date, date], ...] = ()
    actions: tuple[tuple[date, Actions], ...] = ((date.min, ACTIONS),)
    tasks: tuple[str, ...] = tuple(DEFAULT_TARGETS)
    retired: tuple[str, ...] = ()

    @classmethod
    def of(cls, log: Log) -> "Schedule":
        """Return the schedule that a log describes."""
        targets: dict[str, list[TargetVersion]] = {}
        for version in log.targets:
            targets.setdefault(version.task, []).append(version)
        actions: tuple[tuple[date, Actions], ...] = ((date.min, ACTIONS),)
        tasks: tuple[str, ...] = tuple(DEFAULT_TARGETS)
        retired: tuple[str, ...] = ()
        if log.tasks:
            # Only loaded where the user has changed or added tasks; most logs have none.
            from ssi_tui.core.tasks import known_tasks

            actions, tasks, retired = known_tasks(log.tasks)
        asked = (task for task in targets if task in ACTIONS)
        return cls(
            workdays=tuple(sorted(log.workdays, key=lambda version: version.valid_from)),
            targets={
                task: tuple(sorted(versions, key=lambda version: version.valid_from))
                for task, versions in targets.items()
            },
            time_off=merge_ranges(log.time_off),
            actions=actions,
            tasks=tuple(dict.fromkeys((*tasks, *asked))),
            retired=retired,
        )

    def weekdays_on(self, day: date) -> frozenset[int]:
        """Return the weekdays that are workdays on a day (0 is Monday): all, if none is chosen."""
        at = bisect_right(self.workdays, day, key=lambda version: version.valid_from)
        return (self.workdays[at - 1].weekdays or EVERY_DAY) if at else MONDAY_TO_FRIDAY

    def is_workday(self, day: date) -> bool:
        """Tell whether the user works on the weekday of a day."""
        return day.weekday() in self.weekdays_on(day)

    def is_time_off(self, day: date) -> bool:
        """Tell whether a day is in time off."""
        at = bisect_right(self.time_off, day, key=lambda pair: pair[0])
        return at > 0 and day <= self.time_off[at - 1][1]

    def time_off_until(self, day: date) -> date | None:
        """Return the last day of the time off that a day is in, or ``None``."""
        at = bisect_right(self.time_off, day, key=lambda pair: pair[0])
        return self.time_off[at - 1][1] if at and day <= self.time_off[at - 1][1] else None

    def is_due(self, day: date) -> bool:
        """Tell whether anything can be due on a day: it is a workday and not in time off."""
        return self.is_workday(day) and not self.is_time_off(day)

    def clock(self, day: date) -> float:
        """Return by how many days the activity clock advances when a day opens.

        0 on a rest day and 7/W on each of W workdays. Time off does not stop it: LinkedIn does not
        know that the user is away.
        """
        weekdays = self.weekdays_on(day)
        return 7.0 / len(weekdays) if day.weekday() in weekdays else 0.0

    def passed(self, first: date, last: date) -> tuple[float, int]:
        """Return the days of the activity clock and the due days from first to last.

        Both days are included. It costs no more for a century than for a week.
        """
        turns = {version.valid_from for version in self.workdays}
        turns |= {day for start, end in self.time_off for day in (start, end + DAY)}
        starts = sorted({first, *(day for day in turns if first < day <= last)})
        clock, due = 0.0, 0
        for start, after in pairwise((*starts, last + DAY)):
            weekdays = self.weekdays_on(start)
            weeks, rest = divmod((after - start).days, len(EVERY_DAY))
            days = weeks * len(weekdays)
            days += sum((start + at * DAY).weekday() in weekdays for at in range(rest))
            clock += days * 7.0 / len(weekdays)
            due += 0 if self.is_time_off(start) else days
        return clock, due

    def actions_on(self, day: date) -> Actions:
        """Return the actions that score on a day, with the minutes and points that hold then."""
        if len(self.actions) == 1:
            return self.actions[0][1]
        at = bisect_right(self.actions, day, key=lambda pair: pair[0])
        return self.actions[at - 1][1]

    def version_on(self, task: str, day: date) -> TargetVersion:
        """Return the version of a task's target that holds on a day, whether or not it is due."""
        versions = self.targets.get(task, ())
        at = bisect_right(versions, day, key=lambda version: version.valid_from)
        if at:
            return versions[at - 1]
        return _USUAL.get(task) or TargetVersion(task, date.min, 0)

    def routine(self, day: date) -> tuple[Task, ...]:
        """Return the tasks that are asked for by the day, as of a day in their order, due or not.

        The user's own tasks are in it from the day that first asked for them until they are
        taken out.
        """
        found = []
        actions = self.actions_on(day)
        for task in self.tasks:
            version = self.version_on(task, day)
            target = version.target_on(day)
            if version.weekly or (not target and self._is_absent(task, day)):
                continue
            action = actions[task]
            found.append(Task(task, action.label, action.minutes, target, version.weekdays))
        return tuple(found)

    @property
    def asks_weekly(self) -> bool:
        """Whether any task was ever asked for by the week."""
        return any(each.weekly for versions in self.targets.values() for each in versions)

    def weekly(self, first: date, today: date) -> tuple[Task, ...]:
        """Return the tasks that the week from ``first`` on asks for by the week, in their order.

        Their targets are those in force on the last due day of the week, in the running week those
        of today. A week without a due day asks for nothing.
        """
        day = self.weekly_as_of(first, today) if self.asks_weekly else None
        return () if day is None else self.weekly_on(day)

    def weekly_on(self, day: date) -> tuple[Task, ...]:
        """Return the tasks that are asked for by the week, as of a day in their order."""
        actions, found = self.actions_on(day), []
        for task in self.tasks:
            weekly = self.version_on(task, day).weekly
            if weekly:
                action = actions[task]
                found.append(Task(task, action.label, action.minutes, weekly, frozenset()))
        return tuple(found)

    def whole_routine(self, day: date) -> tuple[Task, ...]:
        """Return all tasks of the routine as of a day, those by the week after those by the day."""
        return (*self.routine(day), *self.weekly_on(day))

    def weekly_as_of(self, first: date, today: date) -> date | None:
        """Return the day whose weekly targets judge a week, ``None`` if the week has no due day."""
        last = first + 6 * DAY
        due = [day for day in days_between(first, last) if self.is_due(day)]
        if not due:
            return None
        return today if first <= today <= last else due[-1]

    def _is_absent(self, task: str, day: date) -> bool:
        """Tell whether a task with no target is not part of the routine on a day."""
        if task in ACTIONS:
            return not may_be_daily(task)
        versions = self.targets.get(task, ())
        return task in self.retired or bool(versions and day < versions[0].valid_from)

    def target(self, task: str, day: date) -> int:
        """Return the count that a task asks for on a day, 0 where it is not due."""
        return self.target_if_due(task, day) if self.is_due(day) else 0

    def target_if_due(self, task: str, day: date) -> int:
        """Return the count that a task asks for on a day on which anything can be due."""
        version = self.version_on(task, day)
        if version.weekdays is not None and day.weekday() not in version.weekdays:
            return 0
        return version.target_on(day)

    def asked_on(self, day: date) -> dict[str, int]:
        """Return the count that each task of the routine asks for on a day, 0 where not due."""
        return {task.id: self.target(task.id, day) for task in self.routine(day)}


def due_dates(schedule: Schedule, task: Task, first: date, last: date) -> tuple[date, ...]:
    """Return the days from first to last on which a task is due, on its own weekdays.

    Days on which the target that holds then asks for nothing are left out.
    """
    weekdays = EVERY_DAY if task.weekdays is None else task.weekdays
    days = (day for day in days_between(first, last) if day.weekday() in weekdays)
    return tuple(day for day in days if schedule.target(task.id, day))

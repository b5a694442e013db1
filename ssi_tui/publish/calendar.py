"""The routine as a calendar file (RFC 5545): a weekly event with an alarm, and one for the review.

Times are floating: 08:00 stays 08:00 wherever the user is, and when the clocks change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from math import ceil

from ssi_tui import __version__
from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.control_chars import without_controls
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import Task
from ssi_tui.core.text.words import counted, minutes, weekdays_words
from ssi_tui.core.value import dataclass, replace

# An event takes a multiple of these minutes, as calendars draw it.
STEP_MINUTES = 5
REVIEW_MINUTES = 15
LINE_OCTETS = 75
_SEQUENCE_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reminder:
    """How the user wants to be reminded, and of which log.

    ``review`` is the weekday of the weekly review (0 is Monday): ``None`` for the last workday,
    -1 for none. ``log`` is what tells the log from others, in 16 hexadecimal digits, and ``now``
    the instant of writing.
    """

    at: time
    review: int | None
    first_weekday: int
    log: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Spell:
    """One routine and the days for which it holds: from ``first`` on, to ``last`` if one follows.

    ``asked`` holds the tasks of each weekday that asks for any, with their targets of that day,
    ``weekly`` those that are asked for by the week.
    """

    first: date
    last: date | None
    workdays: frozenset[int]
    asked: Mapping[int, tuple[Task, ...]]
    weekly: tuple[Task, ...]

    @property
    def minutes(self) -> float:
        """The minutes of its fullest day."""
        days = self.asked.values()
        return max((sum(task.target * task.minutes for task in day) for day in days), default=0.0)

    @property
    def length(self) -> timedelta:
        """How long an event of it takes."""
        steps = max(1, ceil(round(self.minutes / STEP_MINUTES, 6)))
        return timedelta(minutes=STEP_MINUTES * steps)


def spells(schedule: Schedule, today: date) -> list[Spell]:
    """Return the routine of today and all that are set to follow it."""
    turns = {version.valid_from for each in schedule.targets.values() for version in each}
    turns |= {version.valid_from for version in schedule.workdays}
    starts = sorted({date.min, *turns, *(day for day, _ in schedule.actions)})
    found: list[Spell] = []
    for first in starts:
        spell = _spell(schedule, first)
        if not found or replace(spell, first=found[-1].first) != found[-1]:
            found.append(spell)
    ended = [replace(one, last=after.first - DAY) for one, after in pairwise(found)]
    return [one for one in (*ended, found[-1]) if one.last is None or one.last >= today]


def _spell(schedule: Schedule, day: date) -> Spell:
    workdays, actions = schedule.weekdays_on(day), schedule.actions_on(day)
    versions = [schedule.version_on(task, day) for task in schedule.tasks]
    asked = {}
    for weekday in sorted(workdays):
        tasks = tuple(
            Task(each.task, actions[each.task].label, actions[each.task].minutes, target)
            for each in versions
            if not each.weekly
            and (each.weekdays is None or weekday in each.weekdays)
            and (target := each.target_at(weekday))
        )
        if tasks:
            asked[weekday] = tasks
    return Spell(day, None, workdays, asked, schedule.weekly_on(day))


def calendar_text(schedule: Schedule, today: date, reminder: Reminder) -> str:
    """Return the calendar from today on; "" if nothing is ever asked for and no review wanted."""
    events = [
        line
        for spell in spells(schedule, today)
        for line in _events(schedule, today, spell, reminder)
    ]
    if not events:
        return ""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//ssi-tui//ssi-tui {__version__}//EN")
    return "".join(map(folded, (*head, *events, "END:VCALENDAR")))


def _events(schedule: Schedule, today: date, spell: Spell, reminder: Reminder) -> Iterator[str]:
    """Yield the lines of the events of a routine: of what it asks for, and of its review."""

    def event(
        kind: str, at: time, weekdays: frozenset[int], length: timedelta, said: Sequence[str]
    ) -> Iterator[str]:
        days = _days(schedule, max(today, spell.first), spell.last, weekdays)
        if days is None:
            return
        first, left_out = days
        summary, *description = said
        yield "BEGIN:VEVENT"
        yield f"UID:{kind}-{spell.first.isoformat().replace('-', '')}-{reminder.log}@ssi-tui"
        yield f"DTSTAMP:{reminder.now:%Y%m%dT%H%M%SZ}"
        yield f"SEQUENCE:{(reminder.now - _SEQUENCE_SINCE) // timedelta(minutes=1)}"
        yield from _rule(first, at, spell.last, weekdays)
        if left_out:
            yield "EXDATE:" + ",".join(_local(day, at) for day in left_out)
        yield f"DURATION:PT{length // timedelta(minutes=1)}M"
        yield f"SUMMARY:{escaped(summary)}"
        if description:
            yield "DESCRIPTION:" + escaped("\n".join(description))
        yield "TRANSP:TRANSPARENT"
        if kind == "routine":
            yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S")
            yield from (f"DESCRIPTION:{escaped(summary)}", "END:VALARM")
        yield "END:VEVENT"

    summary = f"LinkedIn routine, {minutes(spell.minutes)} min"
    said = (summary, *_asked_lines(spell))
    yield from event("routine", reminder.at, frozenset(spell.asked), spell.length, said)
    if reminder.review != -1:
        weekday = _review_day(spell, reminder)
        length = timedelta(minutes=REVIEW_MINUTES)
        after = _later(reminder.at, spell.length)
        yield from event(
            "review", after, frozenset({weekday}), length, ("LinkedIn review of the week",)
        )


def _review_day(spell: Spell, reminder: Reminder) -> int:
    if reminder.review is not None:
        return reminder.review
    return max(spell.workdays, key=lambda weekday: (weekday - reminder.first_weekday) % 7)


def _later(at: time, length: timedelta) -> time:
    """Return a time of day after another, or the same where that would be the next day."""
    start = datetime.combine(date.min, at)
    end = start + length
    return end.time() if end.date() == start.date() else at


def _days(
    schedule: Schedule, begin: date, last: date | None, weekdays: frozenset[int]
) -> tuple[date, list[date]] | None:
    """Return the first day on the weekdays that is in no time off, and the later ones that are.

    ``None`` if there is no such day.
    """
    away = schedule.time_off[-1][1] if schedule.time_off else begin
    end = max(begin, away) + _WEEK
    days = [
        day
        for day in days_between(begin, end if last is None else min(last, end))
        if day.weekday() in weekdays
    ]
    first = next((day for day in days if not schedule.is_time_off(day)), None)
    if first is None:
        return None
    return first, [day for day in days if day > first and schedule.is_time_off(day)]


def _rule(first: date, at: time, last: date | None, weekdays: frozenset[int]) -> list[str]:
    """Return the lines that say when an event begins, and on which days it comes again."""
    from dateutil.rrule import WEEKLY, rrule

    until = None if last is None else datetime.combine(last, at)
    start = datetime.combine(first, at)
    return str(rrule(WEEKLY, dtstart=start, until=until, byweekday=sorted(weekdays))).split("\n")


def _local(day: date, at: time) -> str:
    return f"{datetime.combine(day, at):%Y%m%dT%H%M%S}"


def _asked_lines(spell: Spell) -> Iterator[str]:
    """Yield what each day asks for, alike days together, and below it what the week does."""
    alike: dict[tuple[Task, ...], list[int]] = {}
    for weekday, tasks in spell.asked.items():
        alike.setdefault(tasks, []).append(weekday)
    for tasks, weekdays in alike.items():
        yield f"{weekdays_words(frozenset(weekdays))}: {', '.join(map(_target_words, tasks))}"
    for task in spell.weekly:
        yield f"{_target_words(task)} a week"


def _target_words(task: Task) -> str:
    """Return a target: ``2 comments``; a task of the user's own keeps its name as it is."""
    return counted(task.id, task.target) if task.id in ACTIONS else f"{task.target} {task.label}"


def escaped(text: str) -> str:
    """Return a text as the value of a property."""
    plain = without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    for mark, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(mark, instead)
    return plain


def folded(line: str) -> str:
    """Return a line with its end, on several of at most 75 octets, none of which cuts a letter."""
    found, room = [""], LINE_OCTETS
    for letter in line:
        octets = len(letter.encode())
        if octets > room:
            found.append("")
            # The blank before what goes on counts.
            room = LINE_OCTETS - 1
        found[-1] += letter
        room -= octets
    return "\r\n ".join(found) + "\r\n"

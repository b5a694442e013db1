"""The values of the glossary: frozen, comparable, and with hardly any behaviour."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from ssi_tui.core.value import dataclass, field


class Pillar(StrEnum):
    """One of the four parts of the index; every tuple of four is in this order."""

    BRAND = "brand"
    PEOPLE = "people"
    INSIGHTS = "insights"
    RELATIONSHIPS = "relationships"


PILLARS: tuple[Pillar, ...] = tuple(Pillar)


class Risk(StrEnum):
    """How near a pillar is to a collapse, the loss of a quarter of its usual activity part."""

    BUILDING = "building"
    SAFE = "safe"
    WATCH = "watch"
    ABOUT_TO_COLLAPSE = "about to collapse"
    COLLAPSED = "collapsed"
    RECOVERING = "recovering"
    DORMANT = "dormant"


class Source(StrEnum):
    """Where an entry came from."""

    TUI = "tui"
    CLI = "cli"
    ARCHIVE = "archive"
    IMPORT = "import"


BY_HAND = frozenset({Source.TUI, Source.CLI})
"""The sources of what the user has logged, not of what an import has brought."""


class Past(StrEnum):
    """The user's answer to "how active were you in the last month?"."""

    UNKNOWN = "unknown"
    NONE = "none"
    SOME = "some"
    ROUTINE = "routine"


class Question(StrEnum):
    """The questions about the profile that are asked until they are answered or declined."""

    CHECKLIST = "checklist"
    PAST = "past"


class Answer(StrEnum):
    """How a step may be answered: with a verdict on free words, or by skipping it."""

    KEPT = "kept"
    IN_PART = "kept in part"
    NOT_KEPT = "not kept"
    SKIPPED = "skipped"


class OperationKind(StrEnum):
    """The kinds of operations."""

    TICK = "tick"
    TAKE_BACK = "take back"
    QUALITY = "quality"
    NOTE = "note"
    EDIT = "edit"
    VOID = "void"
    PROFILE = "profile"
    ROUTINE = "routine"
    TIME_OFF = "time off"
    TIME_OFF_REMOVED = "time off removed"
    IMPORT = "import"
    READING = "reading"
    REVIEW = "review"
    CLOCK = "clock"
    ANALYTICS = "analytics"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Task:
    """An item of the routine on one day.

    ``minutes`` is what one of it takes; ``target`` is a count a day, or a week for a task that is
    asked for by the week; ``weekdays`` are 0 (Monday) to 6, ``None`` meaning every workday.
    """

    id: str
    label: str
    minutes: float
    target: int
    weekdays: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One logged event; ``at`` is the instant in UTC, ``None`` when only the day is known.

    ``root`` is the id of the first version, if this is a changed copy of it.
    """

    id: str
    operation_id: str
    day: date
    at: datetime | None
    task: str
    count: int = 1
    minutes: float | None = None
    quality: str | None = None
    note: str | None = None
    source: Source = Source.TUI
    origin_key: str | None = None
    root: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of the user that can be undone."""

    id: str
    at: datetime
    kind: OperationKind
    day: date | None
    undone_at: datetime | None
    entries: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of one task was logged in one quality on one day.

    ``minutes`` is the sum over the entries that carry minutes of their own; ``untimed`` counts the
    others, which take the usual minutes of the action.
    """

    day: date
    task: str
    quality: str | None
    count: int
    minutes: float = 0.0
    untimed: int = 0


@dataclass(frozen=True, slots=True)
class TimeOff:
    """A range of days, both ends included, on which nothing is due."""

    id: str
    start: date
    end: date
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class WorkdaysVersion:
    """The weekdays on which the user works, from a date on."""

    valid_from: date
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class TargetVersion:
    """What one task asks for from a date on: a count a day, or a count a week.

    ``weekdays`` are as in ``Task``. On ``busy_weekdays`` the target is ``busy_target`` instead.
    With a ``weekly`` target, nothing is due on any day.
    """

    task: str
    valid_from: date
    target: int
    weekdays: frozenset[int] | None = None
    busy_target: int | None = None
    busy_weekdays: frozenset[int] = frozenset()
    weekly: int = 0

    def target_on(self, day: date) -> int:
        """Return the target on the weekday of a day, whether or not the task is due."""
        return self.target_at(day.weekday())

    def target_at(self, weekday: int) -> int:
        """Return the target on a weekday, whether or not the task is due."""
        if self.busy_target is not None and weekday in self.busy_weekdays:
            return self.busy_target
        return self.target


@dataclass(frozen=True, slots=True)
class TaskDefinition:
    """One change that the user made to a task; ``None`` leaves a part as it was.

    For an action of the formula only ``minutes`` and ``place`` (in the routine, from 0) count; a
    task of the user's own has all parts, as ``Action`` describes them. A ``retired`` task is no
    longer offered, but what was logged of it stays. ``minutes``, ``repeat`` and ``points`` hold
    from ``valid_from`` on; the first ones of the user's own task also hold for all days before.
    All other parts have one current value for the whole log, like the profile.
    """

    id: str
    label: str | None = None
    key: str | None = None
    minutes: float | None = None
    repeat: float | None = None
    points: tuple[float, float, float, float] | None = None
    place: int | None = None
    retired: bool | None = None
    valid_from: date = date.min


DEFINITION_PARTS = ("label", "key", "minutes", "repeat", "points", "place", "retired")
"""The parts of a ``TaskDefinition`` that may be left as they were."""

DEFAULT_CHECKLIST = frozenset({"photo", "headline", "experience", "education"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What the baselines rest on, with one current value for the whole log.

    ``past`` describes the month before the first day of the log, whenever it was answered.
    """

    checklist: frozenset[str] = DEFAULT_CHECKLIST
    connections: int = 150
    sales_navigator: bool = False
    past: Past = Past.UNKNOWN
    past_answered: date | None = None


@dataclass(frozen=True, slots=True)
class Peers:
    """Where a reading puts the user among others.

    ``rank`` is the N of "top N %" (1 to 100, smaller is better); ``total`` and ``pillars`` are the
    averages of the others.
    """

    rank: int | None = None
    total: float | None = None
    pillars: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """LinkedIn's own numbers on a day: the four pillars, each 0 to 25, and how peers stand."""

    day: date
    pillars: tuple[float, float, float, float]
    industry: Peers | None = None
    network: Peers | None = None

    @property
    def total(self) -> float:
        """The sum of the four pillars."""
        return sum(self.pillars)

    @property
    def groups(self) -> tuple[tuple[str, Peers], ...]:
        """The groups of peers that the reading knows, each with its name."""
        groups = (("industry", self.industry), ("network", self.network))
        return tuple((name, peers) for name, peers in groups if peers is not None)


@dataclass(frozen=True, slots=True)
class Log:
    """Everything that the user has put in; ``tallies`` and ``readings`` are in order of day.

    ``begun`` is the date (UTC) of the first change, ``None`` where none is known.
    """

    tallies: Sequence[Tally] = ()
    profile: Profile = field(default_factory=Profile)
    workdays: tuple[WorkdaysVersion, ...] = ()
    targets: tuple[TargetVersion, ...] = ()
    time_off: tuple[TimeOff, ...] = ()
    day_notes: Mapping[date, str] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    tasks: tuple[TaskDefinition, ...] = ()
    begun: date | None = None

"""The routine while it is edited: what it asks from a date on, its minutes, what has changed."""

from datetime import date

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.checks import TARGET_MAX
from ssi_tui.core.frozen import dataclass, replace
from ssi_tui.core.model import TargetVersion

MINUTES_LEAST = 10.0
MINUTES_MOST = 15.0
WEEK = range(7)


@dataclass(frozen=True, slots=True)
class Item:
    """One task of a draft.

    ``version`` is what holds on the draft's first day. ``later`` is the next one after it that is
    written already, a promise for the coming week, say: it takes over on its own day.
    """

    task: str
    label: str
    minutes: float
    version: TargetVersion
    later: TargetVersion | None = None

    def aimed(self, target: int) -> "Item":
        """Return the item with another target a day, kept within what a target can be."""
        within = max(0, min(target, TARGET_MAX))
        return replace(self, version=replace(self.version, target=within))

    def on_weekdays(self, weekdays: frozenset[int] | None) -> "Item":
        """Return the item on weekdays of its own; ``None`` means every workday."""
        return replace(self, version=replace(self.version, weekdays=weekdays))

    def plain(self) -> "Item":
        """Return the item without what a promise asks for on some weekdays."""
        version = replace(self.version, busy_target=None, busy_weekdays=frozenset())
        return replace(self, version=version)

    def asks(self, weekday: int) -> int:
        """Return the count that is asked for on a weekday that is due."""
        own = self.version.weekdays
        return 0 if own is not None and weekday not in own else self.version.target_at(weekday)


@dataclass(frozen=True, slots=True)
class Draft:
    """A routine that holds from a day on.

    ``start`` is ``None`` while no date was asked for: from today on, or always in an empty log.
    """

    day: date
    start: date | None
    workdays: frozenset[int]
    items: tuple[Item, ...]

    def with_item(self, at: int, item: Item) -> "Draft":
        """Return the draft with another item in a place."""
        return replace(self, items=(*self.items[:at], item, *self.items[at + 1 :]))

    def minutes(self, weekday: int) -> float:
        """Return the minutes that the routine takes on a weekday: none on one without work."""
        if weekday not in self.workdays:
            return 0.0
        return sum((item.asks(weekday) * item.minutes for item in self.items), 0.0)

    @property
    def over(self) -> frozenset[int]:
        """The weekdays on which the routine takes more than a quarter of an hour."""
        return frozenset(day for day in WEEK if self.minutes(day) > MINUTES_MOST)


def draft_of(schedule: Schedule, day: date, start: date | None = None) -> Draft:
    """Return the routine that holds on a day, to be edited."""
    items = []
    for task in schedule.routine(day):
        versions = schedule.targets.get(task.id, ())
        coming = (version for version in versions if version.valid_from > day)
        version = replace(schedule.version_on(task.id, day), valid_from=day)
        items.append(Item(task.id, task.label, task.minutes, version, next(coming, None)))
    return Draft(day, start, schedule.weekdays_on(day), tuple(items))


def changes(before: Draft, after: Draft) -> tuple[TargetVersion, ...]:
    """Return the targets that differ, in the order of the draft."""
    held = {item.task: item.version for item in before.items}
    return tuple(item.version for item in after.items if item.version != held[item.task])


def carried(before: Draft, after: Draft, other: Draft) -> Draft:
    """Return the draft of another date with what was changed in one; the rest is its own."""
    changed = {
        version.task: replace(version, valid_from=other.day) for version in changes(before, after)
    }
    items = (replace(item, version=changed.get(item.task, item.version)) for item in other.items)
    return replace(other, items=tuple(items))


def toggled(draft: Draft, at: int, weekday: int) -> Draft:
    """Return the draft with a task taken off a workday, or put back on it.

    A task that is on all workdays again follows them from then on.
    """
    item = draft.items[at]
    own = item.version.weekdays
    present = draft.workdays if own is None else own
    weekdays = present ^ {weekday}
    return draft.with_item(at, item.on_weekdays(None if weekdays == draft.workdays else weekdays))

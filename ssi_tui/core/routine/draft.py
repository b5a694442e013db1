"""The routine while it is edited: what it asks for from a date on, and what was changed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.checks import TARGET_MAX
from ssi_tui.core.formula import ACTIONS, may_be_daily
from ssi_tui.core.model import DEFINITION_PARTS, TargetVersion, TaskDefinition
from ssi_tui.core.value import dataclass, replace

MINUTES_LEAST = 10.0
MINUTES_MOST = 15.0
MINUTES_EACH_MAX = 120.0
WEEK = range(7)


@dataclass(frozen=True, slots=True)
class Item:
    """One task of a draft.

    ``version`` is the target on the draft's first day. ``later`` is the next version that is
    already set (a promise for the coming week, say), which takes over on its own day.
    ``definition`` is what the user has set of the task; one of the user's own has all parts.
    """

    task: str
    label: str
    minutes: float
    version: TargetVersion
    later: TargetVersion | None
    definition: TaskDefinition

    @property
    def own(self) -> bool:
        """Whether the task is the user's own."""
        return self.task not in ACTIONS

    def taking(self, minutes: float) -> "Item":
        """Return the item with other minutes for one of it, kept within their limits."""
        within = max(0.0, min(minutes, MINUTES_EACH_MAX))
        return replace(self, minutes=within, definition=replace(self.definition, minutes=within))

    def defined(self, definition: TaskDefinition) -> "Item":
        """Return the item with a definition, and with the label and the minutes that it sets."""
        label = self.label if definition.label is None else definition.label
        minutes = self.minutes if definition.minutes is None else definition.minutes
        return replace(self, label=label, minutes=minutes, definition=definition)

    @property
    def by_week(self) -> bool:
        """Whether the task is asked for by the week."""
        return self.version.weekly > 0 or not may_be_daily(self.task)

    @property
    def target(self) -> int:
        """The count that is asked for a day, or a week."""
        return self.version.weekly if self.by_week else self.version.target

    def aimed(self, target: int) -> "Item":
        """Return the item with another target, kept within its limits.

        A weekly target of 0 takes an action out that cannot be asked for by the day.
        """
        if self.by_week:
            least = 1 if may_be_daily(self.task) else 0
            within = max(least, min(target, TARGET_MAX))
            return replace(self, version=replace(self.version, weekly=within))
        within = max(0, min(target, TARGET_MAX))
        return replace(self, version=replace(self.version, target=within))

    def turned(self) -> "Item":
        """Return the item asked for as often by the week instead of by the day, or back."""
        task, day, count = self.task, self.version.valid_from, max(1, self.target)
        weekly = not self.by_week
        version = TargetVersion(task, day, 0 if weekly else count, weekly=count if weekly else 0)
        return replace(self, version=version)

    def on_weekdays(self, weekdays: frozenset[int] | None) -> "Item":
        """Return the item with weekdays of its own; ``None`` means every workday."""
        return replace(self, version=replace(self.version, weekdays=weekdays))

    def plain(self) -> "Item":
        """Return the item without what a promise asks for on some weekdays."""
        version = replace(self.version, busy_target=None, busy_weekdays=frozenset())
        return replace(self, version=version)

    def asks(self, weekday: int) -> int:
        """Return the count that the item asks for on a weekday, if that is a workday."""
        own = self.version.weekdays
        return 0 if own is not None and weekday not in own else self.version.target_at(weekday)


@dataclass(frozen=True, slots=True)
class Draft:
    """A routine that holds from ``day`` on.

    ``start`` is the date that was asked for. If ``None`` the routine holds from today on, or from
    the beginning in an empty log. ``budget`` is the minutes of the settings, 0 for none.
    """

    day: date
    start: date | None
    workdays: frozenset[int]
    items: tuple[Item, ...]
    budget: int = 0

    @property
    def most(self) -> float:
        """The minutes that a day may take: those of the settings, or 15."""
        return float(self.budget) or MINUTES_MOST

    def with_item(self, at: int, item: Item) -> "Draft":
        """Return the draft with the item in one place replaced."""
        return replace(self, items=(*self.items[:at], item, *self.items[at + 1 :]))

    def with_new(self, definition: TaskDefinition) -> "Draft":
        """Return the draft with a new task at its end, due once every workday."""
        version = TargetVersion(definition.id, self.day, 1)
        item = Item(definition.id, definition.id, 0.0, version, None, definition)
        return replace(self, items=(*self.items, item.defined(definition)))

    def without(self, at: int) -> "Draft":
        """Return the draft without the item in one place."""
        return replace(self, items=(*self.items[:at], *self.items[at + 1 :]))

    def moved(self, at: int, to: int) -> "Draft":
        """Return the draft with one item moved to another place."""
        items = list(self.items)
        items.insert(to, items.pop(at))
        return replace(self, items=tuple(items))

    def minutes(self, weekday: int) -> float:
        """Return the minutes that the routine takes on a weekday, 0 if that is no workday."""
        if weekday not in self.workdays:
            return 0.0
        return sum((item.asks(weekday) * item.minutes for item in self.items), 0.0)

    @property
    def over(self) -> frozenset[int]:
        """The weekdays on which the routine takes more minutes than a day may take."""
        return frozenset(day for day in WEEK if self.minutes(day) > self.most)


def draft_of(
    schedule: Schedule,
    day: date,
    start: date | None = None,
    said: Iterable[TaskDefinition] = (),
    budget: int = 0,
) -> Draft:
    """Return the routine of a day as a draft to be edited.

    ``said`` holds the user's changes to tasks in order of writing; ``budget`` is the minutes of
    the settings, 0 for none.
    """
    given = tuple(said)
    known: dict[str, TaskDefinition] = {}
    if given:
        # Only loaded where the user has changed or added tasks; most logs have none.
        from ssi_tui.core.tasks import definitions_on

        known = definitions_on(given, day)
    items = []
    for task in schedule.whole_routine(day):
        versions = schedule.targets.get(task.id, ())
        coming = (version for version in versions if version.valid_from > day)
        version = replace(schedule.version_on(task.id, day), valid_from=day)
        definition = known.get(task.id, TaskDefinition(task.id))
        later = next(coming, None)
        items.append(Item(task.id, task.label, task.minutes, version, later, definition))
    return Draft(day, start, schedule.weekdays_on(day), tuple(items), budget)


def changes(before: Draft, after: Draft) -> tuple[TargetVersion, ...]:
    """Return the targets that were changed, in the order of the draft; 0 for tasks taken out."""
    held = {item.task: item.version for item in before.items}
    kept = {item.task for item in after.items}
    changed = [item.version for item in after.items if item.version != held.get(item.task)]
    gone = [
        TargetVersion(item.task, after.day, 0) for item in before.items if item.task not in kept
    ]
    return (*changed, *gone)


def redefined(before: Draft, after: Draft) -> tuple[TaskDefinition, ...]:
    """Return what was changed of the tasks apart from their targets, including their order."""
    held = {item.task: item.definition for item in before.items}
    order = [item.task for item in after.items]
    usual = [task for task in held if task in order]
    usual += [task for task in order if task not in held]
    found = []
    for at, item in enumerate(after.items):
        definition = item.definition
        if order != usual:
            definition = replace(definition, place=at)
        if definition != held.get(item.task):
            found.append(difference(held.get(item.task), definition))
    gone = (TaskDefinition(task, retired=True) for task in held if task not in order)
    return (*found, *gone)


def difference(before: TaskDefinition | None, after: TaskDefinition) -> TaskDefinition:
    """Return only the parts of a definition that an earlier one does not have, or all of it."""
    if before is None:
        return after
    same = [part for part in DEFINITION_PARTS if getattr(after, part) == getattr(before, part)]
    left_out: dict[str, Any] = dict.fromkeys(same)
    return replace(after, **left_out, valid_from=date.min)


def carried(before: Draft, after: Draft, other: Draft) -> Draft:
    """Return the draft of another date with the changes between two drafts carried over to it.

    ``other`` is the unedited draft of that date. Tasks that have begun by then are added, and
    those that have ended are left out.
    """
    changed = {
        version.task: replace(version, valid_from=other.day) for version in changes(before, after)
    }
    there = {item.task: item for item in other.items}
    held = {item.task: item.definition for item in before.items}
    items = []
    for item in after.items:
        touched = item.task in changed or item.definition != held.get(item.task)
        if item.task not in there and not touched:
            continue
        its = there.get(item.task, item)
        version = changed.get(item.task, replace(its.version, valid_from=other.day))
        taken = replace(item, version=version, later=its.later)
        if item.definition == held.get(item.task):
            # What was not changed is as it is on the other date.
            taken = replace(taken, minutes=its.minutes, definition=its.definition)
        items.append(taken)
    order = [item.task for item in other.items]
    for item in other.items:
        if item.task not in held and item.task not in [one.task for one in items]:
            ahead = order[: order.index(item.task)]
            places = [at for at, one in enumerate(items, 1) if one.task in ahead]
            items.insert(max(places, default=0), item)
    return replace(other, items=tuple(items))


def toggled(draft: Draft, at: int, weekday: int) -> Draft:
    """Return the draft with a task taken off a workday, or put back on it.

    A task that is back on all workdays follows them from then on.
    """
    item = draft.items[at]
    own = item.version.weekdays
    present = draft.workdays if own is None else own
    weekdays = present ^ {weekday}
    return draft.with_item(at, item.on_weekdays(None if weekdays == draft.workdays else weekdays))

"""The words of the routine editor: the minutes of the routine, and what is special of a task."""

from collections.abc import Iterable
from datetime import date

from ssi_tui.core.model import TargetVersion
from ssi_tui.core.review.promise import weekdays_words
from ssi_tui.core.routine.draft import MINUTES_LEAST, Draft, Item
from ssi_tui.core.text.words import WEEKDAYS, minutes, near_day


def minutes_words(draft: Draft) -> str:
    """Return the minutes of the routine beside the 10 to 15 intended: ``17 min on Thu: 2 over``.

    Minutes set in the settings take the place of the 10 to 15.
    """
    days = {day: draft.minutes(day) for day in sorted(draft.workdays)}
    most = max(days.values(), default=0.0)
    if not most:
        return "Nothing is asked on any day."
    longest = [day for day, taken in days.items() if taken == most]
    everywhere = len(longest) == len(days)
    when = "a day" if everywhere else f"on {short_weekdays(longest)}"
    if most > draft.most:
        over = minutes(most - draft.most)
        return f"{minutes(most)} min {when}: {over} over the {minutes(draft.most)}."
    word = "a day" if everywhere else "a day at most"
    if draft.budget:
        return f"{minutes(most)} min {word}, within the {minutes(draft.most)}."
    where = "within" if most >= MINUTES_LEAST else "less than"
    span = f"{minutes(MINUTES_LEAST)} to {minutes(draft.most)}"
    return f"{minutes(most)} min {word}, {where} the {span}."


def short_weekdays(weekdays: Iterable[int]) -> str:
    """Return weekdays as ``Mon, Tue and Thu``."""
    *others, last = [WEEKDAYS[weekday] for weekday in sorted(weekdays)]
    return f"{', '.join(others)} and {last}" if others else last


def starts_words(draft: Draft, today: date, *, empty: bool) -> str:
    """Return the day from which a draft holds: ``from today on``, ``from Mon 30 Nov on``."""
    if draft.start is None and empty:
        return "from the beginning"
    if draft.day == today:
        return "from today on"
    return f"from {near_day(draft.day, today)} on"


def item_words(item: Item, before: Item, today: date) -> str:
    """Return what the row of a task does not say about its target, "" for most tasks.

    ``before`` is the item as it was before it was edited.
    """
    said = []
    if item.version.busy_target is not None:
        days = weekdays_words(item.version.busy_weekdays)
        said.append(f"{item.version.busy_target} on {days}, as promised")
    elif before.version.busy_target is not None:
        said.append("without what was promised")
    if item.later is not None:
        day = near_day(item.later.valid_from, today)
        said.append(f"from {day} on {target_words(item.later)}")
    return f"{item.label}: {'; '.join(said)}" if said else ""


def target_words(version: TargetVersion) -> str:
    """Return what a target asks for: ``2 a day``, ``1 on Mon and Thu``, ``2 a week``."""
    if version.weekly:
        return f"{version.weekly} a week"
    if not version.target or version.weekdays == frozenset():
        return "none"
    if version.weekdays is None:
        return f"{version.target} a day"
    return f"{version.target} on {short_weekdays(version.weekdays)}"

"""The rows of the routine editor: one per task, the minutes of each weekday, and their sum."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.model import TaskDefinition
from ssi_tui.core.routine.draft import WEEK, Draft, Item, draft_of
from ssi_tui.core.routine.words import item_words, minutes_words, starts_words
from ssi_tui.core.tasks import TASK_MAX, key_words, keys_lost
from ssi_tui.core.text.words import WEEKDAYS, minutes
from ssi_tui.core.value import dataclass
from ssi_tui.tui.dialogs.base import paragraph, title_row
from ssi_tui.tui.look.grid import PANEL_WIDTH
from ssi_tui.tui.look.rows import Row

EACH_END = 21
TARGET_END = 28
FIRST_DAY_END = 33
DAY_STEP = 4
# The columns of the cursor.
MINUTES = 0
TARGET = 1
WEEKDAYS_FROM = 2
# The rows of the dialog besides the tasks: padding, title, head, minutes, words and keys.
OTHER_ROWS = 13
LEAST_TASKS = 3
# What is special of the task under the cursor, or why a key had no effect.
WORDS_ROWS = 2


@dataclass(frozen=True, slots=True)
class RoutineFound:
    """What the editor needs to know of the log when it opens.

    ``said`` holds all definitions of tasks, ``own`` the tasks of the user's own, and ``budget`` the
    minutes of a day. ``keys`` holds the key that ticks each task, and ``taken`` what the other keys
    of Today do. ``empty`` tells that nothing is logged.
    """

    today: date
    schedule: Schedule
    said: Sequence[TaskDefinition]
    budget: int
    keys: Mapping[str, str]
    taken: Mapping[str, str]
    own: Sequence[TaskDefinition]
    empty: bool

    def draft(self, start: date | None) -> Draft:
        """Return the routine to edit: as it holds from a day on, or as it is today."""
        return draft_of(self.schedule, start or self.today, start, self.said, self.budget)


@dataclass(frozen=True, slots=True)
class EditorView:
    """What the editor shows: the routine before and now, and the cursor.

    ``task`` and ``column`` are the place of the cursor; ``said`` tells why a key had no effect.
    """

    found: RoutineFound
    before: Draft
    draft: Draft
    task: int = 0
    column: int = TARGET
    said: str = ""

    @property
    def item(self) -> Item:
        """The task under the cursor."""
        return self.draft.items[self.task]

    def owner(self, item: Item) -> TaskDefinition | None:
        """Return the older task that has the key of one, if another machine has given it twice."""
        owner = keys_lost(self.found.own).get(item.task)
        return owner if owner is not None and owner.key == item.definition.key else None


def editor_rows(view: EditorView, room: int) -> Sequence[Row]:
    """Return the rows above the keys, for a terminal of ``room`` rows.

    If not all tasks fit, they scroll with the cursor.
    """
    draft, item, today = view.draft, view.item, view.found.today
    limit = max(LEAST_TASKS, room - OTHER_ROWS)
    first = max(0, view.task - limit + 1)
    shown = range(first, min(len(draft.items), first + limit))
    before = next((each for each in view.before.items if each.task == item.task), item)
    owner = view.owner(item)
    lost = "" if owner is None else f"It has no key: {key_words(owner)}."
    words = paragraph(view.said or item_words(item, before, today) or lost, "muted", WORDS_ROWS)
    return (
        title_row("Routine", starts_words(draft, today, empty=view.found.empty)),
        Row(),
        _head(),
        *(_item(view, at) for at in shown),
        _minutes(draft),
        Row(),
        _budget(draft),
        *words,
        *[Row()] * (WORDS_ROWS - len(words)),
    )


def _day_end(weekday: int) -> int:
    return FIRST_DAY_END + weekday * DAY_STEP


def _head() -> Row:
    row = Row().right(EACH_END, "min", "faint").right(TARGET_END, "a day", "faint")
    for weekday in WEEK:
        row.right(_day_end(weekday), WEEKDAYS[weekday], "faint")
    return row


def _item(view: EditorView, at: int) -> Row:
    item = view.draft.items[at]
    chosen = at == view.task
    changed = item not in view.before.items
    row = Row().put(0, "▌" if chosen else "", "accent")
    key = item.definition.key or view.found.keys.get(item.task, "")
    row.put(2, key if view.owner(item) is None else "", "accent")
    row.put(4, item.label, "bold" if chosen else "text", width=TASK_MAX)
    row.put(min(row.end + 1, 4 + TASK_MAX), "*" if changed else "", "muted")
    for column, end, text, role in _cells(item, view.draft):
        here = chosen and column == view.column
        shown = f"[{text}]" if here else text
        click = f"screen.pick({at}, {column})"
        row.right(end + here, shown, "cursor-cell" if here else role, click=click)
    if item.by_week:
        row.put(TARGET_END + 3, "a week", "muted")
    return row


def _cells(item: Item, draft: Draft) -> Iterator[tuple[int, int, str, str]]:
    """Yield for each cell of a task: its column, its last place, its text and its role."""
    yield MINUTES, EACH_END, minutes(item.minutes), "muted"
    yield TARGET, TARGET_END, str(item.target), "bold"
    if item.by_week:
        return
    for weekday in WEEK:
        asked = item.asks(weekday)
        if weekday not in draft.workdays:
            text, role = "-", "faint"
        elif asked:
            text, role = str(asked), "text"
        else:
            text, role = "·", "faint"
        yield WEEKDAYS_FROM + weekday, _day_end(weekday), text, role


def _minutes(draft: Draft) -> Row:
    row = Row().put(4, "minutes", "muted")
    for weekday in WEEK:
        over = weekday in draft.over
        # The columns have room for whole minutes only, half ones up; the sentence below is exact.
        taken = str(int(draft.minutes(weekday) + 0.5)) if weekday in draft.workdays else "-"
        row.right(_day_end(weekday), taken, "warning" if over else "muted")
    return row


def _budget(draft: Draft) -> Row:
    over = bool(draft.over)
    row = Row().put(0, "!" if over else "", "warning")
    return row.put(2 * over, minutes_words(draft), "warning" if over else "text", width=PANEL_WIDTH)


def editor_keys(item: Item) -> Sequence[Sequence[tuple[str, str]]]:
    """Return the keys of each row at the bottom; those of no use for the task are left out."""
    second = [("routine.from", "start date"), ("routine.add", "add")]
    if item.own:
        second += [("routine.change", "edit"), ("routine.take-out", "remove")]
    if item.version.weekdays is not None:
        second.append(("routine.every-workday", "workdays"))
    if item.version.busy_target is not None:
        second.append(("routine.without-the-promise", "drop promise"))
    return (
        (
            ("routine.more", "more"),
            ("routine.fewer", "fewer"),
            ("routine.weekday", "weekday"),
            ("routine.week", "day" if item.by_week else "week"),
            ("routine.move-down", "down"),
            ("routine.move-up", "up"),
        ),
        second,
        (("routine.save", "save"), ("dialog.close", "discard")),
    )

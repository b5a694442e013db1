"""The rows of the routine editor: one a task, the minutes of each weekday, the sum in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ssi_tui.core.routine.draft import WEEK, Draft, Item
from ssi_tui.core.routine.words import item_words, minutes_words, starts_words
from ssi_tui.core.tasks import TASK_MAX
from ssi_tui.core.text.words import WEEKDAYS, minutes, number
from ssi_tui.core.value import dataclass
from ssi_tui.tui.dialogs.base import KeysRow, title_row
from ssi_tui.tui.look.grid import PANEL_WIDTH
from ssi_tui.tui.look.rows import Row

EACH_END = 21
TARGET_END = 28
FIRST_DAY_END = 33
DAY_STEP = 4
# The columns that the cursor moves over.
MINUTES = 0
TARGET = 1
WEEKDAYS_FROM = 2
# What the dialog takes besides the tasks: padding, title, head, minutes, words and keys.
OTHER_ROWS = 12
LEAST_TASKS = 3


@dataclass(frozen=True, slots=True)
class EditorView:
    """What the editor shows: two drafts, the cursor, and a sentence where a key had no effect.

    ``keys_row`` makes a row of keys.
    """

    today: date
    before: Draft
    draft: Draft
    keys: Mapping[str, str]
    task: int
    column: int
    room: int
    said: str
    empty: bool
    keys_row: KeysRow


def editor_rows(view: EditorView) -> Sequence[Row]:
    """Return all rows of the editor; tasks that do not fit are scrolled, the rest stays."""
    draft = view.draft
    limit = max(LEAST_TASKS, view.room - OTHER_ROWS)
    first = max(0, view.task - limit + 1)
    shown = range(first, min(len(draft.items), first + limit))
    starts = starts_words(draft, view.today, empty=view.empty)
    item = draft.items[view.task]
    before = next((each for each in view.before.items if each.task == item.task), item)
    words = view.said or item_words(item, before, view.today)
    return (
        title_row("Routine", starts),
        Row(),
        _head(),
        *(_item(view, at) for at in shown),
        _minutes(draft),
        Row(),
        _budget(draft),
        Row().put(0, words, "muted", width=PANEL_WIDTH),
        *_keys(item, view.keys_row),
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
    row.put(2, item.definition.key or view.keys.get(item.task, ""), "accent")
    row.put(4, item.label, "bold" if chosen else "text", width=TASK_MAX)
    row.put(min(row.end + 1, 4 + TASK_MAX), "*" if changed else "", "muted")
    for column, end, text, role in _cells(item, view.draft):
        here = chosen and column == view.column
        shown = f"[{text}]" if here else text
        click = f"screen.pick({at}, {column})"
        row.right(end + here, shown, "cursor-cell" if here else role, click=click)
    return row


def _cells(item: Item, draft: Draft) -> Iterator[tuple[int, int, str, str]]:
    """Yield the cells of a task: their column, their end, what they show and its role."""
    yield MINUTES, EACH_END, minutes(item.minutes), "muted"
    yield TARGET, TARGET_END, str(item.version.target), "bold"
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
        # Whole minutes: the columns have room for no more, and the sentence below is exact.
        taken = number(draft.minutes(weekday), 0) if weekday in draft.workdays else "-"
        row.right(_day_end(weekday), taken, "warning" if over else "muted")
    return row


def _budget(draft: Draft) -> Row:
    over = bool(draft.over)
    row = Row().put(0, "!" if over else "", "warning")
    return row.put(2 * over, minutes_words(draft), "warning" if over else "text", width=PANEL_WIDTH)


def _keys(item: Item, keys_row: KeysRow) -> Iterator[Row]:
    yield keys_row(
        ("+", "more", "change(1)"),
        ("-", "fewer", "change(-1)"),
        ("space", "weekday", "toggle_weekday"),
        ("J", "down", "shift(1)"),
        ("K", "up", "shift(-1)"),
    )
    second = [("f", "from a date", "start"), ("a", "add", "add")]
    if item.own:
        second += [("e", "change", "edit"), ("D", "take out", "take_out")]
    if item.version.weekdays is not None:
        second.append(("w", "workdays", "every_day"))
    if item.version.busy_target is not None:
        second.append(("x", "no promise", "plain"))
    yield keys_row(*second)
    yield keys_row(("enter", "save", "accept"), ("escape", "leave as it was", "close"))

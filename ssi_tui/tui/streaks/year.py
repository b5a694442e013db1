"""The year: weeks across, weekdays down; below them the day under the cursor, and the legend."""

from collections.abc import Sequence
from datetime import date

from textual import events
from textual.dom import DOMNode

from ssi_tui.core.ahead.year import DayState, Year
from ssi_tui.core.text.words import WEEKDAYS, day_month, short_day
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.look.sent import Sent
from ssi_tui.tui.widgets.year import LOOKS, look_of, put_months

LEGEND = 36
NARROW_LEGEND = 46
# From this height on the legend has a row of its own, and the day is told in full.
FULL_ROWS = 11


@dataclass(frozen=True, slots=True, eq=False)
class YearShown:
    """What the year shows.

    ``entries`` are the (key, label, count) of what was done on the day under the cursor; ``legend``
    are the words for days on which all, some and nothing was done. ``lit`` tells that the cursor of
    the year moved last.
    """

    year: Year
    title: str
    cursor: date
    today: date
    entries: Sequence[tuple[str, str, int]]
    legend: tuple[str, str, str]
    lit: bool = True


class YearPanel(Section[YearShown]):
    """The title with the months, a row for each weekday, and the day under the cursor."""

    class DayPicked(Sent):
        """A day was pressed; ``twice`` is to open it."""

        day: date
        twice: bool

    def on_click(self, event: events.Click) -> None:
        """Say which day was pressed."""
        shown, week, weekday = self.shown, event.x - self.grid.graphic, event.y - 1
        if shown is None or not (0 <= week < len(shown.year.weeks) and 0 <= weekday < 7):
            return
        day = shown.year.day_at(week, weekday)
        if day <= shown.today:
            self.post_message(self.DayPicked(day, twice=event.chain > 1))

    def section(self, shown: YearShown, grid: Grid) -> Sequence[Row]:
        """Return the title, the weekdays, and the row of the day under the cursor."""
        title = Row().put(grid.mark, shown.title, "title", width=grid.graphic - grid.mark - 1)
        rows = [
            put_months(title, shown.year, grid),
            *(self._weekday(shown, grid, at) for at in range(7)),
        ]
        full = self.size.height >= FULL_ROWS
        day = _day(shown, grid, full=full)
        if grid.narrow:
            for row, piece in zip(rows[1:], legend_of(shown), strict=False):
                put_legend(row, NARROW_LEGEND, [piece], self)
        elif full:
            legend = Row()
            put_legend(legend, grid.graphic, legend_of(shown, full=True), self)
            return (*rows, legend, Row(), day)
        else:
            put_legend(day, LEGEND, legend_of(shown), self)
        return (*rows, day)

    def _weekday(self, shown: YearShown, grid: Grid, at: int) -> Row:
        name = WEEKDAYS[(shown.year.first.weekday() + at) % 7]
        row = Row().put(grid.label, name, "muted")
        place = shown.year.place_of(shown.cursor)
        cells = []
        cursor = "cursor-cell" if shown.lit else "cursor-cell:faint"
        for column, week in enumerate(shown.year.weeks):
            glyph, role = look_of(week[at], self)
            cells.append((glyph, cursor if place == (column, at) else role))
        return row.run(grid.graphic, cells)


def _day(shown: YearShown, grid: Grid, *, full: bool) -> Row:
    """Return the row of the day under the cursor, as far as it has room."""
    day = shown.cursor
    near = day.year == shown.today.year
    row = Row().put(grid.label, short_day(day) if near else f"{day_month(day)} {day.year}", "muted")
    last = grid.text_right if full else grid.nights if grid.narrow else LEGEND - 2
    room = last - grid.graphic + 1
    if not shown.entries:
        words = _NOTHING.get(shown.year.state_of(day), "nothing")
        return row.put(grid.graphic, words, "muted", width=room)
    at = grid.graphic
    for key, text in _entries(shown, room, full=full):
        if at + len(key) + len(text) > last + 1:
            row.put(at, "…", "muted")
            break
        row.put(at, key, "accent").put(at + len(key), text)
        at += len(key) + len(text)
    return row


def _entries(shown: YearShown, room: int, *, full: bool) -> Sequence[tuple[str, str]]:
    """Return keys with what follows them, in the widest form that has room."""
    wide = [(key, f" {label} {count}   ") for key, label, count in shown.entries]
    forms = [wide] if full else []
    forms.append([(key, f" {count}  ") for key, _, count in shown.entries])
    forms.append([(key, f"{count} ") for key, _, count in shown.entries])
    close = [(key, f"{count}") for key, _, count in shown.entries]
    return next((form for form in forms if _width(form) <= room), close)


def _width(form: Sequence[tuple[str, str]]) -> int:
    return len("".join(f"{key}{text}" for key, text in form).rstrip())


_NOTHING = {
    DayState.BLANK: "before your log",
    DayState.REST: "rest day",
    DayState.OFF: "time off",
}


def legend_of(shown: YearShown, *, full: bool = False) -> tuple[tuple[DayState, str], ...]:
    """Return the states of a day with their words."""
    others = ("rest day", "time off") if full else ("rest", "off")
    # Blank, the last of the looks, needs no words.
    return tuple(zip(LOOKS, (*shown.legend, *others), strict=False))


def put_legend(row: Row, at: int, states: Sequence[tuple[DayState, str]], node: DOMNode) -> None:
    """Put the glyphs of states with their words, the first at a column."""
    for state, word in states:
        glyph, role = look_of(state, node)
        row.put(at, glyph, role).put(at + 2, word, "muted")
        at += len(word) + 4

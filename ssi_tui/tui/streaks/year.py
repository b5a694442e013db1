"""The year: weeks across, weekdays down; below them the day under the cursor, and the legend."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date

from textual import events
from textual.message import Message

from ssi_tui.core.ahead.year import DayState, Year
from ssi_tui.core.text.bars import DONE, MET, NONE
from ssi_tui.core.text.words import MONTHS, WEEKDAYS, day_month, short_day
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row

LOOKS: Mapping[DayState, tuple[str, str]] = {
    DayState.ALL: (DONE, "accent"),
    DayState.PART: (MET, "fill"),
    DayState.NONE: (NONE, "faint"),
    DayState.REST: ("-", "rule"),
    DayState.OFF: ("~", "muted"),
    DayState.BLANK: (" ", "text"),
}
CURSOR_CELL = "cursor-cell"
ENTRIES = 13
LEGEND = 36
NARROW_LEGEND = 46


@dataclass(frozen=True, slots=True, eq=False)
class YearShown:
    """What the year shows.

    ``entries`` are the (key, count) pairs of the day under the cursor; ``legend`` are the words
    for days on which all, a part and nothing was done.
    """

    year: Year
    title: str
    cursor: date
    today: date
    entries: Sequence[tuple[str, int]]
    legend: tuple[str, str, str]


class YearPanel(Section[YearShown]):
    """The title with the months, a row for each weekday, and the day under the cursor."""

    @dataclasses.dataclass
    class DayPicked(Message):
        """A day was pressed; ``twice`` is to open it."""

        day: date
        twice: bool = dataclasses.field(kw_only=True)

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
        for column, month in shown.year.months:
            title.put(grid.graphic + column, MONTHS[month - 1], "faint")
        rows = [title, *(self._weekday(shown, grid, at) for at in range(7))]
        day = self._day(shown, grid)
        if grid.narrow:
            for row, piece in zip(rows[1:], legend_of(shown), strict=False):
                put_legend(row, NARROW_LEGEND, [piece])
        else:
            put_legend(day, LEGEND, legend_of(shown))
        return (*rows, day)

    def _weekday(self, shown: YearShown, grid: Grid, at: int) -> Row:
        name = WEEKDAYS[(shown.year.first.weekday() + at) % 7]
        row = Row().put(grid.label, name, "muted")
        place = shown.year.place_of(shown.cursor)
        cells = []
        for column, week in enumerate(shown.year.weeks):
            glyph, role = LOOKS[week[at]]
            cells.append((glyph, CURSOR_CELL if place == (column, at) else role))
        return row.run(grid.graphic, cells)

    def _day(self, shown: YearShown, grid: Grid) -> Row:
        day = shown.cursor
        near = day.year == shown.today.year
        row = Row().put(grid.label, short_day(day) if near else f"{day_month(day)} {day.year}")
        at = grid.label + ENTRIES
        room = (grid.nights if grid.narrow else LEGEND - 2) - at
        return row.put(at, day_words(shown, room), "muted", width=room)


def day_words(shown: YearShown, room: int) -> str:
    """Return what was done on the day under the cursor, set closer where it has no room."""
    if shown.entries:
        words = "  ".join(f"{key} {count}" for key, count in shown.entries)
        if len(words) <= room:
            return words
        return " ".join(f"{key}{count}" for key, count in shown.entries)
    state = shown.year.state_of(shown.cursor)
    return {
        DayState.BLANK: "before the log",
        DayState.REST: "rest day",
        DayState.OFF: "time off",
    }.get(state, "nothing")


def legend_of(shown: YearShown) -> tuple[tuple[DayState, str], ...]:
    """Return the states of a day with their words."""
    # Blank, the last of the looks, needs no words.
    return tuple(zip(LOOKS, (*shown.legend, "rest", "off"), strict=False))


def put_legend(row: Row, at: int, states: Sequence[tuple[DayState, str]]) -> None:
    """Put the glyphs of states with their words, the first at a column."""
    for state, word in states:
        glyph, role = LOOKS[state]
        # The colour of rules is too weak for a glyph to be recognised.
        row.put(at, glyph, "faint" if role == "rule" else role)
        row.put(at + 2, word, "muted")
        at += len(word) + 4

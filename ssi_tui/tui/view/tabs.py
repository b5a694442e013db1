"""The first two rows: the tabs of the views with the day, and a rule under the active tab."""

from datetime import date

from rich.cells import cell_len
from textual.reactive import var

from ssi_tui.core.text.words import long_day, short_day, weekday_day
from ssi_tui.core.value import dataclass
from ssi_tui.tui.keys.everywhere import View
from ssi_tui.tui.look.grid import SMALLEST, TREND_FROM, Grid
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import Row, longest

Form = tuple[tuple[str, str], ...]
"""Texts side by side, each with its role."""


def _length(form: Form) -> int:
    return sum(cell_len(text) for text, _ in form)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the first row says: the views, the mode of the active one, and the day.

    ``number`` counts the days of the log. If there are ``forms``, the longest that fits stands in
    place of the day. ``off_from`` is the day on which time off begins soon. ``sync_amiss`` tells
    that sync needs a look.
    """

    views: tuple[View, ...]
    active: str
    day: date
    is_today: bool
    number: int
    forms: tuple[str, ...] = ()
    off_from: date | None = None
    sync_amiss: bool = False


SWEEPS = 8
"""The steps in which the two lines of a completed routine turn to the accent."""


class TabBar(Painted):
    """The tabs side by side; a click on one opens its view.

    The line under them turns to the accent in steps, of which ``swept`` are done.
    """

    heading: var[Heading | None] = var(None)
    swept: var[int] = var(0)

    @property
    def _too_small(self) -> tuple[str, ...]:
        """What stands in place of the rule if the terminal is too small for a whole view."""
        width, height = self.app.size
        least = "x".join(map(str, SMALLEST))
        small = width < SMALLEST[0] or height < SMALLEST[1]
        if not small:
            return ()
        size = f"{width}x{height}"
        return (
            f"Enlarge the window: the routine needs {least}, this is {size}",
            f"Enlarge the window to {least}; this is {size}",
            f"Enlarge to {least}",
        )

    def rows(self, grid: Grid) -> tuple[Row, ...]:
        """Return the row of tabs, and the rule under it."""
        names, rule = Row(), Row()
        if self.heading is None:
            return (names, rule)
        at = grid.mark
        if not grid.narrow:
            title = self.app.title
            names.put(at, title, "muted" if title == "ssi-tui" else "bold")
            at += len(title) + 3
        under = (at, at)
        for view in self.heading.views:
            active = view.mode == self.heading.active
            click = f"app.switch_mode('{view.mode}')"
            names.put(at, view.key, "accent" if active else "faint", click=click)
            label = at + cell_len(view.key) + 1
            names.put(label, view.label, "bold" if active else "muted", click=click)
            end = label + len(view.label)
            if active:
                under = (at, end)
            at = end + (2 if grid.narrow else 3)
        self._put_day(names, grid, at)
        if said := self._too_small:
            room = grid.right - grid.mark + 1
            return (names, rule.put(grid.mark, longest(said, room), "muted", width=room))
        rule.put(grid.mark, "─" * (under[0] - grid.mark), "accent" if self.swept else "rule")
        rule.put(under[0], "━" * (under[1] - under[0]), "accent")
        bright = max(under[1], 1 + grid.right * self.swept // SWEEPS)
        rule.put(under[1], "─" * (bright - under[1]), "accent")
        rule.put(bright, "─" * (grid.right - bright + 1), "rule")
        return (names, rule)

    def _put_day(self, row: Row, grid: Grid, free: int) -> None:
        heading = self.heading
        if heading is None:
            return
        fits = (form for form in self._forms(heading, grid) if grid.right - _length(form) >= free)
        at = grid.right + 1
        for text, role in reversed(next(fits, ())):
            at -= cell_len(text)
            row.put(at, text, role)

    def _forms(self, heading: Heading, grid: Grid) -> list[Form]:
        """Return what may stand at the right, the longest first."""
        if heading.sync_amiss:
            sign = "! " if grid.width < TREND_FROM else "sync !   "
            days = heading.forms[1:] or (short_day(heading.day), weekday_day(heading.day))
            role = "muted" if heading.forms or heading.is_today else "bold"
            return [((sign, "warning"), (day, role)) for day in days]
        if heading.forms:
            # What stands apart at the end, the number of a week, is the least of it.
            parts = (form.partition("   ") for form in heading.forms)
            return [((span, "muted"), (f"{apart}{week}", "faint")) for span, apart, week in parts]
        day, role = heading.day, "muted" if heading.is_today else "bold"
        forms: list[Form] = [((short_day(day), role),), ((weekday_day(day), role),)]
        if grid.width < TREND_FROM:
            return forms
        if not heading.is_today:
            return [((f"{long_day(day)}, not today", role),), *forms]
        forms.insert(0, ((long_day(day), role), (f"   day {heading.number}", "faint")))
        if heading.off_from is not None:
            off = f"off from {short_day(heading.off_from)}   "
            forms.insert(0, ((off, "muted"), (short_day(day), role)))
        return forms

"""The base of our widgets: each paints all of its rows itself, from the values it is given."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, Generic, TypeVar

from textual.color import Color
from textual.dom import DOMNode
from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from ssi_tui.core.text.bars import DONE
from ssi_tui.tui.look.grid import Grid, grid_of
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.look.theme import Palette, palette

Value = TypeVar("Value")
PLAIN_WHOLE = "█"
BLANK = Row()


class Painted(Widget):
    """A widget that paints rows, which its subclass builds from the values it is given.

    Each value is declared as a ``var``; where it changes and the subclass has no watcher for it,
    the rows are built anew.
    """

    SURFACE = "background"

    def __init_subclass__(cls, **options: Any) -> None:
        """Repaint on every change of a value that the subclass does not watch itself."""
        super().__init_subclass__(**options)
        for name, value in list(vars(cls).items()):
            if isinstance(value, var) and not hasattr(cls, f"watch_{name}"):
                setattr(cls, f"watch_{name}", cls.repaint)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._rows: Sequence[Row] | None = None
        self._built_for: tuple[Size, Size] | None = None
        self._stale = False

    def rows(self, grid: Grid) -> Sequence[Row]:
        """Return the rows, laid out in the columns of a grid."""
        raise NotImplementedError

    @property
    def grid(self) -> Grid:
        """The grid of the whole terminal."""
        return grid_of(self.app.size.width)

    @property
    def palette(self) -> Palette:
        """The styles of the current theme."""
        return palette(self.app.theme_variables, self.SURFACE)

    def painted(self) -> Sequence[Row]:
        """Return the rows; they are built only where something has changed since the last time."""
        return self._built() if self._rows is None else self._rows

    def _built(self) -> Sequence[Row]:
        self._rows, self._built_for = self.rows(self.grid), (self.size, self.app.size)
        return self._rows

    def repaint(self) -> None:
        """Build the rows anew soon, and paint those that have changed."""
        if self._stale:
            return
        if self._rows is None or not (self.is_attached and self.display):
            self.renew()
            return
        # Several values often change together: paint once, when all have arrived.
        self._stale = True
        self.check_idle()

    def renew(self) -> None:
        """Build and paint all rows anew the next time they are seen."""
        self._rows = None
        self.refresh()

    def on_idle(self) -> None:
        """Paint what has changed, now that no more values are on their way."""
        if self._stale:
            self.repaint_changed()

    def repaint_changed(self) -> None:
        """Build the rows anew now, and paint those that have changed."""
        if parts := self.changed():
            self.refresh(*parts)

    def changed(self) -> list[Region]:
        """Build the rows anew, and return where those stand that have changed."""
        self._stale = False
        before = self._rows
        if before is None or not (self.is_attached and self.screen.is_current):
            self.renew()
            return []
        built, width = self._built(), self.size.width
        changed = [y for y, (old, new) in enumerate(zip_longest(before, built)) if old != new]
        # Rows that stay as they are have been painted already.
        self._rows = [new if y in changed else before[y] for y, new in enumerate(built)]
        return [Region(0, y, width, 1) for y in changed]

    def on_resize(self) -> None:
        """Build the rows for the new size, unless they were painted in it before this was told."""
        if self._built_for != (self.size, self.app.size):
            self.renew()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return some rows as they are painted; there is no border or padding to look for."""
        rows, palette, width = self.painted()[crop.y : crop.bottom], self.palette, self.size.width
        strips = [row.strip(palette, width) for row in rows]
        strips += [BLANK.strip(palette, width)] * (crop.height - len(rows))
        background = Color.from_rich_color(palette["text"].bgcolor)
        for each in self.get_line_filters():
            # Only an ANSI theme has colours that are to be replaced.
            if not isinstance(each, ANSIToTruecolor) or background.ansi is not None:
                strips = [strip.apply_filter(each, background) for strip in strips]
        if self.highlight_link_id and "@click" in self.hover_style.meta:
            link, style = self.highlight_link_id, self.link_style_hover
            strips = [strip.style_links(link, style) for strip in strips]
        return [strip.crop(crop.x, crop.right) for strip in strips]


class Section(Painted, Generic[Value]):
    """A widget that paints one value; it is blank while there is none."""

    shown: var[Value | None] = var(None)

    def rows(self, grid: Grid) -> Sequence[Row]:
        """Return the rows of the value, if there is one."""
        return () if self.shown is None else self.section(self.shown, grid)

    def section(self, shown: Value, grid: Grid) -> Sequence[Row]:
        """Return the rows of a value, laid out in the columns of a grid."""
        raise NotImplementedError


def whole_mark(node: DOMNode) -> str:
    """Return the mark of a day done as a whole, a fuller one in ASCII, where all dots are alike."""
    return PLAIN_WHOLE if node.app.has_class("-ascii") else DONE

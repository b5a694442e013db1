"""The app on terminals of all sizes, and in all themes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.theme import BUILTIN_THEMES

from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.dialogs.base import Dialog
from ssi_tui.tui.keys.everywhere import VIEWS, View
from ssi_tui.tui.look.rows import ELLIPSIS
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.dialogs.test_fit import OPENED, open_all
from tests.tui.driver import Session

pytestmark = pytest.mark.slow

SIZES = ((80, 24), (100, 30), (160, 45), (60, 20), (40, 10), (20, 5))
ODD_SIZES = ((1, 1), (3, 2), (300, 90))


@pytest.mark.parametrize(
    ("scene", "key"),
    [(scenes.first_run, "1"), *((scenes.morning, view.key) for view in VIEWS)],
    ids=["first run", *(view.mode for view in VIEWS)],
)
def test_the_app_can_be_resized_to_any_size(
    open_app: OpenApp, scene: Callable[[Path], Tracker], key: str
) -> None:
    """Nothing fails on the way, and the keys work at each size."""
    app = open_app(scene).press(key)
    for at, size in enumerate(SIZES + ODD_SIZES):
        app.resize(*size).press("cjk"[at % 3])
        assert len(app.rows) == size[1]
        assert all(cell_len(row) <= size[0] for row in app.rows)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.mode)
def test_every_row_of_a_view_fits_into_its_panel(today: Session, view: View) -> None:
    """From 60x20 on, and where two grids stand side by side for the first time."""
    today.press(view.key)
    for size in (
        (60, 20),
        (80, 24),
        (99, 24),
        (100, 30),
        (155, 30),
        (156, 30),
        (157, 30),
        (160, 45),
    ):
        for panel in today.resize(*size).panels():
            for row in panel.painted()[: panel.size.height]:
                assert row.end <= panel.size.width, f"{size}: {row.plain}"


@pytest.mark.parametrize("size", [(40, 10), (20, 5)])
def test_what_does_not_fit_on_a_tiny_terminal_is_cut_with_an_ellipsis(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    """Or left out as a whole."""
    app = open_app(size=size)
    rows = [row for panel in app.panels() for row in panel.painted()]
    assert any(row.end > size[0] for row in rows)
    for row in rows:
        shown = row.strip(app.panels()[0].palette, size[0]).text.rstrip()
        assert shown == row.plain or shown.endswith(ELLIPSIS) or row.plain.startswith(f"{shown} ")


@pytest.mark.parametrize("size", [(40, 10), (59, 24), (80, 19), (20, 5)])
def test_below_sixty_by_twenty_the_routine_stands_alone(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    """With the keys, the task under the cursor always in sight."""
    app = open_app(size=size)
    assert "ROUTINE" in app.text
    assert "ESTIMATE" not in app.text
    assert app.last.endswith(("? help  ^p commands  q quit", "?  ^p  q"))
    for _ in range(4):
        app.press("j")
    assert "connect" in app.text
    assert app.press("c").logged()["comment"] == 2


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.mode)
def test_below_sixty_by_twenty_every_view_says_so(today: Session, view: View) -> None:
    """In the place of the rule, and no longer than the terminal is too small."""
    rule = today.press(view.key).rows[1]
    for width, height in ((80, 19), (59, 24), (50, 12)):
        today.resize(width, height)
        assert re.search(rf"Enlarge .+ 60x20[,;] this is {width}x{height}$", today.rows[1])
    assert "━" in rule
    assert today.resize(80, 20).rows[1] == today.resize(80, 24).rows[1] == rule


def test_help_stays_in_sight_on_a_narrow_terminal(open_app: OpenApp) -> None:
    """Flush right, as on any other, without its word."""
    assert open_app(size=(40, 10)).last.endswith("  ?  ^p  q")


def test_dialogs_open_on_a_tiny_terminal(open_app: OpenApp) -> None:
    """They are cut, and escape still closes them."""
    app = open_app(size=(20, 5))
    rows = app.rows
    for key in ("N", "x", "v", "g", "question_mark"):
        app.press(key)
        assert isinstance(app.app.screen, Dialog)
        assert app.press("escape").rows == rows


def test_whatever_stands_over_a_view_bears_a_terminal_of_a_few_cells(today: Session) -> None:
    """The help and the palette too, whose rows have no room for a letter then."""
    for keys in (("question_mark",), ("ctrl+p",), *OPENED.values()):
        opened = open_all(today.resize(80, 24), keys).app.screen
        for size in ((1, 1), (7, 2)):
            assert len(today.resize(*size).rows) == size[1], keys
        assert today.app.screen is opened
        while len(today.app.screen_stack) > 1:
            today.press("escape")


def test_every_theme_can_be_chosen_while_the_app_is_open(today: Session) -> None:
    """The text stays the same."""
    rows = today.rows
    for name in ("ssi-light", *BUILTIN_THEMES, "ssi-dark"):
        today.run(choose(today.app, name))
        assert today.settle().rows[:-1] == rows[:-1]


async def choose(app: SsiApp, theme: str) -> None:
    """Choose a theme."""
    app.theme = theme

"""Every dialog fits into every size of the terminal, whole and with its keys in sight."""

import pytest
from textual.widgets import Input

from ssi_tui.tui.dialogs.base import Dialog
from ssi_tui.tui.look.rows import ELLIPSIS
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session

OPENED = {
    "a note": ("N",),
    "a date": ("g", "=mon"),
    "time off": ("v", "=21 dec", "tab", "=3 jan"),
    "time off refused": ("v", "=21 dec", "tab", "=3 nov 2026", "enter"),
    "the other activities": ("x",),
    "the routine": ("R", "h", "h"),
    "a task refused": ("R", "a", "=endorse", "tab", "=soon", "enter"),
    "the start of a routine": ("R", "f", "=mon"),
    "the profile": ("P",),
    "the settings": ("comma",),
    "a typed setting": ("comma", "j", "j", "j", "enter", "=noon", "enter"),
    "an import refused": ("i", "=linkedin.zip", "enter"),
}


def open_all(app: Session, keys: tuple[str, ...]) -> Session:
    """Press keys; what begins with ``=`` is written into the field that has the focus."""
    for key in keys:
        if key.startswith("="):
            app.enter(key.removeprefix("="))
        else:
            app.press(key)
    return app


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM, WIDE], ids=str)
@pytest.mark.parametrize("keys", OPENED.values(), ids=OPENED)
def test_a_dialog_is_whole(open_app: OpenApp, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """Nothing is cut or scrolled away, and the last row says how to close it."""
    app = open_all(open_app(size=size), keys)
    dialog = app.app.screen
    assert isinstance(dialog, Dialog)
    panel = dialog.query_one("#dialog")
    assert panel.virtual_size.height <= panel.size.height
    left, top = panel.region.offset
    rows = [row[left:] for row in app.rows[top : top + panel.region.height]]
    assert ELLIPSIS not in "".join(rows)
    assert any("esc " in row for row in rows[-3:])
    assert max(map(len, app.rows)) <= size[0]


@pytest.mark.parametrize("keys", [keys for keys in OPENED.values() if keys[-1] == "enter"], ids=str)
def test_what_was_refused_stays_in_its_field(today: Session, keys: tuple[str, ...]) -> None:
    """With the cursor at its end, and what is wrong below it, behind a mark."""
    field = open_all(today, keys).app.focused
    assert isinstance(field, Input)
    typed = keys[-2].removeprefix("=")
    assert field.value.endswith(typed)
    assert field.cursor_position == len(field.value)
    at = next(at for at, row in enumerate(today.rows) if f"{typed} " in f"{row} ")
    assert any("! " in row[8:14] for row in today.rows[at + 1 : at + 6])

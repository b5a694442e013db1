"""What a user has typed, or how a file is called, is text on every screen, and nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path
from unicodedata import category

import pytest
from rich.cells import cell_len

from tests.logs import MONDAY, SUNDAY
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session
from tests.tui.terminal import terminal

pytestmark = pytest.mark.slow

NASTY = (
    "\x1b[31mred\x1b[2J\x1b]0;pwned\x07\x9b31m\x90q\x9c[bold]loud[/bold] [@click=app.quit]x[/] [/] "
    "\u202eright\u2066to\u2069left\u200f\ttab\nline\r\u2028注釈👩\u200d💻e\u0301\x00\x7f"
)
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
VIEWS = ("1", "2", "3")
DIALOGS = ("question_mark", "x", "v", "N", "i", "g", "ctrl+p", "u")


def spoiled(path: Path) -> None:
    """Put the text past our rules into every column that holds a user's words."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE entries SET note = ?", (NASTY,))
        connection.execute("UPDATE time_off SET reason = ?", (NASTY,))
        connection.execute("UPDATE day_notes SET note = ?", (NASTY,))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home directory with names of files that nobody would choose."""
    home = tmp_path / "home"
    home.mkdir()
    name = NASTY.replace("/", "|").replace("\x00", "")
    (home / f"linkedin{name}.zip").touch()
    (home / f"linkedin{name}").mkdir()
    monkeypatch.setenv("HOME", str(home))
    return home


def assert_inert(app: Session, where: str) -> None:
    """Check that nothing on the screen is obeyed by a terminal or moves what is beside it."""
    for at, row in enumerate(app.rows):
        wrong = {
            character
            for character in row
            if category(character) in {"Cc", "Zl", "Zp"} or character in TURNING
        }
        assert wrong == set(), f"{where}, row {at}: {row!r}"
        assert cell_len(row) <= app.app.size.width, f"{where}, row {at}"


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM, WIDE], ids=str)
def test_nasty_text_is_inert_on_every_screen(
    size: tuple[int, int], open_app: OpenApp, home: Path
) -> None:
    """In each view and dialog, on a day with notes and on one before."""
    app = open_app(size=size)
    with app.elsewhere() as tracker:
        for day in (MONDAY, SUNDAY):
            tracker.tick([("comment", 1), ("connect", 1)], day, note="a note")
            tracker.note("a note", day)
        tracker.routine.take_time_off(MONDAY, reason="a reason")
        spoiled(app.path)
    app.look_around()
    for view in VIEWS:
        assert_inert(app.press(view), f"view {view}")
    app.press("1")
    assert "[31mred" in app.text or size == NARROW
    for step in ("full_stop", "left_square_bracket"):
        app.press(step)
        for key in DIALOGS:
            assert_inert(app.press(key), f"dialog {key}")
            app.press("escape")
            assert_inert(app, f"after {key}")
    assert app.app.is_running


def test_a_nasty_name_of_a_file_is_inert_in_the_picker(today: Session, home: Path) -> None:
    """Listed, completed, and refused."""
    today.press("i")
    assert_inert(today, "picker")
    assert "loud[|bold]" in today.text
    today.press("tab")
    assert_inert(today, "completed")
    today.press("enter")
    assert_inert(today, "refused")
    assert today.app.is_running


@pytest.mark.parametrize("typed", ["~nobody-here/x", "~nobody-here", "\x00", "//", "", "~"])
def test_a_path_that_is_none_does_not_end_the_app(typed: str, today: Session, home: Path) -> None:
    """Typed into the picker, and taken."""
    today.press("i", "ctrl+u").enter(typed)
    assert_inert(today, "typed")
    today.press("enter", "escape")
    assert today.app.is_running


@pytest.mark.parametrize("key", ["N", "v"])
def test_nasty_text_that_is_pasted_is_stored_as_text(key: str, today: Session) -> None:
    """In the dialogs that ask for words."""
    today.press(*"kkkk", key)
    if key == "v":
        today.enter("today").press("tab", "tab")
    today.enter(NASTY.replace("\n", " "))
    assert_inert(today, "typed")
    today.press("enter")
    if key == "v":
        today.press("enter")
    assert_inert(today, "stored")
    with closing(sqlite3.connect(today.path)) as connection:
        query = "SELECT note FROM entries WHERE note IS NOT NULL UNION SELECT reason FROM time_off"
        stored = [text for (text,) in connection.execute(query) if "loud" in text]
    assert len(stored) == 1
    assert not {"\x1b", "\x07", "\x9b", "\x00", "\x7f", "\u202e"} & set(stored[0])


def test_a_real_terminal_gets_no_byte_of_an_escape_that_a_user_typed(tmp_path: Path) -> None:
    """Not the title of the window, nor a colour."""
    path = tmp_path / "log.db"
    tracker = scenes.morning(path)
    tracker.tick([("comment", 1)], note="a note")
    tracker.note("a note", MONDAY)
    tracker.close()
    spoiled(path)
    with terminal(path, MEDIUM) as app:
        app.shows("[31mred [2J")
        app.type("N")
        app.shows("[bold]loud[/bold]")
        assert "\x1b]0;pwned" not in app.output
        assert "\x1b[31mred" not in app.output
        assert not {"\x9b", "\x90", "\u202e", "\u2066", "\x7f"} & set(app.output)

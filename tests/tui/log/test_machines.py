"""Rows of other computers in the Log: by name, and undone like those of this one."""

from ssi_tui.tui.log.details import LogDetails
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, SMALL, WIDE, Session
from tests.tui.log.test_screen import under_cursor


def opened(open_app: OpenApp, size: tuple[int, int] = MEDIUM) -> Session:
    """Open the Log that is shared with a laptop."""
    return open_app(scenes.shared, size).press("5")


def test_rows_of_another_computer_name_it(open_app: OpenApp) -> None:
    """In place of the app or the shell; rows of this computer and imports stay as they are."""
    log = opened(open_app)
    rows = [" ".join(row.split()) for row in log.rows]
    assert rows[5] == "▌ 06:57 c comment 1 on laptop"
    assert rows[6] == "06:56 m message got a reply 1 about the workshop in January on laptop"
    assert rows[7] == "06:55 time off 14 Dec to 18 Dec, skiing on laptop"
    assert rows[8] == "06:51 f search deleted app"
    assert any(row.endswith("LinkedIn") for row in rows)
    assert log.resize(*SMALL).text.count(" on laptop\n") == 3


def test_a_wide_terminal_says_it_in_the_details(open_app: OpenApp) -> None:
    log = opened(open_app, WIDE)
    assert any(row.endswith("app, on laptop") for row in log.painted(LogDetails))
    log.press("j", "j")
    assert any(row.endswith("Mon 23 Nov, 06:55, on laptop") for row in log.painted(LogDetails))


def test_d_undoes_a_step_of_another_computer_by_name_and_brings_it_back(open_app: OpenApp) -> None:
    """Undo and redo know this computer alone, so the same key takes it back."""
    log = opened(open_app).press("j", "j", "d")
    assert log.last.startswith("  Undid laptop's time off: 14 Dec to 18 Dec, skiing.   d redo")
    assert under_cursor(log).startswith("06:55 time off undone: 14 Dec to 18 Dec, skiing")
    log.press("d")
    assert log.last.startswith("  Redid laptop's time off: 14 Dec to 18 Dec, skiing.   d undo")
    log.press("k", "d")
    assert log.last.startswith("  Deleted message (now 0 of 1). ")
    assert log.press("u").last.startswith("  Undid message (now 1 of 1). ")


def test_u_says_where_the_last_step_of_all_is_anothers(open_app: OpenApp) -> None:
    """As it takes the last one of this computer."""
    app = open_app(scenes.shared, WIDE)
    app.press("u")
    told = "The last step is laptop's (comment, 06:57); see Log."
    assert app.last.startswith("  Undid search (now 1 of 1 +1). ")
    assert told in app.last
    app.press("c", "u")
    assert told not in app.last.replace("Undid comment", "")

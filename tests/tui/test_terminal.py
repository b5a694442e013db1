"""The app in a real terminal: what is shown is on disk, and nothing is lost or left behind."""

import signal
import sqlite3
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from ssi_tui.core.text.bars import EIGHTHS, TRACK
from tests.tools.scenes import MONDAY
from tests.tui.terminal import PATIENCE, READY, Screen, Terminal, command, environment, terminal

pytestmark = pytest.mark.slow

UNDER_THE_KEYS = "\x1b[?1049l"
SHOW_CURSOR = "\x1b[?25h"


def logged(path: Path) -> dict[str, int]:
    """Return what the database holds of the Monday."""
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute(
            "SELECT task, SUM(count) FROM entries WHERE live = 1 AND day = ? GROUP BY task",
            (MONDAY.isoformat(),),
        )
        return {str(task): int(count) for task, count in rows}
    finally:
        connection.close()


def shell(path: Path, script: str) -> "subprocess.Popen[bytes]":
    """Start a shell in which ``$tick`` ticks on the Monday."""
    tick = " ".join(command(path, "tick"))
    return subprocess.Popen(
        ["sh", "-c", script], env=environment(path.parent) | {"tick": tick}, cwd=path.parent
    )


def row_of(app: Terminal, task: str) -> str:
    """Return the row of a task, nothing while it is not painted."""
    return next((row for row in app.screen.rows if f"  {task}  " in row[3:20]), "")


def comments(app: Terminal) -> str:
    """Return the row of the comments."""
    return row_of(app, "comment")


# Starting and leaving.


def test_the_app_starts_and_paints_the_four_bars(database: Path) -> None:
    """With keys in the last row."""
    with terminal(database) as app:
        app.shows(READY)
        for pillar in ("Brand", "People", "Insights", "Relationships"):
            row = next(row for row in app.screen.rows if pillar in row and "█" in row)
            assert "│" in row[19:44]
        assert app.screen.rows[-1].endswith(READY)


def test_the_app_loads_nothing_that_encrypts_connections(database: Path) -> None:
    """Its event loop does without it; it would take a tenth of the memory."""
    program = (
        "import atexit, sys; atexit.register(lambda: print('ssl:', '_ssl' in sys.modules)); "
        "from ssi_tui.cli.main import main; sys.exit(main())"
    )
    arguments = command(database)[3:]
    with terminal(database, program=[sys.executable, "-c", program, *arguments]) as app:
        app.shows(READY)
        app.type("q")
        assert app.wait() == 0
    assert "ssl: False" in app.output


@pytest.mark.parametrize("size", [(60, 20), (160, 45)])
def test_the_app_takes_the_size_of_its_terminal(database: Path, size: tuple[int, int]) -> None:
    """The help stands in the last row, at the right."""
    with terminal(database, size) as app:
        app.shows(READY)
        assert app.screen.rows[-1].endswith(READY)
        assert len(app.screen.rows[-1]) > size[0] - 4


def test_q_leaves_with_zero_and_restores_the_terminal(database: Path) -> None:
    """The other screen is closed, the cursor is back, and keys are echoed again."""
    with terminal(database) as app:
        app.shows(READY)
        assert not app.modes & termios.ECHO
        app.type("q")
        assert app.wait() == 0
        end = app.output[app.output.rindex(UNDER_THE_KEYS) :]
        assert SHOW_CURSOR in end
        assert "Traceback" not in app.output
        assert app.modes & termios.ECHO
        assert app.modes & termios.ICANON


def test_a_tick_and_q_in_one_packet_are_both_obeyed(database: Path) -> None:
    """As a slow line hands them over."""
    with terminal(database) as app:
        app.shows(READY)
        app.type("cmq")
        assert app.wait() == 0
    assert logged(database) == {"comment": 2, "share": 1, "search": 1, "message": 1}


# Nothing is lost.


def test_what_the_screen_shows_survives_a_kill(database: Path) -> None:
    """Killed as soon as the new count is there: the database holds it."""
    with terminal(database) as app:
        app.shows(READY)
        app.type("cccc")
        app.until(lambda: "2 of 2 +3" in comments(app))
        app.process.send_signal(signal.SIGKILL)
        app.wait()
    assert logged(database)["comment"] == 5
    with terminal(database) as again:
        again.until(lambda: "2 of 2 +3" in comments(again))


def test_an_undo_that_the_screen_shows_survives_a_kill(database: Path) -> None:
    """And so does the redo that it offers."""
    with terminal(database) as app:
        app.shows(READY)
        app.type("n")
        app.until(lambda: "1 of 1" in row_of(app, "connect"))
        app.type("u")
        app.shows("Undid connect")
        app.process.send_signal(signal.SIGKILL)
        app.wait()
    assert "connect" not in logged(database)
    with terminal(database) as again:
        again.shows(READY)
        again.type("\x12")
        again.shows("Redid connect")
    assert logged(database)["connect"] == 1


def test_the_app_and_two_shells_tick_at_once_and_nothing_is_lost(database: Path) -> None:
    """The open app shows the last tick of the others within two seconds."""
    with terminal(database) as app:
        app.shows(READY)
        script = "for i in 1 2 3 4 5; do $tick comment || exit 1; done"
        shells = [shell(database, script) for _ in range(2)]
        for _ in range(4):
            app.type("s")
        app.until(lambda: all(process.poll() is not None for process in shells))
        took = app.until(lambda: "2 of 2 +9" in comments(app))
        assert [process.returncode for process in shells] == [0, 0]
        assert took < 2.0
        app.shows("1 of 1 +4")
    assert logged(database) == {"comment": 11, "share": 5, "search": 1}


def test_apps_that_are_opened_at_once_share_one_new_log(tmp_path: Path) -> None:
    """On a path that does not exist yet; each shows the ticks of all."""
    path = tmp_path / "log.db"
    with terminal(path) as one, terminal(path) as two, terminal(path) as three:
        for app in (one, two, three):
            app.shows(READY)
            app.type("c")
        for app in (one, two, three):
            app.shows("2 of 2 +1")
    assert logged(path) == {"comment": 3}


# Colours.


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"COLORTERM": "truecolor", "TEXTUAL_THEME": "ssi-light"},
        {"TEXTUAL_THEME": "ansi-dark"},
        {"NO_COLOR": "1"},
        {"NO_COLOR": "1", "TEXTUAL_THEME": "ansi-dark"},
    ],
    ids=lambda variables: " ".join(variables.values()) or "usual",
)
def test_no_text_is_painted_in_the_colour_of_its_ground(
    database: Path, variables: dict[str, str]
) -> None:
    """Only the fill of a bar and its track are."""
    with terminal(database, variables=variables) as app:
        app.shows(READY)
        unseen = {
            cell.text
            for cell in app.screen.cells
            if cell.text.strip() and cell.pen.fore is not None and cell.pen.fore == cell.pen.back
        }
        assert sum("█" in row for row in app.screen.rows) >= 4
    assert unseen <= {EIGHTHS[-1], TRACK}


def test_without_colour_everything_is_grey(database: Path) -> None:
    """Red, green and blue are the same in every cell, and the bars are still there."""
    with terminal(database, variables={"NO_COLOR": "1", "COLORTERM": "truecolor"}) as app:
        app.shows(READY)
        colours = {cell.pen.fore for cell in app.screen.cells} - {None}
        assert len(colours) > 3
        for colour in colours:
            assert colour is not None
            assert len(set(colour.split(";")[1:])) == 1
        assert sum("█" in row for row in app.screen.rows) >= 4


# The end of the terminal, and of the database.


def test_a_terminal_that_is_closed_ends_the_app(database: Path) -> None:
    """No process stays behind, and no write-ahead log."""
    with terminal(database) as app:
        app.shows(READY)
        app.type("c")
        app.until(lambda: "2 of 2" in comments(app))
        app.hang_up()
        assert app.process.wait(PATIENCE) == 0
    assert not database.with_name("log.db-wal").exists()
    assert logged(database)["comment"] == 2


def test_a_database_that_breaks_while_the_app_is_open_is_told_in_one_sentence(
    database: Path,
) -> None:
    """Once the ways on are declined: exit code 3, no traceback, and the terminal as it was."""
    with terminal(database) as app:
        app.shows(READY)
        connection = sqlite3.connect(database)
        connection.execute("ALTER TABLE entries RENAME TO gone")
        connection.close()
        app.shows("Your log can't be read")
        app.type("q")
        assert app.wait() == 3
        said = app.output[app.output.rindex(SHOW_CURSOR) :]
        assert "ssi-tui: " in said
        assert "no such table" in said
        assert "Traceback" not in app.output


# The model of the screen.


def test_the_model_of_the_screen_understands_positions_colours_and_halves() -> None:
    """A sequence may come in two parts."""
    screen = Screen(8, 2)
    screen.feed("\x1b[?1049h\x1b[2;3Hab\x1b[38;5;")
    screen.feed("9mc\x1b[0m注\x1b[1;1Hx\x1b[48;2;1;2;3my")
    assert screen.rows == ["xy", "  abc注"]
    cells = list(screen.cells)
    assert cells[1].pen.back == "2;1;2;3"
    assert cells[8 + 4].pen.fore == "5;9"
    assert cells[8 + 5].pen.fore is None


def test_what_is_typed_in_one_go_lands_in_the_dialog_that_its_first_key_opens(
    database: Path,
) -> None:
    """All of it in one write, as a terminal hands over what was typed while the app was busy."""
    before = logged(database)
    with terminal(database) as app:
        app.shows(READY)
        app.type("Ncomments from now on\rm")
        app.until(lambda: logged(database) != before)
        app.type("5")
        app.shows("comments from now on")
        app.type("q")
        assert app.wait() == 0
    assert logged(database) == {**before, "message": before.get("message", 0) + 1}

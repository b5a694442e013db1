"""What the terminal sends and how the app ends, in a real terminal: nothing is left behind."""

import os
import pty
import signal
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest

from ssi_tui.tui.look.traffic import Output, printable_in
from tests.logs import rows
from tests.tools.scenes import MONDAY
from tests.tui.terminal import READY, Terminal, terminal

pytestmark = pytest.mark.slow

NOTES = "SELECT note FROM day_notes UNION SELECT note FROM entries WHERE live AND note <> ''"
TICKED = "SELECT SUM(count) FROM entries WHERE live AND task = 'comment' AND day = '2026-11-23'"
UNDER_THE_KEYS = "\x1b[?1049l"
SHOW_CURSOR = "\x1b[?25h"
NO_MOUSE = "\x1b[?1000l"
# The app with one line of Python before it.
PROGRAM = "import sys\nfrom ssi_tui.cli.main import main\n{}\nsys.exit(main())"


def restored(app: Terminal) -> str:
    """Return what stands in the terminal after the app, which has left it as it was."""
    under = app.output.rindex(UNDER_THE_KEYS)
    assert SHOW_CURSOR in app.output[under:]
    assert NO_MOUSE in app.output
    assert app.modes & termios.ECHO
    assert app.modes & termios.ICANON
    return app.output[under:]


# A lone byte, a mouse report of tmux, characters cut off, and keys that there are none of.
NO_TEXT = ("\udcff", "\x1b[MC\udc84(", "\udcc3(\b", "\x1b[99999999u", "\x1b[55296u", "\x1b\udcff")


@pytest.mark.parametrize("sent", NO_TEXT, ids=ascii)
def test_bytes_that_are_no_text_are_ignored_and_the_app_goes_on(sent: str, database: Path) -> None:
    """The note that is half typed is not lost."""
    with terminal(database) as app:
        app.shows(READY)
        app.type("N")
        app.shows("enter save")
        app.type("half")
        app.shows("half")
        app.type(f"{sent}")
        app.type("-typed\r")
        app.until(lambda: bool(rows(database, NOTES)))
        if "\x1b" not in sent:
            app.type(f"\x1b[200~{sent}\x1b[201~")
        app.type("q")
        assert app.wait() == 0
        restored(app)
    assert rows(database, NOTES) == [("half-typed",)]


def broken(database: Path, line: str) -> list[str]:
    """Return the command line of the app with a line of Python before it."""
    options = ["--db", str(database), "--today", MONDAY.isoformat()]
    return [sys.executable, "-c", PROGRAM.format(line), *options]


@pytest.mark.parametrize(
    "line",
    [
        "from ssi_tui.tui.app import SsiApp; SsiApp.action_undo = lambda app: {}['lost note']",
        "from ssi_tui.tui.app import SsiApp; SsiApp.action_undo = lambda app: "
        "app.run_worker(lambda: {}['lost note'], thread=True)",
        "from ssi_tui.tui.app import SsiApp; SsiApp.action_undo = lambda app, odd=type('Odd', (), "
        "{'__rich_repr__': lambda self: (1 / 0 for _ in 'x')})(): {}['lost note']",
    ],
    ids=["key", "thread", "beside a value that cannot be shown"],
)
def test_an_error_that_nobody_expected_ends_with_70_and_a_sentence(
    line: str, database: Path
) -> None:
    """Its trace is written down, where the sentence says, for the user alone."""
    with terminal(database, program=broken(database, line)) as app:
        app.shows(READY)
        app.type("u")
        assert app.wait() == 70
        said = restored(app)
    path = database.parent / ".local/state/ssi-tui/log/fault.txt"
    assert "ssi-tui has a bug (KeyError in <string>, line 3)" in said
    assert f"please report it with {path}" in said
    assert "Traceback" not in app.output
    assert "lost note" not in app.output
    assert "KeyError: 'lost note'" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_terminal_that_is_not_utf_8_is_drawn_in_ascii_and_told_so_once(database: Path) -> None:
    """What it lacks in a text of the user is a question mark in each cell; what it has is typed."""
    variables = {"PYTHONIOENCODING": "latin-1", "NO_COLOR": "1"}
    with terminal(database, variables=variables) as app:
        app.shows("Your locale is iso8859-1, not UTF-8, so lines and marks are ASCII.")
        assert all(row.isascii() for row in app.screen.rows)
        app.type("N\udce4\r")
        app.until(lambda: bool(rows(database, NOTES)))
        app.type("q")
        assert app.wait() == 0
    assert "\\u" not in app.output
    assert rows(database, NOTES) == [("ä",)]


def test_what_an_encoding_lacks_keeps_its_cells() -> None:
    assert printable_in("latin-1", "ä 日本 x") == "ä ???? x"


def test_the_size_is_that_of_the_window_whatever_the_shell_has_exported(database: Path) -> None:
    """Also after it is resized."""
    with terminal(database, (80, 24), {"COLUMNS": "132", "LINES": "50"}) as app:
        app.shows(READY)
        assert len(app.screen.rows[-1]) < 80
        app.resize(100, 30)
        # What is left of the first frame may come after it.
        app.until(lambda: len(app.screen.rows[-1]) > 94)
        assert app.screen.rows[-1].endswith("q quit")


@pytest.mark.parametrize("typed", ["c", "cN"], ids=["view", "dialog"])
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP], ids=lambda end: end.name)
def test_a_signal_ends_the_app_as_q_does(end: signal.Signals, typed: str, database: Path) -> None:
    """The terminal is as it was, what was ticked is there, and no write-ahead log is left."""
    with terminal(database) as app:
        app.shows(READY)
        app.type(typed)
        app.until(lambda: rows(database, TICKED) == [(2,)])
        app.process.send_signal(end)
        assert app.wait() == 0
        restored(app)
    assert not database.with_name("log.db-wal").exists()
    assert rows(database, TICKED) == [(2,)]


def test_a_signal_ends_what_asks_about_a_damaged_database(database: Path) -> None:
    """Its code is that of the damage."""
    database.write_bytes(database.read_bytes()[:4096] + b"x" * 8192)
    with terminal(database) as app:
        app.shows("can't be read")
        app.process.send_signal(signal.SIGTERM)
        assert app.wait() == 3
        restored(app)


def test_what_is_written_to_a_terminal_that_is_gone_is_given_up() -> None:
    """Else the thread that writes would end, and the app wait for it for ever."""
    master, slave = pty.openpty()
    file = os.fdopen(slave, "w")
    os.close(master)
    out = Output(file)
    for _ in range(3):
        out.write("x" * 100_000)
        out.flush()
    with suppress(OSError):
        file.close()

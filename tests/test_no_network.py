"""Nothing is ever contacted: no command, and not the app, opens a connection to anything."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.logs import ROOT, blank, tracking

pytestmark = pytest.mark.slow

# Stops the process at the first attempt. A pair of connected local sockets, with which an event
# loop wakes itself, is made without connecting, binding or naming anybody.
GUARD = """
import os, socket, sys

FORBIDDEN = {
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request",
}
INTERNET = {int(socket.AF_INET), int(socket.AF_INET6)}

def guard(event, arguments):
    internet = event == "socket.__new__" and int(arguments[1]) in INTERNET
    if event in FORBIDDEN or internet:
        print("network:", event, file=sys.stderr, flush=True)
        os._exit(99)

sys.addaudithook(guard)
"""

COMMAND = """
from ssi_tui.cli.main import main
raise SystemExit(main(sys.argv[1:]))
"""

APP = """
import asyncio
from datetime import UTC, datetime
from pathlib import Path

from ssi_tui.core.wall_clock import WallClock
from ssi_tui.core.model import Source
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.app import SsiApp

async def visit(app):
    async with app.run_test(size=(100, 30)) as pilot:
        for key in ("c", "n", "e", "u", "ctrl+r", "left_square_bracket", "full_stop", "1", "2"):
            await pilot.press(key)
        for key in ("question_mark", "escape", "x", "escape", "v", "escape", "ctrl+p", "escape"):
            await pilot.press(key)
            await pilot.pause()

tracker = Tracker(
    Path(sys.argv[1]), WallClock(lambda: datetime(2026, 11, 23, 7, tzinfo=UTC), UTC), Source.TUI
)
app = SsiApp(tracker)
asyncio.run(visit(app))
tracker.close()
print("visited", app.return_code or 0)
"""


def guarded(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a program that ends with 99 when it tries to contact anything."""
    return subprocess.run(
        [sys.executable, "-c", GUARD + program, *map(str, arguments)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


COMMANDS = (
    ["--version"],
    ["--help"],
    ["tick", "--list"],
    ["tick", "comment=2", "connect", "--note", "https://example.com"],
    ["undo"],
    ["redo"],
    ["status"],
    ["status", "--json"],
    ["status", "--short"],
    ["routine"],
    ["routine", "comment=3", "--json"],
    ["profile"],
    ["profile", "--has", "all", "--past", "some", "--json"],
    ["off", "2026-12-21", "2027-01-03"],
    ["off", "--list"],
    ["import", "log", "{file}", "--dry-run"],
    ["import", "log", "{file}", "--json"],
    ["export", "--format", "json"],
    ["export", "--format", "csv"],
    ["export", "--format", "markdown"],
    ["report", "--notes", "--output", "{file}.html"],
    ["calendar", "--output", "{file}.ics"],
    ["backup"],
    ["backup", "--list"],
    ["doctor", "--json"],
    ["doctor", "--salvage"],
)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a database with a tick, and one that was undone."""
    path = tmp_path / "log.db"
    (tmp_path / "rows.csv").write_text("day,task,note\n2026-11-20,comment,http://example.com\n")
    with tracking(path) as tracker:
        tracker.tick([("comment", 1), ("share", 1)])
        tracker.tick([("search", 1)])
        tracker.undo()
    return path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_contacts_nothing(command: list[str], db: Path) -> None:
    """It does its work and ends well."""
    given = [part.replace("{file}", str(db.with_name("rows.csv"))) for part in command]
    done = guarded(COMMAND, "--db", db, "--today", "2026-11-23", *given)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_creating_a_database_contacts_nothing(tmp_path: Path) -> None:
    """With all that it loads."""
    path = tmp_path / "new.db"
    assert guarded(COMMAND, "--db", path, "tick", "comment").returncode == 0
    assert path.exists()


def test_the_app_contacts_nothing(tmp_path: Path) -> None:
    """Through its views and dialogs, with the event loop that it needs."""
    done = guarded(APP, blank(tmp_path / "log.db"))
    assert done.stderr == ""
    assert (done.returncode, done.stdout) == (0, "visited 0\n")


@pytest.mark.parametrize(
    ("attempt", "event"),
    [
        ("socket.socket(socket.AF_INET, socket.SOCK_STREAM)", "socket.__new__"),
        ("socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)", "socket.__new__"),
        ("socket.getaddrinfo('localhost', 80)", "socket.getaddrinfo"),
        ("socket.gethostbyname('localhost')", "socket.gethostbyname"),
        ("socket.socket(socket.AF_UNIX).connect('nobody')", "socket.connect"),
        ("socket.socket(socket.AF_UNIX).bind('nobody')", "socket.bind"),
        ("socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'', 'x')", "socket.sendto"),
        ("socket.create_connection(('localhost', 9))", "socket.getaddrinfo"),
        ("__import__('urllib.request').request.urlopen('http://localhost:9')", "urllib.Request"),
    ],
)
def test_an_attempt_to_contact_something_is_caught(attempt: str, event: str) -> None:
    """Each way of it: the guard works, and nothing leaves the machine."""
    done = guarded(attempt)
    assert (done.returncode, done.stderr) == (99, f"network: {event}\n")


def test_the_pair_of_an_event_loop_is_no_attempt() -> None:
    """It connects two ends of the same process."""
    done = guarded("import asyncio; asyncio.run(asyncio.sleep(0)); print('awake')")
    assert (done.returncode, done.stdout, done.stderr) == (0, "awake\n", "")

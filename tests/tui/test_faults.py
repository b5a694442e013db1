"""Faults while the app is open: it says what is wrong, loses nothing, and goes on if it can."""

import shutil
import signal
import subprocess
from collections.abc import Callable
from datetime import date, timedelta, timezone
from pathlib import Path

import pytest

from ssi_tui.core.model import Pillar
from ssi_tui.core.review.page import ReviewPage
from ssi_tui.storage.database.errors import DatabaseDamagedError, NotNowError
from ssi_tui.tracker.review import ReviewVerbs
from tests.logs import rows
from tests.tools import scenes
from tests.tools.scenes import MONDAY, at_seven
from tests.tui.driver import Session
from tests.tui.terminal import PATIENCE, READY, Screen, Terminal, command, environment, terminal

pytestmark = pytest.mark.slow

HALF_DONE = {"comment": 1, "share": 1, "search": 1}
TUESDAY = date(2026, 11, 24)


def fill_up(app: Session) -> int:
    """Let the database grow no more, tick until it is full, and return how many ticks fitted."""
    connection = app.app.tracker.store.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    fitted = 0
    while "The disk is full" not in app.press("c").last:
        fitted += 1
        assert fitted < 200
    return fitted


def out_of_two(count: int) -> str:
    """Return what a row says of a task that is done twice a day: what is beyond that is extra."""
    return f"{min(count, 2)} of 2" + (f" +{count - 2}" if count > 2 else "")


# A full disk, and a log that somebody else holds.


def test_a_full_disk_is_told_and_the_app_goes_on(today: Session) -> None:
    """What was ticked before is there; once there is space again a tick is one."""
    fitted = fill_up(today)
    assert today.last.startswith("  The disk is full; free some space and try again.")
    assert today.logged() == {**HALF_DONE, "comment": 1 + fitted}
    assert out_of_two(1 + fitted) in today.task_row("comment")
    today.app.tracker.store.connection.execute("PRAGMA max_page_count = 1000000")
    today.press("c")
    assert today.logged()["comment"] == 2 + fitted
    assert out_of_two(2 + fitted) in today.task_row("comment")


def test_a_full_disk_takes_no_undo_and_breaks_none(today: Session) -> None:
    """Undo writes too; it is there once there is space again."""
    fitted = fill_up(today)
    today.press("u")
    left = today.logged()["comment"]
    assert left in (fitted, 1 + fitted)
    assert out_of_two(left) in today.task_row("comment")
    assert today.app.is_running


# A log that fails while a dialog is open.


def fail_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the page of a review be read no more."""

    def fails(verbs: ReviewVerbs, day: date, pillar: Pillar | None = None) -> ReviewPage:
        raise error

    monkeypatch.setattr(ReviewVerbs, "page", fails)


def test_an_answer_that_cannot_be_used_now_is_told_and_the_app_goes_on(
    today: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told in the last row, as where the dialog was opened."""
    today.press("4", "ctrl+s")
    fail_with(NotNowError("the log is held by another program; close that"), monkeypatch)
    today.press("enter")
    assert today.last.startswith("  The log is held by another program; close that.")
    assert today.app.is_running


def test_a_database_that_breaks_below_a_dialog_ends_the_app_in_a_sentence(
    today: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error is there for the rescue, and no traceback."""
    today.press("4", "ctrl+s")
    error = DatabaseDamagedError(today.path, "database disk image is malformed")
    fail_with(error, monkeypatch)
    today.press("enter")
    assert today.until(lambda: not today.app.is_running)
    assert today.app.error is error


# A log that is deleted or replaced.


def deleted(path: Path) -> None:
    """Delete the files of a database; its backups may be there already, or not yet."""
    for file in path.parent.glob(f"{path.name}*"):
        if file.is_file():
            file.unlink()


def replaced(path: Path) -> None:
    """Put another log in the place of one, as a restored copy is."""
    other = scenes.done(path.with_name("other.db"))
    other.close()
    deleted(path)
    shutil.move(path.with_name("other.db"), path)


def moved_away(path: Path) -> None:
    """Rename the file."""
    path.rename(path.with_name("elsewhere.db"))


@pytest.mark.parametrize("fate", [deleted, moved_away])
@pytest.mark.parametrize("keys", [[], ["c"], ["u"]], ids=["looks around", "tick", "undo"])
def test_no_tick_goes_into_a_file_that_is_gone(
    fate: Callable[[Path], None], keys: list[str], today: Session
) -> None:
    """The app ends with a sentence instead, and leaves what is there now as it is."""
    today.press("m")
    fate(today.path)
    before = {file: file.read_bytes() for file in today.path.parent.iterdir() if file.is_file()}
    if keys:
        today.press(*keys)
    else:
        today.look_around()
    assert today.until(lambda: not today.app.is_running)
    assert today.app.error is not None
    assert "is gone; put it back" in str(today.app.error)
    after = {file: file.read_bytes() for file in today.path.parent.iterdir() if file.is_file()}
    main = {file: data for file, data in before.items() if not file.name.endswith(("-shm", "-wal"))}
    assert {file: after.get(file) for file in main} == main


def test_a_log_that_is_put_in_its_place_is_followed(today: Session) -> None:
    """A tick reaches the file that is there now, and the screen shows it."""
    today.press("m")
    replaced(today.path)
    before = today.logged()
    today.press("c")
    assert today.logged()["comment"] == before["comment"] + 1
    assert out_of_two(before["comment"] + 1) in today.task_row("comment")


# The clock.


def test_a_laptop_that_slept_nine_hours_wakes_on_the_new_day(today: Session) -> None:
    """From ten in the evening on; a tick after that is one of the new day."""
    today.clock.instant = at_seven(MONDAY) + timedelta(hours=15)
    today.look_around().press("m")
    today.clock.instant += timedelta(hours=9)
    today.look_around()
    assert today.rows[0].endswith("Tue 24 Nov")
    assert today.last.startswith("  It's now Tue 24 Nov.")
    today.press("c")
    assert today.logged(MONDAY) == {**HALF_DONE, "message": 1}
    assert today.logged(TUESDAY) == {"comment": 1}


def test_another_time_zone_moves_the_day_and_no_entry(today: Session) -> None:
    """Flown east into the Tuesday and home again: what was logged keeps its day."""
    clock = today.app.tracker.wall_clock
    home = clock._zone
    clock._zone = timezone(timedelta(hours=13))
    today.clock.instant = at_seven(MONDAY) + timedelta(hours=10)
    today.look_around()
    assert today.rows[0].endswith("Tue 24 Nov")
    today.press("m")
    clock._zone = home
    today.look_around()
    assert today.rows[0].endswith("Mon 23 Nov")
    assert "0 of 1" in today.task_row("message")
    today.press("n")
    assert today.logged(MONDAY) == {**HALF_DONE, "connect": 1}
    assert today.logged(TUESDAY) == {"message": 1}
    today.clock.move_to(TUESDAY)
    assert "1 of 1" in today.look_around().task_row("message")


# A real terminal.


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the log of the Monday that is half done."""
    path = tmp_path / "log.db"
    scenes.morning(path).close()
    return path


def counts(app: Terminal, task: str) -> str:
    """Return the row of a task, nothing while it is not painted."""
    return next((row for row in app.screen.rows if f"  {task}  " in row[3:20]), "")


def ticked(path: Path) -> dict[str, int]:
    """Return what a whole database holds of the Monday."""
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    found = rows(
        path, f"SELECT task, SUM(count) FROM entries WHERE live AND day = '{MONDAY}' GROUP BY task"
    )
    return {str(task): int(str(count)) for task, count in found}


@pytest.mark.parametrize("how", ["closed", "SIGHUP", "SIGTERM"])
def test_an_app_whose_terminal_goes_away_ends_and_keeps_each_tick(how: str, database: Path) -> None:
    """It is gone at once, and says nothing of its own insides."""
    with terminal(database) as app:
        app.shows(READY)
        app.type("ccc")
        app.until(lambda: out_of_two(4) in counts(app, "comment"))
        if how == "closed":
            app.hang_up()
        else:
            app.process.send_signal(getattr(signal, how))
        code = app.process.wait(PATIENCE) if how == "closed" else app.wait()
        assert code in (0, -signal.SIGHUP, -signal.SIGTERM)
        assert "Traceback" not in app.output
    assert ticked(database) == {**HALF_DONE, "comment": 4}


def test_an_app_that_was_stopped_goes_on_with_what_happened_meanwhile(database: Path) -> None:
    """As a suspended machine is: the ticks of others are there within two seconds."""
    with terminal(database) as app:
        app.shows(READY)
        app.process.send_signal(signal.SIGSTOP)
        done = subprocess.run(
            command(database, "tick", "message", "comment=4"),
            env=environment(database.parent),
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        app.type("s")
        app.process.send_signal(signal.SIGCONT)
        app.until(lambda: out_of_two(5) in counts(app, "comment"), 4.0)
        app.until(lambda: "1 of 1 +1" in counts(app, "share"), 4.0)
    assert ticked(database) == {"comment": 5, "share": 2, "search": 1, "message": 1}


@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP])
def test_an_app_that_was_stopped_paints_all_of_its_screen(
    stop: signal.Signals, database: Path
) -> None:
    """Its terminal is cleared when it goes on, though its size is the same."""
    with terminal(database) as app:
        app.shows(READY)
        app.rest(0.5)
        before = app.screen.rows
        app.process.send_signal(stop)
        app.rest(0.3)
        app.screen = Screen(80, 24)
        app.process.send_signal(signal.SIGCONT)
        app.until(lambda: app.screen.rows == before)


# A tick may move the score and what stands behind it.
TREND = 44


def test_a_terminal_that_becomes_tiny_and_large_again_shows_all(database: Path) -> None:
    """Keys work meanwhile; nothing is left over from the small screen."""
    with terminal(database, (100, 30)) as app:
        app.shows(READY)
        before = app.screen.rows
        for size in ((20, 5), (1, 1), (300, 90), (20, 5)):
            app.resize(*size)
            app.rest(0.3)
            assert app.process.poll() is None
        app.type("c")
        app.rest(0.3)
        app.resize(100, 30)
        app.until(lambda: "2 of 2" in counts(app, "comment"))
        app.shows(READY)
        assert [row[:TREND] for row in app.screen.rows if "Relationships" in row] == [
            row[:TREND] for row in before if "Relationships" in row
        ]
        app.type("q")
        assert app.wait() == 0
        assert "Traceback" not in app.output
    assert ticked(database) == {**HALF_DONE, "comment": 2}

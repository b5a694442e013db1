"""The session clock in a real database: restarts, kills, two processes, undo, other machines."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.clock import Stretch
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.journal.filter import EVERYTHING
from ssi_tui.core.journal.rows import JournalStep
from ssi_tui.core.journal.words import step_label, step_words
from ssi_tui.core.model import OperationKind, Source
from ssi_tui.core.review.clock_minutes import WeekClock
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.storage.log.clock import ClockRows
from ssi_tui.tracker.tracker import Tracker
from tests.logs import (
    FRIDAY,
    MONDAY,
    MORNING,
    ROOT,
    SUNDAY,
    TUESDAY,
    Hands,
    all_entries,
    dump,
    export_to,
    keep_routine,
    rows,
    tracking,
)

KEPT = "SELECT * FROM closed_days ORDER BY day"


@pytest.fixture
def hands() -> Hands:
    """Return the hands of the clock."""
    return Hands()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the log lies."""
    return tmp_path / "log.db"


def seconds(tracker: Tracker) -> int | None:
    """Return what the clock shows, ``None`` where it shows nothing."""
    clock = tracker.dashboard().clock
    return None if clock is None else clock.seconds


def going(tracker: Tracker) -> bool:
    """Tell whether the clock is shown as going on."""
    clock = tracker.dashboard().clock
    return clock is not None and clock.running is not None


def session(tracker: Tracker, hands: Hands, minutes: int) -> Stretch:
    """Run the clock for some minutes."""
    tracker.clock.start()
    hands.move(minutes=minutes)
    return tracker.clock.pause()


# -- starting and pausing ---------------------------------------------------------------------


def test_nothing_is_shown_before_the_clock_was_ever_started(tracker: Tracker) -> None:
    """Nor written."""
    assert tracker.dashboard().clock is None


def test_the_clock_counts_and_is_paused(tracker: Tracker, hands: Hands) -> None:
    """Each day has its own minutes."""
    tracker.clock.start()
    hands.move(minutes=4)
    assert (seconds(tracker), going(tracker)) == (240, True)
    tracker.clock.pause()
    hands.move(minutes=20)
    assert (seconds(tracker), going(tracker)) == (240, False)
    session(tracker, hands, 2)
    assert seconds(tracker) == 360
    hands.move(days=1)
    assert seconds(tracker) is None


def test_less_than_a_second_is_no_step(tracker: Tracker, path: Path) -> None:
    """The key was pressed twice."""
    tracker.clock.start()
    assert tracker.clock.pause().length == timedelta()
    assert tracker.next_undo() is None
    assert tracker.dashboard().clock is None
    assert rows(path, "SELECT COUNT(*) FROM clock_running") == [(0,)]


def test_a_start_is_no_step_that_undo_takes(tracker: Tracker, hands: Hands) -> None:
    """The clock, a tick, an undo: it is the tick that is undone."""
    tracker.tick([("share", 1)])
    tracker.clock.start()
    hands.move(minutes=2)
    tracker.tick([("comment", 1)])
    assert tracker.undo().entries[0].task == "comment"
    assert (seconds(tracker), going(tracker)) == (120, True)


def test_a_pause_is_undone_and_redone(tracker: Tracker, hands: Hands) -> None:
    """As one step, which says so."""
    tracker.clock.start()
    hands.move(minutes=6)
    tracker.clock.pause()
    undone = tracker.undo()
    assert undone.kind is OperationKind.CLOCK
    assert undone.step is not None
    assert undone.step.facts.clocked == (tracker.today(), timedelta(minutes=6))
    assert tracker.dashboard().clock is None
    assert tracker.redo().kind is OperationKind.CLOCK
    assert seconds(tracker) == 360


def test_the_command_line_undoes_a_pause_and_says_how_long_it_was(
    tracker: Tracker, path: Path, hands: Hands, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the app does."""
    session(tracker, hands, 6)
    for command, word in (("undo", "Undid"), ("redo", "Redid")):
        assert main(["--db", str(path), "--today", str(MONDAY), command]) == 0
        assert capsys.readouterr().out.startswith(f"   {word} the clock: 6 minutes.  Score ")


def test_a_pause_is_one_transaction(tracker: Tracker, hands: Hands) -> None:
    """What was left running is written with the start that finds it."""
    tracker.clock.start()
    hands.move(minutes=6)
    told: list[str] = []
    tracker.store.connection.set_trace_callback(told.append)
    tracker.clock.pause()
    assert told.count("BEGIN IMMEDIATE") == told.count("COMMIT") == 1
    tracker.clock.start()
    hands.move(days=1)
    told.clear()
    tracker.clock.start()
    tracker.store.connection.set_trace_callback(None)
    assert told.count("BEGIN IMMEDIATE") == told.count("COMMIT") == 1


def test_the_last_tick_pauses_the_clock_in_a_step_before_its_own(
    tracker: Tracker, hands: Hands
) -> None:
    """Undo takes the tick and leaves the time."""
    tracker.clock.start()
    hands.move(minutes=12)
    tracker.tick([("connect", 1)], pausing=True)
    assert (seconds(tracker), going(tracker)) == (720, False)
    assert tracker.undo().kind is OperationKind.TICK
    assert seconds(tracker) == 720
    assert tracker.undo().kind is OperationKind.CLOCK


def test_a_tick_pauses_no_clock_that_does_not_go(tracker: Tracker) -> None:
    """It was paused in another window meanwhile."""
    tracker.tick([("connect", 1)], pausing=True)
    assert len(all_entries(tracker)) == 1
    assert tracker.dashboard().clock is None


# -- restarts and other processes -------------------------------------------------------------


def test_the_clock_goes_on_over_a_restart(path: Path, hands: Hands) -> None:
    """As the time went by."""
    with tracking(path, hands) as tracker:
        tracker.clock.start()
    hands.move(minutes=7)
    with tracking(path, hands) as tracker:
        assert (seconds(tracker), going(tracker)) == (420, True)
        assert tracker.clock.pause().length == timedelta(minutes=7)


STARTED = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.core.model import Source
from ssi_tui.tracker.tracker import Tracker
tracker = Tracker(Path(sys.argv[1]), WallClock(lambda: datetime.now(UTC), UTC), Source.TUI)
tracker.clock.start()
print("started", flush=True)
time.sleep(60)
"""


@pytest.mark.posix
def test_the_clock_survives_a_kill(path: Path) -> None:
    """SIGKILL right after the key."""
    command = [sys.executable, "-c", STARTED, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "started\n"
        os.kill(child.pid, signal.SIGKILL)
    tracker = Tracker(path, WallClock(lambda: datetime.now(UTC), UTC), Source.TUI)
    try:
        assert going(tracker)
        assert timedelta(0) <= tracker.clock.pause().length < timedelta(minutes=1)
    finally:
        tracker.close()


def test_two_processes_run_one_clock(tracker: Tracker, path: Path, hands: Hands) -> None:
    """What one starts the other pauses, and nothing is counted twice."""
    with tracking(path, hands) as other:
        assert tracker.dashboard().clock is None
        tracker.clock.start()
        hands.move(minutes=3)
        assert (seconds(other), going(other)) == (180, True)
        with pytest.raises(RefusedError, match="already running"):
            other.clock.start()
        other.clock.pause()
        with pytest.raises(RefusedError, match="was paused in another window"):
            tracker.clock.pause()
        assert tracker.view.changed_elsewhere()
        assert (seconds(tracker), going(tracker)) == (180, False)


def test_a_tick_of_the_command_line_keeps_the_clock_going(
    tracker: Tracker, path: Path, hands: Hands
) -> None:
    """It is a sign of life like any other."""
    tracker.clock.start()
    hands.move(minutes=25)
    with tracking(path, hands) as other:
        other.tick([("comment", 1)])
    hands.move(minutes=25)
    assert (seconds(tracker), going(tracker)) == (50 * 60, True)


# -- left running -----------------------------------------------------------------------------


def test_a_clock_left_running_counts_until_the_last_tick(tracker: Tracker, hands: Hands) -> None:
    """And is written by the next start, in a step of its own."""
    tracker.clock.start()
    hands.move(minutes=9)
    tracker.tick([("comment", 1)])
    hands.move(minutes=31)
    clock = tracker.dashboard().clock
    assert clock is not None
    assert (clock.seconds, clock.running) == (540, None)
    last = tracker.next_undo()
    assert last is not None
    assert last.kind is OperationKind.TICK
    left = tracker.clock.start()
    assert left is not None
    assert left.length == timedelta(minutes=9)
    assert (seconds(tracker), going(tracker)) == (540, True)


def test_a_clock_left_without_a_tick_counts_the_minutes_of_a_morning(
    tracker: Tracker, hands: Hands
) -> None:
    """Thirteen, as the routine has them; on the day on which it was started."""
    tracker.clock.start()
    hands.move(days=1)
    assert seconds(tracker) is None
    assert tracker.clock.week(MONDAY).minutes == {MONDAY: 13.0}
    tracker.clock.start()
    assert tracker.clock.week(MONDAY).minutes == {MONDAY: 13.0}


def test_an_undone_tick_is_a_sign_of_life_all_the_same(tracker: Tracker, hands: Hands) -> None:
    """Undo takes no time from the clock."""
    tracker.clock.start()
    hands.move(minutes=20)
    tracker.tick([("comment", 1)])
    hands.move(minutes=20)
    tracker.undo()
    assert (seconds(tracker), going(tracker)) == (40 * 60, True)


def test_a_stretch_over_the_start_of_the_day_belongs_to_the_day_it_began(
    tracker: Tracker, hands: Hands
) -> None:
    """From ten to three until five past."""
    hands.move(days=1)
    hands.instant = hands.instant.replace(hour=2, minute=50)
    assert session(tracker, hands, 15).day == MONDAY
    assert tracker.today() == TUESDAY
    assert tracker.clock.week(MONDAY).minutes == {MONDAY: 15.0}


def test_a_clock_set_back_never_counts_twice(tracker: Tracker, hands: Hands) -> None:
    """Ten minutes, back five, ten more: fifteen went by as far as anybody can tell."""
    session(tracker, hands, 10)
    hands.move(minutes=-5)
    session(tracker, hands, 10)
    assert seconds(tracker) == 15 * 60
    tracker.clock.start()
    hands.move(minutes=-9)
    assert seconds(tracker) == 15 * 60
    assert tracker.clock.pause().length == timedelta()


def test_another_day_replaces_the_date_of_the_clock(path: Path, hands: Hands) -> None:
    """``--today``: the minutes are those of that day."""
    tracker = Tracker(path, WallClock(hands.read, UTC, FRIDAY), Source.TUI)
    try:
        stretch = session(tracker, hands, 5)
        assert (stretch.day, stretch.start.date()) == (FRIDAY, FRIDAY)
        assert seconds(tracker) == 300
    finally:
        tracker.close()


@pytest.mark.parametrize("day", [FRIDAY, MONDAY + timedelta(days=7)])
def test_another_day_ends_no_clock_that_goes_on(
    tracker: Tracker, path: Path, hands: Hands, day: date
) -> None:
    """Nor is it in sight there."""
    tracker.clock.start()
    other = Tracker(path, WallClock(hands.read, UTC, day), Source.TUI)
    try:
        assert other.dashboard().clock is None
        with pytest.raises(RefusedError, match="already running"):
            other.clock.start()
    finally:
        other.close()
    hands.move(minutes=5)
    assert (seconds(tracker), going(tracker)) == (300, True)


def test_days_to_come_are_left_out_of_the_week(path: Path, hands: Hands) -> None:
    """Who acts as if it were Friday knows nothing of the Saturday."""
    hands.move(days=-2)
    with tracking(path, hands) as tracker:
        session(tracker, hands, 6)
        assert len(tracker.clock.week(MONDAY - timedelta(days=7)).minutes) == 1
    other = Tracker(path, WallClock(hands.read, UTC, FRIDAY), Source.TUI)
    assert other.clock.week(MONDAY - timedelta(days=7)) == WeekClock()
    other.close()


# -- what it leaves alone ---------------------------------------------------------------------


def test_the_clock_drops_no_closed_days(tracker: Tracker, path: Path, hands: Hands) -> None:
    """And changes no score; not even when it is undone."""
    keep_routine(tracker, hands, 3)
    before = tracker.dashboard()
    kept = rows(path, KEPT)
    assert kept
    session(tracker, hands, 6)
    assert rows(path, KEPT) == kept
    tracker.undo()
    assert rows(path, KEPT) == kept
    assert tracker.dashboard() == before


# -- the log ----------------------------------------------------------------------------------


def test_the_log_tells_of_a_stretch_in_words(tracker: Tracker, hands: Hands) -> None:
    """With its day where it was written on another."""
    session(tracker, hands, 6)
    tracker.clock.start()
    hands.move(days=1)
    tracker.clock.start()
    journal = tracker.journal.open(EVERYTHING)
    found = tracker.journal.rows(journal, 0, len(journal.days) - 1)
    words = [
        (step_label(row), step_words(row, TUESDAY, ACTIONS))
        for day in sorted(found)
        for row in found[day]
        if isinstance(row, JournalStep)
    ]
    assert words == [("clock", "6 minutes"), ("clock", "13 minutes on Mon 23 Nov")]


# -- other machines ---------------------------------------------------------------------------


def test_an_export_carries_the_stretches(tracker: Tracker, hands: Hands, tmp_path: Path) -> None:
    """Into a filled log too, and only once; one that was undone stays undone."""
    session(tracker, hands, 6)
    session(tracker, hands, 4)
    tracker.undo()
    file = export_to(tmp_path / "export.json", tracker)
    with tracking(tmp_path / "other.db", hands) as other:
        hands.move(minutes=60)
        session(other, hands, 3)
        other.import_log(file)
        assert seconds(other) == 9 * 60
        assert other.import_log(file).operation is None
        other.undo()
        assert seconds(other) == 3 * 60
        other.import_log(file)
        assert seconds(other) == 9 * 60


def test_an_export_of_before_the_clock_is_taken_in(
    tracker: Tracker, hands: Hands, tmp_path: Path
) -> None:
    """It has no table of stretches."""
    tracker.tick([("comment", 1)])
    file = export_to(tmp_path / "export.json", tracker)
    tables = json.loads(file.read_text())
    del tables["clock_stretches"]
    file.write_text(json.dumps(tables))
    with tracking(tmp_path / "other.db", hands) as other:
        assert other.import_log(file).skipped_total == 0
        assert len(all_entries(other)) == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [("day", "soon"), ("day", "9999-12-31"), ("stopped_utc", "2026-11-22T06:53:00.000Z")],
)
def test_a_stretch_that_breaks_a_rule_is_skipped(
    tracker: Tracker, hands: Hands, tmp_path: Path, column: str, value: str
) -> None:
    """With its reason; the rest is taken in."""
    session(tracker, hands, 6)
    file = export_to(tmp_path / "export.json", tracker)
    tables = json.loads(file.read_text())
    tables["clock_stretches"][0][column] = value
    file.write_text(json.dumps(tables))
    with tracking(tmp_path / "other.db", hands) as other:
        report = other.import_log(file)
        assert [row.table for row in report.skipped] == ["clock_stretches"]
        assert seconds(other) is None


# -- the week ---------------------------------------------------------------------------------


def clocked_mornings(tracker: Tracker, hands: Hands, days: int) -> None:
    """Do two comments of three minutes each by the clock on each of some days before Monday."""
    hands.move(days=-days)
    for _ in range(days):
        tracker.clock.start()
        for _ in range(2):
            hands.move(minutes=3)
            tracker.tick([("comment", 1)])
        tracker.clock.pause()
        hands.move(days=1, minutes=-6)


def test_the_review_learns_what_a_task_takes(tracker: Tracker, hands: Hands) -> None:
    """From twelve weeks until the end of the week; what was undone or taken out is left out."""
    clocked_mornings(tracker, hands, 7)
    clock = tracker.review.page(SUNDAY).clock
    assert set(clock.minutes.values()) == {6.0}
    assert len(clock.minutes) == 7
    (comment,) = clock.each
    assert (comment.task, comment.minutes, comment.usual) == ("comment", 3.0, 2.0)
    assert tracker.review.page(SUNDAY - timedelta(days=7)).clock.each == ()
    for entry in all_entries(tracker)[:10]:
        tracker.journal.void(entry.id)
    assert tracker.review.page(SUNDAY).clock.each == ()


def test_the_week_as_text_has_the_minutes_of_the_clock(
    path: Path, hands: Hands, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the estimate, in all three forms."""
    with tracking(path, hands) as tracker:
        clocked_mornings(tracker, hands, 7)
    command = ["--db", str(path), "--today", str(MONDAY), "week", "--date", str(FRIDAY)]
    assert main(command) == 0
    text = capsys.readouterr().out
    assert "   on the clock    6    6    6    6    6    6    6     42 min\n" in text
    assert "   minutes each    comment 3.0 (usual 2)\n" in text
    assert main([*command, "--markdown"]) == 0
    markdown = capsys.readouterr().out
    assert "| on the clock | 6 | 6 | 6 | 6 | 6 | 6 | 6 | 42 min |  |\n" in markdown
    assert "Minutes each, on the clock: comment 3.0 (usual 2).\n" in markdown
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [day["clock_minutes"] for day in found["days"]] == [6.0] * 7
    assert found["tasks"][0]["clock_minutes_each"] == 3.0


def test_a_week_without_the_clock_is_as_it_was(
    tracker: Tracker, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No row of it anywhere."""
    tracker.tick([("comment", 1)])
    assert main(["--db", str(path), "--today", str(MONDAY), "week"]) == 0
    assert "clock" not in capsys.readouterr().out


def test_a_clock_that_was_never_used_costs_one_question(tracker: Tracker) -> None:
    """At the start, and after each tick."""
    tracker.dashboard()
    told: list[str] = []
    tracker.store.connection.set_trace_callback(told.append)
    tracker.view.day_clock(tracker.view.schedule())
    tracker.store.connection.set_trace_callback(None)
    assert len([sql for sql in told if "clock" in sql]) == len(told) == 1


def test_a_start_without_the_clock_loads_nothing_of_it() -> None:
    """What only some need waits until it is needed."""
    command = "import sys, ssi_tui.tui.app; print([n for n in sys.modules if 'stopwatch' in n])"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_the_question_is_answered_by_an_index(tracker: Tracker, path: Path) -> None:
    """However many stretches there are."""
    told: list[str] = []
    tracker.store.connection.set_trace_callback(told.append)
    assert ClockRows(tracker.store).standing(MONDAY) == ((), None)
    tracker.store.connection.set_trace_callback(None)
    plan = " ".join(str(row[-1]) for row in rows(path, f"EXPLAIN QUERY PLAN {told[-1]}"))
    assert "clock_stretches_by_day" in plan
    assert "SCAN clock_stretches" not in plan


def test_the_clock_changes_no_bytes_when_it_is_read(tracker: Tracker, hands: Hands) -> None:
    """Not even one that was left running."""
    tracker.clock.start()
    hands.move(days=1)
    before = dump(tracker.store.path)
    tracker.dashboard()
    tracker.clock.week(MONDAY)
    assert dump(tracker.store.path) == before


def test_the_clock_stands_on_the_morning(tracker: Tracker, hands: Hands) -> None:
    """Instants are kept in UTC, as all others are."""
    assert session(tracker, hands, 6) == Stretch(MONDAY, MORNING, hands.instant)

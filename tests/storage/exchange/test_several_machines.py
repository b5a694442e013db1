"""The logs of several machines, brought together by exports, are one log."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.model import TaskDefinition
from ssi_tui.tracker.tracker import Tracker
from tests.logs import (
    MONDAY,
    Hands,
    all_entries,
    counted,
    export_to,
    exported,
    open_tracker,
    tracking,
)
from tests.tui.driver import session

WEEKEND = frozenset({5, 6})


def exchange(folder: Path, one: Tracker, other: Tracker) -> None:
    """Let each import what the other had before."""
    files = [export_to(folder / f"{at}.json", each) for at, each in enumerate((one, other))]
    one.import_log(files[1])
    other.import_log(files[0])


# -- the first values -------------------------------------------------------------------------


@pytest.mark.parametrize("welcomed", [MONDAY, MONDAY + timedelta(days=9)])
def test_the_welcome_of_a_second_machine_changes_no_day_before_it(
    welcomed: date, tmp_path: Path
) -> None:
    """Even where it is answered before the log of the first machine is there."""
    first, second = Hands(), Hands()
    with (
        tracking(tmp_path / "a.db", first) as laptop,
        tracking(tmp_path / "b.db", second) as desktop,
    ):
        laptop.routine.set_routine({"comment": 3})
        laptop.routine.set_profile(workdays=frozenset(range(5)))
        first.move(minutes=1)
        laptop.tick([("comment", 1)])
        second.move(days=(welcomed - MONDAY).days, hours=1)
        desktop.routine.set_routine({"comment": 7})
        desktop.routine.set_profile(workdays=WEEKEND)
        desktop.tasks.define(TaskDefinition("comment", minutes=9.0))
        exchange(tmp_path, laptop, desktop)
        for tracker in (laptop, desktop):
            schedule = tracker.view.schedule()
            before = welcomed - timedelta(days=1)
            assert schedule.version_on("comment", before).target == 3
            assert schedule.version_on("comment", welcomed).target == 7
            assert schedule.weekdays_on(before) == frozenset(range(5))
            assert schedule.weekdays_on(welcomed) == WEEKEND
            assert schedule.actions_on(before)["comment"].minutes != 9.0
            assert schedule.actions_on(welcomed)["comment"].minutes == 9.0


def test_the_workdays_of_a_welcome_after_ones_own_archive_hold_from_the_beginning(
    tmp_path: Path,
) -> None:
    """Whether an archive was imported first does not matter."""
    with tracking(tmp_path / "log.db") as tracker:
        tracker.import_log("day,task\n2026-11-02,comment\n")
        tracker.routine.set_profile(workdays=WEEKEND)
        assert tracker.view.schedule().weekdays_on(date(2026, 11, 2)) == WEEKEND


# -- one key of two tasks ---------------------------------------------------------------------


def test_of_two_tasks_with_one_key_the_older_has_it_and_the_other_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In ``task``, in the routine and in the doctor."""
    first, second, path = Hands(), Hands(), tmp_path / "a.db"

    def named(tracker: Tracker, name: str) -> None:
        tracker.tasks.define(TaskDefinition(name, key="d", points=(0.0, 1.0, 0.0, 1.0)))

    with tracking(path, first) as laptop, tracking(tmp_path / "b.db", second) as desktop:
        named(laptop, "kudos")
        second.move(days=-1)
        named(desktop, "endorse")
        exchange(tmp_path, laptop, desktop)

    def run(*command: str) -> str:
        main(["--db", str(path), "--today", "2026-11-23", *command])
        return capsys.readouterr().out

    assert "kudos, no key (d ticks endorse)" in run("task")
    assert "endorse, key d" in run("task")
    assert '"key": null' in run("task", "--json")
    assert "kudos has no key: d ticks endorse" in run("doctor")

    def there(log: Path) -> Tracker:
        log.write_bytes(path.read_bytes())
        return open_tracker(log)

    with session(tmp_path / "c.db", there) as app:
        app.press("d")
        assert app.logged() == {"endorse": 1}
        app.press("R")
        app.press(*["down"] * 6)
        assert "It has no key: d ticks endorse." in app.text


# -- what an import says ----------------------------------------------------------------------


def test_an_import_says_what_it_took_over_and_what_it_undid(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before it is done, and after."""
    first, second, path = Hands(), Hands(), tmp_path / "a.db"
    with tracking(path, first) as laptop, tracking(tmp_path / "b.db", second) as desktop:
        laptop.tick([("comment", 2)])
        laptop.tick([("share", 1)])
        exchange(tmp_path, desktop, laptop)
        first.move(hours=1)
        second.move(hours=1)
        file = export_to(tmp_path / "1.json", laptop)
        desktop.import_log(file)
        second.move(hours=1)
        desktop.routine.set_profile(connections=900)
        desktop.routine.set_routine({"comment": 4})
        device = desktop.store.connection.execute("SELECT value FROM meta WHERE name = 'device'")
        told = f"1 step undone on {device.fetchone()[0]}"
        (step,) = laptop.store.connection.execute(
            "SELECT id FROM operations WHERE kind = 'tick' ORDER BY stamp LIMIT 1"
        ).fetchone()
        with desktop.store.transaction():
            desktop.store.turn(step, second.instant, undo=True)
        file = export_to(tmp_path / "2.json", desktop)
    for dry_run, verb in ((["--dry-run"], "would take"), ([], "took")):
        main(["--db", str(path), "import", "log", str(file), *dry_run])
        shown = capsys.readouterr().out
        assert f"   {verb} over connections 900, comment 4 a day\n   {told}" in shown
        assert "somebody else" not in shown


def test_an_undo_that_an_import_brought_goes_with_it(tmp_path: Path) -> None:
    """And the step, which was here before, counts as it did."""
    with tracking(tmp_path / "a.db") as laptop, tracking(tmp_path / "b.db") as desktop:
        desktop.tick([("comment", 1)])
        laptop.import_log(export_to(tmp_path / "desktop.json", desktop))
        (found,) = all_entries(laptop)
        laptop.journal.turn(found.operation_id, undo=True)
        desktop.import_log(export_to(tmp_path / "laptop.json", laptop))
        assert counted(desktop) == []
        desktop.undo()
        assert counted(desktop) == [("comment", 1, None)]


def test_somebody_elses_log_is_said_to_be_that_and_its_entries_can_be_taken_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As from a CSV; each counts once, whichever way it came first."""
    path = tmp_path / "a.db"
    with tracking(path) as mine, tracking(tmp_path / "b.db") as theirs:
        mine.tick([("search", 1)])
        theirs.tick([("comment", 2)], note="=1")
        theirs.tick([("share", 1)])
        theirs.undo()
        theirs.routine.set_profile(connections=900)
        file = export_to(tmp_path / "b.json", theirs)

        def run(*options: str) -> str:
            main(["--db", str(path), "--today", "2026-11-23", "import", "log", str(file), *options])
            return capsys.readouterr().out

        def counts() -> list[tuple[str, str | None]]:
            return [(each.task, each.note) for each in mine.store.entries(MONDAY, MONDAY)]

        assert run("--dry-run").startswith("This looks like somebody else's log; --entries-only")
        alone = [("search", None), ("comment", "=1"), ("comment", "=1")]
        assert run("--entries-only").startswith("Added 2 of 2 entries")
        assert counts() == alone
        assert mine.routine.profile().connections == 150
        assert run("--entries-only").startswith("Added 0 of 2 entries")
        assert "ssi-tui undo takes it back, --entries-only" in " ".join(run().split())
        assert sorted(map(str, counts())) == sorted(map(str, alone))
        assert mine.routine.profile().connections == 900
        assert "somebody else" not in run()


# -- what comes before what it names ----------------------------------------------------------


def test_an_entry_whose_task_is_not_here_yet_waits_and_the_doctor_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It counts as soon as the task is here."""
    path = tmp_path / "a.db"
    with tracking(path) as here, tracking(tmp_path / "b.db") as there:
        there.tasks.define(TaskDefinition("kudos", points=(0.0, 1.0, 0.0, 1.0)), 1)
        there.tick([("kudos", 2)])
        whole = json.loads(exported(there))
        here.import_log(json.dumps({**whole, "task_changes": []}))
        assert counted(here) == []
        main(["--db", str(path), "--today", "2026-11-23", "doctor"])
        assert "2 entries of a task that isn't here: kudos" in " ".join(
            capsys.readouterr().out.split()
        )
        here.import_log(json.dumps(whole))
        assert counted(here) == [("kudos", 1, None), ("kudos", 1, None)]
        assert {row.task: row.count for row in here.dashboard().rows}["kudos"] == 2

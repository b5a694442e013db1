"""The logs of several machines, brought together by exports, are one log."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.model import TaskDefinition
from ssi_tui.tracker.tracker import Tracker
from tests.logs import MONDAY, Hands, export_to, open_tracker, tracking
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

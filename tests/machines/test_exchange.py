"""Several computers with one log: what is done on one holds on all, whatever carries the files."""

import re
from datetime import time
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import TaskDefinition
from ssi_tui.storage.database import lock
from tests.logs import MONDAY, all_entries, counted, fill
from tests.machines.computers import carry, computers, exchange


def test_what_is_done_on_one_computer_holds_on_the_other(tmp_path: Path) -> None:
    with computers(tmp_path, "laptop", "desktop") as (laptop, desktop):
        fill(laptop.tracker, laptop.hands, tmp_path)
        exchange(laptop, desktop)
        desktop.hands.instant = laptop.hands.instant
        assert desktop.dump() == laptop.dump()
        desktop.tracker.tick([("comment", 2)])
        laptop.tracker.tick([("share", 1)])
        exchange(laptop, desktop)
        assert desktop.dump() == laptop.dump()
        standing = laptop.sync()
        assert (standing.sent, standing.taken, standing.unsent) == (0, 0, 0)


def test_undo_and_edits_are_carried(tmp_path: Path) -> None:
    with computers(tmp_path, "laptop", "desktop") as (laptop, desktop):
        laptop.tracker.tick([("comment", 2)])
        laptop.tracker.tick([("share", 1)])
        exchange(laptop, desktop)
        laptop.tracker.undo()
        desktop.tracker.take_back("comment", MONDAY)
        exchange(laptop, desktop)
        assert counted(laptop.tracker) == counted(desktop.tracker) == [("comment", 1, None)]
        assert desktop.dump() == laptop.dump()


def test_a_look_takes_in_and_sends_nothing(tmp_path: Path) -> None:
    with computers(tmp_path, "laptop", "desktop") as (laptop, desktop):
        desktop.tracker.tick([("comment", 1)])
        desktop.sync()
        carry(desktop, laptop)
        laptop.tracker.tick([("share", 1)])
        assert laptop.tracker.dashboard().rows
        looked = laptop.tracker.machines.look()
        assert ([len(new) for new in looked.new.values()], looked.amiss) == ([1], False)
        assert laptop.tracker.machines.status().unsent == 1
        assert {entry.task for entry in all_entries(laptop.tracker)} == {"comment", "share"}
        assert laptop.tracker.machines.look().new == {}


def test_a_process_that_hangs_on_the_folder_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "BUSY_SECONDS", 0.1)
    with computers(tmp_path, "laptop") as (laptop,):
        laptop.tracker.tick([("share", 1)])
        with lock.exclusive(laptop.home / "log.db.sync.lock"):
            assert laptop.tracker.machines.send() == 0
            with pytest.raises(RefusedError, match="still syncing"):
                laptop.sync()
        assert laptop.sync().sent == 1


def test_what_is_written_for_others_is_the_same_on_both_computers(tmp_path: Path) -> None:
    """Whoever began with which task, and however much each did before they met."""
    with computers(tmp_path, "laptop", "desktop") as (laptop, desktop):
        for one, task in ((desktop, "zoo"), (laptop, "aria")):
            one.tracker.tasks.define(TaskDefinition(task, task, points=(0.0, 0.0, 1.0, 2.0)))
            for count in (1, 2, 3):
                one.tracker.tick([(task, count), ("share", 1)])
        exchange(laptop, desktop)
        logs = [one.tracker.publish for one in (laptop, desktop)]
        assert len({log.anonymous() for log in logs}) == 1
        names = [re.findall("UID:.*", log.calendar(time(8), None)) for log in logs]
        assert names[0] == names[1]

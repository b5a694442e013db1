"""The laws of machine files, each tried with a few draws that are always the same."""

from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from tests.examples import examples, tried
from tests.logs import all_entries, counted
from tests.machines.computers import computers, exchange
from tests.machines.laws import LAWS, Law

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_law_holds(law: Law) -> None:
    tried(law.holds, law.draws, examples(law.often), chance=False)


def test_undo_takes_the_last_step_of_this_computer(tmp_path: Path) -> None:
    with computers(tmp_path, "laptop", "desktop") as (laptop, desktop):
        desktop.tracker.tick([("share", 1)])
        laptop.hands.instant += timedelta(hours=1)
        laptop.tracker.tick([("comment", 1)])
        exchange(laptop, desktop)
        desktop.tracker.undo()
        with pytest.raises(RefusedError):
            desktop.tracker.undo()
        assert counted(desktop.tracker) == [("comment", 1, None)]
        desktop.tracker.redo()
        assert len(counted(desktop.tracker)) == 2


def test_what_another_computer_undid_again_is_nothing_to_redo_here(tmp_path: Path) -> None:
    """What is done there otherwise leaves it."""
    with computers(tmp_path, "laptop", "desktop") as (laptop, desktop):
        laptop.tracker.tick([("comment", 1)])
        (found,) = all_entries(laptop.tracker)
        laptop.tracker.undo()
        exchange(laptop, desktop)
        desktop.tracker.tick([("share", 1)])
        exchange(laptop, desktop)
        laptop.tracker.redo()
        laptop.tracker.undo()
        exchange(laptop, desktop)
        for undo in (False, True):
            desktop.tracker.journal.turn(found.operation_id, undo=undo)
        exchange(laptop, desktop)
        with pytest.raises(RefusedError):
            laptop.tracker.redo()

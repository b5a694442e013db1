"""The laws of machine files, each tried with a few draws that are always the same."""

from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from tests.examples import examples, tried
from tests.logs import counted
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

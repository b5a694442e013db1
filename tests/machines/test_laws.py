"""The laws of machine files, each tried with a few draws that are always the same."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from tests.examples import examples, tried
from tests.logs import MONDAY, Hands, counted
from tests.machines.computers import computers, exchange
from tests.machines.laws import LAWS, Law

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_law_holds(law: Law) -> None:
    tried(law.holds, law.draws, examples(law.often), chance=False)


@pytest.mark.parametrize("behind", [-400, 0, 400])
def test_what_was_said_after_seeing_it_wins_however_the_clocks_stand(
    behind: int, tmp_path: Path
) -> None:
    with computers(tmp_path, "laptop", "desktop") as (laptop, desktop):
        desktop.hands.move(days=behind)
        laptop.tracker.tick([("connect", 1)], quality="plain")
        exchange(laptop, desktop)
        laptop.tracker.routine.set_profile(connections=100)
        laptop.tracker.cycle_quality("connect", MONDAY)
        exchange(laptop, desktop)
        desktop.tracker.routine.set_profile(connections=200)
        with suppress(RefusedError):
            desktop.tracker.note("seen", MONDAY, "connect")
        laptop.tracker.tick([("share", 1)])
        exchange(laptop, desktop)
        desktop.hands.instant = laptop.hands.instant
        assert desktop.dump() == laptop.dump()
        assert laptop.tracker.routine.profile().connections == 200
        # What laptop does next is after all that it has seen.
        laptop.tracker.routine.set_profile(connections=300)
        exchange(laptop, desktop)
        assert desktop.tracker.routine.profile().connections == 300


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
        assert Hands().instant < laptop.hands.instant

"""``status`` on every kind of day: what to do next, and how to do it from a shell."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from rich.cells import cell_len

from ssi_tui.cli.printed.status import status_lines
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.tracker.tracker import Tracker
from tests.tools import scenes

CODES = re.compile(r"\x1b\[[\d;]*m")
DAYS = {
    "half done": (scenes.morning, None),
    "done": (scenes.done, None),
    "first day": (scenes.newcomer, None),
    "rest day": (scenes.morning, date(2026, 11, 22)),
    "time off": (scenes.morning, None),
    "long ago": (scenes.morning, date(2027, 3, 1)),
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Dashboard]:
    """Return the dashboard of a kind of day."""
    found: dict[str, Dashboard] = {}

    def dashboard(name: str) -> Dashboard:
        if name not in found:
            scene, day = DAYS[name]
            tracker: Tracker = scene(tmp_path_factory.mktemp("day") / "log.db")
            if name == "time off":
                tracker.routine.take_time_off(tracker.today(), date(2026, 11, 27))
            found[name] = tracker.dashboard() if day is None else build(tracker.view.log(), day)
            tracker.close()
        return found[name]

    return dashboard


def lines(dashboard: Dashboard) -> list[str]:
    """Return the lines without colours."""
    return [str(line) for line in status_lines(dashboard)]


@pytest.mark.parametrize("name", DAYS)
def test_every_day_fits_into_79_columns(name: str, shown: Callable[[str], Dashboard]) -> None:
    assert max(map(cell_len, lines(shown(name)))) <= 79


@pytest.mark.parametrize("name", DAYS)
def test_colours_change_no_text(name: str, shown: Callable[[str], Dashboard]) -> None:
    for line in status_lines(shown(name)):
        colored = line.shown("unicode", color=True)
        assert CODES.sub("", colored).rstrip() == str(line)
        assert colored.count("\x1b[") % 2 == 0


def test_the_plan_is_in_it_and_the_command_that_moves_the_collapse(
    shown: Callable[[str], Dashboard],
) -> None:
    """The gains shown add up to their sum."""
    said = lines(shown("half done"))
    at = said.index(next(line for line in said if line.startswith("NEXT")))
    sums, *gains = (
        float(found[0]) for row in said[at : at + 4] if (found := re.findall(r"\+(\d\.\d)", row))
    )
    assert sum(gains) == pytest.approx(sums)
    assert said[-1].startswith("   ssi-tui tick ")


@pytest.mark.parametrize(
    ("name", "title", "warned"),
    [
        ("done", "DONE             close the laptop", True),
        ("first day", "START            Log what you did: ssi-tui tick comment=2 search", False),
        ("rest day", "REST DAY         nothing is due, and nothing fades", True),
        ("time off", "TIME OFF         until Fri 27 Nov; nothing is due", False),
    ],
)
def test_each_kind_of_day_has_a_block_of_its_own(
    name: str, title: str, warned: bool, shown: Callable[[str], Dashboard]
) -> None:
    """On days off nothing has a mark."""
    said = lines(shown(name))
    assert any(line.startswith(title) for line in said)
    assert any(line.startswith("!") for line in said) is warned


@pytest.mark.parametrize("name", DAYS)
def test_what_was_done_of_days_behind_stands_under_heads(
    name: str, shown: Callable[[str], Dashboard]
) -> None:
    """On every kind of day; the first one has nothing to look back on."""
    said = lines(shown(name))
    head = next(line for line in said if line.startswith("ROUTINE"))
    rows = [line for line in said if re.search(r"\d+ of \d+ +\d+ of \d+$", line)]
    assert bool(rows) is head.endswith("7 days    28 days") is (name != "first day")

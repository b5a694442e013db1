"""The log in a wide terminal: beside the rows, all there is of the one under the cursor."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.geometry import Region

from ssi_tui.core.model import TaskDefinition
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.log.details import LogDetails
from ssi_tui.tui.log.list import LogList
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.driver import MEDIUM, WIDE, Session, session
from tests.tui.log.test_large import large

pytestmark = pytest.mark.slow

LONG = "asked about the pilot, the price and the date, " * 4


def told(app: Session) -> dict[str, str]:
    """Return what the second grid says by its labels, the title among them."""
    found: dict[str, str] = {}
    label = ""
    for row in app.painted(LogDetails):
        label = row[:19].strip() or label
        found[label] = f"{found.get(label, '')} {row[19:].strip()}".strip()
    return found


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Open the log with a row of every kind."""
    with session(tmp_path_factory.mktemp("wide") / "log.db", scenes.logbook, WIDE) as app:
        app.press("5")
        yield app


def test_everything_about_the_entry_under_the_cursor_stands_beside_it(wide: Session) -> None:
    """What deleted it included."""
    wide.press("home")
    assert "SEARCH" in wide.rows[3]
    assert told(wide) == {
        "SEARCH": "",
        "day": "Mon 23 Nov 2026",
        "logged": "Mon 23 Nov, 06:51",
        "source": "app",
        "count": "1",
        "quality": "not given",
        "minutes": "2 (default)",
        "note": "none",
        "counts": "no (deleted)",
        "logged with": "tick, Mon 23 Nov, 06:51",
        "then": "deletion, Mon 23 Nov, 06:51",
    }


@pytest.mark.parametrize(
    ("rows", "label", "text"),
    [
        (2, "note", "the hiring piece"),
        (2, "quality", "original"),
        (3, "counts", "no (undone)"),
        (3, "logged with", "tick, Mon 23 Nov, 06:48, undone"),
        (5, "about", "21 Dec to 3 Jan 2027, mountains"),
        (6, "source", "shell"),
        (8, "source", "LinkedIn archive"),
        (13, "then", "import, Fri 20 Nov, 12:15, replaced by your LinkedIn archive"),
        (14, "logged", "Fri 20 Nov, 12:10"),
    ],
)
def test_it_follows_the_cursor(wide: Session, rows: int, label: str, text: str) -> None:
    """An entry, a step, and what an import has set aside."""
    wide.press("home", *["down"] * rows)
    assert told(wide)[label] == text


def test_the_rows_keep_to_the_first_grid(wide: Session) -> None:
    """And what is told keeps to the second."""
    wide.press("home")
    assert all(len(row[78:82].strip()) == 0 for row in wide.rows[3:43])
    assert max(len(row) for row in wide.painted(LogList)) <= 78
    assert max(len(row) for row in wide.painted(LogDetails)) <= 78


def test_a_narrower_terminal_has_the_rows_alone(wide: Session) -> None:
    """And a wide one again both."""
    wide.press("home").resize(*MEDIUM)
    assert not wide.app.screen.query_one(LogDetails).display
    assert "logged with" not in wide.text
    wide.press("down", "down").resize(*WIDE)
    assert told(wide)["note"] == "the hiring piece"


def noted(path: Path) -> Tracker:
    """Return the Monday with a long note on its last entry, and minutes that were measured."""
    tracker = scenes.morning(path)
    tracker.tick([("message", 1)], note=LONG.strip())
    return tracker


def test_a_note_is_told_in_full_and_an_edit_with_what_it_replaced(tmp_path: Path) -> None:
    """The row cuts it; the edit has written the entry that counts."""
    with session(tmp_path / "log.db", noted, WIDE) as app:
        app.press("5")
        # It stands among others of the same minute.
        while "message" not in app.row_with("▌"):
            app.press("down")
        assert told(app)["note"] == LONG.strip()
        app.press("enter", "2", "enter")
        assert told(app)["count"] == "2"
        assert told(app)["logged with"].startswith("edit, ")


def test_an_empty_log_tells_nothing(tmp_path: Path) -> None:
    """There is no row."""
    with session(tmp_path / "log.db", lambda path: scenes.open_tracker(path, wide_clock), WIDE) as (
        app
    ):
        app.press("5")
        assert app.painted(LogDetails) == []


wide_clock = scenes.SceneClock(MONDAY)


def test_moving_by_a_row_paints_two_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 100,000: the one that was left and the one that was reached."""
    with session(tmp_path / "log.db", large, WIDE) as app:
        app.press("5", "down")
        painted: list[int] = []
        find = LogList.changed

        def counted(panel: LogList) -> list[Region]:
            found = find(panel)
            painted.extend(part.y for part in found)
            return found

        monkeypatch.setattr(LogList, "changed", counted)
        app.press("down")
        assert sorted(set(painted)) == [3, 4]


def endorsed(path: Path) -> Tracker:
    """Return the Monday with a task of the user's own, ticked twice."""
    tracker = scenes.morning(path)
    tracker.tasks.define(TaskDefinition("endorse", label="kudos", minutes=0.5))
    tracker.tick([("endorse", 2)])
    return tracker


def test_an_entry_of_a_task_of_ones_own_is_told_with_its_name_and_minutes(tmp_path: Path) -> None:
    """The step that has added it too."""
    with session(tmp_path / "log.db", endorsed, WIDE) as app:
        app.press("5")
        while "kudos" not in app.row_with("▌"):
            app.press("down")
        assert "KUDOS" in told(app)
        assert told(app)["minutes"] == "0.5 (default)"


def test_entries_and_steps_of_a_task_of_ones_own_are_told_too(tmp_path: Path) -> None:
    """With the minutes that it took on the day of the entry."""

    def scene(path: Path) -> Tracker:
        tracker = scenes.morning(path)
        tracker.tasks.define(TaskDefinition("endorse", label="praise", minutes=0.5))
        tracker.tick([("endorse", 1)])
        tracker.tasks.define(
            TaskDefinition("endorse", minutes=3.0), start=MONDAY + timedelta(days=1)
        )
        return tracker

    with session(tmp_path / "log.db", scene, WIDE) as app:
        app.press("5")
        assert told(app)["about"] == "praise 3 min each"
        app.press("down")
        assert "PRAISE" in app.rows[3]
        assert told(app)["minutes"] == "0.5 (default)"

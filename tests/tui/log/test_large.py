"""A log of 100,000 entries: what is read and painted is what is in sight, wherever that is."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.events import MouseScrollDown

from ssi_tui.core.journal.filter import EVERYTHING, JournalFilter
from ssi_tui.core.journal.rows import JournalEntry
from ssi_tui.core.model import Entry, OperationKind
from ssi_tui.storage.log.journal import JournalRows
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.log.list import LogList
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.rows import Row
from tests.tools.scenes import MONDAY, SceneClock, at_seven, open_tracker
from tests.tui.driver import SMALL, Session, session

pytestmark = pytest.mark.slow

DAYS = 4000
A_DAY = 25
ENTRIES = DAYS * A_DAY
TASKS = ("comment", "share", "message", "search", "connect")
LINES = SMALL[1] - 6


def large(path: Path) -> Tracker:
    """Write 4,000 days with 25 entries each, the newest of them that Monday."""
    tracker = open_tracker(path, SceneClock(MONDAY))
    store = tracker.store
    with store.transaction() as connection:
        operation = store.add_operation(OperationKind.TICK, at_seven(MONDAY), MONDAY)
        for at in range(DAYS):
            day = MONDAY - timedelta(days=at)
            rows = [
                (identity, operation, str(day), f"{day}T{5 + number // 5:02}:00:00.000Z", task)
                for number, (identity, task) in enumerate(
                    zip(store.new_ids([at_seven(day)] * A_DAY), TASKS * 5, strict=True)
                )
            ]
            connection.executemany(
                "INSERT INTO entries (id, operation_id, day, at_utc, task, count, source) "
                "VALUES (?, ?, ?, ?, ?, 1, 'tui')",
                rows,
            )
    return tracker


class Watch:
    """Counts what is read and what is painted."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.read: list[int] = []
        self.painted: list[int] = []
        between, rows = JournalRows.live_between, LogList.rows

        def counting(
            journal: JournalRows, wanted: JournalFilter, first: date, last: date
        ) -> list[Entry]:
            found = between(journal, wanted, first, last)
            self.read.append(len(found))
            return found

        def painting(panel: LogList, grid: Grid) -> Sequence[Row]:
            found = rows(panel, grid)
            self.painted.append(len(found))
            return found

        patch.setattr(JournalRows, "live_between", counting)
        patch.setattr(LogList, "rows", painting)

    def forget(self) -> None:
        """Begin to count anew."""
        self.read.clear()
        self.painted.clear()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Watch]]:
    """Open the app on the log, once for all tests of the module."""
    with pytest.MonkeyPatch.context() as patch:
        watch = Watch(patch)
        path = tmp_path_factory.mktemp("large") / "log.db"
        with session(path, large) as app:
            app.press("5")
            yield app, watch


def test_it_opens_with_the_rows_in_sight_alone(opened: tuple[Session, Watch]) -> None:
    """One reading; the title tells how many there are."""
    app, watch = opened
    assert "100,000  entries" in app.rows[3]
    assert len(watch.read) == 1
    assert watch.read[0] <= 3 * LINES + 2 * A_DAY
    assert max(watch.painted) == LINES + 1


@pytest.mark.parametrize(
    ("keys", "most"),
    [
        (("j",) * 60, 5),
        (("pagedown",) * 10, 10),
        (("end", "home", "end"), 3),
        (("pageup",) * 10, 10),
        (("left_square_bracket",) * 10, 10),
    ],
    ids=["rows", "pages down", "ends", "pages up", "days"],
)
def test_moving_reads_and_paints_a_few_rows(
    opened: tuple[Session, Watch], keys: tuple[str, ...], most: int
) -> None:
    """Never more than a few screens are read at once, nor more than one painted."""
    app, watch = opened
    watch.forget()
    app.press(*keys)
    assert len(watch.read) <= most
    assert all(rows <= 3 * LINES + 2 * A_DAY for rows in watch.read)
    assert watch.painted
    assert max(watch.painted) == LINES + 1
    assert any(row.startswith("▌") for row in app.rows)


def test_the_wheel_reads_no_more_than_the_keys(opened: tuple[Session, Watch]) -> None:
    """Thirty turns."""
    app, watch = opened
    app.press("home")
    watch.forget()
    for _ in range(30):
        app.run(app._pilot._post_mouse_events([MouseScrollDown], offset=(20, 10)))
    app.settle()
    assert len(watch.read) <= 8
    assert max(watch.painted) == LINES + 1
    assert app.rows[4] != "  today"


def test_a_date_ten_years_ago_is_one_reading_away(opened: tuple[Session, Watch]) -> None:
    """Whatever lies between."""
    app, watch = opened
    watch.forget()
    app.press("g").enter("2016-03-01").press("enter")
    assert "Tue 1 Mar 2016" in app.text
    assert len(watch.read) == 1


def test_every_row_is_reached_and_none_twice(opened: tuple[Session, Watch]) -> None:
    """The journal adds up to the log."""
    app, _ = opened
    with app.elsewhere() as tracker:
        journal = tracker.journal.open(EVERYTHING)
        seen: set[str] = set()
        for first in range(0, len(journal.days), 500):
            for rows in tracker.journal.rows(journal, first, first + 499).values():
                seen |= {row.entry.id for row in rows if isinstance(row, JournalEntry)}
    assert journal.lines == ENTRIES + DAYS
    assert journal.days[-1] == MONDAY - timedelta(days=DAYS - 1)
    assert len(seen) == ENTRIES

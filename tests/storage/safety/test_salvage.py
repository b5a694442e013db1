"""What can be read of a damaged database is kept, and what was lost is counted."""

import random
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlite_utils import Database

from ssi_tui.core.model import TaskDefinition
from ssi_tui.storage.database.errors import DatabaseDamagedError, DatabaseUnusableError
from ssi_tui.storage.opening import connect
from ssi_tui.storage.safety.condition import Condition, examine
from ssi_tui.storage.safety.placeholders import mend
from ssi_tui.storage.safety.salvage import Salvaged, salvage
from tests.logs import SUM, Hands, all_entries, blank, counted, dump, fill, rows, state, tracking
from tests.storage.damage import pages_of, smash, truncate
from tests.storage.database.test_upgrade import VERSIONS, assert_kept, contents, named

pytestmark = pytest.mark.slow

TICKS = 600


@cache
def _sample() -> bytes:
    """Return a database of some hundred operations, and of something of every kind."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.db"
        hands = Hands()
        with tracking(path, hands) as tracker:
            fill(tracker, hands, Path(folder))
            for number in range(TICKS):
                tracker.tick([("comment", 1), ("search", 1)], note=f"the {number}th " + "x" * 30)
        return path.read_bytes()


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a copy of the sample."""
    path = tmp_path / "log.db"
    path.write_bytes(_sample())
    return path


def salvaged(path: Path) -> Salvaged:
    """Salvage a database, and check that what comes of it is whole and ours."""
    before = path.read_bytes()
    done = salvage(path)
    assert done is not None
    assert done.aside is not None
    assert done.aside.read_bytes() == before
    assert examine(path).condition is Condition.WHOLE
    assert rows(path, "PRAGMA foreign_key_check") == []
    assert {file.name for file in path.parent.iterdir()} == {
        *("log.db", "log.db.lock", done.aside.name)
    }
    return done


def lost(done: Salvaged) -> dict[str, int | None]:
    """Return what was lost, by table."""
    return {table.table: table.lost for table in done.tables if table.lost != 0}


def test_a_whole_database_is_left_as_it_is(db: Path) -> None:
    """There is nothing to salvage."""
    before = db.read_bytes()
    assert salvage(db) is None
    assert db.read_bytes() == before


def test_a_damaged_index_costs_nothing(db: Path) -> None:
    """The rows are read without it."""
    before = contents(db)
    smash(db, pages_of(db, "entries_by_day")[0])
    done = salvaged(db)
    assert lost(done) == {}
    assert contents(db) == before


def test_a_header_that_is_overwritten_costs_nothing(db: Path) -> None:
    """That of any file of ours is the same but for the number of its pages."""
    before = contents(db)
    smash(db, 1, 0, 100)
    with tracking(db) as tracker, pytest.raises(DatabaseUnusableError):
        tracker.dashboard()
    # Without a backup nobody knows that the file was ours, so it is marked as SQLite's again.
    with db.open("r+b") as file:
        file.write(b"SQLite format 3\0")
    assert lost(salvaged(db)) == {}
    assert contents(db) == before


def test_a_first_page_that_is_overwritten_costs_nothing(db: Path) -> None:
    """In a file that began with the present schema."""
    before = contents(db)
    smash(db, 1, 16)
    assert lost(salvaged(db)) == {}
    assert contents(db) == before


def test_a_page_of_entries_costs_the_entries_on_it(db: Path) -> None:
    """The others stay, in order, with all that belongs to them."""
    before = contents(db)
    leaves = pages_of(db, "entries")[1:]
    smash(db, leaves[3])
    done = salvaged(db)
    gone = lost(done)["entries"]
    assert gone is not None
    assert 5 < gone < 100
    after = contents(db)
    assert len(after["entries"]) == len(before["entries"]) - gone
    assert set(after["entries"]) < set(before["entries"])
    assert after["operations"] == before["operations"]


def test_a_page_of_operations_costs_no_entry(db: Path) -> None:
    """Others take the place of the lost ones: same id, same stamp, same turn to be undone."""
    before = contents(db)
    smash(db, pages_of(db, "operations")[2])
    done = salvaged(db)
    gone = lost(done)["operations"]
    assert gone is not None
    assert gone > 5
    after = contents(db)
    assert after["entries"] == before["entries"]
    order = [[row[:2] for row in held["operations"]] for held in (before, after)]
    assert order[0] == order[1]
    stamps = "SELECT COUNT(*) FROM operations WHERE id NOT LIKE printf('%012x%%', stamp)"
    assert rows(db, stamps) == [(0,)]


def test_the_shown_counts_stay_without_the_operations(db: Path) -> None:
    """Undo goes on with what is left."""
    with tracking(db) as tracker:
        before = counted(tracker)
    smash(db, pages_of(db, "operations")[1])
    salvaged(db)
    with tracking(db) as tracker:
        assert counted(tracker) == before
        tracker.undo()
        assert len(counted(tracker)) == len(before) - 2
        tracker.redo()
        assert counted(tracker) == before


def test_the_root_of_the_entries_costs_all_of_them_and_nothing_else(db: Path) -> None:
    """Profile, targets, time off and notes are there; how many entries there were is known."""
    with tracking(db) as tracker:
        before, number = state(tracker), len(rows(db, "SELECT 1 FROM entries"))
    smash(db, pages_of(db, "entries")[0])
    done = salvaged(db)
    assert lost(done)["entries"] == number
    with tracking(db) as tracker:
        after = state(tracker)
    assert after[1:] == before[1:]
    assert after[0] == ()


def test_a_table_that_is_gone_is_lost_and_made_anew(db: Path) -> None:
    """Nobody can tell how much it held."""
    with closing(connect(db)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TABLE supersessions")
    assert lost(salvaged(db)) == {"supersessions": None}


def test_what_lies_in_the_write_ahead_log_is_kept_also_where_the_database_is_a_link(
    tmp_path: Path,
) -> None:
    path, link = blank(tmp_path / "log.db"), tmp_path / "link"
    link.symlink_to(path)
    with tracking(path) as tracker:
        tracker.tick([("comment", 5)])
        tracker.store.connection.execute("DROP TABLE supersessions")
        assert salvage(link) is not None
    assert rows(link, SUM) == [(5,)]


def test_a_damaged_database_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """It had no readings to lose."""
    path = tmp_path / "log.db"
    path.write_bytes(VERSIONS[1].read_bytes())
    before = named(path)
    smash(path, pages_of(path, "entries_by_day")[0])
    done = salvage(path)
    assert done is not None
    assert lost(done) == {}
    assert_kept(before, path)


def test_a_truncated_database_keeps_what_is_before_the_cut(db: Path) -> None:
    """Some of it."""
    number = len(rows(db, "SELECT 1 FROM entries"))
    truncate(db, 0.7)
    with pytest.raises(DatabaseDamagedError):
        connect(db)
    done = salvaged(db)
    kept = {table.table: table.rows for table in done.tables}
    assert number / 3 < kept["entries"] < number


def test_a_log_that_is_not_written_back_yet_is_read_too(db: Path) -> None:
    """It lies beside the file."""
    with tracking(db) as tracker:
        tracker.tick([("message", 1)])
        smash(db, pages_of(db, "entries")[4])
        done = salvage(db)
        assert done is not None
        assert lost(done)["entries"]
    with tracking(db) as tracker:
        assert counted(tracker)[-1] == ("message", 1, None)


def test_what_holds_nothing_is_left_as_it_is(tmp_path: Path) -> None:
    """An empty salvage would only hide the file."""
    path = blank(tmp_path / "log.db")
    path.write_bytes(b"SQLite format 3\0" + b"\xa5" * 9000)
    before = path.read_bytes()
    with pytest.raises(
        DatabaseUnusableError, match=r"nothing in .* can be read\. It wasn't touched"
    ):
        salvage(path)
    assert path.read_bytes() == before
    assert {file.name for file in tmp_path.iterdir()} == {"log.db", "log.db.lock"}


def test_a_file_that_is_not_ours_is_not_salvaged(tmp_path: Path) -> None:
    """It is left untouched."""
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    with pytest.raises(DatabaseUnusableError, match=r"isn't an ssi-tui log\. It wasn't touched"):
        salvage(path)
    assert path.read_text() == "mine"


def test_any_damage_ends_in_a_whole_database_or_in_a_sentence(tmp_path: Path) -> None:
    """Here in forty ways, always the same; what is kept was there before."""
    chance = random.Random(6)  # noqa: S311 - no secret, the same damage each time
    path = tmp_path / "log.db"
    path.write_bytes(_sample())
    with tracking(path) as tracker:
        entries = {entry.id for entry in all_entries(tracker)}
    refused: list[str] = []
    unchanged: list[bool] = []
    salvages = 0
    for _ in range(40):
        for file in tmp_path.iterdir():
            file.unlink()
        content = bytearray(_sample())
        for _ in range(chance.randrange(1, 5)):
            at = chance.randrange(16, len(content) - 600)
            content[at : at + chance.randrange(1, 600)] = chance.randbytes(chance.randrange(1, 600))
        path.write_bytes(content)
        try:
            done = salvage(path)
        except DatabaseUnusableError as error:
            refused.append(str(error))
            unchanged.append(path.read_bytes() == content)
            continue
        if done is not None:
            salvages += 1
            assert examine(path).condition is Condition.WHOLE
            with tracking(path) as tracker:
                tracker.dashboard()
                # Bytes that lie inside an id change it and nothing notices.
                assert len({entry.id for entry in all_entries(tracker)} - entries) <= 3
    assert all("\n" not in sentence for sentence in refused)
    assert all(unchanged)
    assert salvages > 15


def test_a_damaged_row_is_not_taken_over(db: Path) -> None:
    """The table refuses what must not be in a log."""
    timed = rows(db, "SELECT COUNT(at_utc) FROM entries")
    db.write_bytes(db.read_bytes().replace(b"T06:47:00", b"T96:47:00"))
    smash(db, pages_of(db, "entries_by_day")[0])
    done = salvage(db)
    assert done is not None
    assert [(lost(done)["entries"],)] == timed
    assert "T96:47" not in dump(db)


def test_entries_of_a_task_of_which_nothing_else_is_left_are_kept(tmp_path: Path) -> None:
    """It is worth nothing then, and its name is its id."""
    path = tmp_path / "log.db"
    with tracking(path, Hands()) as tracker:
        tracker.tasks.define(TaskDefinition("endorse", label="kudos", points=(1.0, 2.0, 3.0, 4.0)))
        tracker.tick([("endorse", 2), ("comment", 1)])
    with closing(connect(path)) as connection:
        connection.execute("DELETE FROM task_changes")
    with tracking(path, Hands()) as tracker:
        assert counted(tracker) == [("comment", 1, None)]
    with closing(connect(path)) as connection:
        mend(Database(connection, recursive_triggers=False))
    with tracking(path, Hands()) as tracker:
        assert counted(tracker) == [
            ("endorse", 1, None),
            ("endorse", 1, None),
            ("comment", 1, None),
        ]
        assert tracker.dashboard().actions["endorse"].label == "endorse"

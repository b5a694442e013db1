"""What is live, what undo and redo take, and that a verb is written whole or not at all."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path

import pytest

from ssi_tui.core.model import OperationKind, Tally
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.log.rows import instant_text
from ssi_tui.storage.log.store import Store
from tests.logs import FRIDAY, MONDAY, MORNING, SUNDAY, blank
from tests.storage.builders import (
    entry_of,
    live_by_flag,
    live_by_rule,
    live_tasks,
    redo,
    replaced,
    tick,
    undo,
    void,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open a new log."""
    opened = Store(blank(tmp_path / "log.db"))
    yield opened
    opened.close()


# -- what is live -----------------------------------------------------------------------------


def test_a_new_entry_is_live(store: Store) -> None:
    """It counts at once."""
    tick(store, "comment")
    assert live_tasks(store) == ["comment"]


def test_an_entry_is_not_live_while_its_operation_is_undone(store: Store) -> None:
    """It stays in the table."""
    tick(store, "comment")
    undo(store)
    assert live_tasks(store) == []
    assert store.connection.execute("SELECT COUNT(*) FROM entries").fetchone() == (1,)


def test_redo_makes_an_entry_live_again(store: Store) -> None:
    """The same entry, with the same id."""
    _, (entry,) = tick(store, "comment")
    undo(store)
    redo(store)
    assert store.entries(MONDAY, MONDAY) == (entry,)


def test_a_superseded_entry_is_not_live(store: Store) -> None:
    """Only that one of its operation."""
    _, (entry, _) = tick(store, "comment", "share")
    void(store, entry)
    assert live_tasks(store) == ["share"]


def test_undoing_the_supersession_makes_the_entry_live_again(store: Store) -> None:
    """And redoing it takes it out again."""
    _, (entry,) = tick(store, "comment")
    void(store, entry)
    undo(store)
    assert live_tasks(store) == ["comment"]
    redo(store)
    assert live_tasks(store) == []


def test_a_copy_takes_the_place_of_what_it_replaces(store: Store) -> None:
    """Undo swaps them back, redo swaps them again."""
    _, (entry,) = tick(store, "comment", origin_key="k")
    copy = replaced(store, entry, 5)
    assert live_by_flag(store) == {copy.id}
    undo(store)
    assert live_by_flag(store) == {entry.id}
    redo(store)
    assert live_by_flag(store) == {copy.id}


def test_undoing_the_tick_under_a_supersession_leaves_nothing_live(store: Store) -> None:
    """The copy of what was ticked goes with its own operation, not before."""
    _, (entry,) = tick(store, "comment")
    copy = replaced(store, entry, 5)
    replaced(store, copy, 4)
    for _ in range(3):
        undo(store)
        assert live_by_flag(store) == live_by_rule(store)
    assert live_tasks(store) == []


def test_undoing_an_import_takes_out_the_operations_that_it_brought(store: Store) -> None:
    """They have no undo of their own."""
    with store.transaction():
        brought_by = store.add_operation(OperationKind.IMPORT, MORNING, None)
        brought = store.add_operation(OperationKind.TICK, MORNING, MONDAY)
        store.connection.execute(
            "UPDATE operations SET import_id = ? WHERE id = ?", (brought_by, brought)
        )
        store.add_entries([entry_of(store, brought)])
    assert undo(store) == brought_by
    assert live_tasks(store) == []
    redo(store)
    assert live_tasks(store) == ["comment"]


def test_an_origin_key_is_free_again_once_its_import_is_undone(store: Store) -> None:
    """So that the rows can be added again."""
    tick(store, "comment", origin_key="k")
    undo(store)
    tick(store, "share", origin_key="k")
    assert live_tasks(store) == ["share"]


def test_an_origin_key_is_never_live_twice(store: Store) -> None:
    """And the refused verb leaves no trace."""
    tick(store, "comment", origin_key="k")
    with pytest.raises(DatabaseUnusableError):
        tick(store, "share", origin_key="k")
    assert live_tasks(store) == ["comment"]
    assert store.connection.execute("SELECT COUNT(*) FROM operations").fetchone() == (1,)


# -- undo and redo ----------------------------------------------------------------------------


def test_undo_takes_the_last_operation_in_order_of_writing(store: Store) -> None:
    """Not in order of the day, nor of the instant."""
    first, _ = tick(store, "comment", day=MONDAY)
    second, _ = tick(store, "share", day=FRIDAY)
    assert [undo(store), undo(store)] == [second, first]


def test_redo_takes_them_in_the_opposite_order(store: Store) -> None:
    """As far as undo went."""
    first, _ = tick(store, "comment")
    second, _ = tick(store, "share")
    undo(store)
    undo(store)
    assert [redo(store), redo(store)] == [first, second]


def test_nothing_is_left_to_undo_in_an_empty_log(store: Store) -> None:
    """Nor to redo."""
    assert store.last_operation() is None
    assert store.next_redo() is None


def test_nothing_is_left_to_redo_after_the_last_redo(store: Store) -> None:
    """It does not turn in circles."""
    tick(store, "comment")
    undo(store)
    redo(store)
    assert store.next_redo() is None


def test_a_new_operation_ends_redo(store: Store) -> None:
    """What was undone before it stays undone."""
    tick(store, "comment")
    undo(store)
    tick(store, "share")
    assert store.next_redo() is None


def test_an_ended_redo_stays_ended_after_later_undos(store: Store) -> None:
    """Only what was undone since comes back."""
    tick(store, "comment")
    undo(store)
    later, _ = tick(store, "share")
    undo(store)
    assert redo(store) == later
    assert store.next_redo() is None
    assert live_tasks(store) == ["share"]


def test_undo_passes_over_what_is_undone_already(store: Store) -> None:
    """An ended redo leaves a hole in the order."""
    first, _ = tick(store, "comment")
    tick(store, "share")
    undo(store)
    third, _ = tick(store, "search")
    assert [undo(store), undo(store)] == [third, first]
    assert store.last_operation() is None


def test_an_operation_counts_the_entries_that_it_wrote(store: Store) -> None:
    """The app asks before it undoes a large one."""
    tick(store, "comment", "share", "search")
    operation = store.last_operation()
    assert operation is not None
    assert operation.entries == 3


def test_an_undo_tells_the_days_on_which_other_entries_count(store: Store) -> None:
    """A day whose entry was voided has to be read again."""
    _, (entry,) = tick(store, "comment", day=FRIDAY)
    operation = void(store, entry)
    with store.transaction():
        assert store.turn(operation, MORNING, undo=True) == (FRIDAY,)
        assert store.turn(operation, MORNING, undo=True) == ()
        assert store.turn(operation, MORNING, undo=False) == (FRIDAY,)


# -- transactions -----------------------------------------------------------------------------


def test_a_verb_that_fails_half_way_leaves_no_trace(store: Store) -> None:
    """Whatever the failure."""

    class AccidentError(Exception):
        pass

    def half() -> None:
        with store.transaction():
            operation = store.add_operation(OperationKind.TICK, MORNING, MONDAY)
            store.add_entries([entry_of(store, operation)])
            raise AccidentError

    with pytest.raises(AccidentError):
        half()
    assert store.connection.execute("SELECT COUNT(*) FROM operations").fetchone() == (0,)
    assert store.is_empty()


def test_a_store_works_on_after_a_verb_failed(store: Store) -> None:
    """No transaction stays open."""
    with pytest.raises(DatabaseUnusableError), store.transaction() as connection:
        connection.execute("INSERT INTO entries (id) VALUES ('short')")
    tick(store, "comment")
    assert live_tasks(store) == ["comment"]


def test_the_data_version_stands_still_under_own_writing(store: Store) -> None:
    """An app does not read anew what it wrote itself."""
    before = store.data_version()
    tick(store, "comment")
    assert store.data_version() == before


def test_the_data_version_moves_when_another_connection_writes(store: Store) -> None:
    """Which is how an open app sees the tick of a shell."""
    before = store.data_version()
    other = Store(store.path)
    tick(other, "comment")
    other.close()
    assert store.data_version() != before


# -- reading ----------------------------------------------------------------------------------


def test_a_log_is_empty_until_something_counts_in_it(store: Store) -> None:
    """An undone tick does not."""
    assert store.is_empty()
    tick(store, "comment")
    assert not store.is_empty()
    undo(store)
    assert store.is_empty()


def test_tallies_sum_by_day_task_and_quality(store: Store) -> None:
    """Oldest day first, then by name, whatever was written first; both ends are included."""
    tick(store, "share", "comment", "share", day=SUNDAY)
    tick(store, "comment", day=FRIDAY)
    tick(store, "comment", day=MONDAY)
    assert store.tallies(FRIDAY, SUNDAY) == (
        Tally(FRIDAY, "comment", None, 1, 0.0, 1),
        Tally(SUNDAY, "comment", None, 1, 0.0, 1),
        Tally(SUNDAY, "share", None, 2, 0.0, 2),
    )


def test_the_log_leaves_out_what_lies_after_the_last_day(store: Store) -> None:
    """``--today`` is a day in the past, perhaps."""
    tick(store, "comment", day=MONDAY)
    assert store.read_log(SUNDAY).tallies == ()
    assert len(store.read_log(MONDAY).tallies) == 1


def test_the_newest_entry_is_the_last_one_written_of_any_of_the_tasks(store: Store) -> None:
    """On that day."""
    tick(store, "comment", "reply", "share")
    tick(store, "comment", day=FRIDAY)
    newest = store.newest_entry(("comment", "reply"), MONDAY)
    assert newest is not None
    assert newest.task == "reply"


def test_there_is_no_newest_entry_on_another_day(store: Store) -> None:
    """Days are kept apart."""
    tick(store, "comment")
    assert store.newest_entry(("comment",), FRIDAY) is None


def test_an_entry_reads_back_as_it_was_written(store: Store) -> None:
    """All its fields."""
    _, (entry,) = tick(store, "comment", origin_key="k")
    assert store.entries(date.min, date.max) == (entry,)


def test_instants_are_written_in_utc_to_the_millisecond() -> None:
    """Which sorts as text."""
    assert instant_text(MORNING + timedelta(milliseconds=7)) == "2026-11-23T06:47:00.007Z"


@pytest.mark.parametrize("hold", [Store.snapshot, Store.transaction])
def test_an_error_at_which_sqlite_rolls_back_by_itself_is_told(
    store: Store, hold: Callable[[Store], AbstractContextManager[sqlite3.Connection]]
) -> None:
    """It is the cause; that nothing is left to roll back is none."""

    def fail() -> None:
        with hold(store) as connection:
            connection.execute("ROLLBACK")
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
            raise error

    with pytest.raises(DatabaseUnusableError, match="disk I/O error"):
        fail()

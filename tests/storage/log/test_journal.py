"""The log read by day: what counts, what does not but is shown, and the filter."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from ssi_tui.core.import_report import DayFigures
from ssi_tui.core.journal.filter import EVERYTHING, parse_filter
from ssi_tui.core.model import Entry, OperationKind, Source
from ssi_tui.core.value import replace
from ssi_tui.storage.exchange.archive import SET_ASIDE
from ssi_tui.storage.log.analytics import AnalyticsRows
from ssi_tui.storage.log.journal import JournalRows
from ssi_tui.storage.log.store import Store
from tests.logs import FRIDAY, MONDAY, MORNING, SUNDAY, blank
from tests.storage.builders import entry_of, replaced, tick, undo, void


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open a new log."""
    opened = Store(blank(tmp_path / "log.db"))
    yield opened
    opened.close()


def write(store: Store, *entries: Entry, kind: OperationKind = OperationKind.TICK) -> str:
    """Write entries as one operation and return its id."""
    with store.transaction():
        operation = store.add_operation(kind, MORNING, None)
        store.add_entries([replace(entry, operation_id=operation) for entry in entries])
    return operation


def dead(store: Store) -> list[tuple[str, str]]:
    """Return the tasks of the entries that do not count but are shown, with the reason."""
    pages = JournalRows(store)
    numbers = [number for _, number in pages.dead_entries(EVERYTHING, MONDAY)]
    return [(entry.task, why) for entry, why in pages.dead(numbers)]


def steps(store: Store) -> list[tuple[OperationKind, bool]]:
    """Return the kinds of the operations that no entry tells of, and whether each is undone."""
    pages = JournalRows(store)
    found = pages.steps_of(number for _, number in pages.steps(imports_only=False))
    return [(operation.kind, undone) for operation, undone, _ in found]


# -- what counts ------------------------------------------------------------------------------


def test_what_counts_is_counted_by_day_up_to_the_last(store: Store) -> None:
    """Later days are left out."""
    tick(store, "comment", "share", day=FRIDAY)
    tick(store, "search", day=SUNDAY)
    tick(store, "search", day=MONDAY)
    assert JournalRows(store).live_days(EVERYTHING, SUNDAY) == {FRIDAY: 2, SUNDAY: 1}


def test_some_days_are_read_at_a_time(store: Store) -> None:
    """Both the first and the last are among them."""
    for day, task in ((FRIDAY, "share"), (SUNDAY, "search"), (MONDAY, "message")):
        tick(store, task, "comment", day=day)
    found = JournalRows(store).live_between(parse_filter("share search message"), FRIDAY, SUNDAY)
    assert {(entry.day, entry.task) for entry in found} == {(FRIDAY, "share"), (SUNDAY, "search")}


# -- what does not count ----------------------------------------------------------------------


def test_undone_ticks_are_shown_as_undone(store: Store) -> None:
    """They count on no day."""
    tick(store, "comment")
    undo(store)
    assert dead(store) == [("comment", "undone")]
    assert JournalRows(store).live_days(EVERYTHING, MONDAY) == {}


def test_voided_entries_are_shown_with_the_reason(store: Store) -> None:
    """And again as they were once that is undone, when the step is told by itself."""
    _, (entry,) = tick(store, "comment")
    void(store, entry)
    assert dead(store) == [("comment", "voided")]
    assert steps(store) == []
    undo(store)
    assert dead(store) == []
    assert steps(store) == [(OperationKind.VOID, True)]


def test_what_a_copy_has_replaced_is_not_shown_twice(store: Store) -> None:
    """A count of three became one of two."""
    operation = write(store, entry_of(store, "", count=3))
    assert operation
    (entry,) = store.entries(MONDAY, MONDAY)
    replaced(store, entry, 2)
    assert dead(store) == []
    assert JournalRows(store).live_days(EVERYTHING, MONDAY) == {MONDAY: 1}


def test_the_reason_of_what_an_import_set_aside_is_told(store: Store) -> None:
    """Until the import is undone, of which only the step itself is left then."""
    _, (mine,) = tick(store, "comment")
    with store.transaction():
        operation = store.add_operation(OperationKind.IMPORT, MORNING, None)
        store.add_entries([entry_of(store, operation, origin_key="a")])
        store.supersede(mine.id, operation, SET_ASIDE)
    assert dead(store) == [("comment", SET_ASIDE)]
    assert steps(store) == [(OperationKind.IMPORT, False)]
    undo(store)
    assert dead(store) == []
    assert steps(store) == [(OperationKind.IMPORT, True)]
    assert JournalRows(store).live_days(EVERYTHING, MONDAY) == {MONDAY: 1}


def test_an_import_tells_what_it_brought(store: Store) -> None:
    """How many entries, from where, and how many it has set aside."""
    _, (mine, _) = tick(store, "comment", "share")
    rows = [entry_of(store, "", origin_key=key) for key in "abc"]
    operation = write(store, *rows, kind=OperationKind.IMPORT)
    with store.transaction():
        store.supersede(mine.id, operation, SET_ASIDE)
    pages = JournalRows(store)
    (found,) = pages.steps_of(number for _, number in pages.steps(imports_only=True))
    step, undone, facts = found
    assert (step.id, step.entries, undone) == (operation, 3, False)
    assert (facts.sources, facts.superseded) == (("import",), 1)


def test_an_import_of_analytics_tells_how_many_days_came_and_the_last_total(store: Store) -> None:
    """Of some days the total is not known, and of some imports no total."""
    with store.transaction():
        rows = AnalyticsRows(store.path, store.connection)
        for totals in ((7, 8, None), (None,)):
            operation = store.add_operation(OperationKind.ANALYTICS, MORNING, None)
            days = (SUNDAY + timedelta(days=at) for at in range(len(totals)))
            figures = (DayFigures(5, 0, 1, total) for total in totals)
            rows.add(operation, dict(zip(days, figures, strict=True)))
    pages = JournalRows(store)
    steps = pages.steps_of(number for _, number in pages.steps(imports_only=True))
    assert [facts.analytics for _, _, facts in steps] == [(1, None), (3, 8)]


# -- one row ----------------------------------------------------------------------------------


def test_an_entry_is_found_while_it_counts(store: Store) -> None:
    """Not once it is voided."""
    _, (entry,) = tick(store, "comment")
    assert store.live_entry(entry.id) == entry
    void(store, entry)
    assert store.live_entry(entry.id) is None
    assert store.live_entry("0" * 32) is None


def test_edited_copies_of_imported_entries_are_counted(store: Store) -> None:
    """They would stay without the import; voided ones would not."""
    operation, (one, two, _) = tick(store, "comment", "share", "search", origin_key=None)
    assert JournalRows(store).edited_since(operation) == 0
    replaced(store, one, 2)
    void(store, two)
    assert JournalRows(store).edited_since(operation) == 1


# -- the filter -------------------------------------------------------------------------------


@pytest.fixture
def filled(store: Store) -> Store:
    """Return a log with something for every filter."""
    comment = replace(entry_of(store, "", "comment"), note="Über PRICING, 100 %")
    share = replace(entry_of(store, "", "share"), quality="reshare", source=Source.ARCHIVE)
    write(store, comment, share, entry_of(store, "", "search"), entry_of(store, "", "connect"))
    return store


@pytest.mark.parametrize(
    ("line", "tasks"),
    [
        ("", {"comment", "share", "search", "connect"}),
        ("comment search", {"comment", "search"}),
        ("archive", {"share"}),
        ("cli", {"comment", "search", "connect"}),
        ("comment archive", set()),
        ("pricing", {"comment"}),
        ("über", {"comment"}),
        ("100 %", {"comment"}),
        ('"pricing, 100"', {"comment"}),
        ("%", {"comment"}),
        ("_", set()),
        ("resh", {"share"}),
        ("conn", {"connect"}),
        ("sea cl", {"search"}),
        ('"comment"', {"comment"}),
        ("'; DROP TABLE entries; --", set()),
    ],
)
def test_a_filter_leaves_what_fits(filled: Store, line: str, tasks: set[str]) -> None:
    """Words are searched for in notes and names, whatever their case, and never as SQL."""
    wanted = parse_filter(line)
    pages = JournalRows(filled)
    found = pages.live_between(wanted, date.min, date.max)
    assert {entry.task for entry in found} == tasks
    assert sum(pages.live_days(wanted, date.max).values()) == len(tasks)


def test_a_filter_holds_for_what_does_not_count_too(filled: Store) -> None:
    """The same words."""
    undo(filled)
    pages = JournalRows(filled)
    assert len(pages.dead_entries(EVERYTHING, MONDAY)) == 4
    assert len(pages.dead_entries(parse_filter("pricing"), MONDAY)) == 1
    assert pages.dead_entries(EVERYTHING, SUNDAY) == []

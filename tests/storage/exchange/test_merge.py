"""Whatever two machines do and import from each other, nothing counts twice or comes back."""

import json
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Past
from ssi_tui.storage.database.ids import key_of_id
from ssi_tui.tracker.tracker import Tracker
from tests.examples import examples
from tests.logs import (
    FRIDAY,
    MONDAY,
    Hands,
    all_entries,
    blank,
    export_to,
    exported,
    fill,
    state,
    tracking,
)
from tests.storage.builders import live_by_flag, live_by_rule

FOREIGN = (
    "day,task,count\n2026-11-20,comment,3\n",
    "day,task,count\n2026-11-20,comment,3\n2026-11-20,comment,3\n2026-11-20,connect,2\n",
    "id,day,task\nx,2026-11-20,comment\n",
)
"""Files of other programs; the second one continues the first."""

VERBS = ("tick", "late", "take back", "edit", "note", "off", "profile", "undo", "redo")
STEPS = st.tuples(
    st.integers(0, 1), st.sampled_from((*VERBS, "undo", "json", "csv", *map(str, range(3))))
)


def step(trackers: tuple[Tracker, Tracker], at: int, verb: str, folder: Path) -> None:
    """Do one thing on one of two machines; what is refused changes nothing."""
    tracker, other = trackers[at], trackers[1 - at]
    if verb == "tick":
        tracker.tick([("comment", 1), ("connect", 1)])
    elif verb == "late":
        tracker.tick([("connect", 2)], FRIDAY)
    elif verb == "take back":
        tracker.take_back("comment", FRIDAY)
    elif verb == "edit":
        tracker.cycle_quality("connect", FRIDAY)
    elif verb == "note":
        tracker.note("again", MONDAY, "comment")
    elif verb == "off":
        tracker.routine.take_time_off(FRIDAY)
    elif verb == "profile":
        tracker.routine.set_profile(connections=7, past=Past.SOME, workdays=frozenset({0}))
    elif verb == "undo":
        tracker.undo()
    elif verb == "redo":
        tracker.redo()
    elif verb in ("json", "csv"):
        tracker.import_log(export_to(folder / f"export.{verb}", other, verb))
    else:
        foreign = folder / "foreign.csv"
        foreign.write_text(FOREIGN[int(verb)])
        tracker.import_log(foreign)


def assert_nothing_counts_twice(tracker: Tracker) -> None:
    """Check that no row counts twice: neither from two files, nor beside its own original."""
    entries = all_entries(tracker)
    origins = [entry.origin_key for entry in entries if entry.origin_key]
    assert len(origins) == len(set(origins))
    own = {key_of_id(entry.id) for entry in entries if entry.origin_key is None}
    assert own.isdisjoint(origins)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(STEPS, max_size=14))
@example([(0, "0"), (1, "json"), (0, "undo"), (0, "csv"), (0, "0")])
def test_two_machines_never_count_an_entry_twice(steps: list[tuple[int, str]]) -> None:
    """The column says what the rule says, and each import is complete at once."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        first = stack.enter_context(tracking(folder / "first.db"))
        second = stack.enter_context(tracking(folder / "second.db"))
        for at, verb in steps:
            with suppress(RefusedError):
                step((first, second), at, verb, folder)
            for tracker in (first, second):
                assert live_by_flag(tracker.store) == live_by_rule(tracker.store)
                assert_nothing_counts_twice(tracker)
        for sender, receiver in ((first, second), (second, first)):
            export = export_to(folder / "last.json", sender)
            receiver.import_log(export)
            assert receiver.import_log(export).operation is None
            assert sender.import_log(export).operation is None


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(STEPS, max_size=14))
def test_an_export_carries_any_log_to_an_empty_database(steps: list[tuple[int, str]]) -> None:
    """Entries, routine and scores; and undoing the import leaves nothing of it."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        first = stack.enter_context(tracking(folder / "first.db"))
        second = stack.enter_context(tracking(folder / "second.db"))
        empty = stack.enter_context(tracking(folder / "empty.db"))
        for at, verb in steps:
            with suppress(RefusedError):
                step((first, second), at, verb, folder)
        report = empty.import_log(export_to(folder / "last.json", first))
        assert report.skipped == ()
        assert all_entries(empty) == all_entries(first)
        assert empty.dashboard() == first.dashboard()
        if report.operation is not None:
            empty.undo()
        assert all_entries(empty) == ()
        assert empty.routine.time_off() == ()


# -- exports that somebody has edited ---------------------------------------------------------

GONE = object()
ODD = (
    *("x", False, True, 1.5, -1, 0, 10**30, float("nan"), [1], None, GONE),
    *("2026-13-45", "9999-12-31", "\0", "", "\ud800", 5000 * "long"),
)


@cache
def _export() -> str:
    """Return the export of a log that holds something of every kind."""
    with TemporaryDirectory() as folder:
        hands = Hands()
        with tracking(Path(folder) / "log.db", hands) as tracker:
            fill(tracker, hands, Path(folder))
            return exported(tracker)


def _edited(table: str, column: str, value: object) -> str:
    """Return that export with one value of all rows of a table changed, or gone."""
    export: dict[str, Any] = json.loads(_export())
    for row in export[table]:
        row[column] = value
        if value is GONE:
            del row[column]
    return json.dumps(export)


@pytest.mark.parametrize(
    ("table", "column", "value", "why"),
    [
        ("operations", "kind", "juggle", 'kind can\'t be "juggle"'),
        ("operations", "device", [1], 'device can\'t be "[1]"'),
        ("entries", "id", "\ud800", 'id can\'t be "?"'),
        ("entries", "id", "short", 'id can\'t be "short"'),
        ("entries", "day", "2026-13-45", 'day can\'t be "2026-13-45"'),
        ("entries", "day", GONE, "day is missing"),
        ("entries", "count", 10**50, f'count can\'t be "1{38 * "0"}…"'),
        ("entries", "count", 1000, 'count can\'t be "1000"'),
        ("entries", "count", True, 'count can\'t be "true"'),
        ("entries", "count", None, "count is missing"),
        ("entries", "minutes", float("nan"), 'minutes can\'t be "NaN"'),
        ("entries", "quality", "5", 'connect has no quality "5". Use note, plain, decision_maker'),
        ("entries", "source", 5000 * "x", f'source can\'t be "{39 * "x"}…"'),
        ("task_changes", "brand", "x", 'brand can\'t be "x"'),
        ("task_changes", "brand", GONE, "brand is missing"),
        ("task_changes", "label", 5, 'label can\'t be "5"'),
        ("task_changes", "valid_from", False, 'valid_from can\'t be "false"'),
        ("task_changes", "valid_from", GONE, "valid_from is missing"),
        ("review_outcomes", "outcome", GONE, "outcome is missing"),
        ("profile_changes", "checklist", 0, 'checklist can\'t be "0"'),
        ("readings", "brand", 26, 'brand can\'t be "26"'),
        ("time_off", "end_day", "2026-01-01", 'end_day can\'t be "2026-01-01"'),
        ("commitments", "amount", None, "amount is missing"),
    ],
)
def test_a_row_that_was_edited_to_nonsense_is_skipped_and_the_value_named(
    table: str, column: str, value: object, why: str, tracker: Tracker
) -> None:
    """In words of the house, however long it is; the others are read."""
    report = tracker.import_log(_edited(table, column, value))
    # What belongs to a row that is skipped is skipped with it.
    assert why in {row.why for row in report.skipped if row.table == table}
    assert sum(report.added.values()) > 0 or table in ("operations", "entries")


def test_what_is_no_row_is_skipped(tracker: Tracker) -> None:
    """As a number in place of an entry."""
    export: dict[str, Any] = json.loads(_export())
    export["entries"].insert(1, 7)
    report = tracker.import_log(json.dumps(export))
    assert [(row.table, row.line, row.why) for row in report.skipped] == [
        ("entries", 2, "not a row")
    ]


def test_a_table_that_only_a_later_version_has_is_skipped_and_named(tracker: Tracker) -> None:
    """Its name is text of a file; the other tables are read."""
    report = tracker.import_log(json.dumps({**json.loads(_export()), "later\x1b": [{}, {}]}))
    assert [(row.table, row.why) for row in report.skipped] == [
        ("later ", "this version has no such table; update ssi-tui")
    ]
    assert report.added


CELLS = st.deferred(
    lambda: st.sampled_from(
        [
            (table, column)
            for table, rows in json.loads(_export()).items()
            if isinstance(rows, list) and rows
            for column in rows[0]
        ]
    )
)


@settings(max_examples=examples(60), deadline=None)
@given(CELLS, st.sampled_from(ODD))
def test_whatever_is_edited_what_is_taken_in_can_be_read(
    cell: tuple[str, str], value: object
) -> None:
    """And the whole of it can be undone and redone."""
    with (
        TemporaryDirectory() as folder,
        tracking(blank(Path(folder) / "log.db")) as tracker,
        suppress(RefusedError),
    ):
        tracker.import_log(_edited(*cell, value))
        assert tracker.dashboard().day == MONDAY
        shown = state(tracker)
        tracker.undo()
        tracker.redo()
        assert state(tracker) == shown

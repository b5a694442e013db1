"""Each verb is one operation in one transaction, and every one can be undone and redone."""

import io
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from ssi_tui.core.checks import FIRST_DAY, RefusedError
from ssi_tui.core.journal.rows import EntryValues
from ssi_tui.core.model import OperationKind, Past, Source
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.tracker.tracker import Tracker
from tests.logs import (
    FRIDAY,
    MONDAY,
    MORNING,
    SUNDAY,
    TUESDAY,
    Hands,
    all_entries,
    counted,
    dump,
    open_tracker,
    rows_file,
    state,
    tracking,
)


def operations(tracker: Tracker) -> int:
    """Return how many operations were ever written."""
    found = tracker.store.connection.execute("SELECT COUNT(*) FROM operations").fetchone()
    return int(found[0])


# -- every verb -------------------------------------------------------------------------------

Verb: TypeAlias = Callable[[Tracker, Path], object]

VERBS: dict[OperationKind, Verb] = {
    OperationKind.TICK: lambda tracker, _: tracker.tick([("share", 2), ("search", 1)], note="a"),
    OperationKind.TAKE_BACK: lambda tracker, _: tracker.take_back("comment", MONDAY),
    OperationKind.QUALITY: lambda tracker, _: tracker.cycle_quality("connect", MONDAY),
    OperationKind.NOTE: lambda tracker, _: tracker.note("b", MONDAY, "connect"),
    OperationKind.EDIT: lambda tracker, _: tracker.journal.edit(
        all_entries(tracker)[0].id, EntryValues(FRIDAY, 3, None, "short", "c")
    ),
    OperationKind.VOID: lambda tracker, _: tracker.journal.void(all_entries(tracker)[0].id),
    OperationKind.PROFILE: lambda tracker, _: tracker.routine.set_profile(
        connections=7, past=Past.SOME, workdays=frozenset({0, 1})
    ),
    OperationKind.ROUTINE: lambda tracker, _: tracker.routine.set_routine(
        {"comment": 3, "share": 0}
    ),
    OperationKind.TIME_OFF: lambda tracker, _: tracker.routine.take_time_off(TUESDAY),
    OperationKind.TIME_OFF_REMOVED: lambda tracker, _: tracker.routine.remove_time_off(
        tracker.routine.time_off()[0].id
    ),
    OperationKind.IMPORT: lambda tracker, folder: tracker.import_log(rows_file(folder)),
}
"""A verb for each kind of operation that the application writes, on a log made by ``prepare``."""


def prepare(tracker: Tracker) -> None:
    """Write what every verb needs to act on."""
    tracker.tick([("comment", 2), ("connect", 1)])
    tracker.routine.take_time_off(FRIDAY)


every_verb = pytest.mark.parametrize("kind", VERBS)


@every_verb
def test_a_verb_is_one_operation(kind: OperationKind, tracker: Tracker, tmp_path: Path) -> None:
    """Of its own kind, and the next that undo takes."""
    prepare(tracker)
    before = operations(tracker)
    VERBS[kind](tracker, tmp_path)
    assert operations(tracker) == before + 1
    operation = tracker.next_undo()
    assert operation is not None
    assert operation.kind is kind


@every_verb
def test_a_verb_is_one_transaction(
    kind: OperationKind, tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted by what SQLite is told; closed days are kept apart, once it is committed."""
    prepare(tracker)
    monkeypatch.setattr(tracker.view, "keep", lambda: None)
    told: list[str] = []
    tracker.store.connection.set_trace_callback(told.append)
    VERBS[kind](tracker, tmp_path)
    tracker.store.connection.set_trace_callback(None)
    assert told.count("BEGIN IMMEDIATE") == told.count("COMMIT") == 1
    written = [sql for sql in told if sql.startswith(("INSERT", "UPDATE"))]
    begin, end = told.index("BEGIN IMMEDIATE"), told.index("COMMIT")
    assert written
    assert all(begin < told.index(sql) < end for sql in written)


@every_verb
def test_a_verb_changes_something(kind: OperationKind, tracker: Tracker, tmp_path: Path) -> None:
    """Which shows that the undo below has something to undo."""
    prepare(tracker)
    before = state(tracker)
    VERBS[kind](tracker, tmp_path)
    assert state(tracker) != before


@every_verb
def test_undo_brings_back_what_was(kind: OperationKind, tracker: Tracker, tmp_path: Path) -> None:
    """In the log and on the screen."""
    prepare(tracker)
    before, shown = state(tracker), tracker.dashboard()
    VERBS[kind](tracker, tmp_path)
    assert tracker.undo().kind is kind
    assert state(tracker) == before
    assert tracker.dashboard() == shown


@every_verb
def test_redo_brings_back_what_undo_took(
    kind: OperationKind, tracker: Tracker, tmp_path: Path
) -> None:
    """In the log and on the screen."""
    prepare(tracker)
    VERBS[kind](tracker, tmp_path)
    after, shown = state(tracker), tracker.dashboard()
    tracker.undo()
    assert tracker.redo().kind is kind
    assert state(tracker) == after
    assert tracker.dashboard() == shown


@every_verb
def test_undo_and_redo_survive_a_restart(kind: OperationKind, tmp_path: Path) -> None:
    """They lie in the database."""
    path = tmp_path / "log.db"
    with tracking(path) as tracker:
        prepare(tracker)
        before = state(tracker)
        VERBS[kind](tracker, tmp_path)
        after = state(tracker)
    with tracking(path) as tracker:
        tracker.undo()
        assert state(tracker) == before
    with tracking(path) as tracker:
        tracker.redo()
        assert state(tracker) == after


def test_all_verbs_can_be_undone_and_redone_one_after_the_other(
    tracker: Tracker, tmp_path: Path
) -> None:
    """Back to the empty log, and forth again."""
    states = [state(tracker)]
    tracker.tick([("comment", 2), ("connect", 1)])
    states.append(state(tracker))
    tracker.routine.take_time_off(FRIDAY)
    states.append(state(tracker))
    for verb in VERBS.values():
        verb(tracker, tmp_path)
        states.append(state(tracker))
    back = [states[-1]]
    for _ in states[1:]:
        tracker.undo()
        back.append(state(tracker))
    assert back == states[::-1]
    forth = [state(tracker)]
    for _ in states[1:]:
        tracker.redo()
        forth.append(state(tracker))
    assert forth == states


REFUSED: dict[str, Verb] = {
    "unknown action": lambda tracker, _: tracker.tick([("comment", 1), ("juggle", 1)]),
    "no action": lambda tracker, _: tracker.tick([]),
    "count of none": lambda tracker, _: tracker.tick([("comment", 0)]),
    "absurd count": lambda tracker, _: tracker.tick([("comment", 1000)]),
    "tomorrow": lambda tracker, _: tracker.tick([("comment", 1)], TUESDAY),
    "before LinkedIn": lambda tracker, _: tracker.tick(
        [("comment", 1)], FIRST_DAY - timedelta(days=1)
    ),
    "quality of another": lambda tracker, _: tracker.tick(
        [("connect", 1), ("comment", 1)], quality="note"
    ),
    "long note": lambda tracker, _: tracker.tick([("comment", 1)], note="x" * 2001),
    "nothing to take back": lambda tracker, _: tracker.take_back("comment", SUNDAY),
    "taking back an unknown": lambda tracker, _: tracker.take_back("juggle", MONDAY),
    "no entry for a quality": lambda tracker, _: tracker.cycle_quality("connect", SUNDAY),
    "no quality": lambda tracker, _: tracker.cycle_quality("search", MONDAY),
    "no entry for a note": lambda tracker, _: tracker.note("a", SUNDAY, "connect"),
    "note on tomorrow": lambda tracker, _: tracker.note("a", TUESDAY),
    "no change of profile": lambda tracker, _: tracker.routine.set_profile(),
    "negative connections": lambda tracker, _: tracker.routine.set_profile(connections=-1),
    "no target": lambda tracker, _: tracker.routine.set_routine({}),
    "target of no task": lambda tracker, _: tracker.routine.set_routine({"comment": 1, "reply": 1}),
    "absurd target": lambda tracker, _: tracker.routine.set_routine({"comment": 1, "share": 100}),
    "routine out of reach": lambda tracker, _: tracker.routine.set_routine({"share": 1}, date.max),
    "time off that ends before it begins": lambda tracker, _: tracker.routine.take_time_off(
        MONDAY, SUNDAY
    ),
    "time off out of reach": lambda tracker, _: tracker.routine.take_time_off(MONDAY, date.max),
    "time off before LinkedIn": lambda tracker, _: tracker.routine.take_time_off(
        date(2002, 12, 31)
    ),
    "no such time off": lambda tracker, _: tracker.routine.remove_time_off("x"),
    "nameless time off": lambda tracker, _: tracker.routine.remove_time_off(""),
    "nothing to redo": lambda tracker, _: tracker.redo(),
    "no file": lambda tracker, folder: tracker.import_log(folder / "missing.csv"),
}
"""What is asked for in vain, on a log of a tick of comment, connect and search."""


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_changes_nothing(name: str, tracker: Tracker, tmp_path: Path) -> None:
    """Not one byte, and the reason is a sentence."""
    tracker.tick([("comment", 1), ("connect", 1), ("search", 1)])
    before = dump(tracker.store.path)
    with pytest.raises(RefusedError, match=r"\w+ \w+"):
        REFUSED[name](tracker, tmp_path)
    assert dump(tracker.store.path) == before


def test_there_is_nothing_to_undo_in_an_empty_log(tracker: Tracker) -> None:
    """Said as a sentence."""
    with pytest.raises(RefusedError, match="nothing to undo"):
        tracker.undo()


# -- ticking ----------------------------------------------------------------------------------


def test_a_count_is_written_as_that_many_entries(tracker: Tracker) -> None:
    """Of count 1, in one operation."""
    done = tracker.tick([("comment", 3)])
    assert counted(tracker) == [("comment", 1, None)] * 3
    assert {entry.operation_id for entry in all_entries(tracker)} == {done.entries[0].operation_id}


def test_an_entry_says_where_it_came_from(tmp_path: Path) -> None:
    """The app or the command line."""
    for source in (Source.TUI, Source.CLI):
        tracker = open_tracker(tmp_path / f"{source}.db", source=source)
        tracker.tick([("comment", 1)])
        assert [entry.source for entry in all_entries(tracker)] == [source]
        tracker.close()


def test_a_late_entry_carries_its_logging_time(tracker: Tracker) -> None:
    """Its day is the one that it is of."""
    tracker.tick([("comment", 1)], FRIDAY)
    (entry,) = all_entries(tracker)
    assert (entry.day, entry.at) == (FRIDAY, MORNING)


def test_a_copy_of_an_entry_keeps_its_instant_and_its_day(tracker: Tracker, hands: Hands) -> None:
    """It was done when it was done."""
    tracker.tick([("connect", 1)], FRIDAY)
    hands.move(days=1)
    tracker.cycle_quality("connect", FRIDAY)
    (entry,) = all_entries(tracker)
    assert (entry.day, entry.at) == (FRIDAY, MORNING)


def test_take_back_takes_the_newest_of_a_task_on_a_day(tracker: Tracker) -> None:
    """A reply counts toward the comments, the other day does not."""
    tracker.tick([("comment", 1), ("reply", 1)])
    tracker.tick([("comment", 1)], FRIDAY)
    tracker.take_back("comment", MONDAY)
    assert [entry.task for entry in all_entries(tracker)] == ["comment", "comment"]


def test_take_back_from_an_imported_three_leaves_a_copy_with_two(
    tracker: Tracker, tmp_path: Path
) -> None:
    """With its part of the minutes, and known as the same row."""
    tracker.import_log(rows_file(tmp_path))
    before = next(entry for entry in all_entries(tracker) if entry.count == 3)
    tracker.take_back("comment", FRIDAY)
    after = next(entry for entry in all_entries(tracker) if entry.task == "comment")
    assert (after.count, after.minutes) == (2, 6.0)
    assert (after.origin_key, after.source, after.day) == (
        before.origin_key,
        Source.IMPORT,
        FRIDAY,
    )
    assert after.id != before.id


def test_take_back_can_be_repeated_until_nothing_is_left(tracker: Tracker, tmp_path: Path) -> None:
    """Three, two, one, none."""
    tracker.import_log(rows_file(tmp_path))
    for _ in range(3):
        tracker.take_back("comment", FRIDAY)
    with pytest.raises(RefusedError, match="no comment logged on Fri 20 Nov"):
        tracker.take_back("comment", FRIDAY)


@pytest.mark.parametrize(
    ("task", "first", "cycle"),
    [
        ("connect", None, ["plain", "decision_maker", "note", "plain"]),
        ("connect", "decision_maker", ["note", "plain"]),
        ("comment", None, ["short", "thoughtful", "short"]),
        ("message", None, ["replied", "sent", "replied"]),
        ("share", None, ["reshare", "original", "reshare"]),
    ],
)
def test_quality_goes_round(
    task: str, first: str | None, cycle: list[str], tracker: Tracker
) -> None:
    """None given counts like the first one, so the first press goes on to the second."""
    tracker.tick([(task, 1)], quality=first)
    found = []
    for _ in cycle:
        done = tracker.cycle_quality(task, MONDAY)
        found.append(done.entries[0].quality)
    assert found == cycle
    assert counted(tracker) == [(task, 1, cycle[-1])]


def test_a_note_is_written_on_the_newest_entry(tracker: Tracker) -> None:
    """And taken away by an empty one."""
    tracker.tick([("comment", 2)])
    tracker.note("  a thought  ", MONDAY, "comment")
    assert [entry.note for entry in all_entries(tracker)] == [None, "a thought"]
    tracker.note("", MONDAY, "comment")
    assert [entry.note for entry in all_entries(tracker)] == [None, None]


def test_a_note_without_a_task_is_of_the_day(tracker: Tracker) -> None:
    """And taken away by an empty one."""
    tracker.note("a good day", SUNDAY)
    assert tracker.dashboard(SUNDAY).note == "a good day"
    assert tracker.dashboard(MONDAY).note is None
    tracker.note("", SUNDAY)
    assert tracker.dashboard(SUNDAY).note is None


# -- the budget of notes ----------------------------------------------------------------------


def qualities(tracker: Tracker) -> list[str | None]:
    """Return the qualities of the live entries, in order of writing."""
    return [entry.quality for entry in all_entries(tracker)]


def test_a_connect_has_a_note_while_notes_are_left_in_the_month(tracker: Tracker) -> None:
    """Five of them, then plain; also within one tick."""
    tracker.tick([("connect", 3)])
    tracker.tick([("connect", 4)])
    assert qualities(tracker) == ["note"] * 5 + ["plain"] * 2


def test_a_connect_in_another_month_uses_the_notes_of_that_month(tracker: Tracker) -> None:
    """The month of its day, not that of its logging."""
    tracker.tick([("connect", 6)])
    tracker.tick([("connect", 6)], date(2026, 10, 30))
    assert qualities(tracker) == (["note"] * 5 + ["plain"]) * 2


def test_a_new_month_brings_new_notes(tracker: Tracker, hands: Hands) -> None:
    """From its first day on."""
    tracker.tick([("connect", 6)])
    hands.move(days=8)
    tracker.tick([("connect", 1)])
    assert (tracker.today(), qualities(tracker)[-1]) == (date(2026, 12, 1), "note")


def test_undo_gives_the_note_back(tracker: Tracker) -> None:
    """The next connect has it."""
    tracker.tick([("connect", 5)])
    assert tracker.dashboard().notes_left == 0
    tracker.undo()
    assert tracker.dashboard().notes_left == 5
    tracker.tick([("connect", 1)])
    assert qualities(tracker) == ["note"]


def test_another_quality_gives_the_note_back(tracker: Tracker) -> None:
    """It was not used."""
    tracker.tick([("connect", 5)])
    tracker.cycle_quality("connect", MONDAY)
    assert tracker.dashboard().notes_left == 1


def test_a_quality_that_is_given_holds(tracker: Tracker) -> None:
    """Even when the notes are used up: the user knows best."""
    tracker.tick([("connect", 6)], quality="note")
    assert qualities(tracker) == ["note"] * 6
    assert tracker.dashboard().notes_left == 0


def test_a_decision_maker_uses_no_note(tracker: Tracker) -> None:
    """It is a quality of its own."""
    tracker.tick([("connect", 5)], quality="decision_maker")
    assert tracker.dashboard().notes_left == 5


# -- out --------------------------------------------------------------------------------------


def test_an_export_as_markdown_lists_the_newest_day_first(tracker: Tracker) -> None:
    """With counts, qualities and notes, as text that Markdown leaves alone."""
    tracker.tick([("comment", 1)], FRIDAY, note="*bold*")
    tracker.tick([("connect", 1)])
    out = io.StringIO()
    tracker.export("markdown", out)
    assert out.getvalue().splitlines() == [
        "# Log",
        "",
        "## Mon 23 Nov 2026",
        "",
        "- 1 connect, with a note",
        "",
        "## Fri 20 Nov 2026",
        "",
        "- 1 comment, \\*bold\\*",
    ]


def test_an_export_as_markdown_carries_no_control_characters(tracker: Tracker) -> None:
    """It is read in terminals."""
    tracker.tick([("comment", 1)], note="a\x1b[31mred\x9b0m")
    out = io.StringIO()
    tracker.export("markdown", out)
    assert "\x1b" not in out.getvalue()
    assert "\x9b" not in out.getvalue()


def test_notes_of_days_that_are_not_known_yet_are_not_used_up(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    late, early = date(2026, 11, 23), date(2026, 11, 3)
    for day, count in ((late, 5), (early, 1)):
        clock = WallClock(lambda: datetime(2026, 11, 30, 8, tzinfo=UTC), UTC, fixed=day)
        with closing(Tracker(path, clock, Source.CLI)) as tracker:
            done = tracker.tick([("connect", count)])
    assert [entry.quality for entry in done.entries] == ["note"]

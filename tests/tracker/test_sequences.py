"""Any sequence of verbs can be undone to the empty log, redone, and carried to another machine."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS, CHECKLIST, DEFAULT_TARGETS
from ssi_tui.core.import_report import Analytics, DayFigures
from ssi_tui.core.model import Past, Peers, Reading, Source
from ssi_tui.core.review.record import VERDICTS, Commitment, Span
from ssi_tui.core.value import replace
from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.exchange.analytics import import_analytics
from ssi_tui.storage.log.clock import ClockRows
from ssi_tui.tracker.tracker import Tracker
from tests.examples import examples
from tests.linkedin.importing import comments
from tests.logs import (
    Hands,
    all_entries,
    export_to,
    exported,
    from_scratch,
    state,
    tracking,
)
from tests.tracker.test_tracker import VERBS, Verb

pytestmark = pytest.mark.slow

Step = Callable[[Tracker, Hands, Path], object]

ago = st.integers(0, 9)
actions = st.sampled_from(sorted(ACTIONS))
tasks = st.sampled_from(sorted(DEFAULT_TARGETS))
texts = st.text(
    st.sampled_from("ab=+-@'\",;\n\r\t\x1b\u202e\u2028é注 ") | st.characters(), max_size=8
)
weekdays = st.frozensets(st.integers(0, 6))
scores = st.integers(0, 250).map(lambda tenths: tenths / 10)


def back(tracker: Tracker, days: int) -> date:
    """Return a day before today, or today."""
    return tracker.today() - timedelta(days=days)


@st.composite
def ticks(draw: st.DrawFn) -> Step:
    """Draw a tick."""
    done = draw(st.lists(st.tuples(actions, st.integers(1, 3)), min_size=1, max_size=3))
    note, days = draw(st.none() | texts), draw(ago)
    first = ACTIONS[done[0][0]].qualities
    quality = draw(st.none() | st.sampled_from(list(first))) if first and len(done) == 1 else None
    return lambda tracker, _, __: tracker.tick(
        done, back(tracker, days), note=note, quality=quality
    )


@st.composite
def edits(draw: st.DrawFn) -> Step:
    """Draw a change of an entry, or the note of a day."""
    action, text, days = draw(actions), draw(texts), draw(ago)
    kind = draw(st.sampled_from(["take back", "quality", "note", "day note"]))
    if kind == "take back":
        return lambda tracker, _, __: tracker.take_back(action, back(tracker, days))
    if kind == "quality":
        return lambda tracker, _, __: tracker.cycle_quality(action, back(tracker, days))
    task = action if kind == "note" else None
    return lambda tracker, _, __: tracker.note(text, back(tracker, days), task)


@st.composite
def routines(draw: st.DrawFn) -> Step:
    """Draw a change of the profile, the routine, or time off."""
    kind = draw(st.sampled_from(["profile", "routine", "off", "on again"]))
    days, length, text = draw(ago), draw(ago), draw(texts)
    if kind == "profile":
        changes: dict[str, Any] = draw(
            st.fixed_dictionaries(
                {"connections": st.integers(0, 9000)},
                optional={
                    "checklist": st.frozensets(st.sampled_from(sorted(CHECKLIST))),
                    "sales_navigator": st.booleans(),
                    "past": st.sampled_from(Past),
                    "workdays": weekdays,
                },
            )
        )
        return lambda tracker, _, __: tracker.routine.set_profile(**changes)
    if kind == "routine":
        targets = draw(st.dictionaries(tasks, st.integers(0, 9), min_size=1))
        own = draw(st.none() | st.dictionaries(tasks, st.none() | weekdays))
        start = draw(st.booleans())
        return lambda tracker, _, __: tracker.routine.set_routine(
            targets, back(tracker, days) if start else None, own
        )
    if kind == "off":
        return lambda tracker, _, __: tracker.routine.take_time_off(
            back(tracker, days), back(tracker, days) + timedelta(days=length), text
        )
    return lambda tracker, _, __: tracker.routine.remove_time_off(
        (*(item.id for item in tracker.routine.time_off()), "none")[0]
    )


@st.composite
def readings(draw: st.DrawFn) -> Step:
    """Draw a reading, some with where it puts the user."""
    pillars = draw(st.tuples(scores, scores, scores, scores))
    peers = draw(st.none() | st.builds(Peers, st.integers(1, 100)))
    days = draw(ago)
    return lambda tracker, _, __: tracker.readings.record(
        Reading(back(tracker, days), pillars, peers)
    )


@st.composite
def imports(draw: st.DrawFn) -> Step:
    """Draw an import: a CSV of another program, an archive, or our own export."""
    kind, number = draw(st.sampled_from(["csv", "archive", "own"])), draw(st.integers(1, 4))

    def run(tracker: Tracker, _: Hands, folder: Path) -> None:
        if kind == "csv":
            path = folder / "rows.csv"
            path.write_text("day,task,count\n" + "2026-11-20,comment,2\n" * number)
            tracker.import_log(path)
        elif kind == "own":
            tracker.import_log(export_to(folder / "own.json", tracker))
        else:
            export = comments(*map(str, range(number)), day=date(2026, 11, 19))
            tracker.import_linkedin(export.folder(folder / "archive"), me="Ada Quill")

    return run


@st.composite
def figures(draw: st.DrawFn) -> Step:
    """Draw LinkedIn's own numbers of some days, some of them larger or smaller than before."""
    number = st.none() | st.integers(-1, 3)
    found = draw(st.dictionaries(ago, st.builds(DayFigures, *[number] * 4), max_size=3))
    days = {day: held for day, held in found.items() if set(held.values) != {None}}

    def run(tracker: Tracker, _: Hands, __: Path) -> None:
        given = Analytics({back(tracker, day): held for day, held in days.items()})
        import_analytics(tracker.store, given, tracker.wall_clock.now(), dry_run=False)

    return run


@st.composite
def reviews(draw: st.DrawFn) -> Step:
    """Draw a step of a review, an outcome, a note or a promise."""
    kind = draw(st.sampled_from(["verdict", "outcome", "note", "promise"]))
    days, text, amount, task = draw(ago), draw(texts), draw(st.integers(1, 9)), draw(tasks)
    if kind == "verdict":
        verdict = draw(st.sampled_from(VERDICTS))
        return lambda tracker, _, __: tracker.review.judge(back(tracker, days), verdict)
    if kind == "outcome":
        return lambda tracker, _, __: tracker.review.count_outcome(
            back(tracker, days), text, amount
        )
    if kind == "note":
        return lambda tracker, _, __: tracker.review.note(back(tracker, days), text)
    own = draw(st.none() | weekdays)
    promise = Commitment("so many", None, task, amount, Span.DAY, own)
    return lambda tracker, _, __: tracker.review.promise(back(tracker, days), promise)


@st.composite
def sessions(draw: st.DrawFn) -> Step:
    """Draw some minutes by the clock, with a tick in them, on a machine that may be set back."""
    minutes, action, earlier = draw(st.integers(-3, 40)), draw(actions), draw(st.integers(0, 20))

    def run(tracker: Tracker, hands: Hands, _: Path) -> None:
        hands.move(minutes=-earlier)
        tracker.clock.start()
        hands.move(minutes=minutes)
        tracker.tick([(action, 1)], pausing=True)

    return run


def turns(word: str) -> st.SearchStrategy[Step]:
    """Return a strategy of a step of one kind."""
    steps: Mapping[str, Step] = {
        "undo": lambda tracker, _, __: tracker.undo(),
        "redo": lambda tracker, _, __: tracker.redo(),
        "night": lambda _, hands, __: hands.move(days=1),
    }
    return st.just(steps[word])


def listed(verb: Verb) -> Step:
    """Return a verb of the list of all kinds as a step; it may need what is not there."""

    def run(tracker: Tracker, _: Hands, folder: Path) -> None:
        with suppress(IndexError):
            verb(tracker, folder)

    return run


deeds = st.one_of(
    ticks(),
    ticks(),
    edits(),
    edits(),
    routines(),
    readings(),
    reviews(),
    sessions(),
    imports(),
    figures(),
    turns("undo"),
    turns("redo"),
    turns("night"),
)
one_step = st.one_of(
    deeds,
    st.sampled_from(list(map(listed, VERBS.values()))),
    turns("undo"),
)
steps = st.lists(one_step, max_size=16)


def whole(tracker: Tracker) -> tuple[object, ...]:
    """Return all that holds, the readings and the clock too, and the screen made of it."""
    readings, clock = tracker.store.readings.up_to(tracker.today()), ClockRows(tracker.store)
    stretches = clock.between(date.min, date.max)
    return (*state(tracker), readings, stretches, from_scratch(tracker))


def beside_readings(tracker: Tracker) -> tuple[object, ...]:
    """Return all that holds, and the screen of a log that leaves its readings aside."""
    used = tracker.view.settings
    tracker.view.settings = replace(used, calibration=False)
    found = whole(tracker)
    tracker.view.settings = used
    return found


def until_refused(turn: Callable[[], object]) -> int:
    """Undo or redo until there is nothing left; return how often."""
    turned = 0
    with suppress(RefusedError):
        while True:
            turn()
            turned += 1
    return turned


def operation_rows(export: Mapping[str, Any], without: str | None) -> list[tuple[object, ...]]:
    """Return the operations but undos and redos; one that an import brought is undone with it."""
    rows: Sequence[Mapping[str, Any]] = export["operations"]
    undone = {row["id"]: row["undone_at"] for row in rows if row["id"] != without}
    return [
        (
            *(row[name] for name in ("id", "stamp", "at_utc", "kind", "device", "day")),
            row["undone_at"] or undone.get(row["import_id"]),
        )
        for row in rows
        if row["id"] != without and row["of"] is None
    ]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_any_sequence_of_verbs_can_be_undone_redone_and_carried_away(sequence: list[Step]) -> None:
    """Undone to the empty log, redone to the last byte of its export, and read elsewhere."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder, hands = Path(name), Hands()
        tracker, json_reader, csv_reader = (
            stack.enter_context(tracking(folder / f"{at}.db", hands)) for at in range(3)
        )
        for step in sequence:
            with suppress(RefusedError):
                step(tracker, hands, folder)
        until_refused(tracker.redo)
        full, export = whole(tracker), exported(tracker)
        assert tracker.dashboard() == full[-1]

        undone = until_refused(tracker.undo)
        assert whole(tracker) == whole(json_reader)
        assert until_refused(tracker.redo) == undone
        assert whole(tracker) == full
        sent, again = json.loads(export), json.loads(exported(tracker))
        assert operation_rows(again, None) == operation_rows(sent, None)
        assert all(again[table] == sent[table] for table in COLUMNS if table != "operations")

        report = json_reader.import_log(export_to(folder / "export.json", tracker))
        assert report.skipped == ()
        received = json.loads(exported(json_reader))
        for table in COLUMNS:
            if table != "operations":
                assert received[table] == sent[table], table
        assert operation_rows(received, report.operation) == operation_rows(sent, None)
        # Operations that were imported before are fitted to in the order in which they came here.
        assert beside_readings(json_reader) == beside_readings(tracker)

        report = csv_reader.import_log(export_to(folder / "export.csv", tracker, "csv"))
        assert report.skipped == ()
        assert [
            replace(entry, operation_id="", source=Source.IMPORT, origin_key="", root=None)
            for entry in all_entries(csv_reader)
        ] == [
            replace(entry, operation_id="", source=Source.IMPORT, origin_key="", root=None)
            for entry in all_entries(tracker)
        ]

"""Readings shift the estimate; they are fitted anew after what changes them or the days before."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.calendar import DAY
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.journal.rows import EntryValues
from ssi_tui.core.model import Entry, OperationKind, Past, Peers, Reading, TaskDefinition
from ssi_tui.core.score.calibration import Calibration
from ssi_tui.core.settings import Settings
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.value import replace
from ssi_tui.storage.database.lock import BUSY_SECONDS
from ssi_tui.tracker.calibration import calibration_of
from ssi_tui.tracker.tracker import Tracker
from tests.logs import (
    MONDAY,
    Hands,
    export_to,
    from_scratch,
    keep_routine,
    rows,
    tracking,
)

pytestmark = pytest.mark.slow

FIRST = MONDAY - 42 * DAY


@pytest.fixture
def tracker(tmp_path: Path, hands: Hands) -> Iterator[Tracker]:
    """Open a log with six weeks of the routine in it, until the Friday before that Monday."""
    with tracking(tmp_path / "log.db", hands) as opened:
        keep_routine(opened, hands, 6)
        yield opened


def reading(day: date, *pillars: float) -> Reading:
    """Return a reading of four values, or of one for all."""
    values = pillars if len(pillars) == 4 else pillars * 4
    return Reading(day, (values[0], values[1], values[2], values[3]))


def read_weekly(tracker: Tracker, weeks: int = 3) -> None:
    """Write readings of the last Sundays, a good deal off the estimate."""
    for back in range(weeks, 0, -1):
        day = MONDAY - back * 7 * DAY - DAY
        tracker.readings.record(reading(day, 20.0, 9.0, 10.5 - back, 17.0))


def calibration(tracker: Tracker) -> Calibration | None:
    """Return what the readings say, read anew."""
    tracker.view.forget()
    return tracker.dashboard().source.history.calibration


def scores(dashboard: Dashboard) -> tuple[float, ...]:
    """Return the four scores."""
    return tuple(row.score for row in dashboard.pillars)


def numbers(fit: Calibration | None) -> list[tuple[float, float, float, float]]:
    """Return b, g, m and w0 of each pillar."""
    assert fit is not None
    return [(each.offset, each.gain, each.multiplier, each.start) for each in fit.pillars]


# -- what is kept -----------------------------------------------------------------------------

KEPT = "SELECT value FROM meta WHERE name = 'calibration'"


def forget(tracker: Tracker) -> None:
    """Drop what is kept of what the readings say."""
    with tracker.store.transaction() as connection:
        connection.execute("DELETE FROM meta WHERE name = 'calibration'")


def test_what_the_readings_say_is_kept_for_the_next_program(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is worked out when it is first asked for, and no more."""
    read_weekly(tracker)
    assert rows(tracker.store.path, KEPT) == []
    fit, shown = calibration(tracker), scores(tracker.dashboard())
    monkeypatch.setattr("ssi_tui.tracker.calibration.calibrate", None)
    with tracking(tracker.store.path) as other:
        assert calibration(other) == fit
        assert scores(other.dashboard()) == shown
        short, long = other.view.glance(), other.dashboard()
        assert (short.low, short.high) == pytest.approx((long.low, long.high), abs=1e-6)
        other.tick([("comment", 1)])
        assert calibration(other) == fit
        assert sum(scores(other.dashboard())) > sum(shown)


@pytest.mark.parametrize("text", ["", "{}", "00000000 []", "7" * 2000])
def test_what_is_kept_is_worked_out_again_if_it_is_damaged(tracker: Tracker, text: str) -> None:
    """And kept whole from then on."""
    read_weekly(tracker)
    fit = calibration(tracker)
    whole = rows(tracker.store.path, KEPT)
    with tracker.store.transaction() as connection:
        connection.execute("UPDATE meta SET value = ? WHERE name = 'calibration'", (text,))
    assert calibration(tracker) == fit
    assert rows(tracker.store.path, KEPT) == whole


def test_what_cannot_be_kept_is_shown_all_the_same(tracker: Tracker) -> None:
    """Another program holds the database, and nobody waits for it."""
    read_weekly(tracker)
    fit = calibration(tracker)
    forget(tracker)
    tracker.store.settle()
    with closing(sqlite3.connect(tracker.store.path, isolation_level=None)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        before = monotonic()
        with tracking(tracker.store.path) as other:
            assert calibration(other) == fit
        assert monotonic() - before < BUSY_SECONDS
    assert rows(tracker.store.path, KEPT) == []
    assert calibration(tracker) == fit
    assert rows(tracker.store.path, KEPT) != []


def test_acting_as_if_it_were_an_earlier_day_leaves_what_is_kept(
    tracker: Tracker, capsys: pytest.CaptureFixture[str]
) -> None:
    """What fewer readings say is not for the next program of today."""
    read_weekly(tracker)
    today, kept = calibration(tracker), rows(tracker.store.path, KEPT)
    total(tracker.store.path, MONDAY - 10 * DAY, capsys)
    assert rows(tracker.store.path, KEPT) == kept != []
    assert calibration(tracker) == today


def test_a_reading_that_another_program_undoes_meanwhile_says_nothing(tracker: Tracker) -> None:
    """The log was read before."""
    tracker.readings.record(reading(MONDAY - 8 * DAY, 14.0))
    known = tracker.view.log().readings
    with tracking(tracker.store.path) as other:
        other.undo()
    assert calibration_of(tracker.store, known, MONDAY) is None


# -- when it is worked out anew ---------------------------------------------------------------

LAST_READING = MONDAY - 8 * DAY

Change = Callable[[Tracker, Path], object]


def entry_of(tracker: Tracker, day: date) -> Entry:
    """Return the first entry of a day."""
    return tracker.store.entries(day, day)[0]


def edited(tracker: Tracker, day: date) -> object:
    """Give the first entry of a day ten times its count."""
    entry = entry_of(tracker, day)
    return tracker.journal.edit(entry.id, EntryValues(day, 10, None, entry.quality, ""))


BY_HAND: dict[str, Change] = {
    "a tick today": lambda tracker, _: tracker.tick([("comment", 3), ("connect", 1)]),
    "a tick on the day of a reading": lambda tracker, _: tracker.tick(
        [("search", 2)], LAST_READING
    ),
    "a tick before the readings": lambda tracker, _: tracker.tick([("article", 1)], FIRST + DAY),
    "a tick before the log": lambda tracker, _: tracker.tick([("post", 1)], FIRST - 3 * DAY),
    "one taken back": lambda tracker, _: tracker.take_back("comment", MONDAY - 10 * DAY),
    "a quality": lambda tracker, _: tracker.cycle_quality("connect", MONDAY - 10 * DAY),
    "a note": lambda tracker, _: tracker.note("met", MONDAY - 10 * DAY, "message"),
    "an edit": lambda tracker, _: edited(tracker, MONDAY - 10 * DAY),
    "one voided": lambda tracker, _: tracker.journal.void(entry_of(tracker, MONDAY - 10 * DAY).id),
    "the note of a day": lambda tracker, _: tracker.note("met", MONDAY - 10 * DAY),
    "a review": lambda tracker, _: tracker.review.note(LAST_READING, "a good week"),
    "a routine": lambda tracker, _: tracker.routine.set_routine({"comment": 5}),
    "workdays from today on": lambda tracker, _: tracker.routine.set_profile(
        workdays=frozenset({0, 1})
    ),
    "a profile as it is": lambda tracker, _: tracker.routine.set_profile(
        connections=420, past=Past.SOME
    ),
    "time off to come": lambda tracker, _: tracker.routine.take_time_off(LAST_READING),
    "an import of what came after": lambda tracker, folder: tracker.import_log(
        csv(folder, f"{LAST_READING},comment,4", f"{MONDAY},connect,2")
    ),
}

ANEW: dict[str, Change] = {
    "a reading": lambda tracker, _: tracker.readings.record(reading(FIRST + 20 * DAY, 14.0)),
    "another reading of the last day": lambda tracker, _: tracker.readings.record(
        reading(LAST_READING, 14.0)
    ),
    "a profile": lambda tracker, _: tracker.routine.set_profile(connections=520),
    "an answer about the past": lambda tracker, _: tracker.routine.set_profile(past=Past.ROUTINE),
    "time off": lambda tracker, _: tracker.routine.take_time_off(MONDAY - 14 * DAY),
    "time off that is removed": lambda tracker, _: tracker.routine.remove_time_off(
        tracker.routine.time_off()[0].id
    ),
    "weights": lambda tracker, _: tracker.tasks.define(
        TaskDefinition("endorse", points=(0.0, 9.0, 0.0, 9.0)), start=FIRST
    ),
    "an import": lambda tracker, folder: tracker.import_log(
        csv(folder, f"{LAST_READING - DAY},comment,4", f"{MONDAY},connect,2")
    ),
    "an import from before the log": lambda tracker, folder: tracker.import_log(
        csv(folder, f"{FIRST - 9 * DAY},connect,2")
    ),
}


def csv(folder: Path, *lines: str) -> Path:
    """Write a small CSV log."""
    path = folder / "rows.csv"
    path.write_text("\n".join(["day,task,count", *lines, ""]))
    return path


def prepare(tracker: Tracker) -> None:
    """Give a log a profile, time off and a task of its own, before the readings."""
    tracker.routine.set_profile(connections=420, past=Past.SOME)
    tracker.routine.take_time_off(FIRST + 8 * DAY)
    tracker.tasks.define(TaskDefinition("endorse", points=(0.0, 2.0, 0.0, 6.0)), start=FIRST)
    tracker.tick([("endorse", 5)], MONDAY - 20 * DAY)


@pytest.mark.parametrize("name", BY_HAND)
def test_the_numbers_stay_whatever_is_done_by_hand(
    tracker: Tracker, tmp_path: Path, name: str
) -> None:
    """They do not even depend on what is kept, as they follow from the log of that time."""
    prepare(tracker)
    read_weekly(tracker)
    before = calibration(tracker)
    BY_HAND[name](tracker, tmp_path)
    assert calibration(tracker) == before
    forget(tracker)
    assert calibration(tracker) == before
    tracker.undo()
    assert calibration(tracker) == before
    tracker.redo()
    assert calibration(tracker) == before


@pytest.mark.parametrize("name", ANEW)
def test_what_changes_the_days_before_the_last_reading_fits_it_anew(
    tracker: Tracker, tmp_path: Path, name: str
) -> None:
    """With all that was ticked until then; undone, the numbers are those of before."""
    prepare(tracker)
    read_weekly(tracker)
    before, kept = calibration(tracker), rows(tracker.store.path, KEPT)
    tracker.tick([("article", 3)], LAST_READING - DAY)
    ANEW[name](tracker, tmp_path)
    after = calibration(tracker)
    assert rows(tracker.store.path, KEPT) != kept
    assert numbers(after) != numbers(before)
    tracker.undo()
    assert calibration(tracker) == before
    tracker.redo()
    assert calibration(tracker) == after
    forget(tracker)
    assert calibration(tracker) == after


@pytest.mark.parametrize("later", [False, True])
def test_an_import_that_is_undone_in_the_log_fits_the_readings_anew(
    tracker: Tracker, tmp_path: Path, later: bool
) -> None:
    """Also one that an operation has followed whose fit is kept."""
    if later:
        read_weekly(tracker)
    report = tracker.import_log(csv(tmp_path, f"{LAST_READING - 3 * DAY},comment,40"))
    if not later:
        read_weekly(tracker)
    with_it = calibration(tracker)
    assert report.operation is not None
    tracker.journal.turn(report.operation, undo=True)
    assert numbers(calibration(tracker)) != numbers(with_it)
    tracker.redo()
    assert calibration(tracker) == with_it


def test_deleting_all_readings_leaves_nothing_to_work_out(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The estimate is that of a log without any, and what is kept is not looked at."""
    plain = scores(tracker.dashboard())
    tracker.readings.record(reading(LAST_READING, 3.0))
    assert scores(from_scratch_with_fit(tracker)) != plain
    tracker.undo()
    monkeypatch.setattr("ssi_tui.tracker.calibration.calibration_of", None)
    assert calibration(tracker) is None
    assert scores(tracker.dashboard()) == plain


@pytest.mark.parametrize("seed", range(4))
def test_no_sequence_of_ticks_and_edits_changes_the_numbers(tracker: Tracker, seed: int) -> None:
    """I20: neither those that are kept, nor those that are worked out again."""
    read_weekly(tracker)
    before = calibration(tracker)
    rolls = Random(seed)  # noqa: S311 - sample data
    for _ in range(30):
        day = MONDAY - rolls.randrange(60) * DAY
        with suppress(RefusedError, IndexError):
            rolls.choice(
                (
                    lambda day: tracker.tick([(rolls.choice(("post", "comment")), 2)], day),
                    lambda day: tracker.take_back("comment", day),
                    lambda day: tracker.cycle_quality("comment", day),
                    lambda day: edited(tracker, day),
                    lambda day: tracker.journal.void(entry_of(tracker, day).id),
                    lambda _: tracker.undo() if rolls.random() < 0.5 else tracker.redo(),
                )
            )(day)
    assert calibration(tracker) == before
    forget(tracker)
    assert calibration(tracker) == before


@pytest.mark.parametrize("back", [0, 1, 8, 9, 22, 41, 42])
@pytest.mark.parametrize("task", ["connect", "article", "active"])
def test_with_readings_too_one_more_never_lowers_a_pillar(
    tracker: Tracker, back: int, task: str
) -> None:
    """I4 as wired: on whatever day of the log it is added, also on that of a reading."""
    read_weekly(tracker)
    before = scores(tracker.dashboard())
    tracker.tick([("reply" if task == "active" else task, 1)], MONDAY - back * DAY)
    after = scores(from_scratch_with_fit(tracker))
    assert all(new >= old - 1e-12 for old, new in zip(before, after, strict=True))
    assert sum(after) > sum(before)


def from_scratch_with_fit(tracker: Tracker) -> Dashboard:
    """Return the dashboard, read anew."""
    tracker.view.forget()
    return tracker.dashboard()


# -- undo, switch, other days -----------------------------------------------------------------


def test_undoing_all_readings_restores_the_estimate_bit_for_bit(tracker: Tracker) -> None:
    """One by one the fits before it; redoing them brings the last one back."""
    plain = tracker.dashboard()
    fits = [calibration(tracker)]
    for weeks in (3, 2, 1):
        tracker.readings.record(reading(MONDAY - weeks * 7 * DAY, 20.0, 9.0, 7.0, 17.0))
        fits.append(calibration(tracker))
    for fit in reversed(fits[:-1]):
        assert tracker.undo().kind is OperationKind.READING
        assert calibration(tracker) == fit
    assert tracker.dashboard() == plain == from_scratch(tracker)
    for fit in fits[1:]:
        tracker.redo()
        assert calibration(tracker) == fit


def test_switched_off_the_estimate_is_the_plain_one(tracker: Tracker) -> None:
    """With the range of an estimate without readings; switched on again it is as before."""
    plain = tracker.dashboard()
    read_weekly(tracker)
    fitted = tracker.dashboard()
    assert scores(fitted) != scores(plain)
    tracker.view.settings = Settings(calibration=False)
    off = from_scratch_with_fit(tracker)
    assert (scores(off), off.low, off.high) == (scores(plain), plain.low, plain.high)
    assert off.source.history.calibration is None
    assert off.reading is not None
    tracker.view.settings = Settings()
    assert from_scratch_with_fit(tracker) == fitted


def test_of_one_day_the_last_reading_counts(tracker: Tracker, tmp_path: Path) -> None:
    """As if the one before it had never been."""
    tracker.readings.record(reading(LAST_READING, 3.0))
    tracker.readings.record(reading(LAST_READING, 18.0))
    with tracking(tmp_path / "twin.db") as twin:
        twin.import_log(export_of_the_days(tracker, tmp_path))
        twin.readings.record(reading(LAST_READING, 18.0))
        assert numbers(calibration(twin)) == numbers(calibration(tracker))
    tracker.undo()
    low = calibration(tracker)
    assert low is not None
    assert low.readings == 1
    assert sum(scores(tracker.dashboard())) < 40.0


def export_of_the_days(tracker: Tracker, folder: Path) -> Path:
    """Write what was logged, without readings, as CSV."""
    return export_to(folder / "days.csv", tracker, "csv")


def total(db: Path, today: date, capsys: pytest.CaptureFixture[str]) -> Any:
    """Return the score of ``status --json`` on a day."""
    capsys.readouterr()
    assert main(["--db", str(db), "--today", str(today), "status", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["score"]


def test_on_a_day_before_a_reading_it_is_not_known(
    tracker: Tracker, capsys: pytest.CaptureFixture[str]
) -> None:
    """Acting as if it were that day; between two readings the first alone is."""
    path = tracker.store.path
    days = [MONDAY - at * DAY for at in (30, 20, 10)]
    tracker.readings.record(reading(MONDAY - 25 * DAY, 18.0, 8.0, 9.0, 15.0))
    before = [total(path, day, capsys) for day in days]
    tracker.readings.record(reading(MONDAY - 15 * DAY, 5.0))
    after = [total(path, day, capsys) for day in days]
    assert after[:2] == before[:2]
    assert after[2] != before[2]
    tracker.undo()
    tracker.undo()
    assert total(path, days[0], capsys) == before[0]
    assert total(path, days[1], capsys) != before[1]


def test_the_margin_of_the_status_is_half_of_the_range_that_the_readings_leave(
    tracker: Tracker, capsys: pytest.CaptureFixture[str]
) -> None:
    """It widens while no other one is entered."""
    read_weekly(tracker)
    found = [total(tracker.store.path, MONDAY + at * DAY, capsys)["margin"] for at in (0, 14, 28)]
    assert found[0] == tracker.dashboard().margin
    assert 1.0 < found[0] < found[1] < found[2] < 15.0


def test_two_hundred_readings_of_anything_leave_the_scores_in_their_range(
    tracker: Tracker,
) -> None:
    """I20, through the database and back."""
    rolls = Random(7)  # noqa: S311 - sample data
    with tracker.store.transaction():
        operation = tracker.store.add_operation(
            OperationKind.READING, tracker.wall_clock.now(), MONDAY
        )
        for at in range(200):
            values = [rolls.choice((0.0, 25.0, rolls.uniform(0, 25))) for _ in range(4)]
            tracker.store.readings.add(
                operation,
                tracker.store.new_id(tracker.wall_clock.now()),
                reading(MONDAY - (199 - at) * DAY, *values),
            )
    tracker.view.forget()
    tracker.readings.record(reading(MONDAY, 25.0, 0.0, 25.0, 0.0))
    assert calibration(tracker) is not None
    for score in scores(tracker.dashboard()):
        assert 0.0 <= score <= 25.0
    assert 0.0 < tracker.dashboard().margin < 30.0


# -- to another database ----------------------------------------------------------------------


def test_an_empty_database_finds_the_numbers_of_the_log_that_it_takes_over(
    tracker: Tracker, tmp_path: Path
) -> None:
    """Also where the log has changed since the last reading: the operations keep their order."""
    read_weekly(tracker)
    tracker.tick([("comment", 9)], LAST_READING - DAY)
    with tracking(tmp_path / "other.db") as other:
        other.import_log(export_to(tmp_path / "export.json", tracker))
        assert calibration(other) == calibration(tracker)
        assert scores(other.dashboard()) == scores(tracker.dashboard())
        assert other.dashboard().margin == tracker.dashboard().margin


@pytest.mark.parametrize("known", [None, LAST_READING, LAST_READING - 7 * DAY])
def test_readings_that_an_import_brings_are_fitted_once(
    tracker: Tracker, tmp_path: Path, known: date | None
) -> None:
    """Into a log with readings of its own or without: kept from then on, undone with the import."""
    read_weekly(tracker)
    file = export_to(tmp_path / "export.json", tracker)
    with tracking(tmp_path / "other.db") as other:
        other.tick([("comment", 2), ("search", 1)], MONDAY - 30 * DAY)
        if known is not None:
            other.readings.record(reading(known, 2.0))
        own = calibration(other)
        other.import_log(file)
        assert rows(other.store.path, KEPT) != []
        fit = calibration(other)
        assert fit is not None
        assert (fit.last, fit.readings) == (LAST_READING, 3)
        before = scores(other.dashboard())
        other.tick([("comment", 5)], LAST_READING)
        assert calibration(other) == fit
        assert all(new >= old for old, new in zip(before, scores(other.dashboard()), strict=True))
        other.undo()
        other.undo()
        assert calibration(other) == own


def test_an_export_of_an_earlier_version_is_fitted_too(tracker: Tracker, tmp_path: Path) -> None:
    """What it says of its own fit is not looked at."""
    read_weekly(tracker)
    path = export_to(tmp_path / "export.json", tracker)
    tables = json.loads(path.read_text())
    operation = tables["readings"][-1]["operation_id"]
    tables["schema"] = 1
    tables["calibrations"] = [{"operation_id": operation, "last": "soon", "fit": "{"}]
    path.write_text(json.dumps(tables))
    with tracking(tmp_path / "other.db") as other:
        assert other.import_log(path).skipped_total == 0
        assert calibration(other) == calibration(tracker)


# -- beside each other ------------------------------------------------------------------------


def test_the_review_shows_both_estimates_beside_a_reading(tracker: Tracker) -> None:
    """The one with readings is that of the screens, the other that of a log without them."""
    read_weekly(tracker)
    beside = tracker.review.page(LAST_READING).reading
    assert beside is not None
    assert beside.plain is not None
    log = replace(tracker.view.log(), readings=())
    plain = build(log, MONDAY).source.history.closed
    assert beside.plain == pytest.approx([plain.score_on(at, LAST_READING) for at in range(4)])
    assert beside.shown_estimate == tracker.view.estimate_on(LAST_READING)
    tracker.view.settings = Settings(calibration=False)
    tracker.view.forget()
    off = tracker.review.page(LAST_READING).reading
    assert off is not None
    assert off.plain is None
    assert off.estimates == pytest.approx(beside.plain)


def test_a_reading_with_peers_fits_as_one_without(tracker: Tracker, tmp_path: Path) -> None:
    """Where others stand says nothing about the user."""
    plain = reading(LAST_READING, 18.0, 9.0, 8.0, 15.0)
    tracker.readings.record(plain)
    fit = calibration(tracker)
    tracker.undo()
    peers = Peers(10, 50.0, (20.0, 10.0, 10.0, 10.0))
    tracker.readings.record(replace(plain, industry=peers, network=Peers(3)))
    assert calibration(tracker) == fit


def test_a_reading_of_an_empty_log_is_fitted_too(tmp_path: Path, hands: Hands) -> None:
    """And stands when the first day is logged."""
    with tracking(tmp_path / "empty.db", hands) as empty:
        empty.readings.record(reading(MONDAY - timedelta(days=3), 18.0, 9.0, 8.0, 15.0))
        fit = calibration(empty)
        assert scores(empty.dashboard()) == pytest.approx((18.0, 9.0, 8.0, 15.0), abs=2.0)
        empty.tick([("comment", 1)])
        assert calibration(empty) == fit


def test_an_entry_of_a_day_to_come_moves_the_first_day_once_it_is_here(
    tmp_path: Path, hands: Hands
) -> None:
    """As one that a computer brings whose clock is ahead; nothing else was logged at the fit."""
    with tracking(tmp_path / "log.db", hands) as tracker:
        hands.move(days=3)
        tracker.tick([("share", 3)])
        tracker.readings.record(reading(MONDAY - DAY, 20.0, 9.0, 10.5, 17.0))
        tracker.tick([("comment", 1)], MONDAY - DAY)
        hands.move(days=-3)
        from_scratch(tracker)
        hands.move(days=3)
        shown = from_scratch(tracker)
        tracker.store.connection.execute("DELETE FROM meta WHERE name = 'calibration'")
        assert from_scratch(tracker) == shown

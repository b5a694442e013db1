"""What two computers say apart of one thing: which word holds, whoever hears of it first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.core.import_report import Analytics, DayFigures
from ssi_tui.core.model import Peers, Reading, TaskDefinition
from ssi_tui.core.review.record import Commitment
from ssi_tui.storage.exchange.analytics import import_analytics
from ssi_tui.storage.log.analytics import AnalyticsRows
from ssi_tui.storage.log.clock import ClockRows
from ssi_tui.tracker.tracker import Tracker
from tests.logs import FRIDAY, MONDAY, TUESDAY, all_entries, export_to
from tests.machines.computers import computers, exchange

Verb = Callable[[Tracker], object]


@dataclass(frozen=True, slots=True)
class Apart:
    """What was done before, what each computer does apart from the other, and what is asked then.

    The second does it an hour later.
    """

    first: Verb
    second: Verb
    asked: Callable[[Tracker], object]
    answer: object
    before: Verb = lambda tracker: tracker.tick([("connect", 1)])


def _notes(tracker: Tracker) -> object:
    return [entry.note for entry in all_entries(tracker) if entry.task == "connect"]


def _counts(tracker: Tracker) -> object:
    return sorted((entry.task, entry.count) for entry in all_entries(tracker))


def _void(tracker: Tracker) -> object:
    return tracker.journal.void(all_entries(tracker)[0].id)


def _note(word: str) -> Verb:
    return lambda tracker: tracker.note(word, MONDAY, "connect")


def _spent(*minutes: float) -> Verb:
    rows = "".join(f"2026-11-23,comment,{number}\n" for number in minutes)
    return lambda tracker: tracker.import_log(f"day,task,minutes\n{rows}")


def _newest(tracker: Tracker) -> object:
    found = tracker.store.newest_entry(["connect"], MONDAY)
    return found and found.note


def _turn(*, undo: bool) -> Verb:
    """Undo or redo the first step of all by name."""

    def run(tracker: Tracker) -> object:
        query = "SELECT id FROM operations ORDER BY stamp LIMIT 1"
        (found,) = tracker.store.connection.execute(query).fetchone()
        return tracker.journal.turn(found, undo=undo)

    return run


def _read(*points: float) -> Verb:
    pillars = (points[0], 1.0, 2.0, 3.0)
    return lambda tracker: tracker.readings.record(
        Reading(FRIDAY, pillars, Peers(int(points[0])) if len(points) > 1 else None)
    )


def _reading(tracker: Tracker) -> object:
    (found,) = tracker.store.readings.up_to(MONDAY)
    return found.pillars[0], found.industry and found.industry.rank


def _figures(*numbers: int | None) -> Verb:
    def run(tracker: Tracker) -> None:
        given = Analytics({FRIDAY: DayFigures(*numbers)})
        import_analytics(tracker.store, given, tracker.wall_clock.now(), dry_run=False)

    return run


def _held(tracker: Tracker) -> object:
    return AnalyticsRows(tracker.store.path, tracker.store.connection).in_force()


def _csv(tracker: Tracker) -> object:
    return tracker.import_log("day,task,count\n2026-11-20,comment,2\n")


APART: dict[str, Apart] = {
    "the newer of two edits": Apart(_note("a"), _note("b"), _notes, ["b"]),
    "an edit, not a void": Apart(_note("a"), _void, _notes, ["a"]),
    "an edit, not a void before it": Apart(_void, _note("b"), _notes, ["b"]),
    "an edit, not the undo of the tick": Apart(
        lambda tracker: tracker.undo(), _note("b"), _notes, ["b"]
    ),
    "one of two times that one was taken back": Apart(
        lambda tracker: tracker.take_back("comment", MONDAY),
        lambda tracker: tracker.take_back("comment", MONDAY),
        _counts,
        [("comment", 1), ("comment", 1)],
        lambda tracker: tracker.tick([("comment", 3)]),
    ),
    "one of two imports of the same row": Apart(_csv, _csv, _counts, [("comment", 2)], _csv),
    "one of two imports made apart": Apart(_csv, _csv, _counts, [("comment", 2), ("connect", 1)]),
    "a row voided here, not its twin": Apart(
        lambda tracker: (_csv(tracker), _void(tracker)),
        _csv,
        _counts,
        [],
        lambda tracker: None,
    ),
    "the import that was not undone": Apart(
        lambda tracker: (_csv(tracker), tracker.undo()),
        _csv,
        _counts,
        [("comment", 2)],
        lambda tracker: None,
    ),
    "what - takes back: the newer of two entries": Apart(
        lambda tracker: tracker.tick([("connect", 1)], note="a"),
        lambda tracker: tracker.tick([("connect", 1)], note="b"),
        _newest,
        "b",
    ),
    "the newest undo or redo of a step": Apart(
        _turn(undo=False),
        lambda tracker: (_turn(undo=False)(tracker), _turn(undo=True)(tracker)),
        _counts,
        [],
        lambda tracker: (tracker.tick([("connect", 1)]), tracker.undo()),
    ),
    "minutes to the last bit": Apart(
        _spent(0.1),
        _spent(0.2, 0.3),
        lambda tracker: [one.minutes for one in tracker.store.tallies(MONDAY, MONDAY)],
        [0.6],
        lambda tracker: None,
    ),
    "each field of the profile": Apart(
        lambda tracker: tracker.routine.set_profile(connections=1, sales_navigator=True),
        lambda tracker: tracker.routine.set_profile(connections=2),
        lambda tracker: (
            tracker.routine.profile().connections,
            tracker.routine.profile().sales_navigator,
        ),
        (2, True),
    ),
    "the newer target": Apart(
        lambda tracker: tracker.routine.set_routine({"share": 1, "comment": 4}),
        lambda tracker: tracker.routine.set_routine({"share": 3}),
        lambda tracker: [
            tracker.view.schedule().version_on(task, MONDAY).target for task in ("share", "comment")
        ],
        [3, 4],
    ),
    "the weekly target over the daily one": Apart(
        lambda tracker: tracker.routine.set_routine({"share": 1}),
        lambda tracker: tracker.routine.set_routine({}, weekly={"share": 3}),
        lambda tracker: (
            tracker.view.schedule().version_on("share", MONDAY).target,
            tracker.view.schedule().version_on("share", MONDAY).weekly,
        ),
        (0, 3),
    ),
    "the newer workdays": Apart(
        lambda tracker: tracker.routine.set_profile(workdays=frozenset({0})),
        lambda tracker: tracker.routine.set_profile(workdays=frozenset({0, 1})),
        lambda tracker: tracker.view.schedule().weekdays_on(MONDAY),
        frozenset({0, 1}),
    ),
    "each part of a task": Apart(
        lambda tracker: tracker.tasks.define(TaskDefinition("kudos", minutes=9.0, key="y")),
        lambda tracker: tracker.tasks.define(TaskDefinition("kudos", label="praise")),
        lambda tracker: [(one.minutes, one.label, one.key) for one in tracker.tasks.own()],
        [(9.0, "praise", "y")],
        lambda tracker: tracker.tasks.define(TaskDefinition("kudos", minutes=1.0, key="x")),
    ),
    "both time off, but what was removed": Apart(
        lambda tracker: tracker.routine.take_time_off(TUESDAY),
        lambda tracker: (
            tracker.routine.take_time_off(TUESDAY, reason="again"),
            tracker.routine.remove_time_off(tracker.routine.time_off()[0].id),
        ),
        lambda tracker: [(item.start, item.reason) for item in tracker.routine.time_off()],
        [(TUESDAY, None), (TUESDAY, "again")],
        lambda tracker: tracker.routine.take_time_off(MONDAY),
    ),
    "the newer reading, with its peers": Apart(_read(9.0, 1.0), _read(7.0), _reading, (7.0, None)),
    "what a reading says with all that was done before it": Apart(
        lambda tracker: tracker.tick([("share", 3)], FRIDAY - timedelta(days=1)),
        lambda tracker: (_read(9.0)(tracker), tracker.dashboard()),
        _reading,
        (9.0, None),
        lambda tracker: tracker.tick([("share", 1)], FRIDAY - timedelta(days=9)),
    ),
    "the newer note of a day": Apart(
        lambda tracker: tracker.note("a", MONDAY),
        lambda tracker: tracker.note("b", MONDAY),
        lambda tracker: tracker.store.routine.day_notes(MONDAY),
        {MONDAY: "b"},
    ),
    "the newer of each outcome": Apart(
        lambda tracker: [
            tracker.review.count_outcome(FRIDAY, name, 1) for name in ("calls booked", "replies")
        ],
        lambda tracker: tracker.review.count_outcome(FRIDAY, "calls booked", 2),
        lambda tracker: [sorted(one.outcomes.items()) for one in tracker.review.reviews().values()],
        [[("calls booked", 2), ("replies", 1)]],
    ),
    "the newer promise and the newer note of a week": Apart(
        lambda tracker: (
            tracker.review.promise(FRIDAY, Commitment("a", None)),
            tracker.review.note(FRIDAY, "a"),
        ),
        lambda tracker: (
            tracker.review.promise(FRIDAY, Commitment("b", None)),
            tracker.review.note(FRIDAY, "b"),
        ),
        lambda tracker: [
            (one.commitment and one.commitment.words, one.note)
            for one in tracker.review.reviews().values()
        ],
        [("b", "b")],
    ),
    "the larger of each of LinkedIn's numbers": Apart(
        _figures(5, 1, None, 7), _figures(3, 2), _held, {FRIDAY: DayFigures(5, 2, None, 7)}
    ),
    "the smaller number once the larger is undone": Apart(
        _figures(3),
        lambda tracker: (_figures(5, 1)(tracker), tracker.undo()),
        _held,
        {FRIDAY: DayFigures(3)},
    ),
}
"""What holds, by what it is called."""


@pytest.mark.parametrize("apart", APART.values(), ids=APART)
def test_what_two_computers_say_apart(apart: Apart, tmp_path: Path) -> None:
    with computers(tmp_path, "laptop", "desktop") as (laptop, desktop):
        apart.before(laptop.tracker)
        exchange(laptop, desktop)
        laptop.hands.move(hours=1)
        apart.first(laptop.tracker)
        desktop.hands.move(hours=2)
        apart.second(desktop.tracker)
        exchange(laptop, desktop)
        laptop.hands.move(hours=1)
        for one in (laptop, desktop):
            assert apart.asked(one.tracker) == apart.answer
        assert laptop.dump() == desktop.dump()


def test_what_others_do_is_no_sign_that_somebody_is_at_the_clock(tmp_path: Path) -> None:
    """It ends with the last thing that was done here."""
    with computers(tmp_path, "laptop", "desktop") as (laptop, desktop):
        laptop.tracker.clock.start()
        laptop.hands.move(minutes=4)
        laptop.tracker.tick([("comment", 1)])
        laptop.hands.move(hours=3)
        for _ in range(12):
            desktop.hands.move(minutes=5)
            desktop.tracker.tick([("share", 1)])
        exchange(laptop, desktop)
        found = laptop.tracker.clock.pause()
        assert found.stop - found.start < timedelta(minutes=30)


def test_minutes_by_two_clocks_at_once_count_once(tmp_path: Path) -> None:
    with computers(tmp_path, "laptop", "desktop") as both:
        for one, minutes in zip(both, (10, 15), strict=True):
            one.tracker.clock.start()
            one.hands.move(minutes=minutes)
            one.tracker.clock.pause()
        exchange(*both)
        for one in both:
            assert one.tracker.clock.week(MONDAY).minutes == {MONDAY: 15.0}
        ours, theirs = (ClockRows(one.tracker.store).between(MONDAY, MONDAY) for one in both)
        assert len(ours) == 2
        assert ours == theirs


def test_a_row_of_a_sheet_counts_as_the_entry_that_it_was_made_of(tmp_path: Path) -> None:
    """Once that is here it decides: edited it counts so, undone nothing does."""
    with computers(tmp_path, "laptop", "desktop") as (laptop, desktop):
        laptop.tracker.tick([("comment", 1)], note="a")
        sheet = export_to(tmp_path / "sheet.csv", laptop.tracker, "csv")
        desktop.tracker.import_log(sheet)
        laptop.hands.move(hours=1)
        laptop.tracker.note("b", MONDAY, "comment")
        exchange(laptop, desktop)
        assert [entry.note for entry in all_entries(desktop.tracker)] == ["b"]
        laptop.tracker.undo()
        laptop.tracker.undo()
        exchange(laptop, desktop)
        assert _counts(laptop.tracker) == _counts(desktop.tracker) == []
        assert laptop.dump() == desktop.dump()

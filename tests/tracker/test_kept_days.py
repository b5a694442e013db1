"""The closed days that are kept from run to run say nothing else than the log itself."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.history import history
from ssi_tui.core.history import runs as streaks
from ssi_tui.core.history.closes import STILL_DAYS
from ssi_tui.core.history.history import history_of
from ssi_tui.core.history.ledger import ledger_of
from ssi_tui.core.history.runs import Run
from ssi_tui.core.model import Past, Reading, TaskDefinition
from ssi_tui.tracker.tracker import Tracker
from tests.examples import examples
from tests.logs import (
    FRIDAY,
    MONDAY,
    Hands,
    export_to,
    from_scratch,
    rows,
    tracking,
)
from tests.tracker.test_memory import STEPS, step

pytestmark = pytest.mark.slow

KEPT = "SELECT COUNT(*) FROM closed_days"


def history_file(folder: Path, days: int) -> Path:
    """Write a log of another program over some days before that Monday, with breaks."""
    lines = ["day,task,count,minutes"]
    for back in range(1, days):
        day = MONDAY - timedelta(days=back)
        if day.weekday() < 5 and back % 11:
            lines += [f"{day},comment,{1 + back % 3},", f"{day},connect,1,4.5"]
        if back % 4 == 0:
            lines.append(f"{day},search,1,")
    path = folder / "history.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    """Open a log of ten weeks."""
    with tracking(tmp_path / "log.db") as opened:
        opened.import_log(history_file(tmp_path, 70))
        opened.dashboard()
        yield opened


def more(tracker: Tracker, verb: str, number: int) -> None:
    """Do one of the things that change what the closed days follow from."""
    day = tracker.today() - timedelta(days=number)
    if verb == "past":
        tracker.routine.set_profile(past=Past.ROUTINE)
    elif verb == "checklist":
        tracker.routine.set_profile(checklist=frozenset({"photo", "media"}), connections=900)
    elif verb == "reading":
        tracker.readings.record(Reading(day, (12.0, 9.0, 11.0, 14.0)))
    elif verb == "off":
        tracker.routine.take_time_off(day, day + timedelta(days=9))
    elif verb == "out":
        for item in tracker.routine.time_off()[:1]:
            tracker.routine.remove_time_off(item.id)
    elif verb == "own":
        weights = (0.0, float(number % 7), 0.0, 6.0)
        given = TaskDefinition("endorse", minutes=0.5, points=weights)
        tracker.tasks.define(given, start=day)
        tracker.tick([("endorse", 1 + number % 2)], day)
    elif verb == "own out":
        tracker.tasks.retire("endorse", day)
    elif verb == "long ago":
        tracker.tick([("message", 1), ("comment", 2)], day)
    else:
        tracker.take_back("comment", day)


def do(
    tracker: Tracker, hands: Hands, other: Tracker, verb: str | tuple[str, int], folder: Path
) -> None:
    """Do one thing of either kind."""
    if isinstance(verb, tuple):
        more(tracker, *verb)
    else:
        step(tracker, hands, other, verb, folder)


MORE = st.tuples(
    st.sampled_from(
        ("past", "checklist", "reading", "off", "out", "long ago", "less", "own", "own out")
    ),
    st.integers(0, 90),
)


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.one_of(STEPS, MORE), max_size=10))
def test_what_is_kept_shows_what_the_log_holds(steps: list[str | tuple[str, int]]) -> None:
    """After any sequence of verbs a program that is started anew shows the same, to the bit."""
    with TemporaryDirectory() as name:
        folder, hands = Path(name), Hands()
        path = folder / "log.db"
        with tracking(path, hands) as tracker, tracking(path, hands) as other:
            tracker.import_log(history_file(folder, 70))
            for verb in steps:
                try:
                    do(tracker, hands, other, verb, folder)
                except RefusedError:
                    continue
                finally:
                    tracker.dashboard()
                    with tracking(path, hands) as anew:
                        shown, whole = anew.dashboard(), from_scratch(anew)
                        assert shown == whole
                        assert shown.source.log == whole.source.log
                        today = anew.today()
                        for back in (1, 13, 50):
                            first = today - timedelta(days=back)
                            assert ledger_of(
                                shown.source.log, shown.source.history, first, today
                            ) == ledger_of(whole.source.log, whole.source.history, first, today)


def test_a_write_keeps_the_closed_days(tracker: Tracker) -> None:
    """All of them, from the first of the log until yesterday; reading alone writes nothing."""
    path = tracker.store.path
    first = tracker.store.first_day()
    assert first is not None
    assert rows(path, KEPT) == [((MONDAY - first).days,)]
    hands = Hands()
    hands.move(days=3)
    with tracking(path, hands) as later:
        later.dashboard()
        assert rows(path, KEPT) == [((MONDAY - first).days,)]
        later.tick([("comment", 1)])
        later.dashboard()
    assert rows(path, KEPT) == [((MONDAY - first).days + 3,)]


def test_an_import_keeps_the_closed_days(tmp_path: Path) -> None:
    """A prompt that is drawn after it walks over none of them, and the readings count."""
    exported = tmp_path / "log.json"
    with tracking(tmp_path / "from.db") as source:
        source.import_log(history_file(tmp_path, 70))
        source.readings.record(Reading(FRIDAY, (12.0, 9.0, 11.0, 14.0)))
        export_to(exported, source)
    path = tmp_path / "to.db"
    with tracking(path) as tracker:
        tracker.import_log(exported)
        assert tracker.store.closed.until() == MONDAY
        key = tracker.store.closed.key()
    with tracking(path) as anew:
        assert anew.dashboard() == from_scratch(anew)
        anew.tick([("comment", 1)])
        anew.dashboard()
        assert anew.store.closed.key() == key


def test_a_start_reads_what_is_kept_instead_of_the_log(tracker: Tracker) -> None:
    """Days that were changed behind the back of the triggers prove it."""
    with tracker.store.transaction() as connection:
        connection.execute("UPDATE closed_days SET score_1 = 24.0 WHERE day = ?", (one_day(),))
    with tracking(tracker.store.path) as anew:
        history = anew.dashboard().source.history
        assert history.closed.score_on(0, FRIDAY) == 24.0
        assert history_of(anew.store.read_log(MONDAY), MONDAY).closed.score_on(0, FRIDAY) != 24.0


def one_day() -> int:
    """Return the Friday as it is stored."""
    return FRIDAY.toordinal()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entries SET live = 0 WHERE day = '2026-11-11'",
        "UPDATE entries SET count = 7 WHERE day = '2026-11-11'",
        "UPDATE entries SET day = '2026-11-20' WHERE day = '2026-11-11'",
        "UPDATE entries SET day = '2026-11-11' WHERE day = '2026-11-20'",
        "DELETE FROM entries WHERE day = '2026-11-11'",
        "INSERT INTO entries (id, operation_id, day, task, count, source) SELECT "
        "'00000000000000000000000000000001', operation_id, '2026-11-11', 'share', 1, 'cli' "
        "FROM entries LIMIT 1",
    ],
)
def test_a_changed_day_drops_it_and_the_days_after_it(tracker: Tracker, change: str) -> None:
    """Whoever writes, and in the same transaction."""
    with tracker.store.transaction() as connection:
        connection.execute(change)
        (last,) = connection.execute("SELECT MAX(day) FROM closed_days").fetchone()
        assert date.fromordinal(last) == date(2026, 11, 10)


def test_weights_that_hold_from_an_earlier_day_on_are_counted_in_what_is_kept(
    tracker: Tracker,
) -> None:
    """Nothing that was logged has changed, and yet the closed days have; undo as well."""
    path, weighty = tracker.store.path, (0.0, 20.0, 0.0, 20.0)
    tracker.tasks.define(TaskDefinition("endorse", points=(0.0, 1.0, 0.0, 1.0)))
    tracker.tick([("endorse", 3)], MONDAY - timedelta(days=6))
    before = tracker.dashboard().total
    weeks = MONDAY - timedelta(days=20)
    tracker.tasks.define(TaskDefinition("endorse", points=weighty), start=weeks)
    for changed in (True, False):
        with tracking(path, Hands()) as anew:
            assert (anew.dashboard().total > before + 0.5) is changed
            assert anew.dashboard() == from_scratch(anew)
            assert anew.view.glance().shown_total == anew.dashboard().shown_total
        tracker.undo()
        tracker.dashboard()


def test_a_name_a_key_and_minutes_leave_the_closed_days_as_they_are(tracker: Tracker) -> None:
    """What a task is called and what it takes changes no score."""
    tracker.tasks.define(TaskDefinition("endorse", points=(0.0, 1.0, 0.0, 1.0)))
    tracker.dashboard()
    key = tracker.store.closed.key()
    tracker.tasks.define(TaskDefinition("endorse", label="kudos", key="z"))
    tracker.tasks.define(TaskDefinition("comment", minutes=4.0))
    tracker.dashboard()
    assert tracker.store.closed.key() == key


@pytest.mark.parametrize("year", [2030, 2199])
def test_of_years_after_the_last_entry_only_the_first_are_kept(tracker: Tracker, year: int) -> None:
    """A look from afar keeps none of the days between, and a tick there no more than is needed."""
    path, hands = tracker.store.path, Hands()
    hands.move(days=(date(year, 1, 7) - MONDAY).days)
    with tracking(path, hands) as later:
        assert later.dashboard() == from_scratch(later)
        later.tick([("comment", 1)])
        assert later.dashboard() == from_scratch(later)
        assert later.view.glance().shown_total == later.dashboard().shown_total
    far = (MONDAY + STILL_DAYS).toordinal()
    assert rows(path, f"SELECT count(*) FROM closed_days WHERE day > {far}") == [(0,)]


def test_time_off_to_come_leaves_the_closed_days_as_they_are(tracker: Tracker) -> None:
    """It says nothing about them; time off that is past does."""
    until = tracker.store.closed.until()
    before = tracker.store.closed.key()
    tracker.routine.take_time_off(MONDAY + timedelta(days=7))
    tracker.dashboard()
    assert (tracker.store.closed.until(), tracker.store.closed.key()) == (until, before)
    tracker.routine.take_time_off(FRIDAY)
    tracker.dashboard()
    assert tracker.store.closed.key() != before


def test_runs_of_years_are_counted_when_somebody_asks_for_them(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first frame shows none of them at most sizes; one that is shown is the right one."""
    whole = tracker.dashboard().run
    counted: list[int] = []

    def run_of(done: bytes) -> Run:
        counted.append(len(done))
        return streaks.run_of(done)

    monkeypatch.setattr(history, "run_of", run_of)
    with tracking(tracker.store.path) as anew:
        shown = anew.dashboard()
        assert not counted
        assert shown.run == whole
        assert counted

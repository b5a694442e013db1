"""Several machines that exchange exports: drawn by Hypothesis, and compared to the last bit."""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import strategies as st

from ssi_tui.cli.printed.json import status_json
from ssi_tui.cli.printed.routine import profile_json, routine_json
from ssi_tui.cli.printed.week import week_json
from ssi_tui.cli.task import tasks_json
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Reading, TaskDefinition
from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.tracker.tracker import Tracker
from tests.logs import MORNING, Hands, export_to, exported, tracking
from tests.tracker.test_sequences import Step, one_step, turns

# What belongs to one file alone.
LOCAL = {"import_id"}
ROUNDS = 8

Value = TypeVar("Value")

Act = tuple[int, Step | None]
"""What a machine does: a step, or ``None`` where it imports the export of another."""


@contextmanager
def machines(folder: Path, away: Sequence[int]) -> Iterator[list[tuple[Tracker, Hands]]]:
    """Open a log for each machine, whose clock is so many days away."""
    with ExitStack() as stack:
        found = []
        for at, days in enumerate(away):
            hands = Hands(MORNING + timedelta(days=days, minutes=at))
            found.append((stack.enter_context(tracking(folder / f"{at}.db", hands)), hands))
        yield found


def synced(tracker: Tracker) -> dict[str, list[str]]:
    """Return all rows that travel, by table; an import that only brought others stays at home."""
    tables: Mapping[str, Any] = json.loads(exported(tracker))
    wrote = {
        row["operation_id"] for table in COLUMNS for row in tables[table] if "operation_id" in row
    }
    at_home = {row["id"] for row in tables["operations"] if row["kind"] == "import"} - wrote
    return {
        table: sorted(
            json.dumps({name: row[name] for name in columns if name not in LOCAL})
            for row in tables[table]
            if not at_home & {row.get("id"), row.get("of")}
        )
        for table, columns in COLUMNS.items()
    }


def shown(tracker: Tracker, today: date) -> list[str]:
    """Return what the commands print as JSON, floats to the last bit."""
    schedule = tracker.view.schedule()
    definitions = tracker.tasks.own()
    return [
        json.dumps(each, default=str)
        for each in (
            status_json(tracker.dashboard()),
            week_json(tracker.review.page(today)),
            routine_json(schedule, today),
            profile_json(tracker.routine.profile(), schedule.weekdays_on(today)),
            tasks_json(schedule, today, {each.id: each.key for each in definitions}),
        )
    ]


def dump(tracker: Tracker, today: date) -> tuple[dict[str, list[str]], list[str]]:
    """Return all that two machines with the same log have in common."""
    return synced(tracker), shown(tracker, today)


def exchange(found: Sequence[tuple[Tracker, Hands]], folder: Path, chance: random.Random) -> None:
    """Let each import the exports of all others, in any order, until nothing is new."""
    pairs = [(one, other) for one, _ in found for other, _ in found if one is not other]
    for _ in range(ROUNDS):
        chance.shuffle(pairs)
        reports = [
            one.import_log(export_to(folder / "carried.json", other)) for one, other in pairs
        ]
        assert all(report.skipped == () for report in reports)
        if all(report.operation is None for report in reports):
            return
    raise AssertionError("there is no fixed point")


# Before all clocks, so that no machine refuses it.
_SAME_DAY = date(2025, 10, 6)


def _said(
    values: st.SearchStrategy[Value], verb: Callable[[Tracker, Value], object]
) -> st.SearchStrategy[Step]:
    """Return a strategy of a verb with one of many values."""
    return values.map(lambda value: lambda tracker, _, __: verb(tracker, value))


def _clashes() -> tuple[st.SearchStrategy[Step], ...]:
    numbers, words = st.integers(1, 4), st.sampled_from(["a", "b", ""])
    points = st.builds(lambda number: (number * 1.0, 1.0, 2.0, 3.0), numbers)
    readings = st.builds(Reading, st.just(_SAME_DAY), points)
    own = st.builds(
        TaskDefinition, st.just("kudos"), st.sampled_from(["kudos", "praise"]), st.just("d")
    )
    return (
        _said(numbers, lambda it, number: it.tick([("connect", number)], _SAME_DAY)),
        _said(numbers, lambda it, _: it.take_back("connect", _SAME_DAY)),
        _said(numbers, lambda it, _: it.cycle_quality("connect", _SAME_DAY)),
        _said(words, lambda it, word: it.note(word, _SAME_DAY, "connect")),
        _said(words, lambda it, word: it.note(word, _SAME_DAY)),
        _said(words, lambda it, word: it.review.note(_SAME_DAY, word)),
        _said(numbers, lambda it, number: it.routine.set_profile(connections=number)),
        _said(numbers, lambda it, number: it.routine.set_routine({"comment": number})),
        _said(numbers, lambda it, number: it.routine.set_routine({}, weekly={"share": number})),
        _said(
            numbers, lambda it, number: it.routine.set_profile(workdays=frozenset(range(number)))
        ),
        _said(readings, lambda it, reading: it.readings.record(reading)),
        _said(own, lambda it, task: it.tasks.define(task)),
        turns("undo") | turns("redo"),
    )


CLASHES = _clashes()
"""Steps about the same things, which clash where several machines take them apart."""


@st.composite
def acts(draw: st.DrawFn) -> Sequence[Act]:
    """Draw what machines do: mostly a few kinds of steps about the same things, so that they clash.

    Steps of all kinds seldom meet.
    """
    same = draw(st.lists(st.sampled_from(CLASHES), min_size=1, max_size=3))
    one = st.one_of(*same, *same, one_step, st.none())
    return draw(st.lists(st.tuples(st.integers(0, 3), one), min_size=10, max_size=30))


def lived(away: Sequence[int], done: Sequence[Act], seed: int) -> None:
    """Let machines act, and check what comes of it.

    In the end all have the same tables and show the same, also one that reads all exports anew, in
    any order and twice; and nothing that was written is lost.
    """
    chance = random.Random(seed)  # noqa: S311 - the order of exports, not a secret
    with TemporaryDirectory() as name, machines(Path(name), away) as found:
        folder = Path(name)
        for at, step in done:
            tracker, hands = found[at % len(found)]
            with suppress(RefusedError):
                if step is None:
                    other, _ = chance.choice(found)
                    tracker.import_log(export_to(folder / "half.json", other))
                else:
                    step(tracker, hands, folder)
            hands.move(minutes=1)
        for tracker, _ in found:
            with suppress(RefusedError):
                tracker.clock.pause()
        written = {row for tracker, _ in found for row in _ids(synced(tracker))}
        before = [export_to(folder / f"{at}.json", each) for at, (each, _) in enumerate(found)]
        exchange(found, folder, chance)
        latest = max(hands.instant for _, hands in found)
        for _, hands in found:
            hands.instant = latest
        first, *others = (dump(tracker, tracker.today()) for tracker, _ in found)
        assert all(other == first for other in others)
        assert written <= _ids(first[0])
        with tracking(folder / "fresh.db", Hands(latest)) as fresh:
            for path in chance.sample(before * 2, 2 * len(before)):
                fresh.import_log(path)
            assert dump(fresh, fresh.today()) == first


def _ids(tables: Mapping[str, Sequence[str]]) -> set[str]:
    return {json.loads(row)["id"] for row in tables["operations"]}


away = st.lists(st.integers(-400, 400), min_size=2, max_size=4)
"""How many days the clocks of some machines are away."""

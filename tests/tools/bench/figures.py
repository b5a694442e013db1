"""What is measured: each figure a ratio against a reference that is measured in turn."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

from tests.tools.bench.logs import MILLION, TEN_YEARS, copy_of, log_of, program
from tests.tools.bench.session import Rows, Session

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
# The ticks of a morning; each is undone again, so that every round shows the same screens.
KEYS = "csmfn"
SLOWEST_PRESS = 0.1
SQLITE = (sys.executable, "-c", "import sqlite3")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: rounds, the entries of a very large log, people of the simulation."""

    rounds: int
    many: int
    people: int


FULL = Size(7, MILLION, 2)
SHORT = Size(3, 5 * TEN_YEARS, 1)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    ``ours`` and ``reference`` are medians in ``unit``; ``ratio`` is the median of the ratios of the
    rounds, where there are rounds.
    """

    name: str
    what: str
    against: str
    ours: float
    reference: float
    unit: str
    ratio: float
    limit: float

    def holds(self, times: float = 1.0) -> bool:
        """Tell whether the ratio is within so many times its limit."""
        return self.ratio <= self.limit * times


def figure(
    name: str,
    what: str,
    against: str,
    limit: float,
    pairs: Sequence[tuple[float, float]],
    unit: str = "ms",
) -> Figure:
    """Return the figure of what was measured in turn, as (ours, reference) of each round."""
    return Figure(
        name,
        what,
        against,
        ours=median(ours for ours, _ in pairs),
        reference=median(reference for _, reference in pairs),
        unit=unit,
        ratio=median(ours / reference for ours, reference in pairs),
        limit=limit,
    )


def milliseconds(pairs: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return seconds as milliseconds."""
    return [(ours * 1000.0, reference * 1000.0) for ours, reference in pairs]


def variables() -> dict[str, str]:
    """Return the environment of everything that is measured."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }


def app(database: Path) -> list[str]:
    """Return the command that opens our app."""
    return [*program(), "--db", str(database)]


def reference(name: str) -> list[str]:
    """Return the command that opens an app to compare with."""
    return [sys.executable, str(HERE / f"{name}.py")]


# -- the first frame, and memory ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened:
    """Seconds to the first frame of an app, and its peak memory in MiB."""

    seconds: float
    mebibytes: float


@cache
def _first_screen(command: tuple[str, ...], cells: tuple[int, int]) -> Rows:
    with Session(command, variables(), cells) as session:
        return session.settled()


def opened(command: Sequence[str], cells: tuple[int, int] = (100, 30)) -> Opened:
    """Open an app in a terminal of so many cells, wait for its first frame and quit."""
    wanted = _first_screen(tuple(command), cells)
    with Session(command, variables(), cells) as session:
        seconds = session.first_frame(wanted)
    return Opened(seconds, session.mebibytes)


def first_frame(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield the first frame of Today after ten years, and the peak memory of that."""
    ours, plain = app(copy_of(TEN_YEARS, folder)), reference("one_static")
    pairs = [(opened(ours), opened(plain)) for _ in range(size.rounds)]
    seconds = milliseconds([(one.seconds, other.seconds) for one, other in pairs])
    yield figure("first frame", "first frame, ten years", "app with one Static", 1.25, seconds)
    memory = [(one.mebibytes, other.mebibytes) for one, other in pairs]
    yield figure("memory", "peak memory", "app with one Static", 1.2, memory, "MiB")


def large(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield the first frame where there is room for all panels."""
    ours = app(copy_of(TEN_YEARS, folder))
    rounds = range(size.rounds)
    pairs = [(opened(ours, (200, 60)).seconds, opened(ours).seconds) for _ in rounds]
    what = "first frame at 200x60, ten years"
    yield figure("large", what, "the same at 100x30", 1.3, milliseconds(pairs))


def growth(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield what a very large log adds to the first frame."""
    large, empty = app(log_of(size.many)), app(copy_of(0, folder))
    pairs = []
    # The difference is smaller than what a machine in use varies by: more rounds, in both orders.
    for number in range(3 * size.rounds):
        if number % 2:
            without = opened(empty).seconds
            pairs.append((opened(large).seconds, without))
        else:
            pairs.append((opened(large).seconds, opened(empty).seconds))
    what = f"first frame, {size.many:,} entries"
    yield figure("growth", what, "empty log", 1.1, milliseconds(pairs))


# -- keys ---------------------------------------------------------------------------------------


def _undo(ours: Session, screens: Sequence[Rows]) -> None:
    for wanted in reversed(screens[:-1]):
        ours.press("u", wanted)


def press(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield a key press until the changed screen, the commit included; and the slowest one."""
    with ExitStack() as stack:
        ours = stack.enter_context(Session(app(copy_of(TEN_YEARS, folder)), variables()))
        plain = stack.enter_context(Session(reference("one_counter"), variables()))
        plain.settled()
        screens = [ours.settled(), *(ours.type(key) for key in KEYS)]
        _undo(ours, screens)
        pairs = []
        presses = 0
        for _ in range(size.rounds):
            for key, wanted in zip(KEYS, screens[1:], strict=True):
                presses += 1
                counted = (f"{presses} presses", *[""] * 28)
                pairs.append((ours.press(key, wanted), plain.press("c", counted)))
            _undo(ours, screens)
    against = "app with one counter"
    yield figure("key", "key to changed screen, ten years", against, 2.4, milliseconds(pairs))
    slowest = max(seconds for seconds, _ in pairs)
    yield Figure(
        name="slowest key",
        what=f"the slowest of {len(pairs)} presses",
        against="100 ms",
        ours=slowest * 1000.0,
        reference=SLOWEST_PRESS * 1000.0,
        unit="ms",
        ratio=slowest / SLOWEST_PRESS,
        limit=1.0,
    )


def _other_views() -> list[tuple[str, str]]:
    """Return key and name of the views; asked of another process, to keep this one small."""
    ask = (
        "import json; from ssi_tui.tui.keys.everywhere import VIEWS; "
        "print(json.dumps([(view.key, view.label) for view in VIEWS]))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", ask], check=True, capture_output=True, env=variables()
    )
    return [(key, label) for key, label in json.loads(answer.stdout)][1:]


def views(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield what switching from Today to each other view takes."""
    with ExitStack() as stack:
        ours = stack.enter_context(Session(app(copy_of(TEN_YEARS, folder)), variables()))
        plain = stack.enter_context(Session(reference("two_screens"), variables()))
        ours.settled()
        plain.settled()
        second, first = plain.type("2"), plain.type("1")
        for key, label in _other_views():
            # The first opening loads the view, and may be quiet for a while before it is there.
            ours.type(key)
            ours.type("1")
            wanted = ours.type(key)
            ours.type("1")
            pairs = []
            for number in range(2 * size.rounds):
                there, back = ("2", second), ("1", first)
                one = plain.press(*(back if number % 2 else there))
                pairs.append((ours.press(key, wanted), one))
                ours.type("1")
            what = f"switch to {label}, ten years"
            name = f"view {label.lower()}"
            yield figure(name, what, "two empty screens", 3.0, milliseconds(pairs))


def first_openings(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield what the first opening of each other view takes, which loads its modules."""
    command = app(copy_of(TEN_YEARS, folder))
    with Session(reference("two_screens"), variables()) as plain:
        plain.settled()
        second, first = plain.type("2"), plain.type("1")
        for key, label in _other_views():
            with Session(command, variables()) as ours:
                ours.settled()
                wanted = ours.type(key)
            pairs = []
            for _ in range(size.rounds):
                with Session(command, variables()) as ours:
                    ours.settled()
                    pairs.append((ours.press(key, wanted), plain.press("2", second)))
                plain.press("1", first)
            what = f"first opening of {label}, ten years"
            name = f"first {label.lower()}"
            yield figure(name, what, "two empty screens, again", 3.0, milliseconds(pairs))


# -- the command line ---------------------------------------------------------------------------


def whole(command: Sequence[str]) -> float:
    """Return the seconds that a command takes as a process of its own."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=variables())
    return time.perf_counter() - began


def commands(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield the two commands of scripts and prompts, as whole processes."""
    ours = app(copy_of(TEN_YEARS, folder))
    for name, arguments, limit in (
        ("tick", ["tick", "comment"], 2.5),
        ("status", ["status", "--short"], 2.4),
    ):
        rounds = 3 * size.rounds
        pairs = [(whole([*ours, *arguments]), whole(SQLITE)) for _ in range(rounds)]
        what = f"{' '.join(arguments)}, ten years"
        yield figure(name, what, 'python -c "import sqlite3"', limit, milliseconds(pairs))


def report(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield the report of ten years, against loading what fills its page."""
    ours = [*app(copy_of(TEN_YEARS, folder)), "report", "--weeks", "520"]
    plain = [sys.executable, "-c", "import jinja2"]
    pairs = [(whole(ours), whole(plain)) for _ in range(size.rounds)]
    against = 'python -c "import jinja2"'
    yield figure("report", "report, ten years", against, 20.0, milliseconds(pairs))


# -- what is not speed ----------------------------------------------------------------------------


def calibration(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield how far off calibration foretells the next total of synthetic people. Not speed."""
    from tests.tools.simulation import readings
    from tests.tools.synthetic import cases

    found = readings.summed(map(readings.simulate, cases(size.people)))
    for often, limit in {"weekly": 0.75, "four-weekly": 0.60}.items():
        misses = found.misses[often]
        ours, plain = misses.rmse("calibrated"), misses.rmse("last reading")
        what = f"error of the next total, {often} readings"
        name, against = f"calibration {often}", "last reading carried on"
        yield Figure(name, what, against, ours, plain, "points", ours / plain, limit)

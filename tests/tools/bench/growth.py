"""``python -m tests.tools.bench.growth``: how everything grows with years and computers."""

import argparse
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from ssi_tui.core.checks import FIRST_DAY
from ssi_tui.storage.machines.folder import NAME
from tests.tools.bench.__main__ import machine
from tests.tools.bench.figures import app, opened, variables, whole
from tests.tools.bench.logs import TEN_YEARS, YEARS, fill, rows_of, today
from tests.tools.bench.session import Session

ENTRIES_A_YEAR = TEN_YEARS // YEARS
REVIEW = "4"
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Life:
    """A log of so many years that so many computers wrote together, as one of them holds it."""

    years: int
    machines: int
    database: Path
    carried: Path
    last: date

    @property
    def command(self) -> list[str]:
        """Return the command that opens it on its last day."""
        return command(self.database, self.last)

    @property
    def mebibytes(self) -> tuple[float, float]:
        """Return the sizes of the database and of all machine files in the folder."""
        files = sum(path.stat().st_size for path in (self.carried / NAME).rglob("*.journal"))
        return self.database.stat().st_size / 2**20, files / 2**20


def command(database: Path, last: date) -> list[str]:
    """Return the command that opens a log as if it were a day."""
    return [*app(database), "--today", last.isoformat()]


def lived(years: int, machines: int, folder: Path) -> Life:
    """Make such a log: each computer writes its share, and the first takes in all others."""
    carried = folder / f"carried-{years}-{machines}"
    carried.mkdir()
    # No day of a log is before the first one that counts: a long life ends in the future.
    last = max(today(), FIRST_DAY + timedelta(days=365 * years))
    rows = list(rows_of(years * ENTRIES_A_YEAR, years, last=last))
    databases = [folder / f"{years}-{machines}-{number}.db" for number in range(machines)]
    for number, database in enumerate(databases):
        fill(database, rows[number::machines])
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute(
                "UPDATE operations SET device = (SELECT value FROM meta WHERE name = 'device')"
            )
        # The share of a computer has nothing in common with what is in the folder yet.
        joined = ("sync", "--folder", str(carried), "--merge", "--name", f"computer {number + 1}")
        _said(command(database, last), *joined)
    for verb in ("sync", "tick comment", "undo", "sync"):
        _said(command(databases[0], last), *verb.split())
    with closing(sqlite3.connect(databases[0])) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Life(years, machines, databases[0], carried, last)


def _said(command: Sequence[str], *words: str) -> None:
    """Run a command; one that warns of something did not do what is measured."""
    done = subprocess.run(
        [*command, *words], check=True, capture_output=True, text=True, env=variables()
    )
    assert "!!" not in done.stdout, done.stdout


def _review(command: Sequence[str]) -> float:
    """Return the seconds in which Review is opened for the first time."""
    with Session(command, variables()) as session:
        session.settled()
        wanted = session.type(REVIEW)
    with Session(command, variables()) as session:
        session.settled()
        return session.press(REVIEW, wanted)


def _ticked(command: Sequence[str]) -> float:
    """Return the seconds of a tick, which is undone: the next round begins as this one did."""
    seconds = whole([*command, "tick", "comment"])
    _said(command, "undo")
    return seconds


MEASURES: Mapping[str, Callable[[Sequence[str]], float]] = {
    "first frame": lambda command: opened(command).seconds,
    "tick": _ticked,
    "Review": _review,
    "sync": lambda command: whole([*command, "sync"]),
}


def table(lives: Sequence[Life], rounds: int) -> list[str]:
    """Measure all logs in turn; each ratio is to the first of them in the same round."""
    seconds: dict[tuple[Life, str], list[float]] = {
        (life, name): [] for life in lives for name in MEASURES
    }
    for _ in range(rounds):
        for name, measured in MEASURES.items():
            for life in lives:
                seconds[life, name].append(measured(life.command))
    lines = [
        f"| years | computers | {' | '.join(MEASURES)} | database | folder |",
        "|---" * (len(MEASURES) + 4) + "|",
    ]
    for life in lives:
        cells = [f"{life.years}", f"{life.machines}"]
        for name in MEASURES:
            found = seconds[life, name]
            pairs = zip(found, seconds[lives[0], name], strict=True)
            ratio = median(one / first for one, first in pairs)
            cells.append(f"{median(found) * 1000:.0f} ms ×{ratio:.2f}")
        cells += [f"{size:.1f} MiB" for size in life.mebibytes]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.bench.growth", description=__doc__)
    parser.add_argument("--years", type=int, nargs="+", default=[1, 3, 10, 30])
    parser.add_argument("--machines", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lives = [
            lived(years, machines, Path(folder))
            for years in given.years
            for machines in given.machines
        ]
        lines = table(lives, given.rounds)
    sys.stdout.write("\n".join([f"On {machine()}:", "", *lines, ""]))


if __name__ == "__main__":
    main()

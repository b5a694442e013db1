"""The logs that are measured: made in bulk, kept among the temporary files, copied to be used."""

import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ssi_tui.core.wall_clock import WallClock
from ssi_tui.storage.database.connection import SCHEMA_VERSION
from ssi_tui.storage.opening import connect

YEARS = 10
TEN_YEARS = 40_000
MILLION = 1_000_000
# More than one a step only where nobody could have pressed so many keys.
ENTRIES_A_STEP = 25
WORKDAYS = 5

# What a morning holds, and how often: about fifteen entries on each of 260 days a year.
TASKS = {
    "comment": 4,
    "share": 1,
    "message": 2,
    "search": 1,
    "connect": 2,
    "reaction": 3,
    "reply": 1,
    "profile_view": 1,
}
QUALITIES = {"connect": ("note", "plain", "plain"), "comment": (None, "thoughtful", "short")}


def today() -> date:
    """Return the user's day."""
    return WallClock(lambda: datetime.now(UTC)).today()


def program() -> list[str]:
    """Return how the program is called: the installed command, the module where there is none."""
    installed = Path(sys.executable).with_name("ssi-tui")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "ssi_tui"]


def rows_of(
    entries: int, years: int = YEARS, step: int = 1, last: date | None = None
) -> Iterator[tuple[str, str, str, str, str | None, str]]:
    """Yield entries as operation, id, day, task, quality and instant, over years up to a day.

    That is today where none is given; an operation has ``step`` of the entries.
    """
    last = today() if last is None else last
    chance = random.Random(1)  # noqa: S311 - the same log every time
    first = last - timedelta(days=365 * years)
    days = [first + timedelta(days=at) for at in range((last - first).days)]
    lived = [day for day in days if day.weekday() < WORKDAYS and chance.random() < 0.93]
    names, weights = list(TASKS), list(TASKS.values())
    number = 0
    for at, day in enumerate(lived):
        until = entries * (at + 1) // len(lived)
        for task in chance.choices(names, weights, k=until - number):
            quality = chance.choice(QUALITIES.get(task, (None,)))
            yield f"{number // step:032x}", f"{number:032x}", f"{day}", task, quality, f"{day}T07"
            number += 1


def fill(path: Path, rows: Sequence[tuple[str, str, str, str, str | None, str]]) -> None:
    """Write entries as ``rows_of`` yields them into a new log."""
    with closing(connect(path)) as connection:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT OR IGNORE INTO operations (id, stamp, at_utc, kind, device, day) "
            "VALUES (?, ?, ?, 'tick', 'bench', ?)",
            ((step, int(step, 16), f"{at}:30:00.000Z", day) for step, _, day, _, _, at in rows),
        )
        connection.executemany(
            "INSERT INTO entries (id, operation_id, day, at_utc, task, count, quality, source) "
            "VALUES (?, ?, ?, ?, ?, 1, ?, 'tui')",
            (
                (identity, step, day, f"{at}:30:00.000Z", task, quality)
                for step, identity, day, task, quality, at in rows
            ),
        )
        connection.execute("COMMIT")


def log_of(entries: int) -> Path:
    """Return a log with that many entries up to yesterday; it is not to be written to.

    Its last step is a tick that was undone, as in any log in daily use: what a program keeps for
    the next time is kept.
    """
    folder = Path(tempfile.gettempdir()) / "ssi-tui-bench"
    path = folder / f"{entries}-{today()}-schema-{SCHEMA_VERSION}.db"
    if path.exists():
        return path
    made = folder / f"making-{path.name}"
    made.unlink(missing_ok=True)
    step = 1 if entries <= TEN_YEARS else ENTRIES_A_STEP
    fill(made, list(rows_of(entries, step=step)))
    for verb in (["tick", "comment"], ["undo"]):
        subprocess.run(
            [*program(), "--db", str(made), *verb], check=True, stdout=subprocess.DEVNULL
        )
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.rename(path)
    return path


def copy_of(entries: int, folder: Path) -> Path:
    """Return a copy of such a log that can be written to."""
    path = folder / f"log-{entries}.db"
    shutil.copyfile(log_of(entries), path)
    path.chmod(0o600)
    return path

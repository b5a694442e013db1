"""How far each machine file has been read, and which machines there are, kept in the database."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

from ssi_tui.storage.database.switch import ids_of
from ssi_tui.storage.machines.folder import Cursor
from ssi_tui.storage.machines.lines import Head

_MOST_NAME = 60
_COLUMNS = "size, mtime_ns, read_to, tail, damaged, newer, level"


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine that has written files: its id, its name, and the ids that it had before."""

    device: str
    name: str
    was: tuple[str, ...] = ()


def cursors(connection: sqlite3.Connection) -> dict[tuple[str, str], Cursor]:
    """Return how far each file has been read, by the machine that it is of and its name."""
    rows = connection.execute(f"SELECT device, file, {_COLUMNS} FROM machine_files")
    return {(device, file): Cursor(*rest) for device, file, *rest in rows}


def keep_cursor(connection: sqlite3.Connection, device: str, file: str, cursor: Cursor) -> None:
    """Write how far a file has been read."""
    connection.execute(
        f"INSERT OR REPLACE INTO machine_files (device, file, {_COLUMNS}) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (device, file, *astuple(cursor)),
    )


def forget_cursors(connection: sqlite3.Connection, devices: Iterable[str] | None = None) -> None:
    """Forget how far files have been read: all of them, or those of some machines."""
    if devices is None:
        connection.execute("DELETE FROM machine_files")
    else:
        gone = ((device,) for device in devices)
        connection.executemany("DELETE FROM machine_files WHERE device = ?", gone)


def amiss(kept: Mapping[tuple[str, str], Cursor]) -> tuple[Counter[str], Counter[str]]:
    """Return by machine how many lines are damaged, and how many are of a newer version."""
    damaged: Counter[str] = Counter()
    newer: Counter[str] = Counter()
    for (device, _file), cursor in kept.items():
        damaged[device] += cursor.damaged
        newer[device] += cursor.newer
    return damaged, newer


def keep_machine(connection: sqlite3.Connection, head: Head, now: str) -> None:
    """Write what the head of a file says of its machine, seen at an instant."""
    connection.execute(
        "INSERT OR REPLACE INTO machines "
        "(device, name, was, day_start_hour, week_start, seen_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            head.device,
            head.name[:_MOST_NAME],
            json.dumps(head.was),
            head.day_start_hour,
            head.week_start,
            now or None,
        ),
    )


def machines(connection: sqlite3.Connection) -> dict[str, Machine]:
    """Return the machines whose files have been read, by id."""
    rows = connection.execute("SELECT device, name, was FROM machines ORDER BY device")
    return {device: Machine(device, name, ids_of(was)) for device, name, was in rows}

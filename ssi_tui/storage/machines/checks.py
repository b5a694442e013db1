"""The checks of ``ssi-tui doctor`` on what several machines share; they change nothing."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.core.text.words import count_of, moment
from ssi_tui.storage.database.switch import Switch, device_of, was_of
from ssi_tui.storage.machines.cursors import Machine, cursors
from ssi_tui.storage.machines.folder import Look, look
from ssi_tui.storage.machines.lines import LEVEL
from ssi_tui.storage.machines.standing import MachineStanding, standings, unsent
from ssi_tui.storage.machines.syncing import Days, turned_on
from ssi_tui.storage.safety.checkup import Check

_AHEAD = timedelta(days=1)


def check_sync(
    connection: sqlite3.Connection, path: Path, now: datetime, days: Days
) -> Iterator[Check]:
    """Yield the checks on a database with sync; ``days`` are those of this machine."""
    try:
        on = turned_on(connection, path)
    except RefusedError as error:
        yield Check("sync", False, str(error))
        return
    found, problems = Look(), []
    try:
        found = look(on.path, cursors(connection), LEVEL)
    except OSError as error:
        problems = [f"can't read {on.folder} ({reason(error)})"]
    this = Machine(on.device, on.name, was_of(connection))
    machines = standings(connection, this, found)
    yield _sync(connection, on, machines)
    yield _files(on, machines, [*problems, *found.problems])
    yield _machines(connection, machines, now, days)


def _sync(
    connection: sqlite3.Connection, on: Switch, machines: tuple[MachineStanding, ...]
) -> Check:
    waits = unsent(connection)
    told = [f"on in {on.folder}", f"{count_of(waits, 'change')} to send"]
    heard = [(one.last, one.name) for one in machines if one.last is not None and not one.this]
    if heard:
        last, name = max(heard)
        told.append(f"last change from {name} {moment(last)}")
    return Check("sync", True, ", ".join(told))


def _files(on: Switch, machines: tuple[MachineStanding, ...], problems: list[str]) -> Check:
    told, wrong = [], list(problems)
    for one in machines:
        if one.damaged:
            lines = count_of(one.damaged, "damaged line")
            wrong.append(f"{lines} from {one.name} (ssi-tui sync there writes lost ones again)")
        if one.newer:
            lines = count_of(one.newer, "line")
            wrong.append(f"{lines} from {one.name} by a newer ssi-tui (update it here)")
        if one.waiting:
            told.append(f"{count_of(one.waiting, 'file')} from {one.name} waiting for iCloud")
        if one.copies:
            copies = count_of(one.copies, "conflict copy", "conflict copies")
            told.append(f"{copies} from {one.name}, read like the others")
    for folder in (on.path, on.path / on.device):
        with suppress(OSError):
            if stat.S_IMODE(folder.stat().st_mode) & 0o077:
                wrong.append(f"others can read {folder} (to fix: chmod go= {folder})")
                break
    files = "; ".join((*wrong, *told))
    return Check("sync_files", not wrong, files or "all lines are understood, only you read them")


def _machines(
    connection: sqlite3.Connection, machines: tuple[MachineStanding, ...], now: datetime, days: Days
) -> Check:
    names = {one.device: one.name for one in machines}
    wrong = []
    # Whoever has seen a stamp that is ahead goes on from it, but not with the clock.
    latest = int((now + _AHEAD).timestamp() * 1000)
    for device, at in connection.execute(
        "SELECT device, MAX(at_utc) FROM operations WHERE stamp > ? GROUP BY device", (latest,)
    ):
        ahead = (datetime.fromisoformat(at) - now).days
        if ahead >= 1:
            told = f"the clock of {names.get(device, device)} was {count_of(ahead, 'day')} ahead"
            wrong.append(f"{told} (set it right)")
    here = device_of(connection)
    for device, hour, start in connection.execute(
        "SELECT device, day_start_hour, week_start FROM machines ORDER BY device"
    ):
        if device == here or device not in names:
            continue
        if hour not in (None, days.day_start_hour):
            told = f"day_start_hour is {hour} on {names[device]} and {days.day_start_hour} here"
            wrong.append(f"{told} (set the same)")
        if start not in (None, days.week_start):
            told = f"week_start is {start} on {names[device]} and {days.week_start} here"
            wrong.append(f"{told} (set the same)")
    told = ", ".join(f"{one.name} (this one)" if one.this else one.name for one in machines)
    return Check("sync_machines", not wrong, "; ".join((told, *wrong)))

"""How the machine files stand: which machines there are, and what of theirs needs a look."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ssi_tui.storage.machines.cursors import Machine, amiss, cursors, machines
from ssi_tui.storage.machines.folder import Look


@dataclass(frozen=True, slots=True)
class MachineStanding:
    """One machine: how many operations of it are here, and the instant of its last one.

    ``damaged`` and ``newer`` are lines of its files that are not understood; ``waiting`` are files
    that lie in a cloud alone, ``copies`` other versions of files that an engine has kept.
    """

    device: str
    name: str
    this: bool
    operations: int
    last: datetime | None
    damaged: int
    newer: int
    waiting: int
    copies: int


def unsent(connection: sqlite3.Connection) -> int:
    """Return how many operations no machine file holds."""
    (number,) = connection.execute("SELECT COUNT(*) FROM operations WHERE carried = 0").fetchone()
    return int(number)


def standings(
    connection: sqlite3.Connection, this: Machine, found: Look | None
) -> tuple[MachineStanding, ...]:
    """Return how each machine stands, this one first; ``found`` is the last look.

    What a machine wrote under an id that it had before is counted with it.
    """
    known = machines(connection) | {this.device: this}
    made: dict[str, tuple[int, datetime]] = {}
    # One after the other, as SQLite would sort all operations to group them by machine.
    for (device,) in connection.execute("SELECT DISTINCT device FROM operations").fetchall():
        number, last = connection.execute(
            "SELECT COUNT(*), MAX(at_utc) FROM operations WHERE device = ?", (device,)
        ).fetchone()
        made[device] = int(number), datetime.fromisoformat(last)
    seen = found or Look()
    damaged, newer = amiss(cursors(connection))
    for device in (*made, *seen.devices):
        known.setdefault(device, Machine(device, device))
    before = {was for machine in known.values() for was in machine.was} - {this.device}

    def standing(machine: Machine) -> MachineStanding:
        ids = (machine.device, *machine.was)
        return MachineStanding(
            machine.device,
            machine.name,
            machine.device == this.device,
            sum(made[one][0] for one in ids if one in made),
            max((made[one][1] for one in ids if one in made), default=None),
            _sum(damaged, ids),
            _sum(newer, ids),
            _sum(seen.waiting, ids),
            _sum(seen.copies, ids),
        )

    shown = [machine for machine in known.values() if machine.device not in before]
    shown.sort(key=lambda machine: (machine.device != this.device, machine.name, machine.device))
    return tuple(map(standing, shown))


def _sum(numbers: "Counter[str] | dict[str, int]", ids: Iterable[str]) -> int:
    return sum(numbers.get(one, 0) for one in ids)

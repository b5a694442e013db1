"""What readings say about a person: the operations that it follows from, and its kept result."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from zlib import crc32

from ssi_tui.core.formula import FORMULA_VERSION
from ssi_tui.core.model import Log, Reading
from ssi_tui.core.score.calibration import Calibration, PillarFit
from ssi_tui.core.score.kalman import Member
from ssi_tui.core.value import dataclass
from ssi_tui.storage.database.errors import readable
from ssi_tui.storage.database.fold import effective, live_ids, with_keys
from ssi_tui.storage.log.routine import RoutineRows
from ssi_tui.storage.log.rows import Rows, is_task, tally_of_row

_NAME = "calibration"

# An answer that was given before changes nothing, and so fits nothing anew.
_CHANGED = " OR ".join(
    f"new.{part} IS NOT NULL AND new.{part} IS NOT (SELECT {part} FROM profile_changes AS old "
    "JOIN effective_operations AS before ON before.id = old.operation_id "
    f"WHERE {part} IS NOT NULL AND (before.stamp, before.id) < (made.stamp, made.id) "
    "ORDER BY before.stamp DESC, before.id DESC LIMIT 1)"
    for part in ("checklist", "connections", "sales_navigator", "past")
)
# Where nothing was logged before the last reading, an import may move the first day of the log.
_IMPORTED = """EXISTS (SELECT 1 FROM entries WHERE day < :last AND operation_id = one.id)
    OR EXISTS (SELECT 1 FROM supersessions AS gone JOIN entries ON entries.id = gone.entry_id
        WHERE day < :last AND gone.operation_id = one.id)
    OR EXISTS (SELECT 1 FROM entries WHERE operation_id = one.id)
        AND NOT EXISTS (SELECT 1 FROM entries WHERE day < :last AND operation_id IN
            (SELECT id FROM effective_operations WHERE (stamp, id) < (one.stamp, one.id)))"""
_REFITTING = f"""SELECT operation_id FROM readings WHERE day <= :today
    UNION ALL SELECT operation_id FROM time_off WHERE start_day < :last
    UNION ALL SELECT gone.operation_id FROM time_off_removals AS gone
        JOIN time_off ON time_off.id = gone.time_off_id WHERE start_day < :last
    UNION ALL SELECT operation_id FROM workday_changes WHERE valid_from < :last
    UNION ALL SELECT operation_id FROM task_changes
        WHERE valid_from < :last AND coalesce(brand, repeat) IS NOT NULL
    UNION ALL SELECT operation_id FROM profile_changes AS new
        JOIN operations AS made ON made.id = operation_id WHERE {_CHANGED}
    UNION ALL SELECT id FROM operations AS one
        WHERE kind = 'import' AND ({_IMPORTED})"""


@dataclass(frozen=True, slots=True)
class Refit:
    """The newest operation after which all readings were fitted anew.

    ``number`` is its ``seq``, ``kept`` the text that is kept of a fit.
    """

    operation: str
    number: int
    kept: str


class CalibrationRows(Rows):
    """What the readings are fitted to, and what is kept of the result."""

    def newest(self, last: date, today: date) -> Refit | None:
        """Return the newest operation that changed the readings, or anything before the last one.

        What is ticked, edited or taken back by hand is none, so that it never lowers the estimate.
        ``None`` if another program has just undone the only reading.
        """
        with readable(self.path):
            found = self.connection.execute(
                "SELECT id, seq, coalesce((SELECT value FROM meta WHERE name = :name), '') "
                f"FROM operations AS made WHERE id IN ({_REFITTING}) AND {effective('made.id')} "
                "ORDER BY stamp DESC, id DESC LIMIT 1",
                {"name": _NAME, "last": last.isoformat(), "today": today.isoformat()},
            ).fetchone()
        return None if found is None else Refit(*found)

    def has_later(self, today: date) -> bool:
        """Tell whether there are entries of days to come, which do not count yet."""
        with readable(self.path):
            (found,) = self.connection.execute(
                "SELECT EXISTS (SELECT 1 FROM entries WHERE live = 1 AND day > :today) "
                "OR EXISTS (SELECT 1 FROM entries WHERE live = 0 AND day > :today)",
                {"today": today.isoformat()},
            ).fetchone()
        return bool(found)

    def log_at(self, number: int, readings: Sequence[Reading], today: date) -> Log:
        """Return the log up to today as the operation of a number left it, with readings of now."""
        routine = RoutineRows(self.path, with_keys(self.connection), number)
        with readable(self.path):
            rows = self.connection.execute(
                "SELECT day, task, quality, SUM(count), 0.0, 0 FROM entries WHERE day <= ? "
                f"AND id IN ({live_ids(until=number)}) "
                "GROUP BY day, task, quality ORDER BY day, task, quality",
                (today.isoformat(),),
            )
            tallies = tuple(tally_of_row(row) for row in rows if is_task(row[1], routine.own))
        return Log(
            tallies=tallies,
            profile=routine.profile(),
            workdays=routine.workdays(),
            time_off=routine.time_off(),
            readings=tuple(readings),
            tasks=routine.task_changes(),
        )

    def keep(self, text: str) -> None:
        """Keep the text of a fit in place of the one before."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_NAME, text))


_PARTS: Mapping[str, Callable[..., object]] = {
    "date": date.fromisoformat,
    **{part.__name__: part for part in (Calibration, PillarFit, Member)},
}


def _part(value: object) -> dict[str, list[object]]:
    """Return a value that JSON has no form for: its name, and what it is made of."""
    if isinstance(value, date):
        return {"date": [value.isoformat()]}
    part: Any = value
    return {type(part).__name__: [getattr(part, name) for name in part.__match_args__]}


def _made(found: dict[str, Any]) -> object:
    ((name, values),) = found.items()
    return _PARTS[name](*(tuple(one) if isinstance(one, list) else one for one in values))


def fit_text(calibration: Calibration, of: Sequence[object]) -> str:
    """Return a calibration as JSON after a checksum, with what it is ``of``: words and numbers."""
    body = json.dumps([FORMULA_VERSION, *of, calibration], default=_part, separators=(",", ":"))
    return f"{crc32(body.encode()):08x} {body}"


def fit_of(text: str, of: Sequence[object]) -> Calibration | None:
    """Return the calibration of a text; ``None`` if it is damaged, or of anything else."""
    check, _, body = text.partition(" ")
    if check != f"{crc32(body.encode()):08x}":
        return None
    try:
        *known, calibration = json.loads(body, object_hook=_made)
    except (ValueError, KeyError, TypeError):
        # Another version of the program has kept it.
        return None
    return calibration if known == [FORMULA_VERSION, *of] else None

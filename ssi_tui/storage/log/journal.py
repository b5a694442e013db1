"""The log read back a few days at a time, including entries that do not count.

Live entries are only counted by day, from an index. There are few other rows, so those are listed
by number: their ``seq``.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from ssi_tui.core.journal.filter import JournalFilter
from ssi_tui.core.journal.rows import UNDONE, StepFacts
from ssi_tui.core.labels import ANSWER_LABELS
from ssi_tui.core.model import Entry, Operation, OperationKind, TargetVersion
from ssi_tui.core.text.words import folded
from ssi_tui.core.value import replace
from ssi_tui.storage.database.errors import explained, readable
from ssi_tui.storage.database.fold import HERE, ORDER, effective
from ssi_tui.storage.log.rows import ENTRY_COLUMNS, entry_of_row, operation_of_row, weekdays_of
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.log.tasks import TASK_COLUMNS, definition_of_row

_ONE = ", ".join(f"one.{column.strip()}" for column in ENTRY_COLUMNS.split(","))

# Entries that do not count but are shown. An entry that an edit replaced or an undone import
# brought is not among them, because another row tells of it.
_SHOWN_DEAD = (
    "one.live = 0 AND (made.kind = 'tick' AND made.undone_at IS NOT NULL "
    "AND made.import_id IS NULL OR gone.reason IS NOT NULL)"
)
_DEAD_TABLES = (
    "entries AS one JOIN operations AS made ON made.id = one.operation_id "
    "LEFT JOIN supersessions AS gone ON gone.entry_id = one.id "
    f"AND {effective('one.operation_id')} AND {effective('gone.operation_id')} "
    "AND (gone.reason LIKE 'set aside%' OR gone.reason = 'voided' "
    "OR gone.reason = 'taken back' AND one.count = 1)"
)
# Operations that are shown as rows of their own, because no entry tells of them.
_SHOWN_STEPS = (
    "(one.kind NOT IN ('tick', 'take back', 'quality', 'note', 'edit', 'void', 'undo', 'redo') "
    "OR one.kind = 'note' AND one.id IN (SELECT operation_id FROM day_notes) "
    "OR one.kind <> 'tick' AND one.undone_at IS NOT NULL)"
)
# What the operations of a review wrote: the week, and words for it.
_ANSWER = "CASE answer {} END".format(
    " ".join(f"WHEN '{answer}' THEN '{label}'" for answer, label in ANSWER_LABELS.items())
)
_REVIEWS = (
    "SELECT operation_id, week, words FROM ("
    f"SELECT operation_id, week, step || coalesce(' ' || {_ANSWER}, '') AS words "
    "FROM review_steps "
    "UNION ALL SELECT operation_id, week, outcome || ' ' || count FROM review_outcomes "
    "UNION ALL SELECT operation_id, week, "
    "CASE note WHEN '' THEN 'note removed' ELSE 'note \"' || note || '\"' END FROM review_notes "
    "UNION ALL SELECT operation_id, week, 'promise \"' || words || '\"' FROM commitments) "
    "WHERE operation_id"
)
_NUMBERS = "(SELECT value FROM json_each(?))"


# The machines, other than this one, of whose rows a text finds ``on laptop``.
_ELSEWHERE = f"""(SELECT id FROM operations WHERE device IN (SELECT device
    FROM (SELECT DISTINCT device FROM operations WHERE NOT {HERE}) LEFT JOIN machines USING (device)
    WHERE instr(folded('on ' || coalesce(name, device)), ?) > 0))"""


class JournalRows:
    """Reads the rows of the log by day or number."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _query(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with explained(self._store.file):
            connection = self._store.connection
            connection.create_function("folded", 1, folded, deterministic=True)
            return connection.execute(sql, values).fetchall()

    def is_empty(self) -> bool:
        """Tell whether the log holds no operation, and so no entry."""
        return not self._query("SELECT 1 FROM operations LIMIT 1")

    def live_days(self, wanted: JournalFilter, last: date) -> dict[date, int]:
        """Return the number of live entries on each day up to a last one."""
        condition, values = _condition(wanted)
        # The index only holds days and tasks; looking up other columns row by row takes longer.
        how = "NOT INDEXED" if wanted.sources or wanted.searches else ""
        rows = self._query(
            f"SELECT day, COUNT(*) FROM entries AS one {how} WHERE live = 1 AND day <= ? "
            f"{condition} GROUP BY day",
            (last.isoformat(), *values),
        )
        return {date.fromisoformat(day): count for day, count in rows}

    def dead_entries(self, wanted: JournalFilter, last: date) -> list[tuple[date, int]]:
        """Return day and number of each entry that does not count but is shown."""
        condition, values = _condition(wanted)
        # SQLite would rather look at all entries, of which few do not count.
        tables = _DEAD_TABLES.replace("AS one", "AS one INDEXED BY entries_dead_thing", 1)
        rows = self._query(
            f"SELECT DISTINCT one.day, one.seq FROM {tables} WHERE {_SHOWN_DEAD} "
            f"AND one.day <= ? {condition}",
            (last.isoformat(), *values),
        )
        return [(date.fromisoformat(day), number) for day, number in rows]

    def steps(self, *, imports_only: bool) -> list[tuple[datetime, int]]:
        """Return instant and number of each operation that is a row of its own."""
        kinds = "AND one.kind IN ('import', 'analytics')" if imports_only else ""
        rows = self._query(
            f"SELECT one.at_utc, one.seq FROM operations AS one WHERE {_SHOWN_STEPS} {kinds}"
        )
        return [(datetime.fromisoformat(at), number) for at, number in rows]

    def live_between(self, wanted: JournalFilter, first: date, last: date) -> list[Entry]:
        """Return the live entries from a first day to a last, in no particular order."""
        condition, values = _condition(wanted)
        rows = self._query(
            f"SELECT {_ONE} FROM entries AS one WHERE live = 1 AND day BETWEEN ? AND ? {condition}",
            (first.isoformat(), last.isoformat(), *values),
        )
        with readable(self._store.file):
            return [entry_of_row(row) for row in rows]

    def dead(self, numbers: Iterable[int]) -> list[tuple[Entry, str]]:
        """Return entries by number with the reason why each does not count."""
        rows = self._query(
            f"SELECT {_ONE}, MAX(coalesce(gone.reason, '{UNDONE}')) FROM {_DEAD_TABLES} "
            f"WHERE one.seq IN {_NUMBERS} GROUP BY one.seq",
            (json.dumps(list(numbers)),),
        )
        with readable(self._store.file):
            return [(entry_of_row(row[:-1]), str(row[-1])) for row in rows]

    def brought(self, identities: Iterable[str]) -> tuple[list[Entry], list[OperationKind]]:
        """Return of some operations the entries that were ticked, and the kinds of the others."""
        chosen, of_them = (json.dumps(list(identities)),), f"made.id IN {_NUMBERS}"
        entries = self._query(
            f"SELECT {_ONE} FROM entries AS one JOIN operations AS made "
            f"ON made.id = one.operation_id WHERE made.kind = 'tick' AND {of_them}",
            chosen,
        )
        kinds = self._query(
            f"SELECT kind FROM operations AS made WHERE kind <> 'tick' AND {of_them} "
            "ORDER BY stamp, id",
            chosen,
        )
        with readable(self._store.file):
            others = [OperationKind(kind) for (kind,) in kinds]
            return [entry_of_row(row) for row in entries], others

    def elsewhere(self, operations: Iterable[str]) -> dict[str, str]:
        """Return of some operations those that another machine wrote, with its name or its id."""
        name = "coalesce((SELECT name FROM machines WHERE device = one.device), device)"
        return dict(
            self._query(
                f"SELECT id, {name} FROM operations AS one WHERE id IN {_NUMBERS} AND NOT {HERE}",
                (json.dumps(list(operations)),),
            )
        )

    def oldest(self) -> str:
        """Return the id of the oldest operation, which all copies of a log share; "" without."""
        found = self._query("SELECT id FROM operations ORDER BY stamp, id LIMIT 1")
        return str(found[0][0]) if found else ""

    def last(self) -> Operation | None:
        """Return the last step of all that holds, whichever machine wrote it."""
        found = self._query(
            "SELECT id FROM operations WHERE of IS NULL AND undone_at IS NULL "
            "AND import_id IS NULL ORDER BY stamp DESC, id DESC LIMIT 1"
        )
        return self.operation(found[0][0]) if found else None

    def operation(self, identity: str) -> Operation | None:
        """Return an operation by its id, ``None`` if there is none."""
        found = self._operations("one.id = ?", identity)
        return found[0][0] if found else None

    def deeds(self, entry: Entry) -> list[tuple[OperationKind, datetime, str, bool]]:
        """Return the kind, instant, reason and state (undone?) of each operation on an entry.

        The first is the one that wrote it, the others superseded it.
        """
        rows = self._query(
            "SELECT kind, at_utc, '', undone_at, stamp, id FROM operations WHERE id = ? UNION ALL "
            "SELECT one.kind, one.at_utc, gone.reason, one.undone_at, one.stamp, one.id "
            "FROM supersessions AS gone JOIN operations AS one ON one.id = gone.operation_id "
            "WHERE gone.entry_id = ? ORDER BY stamp, id",
            (entry.operation_id, entry.id),
        )
        with readable(self._store.file):
            return [
                (OperationKind(kind), datetime.fromisoformat(at), str(why), undone is not None)
                for kind, at, why, undone, _, _ in rows
            ]

    def steps_of(self, numbers: Iterable[int]) -> list[tuple[Operation, bool, StepFacts]]:
        """Return operations by number, whether each is undone, and what it changed.

        The last one written comes first.
        """
        operations = self._operations(f"one.seq IN {_NUMBERS}", json.dumps(list(numbers)))
        facts = self._facts([operation for operation, _ in operations])
        return [(one, undone, facts.get(one.id, StepFacts())) for one, undone in operations]

    def facts_of(self, operation: Operation) -> StepFacts:
        """Return what an operation changed apart from writing entries."""
        return self._facts([operation]).get(operation.id, StepFacts())

    def _operations(self, condition: str, value: str) -> list[tuple[Operation, bool]]:
        rows = self._query(
            "SELECT one.id, one.at_utc, one.kind, one.day, one.undone_at, "
            "CASE WHEN one.kind = 'import' THEN (SELECT COUNT(*) FROM entries WHERE "
            "entries.operation_id = one.id OR entries.operation_id IN "
            "(SELECT id FROM operations WHERE import_id = one.id)) ELSE 0 END, "
            f"NOT {effective('one.id')} FROM operations AS one WHERE {condition} "
            "ORDER BY one.seq DESC",
            (value,),
        )
        with readable(self._store.file):
            return [(operation_of_row(row[:-1]), bool(row[-1])) for row in rows]

    def _facts(self, operations: Sequence[Operation]) -> dict[str, StepFacts]:
        imports = [one.id for one in operations if one.kind is OperationKind.IMPORT]
        others = json.dumps([one.id for one in operations if one.id not in imports])

        def rows(sql: str) -> list[tuple[Any, ...]]:
            return self._query(f"{sql} IN {_NUMBERS}", (others,))

        facts = {one: self._import(one) for one in imports}
        for one, note in rows("SELECT operation_id, note FROM day_notes WHERE operation_id"):
            facts[one] = StepFacts(note=note)
        if any(one.kind is OperationKind.PROFILE for one in operations):
            for one, pair in self._store.routine.profiles().items():
                facts[one] = StepFacts(profiles=pair)
        for one, mask in rows(
            "SELECT operation_id, weekdays FROM workday_changes WHERE operation_id"
        ):
            facts[one] = replace(facts.get(one, StepFacts()), workdays=weekdays_of(mask))
        off = "operation_id, start_day, end_day, reason FROM time_off"
        for one, start, end, reason in (
            *rows(f"SELECT {off} WHERE operation_id"),
            *rows(
                f"SELECT gone.{off} JOIN time_off_removals AS gone "
                "ON gone.time_off_id = time_off.id WHERE gone.operation_id"
            ),
        ):
            span = (date.fromisoformat(start), date.fromisoformat(end), reason)
            facts[one] = StepFacts(time_off=span)
        for one, total in rows(
            "SELECT operation_id, brand + people + insights + relationships FROM readings "
            "WHERE operation_id"
        ):
            facts[one] = StepFacts(reading=total)
        daily = "operation_id, task, valid_from, target, weekdays, 0"
        weekly = "operation_id, task, valid_from, 0, NULL, target"
        for one, task, start, target, mask, by_week in (
            *rows(f"SELECT {daily} FROM target_changes WHERE operation_id"),
            *rows(f"SELECT {weekly} FROM week_target_changes WHERE operation_id"),
        ):
            weekdays = None if mask is None else weekdays_of(mask)
            day = date.fromisoformat(start)
            version = TargetVersion(task, day, target, weekdays, weekly=by_week)
            before = facts.get(one, StepFacts()).targets
            facts[one] = StepFacts(targets=(*before, version))
        for one, day, start, stop in rows(
            "SELECT operation_id, day, started_utc, stopped_utc FROM clock_stretches "
            "WHERE operation_id"
        ):
            length = datetime.fromisoformat(stop) - datetime.fromisoformat(start)
            facts[one] = StepFacts(clocked=(date.fromisoformat(day), length))
        for one, *row in rows(
            f"SELECT operation_id, {TASK_COLUMNS} FROM task_changes WHERE operation_id"
        ):
            found = facts.get(one, StepFacts())
            with readable(self._store.file):
                facts[one] = replace(found, tasks=(*found.tasks, definition_of_row(row)))
        for one, week, words in rows(_REVIEWS):
            said = (*facts.get(one, StepFacts()).said, words)
            facts[one] = StepFacts(week=date.fromisoformat(week), said=said)
        for one, days, _, followers in self._query(
            # With MAX, the total is that of the same row: of the last day that has one.
            "SELECT operation_id, COUNT(*), MAX(CASE WHEN total_followers IS NULL THEN '' "
            "ELSE day END), total_followers "
            f"FROM analytics_days WHERE operation_id IN {_NUMBERS} "
            "GROUP BY operation_id",
            (others,),
        ):
            facts[one] = StepFacts(analytics=(days, followers))
        for one, task in rows(
            "SELECT gone.operation_id, task FROM supersessions AS gone "
            "JOIN entries ON entries.id = gone.entry_id WHERE gone.operation_id"
        ):
            facts[one] = StepFacts(action=task)
        return facts

    def _import(self, operation: str) -> StepFacts:
        mine = "(SELECT id FROM operations WHERE id = ? OR import_id = ?)"
        found = self._query(
            f"SELECT source, 0 FROM entries WHERE operation_id IN {mine} GROUP BY source "
            "UNION ALL SELECT '', COUNT(*) FROM supersessions WHERE operation_id = ? "
            "AND reason LIKE 'set aside%' ORDER BY 1",
            (operation, operation, operation),
        )
        sources = tuple(source for source, _ in found if source)
        return StepFacts(sources=sources, superseded=found[0][1])

    def edited_since(self, operation: str) -> int:
        """Return how many entries of an import were replaced by copies that count on their own."""
        ((edited,),) = self._query(
            "SELECT COUNT(*) FROM supersessions AS gone JOIN entries AS one "
            "ON one.id = gone.entry_id WHERE one.operation_id = ? AND EXISTS (SELECT 1 FROM "
            "entries AS copy WHERE copy.operation_id = gone.operation_id AND copy.live = 1)",
            (operation,),
        )
        return int(edited)

    def set_aside(self) -> tuple[tuple[Entry, str], ...]:
        """Return the entries that an import has set aside, each with the reason."""
        rows = self._query(
            f"SELECT {_ONE}, gone.reason FROM entries AS one JOIN supersessions AS gone "
            "ON gone.entry_id = one.id WHERE gone.reason LIKE 'set aside%' AND one.live = 0 "
            "AND gone.operation_id IN (SELECT id FROM effective_operations) ORDER BY "
            f"{ORDER.replace('operation_id', 'one.operation_id').replace('seq', 'one.seq')}"
        )
        with readable(self._store.file):
            return tuple((entry_of_row(row[:-1]), row[-1]) for row in rows)


def _condition(wanted: JournalFilter) -> tuple[str, list[object]]:
    """Return a filter as SQL that begins with AND (empty for no filter), and its values."""
    parts: list[str] = []
    values: list[object] = []

    def among(column: str, names: Iterable[str]) -> str:
        values.append(json.dumps(sorted(names)))
        return f"one.{column} IN {_NUMBERS}"

    if wanted.actions:
        parts.append(among("task", wanted.actions))
    if wanted.sources:
        parts.append(among("source", wanted.sources))
    for search in wanted.searches:
        names = (
            among("task", search.actions),
            among("quality", search.qualities),
            among("source", search.sources),
        )
        # The most expensive condition comes last.
        note = "instr(folded(coalesce(one.note, '')), ?) > 0"
        values += [search.text] * 2
        parts.append(f"({' OR '.join(names)} OR one.operation_id IN {_ELSEWHERE} OR {note})")
    return "".join(f" AND {part}" for part in parts), values

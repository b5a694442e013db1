"""What counts of a log: a function of the set of its operations, however it came together.

An operation is effective unless the newest undo or redo that names it is an undo, or only an undone
import brought it. Of all versions of a thing one is live: the newest copy, else the oldest of the
first versions (there are several where two machines imported the same row). No version is live
whose operation is not effective, or that an effective operation has superseded. What is no import
supersedes all first versions at once. The answers are kept, in ``undone_at`` and ``live``.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from ssi_tui.storage.database.ids import key_of_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

THING = "coalesce(thing, origin_key, root, id)"
"""What an entry is a version of, as the indexes have it; ``thing`` is set where keys ``meet``."""

ORDER = "(SELECT stamp FROM operations WHERE id = operation_id), operation_id, seq"
"""The order of the rows of a table, which is the same on all machines."""

NEWEST_FIRST = (
    "ORDER BY (SELECT stamp FROM operations WHERE id = operation_id) DESC, "
    "operation_id DESC, seq DESC"
)
"""The order of rows of which only the last one is wanted."""

HERE = (
    "device IN (SELECT value FROM meta WHERE name = 'device' UNION ALL "
    "SELECT was.value FROM meta, json_each(meta.value) AS was WHERE meta.name = 'was')"
)
"""The condition that an operation was written in this file, under any of its names."""

_AMONG = "(SELECT value FROM json_each(?))"

# An import is left out as soon as it is undone, what was done by hand from the next fit on.
_EFFECTIVE_THEN = """EXISTS (SELECT 1 FROM operations AS one
    LEFT JOIN operations AS brought_by ON brought_by.id = one.import_id
    WHERE one.id = {0} AND brought_by.undone_at IS NULL AND (one.stamp, one.id) <= ({1})
    AND CASE one.kind WHEN 'import' THEN one.undone_at IS NULL ELSE 'undo' IS NOT (
        SELECT kind FROM operations AS turn
        WHERE turn.of = one.id AND (turn.stamp, turn.id) <= ({1})
        ORDER BY turn.stamp DESC, turn.id DESC LIMIT 1) END)"""


def effective(operation: str = "operation_id", until: int | None = None) -> str:
    """Return the condition that an operation, by a column with its id, is effective.

    With ``until`` the condition is as the operation of that number (``seq``) left it. It is checked
    row by row: a list of all effective operations would be as long as the log.
    """
    if until is None:
        return f"EXISTS (SELECT 1 FROM effective_operations AS each WHERE each.id = {operation})"
    return _EFFECTIVE_THEN.format(
        operation, f"SELECT stamp, id FROM operations WHERE seq = {until}"
    )


def live_ids(of: str = "entries", until: int | None = None) -> str:
    """Return a query for the ids of the live entries among whole things, worked out anew."""
    return f"""WITH version AS MATERIALIZED (
        SELECT seq, id, operation_id, root, origin_key, thing, {THING} AS it FROM {of}),
    ended AS MATERIALIZED (
        SELECT it FROM version JOIN supersessions AS gone ON gone.entry_id = version.id
        JOIN operations AS made ON made.id = gone.operation_id AND made.kind <> 'import'
        WHERE root IS NULL AND {effective("gone.operation_id", until)}),
    able AS (
        SELECT version.id, it, root IS NULL AS first, made.stamp, made.id AS made
        FROM version JOIN operations AS made ON made.id = version.operation_id
        WHERE {effective("version.operation_id", until)} AND NOT EXISTS (
            SELECT 1 FROM supersessions AS gone
            WHERE gone.entry_id = version.id AND {effective("gone.operation_id", until)})
        AND (root IS NOT NULL OR it NOT IN ended AND NOT {_DECIDED}))
    SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY it ORDER BY first,
        CASE first WHEN 1 THEN stamp ELSE -stamp END, CASE first WHEN 1 THEN made END,
        CASE first WHEN 0 THEN made END DESC, CASE first WHEN 1 THEN id END,
        CASE first WHEN 0 THEN id END DESC) AS place
        FROM able) WHERE place = 1"""


_WRITTEN = "(SELECT stamp FROM operations WHERE id = operation_id)"
_ITS_DAY = "(SELECT coalesce(day, substr(at_utc, 1, 10)) FROM operations WHERE id = operation_id)"


def since(until: int | None = None, *, by_hand: bool = False) -> str:
    """Return the day from which a row holds, as SQL: ``valid_from``, but for late first values.

    What holds from the beginning is written before anything counts, or ``by_hand`` anything that
    was logged here. Where the oldest entry that counts was there before, another machine has
    brought it: then the row holds from the day on which it was written, and changes no day before.
    ``until`` is as in ``effective``.
    """
    of_it = "FROM entries WHERE operation_id = made.id"
    of_it += " AND source IN ('tui', 'cli')" if by_hand else ""
    oldest = (
        "(SELECT stamp FROM operations AS made WHERE EXISTS (SELECT 1 {0}) ORDER BY stamp LIMIT 1)"
    )
    late = f"valid_from = '0001-01-01' AND {_WRITTEN} > "
    if until is None:
        late += oldest.format(f"{of_it} AND live = 1")
    else:
        # Nearly never is more than the first condition asked for, which is quick.
        live = f"{of_it} AND entries.id IN ({live_ids(until=until)})"
        late += f"{oldest.format(of_it)} AND {_WRITTEN} > {oldest.format(live)}"
    return f"CASE WHEN {late} THEN {_ITS_DAY} ELSE valid_from END"


# A row of a CSV log that is an entry of the log: that one decides whether it counts, unless only an
# undone import has it, or an import has set it aside for that row.
_DECIDED = """(version.thing IS NOT NULL AND version.origin_key GLOB 'log:*' AND EXISTS (
    SELECT 1 FROM version AS held JOIN operations AS of_it ON of_it.id = held.operation_id
    LEFT JOIN operations AS brought_by ON brought_by.id = of_it.import_id
    WHERE held.it = version.it AND held.seq <> version.seq
    AND key_of_id(held.id) = version.origin_key
    AND brought_by.undone_at IS NULL AND NOT (of_it.kind = 'import' AND of_it.undone_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM supersessions AS gone
        WHERE gone.entry_id = held.id AND gone.reason = 'already imported')))"""


def with_keys(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Give a connection the function that ``live_ids`` needs, and return it."""
    connection.create_function("key_of_id", 1, key_of_id, deterministic=True)
    return connection


_NEWEST_TURN = """(SELECT CASE turn.kind WHEN 'undo' THEN turn.at_utc END
    FROM operations AS turn LEFT JOIN operations AS brought_by ON brought_by.id = turn.import_id
    WHERE turn.of = operations.id AND brought_by.undone_at IS NULL
    ORDER BY turn.stamp DESC, turn.id DESC LIMIT 1)"""
_TURN = f"""UPDATE operations SET undone_at = {_NEWEST_TURN}
    WHERE id IN {_AMONG} AND undone_at IS NOT {_NEWEST_TURN} RETURNING id"""
_BROUGHT = f"SELECT id FROM operations WHERE import_id IN {_AMONG}"
_TARGETS = f"SELECT of FROM operations WHERE of IS NOT NULL AND id IN {_AMONG}"

_TOUCHED = f"""WITH touched AS (SELECT value FROM json_each(?)),
    thing AS (SELECT {THING} FROM entries WHERE operation_id IN touched UNION SELECT {THING}
        FROM supersessions AS gone JOIN entries ON entries.id = gone.entry_id
        WHERE gone.operation_id IN touched),
    whole AS MATERIALIZED (SELECT * FROM entries WHERE live = 1 AND {THING} IN thing
        UNION ALL SELECT * FROM entries WHERE live = 0 AND {THING} IN thing)
    SELECT live, id, day FROM whole WHERE live <> (id IN ({live_ids("whole")}))
    ORDER BY live DESC"""


def _listed(ids: Iterable[str]) -> str:
    # Loaded here: a tick works out nothing anew.
    import json

    return json.dumps(list(ids))


def settle(connection: sqlite3.Connection, operations: Iterable[str]) -> tuple[date, ...]:
    """Work out anew what operations affect, and return the days on which other entries count now.

    They are new, or have changed, or name an operation that they undo or redo.
    """
    touched = _listed(_settled(connection, set(operations)))
    # First those that stop being live, so that a thing never has two live versions.
    changed = with_keys(connection).execute(_TOUCHED, (touched,)).fetchall()
    connection.executemany(
        "UPDATE entries SET live = ? WHERE id = ?", ((1 - live, one) for live, one, _ in changed)
    )
    return tuple(date.fromisoformat(day) for _, _, day in changed)


def _settled(connection: sqlite3.Connection, given: set[str]) -> set[str]:
    """Update ``undone_at``, and return all operations that may be effective, or not, anew."""

    def among(sql: str, ids: set[str]) -> set[str]:
        return {one for (one,) in connection.execute(sql, (_listed(ids),))}

    touched: set[str] = set()
    turned: set[str] = set()
    while given:
        given |= among(_TARGETS, given)
        touched |= given
        # What an import brought, undo and redo among it, is effective with the import alone.
        changed = among(_TURN, given) - turned
        turned |= changed
        given = among(_BROUGHT, changed)
    return touched


def meet(connection: sqlite3.Connection) -> set[str]:
    """Find the entries whose keys mean the same thing, perhaps through a third, and mark them so.

    A row of LinkedIn's archive also has the key that version 0.1.0 made of it; a row of a CSV log
    that has an id has the key of an entry with that id. Returns the operations of the entries that
    belong to another thing than before; those count no longer until they are settled.
    """
    own = "coalesce(origin_key, root, id)"
    rows = "SELECT DISTINCT origin_key FROM entries WHERE origin_key GLOB 'log:*:1'"
    csv = {key for (key,) in connection.execute(rows)}
    old = f"SELECT {own}, old_key FROM entries WHERE old_key IS NOT NULL"
    pairs = connection.execute(old).fetchall()
    if not csv and not pairs:
        return set()
    if csv:
        entries = connection.execute(f"SELECT {own}, id FROM entries")
        keys = ((thing, key_of_id(identity)) for thing, identity in entries)
        pairs += [(thing, key) for thing, key in keys if key in csv]
    things = {thing for (thing,) in connection.execute(f"SELECT {own} FROM entries")}
    # Most keys are those of one thing alone.
    times = Counter(key for _, key in pairs)
    least = _least(things, (pair for pair in pairs if times[pair[1]] > 1 or pair[1] in things))
    known = connection.execute(
        f"SELECT id, operation_id, {own}, thing FROM entries "
        f"WHERE thing IS NOT NULL OR {own} IN {_AMONG}",
        (_listed(least),),
    )
    wrong = [one for one in known.fetchall() if least.get(one[2]) != one[3]]
    connection.executemany(
        "UPDATE entries SET thing = ?, live = 0 WHERE id = ?",
        ((least.get(thing), identity) for identity, _, thing, _ in wrong),
    )
    return {operation for _, operation, _, _ in wrong}


def settle_new(connection: sqlite3.Connection, operation: str) -> tuple[date, ...]:
    """Settle the new entries of an operation that another key tells to be what is there already.

    Returns the days on which other entries count now.
    """
    touched = meet(connection)
    return settle(connection, touched | {operation}) if touched else ()


def _least(things: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each thing that meets others, by pairs of keys, the least of them all."""
    above: dict[str, str] = {}

    def top(key: str) -> str:
        while (up := above.setdefault(key, key)) != key:
            above[key] = key = above[up]
        return key

    for one, other in pairs:
        above[top(other)] = top(one)
    groups: dict[str, list[str]] = {}
    for thing in things:
        if thing in above:
            groups.setdefault(top(thing), []).append(thing)
    return {one: min(group) for group in groups.values() if len(group) > 1 for one in group}

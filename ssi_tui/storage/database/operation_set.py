"""The migration to a log that is a set of operations: stamps, undo as operations, versions."""

import sqlite3
from collections.abc import Sequence

from ssi_tui.storage.database.fold import THING
from ssi_tui.storage.database.stamps import roots_of, stamps_of, undo_of

_STAMPED = (
    ("kind TEXT", "stamp INTEGER NOT NULL CHECK (stamp >= 0),\n        kind TEXT"),
    ("undone_at TEXT", "of TEXT NULL CHECK (length(of) = 32),\n        undone_at TEXT"),
    (
        " REFERENCES operations(id)",
        ",\n        carried INTEGER NOT NULL DEFAULT 0 CHECK (carried IN (0, 1, 2)),\n"
        "        CHECK ((of IS NULL) = (kind NOT IN ('undo', 'redo')))",
    ),
)
_MARKED = ("id", "import_id", "device", "undone_at")
# The row that they refer to is of another operation, which may come later than theirs.
_FREE = {
    "supersessions": "entries",
    "time_off_removals": "time_off",
    "reading_peers": "readings",
}
_NEWEST_OF_DAY = """readings_by_day AS SELECT one.day, one.brand, one.people, one.insights,
    one.relationships,
    round(one.brand + one.people + one.insights + one.relationships, 3) AS total,
    (SELECT rank FROM reading_peers AS peer
        WHERE peer.reading_id = one.id AND peer.peers = 'industry') AS industry_rank,
    (SELECT rank FROM reading_peers AS peer
        WHERE peer.reading_id = one.id AND peer.peers = 'network') AS network_rank
    FROM readings AS one WHERE one.seq = (SELECT other.seq FROM readings AS other
        JOIN effective_operations AS made ON made.id = other.operation_id
        WHERE other.day = one.day ORDER BY made.stamp DESC, made.id DESC, other.seq DESC LIMIT 1)
    ORDER BY one.day"""
# Of this file alone, and in no export: what it knows of the files of other machines, and of them.
_MACHINES = (
    "CREATE INDEX operations_to_carry ON operations (seq) WHERE carried = 0",
    """CREATE TABLE machine_files (
        device TEXT NOT NULL CHECK (length(device) = 8),
        file TEXT NOT NULL CHECK (file <> ''),
        size INTEGER NOT NULL CHECK (size >= 0),
        mtime_ns INTEGER NOT NULL,
        read_to INTEGER NOT NULL CHECK (read_to BETWEEN 0 AND size),
        tail INTEGER NULL,
        damaged INTEGER NOT NULL DEFAULT 0 CHECK (damaged >= 0),
        newer INTEGER NOT NULL DEFAULT 0 CHECK (newer >= 0),
        level INTEGER NOT NULL CHECK (level >= 1),
        PRIMARY KEY (device, file)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE machines (
        device TEXT PRIMARY KEY CHECK (length(device) = 8),
        name TEXT NOT NULL,
        was TEXT NOT NULL DEFAULT '',
        day_start_hour INTEGER NULL CHECK (day_start_hour BETWEEN 0 AND 23),
        week_start TEXT NULL CHECK (week_start <> ''),
        seen_at TEXT NULL CHECK (seen_at <> '')
    ) STRICT, WITHOUT ROWID""",
)
_VERSIONS = (
    "CREATE INDEX operations_by_stamp ON operations (stamp, id)",
    "CREATE INDEX operations_turned ON operations (of) WHERE of IS NOT NULL",
    """CREATE VIEW effective_operations AS
        SELECT one.id, one.stamp FROM operations AS one
        LEFT JOIN operations AS import ON import.id = one.import_id
        WHERE one.undone_at IS NULL AND import.undone_at IS NULL""",
    f"CREATE VIEW {_NEWEST_OF_DAY}",
    "DROP INDEX entries_live_origin",
    "DROP INDEX entries_by_origin",
    f"CREATE UNIQUE INDEX entries_live_thing ON entries ({THING}) WHERE live = 1",
    f"CREATE INDEX entries_dead_thing ON entries ({THING}) WHERE live = 0",
    # Sums are now in the order of the names of tasks, which changes their last bits.
    "DELETE FROM closed_days",
    "DELETE FROM closed_stocks",
    "DELETE FROM meta WHERE name = 'calibration'",
)


def upgrade_operations(connection: sqlite3.Connection) -> None:
    """Give each operation its stamp, each undone one its undo, and each copy its first version."""
    connection.execute("DROP VIEW readings_by_day")
    connection.execute("DROP VIEW effective_operations")
    rows = connection.execute("SELECT id, import_id FROM operations ORDER BY seq")
    stamps = stamps_of(dict(zip(_MARKED, row, strict=False)) for row in rows)
    connection.create_function("stamp_of", 1, stamps.__getitem__)
    _anew(connection, "operations", _STAMPED, ("stamp", "stamp_of(id)"))
    for table, other in _FREE.items():
        _anew(connection, table, [(f" REFERENCES {other}(id)", "")])
    connection.execute("ALTER TABLE entries ADD COLUMN root TEXT NULL CHECK (length(root) = 32)")
    connection.execute("ALTER TABLE entries ADD COLUMN thing TEXT NULL CHECK (thing <> '')")
    keep_roots(connection)
    # Tables first: an import builds triggers anew, which may move what stands last in the schema.
    for statement in (*_MACHINES, *_VERSIONS):
        connection.execute(statement)
    keep_undos(connection)


def keep_undos(connection: sqlite3.Connection) -> None:
    """Write the undo of each operation that is marked as undone and has none."""
    for *row, stamp in connection.execute(
        "SELECT id, import_id, device, undone_at, stamp FROM operations AS one WHERE undone_at "
        "IS NOT NULL AND NOT EXISTS (SELECT 1 FROM operations AS turn WHERE turn.of = one.id) "
        "ORDER BY seq"
    ).fetchall():
        turn = undo_of(dict(zip(_MARKED, row, strict=True)), stamp)
        connection.execute(
            f"INSERT INTO operations ({', '.join(turn)}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            tuple(turn.values()),
        )


def keep_roots(connection: sqlite3.Connection) -> None:
    """Write the first version of each entry that is a copy."""
    by_hand = "operations AS one ON one.id = operation_id AND one.kind <> 'import' ORDER BY one.seq"
    roots = roots_of(
        connection.execute(f"SELECT operation_id, entry_id FROM supersessions JOIN {by_hand}"),
        connection.execute(f"SELECT operation_id, entries.id FROM entries JOIN {by_hand}"),
    )
    connection.executemany(
        "UPDATE entries SET root = ? WHERE id = ? AND root IS NULL",
        ((old, new) for new, old in roots.items()),
    )


def _anew(
    connection: sqlite3.Connection,
    table: str,
    changes: Sequence[tuple[str, str]],
    more: tuple[str, str] | None = None,
) -> None:
    """Build a table anew with changes to its statement, and perhaps one more column's values.

    Under its own name: to rename a table, SQLite also checks the views of the user.
    """
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    others = connection.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type <> 'table' AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    for old, new in changes:
        sql = sql.replace(old, new)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    name, value = more or (columns[0], columns[0])
    kept = [column for column in columns if column != name]
    connection.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table}")
    connection.execute(f"DROP TABLE {table}")
    connection.execute(sql)
    connection.execute(
        f"INSERT INTO {table} ({', '.join((name, *kept))}) "
        f"SELECT {', '.join((value, *kept))} FROM temp.kept ORDER BY 1, 2"
    )
    connection.execute("DROP TABLE temp.kept")
    for (statement,) in others:
        connection.execute(statement)

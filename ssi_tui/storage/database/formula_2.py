"""The statements of the migration to the second formula: what it keeps, and what it drops."""


def _four(name: str, kind: str) -> str:
    return ", ".join(f"{name}_{at} {kind}" for at in range(1, 5))


CLOSED_DAYS_ANEW = (
    "DROP TABLE closed_days",
    f"""CREATE TABLE closed_days (
        day INTEGER PRIMARY KEY,
        tallies TEXT NOT NULL,
        due INTEGER NOT NULL,
        due_closed INTEGER NOT NULL,
        over INTEGER NOT NULL,
        {_four("score", "REAL NOT NULL")},
        {_four("dose", "REAL NOT NULL")},
        {_four("climb", "REAL NULL")},
        {_four("missed", "INTEGER NOT NULL")},
        {_four("gap", "INTEGER NOT NULL")},
        {_four("low", "REAL NOT NULL")},
        {_four("fell", "INTEGER NULL")},
        {_four("back", "INTEGER NULL")}
    ) STRICT""",
    "DELETE FROM closed_stocks",
)

FIT_FROM_THE_LOG = (
    # Built under its own name: to rename a table, SQLite also checks the views of the user.
    """CREATE TEMP TABLE kept AS
        SELECT seq, operation_id, checklist, connections, sales_navigator, past
        FROM profile_changes""",
    "DROP TABLE profile_changes",
    """CREATE TABLE profile_changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        operation_id TEXT NOT NULL REFERENCES operations(id),
        checklist TEXT NULL,
        connections INTEGER NULL CHECK (connections BETWEEN 0 AND 1000000),
        sales_navigator INTEGER NULL CHECK (sales_navigator IN (0, 1)),
        past TEXT NULL CHECK (past IN ('unknown', 'none', 'some', 'routine'))
    ) STRICT""",
    "INSERT INTO profile_changes SELECT * FROM temp.kept",
    "DROP TABLE temp.kept",
    # What an import brought has its place in the order of operations, but what an empty database
    # took over is in order.
    "DROP VIEW effective_operations",
    """CREATE VIEW effective_operations AS
        SELECT one.id, CASE WHEN import.seq > (SELECT MIN(seq) FROM operations)
            THEN import.seq ELSE one.seq END AS place
        FROM operations AS one
        LEFT JOIN operations AS import ON import.id = one.import_id
        WHERE one.undone_at IS NULL AND import.undone_at IS NULL""",
    # Whether an import reaches back before a day is asked at each start with readings.
    "CREATE INDEX operations_imported ON operations (seq) WHERE kind = 'import'",
    "DROP INDEX entries_by_operation",
    "CREATE INDEX entries_by_operation ON entries (operation_id, day)",
    "DROP TABLE calibrations",
    # An import may stand before the operation whose fit is kept, and change what that one left.
    """CREATE TRIGGER calibration_import_turned AFTER UPDATE OF undone_at ON operations
        WHEN NEW.kind = 'import' BEGIN DELETE FROM meta WHERE name = 'calibration'; END""",
    # A log that has an estimate says once that it is computed anew.
    """INSERT INTO meta SELECT 'formula 2', 'to be told'
        WHERE EXISTS (SELECT 1 FROM entries WHERE live = 1)""",
)

"""The tables of the database, as migrations that are only ever added to.

Importing this module loads sqlite-utils, so it is imported only for a database that is not up to
date.
"""

from sqlite_utils import Database, Migrations

from ssi_tui.storage.database.formula_2 import CLOSED_DAYS_ANEW, FIT_FROM_THE_LOG
from ssi_tui.storage.database.operation_set import upgrade_operations

migrations = Migrations("ssi-tui")

# SQLite's date() with a modifier returns its argument unchanged only if that date exists (30
# February becomes 2 March). Only SQLite knows a year 0 and an hour 24. The form is checked first,
# because date() fails on "now".
_DATE = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_TIME = "T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z"


def _day(name: str, null: str = "NOT NULL") -> str:
    return (
        f"{name} TEXT {null} CHECK ({name} GLOB '{_DATE}' AND {name} >= '0001-01-01' "
        f"AND {name} IS date({name}, '+0 days'))"
    )


def _instant(name: str, null: str = "NOT NULL") -> str:
    return (
        f"{name} TEXT {null} CHECK ({name} GLOB '{_DATE}{_TIME}' AND {name} >= '0001-01-01' "
        f"AND substr({name}, 12, 2) < '24' "
        f"AND substr({name}, 1, 10) IS date(substr({name}, 1, 10), '+0 days'))"
    )


_PILLARS = ("brand", "people", "insights", "relationships")
_OF_OPERATION = "operation_id TEXT NOT NULL REFERENCES operations(id)"

_TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    f"""CREATE TABLE operations (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
        {_instant("at_utc")},
        kind TEXT NOT NULL CHECK (kind <> ''),
        device TEXT NOT NULL,
        {_day("day", "NULL")},
        {_instant("undone_at", "NULL")},
        redo_ended INTEGER NOT NULL DEFAULT 0 CHECK (redo_ended IN (0, 1)),
        import_id TEXT NULL REFERENCES operations(id)
    ) STRICT""",
    "CREATE INDEX operations_by_import ON operations (import_id) WHERE import_id IS NOT NULL",
    f"""CREATE TABLE entries (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
        {_OF_OPERATION},
        {_day("day")},
        {_instant("at_utc", "NULL")},
        task TEXT NOT NULL CHECK (task <> ''),
        count INTEGER NOT NULL CHECK (count BETWEEN 1 AND 999),
        minutes REAL NULL CHECK (minutes BETWEEN 0 AND 1440),
        quality TEXT NULL CHECK (quality <> ''),
        note TEXT NULL CHECK (note <> ''),
        source TEXT NOT NULL CHECK (source IN ('tui', 'cli', 'archive', 'import')),
        origin_key TEXT NULL CHECK (origin_key <> ''),
        live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1))
    ) STRICT""",
    "CREATE INDEX entries_by_day ON entries (day, task) WHERE live = 1",
    "CREATE INDEX entries_by_operation ON entries (operation_id)",
    """CREATE UNIQUE INDEX entries_live_origin ON entries (origin_key)
        WHERE live = 1 AND origin_key IS NOT NULL""",
    "CREATE INDEX entries_by_origin ON entries (origin_key) WHERE origin_key IS NOT NULL",
    f"""CREATE TABLE supersessions (
        entry_id TEXT NOT NULL REFERENCES entries(id),
        {_OF_OPERATION},
        reason TEXT NOT NULL CHECK (reason <> ''),
        PRIMARY KEY (entry_id, operation_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX supersessions_by_operation ON supersessions (operation_id)",
    f"""CREATE TABLE profile_changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION},
        checklist TEXT NULL,
        connections INTEGER NULL CHECK (connections BETWEEN 0 AND 1000000),
        sales_navigator INTEGER NULL CHECK (sales_navigator IN (0, 1)),
        past TEXT NULL CHECK (past IN ('unknown', 'none', 'some', 'routine')),
        {_day("past_answered", "NULL")},
        CHECK ((past IS NULL) = (past_answered IS NULL))
    ) STRICT""",
    f"""CREATE TABLE workday_changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION},
        {_day("valid_from")},
        weekdays INTEGER NOT NULL CHECK (weekdays BETWEEN 0 AND 127)
    ) STRICT""",
    f"""CREATE TABLE target_changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION},
        task TEXT NOT NULL CHECK (task <> ''),
        {_day("valid_from")},
        target INTEGER NOT NULL CHECK (target BETWEEN 0 AND 99),
        weekdays INTEGER NULL CHECK (weekdays BETWEEN 0 AND 127)
    ) STRICT""",
    f"""CREATE TABLE time_off (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
        {_OF_OPERATION},
        {_day("start_day")},
        {_day("end_day")},
        reason TEXT NULL CHECK (reason <> ''),
        CHECK (end_day >= start_day)
    ) STRICT""",
    f"""CREATE TABLE time_off_removals (
        time_off_id TEXT NOT NULL REFERENCES time_off(id),
        {_OF_OPERATION},
        PRIMARY KEY (time_off_id, operation_id)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE day_notes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION},
        {_day("day")},
        note TEXT NOT NULL
    ) STRICT""",
    """CREATE VIEW effective_operations AS
        SELECT one.id FROM operations AS one
        LEFT JOIN operations AS import ON import.id = one.import_id
        WHERE one.undone_at IS NULL AND import.undone_at IS NULL""",
)


@migrations()
def m001_log(db: Database) -> None:
    """Create the log: operations, entries and whatever else an operation can change."""
    for statement in _TABLES:
        db.execute(statement)
    db.execute("INSERT INTO meta (name, value) VALUES ('device', lower(hex(randomblob(4))))")


def _real(name: str, most: int, null: str = "NULL") -> str:
    return f"{name} REAL {null} CHECK ({name} BETWEEN 0 AND {most})"


_READING_TABLES = (
    f"""CREATE TABLE readings (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
        {_OF_OPERATION},
        {_day("day")},
        {", ".join(_real(name, 25, "NOT NULL") for name in _PILLARS)}
    ) STRICT""",
    f"""CREATE TABLE reading_peers (
        reading_id TEXT NOT NULL REFERENCES readings(id),
        {_OF_OPERATION},
        peers TEXT NOT NULL CHECK (peers IN ('industry', 'network')),
        rank INTEGER NULL CHECK (rank BETWEEN 1 AND 100),
        {_real("total", 100)},
        {", ".join(_real(name, 25) for name in _PILLARS)},
        PRIMARY KEY (reading_id, peers)
    ) STRICT, WITHOUT ROWID""",
)


@migrations()
def m002_readings(db: Database) -> None:
    """Add readings: LinkedIn's own numbers, with those of the user's peers if known."""
    for statement in _READING_TABLES:
        db.execute(statement)


_REVIEW_TABLES = (
    "ALTER TABLE target_changes ADD COLUMN "
    "busy_target INTEGER NULL CHECK (busy_target BETWEEN 0 AND 99)",
    "ALTER TABLE target_changes ADD COLUMN "
    "busy_weekdays INTEGER NULL CHECK (busy_weekdays BETWEEN 0 AND 127)",
    f"""CREATE TABLE review_steps (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION},
        {_day("week")},
        step TEXT NOT NULL
            CHECK (step IN ('promise', 'week', 'pillars', 'reading', 'outcomes', 'focus')),
        answer TEXT NULL CHECK (answer IN ('kept', 'kept in part', 'not kept', 'skipped'))
    ) STRICT""",
    f"""CREATE TABLE review_outcomes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION},
        {_day("week")},
        outcome TEXT NOT NULL CHECK (outcome <> ''),
        count INTEGER NOT NULL CHECK (count BETWEEN 0 AND 999)
    ) STRICT""",
    f"""CREATE TABLE review_notes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION},
        {_day("week")},
        note TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE commitments (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION},
        {_day("week")},
        words TEXT NOT NULL CHECK (words <> ''),
        focus TEXT NULL CHECK (focus IN ('brand', 'people', 'insights', 'relationships')),
        subject TEXT NULL CHECK (subject <> ''),
        amount INTEGER NULL CHECK (amount BETWEEN 1 AND 99),
        span TEXT NULL CHECK (span IN ('day', 'week')),
        weekdays INTEGER NULL CHECK (weekdays BETWEEN 0 AND 127),
        CHECK ((subject IS NULL) = (amount IS NULL) AND (subject IS NULL) = (span IS NULL))
    ) STRICT""",
    f"""CREATE TABLE calibrations (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION},
        {_day("last")},
        fit TEXT NOT NULL CHECK (json_valid(fit))
    ) STRICT""",
)


@migrations()
def m003_reviews(db: Database) -> None:
    """Add the weekly review, targets that differ by weekday, and the calibration."""
    for statement in _REVIEW_TABLES:
        db.execute(statement)


# The day of an entry as an ordinal; no closed day before it changes with the entry.
_ORDINAL = "CAST(julianday({row}.day) - 1721424.5 AS INTEGER)"


def _dropping(name: str, event: str, row: str = "NEW") -> str:
    """Return a trigger that deletes the kept closed days from the day of a changed entry on."""
    return (
        f"CREATE TRIGGER {name} AFTER {event} ON entries BEGIN "
        f"DELETE FROM closed_days WHERE day >= {_ORDINAL.format(row=row)}; "
        f"DELETE FROM closed_stocks WHERE day >= {_ORDINAL.format(row=row)}; END"
    )


_KEPT_TABLES = (
    """CREATE TABLE closed_days (
        day INTEGER PRIMARY KEY,
        tallies TEXT NOT NULL,
        counts TEXT NOT NULL,
        due INTEGER NOT NULL,
        due_closed INTEGER NOT NULL,
        down INTEGER NOT NULL,
        score_1 REAL NOT NULL, score_2 REAL NOT NULL, score_3 REAL NOT NULL, score_4 REAL NOT NULL,
        dose_1 REAL NOT NULL, dose_2 REAL NOT NULL, dose_3 REAL NOT NULL, dose_4 REAL NOT NULL,
        usual_1 REAL NOT NULL, usual_2 REAL NOT NULL, usual_3 REAL NOT NULL, usual_4 REAL NOT NULL
    ) STRICT""",
    # A table of its own, because a start reads all days but only the stocks of the last ones.
    "CREATE TABLE closed_stocks (day INTEGER PRIMARY KEY, stocks TEXT NOT NULL) STRICT",
    _dropping("closed_days_entry_added", "INSERT"),
    _dropping("closed_days_entry_changed", "UPDATE"),
    _dropping("closed_days_entry_moved", "UPDATE OF day", "OLD"),
    _dropping("closed_days_entry_deleted", "DELETE", "OLD"),
    """CREATE INDEX operations_undone ON operations (seq)
        WHERE undone_at IS NOT NULL AND redo_ended = 0""",
)


@migrations()
def m004_closed_days(db: Database) -> None:
    """Add the kept results of each closed day; all of them can be rebuilt from the entries."""
    for statement in _KEPT_TABLES:
        db.execute(statement)


_CLOCK_TABLES = (
    # All instants have the same text form, so they sort by time.
    f"""CREATE TABLE clock_stretches (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION} UNIQUE,
        {_day("day")},
        {_instant("started_utc")},
        {_instant("stopped_utc")},
        CHECK (stopped_utc >= started_utc
            AND julianday(stopped_utc) - julianday(started_utc) <= 1.0)
    ) STRICT""",
    "CREATE INDEX clock_stretches_by_day ON clock_stretches (day)",
    f"""CREATE TABLE clock_running (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        {_day("day")},
        {_instant("started_utc")},
        after INTEGER NOT NULL CHECK (after >= 0)
    ) STRICT""",
)


@migrations()
def m005_clock(db: Database) -> None:
    """Add the session clock: its finished stretches, and the one that is running."""
    for statement in _CLOCK_TABLES:
        db.execute(statement)


_TASKS = f"""CREATE TABLE task_changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION},
        task TEXT NOT NULL CHECK (task <> ''),
        label TEXT NULL CHECK (label <> ''),
        key TEXT NULL CHECK (length(key) = 1),
        minutes REAL NULL CHECK (minutes BETWEEN 0 AND 120),
        repeat REAL NULL CHECK (repeat BETWEEN 0 AND 0.95),
        {", ".join(_real(name, 30) for name in _PILLARS)},
        place INTEGER NULL CHECK (place BETWEEN 0 AND 99),
        retired INTEGER NULL CHECK (retired IN (0, 1)),
        {_day("valid_from")},
        CHECK ((brand IS NULL) + (people IS NULL) + (insights IS NULL)
            + (relationships IS NULL) IN (0, 4))
    ) STRICT"""


@migrations()
def m006_tasks(db: Database) -> None:
    """Add changes to tasks: the user's own, and the minutes and place in the routine of each."""
    db.execute(_TASKS)


# Views for people who read the file with other tools; the program itself does not use them.
_TICKS = """SELECT day, task, SUM(count) AS count FROM entries
    WHERE live = 1 GROUP BY day, task ORDER BY day, task"""
_RANK = """(SELECT rank FROM reading_peers AS peer WHERE peer.reading_id = one.id
        AND peer.peers = '{peers}'
        AND peer.operation_id IN (SELECT id FROM effective_operations))"""
_READINGS_BY_DAY = f"""SELECT one.day, one.brand, one.people, one.insights, one.relationships,
    round(one.brand + one.people + one.insights + one.relationships, 3) AS total,
    {_RANK.format(peers="industry")} AS industry_rank,
    {_RANK.format(peers="network")} AS network_rank
    FROM readings AS one WHERE one.seq IN (SELECT MAX(seq) FROM readings
        WHERE operation_id IN (SELECT id FROM effective_operations) GROUP BY day)
    ORDER BY one.day"""


@migrations()
def m007_views(db: Database) -> None:
    """Drop the counts of closed days, which their tallies contain, and add two views for readers.

    ``ticks`` has a row for each day and action, with the sum of the counts of its live entries.
    ``readings_by_day`` has a row for each day with a reading: the last one written that is not
    undone, with its total and its ranks (``NULL`` where it has none).
    """
    db.table("closed_days").transform(drop={"counts"})
    db.create_view("ticks", _TICKS)
    db.create_view("readings_by_day", _READINGS_BY_DAY)


@migrations()
def m008_formula_2(db: Database) -> None:
    """Build the kept closed days anew and empty, with what the second formula keeps of each.

    Drops the day of the answer about the past, which its operation has, and all stored fits: what
    readings say is kept in ``meta``, and worked out from the log.
    """
    for statement in (*CLOSED_DAYS_ANEW, *FIT_FROM_THE_LOG):
        db.execute(statement)


@migrations()
def m010_old_keys(db: Database) -> None:
    """Add the key that version 0.1.0 made of a row of LinkedIn's archive, where it made another."""
    db.execute("ALTER TABLE entries ADD COLUMN old_key TEXT NULL CHECK (old_key <> '')")


_WEEK_TARGETS = f"""CREATE TABLE week_target_changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        {_OF_OPERATION},
        task TEXT NOT NULL CHECK (task <> ''),
        {_day("valid_from")},
        target INTEGER NOT NULL CHECK (target BETWEEN 0 AND 99)
    ) STRICT"""


@migrations()
def m009_week_targets(db: Database) -> None:
    """Add targets by the week, in a table of their own: older versions would ask daily for them."""
    db.execute(_WEEK_TARGETS)


@migrations()
def m011_operations(db: Database) -> None:
    """Make the log a set of operations: each has a stamp, and an undo or redo is one itself.

    Entries get the first version that they are copies of, of which one version counts. What an
    operation says of another's row, as a mark that it is gone, may stand there before that row.
    """
    upgrade_operations(db.conn)


@migrations()
def m012_analytics(db: Database) -> None:
    """Add LinkedIn's own numbers of each day; of a figure the largest holds that is not undone."""
    figures = ("impressions", "engagements", "new_followers", "total_followers")
    columns = ", ".join(f"{one} INTEGER CHECK (abs({one}) <= 1000000000)" for one in figures)
    db.execute(
        f"CREATE TABLE analytics_days (seq INTEGER PRIMARY KEY AUTOINCREMENT, {_OF_OPERATION}, "
        f"{_day('day')}, {columns}, CHECK (coalesce({', '.join(figures)}) IS NOT NULL)) STRICT"
    )

"""The checks of ``ssi-tui doctor``: database, backups and surroundings, changing nothing."""

import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ssi_tui import __version__
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.text.words import entries, long_day, moment, printable
from ssi_tui.core.value import dataclass
from ssi_tui.storage.database.connection import (
    SCHEMA_VERSION,
    beside,
    database_file,
    has_frames,
    open_existing,
    pragma,
)
from ssi_tui.storage.database.errors import (
    DatabaseDamagedError,
    DatabaseUnusableError,
    explained,
    of_file,
    usable,
)
from ssi_tui.storage.database.files import check_access, real
from ssi_tui.storage.database.fold import live_ids, with_keys
from ssi_tui.storage.database.locations import backups_directory
from ssi_tui.storage.database.wal import is_foreign_log
from ssi_tui.storage.safety.backup import list_backups, newest_good
from ssi_tui.storage.safety.condition import Condition, Finding, examine, problem_of
from ssi_tui.storage.safety.remedy import SALVAGE, sentence

OLDEST_SQLITE = (3, 37)
PACKAGES = ("textual", "sqlite-utils", "python-dateutil", "platformdirs", "tomlkit")
ASIDE = "it is set aside the next time ssi-tui runs"
_FREE_BYTES = 100_000_000
_BEHIND = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check; ``detail`` says what was found and, if not ``ok``, what to do."""

    name: str
    ok: bool
    detail: str


def check(path: Path, today: date, now: datetime) -> tuple[Sequence[Check], str | None]:
    """Return all checks, and one sentence that says why the database cannot be used, if so."""
    failure = None
    try:
        with usable(path):
            if database_file(path) is not None:
                check_access(path)
            if has_frames(path) and is_foreign_log(path):
                raise DatabaseUnusableError(f"{path}-wal belongs to another file; {ASIDE}")
            found = examine(path)
        checks = [_file(path, found)]
        if found.condition is Condition.WHOLE:
            with explained(path), closing(open_existing(path, "ro")) as connection:
                checks += [_references(connection), _schema(connection), _counts(connection)]
                checks.append(_clock(connection, today))
        elif found.condition is Condition.DAMAGED:
            what = found.detail.removeprefix("is damaged ").strip("()")
            failure = sentence(DatabaseDamagedError(path, what))
        elif found.condition is not Condition.MISSING:
            failure = f"{path} {found.detail}. It wasn't touched; choose another file with --db"
    except DatabaseUnusableError as error:
        failure = sentence(error)
        checks = [Check("integrity", False, failure)]
    checks += [
        _looked("private", lambda: _private(path)),
        _looked("backups", lambda: _backups(path, now)),
        _looked("disk", lambda: _disk(path)),
        versions(),
    ]
    return checks, failure


def _looked(name: str, look: Callable[[], Check]) -> Check:
    """Return what a look shows, or the check that says why it cannot be had."""
    try:
        return look()
    except OSError as error:
        return Check(name, False, str(of_file(error)))


def _file(path: Path, found: Finding) -> Check:
    if found.condition is Condition.MISSING:
        detail = f"{path} {found.detail}; it is created with your first entry"
        return Check("integrity", True, detail)
    if found.condition is Condition.DAMAGED:
        good = newest_good(path)
        remedy = SALVAGE
        if good is not None:
            remedy = f"ssi-tui backup --restore {good.name}, or {SALVAGE}"
        return Check("integrity", False, f"{path} {found.detail}; {remedy}")
    if found.condition is not Condition.WHOLE:
        return Check("integrity", False, f"{path} {found.detail}")
    return Check("integrity", True, f"{path} is healthy, {path.stat().st_size / 1000:,.0f} kB")


def _references(connection: sqlite3.Connection) -> Check:
    gone = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    if gone:
        them = "a row belongs" if gone == 1 else f"{gone:,} rows belong"
        remedy = "ssi-tui doctor --salvage repairs that"
        return Check("foreign_keys", False, f"{them} to nothing; {remedy}")
    return Check("foreign_keys", True, "all rows are linked")


def _schema(connection: sqlite3.Connection) -> Check:
    version = pragma(connection, "user_version")
    if version < SCHEMA_VERSION:
        detail = (
            f"{version}; updated to {SCHEMA_VERSION} the next time ssi-tui runs, after a backup"
        )
        return Check("schema", True, detail)
    return Check("schema", True, f"{version}, up to date")


_UNKNOWN = """SELECT task, COUNT(*) FROM entries WHERE live = 1
    AND task NOT IN (SELECT task FROM task_changes) GROUP BY task ORDER BY task"""


def _counts(connection: sqlite3.Connection) -> Check:
    """Compare the column ``live`` of the entries with what the operations say."""
    # Earlier versions of the schema had no versions of things.
    is_current = pragma(connection, "user_version") == SCHEMA_VERSION
    differs = f"live <> (id IN ({live_ids()}))" if is_current else "FALSE"
    count = f"SELECT COUNT(*) FROM entries WHERE {differs}"
    (wrong,) = with_keys(connection).execute(count).fetchone()
    live, all_of_them = connection.execute("SELECT TOTAL(live), COUNT(*) FROM entries").fetchone()
    detail = f"{int(live):,} of {all_of_them:,} entries count; the rest are undone or replaced"
    found = connection.execute(_UNKNOWN) if is_current else ()
    waiting = [(task, count) for task, count in found if task not in ACTIONS]
    if waiting:
        # Another computer may have added it, and its change may still come.
        named = ", ".join(printable(str(task)) for task, _ in waiting)
        number = entries(sum(count for _, count in waiting))
        detail += f"; {number} of a task that isn't here: {named}"
    if wrong:
        detail = f"{entries(wrong)} count although undone, or not although they should; " + (
            "a backup from before holds them as they were (ssi-tui backup --list)"
        )
    return Check("entries", not wrong, detail)


def _clock(connection: sqlite3.Connection, today: date) -> Check:
    ahead, newest = connection.execute(
        "SELECT COUNT(*), MAX(day) FROM entries WHERE live = 1 AND day > ?", (today.isoformat(),)
    ).fetchone()
    (last,) = connection.execute("SELECT MAX(at_utc) FROM operations").fetchone()
    if ahead:
        return Check(
            "clock",
            False,
            f"{entries(ahead)} in the future, up to {long_day(date.fromisoformat(newest))}; "
            "check the system clock",
        )
    # One day of tolerance: the instant is in UTC, but the user's day is not.
    if last is not None and date.fromisoformat(last[:10]) > today + timedelta(days=1):
        return Check(
            "clock",
            False,
            f"the last change was written at {moment(datetime.fromisoformat(last))}, which is in "
            "the future; check the system clock (nothing is lost: undo goes by the order of "
            "writing)",
        )
    return Check("clock", True, f"today is {long_day(today)}; no later entries")


def _private(path: Path) -> Check:
    if sys.platform == "win32":
        return Check("private", True, "as private as the folder they are in")
    folder, there = backups_directory(path), Path(real(path))
    files = [path, beside(path, "-wal"), beside(path, "-shm"), path.with_name(f"{path.name}.lock")]
    # Where the backups cannot be listed, their own check says so.
    with suppress(OSError):
        files += [folder, *(folder / backup.name for backup in list_backups(path))]
    files += there.parent.glob(f"{there.name}.damaged-*")
    open_ones = list(_open_to_others(files))
    if open_ones:
        others = f" and {len(open_ones) - 1} more" if len(open_ones) > 1 else ""
        return Check(
            "private",
            False,
            f"others can read {open_ones[0]}{others}; to fix: chmod go= {open_ones[0]}",
        )
    return Check("private", True, "only you can read your log and its backups")


def _open_to_others(files: Sequence[Path]) -> Iterator[Path]:
    for file in files:
        try:
            mode = file.stat().st_mode
        except OSError:
            continue
        # What is neither is none of ours, and said to be so by the check of the database.
        if mode & 0o077 and (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            yield file


def _backups(path: Path, now: datetime) -> Check:
    folder, found = backups_directory(path), list_backups(path)
    if not found:
        return Check("backups", True, f"none in {folder} yet; one is made each day you use ssi-tui")
    newest = found[0]
    problem = problem_of(folder / newest.name)
    told = f"{len(found)} in {folder}, the newest from {moment(newest.at)}"
    if problem is not None:
        good = newest_good(path)
        rest = "none is healthy" if good is None else f"the newest healthy one is {good.name}"
        return Check("backups", False, f"{told} {problem}, {rest}; ssi-tui backup makes a new one")
    if path.exists() and now > newest.at + _BEHIND:
        changed = datetime.fromtimestamp(path.stat().st_mtime, newest.at.tzinfo)
        if changed > newest.at + _BEHIND:
            return Check(
                "backups", False, f"{told}, long before your last change; run ssi-tui backup"
            )
    return Check("backups", True, f"{told}, healthy")


def _disk(path: Path) -> Check:
    folder, free = next(_free(path))
    detail = f"{free / 1e9:,.1f} GB free at {folder}"
    if free < _FREE_BYTES:
        return Check("disk", False, f"{detail}; free some space")
    return Check("disk", True, detail)


def _free(path: Path) -> Iterator[tuple[Path, int]]:
    """Yield the bytes that are free in the directories above a file, the nearest first."""
    for folder in path.parents:
        with suppress(OSError):
            yield folder, shutil.disk_usage(folder).free


def versions(packages: tuple[str, ...] = PACKAGES) -> Check:
    """Check the versions of Python, SQLite and our packages."""
    python = ".".join(map(str, sys.version_info[:3]))
    found = [f"ssi-tui {__version__}", f"Python {python}", f"SQLite {sqlite3.sqlite_version}"]
    remedies = []
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            remedies.append(f"{package} is missing; reinstall ssi-tui")
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        remedies.append(f"SQLite {'.'.join(map(str, OLDEST_SQLITE))} is needed; use a newer Python")
    return Check("versions", not remedies, "; ".join([", ".join(found), *remedies]))

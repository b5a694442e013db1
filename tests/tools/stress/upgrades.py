"""Upgrades that are killed, or fail, at each of their statements: the next opening does it all."""

import os
import shutil
import signal
import sqlite3
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, ClassVar
from unittest.mock import patch

from ssi_tui.storage.database.connection import SCHEMA_VERSION
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.opening import connect
from tests.logs import ROOT, dump
from tests.tools.stress.outcome import Outcome

DATABASES = ROOT / "tests" / "data" / "databases"


class _Struck(sqlite3.Connection):
    """A connection whose process is killed before a statement, or where that statement fails."""

    at: ClassVar[int] = 0
    fails: ClassVar[bool] = True
    passed: ClassVar[int] = 0

    def _pass(self) -> None:
        _Struck.passed += 1
        if self.passed == self.at:
            if not self.fails:
                os.kill(os.getpid(), signal.SIGKILL)
            raise sqlite3.OperationalError("disk I/O error")

    def execute(self, *given: Any) -> sqlite3.Cursor:
        """Execute a statement unless it is the one."""
        self._pass()
        return super().execute(*given)

    def executemany(self, *given: Any) -> sqlite3.Cursor:
        """Execute a statement with many rows unless it is the one."""
        self._pass()
        return super().executemany(*given)


def upgrades(folder: Path, number: int = 10_000, seed: int = 1) -> Outcome:
    """Strike at so many statements at most of the upgrade of each version, or at all of them."""
    order = Random(seed)  # noqa: S311 - no secret, the same points each time
    struck = {True: 0, False: 0}
    faults = []
    for version in range(1, SCHEMA_VERSION):
        path = folder / "upgraded" / "log.db"
        whole = _opened(path, version)
        last = _strike(path, version, 0, fails=True)
        points = range(1, last + 1)
        for fails in (False, True):
            for at in sorted(order.sample(points, min(number, last))):
                _strike(path, version, at, fails=fails)
                struck[fails] += 1
                if _contents(path) != whole:
                    faults.append(f"version {version}, statement {at}: {fails=}")
    figures: dict[str, str | int] = {
        "processes killed with SIGKILL": struck[False],
        "statements that failed": struck[True],
    }
    return Outcome("Upgrades", figures, tuple(faults))


def _opened(path: Path, version: int) -> list[str]:
    """Return what is in the database of a version once it is brought up to date."""
    _set_back(path, version)
    return _contents(path)


def _set_back(path: Path, version: int) -> None:
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()
    shutil.copy(DATABASES / f"v{version}.db", path)


def _contents(path: Path) -> list[str]:
    """Open a database, and return what it holds but when it was brought up to date."""
    try:
        connect(path).close()
    except DatabaseUnusableError as error:
        return [str(error)]
    return [line for line in dump(path).splitlines() if "_sqlite_migrations" not in line]


def _strike(path: Path, version: int, at: int, *, fails: bool) -> int:
    """Open the database of a version, struck at a statement; return how many there were."""
    _set_back(path, version)
    if fails:
        return _open_struck(path, at, fails=fails)
    process = os.fork()
    if not process:
        try:
            _open_struck(path, at, fails=fails)
        finally:
            os._exit(1)
    _, status = os.waitpid(process, 0)
    if os.WTERMSIG(status) != signal.SIGKILL:
        sys.exit(f"statement {at} of version {version} was not reached")
    return at


def _open_struck(path: Path, at: int, *, fails: bool) -> int:
    _Struck.at, _Struck.fails, _Struck.passed = at, fails, 0
    struck = partial(sqlite3.connect, factory=_Struck)
    with patch("sqlite3.connect", struck), suppress(DatabaseUnusableError):
        connect(path).close()
    return _Struck.passed

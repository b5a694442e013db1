"""Lives random logs day by day, and collects what was foretold wrongly."""

import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from ssi_tui.storage.database.locations import SETTINGS_VARIABLE
from tests.tools.stress.lived.away import check_time_off
from tests.tools.stress.lived.checks import Checks
from tests.tools.stress.lived.idle import check_idle, idle
from tests.tools.stress.lived.line import Line
from tests.tools.stress.lived.promises import check_promises
from tests.tools.stress.lived.random_logs import RandomLog
from tests.tools.stress.lived.remedies import check_fixes
from tests.tools.stress.lived.returns import check_returns
from tests.tools.stress.outcome import Outcome

LOGS = 120
SHORT = 10
"""Up to so many logs are lived in the short form: fewer weeks, and each kind of check once."""


def lived(folder: Path, number: int = LOGS) -> Outcome:
    """Live so many random logs, and count how often what was foretold did not come."""
    return live_all(range(number), short=number <= SHORT).outcome(number)


def live_all(numbers: Iterable[int], *, short: bool) -> Checks:
    """Live the random logs of some numbers, in this process alone if it is short."""
    checks = Checks()
    run = partial(live, short=short)
    if short:
        for found in map(run, numbers):
            checks.merge(found)
    else:
        with ProcessPoolExecutor() as pool:
            for found in pool.map(run, numbers):
                checks.merge(found)
    return checks


def live(number: int, *, short: bool) -> Checks:
    """Live the random log of a number in every way that something is foretold of."""
    checks = Checks(number)
    log = RandomLog(number, weeks=12 if short else 40)
    with TemporaryDirectory() as folder:
        own = Path(folder)
        # Nobody's own settings change what is said.
        with patch.dict(os.environ, {SETTINGS_VARIABLE: str(own / "settings.toml")}):
            line = Line(own / "lived.db")
            log.write(line)
            mornings = idle(line, log.today, 14 if short else 45)
            check_idle(checks, mornings, line.dashboard(log.today).source.history.schedule)
            most = 1 if short else None
            check_fixes(checks, line, mornings, most)
            check_returns(checks, line, mornings, number, most)
            check_time_off(checks, line, log.today, number)
            check_promises(checks, line, log.today, most)
    return checks

"""What holds for all tests."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ssi_tui.tracker.tracker import Tracker
from tests.examples import PART, QUICK, USUAL
from tests.logs import Hands, tracking

if sys.platform == "win32":
    # Files of nothing but what Windows has not, as ``posix`` says of single tests.
    collect_ignore = [
        "cli/grammar/test_completion.py",
        "cli/outside",
        "cli/test_demo.py",
        "cli/test_guide.py",
        "storage/database/test_wal.py",
        "test_links.py",
        "test_privacy.py",
        "test_recipes.py",
        "tui/test_endings.py",
        "tui/test_faults.py",
        "tui/test_inert_text.py",
        "tui/test_rescue.py",
        "tui/test_terminal.py",
    ]


def pytest_configure(config: pytest.Config) -> None:
    """Try properties with fewer examples where the slow tests are left out.

    How long an example takes says nothing: other tests run beside it.
    """
    patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile(QUICK, patient, max_examples=100 // PART)
    settings.register_profile(USUAL, patient)
    settings.load_profile(QUICK if "not slow" in config.getoption("-m") else USUAL)


def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are processors: those with a real terminal mostly wait."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def _no_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the files of whoever runs the tests out of them, and safe from them."""
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSI_TUI_SETTINGS", str(path))
        patch.setenv("XDG_STATE_HOME", str(path.parent))
        yield path


@pytest.fixture
def hands() -> Hands:
    """Return the hands of the clock of ``tracker``: they show a Monday morning."""
    return Hands()


@pytest.fixture
def tracker(tmp_path: Path, hands: Hands) -> Iterator[Tracker]:
    """Open an empty log."""
    with tracking(tmp_path / "log.db", hands) as opened:
        yield opened


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Tracker]:
    """Open another empty log."""
    with tracking(tmp_path / "receiver.db") as opened:
        yield opened


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[str]]]:
    """Collect processes, and end those that still run."""
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Write a CSV log with a bad row."""
    path = tmp_path / "given.csv"
    path.write_text("day,task\n2026-11-20,comment\n2025-11-20,comment\n2026-11-20,juggle\n")
    return path

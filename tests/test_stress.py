"""The stress programme in its short form: each part runs, and no promise is broken."""

import re
import subprocess
import sys

import pytest

from tests.logs import ROOT

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "part", ["kills", "crowd", "damage", "full", "machines", "upgrades", "monkey"]
)
def test_a_short_stress_breaks_no_promise(part: str) -> None:
    """In a process of its own, because it forks and is killed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.tools.stress", part, "--short"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stderr == ""
    assert re.search(r"broken promises +0\n", done.stdout), done.stdout
    assert done.returncode == 0
    if "not tried: " in done.stdout:
        pytest.skip(done.stdout)

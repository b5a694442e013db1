"""Damaged archives: no traceback, no day that no file names, and a sound database."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.linkedin.fuzzing import MUTATIONS, Outcome, damaged, days_in, fuzz, one

pytestmark = pytest.mark.slow

ARCHIVES = 500


def test_500_damaged_archives_are_imported_or_refused(tmp_path: Path) -> None:
    outcome = fuzz(ARCHIVES, tmp_path)
    assert outcome.imported + outcome.refused == ARCHIVES
    # A fuzzer that only breaks or never breaks anything proves nothing.
    assert outcome.imported > ARCHIVES / 2
    assert outcome.refused > ARCHIVES / 50
    assert outcome.entries > ARCHIVES * 3


@settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=20))
def test_archives_of_any_name_hold(tmp_path: Path, name: str) -> None:
    one(repr(name), tmp_path, Outcome())


def test_the_same_name_makes_the_same_archive() -> None:
    first, second = (damaged(random.Random("1:2")) for _ in range(2))  # noqa: S311
    assert first.files == second.files


def test_every_mutation_changes_something() -> None:
    data = b"Date,Link\n2025-12-15 21:58:49,https://www.linkedin.com/x\n" * 5
    for mutation in MUTATIONS:
        assert any(mutation(random.Random(seed), data) != data for seed in range(5))  # noqa: S311


def test_the_checker_knows_the_days_of_a_file() -> None:
    days = days_in(b"2025-12-15 01:00, 11/2/25, 08 Feb 2026; Mon Dec 08 09:48:48 UTC 2025")
    assert len(days) == 12

"""``ssi-tui off`` says what the time off will cost, after it is taken."""

from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from tests.tools import scenes


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a year of mornings."""
    path = tmp_path / "log.db"
    scenes.morning(path).close()
    return path


def off(database: Path, *days: str) -> int:
    """Run the command on the Monday of the scene."""
    return main(["--db", str(database), "--today", "2026-11-23", "off", *days])


def test_off_prints_the_cost_after_the_days(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row a pillar, and a sentence for each that falls under its line."""
    assert off(database, "2026-12-21", "2027-01-03") == 0
    first, _, *cost = capsys.readouterr().out.splitlines()
    assert first.startswith("✓  Time off, Mon 21 Dec to Sun 3 Jan 2027.")
    assert cost[1] == "   People         14.7 →  8.5  drops on Fri 1 Jan"
    assert cost[4] == "   With two weeks off, Insights goes from 18.1 to 10.5."
    assert cost[5] == "   With two weeks off, People goes from 14.7 to 8.5."
    assert len(cost) == 6


def test_off_says_what_holds_a_pillar_where_that_is_worth_a_point(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the sentence of the pillar."""
    assert off(database, "2026-11-25", "2026-12-02") == 0
    assert capsys.readouterr().out.splitlines()[6:] == [
        "   With 8 days off, Insights goes from 17.4 to 12.7. 1 extra minute on Tue 24",
        "   Nov (reply) keeps it above its line.",
    ]


def test_off_says_nothing_of_the_cost_of_the_past(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That is in the score already."""
    assert off(database, "2026-11-02", "2026-11-06") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2

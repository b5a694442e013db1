"""The facts of a log give the same numbers in whatever order they are typed."""

import json
from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.calendar import DAY
from tests.logs import MONDAY, blank

pytestmark = pytest.mark.slow

TODAY = str(MONDAY)
READ_ON = MONDAY - 3 * DAY
PILLARS = ("--brand", "17.2", "--people", "9.9", "--insights", "11.4", "--relationships", "19.3")

FACTS = {
    "reading": ("reading", *PILLARS, "--date", str(READ_ON)),
    "earlier reading": ("reading", *PILLARS[:2], *PILLARS[2:], "--date", str(MONDAY - 40 * DAY)),
    "import": ("import", "log", "archive.csv"),
    "profile": ("profile", "--has", "all", "--connections", "420"),
    "answer": ("profile", "--past", "some"),
    "workdays": ("profile", "--workdays", "mon,tue,wed,thu"),
}


def archive(folder: Path, first: date) -> None:
    """Write what an archive knows of the workdays from a first one on."""
    days = [first + at * DAY for at in range((MONDAY - first).days)]
    lines = (
        f"{day},{task},{count}"
        for day in days
        if day.weekday() < 5
        for task, count in (("comment", 2), ("connect", 1), ("message", 1))
    )
    (folder / "archive.csv").write_text("\n".join(["day,task,count", *lines, ""]))


def run(db: Path, facts: Sequence[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Type facts into an empty log, and return the status."""
    blank(db)
    for fact in facts:
        assert main(["--db", str(db), "--today", TODAY, *FACTS[fact]]) == 0
    return status(db, capsys)


def status(db: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return the JSON of ``status``."""
    capsys.readouterr()
    assert main(["--db", str(db), "--today", TODAY, "status", "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def assert_same(found: object, wanted: object) -> None:
    """Check that two values are the same, numbers to 1e-9."""
    if isinstance(wanted, dict):
        assert isinstance(found, dict)
        assert found.keys() == wanted.keys()
        for name, value in wanted.items():
            assert_same(found[name], value)
    elif isinstance(wanted, list):
        assert isinstance(found, list)
        for one, other in zip(found, wanted, strict=True):
            assert_same(one, other)
    else:
        expected = wanted
        if isinstance(wanted, float):
            expected = pytest.approx(wanted, abs=1e-9)
        assert found == expected


ORDERS = Random(14).sample(list(permutations(FACTS)), 24)  # noqa: S311 - sample data


@pytest.mark.parametrize("first", [MONDAY - 90 * DAY, MONDAY - 20 * DAY, MONDAY - 2 * DAY])
def test_facts_in_any_order_give_the_same_numbers(
    first: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """I29: an archive from before both readings, between them, and after them."""
    monkeypatch.chdir(tmp_path)
    archive(tmp_path, first)
    wanted = run(tmp_path / "log.db", tuple(FACTS), capsys)
    for number, order in enumerate(ORDERS):
        assert_same(run(tmp_path / f"{number}.db", order, capsys), wanted)


def test_a_reading_that_is_typed_before_the_archive_arrives_is_fitted_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The estimate of that day stays near the number read, and does not count it twice."""
    monkeypatch.chdir(tmp_path)
    archive(tmp_path, MONDAY - 200 * DAY)
    found = run(tmp_path / "log.db", ("reading", "import"), capsys)
    assert found["score"]["total"] == pytest.approx(57.8, abs=5.0)


@pytest.mark.parametrize("past", ["none", "routine"])
def test_the_same_answer_again_changes_nothing(
    past: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """I23: also weeks later, with readings, and with ticks of before the last of them."""
    monkeypatch.chdir(tmp_path)
    archive(tmp_path, MONDAY - 30 * DAY)
    db = tmp_path / "log.db"
    answer = ["profile", "--past", past]
    assert main(["--db", str(blank(db)), "--today", str(MONDAY - 28 * DAY), *answer]) == 0
    for arguments in (FACTS["import"], FACTS["reading"]):
        assert main(["--db", str(db), "--today", TODAY, *arguments]) == 0
    tick = ["tick", "article", "--date", str(READ_ON - DAY)]
    assert main(["--db", str(db), "--today", TODAY, *tick]) == 0
    before = status(db, capsys)
    assert main(["--db", str(db), "--today", TODAY, *answer]) == 0
    assert status(db, capsys) == before


def test_of_two_readings_of_a_day_that_of_the_newest_operation_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever came between them."""
    other = ["reading", *(f"{at}" for name in PILLARS[::2] for at in (name, "3")), "--date"]
    typed = [[*other, str(READ_ON)], list(FACTS["profile"]), list(FACTS["reading"])]
    db, one = blank(tmp_path / "log.db"), blank(tmp_path / "one.db")
    for arguments in typed:
        assert main(["--db", str(db), "--today", TODAY, *arguments]) == 0
    for arguments in typed[1:]:
        assert main(["--db", str(one), "--today", TODAY, *arguments]) == 0
    assert_same(status(db, capsys), status(one, capsys))

"""Readings of the index: typed, pasted, refused, kept beside the estimate, taken along."""

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Peers, Reading
from tests.logs import blank, dump, rows, tracking

TODAY = "2026-11-23"
ZEROS = ["--brand", "0", "--people", "0", "--insights", "0.0", "--relationships", "0"]
FOUR = ["--brand", "17.2", "--people", "9.9", "--insights", "11.4", "--relationships", "19.3"]
PAGE = """Your Social Selling Index
Industry SSI rank
Top 65%
Network SSI rank
Top 40%
Current Social Selling Index
23 out of 100
Four components of your score
12.275 | Establish your professional brand
6 | Find the right people
3.1 | Engage with insights
1.948 | Build relationships
"""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a log with a tick in it."""
    path = blank(tmp_path / "log.db")
    with tracking(path) as tracker:
        tracker.tick([("comment", 1)])
    return path


def status(db: Path, capsys: pytest.CaptureFixture[str], today: str = TODAY) -> dict[str, object]:
    """Return what ``status --json`` says."""
    capsys.readouterr()
    assert main(["--db", str(db), "--today", today, "status", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def total_of(found: dict[str, object]) -> float:
    """Return the total of what ``status --json`` says."""
    score = found["score"]
    assert isinstance(score, dict)
    return float(score["total"])


def test_a_reading_stands_in_the_status_and_draws_the_estimate_towards_it(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = status(db, capsys)
    arguments = ["--db", str(db), "--today", TODAY, "reading", *FOUR, "--date", "2026-08-30"]
    assert main(arguments) == 0
    after = status(db, capsys)
    assert before["reading"] is None
    assert after["reading"] == {
        "date": "2026-08-30",
        "total": pytest.approx(57.8),
        "brand": 17.2,
        "people": 9.9,
        "insights": 11.4,
        "relationships": 19.3,
    }
    old, new = total_of(before), total_of(after)
    assert abs(new - 57.8) < abs(old - 57.8)


def test_the_answer_says_how_far_the_estimate_is_off(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--db", str(db), "--today", TODAY, "reading", *FOUR])
    out = capsys.readouterr().out
    assert out.startswith("✓  LinkedIn said 57.8 on Mon 23 Nov.\n   Brand 17.2, People 9.9, ")
    assert "\n   The estimate that morning was " in out


def test_a_reading_may_be_typed_with_decimal_commas(db: Path) -> None:
    """As LinkedIn shows it in most languages."""
    command = [part.replace(".", ",") for part in FOUR]
    assert main(["--db", str(db), "--today", TODAY, "reading", *command, "--total", "57,8"]) == 0
    assert rows(db, "SELECT brand, people FROM readings") == [(17.2, 9.9)]


def test_a_pasted_page_is_a_reading_with_ranks(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PAGE))
    assert main(["--db", str(db), "--today", TODAY, "reading", "--paste"]) == 0
    assert "12.3" in capsys.readouterr().out
    with tracking(db) as tracker:
        (reading,) = tracker.store.readings.up_to(date(2026, 11, 23))
    assert reading.pillars == (12.275, 6.0, 3.1, 1.948)
    assert reading.industry is not None
    assert reading.industry.rank == 65
    assert reading.network is not None
    assert reading.network.rank == 40


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("72: 19.5 Relationships, 17 Insights, 14 People, 21.5 Brand", False),
        ("72 | 21.5 | 14 | 17 | 19.5", True),
    ],
)
def test_pillars_are_stored_by_label_and_what_has_no_names_is_told(
    db: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    *,
    told: bool,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["--db", str(db), "--today", TODAY, "reading", "--paste"]) == 0
    out = capsys.readouterr().out
    assert "   Brand 21.5, People 14.0, Insights 17.0, Relationships 19.5\n" in out
    assert ("No names there, so the four pillars were read in LinkedIn's order" in out) is told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (FOUR[:4], "add --insights, --relationships"),
        (["--total", "58"], "all four pillars are needed"),
        ([*FOUR, "--total", "70"], "add up to 57.8, but the total is 70"),
        (["--brand", "26", *FOUR[2:]], "brand must be 0 to 25"),
        (["--brand", "nan", *FOUR[2:]], "--brand must be a number"),
        ([*FOUR, "--industry-rank", "101"], "a rank must be 1 to 100"),
        ([*FOUR, "--date", "2026-11-24"], "is in the future"),
        ([*FOUR, "--paste"], "use either the numbers or --paste"),
        (ZEROS, "four zeros look like a page that failed; if LinkedIn does show them, add --zero"),
        ([*ZEROS, "--total", "0"], "four zeros look like a page that failed"),
    ],
)
def test_a_reading_that_cannot_be_right_is_refused_and_stores_nothing(
    db: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    before = dump(db)
    assert main(["--db", str(db), "--today", TODAY, "reading", *arguments]) == 2
    captured = capsys.readouterr()
    assert (captured.out, len(captured.err.splitlines())) == ("", 1)
    assert sentence in captured.err
    assert dump(db) == before


def test_four_pasted_zeros_are_refused_as_typed_ones_are(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that failed to load shows them."""
    before = dump(db)
    page = re.sub(r"^[\d.]+ \|", "0 |", PAGE.replace("23 out", "0 out"), flags=re.MULTILINE)
    monkeypatch.setattr("sys.stdin", io.StringIO(page))
    assert main(["--db", str(db), "--today", TODAY, "reading", "--paste"]) == 2
    assert "four zeros look like a page that failed" in capsys.readouterr().err
    assert dump(db) == before


def test_four_zeros_that_are_meant_are_kept_but_no_import_brings_them(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The row is named with its reason; the readings beside it are taken and fitted."""
    export, day = tmp_path / "log.json", date(2026, 11, 23)
    assert main(["--db", str(db), "--today", TODAY, "reading", *FOUR, "--date", "2026-11-20"]) == 0
    alone = total_of(status(db, capsys))
    arguments = ["--db", str(db), "--today", TODAY, "reading", *ZEROS, "--zero"]
    assert main([*arguments, "--industry-rank", "4"]) == 0
    assert total_of(status(db, capsys)) < alone
    with tracking(db) as tracker, export.open("w", encoding="utf-8") as out:
        assert tracker.store.readings.up_to(day)[-1].pillars == (0.0,) * 4
        tracker.export("json", out)
    other = blank(tmp_path / "other.db")
    arguments = ["--db", str(other), "--today", TODAY, "import", "log", str(export), "--json"]
    capsys.readouterr()
    assert main(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(row["table"], row["line"]) for row in found["skipped"]] == [
        ("readings", 2),
    ]
    assert "four zeros aren't a reading" in found["skipped"][0]["why"]
    assert total_of(status(other, capsys)) == pytest.approx(alone)


def test_the_closed_page_is_named_as_such(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("You do not have access to SSI"))
    assert main(["--db", str(db), "--today", TODAY, "reading", "--paste"]) == 2
    assert "LinkedIn has discontinued" in capsys.readouterr().err


def test_of_one_day_the_last_reading_holds_and_undo_brings_the_first_back(db: Path) -> None:
    day = date(2026, 11, 20)
    first, second = (Reading(day, (value, 9.0, 11.0, 19.0)) for value in (16.0, 17.0))
    with tracking(db) as tracker:
        tracker.readings.record(first)
        tracker.readings.record(second)
        assert tracker.store.readings.up_to(day) == (second,)
        tracker.undo()
        assert tracker.store.readings.up_to(day) == (first,)


def test_a_reading_of_a_later_day_is_not_known_yet(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--db", str(db), "--today", TODAY, "reading", *FOUR])
    assert status(db, capsys, "2026-11-22")["reading"] is None


def test_readings_go_along_in_an_export(db: Path, tmp_path: Path) -> None:
    reading = Reading(date(2026, 11, 20), (17.0, 9.0, 11.0, 19.0), Peers(65, 31.0), None)
    other = blank(tmp_path / "other.db")
    export = tmp_path / "log.json"
    with tracking(db) as tracker:
        tracker.readings.record(reading)
        with export.open("w", encoding="utf-8") as out:
            tracker.export("json", out)
    with tracking(other) as tracker:
        tracker.import_log(export)
        assert tracker.store.readings.up_to(date(2026, 11, 23)) == (reading,)


def test_a_total_may_be_rounded_but_not_wrong(db: Path) -> None:
    reading = Reading(date(2026, 11, 20), (17.2, 9.9, 11.4, 19.3))
    with tracking(db) as tracker:
        tracker.readings.record(reading, 58)
        with pytest.raises(RefusedError, match="but the total is 59"):
            tracker.readings.record(reading, 59)

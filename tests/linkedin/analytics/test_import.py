"""Workbooks of analytics come into the log: of each day the larger figure holds, in any order."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.cli.main import main
from ssi_tui.cli.printed.imports import import_lines
from ssi_tui.core.import_report import FIGURES, Analytics, DayFigures, together
from ssi_tui.core.model import OperationKind
from ssi_tui.storage.exchange.analytics import import_analytics
from ssi_tui.storage.log.analytics import AnalyticsRows
from ssi_tui.tracker.tracker import Tracker
from tests.core.strategies import FEWER
from tests.linkedin.analytics.books import DAY, LAST, Counts, book, counts
from tests.linkedin.analytics.test_read import NAME, days_of_figures
from tests.linkedin.builder import Export, sheet, urn
from tests.logs import Hands, blank, exported, rows, tracking

TODAY = "2026-11-29"
Ask = Callable[..., Any]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return an empty database."""
    return blank(tmp_path / "log.db")


@pytest.fixture
def ask(db: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run an import and return its JSON."""

    def run(path: Path, *options: str) -> Any:
        given = ["--db", str(db), "--today", TODAY, "import", "linkedin", str(path), "--json"]
        assert main([*given, *options]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def said(db: Path, capsys: pytest.CaptureFixture[str], *command: str, code: int = 0) -> str:
    """Return what a command prints, or why it is refused."""
    assert main(["--db", str(db), "--today", TODAY, *command]) == code
    out, err = capsys.readouterr()
    return str(err if code else out)


def in_force(db: Path) -> dict[date, DayFigures]:
    """Return the figures that hold."""
    with tracking(db) as tracker:
        return of(tracker)


def of(tracker: Tracker) -> dict[date, DayFigures]:
    """Return the figures that hold in a log."""
    store = tracker.store
    return dict(AnalyticsRows(store.path, store.connection).in_force())


def workbook(folder: Path, found: Counts | None = None, name: str = NAME) -> Path:
    """Write a workbook and return its path."""
    return book(found=found).save(folder / name)


def test_a_workbook_is_one_operation_that_undo_takes_back(
    ask: Ask, db: Path, tmp_path: Path
) -> None:
    """A second time there is nothing new, and a dry run writes nothing."""
    path = workbook(tmp_path)
    dry = ask(path, "--dry-run")
    assert (dry["kind"], dry["dry_run"], dry["operation"], in_force(db)) == (
        "analytics",
        True,
        None,
        {},
    )
    report = ask(path)
    assert report["read"] == report["added"] == dict.fromkeys(FIGURES, 30)
    assert report["raised"] == report["already_known"] == dict.fromkeys(FIGURES, 0)
    assert (report["first_day"], report["last_day"]) == ("2026-10-30", "2026-11-28")
    assert report["followers"] == {"2026-11-28": 2571}
    again = ask(path)
    assert (again["operation"], again["added"]) == (None, dict.fromkeys(FIGURES, 0))
    assert len(in_force(db)) == 30
    with tracking(db) as tracker:
        assert tracker.undo().kind is OperationKind.ANALYTICS
        assert of(tracker) == {}
        tracker.redo()
        assert len(of(tracker)) == 30


def test_a_later_workbook_raises_and_never_lowers(ask: Ask, db: Path, tmp_path: Path) -> None:
    """Only what is new or larger is written."""
    first = counts(5)
    ask(workbook(tmp_path, first))
    day, lower = LAST, LAST - DAY
    later = {
        **first,
        day: (first[day][0] + 9, *first[day][1:]),
        lower: (max(0, first[lower][0] - 3), *first[lower][1:]),
        day + DAY: (7, 0, 1),
    }
    report = ask(workbook(tmp_path, later, "second.xlsx"))
    assert report["raised"] == {"impressions": 1, "engagements": 0, "new_followers": 0}
    assert report["added"] == dict.fromkeys(FIGURES, 1)
    held = in_force(db)
    assert held[day].impressions == first[day][0] + 9
    assert held[lower].impressions == first[lower][0]
    assert held[day + DAY].values == (7, 0, 1, 2571)
    assert rows(db, "SELECT COUNT(*) FROM analytics_days") == [(7,)]


@settings(FEWER)
@given(st.lists(days_of_figures, min_size=1, max_size=3), st.data())
def test_in_any_order_and_on_two_machines_the_figures_are_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    files: list[dict[date, DayFigures]],
    data: st.DataObject,
) -> None:
    """What holds is the largest of each; the union of both logs says what each import said."""
    wanted = {
        day: one
        for day, one in together(map(Analytics, files)).days.items()
        if any(value is not None for value in one.values)
    }
    folder, hands = tmp_path_factory.mktemp("two"), Hands()
    texts = []
    for name in ("one", "other"):
        with tracking(blank(folder / f"{name}.db"), hands) as tracker:
            for days in data.draw(st.permutations(files)):
                import_analytics(tracker.store, Analytics(days), hands.read(), dry_run=False)
                hands.move(minutes=1)
            assert of(tracker) == wanted
            texts.append(exported(tracker))
    with tracking(folder / "one.db", hands) as tracker:
        tracker.import_log(texts[1])
        assert of(tracker) == wanted


def test_an_export_carries_the_figures_and_one_without_them_is_taken(
    db: Path, ask: Ask, tmp_path: Path
) -> None:
    ask(workbook(tmp_path))
    with tracking(db) as tracker:
        text = exported(tracker)
    with tracking(tmp_path / "new.db") as tracker:
        report = tracker.import_log(text)
        assert of(tracker) == in_force(db)
        assert "took over 30 days of LinkedIn's analytics" in report.notices
    older = json.loads(text)
    del older["analytics_days"]
    with tracking(tmp_path / "older.db") as tracker:
        report = tracker.import_log(json.dumps(older))
        assert report.skipped == ()
        assert next(import_lines(report, LAST)) == "Added no entries"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an unpacked archive with two workbooks beside its tables."""
    found = tmp_path / "export"
    found.mkdir()
    comment = [("2026-11-20 08:20:00", urn("activity", 7400000000000000000), "Well said.")]
    Export().add("Comments.csv", sheet("Comments", comment)).folder(found)
    workbook(found, counts(5))
    workbook(found, counts(9, LAST + DAY), "second.xlsx")
    return found


def test_workbooks_beside_an_archive_are_a_second_step(ask: Ask, db: Path, folder: Path) -> None:
    """Both together are one object, with the larger figure of each day."""
    report = ask(folder, "--me", "Ada Quill")
    assert (report["kind"], report["added"]) == ("linkedin", {"comment": 1})
    analytics = report["analytics"]
    assert len(analytics["days"]) == 9
    assert analytics["operation"] not in (None, report["operation"])
    with tracking(db) as tracker:
        assert tracker.undo().kind is OperationKind.ANALYTICS
        assert tracker.undo().kind is OperationKind.IMPORT


def test_a_folder_of_workbooks_is_read_as_one(ask: Ask, folder: Path) -> None:
    """Without what Excel puts beside a workbook that is open."""
    (folder / "Comments.csv").unlink()
    (folder / "~$second.xlsx").write_bytes(b"Ada Quill")
    report = ask(folder)
    assert (report["kind"], len(report["days"])) == ("analytics", 9)
    assert report["analytics"] is None


def test_without_workbooks_an_archive_says_that_there_are_none(ask: Ask, folder: Path) -> None:
    for path in folder.glob("*.xlsx"):
        path.unlink()
    report = ask(folder, "--me", "Ada Quill", "--invitations-zone", "Europe/Stockholm")
    assert (report["kind"], report["analytics"]) == ("linkedin", None)


def test_nothing_is_written_if_either_is_refused(
    db: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "budget.xlsx").write_bytes(b"not one")
    why = said(db, capsys, "import", "linkedin", str(folder), code=2)
    assert "budget.xlsx: no workbook in this file" in why
    assert rows(db, "SELECT COUNT(*) FROM operations") == [(0,)]


@pytest.mark.parametrize("option", ["--me", "--invitations-zone"])
def test_what_an_archive_alone_needs_is_refused_for_a_workbook(
    option: str, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("import", "linkedin", str(workbook(tmp_path)), option, "Europe/Stockholm")
    assert f"{option} is for an archive" in said(db, capsys, *command, code=2)


def test_a_workbook_is_told_as_text(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = book(found=counts(5))
    made.sheets["ENGAGEMENT"][1] = (made.sheets["ENGAGEMENT"][1][0], "12.5", "7")
    text = said(db, capsys, "import", "linkedin", str(made.save(tmp_path / NAME)))
    assert text.startswith("Added 14 of 14 LinkedIn figures, Tue 24 Nov to Sat 28 Nov\n")
    assert "   2,571 followers on Sat 28 Nov\n" in text
    assert "   Posts and people in the file were not looked at.\n" in text
    assert "   sheet 2 row 2: not a count: 12.5\n" in text
    assert text.endswith("ssi-tui undo removes these figures.\n")


def test_a_larger_total_alone_is_something_new(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And what is raised is told beside what is added."""
    first = counts(5)
    for total, found in ((7, first), (8, {**first, LAST: (9999, 99, 9)})):
        path = book(found=found, total=total).save(tmp_path / NAME)
        text = said(db, capsys, "import", "linkedin", str(path))
    assert text.startswith("Added 0 of 15 LinkedIn figures, raised 3, Tue 24 Nov")
    given = Analytics({LAST: DayFigures(5, None, None, 9)})
    with tracking(db) as tracker:
        report = import_analytics(tracker.store, given, Hands().read(), dry_run=False)
    assert (report.changes, report.totals, report.operation is None) == (0, 1, False)
    assert in_force(db)[LAST].total_followers == 9


def test_nothing_but_numbers_and_days_is_kept_of_a_workbook(
    ask: Ask, db: Path, tmp_path: Path
) -> None:
    """No name, no address, no word of it, not even the name of the file."""
    made = book()
    made.sheets["DEMOGRAPHICS"] = [("Job title", "Founder", "3%")]
    ask(made.save(tmp_path / NAME))
    for file in tmp_path.rglob("*.db*"):
        if file.is_file():
            assert not any(
                word in file.read_bytes()
                for word in (b"urn:li", b"example.invalid", b"Quill", b"Founder", b"Aggregate")
            )


def test_the_week_shows_the_figures_beside_the_outcomes(
    ask: Ask, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As null before there are any; of the last days some are not settled yet."""

    def week(*day: str) -> Any:
        return json.loads(said(db, capsys, "week", "--json", *day))["analytics"]

    def summed(first: date) -> dict[str, int]:
        of_week = [shown[first + at * DAY] for at in range(7)]
        return dict(zip(FIGURES, map(sum, zip(*of_week, strict=True)), strict=True))

    assert week() is None
    shown = counts()
    ask(workbook(tmp_path, shown))
    assert week("--date", "2026-11-18") == {
        **summed(date(2026, 11, 16)),
        "days_known": 7,
        "settled": True,
        "before": {**summed(date(2026, 11, 9)), "days_known": 7, "settled": True},
        "trend": {
            name: [
                *(None,) * 10,
                *(summed(date(2026, 11, day))[name] for day in (2, 9, 16)),
            ]
            for name in FIGURES
        },
        "total_followers": {"day": "2026-11-28", "count": 2571},
        "net": None,
    }
    later = {**shown, LAST + DAY: (5, 0, 40)}
    ask(book(found=later, total=2601).save(tmp_path / "later.xlsx"))
    now = week()
    assert (now["days_known"], now["settled"], now["before"]["settled"]) == (7, False, True)
    assert now["net"] == {"change": 30, "new": 40, "gone": 10}
    assert f"{now['impressions']:,}* impressions" in said(db, capsys, "week")
    said(db, capsys, "undo")
    said(db, capsys, "undo")
    assert week() is None

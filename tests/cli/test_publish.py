"""The commands that write what others open."""

import subprocess
import sys
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from tests.logs import ROOT, blank, tracking

TODAY = "2026-11-23"
LATE = (
    *("dateutil.rrule", "jinja2", "openpyxl", "defusedxml", "webbrowser"),
    *("ssi_tui.core.report", "ssi_tui.publish", "ssi_tui.linkedin"),
    *("ssi_tui.core.review.analytics", "ssi_tui.storage.log.analytics"),
)
"""What only the commands of this file need, with what lies below it."""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a log with a tick."""
    path = blank(tmp_path / "log.db")
    with tracking(path) as tracker:
        tracker.tick([("comment", 1)])
    return path


def written(db: Path, *arguments: str) -> int:
    """Run a command on that Monday."""
    return main(["--db", str(db), "--today", TODAY, *arguments])


@pytest.mark.posix
def test_a_calendar_is_written_to_a_file_or_to_standard_output(
    db: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The file is for its owner alone, and either way it is said that it stays as it is."""
    path = tmp_path / "routine.ics"
    assert written(db, "calendar", "--at", "7:30", "--review", "none", "--output", str(path)) == 0
    out, err = capfdbinary.readouterr()
    assert b"doesn't follow changes" in out
    assert err == b""
    assert path.stat().st_mode & 0o777 == 0o600
    assert written(db, "calendar", "--at", "07:30", "--review", "none") == 0
    out, err = capfdbinary.readouterr()
    assert b"doesn't follow changes" in err
    stamps = (b"DTSTAMP", b"SEQUENCE")
    lines = [
        [line for line in text.split(b"\r\n") if not line.startswith(stamps)]
        for text in (out, path.read_bytes())
    ]
    assert lines[0] == lines[1]
    assert b"DTSTART:20261123T073000" in lines[0]
    assert not any(b"review" in line for line in lines[0])


def test_two_calendars_of_a_log_have_the_same_names(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever was logged in between, so that the second takes the place of the first."""
    found = []
    for _ in range(2):
        assert written(db, "calendar") == 0
        found.append([line for line in capsys.readouterr().out.split("\n") if "UID" in line])
        assert written(db, "tick", "share") == 0
    assert found[0] == found[1]
    assert len(found[0]) == 2
    assert "-0000000000000000@" not in found[0][0]


@pytest.mark.posix
def test_a_report_is_written_to_a_file_or_to_standard_output(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is for its owner alone, and a newer report takes its place."""
    path = tmp_path / "report.html"
    for _ in range(2):
        assert written(db, "report", "--weeks", "8", "--output", str(path)) == 0
        assert capsys.readouterr() == (f"Wrote {path}.\n", "")
    assert path.stat().st_mode & 0o777 == 0o600
    assert written(db, "report", "--weeks", "8") == 0
    assert capsys.readouterr() == (path.read_text(encoding="utf-8"), "")


def test_a_report_replaces_nothing_but_a_report(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "thesis.html"
    path.write_text("<title>LinkedIn routine</title>", encoding="utf-8")
    assert written(db, "report", "--output", str(path)) == 2
    said = f"ssi-tui: {path.name} exists and isn't a report; choose another file\n"
    assert capsys.readouterr() == ("", said)
    assert path.read_text(encoding="utf-8") == "<title>LinkedIn routine</title>"
    assert [each.name for each in tmp_path.glob("*.html")] == [path.name]


@pytest.mark.parametrize(("there", "said"), [(True, ""), (False, "There is no browser")])
def test_a_report_is_opened_in_the_browser_where_there_is_one(
    db: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    there: bool,
    said: str,
) -> None:
    opened: list[str] = []

    def browser(url: str) -> bool:
        opened.append(url)
        return there

    monkeypatch.setattr("webbrowser.open", browser)
    path = tmp_path / "my report.html"
    assert written(db, "report", "--output", str(path), "--open") == 0
    assert opened == [path.as_uri()]
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == f"Wrote {path}."
    assert [line.startswith(said) for line in rest] == ([True] if said else [])


def test_an_anonymous_export_says_what_stays_of_its_owner(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether it goes to a file or to standard output."""
    path = tmp_path / "pattern.json"
    assert written(db, "export", "--anonymous", "--output", str(path)) == 0
    out, err = capsys.readouterr()
    assert (out, err.count("The pattern of your days stays: ")) == ("", 1)
    assert written(db, "export", "--anonymous") == 0
    out, err = capsys.readouterr()
    assert (out, err.count("could still tell that it is yours.")) == (path.read_text("utf-8"), 1)


COMMANDS = (["status", "--short"], ["status"], ["tick", "comment"])


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_what_runs_every_day_loads_nothing_of_it(arguments: list[str], db: Path) -> None:
    code = (
        "import sys; from ssi_tui.cli.main import main; "
        f"main({['--db', str(db), '--today', TODAY, *arguments]!r}); "
        f"print([name for name in sys.modules if name.startswith({LATE!r})], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stderr == "[]\n"


def test_the_app_loads_nothing_of_it_at_its_start(db: Path) -> None:
    code = (
        "import asyncio, sys; from pathlib import Path; "
        "from ssi_tui.core.wall_clock import WallClock; from ssi_tui.core.model import Source; "
        "from datetime import UTC, datetime; "
        "from ssi_tui.tracker.tracker import Tracker; from ssi_tui.tui.app import SsiApp\n"
        "async def start(app):\n"
        "    async with app.run_test(size=(100, 30)) as pilot:\n"
        "        await pilot.pause()\n"
        f"tracker = Tracker(Path({str(db)!r}), "
        "WallClock(lambda: datetime(2026, 11, 23, 7, tzinfo=UTC), UTC), Source.TUI)\n"
        "asyncio.run(start(SsiApp(tracker)))\n"
        f"print([name for name in sys.modules if name.startswith({LATE!r})])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"

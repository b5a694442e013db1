"""What the settings change: the day, the budgets, the weeks; and how commands speak of mistakes."""

import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.ahead.curves import kept_days
from ssi_tui.core.model import Reading, Source
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.tracker import Tracker
from tests.logs import MORNING, ROOT, all_entries, blank


def tracker_with(tmp_path: Path, text: str, instant: datetime = MORNING) -> Tracker:
    """Return a tracker for a user in UTC with these settings."""
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    clock = WallClock(lambda: instant, UTC)
    return Tracker(blank(tmp_path / "log.db"), clock, Source.CLI, SettingsFile(path))


def test_the_time_zone_and_the_day_start_hour_decide_on_the_day(tmp_path: Path) -> None:
    """At 20:30 UTC it is 05:30 in Tokyo."""
    evening = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    for hour, day in ((5, date(2026, 11, 24)), (6, date(2026, 11, 23))):
        text = f'time_zone = "Asia/Tokyo"\nday_start_hour = {hour}'
        with closing(tracker_with(tmp_path, text, evening)) as tracker:
            assert tracker.today() == day


def test_the_minutes_budget_bounds_what_is_planned(tmp_path: Path) -> None:
    """The plan of the day stays within it."""
    planned = {}
    for budget in (5, 30):
        with closing(tracker_with(tmp_path, f"minutes_budget = {budget}")) as tracker:
            shown = tracker.dashboard()
            assert (shown.budget, shown.minutes_left) == (budget, budget)
            planned[budget] = sum(item.minutes for item in shown.advice.plan.items)
    assert planned[5] <= 5 < planned[30] <= 30


def test_the_notes_a_month_bound_the_notes(tmp_path: Path) -> None:
    """Of invitations, on the day and ahead."""
    with closing(tracker_with(tmp_path, "notes_a_month = 2")) as tracker:
        tracker.tick([("connect", 3)])
        assert [entry.quality for entry in all_entries(tracker)] == ["note", "note", "plain"]
        shown = tracker.dashboard()
        assert shown.notes_left == 0
        ahead = kept_days(shown.source, tracker.view.schedule(), 9)
        assert (ahead[-2].day, ahead[-2].notes_left) == (date(2026, 11, 30), 0)
        assert (ahead[-1].day, ahead[-1].notes_left) == (date(2026, 12, 1), 1)


def test_notes_may_be_without_limit(tmp_path: Path) -> None:
    """With a Premium account."""
    with closing(tracker_with(tmp_path, "notes_a_month = 0")) as tracker:
        tracker.tick([("connect", 9)])
        assert {entry.quality for entry in all_entries(tracker)} == {"note"}
        assert tracker.dashboard().notes_left is None


def test_readings_leave_the_estimate_alone_where_calibration_is_off(tmp_path: Path) -> None:
    """As if none had been entered."""
    totals = []
    for text in ("calibration = true", "calibration = false"):
        with closing(tracker_with(tmp_path, text)) as tracker:
            before = tracker.dashboard().total
            reading = Reading(date(2026, 11, 23), (20.0, 20.0, 20.0, 20.0), None, None)
            tracker.readings.record(reading, None)
            totals.append((before, tracker.dashboard().total))
    (calibrated, off) = totals
    assert calibrated[0] != pytest.approx(calibrated[1])
    assert off[0] == off[1]


def test_weeks_may_start_on_sunday(tmp_path: Path) -> None:
    """Where weeks are shown."""
    with closing(tracker_with(tmp_path, 'week_start = "sunday"')) as tracker:
        assert tracker.settings.first_weekday == 6
        assert tracker.dashboard().source.settings.first_weekday == 6
        assert tracker.review.page(date(2026, 11, 23)).week.first == date(2026, 11, 22)


def test_a_command_names_mistakes_on_standard_error_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it prints and its exit code stay."""
    path = tmp_path / "settings.toml"
    path.write_text('week_start = "tuesday"\n', encoding="utf-8")
    monkeypatch.setenv("SSI_TUI_SETTINGS", str(path))
    db = blank(tmp_path / "log.db")
    assert main(["--db", str(db), "--today", "2026-11-23", "tick", "search"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("✓  search")
    assert err == (
        "ssi-tui: settings.toml line 1: week_start must be monday or sunday, "
        'not "tuesday"; using monday\n'
    )


@pytest.mark.parametrize("command", [["status", "--short"], ["tick", "comment"]])
def test_nothing_is_loaded_for_settings_or_readings_that_are_not_there(
    command: list[str], tmp_path: Path
) -> None:
    """A prompt asks for the status each time."""
    db = blank(tmp_path / "log.db")
    script = (
        "import sys; from ssi_tui.cli.main import main; main(sys.argv[1:]);"
        "print([name for name in sys.modules if name in ('tomllib', 'ssi_tui.core.setting_keys') "
        "or name.startswith('ssi_tui.') and name.endswith('.calibration')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--db", str(db), *command],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_commands_print_ascii_where_it_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The columns of the status stay; its JSON has no glyphs."""
    path = tmp_path / "settings.toml"
    monkeypatch.setenv("SSI_TUI_SETTINGS", str(path))
    db = ["--db", str(blank(tmp_path / "log.db")), "--today", "2026-11-23"]
    off = ["off", "2026-12-21", "2027-01-03"]
    commands = (["tick", "comment=2"], ["status"], ["status", "--short"], ["week"], off, ["undo"])
    printed = {}
    for glyphs in ("ascii", "unicode"):
        path.write_text(f'glyphs = "{glyphs}"\n', encoding="utf-8")
        for command in commands:
            assert main([*db, *command]) == 0
        printed[glyphs] = capsys.readouterr().out
    assert printed["ascii"].isascii()
    assert "*  comment x2    2 of 2" in printed["ascii"]
    assert "✓  comment ×2    2 of 2" in printed["unicode"]
    assert "●" in printed["unicode"]

"""The demo: an invented year, the same each time, that never comes near the user's own log."""

import signal
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from ssi_tui.cli.demo import demo_tracker
from ssi_tui.cli.demo_year import DEMO_DAY, FIRST_DAY
from ssi_tui.cli.main import main
from ssi_tui.core.model import Pillar, Risk
from ssi_tui.core.review.record import Step
from ssi_tui.tracker.tracker import Tracker
from tests.tools import scenes
from tests.tools.scenes import open_tracker
from tests.tui.terminal import PATIENCE, terminal

pytestmark = pytest.mark.slow

REVIEWED_LAST = date(2026, 11, 9)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    """Return the tracker of the demo on its own day."""
    tracker = demo_tracker(tmp_path_factory.mktemp("demo"), None)
    yield tracker
    tracker.close()


def risks(folder: Path, day: date) -> dict[Pillar, Risk]:
    """Return the risks that the demo shows on a day."""
    tracker = demo_tracker(folder, day)
    try:
        return {row.pillar: row.outlook.risk for row in tracker.dashboard().pillars}
    finally:
        tracker.close()


def test_it_is_the_same_each_time(demo: Tracker, tmp_path: Path) -> None:
    again = demo_tracker(tmp_path, None)
    assert again.dashboard() == demo.dashboard()
    assert again.review.reviews() == demo.review.reviews()
    again.close()


def test_it_shows_a_pillar_that_has_collapsed_one_that_is_about_to_and_two_safe_ones(
    demo: Tracker,
) -> None:
    assert [row.outlook.risk for row in demo.dashboard().pillars] == [
        Risk.SAFE,
        Risk.COLLAPSED,
        Risk.ABOUT_TO_COLLAPSE,
        Risk.SAFE,
    ]


def test_the_weeks_before_show_the_same_pillar_on_watch_and_about_to_collapse(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """And the first days one that is building."""
    days = {
        Risk.WATCH: date(2026, 11, 13),
        Risk.ABOUT_TO_COLLAPSE: date(2026, 11, 16),
        Risk.BUILDING: FIRST_DAY + timedelta(days=7),
    }
    for risk, day in days.items():
        assert risks(tmp_path_factory.mktemp("demo"), day)[Pillar.PEOPLE] is risk


def test_it_is_a_year_with_time_off_readings_and_a_morning_that_has_begun(demo: Tracker) -> None:
    dashboard = demo.dashboard()
    assert dashboard.number == 365
    assert len(demo.routine.time_off()) == 3
    assert len(demo.store.readings.up_to(DEMO_DAY)) == 4
    assert dashboard.reading is not None
    assert dashboard.source.history.calibration is not None
    assert 0.0 < dashboard.minutes_done < dashboard.minutes_planned
    assert len(dashboard.source.log.day_notes) == 3


def test_its_reviews_have_outcomes_and_promises_and_the_last_week_waits_for_its_own(
    demo: Tracker,
) -> None:
    reviews = demo.review.reviews()
    assert max(reviews) == REVIEWED_LAST
    assert all(review.finished and review.commitment for review in reviews.values())
    assert sum(sum(review.outcomes.values()) for review in reviews.values()) > 20
    week = demo.review.open_at()
    assert week == REVIEWED_LAST + timedelta(days=7)
    assert Step.PROMISE not in demo.review.page(week).review.steps


def test_nothing_is_known_of_the_days_after_the_one_that_is_given(tmp_path: Path) -> None:
    day = date(2026, 3, 1)
    tracker = demo_tracker(tmp_path, day)
    entries = tracker.store.entries(date.min, date.max)
    assert max(entry.day for entry in entries) <= day
    assert all(entry.at is not None and entry.at.date() <= day for entry in entries)
    assert tracker.review.reviews() == {}
    assert [reading.day for reading in tracker.store.readings.up_to(date.max)] == [
        date(2026, 2, 15)
    ]
    tracker.close()


# -- on the command line ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["demo"], "needs a terminal"),
        (["--db", "own.db", "demo"], "the demo can't be used with --db"),
        (["demo", "--today", "soon"], "isn't a date"),
    ],
)
def test_it_is_refused_in_one_sentence(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    answer = capsys.readouterr().err
    assert said in answer
    assert len(answer.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return what lies in a folder, and when it was written."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("named", [True, False], ids=["named by SSI_TUI_DB", "where it lies"])
def test_it_never_touches_the_log_of_the_user_and_leaves_nothing_behind(
    tmp_path: Path, named: bool
) -> None:
    """In a terminal of its own, with ticks, views and undo."""
    data, scratch = tmp_path / "data" / "ssi-tui", tmp_path / "scratch"
    data.mkdir(parents=True)
    scratch.mkdir()
    scenes.done(data / "ssi-tui.db").close()
    before = contents(tmp_path)
    variables = {"XDG_DATA_HOME": str(data.parent), "TMPDIR": str(scratch)}
    if named:
        variables["SSI_TUI_DB"] = str(data / "ssi-tui.db")
    program = [sys.executable, "-m", "ssi_tui", "demo"]
    with terminal(data / "ssi-tui.db", variables=variables, program=program) as app:
        app.shows("Demo: a made-up year, discarded when you quit.")
        app.shows("  demo   1 Today")
        assert [path.name[:13] for path in scratch.iterdir()] == ["ssi-tui-demo-"]
        app.type("c")
        app.shows("1 of 2")
        app.type("u3")
        app.shows("about to collapse")
        app.type("q")
        assert app.wait() == 0
    assert contents(tmp_path) == before
    assert list(scratch.iterdir()) == []


def test_the_log_of_the_user_opens_under_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    open_tracker(path, scenes.SceneClock(DEMO_DAY)).close()
    with terminal(path) as app:
        app.shows("  ssi-tui   1 Today")
        app.type("q")
        assert app.wait() == 0


def test_it_follows_the_theme_and_the_glyphs_of_the_settings_and_writes_none(
    tmp_path: Path,
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('theme = "ssi-light"\nglyphs = "ascii"\nminutes_budget = 5\n')
    program = [sys.executable, "-m", "ssi_tui", "demo"]
    variables = {"SSI_TUI_SETTINGS": str(settings), "XDG_DATA_HOME": str(tmp_path / "data")}
    with terminal(tmp_path / "log.db", variables=variables, program=program) as app:
        app.shows("about to collapse")
        assert "".join(app.screen.rows).isascii()
        app.type(",")
        app.shows("ssi-light")
        app.shows("Minutes a day         same as the routine")
        app.type("\x1b")
        app.until(lambda: "applied immediately" not in str(app.screen.rows))
        app.type("q")
        assert app.wait() == 0
    assert "minutes_budget = 5" in settings.read_text()


@pytest.mark.parametrize("end", [signal.SIGHUP, signal.SIGTERM], ids=["hang-up", "terminate"])
def test_nothing_is_left_behind_where_the_demo_is_ended_from_outside(
    tmp_path: Path, end: signal.Signals
) -> None:
    """As by closing its window."""
    program = [sys.executable, "-m", "ssi_tui", "demo"]
    variables = {"TMPDIR": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    with terminal(tmp_path / "log.db", variables=variables, program=program) as app:
        app.shows("  demo   1 Today")
        app.process.send_signal(end)
        app.wait()
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_behind_where_the_terminal_of_the_demo_is_closed(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "ssi_tui", "demo"]
    variables = {"TMPDIR": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    with terminal(tmp_path / "log.db", variables=variables, program=program) as app:
        app.shows("  demo   1 Today")
        app.hang_up()
        app.process.wait(PATIENCE)
    assert list(tmp_path.iterdir()) == []


def test_it_has_a_task_of_its_own(demo: Tracker) -> None:
    """Since August, and with what it adds."""
    dashboard = demo.dashboard()
    assert [(row.label, row.target) for row in dashboard.tasks][-1] == ("thank people", 1)
    assert dashboard.pillars[3].contributions["thank"] > 0.5
    earlier = demo.dashboard(date(2026, 8, 28))
    assert "thank" not in [row.task for row in earlier.tasks]

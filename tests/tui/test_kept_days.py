"""An app that finds closed days missing keeps them once its first frame is there."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import RenderableType
from textual.screen import Screen

from ssi_tui.core.model import Source
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.storage.database.lock import BUSY_SECONDS
from ssi_tui.tracker.log_view import LogView
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.app import SsiApp
from tests.logs import rows
from tests.tools import scenes
from tests.tools.scenes import MONDAY, SceneClock, open_tracker
from tests.tui.driver import session

LAST = "SELECT max(day) FROM closed_days"
ALL = [(MONDAY.toordinal() - 1,)]
NONE = [(None,)]


def not_kept(path: Path) -> Tracker:
    """Write a log of which no closed days are kept."""
    tracker = scenes.morning(path)
    with tracker.store.transaction():
        tracker.store.closed.drop()
    return tracker


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the write lock, as another program does that imports much."""
    with closing(open_tracker(path, SceneClock(MONDAY))) as other, other.store.transaction():
        yield


def test_a_start_keeps_the_closed_days_that_are_missing(tmp_path: Path) -> None:
    """Nobody has ticked: a program that is only read is quick the next time too."""
    path = tmp_path / "log.db"
    with session(path, not_kept) as app:
        assert app.until(lambda: rows(path, LAST) == ALL)
        assert app.shown == app.app.tracker.dashboard()


def test_the_first_frame_does_not_wait_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    display, keep = SsiApp._display, LogView.keep_at_start

    def displaying(app: SsiApp, screen: Screen[Any], frame: RenderableType | None) -> None:
        order.append("frame")
        display(app, screen, frame)

    def keeping(view: LogView) -> None:
        order.append("kept")
        keep(view)

    monkeypatch.setattr(SsiApp, "_display", displaying)
    monkeypatch.setattr(LogView, "keep_at_start", keeping)
    with session(tmp_path / "log.db", not_kept) as app:
        assert app.until(lambda: "kept" in order)
    assert order[0] == "frame"


def test_a_start_while_another_program_writes_goes_on_without(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    not_kept(path).close()
    with closing(open_tracker(path, SceneClock(MONDAY))) as tracker:
        tracker.dashboard()
        with writing(path):
            before = time.monotonic()
            tracker.view.keep_at_start()
            assert time.monotonic() - before < BUSY_SECONDS / 4
        assert rows(path, LAST) == NONE
        tracker.view.keep_at_start()
        assert rows(path, LAST) == ALL


def test_who_acts_as_if_it_were_another_day_keeps_nothing_by_looking(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    not_kept(path).close()
    clock = WallClock(SceneClock(MONDAY), UTC, fixed=MONDAY - timedelta(days=3))
    with closing(Tracker(path, clock, Source.TUI)) as tracker:
        tracker.dashboard()
        tracker.view.keep_at_start()
        assert rows(path, LAST) == NONE

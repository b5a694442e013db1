"""Runs the app without a terminal: keys in, rows of text out.

An app stands still between the steps of a test, which are therefore plain calls.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual import _wait
from textual.events import Key, Paste
from textual.keys import key_to_character
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.evening import EveningPillar
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.look.theme import Palette
from ssi_tui.tui.today.routine import RoutinePanel
from tests.tools import scenes
from tests.tools.scenes import MONDAY, SceneClock, open_tracker

Result = TypeVar("Result")

SMALL = (80, 24)
MEDIUM = (100, 30)
WIDE = (160, 45)
NARROW = (60, 20)


@contextmanager
def quick() -> Iterator[None]:
    """Look more often than Textual's fifty times a second whether the app is idle."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_wait, "SLEEP_GRANULARITY", 0.004)
        patch.setattr(_wait, "SLEEP_IDLE", 0.0004)
        yield


@contextmanager
def no_words_together() -> Iterator[None]:
    """Hold every row that is painted to it: no piece covers another, no word meets a word."""
    paint = Row.strip

    def checked(row: Row, palette: Palette, width: int) -> Strip:
        pieces = sorted(row._pieces, key=lambda piece: piece.at)
        for one, other in pairwise(piece for piece in pieces if piece.at < width):
            assert one.end <= other.at, f"{other.text!r} is put on {one.text!r}"
            met = one.end == other.at and one.text[-1:].isalpha() and other.text[:1].isalpha()
            assert not met, f"{other.text!r} runs into {one.text!r}"
        return paint(row, palette, width)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Row, "strip", checked)
        yield


class Session:
    """An open app, its clock and its database."""

    def __init__(
        self, runner: asyncio.Runner, pilot: Pilot[None], app: SsiApp, path: Path, clock: SceneClock
    ) -> None:
        self._runner = runner
        self._pilot = pilot
        self.app = app
        self.path = path
        self.clock = clock

    # -- what is done -------------------------------------------------------------------------

    def run(self, step: Coroutine[Any, Any, Result]) -> Result:
        """Let the app run until a step is done."""
        return self._runner.run(step)

    def press(self, *keys: str) -> "Session":
        """Press keys, each once the app has answered the one before."""
        view = self.app.current_mode
        for key in keys:
            with quick():
                self.run(self._pilot.press(key))
            self.run(self._drain())
        if self.app.current_mode != view:
            # A view that was hidden while the size changed is placed some frames after it is shown.
            self.run(self._pilot.pause(0.06))
        return self.settle()

    def burst(self, *keys: str) -> "Session":
        """Press keys faster than the app can answer, as a slow line hands them over.

        What begins with ``paste:`` is pasted.
        """

        async def send() -> None:
            for key in keys:
                pasted = key.removeprefix("paste:")
                event = Key(key, key_to_character(key)) if pasted == key else Paste(pasted)
                event.set_sender(self.app)
                self.app.post_message(event)

        self.run(send())
        return self.settle()

    def enter(self, text: str) -> "Session":
        """Write a text into the field that has the focus."""

        async def write() -> None:
            field = self.app.focused
            assert isinstance(field, Input)
            field.insert_text_at_cursor(text)

        self.run(write())
        return self.settle()

    def click(self, x: int, y: int) -> "Session":
        """Click on a cell of the screen."""
        self.run(self._pilot.click(offset=(x, y)))
        return self.settle()

    def hover(self, x: int, y: int) -> "Session":
        """Move the mouse over a cell of the screen."""
        self.run(self._pilot.hover(offset=(x, y)))
        return self.settle()

    def resize(self, width: int, height: int) -> "Session":
        """Give the terminal another size."""
        self.run(self._pilot.resize_terminal(width, height))
        return self.settle()

    def look_around(self) -> "Session":
        """Let the app look around, as it does each second."""

        async def look() -> None:
            self.app.look_around()

        self.run(look())
        return self.settle()

    def settle(self) -> "Session":
        """Wait until nothing is left to do."""
        # What is placed anew is painted with the next frame, and may place more.
        for _ in range(3):
            self.run(self._drain())
            self.run(self._frame())
        return self

    async def _drain(self) -> None:
        """Let messages go all the way up and down, and up again."""
        for _ in range(3):
            for pump in (self.app.focused, self.app.screen, self.app):
                await self._pass(pump)

    async def _frame(self) -> None:
        """Let the widgets answer, and paint now: not with the timer, sixty times a second."""
        screen = self.app.screen
        for widget in (*screen.walk_children(), screen):
            await self._pass(widget)
        screen._on_timer_update()
        await asyncio.sleep(0.001)

    async def _pass(self, pump: MessagePump | None) -> None:
        """Wait until a pump has handled what it has been sent so far."""
        passed = asyncio.Event()
        if self.app.is_running and pump is not None and pump.call_later(passed.set):
            with suppress(TimeoutError):
                await asyncio.wait_for(passed.wait(), 1.0)

    def until(self, true: Callable[[], bool], seconds: float = 20.0) -> bool:
        """Let the app run until something is true, or for some seconds at most."""
        deadline = time.monotonic() + seconds
        while not true() and time.monotonic() < deadline:
            self.run(self._pilot.pause(0.01))
        return true()

    # -- what is seen -------------------------------------------------------------------------

    @property
    def shown(self) -> Dashboard:
        """The value that is shown."""
        assert self.app.dashboard is not None
        return self.app.dashboard

    @property
    def evening(self) -> tuple[EveningPillar, ...]:
        """The pillars on the evening of another day that is shown."""
        assert self.shown.evening is not None
        return self.shown.evening.pillars

    @property
    def rows(self) -> list[str]:
        """The rows of the screen, without the space at their ends."""

        async def read() -> list[str]:
            return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

        return self.run(read())

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.rows)

    @property
    def last(self) -> str:
        """The last row."""
        return self.rows[-1]

    def row_with(self, word: str) -> str:
        """Return the first row that holds a word."""
        return next((row for row in self.rows if word in row), f"no row holds {word!r}")

    def painted(self, panel: type[Painted]) -> list[str]:
        """Return the rows that a panel of the view has painted."""

        async def read() -> list[str]:
            return [row.plain for row in self.app.screen.query_one(panel).painted()]

        return self.run(read())

    def task_row(self, task: str) -> str:
        """Return the row of a task of the routine."""
        return next(row for row in self.painted(RoutinePanel)[1:] if task in row)

    def panels(self) -> list[Painted]:
        """Return the panels of the view that are shown."""
        return [widget for widget in self.app.screen.query(Painted) if widget.display]

    # -- the database -------------------------------------------------------------------------

    @contextmanager
    def elsewhere(self) -> Iterator[Tracker]:
        """Open the same log as another process would."""
        tracker = open_tracker(self.path, self.clock)
        try:
            yield tracker
        finally:
            tracker.close()

    def logged(self, day: date = MONDAY) -> dict[str, int]:
        """Return what the database holds of a day, read through a connection of its own."""
        found: dict[str, int] = {}
        with self.elsewhere() as tracker:
            for entry in tracker.store.entries(day, day):
                found[entry.task] = found.get(entry.task, 0) + entry.count
        return found


@contextmanager
def session(
    path: Path,
    scene: Callable[[Path], Tracker] = scenes.morning,
    size: tuple[int, int] = SMALL,
    day: date = MONDAY,
    preferences: SettingsFile | None = None,
) -> Iterator[Session]:
    """Open the app on a scene, on the morning of a day."""
    scene(path).close()
    clock = SceneClock(day)
    tracker = open_tracker(path, clock, preferences)
    app = SsiApp(tracker)
    try:
        with no_words_together(), asyncio.Runner() as runner:
            stack = AsyncExitStack()
            pilot = runner.run(stack.enter_async_context(app.run_test(size=size)))
            try:
                yield Session(runner, pilot, app, path, clock).settle()
            finally:
                runner.run(stack.aclose())
    finally:
        tracker.close()

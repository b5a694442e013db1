"""The app as its terminal knows it: how it begins and how it ends."""

import asyncio
import os
import re
import signal
import sys
from pathlib import Path
from typing import Any, TypeVar

from textual.app import App
from textual.driver import Driver
from textual.screen import Screen
from textual.worker import WorkerFailed

from ssi_tui.tui.look.theme import DARK, LIGHT, variable_defaults

Result = TypeVar("Result")
_STYLES = str(Path(__file__).parents[1] / "dialogs" / "dialogs.tcss")

# What rich asks of other places in a picture: fonts of a remote host, and outlines to cut text at,
# which no text of ours needs.
_ELSEWHERE = re.compile(
    r"<!--.*?-->|@font-face \{.*?\}|<clipPath .*?</clipPath>| clip-path=\"url\([^)]*\)\"", re.DOTALL
)


class TerminalApp(App[Result]):
    """An app that leaves its terminal as it found it, however it ends."""

    def __init__(self) -> None:
        # What a shell has exported is the size of the window as it was.
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)
        super().__init__()
        for theme in (DARK, LIGHT):
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our style variables, for themes that lack them."""
        ours = self.current_theme in (DARK, LIGHT)
        return {} if ours else variable_defaults(self.current_theme)

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of the terminal."""
        if sys.platform == "win32":
            return super().get_driver_class()
        # Loaded here: it needs what Windows has not.
        from ssi_tui.tui.look.driver import TerminalDriver

        return TerminalDriver

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Read the styles of dialogs with the first one; Textual would read all others anew."""
        if screen.is_modal and not self.stylesheet.has_source(_STYLES):
            self.stylesheet.read(_STYLES)
            self.stylesheet.parse()
        super()._load_screen_css(screen)

    def on_load(self) -> None:
        """End by the signals of a closed window and of ``kill`` as by a key."""
        # Without a terminal there is somebody else whom the signals are for. Windows has none.
        if sys.platform != "win32" and not self.is_headless:
            for end in (signal.SIGHUP, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(end, self.exit)

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """Return the screen as an SVG that loads nothing from anywhere."""
        drawn = super().export_screenshot(title=title, simplify=simplify)
        return "".join(line for line in _ELSEWHERE.sub("", drawn).splitlines(True) if line.strip())

    def show(self) -> Result | None:
        """Run until the user quits; raises an error that nobody expected."""
        result = self.run()
        if self._exception is not None:
            raise self._exception
        return result

    def _handle_exception(self, error: Exception) -> None:
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        # Textual would paint the trace with the values in it, and fail at some of them.
        self._close_messages_no_wait()

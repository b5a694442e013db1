"""The app as its terminal knows it: what the terminal sends, and how the app ends."""

import asyncio
import os
import re
import signal
import sys
from codecs import getincrementaldecoder, lookup
from collections.abc import Iterable
from contextlib import suppress
from selectors import EVENT_READ, SelectSelector
from typing import Any, TextIO, TypeVar, cast

from rich.cells import cell_len
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Paste
from textual.message import Message
from textual.messages import ExitApp
from textual.worker import WorkerFailed

from ssi_tui.tui.look.theme import DARK, LIGHT, variable_defaults

Result = TypeVar("Result")

# What rich asks of other places in a picture: fonts of a remote host, and outlines to cut text at,
# which no text of ours needs.
_ELSEWHERE = re.compile(
    r"<!--.*?-->|@font-face \{.*?\}|<clipPath .*?</clipPath>| clip-path=\"url\([^)]*\)\"", re.DOTALL
)
_POLL_SECONDS = 0.1
_MOST_BYTES = 4096


def whole(text: str) -> str:
    """Return a text without the halves of characters that stand for bytes which are no text."""
    return text.encode(errors="ignore").decode()


def poor_encoding() -> str | None:
    """Return the encoding of the terminal if it lacks our glyphs, ``None`` if it is UTF-8."""
    # Textual writes to standard error, so that output can go elsewhere.
    encoding = "utf-8" if sys.__stderr__ is None else sys.__stderr__.encoding
    return None if lookup(encoding).name == "utf-8" else encoding


def printable_in(encoding: str, text: str) -> str:
    """Return a text with question marks for what an encoding lacks, cell for cell."""
    if text.isascii():
        return text
    shown = (each.encode(encoding, "ignore").decode(encoding) for each in text)
    return "".join(there or "?" * cell_len(each) for each, there in zip(text, shown, strict=True))


class Output:
    """Writes to the terminal, in its encoding, as long as there is one."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._encoding = poor_encoding()
        self.fileno = file.fileno

    def write(self, text: str) -> None:
        """Write a text."""
        with suppress(OSError):
            self._file.write(text if self._encoding is None else printable_in(self._encoding, text))

    def flush(self) -> None:
        """Have what was written be shown."""
        with suppress(OSError):
            self._file.flush()


class Pastes:
    """Holds what is pasted back until its end, so that no escape within it is taken for a key."""

    def __init__(self) -> None:
        self._last = ""
        self._held: list[str] | None = None

    def through(self, character: str) -> str:
        """Return what may be read once a character has come: nothing, it, or all of a paste."""
        self._last = (self._last + character)[-len(BRACKETED_PASTE_START) :]
        if self._held is None:
            if self._last == BRACKETED_PASTE_START:
                self._held = []
            return character
        self._held.append(character)
        if self._last != BRACKETED_PASTE_END:
            return ""
        pasted, self._held = "".join(self._held).removesuffix(BRACKETED_PASTE_END), None
        return pasted.replace("\x1b", "") + BRACKETED_PASTE_END


class TerminalDriver(LinuxDriver):
    """Reads what the terminal sends, and ignores what is neither a text nor a key."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # Without it the thread that writes would end with the terminal, and the app wait for it.
        self._file = cast("Any", Output(self._file or sys.stderr))

    def run_input_thread(self) -> None:
        """Make messages of what the terminal sends until the app ends, or the terminal does."""
        parser, pastes = XTermParser(self._debug), Pastes()
        decode = getincrementaldecoder(poor_encoding() or "utf-8")("surrogateescape").decode
        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_POLL_SECONDS):
                    sent = self._sent()
                    if not sent:
                        self.send_message(ExitApp())
                        return
                    for each in filter(None, map(pastes.through, decode(sent))):
                        parser = self._fed(parser, each)
                self._process(parser.tick())

    def _sent(self) -> bytes:
        """Return what the terminal has sent, nothing once it is gone."""
        try:
            return os.read(self.fileno, _MOST_BYTES)
        except OSError:
            return b""

    def _fed(self, parser: XTermParser, text: str) -> XTermParser:
        """Make messages of a text, and return the parser that goes on from there."""
        try:
            self._process(parser.feed(text))
        except (ValueError, OverflowError):
            # A sequence that no terminal sends, for example the key of a character beyond Unicode.
            new = XTermParser(self._debug)
            for name in ("mouse_pixels", "terminal_size", "terminal_pixel_size"):
                setattr(new, name, getattr(parser, name))
            return new
        return parser

    def _process(self, messages: Iterable[Message]) -> None:
        for message in messages:
            if isinstance(message, Paste):
                self.process_message(Paste(whole(message.text)))
            elif not isinstance(message, Key) or whole(message.key) == message.key:
                self.process_message(message)


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
        return variable_defaults(self.current_theme)

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of the terminal."""
        return TerminalDriver

    def on_load(self) -> None:
        """End by the signals of a closed window and of ``kill`` as by a key."""
        # Without a terminal there is somebody else whom the signals are for.
        if not self.is_headless:
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

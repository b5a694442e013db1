"""What a terminal of Linux or macOS sends, as messages of the app."""

import os
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterable
from selectors import EVENT_READ, SelectSelector
from typing import Any, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Paste
from textual.message import Message
from textual.messages import ExitApp

from ssi_tui.tui.look.traffic import Output, Pastes, poor_encoding, whole

_POLL_SECONDS = 0.1
_MOST_BYTES = 4096


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

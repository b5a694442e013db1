"""What goes between the app and its terminal, as text."""

import sys
from codecs import lookup
from contextlib import suppress
from typing import TextIO

from rich.cells import cell_len
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START


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

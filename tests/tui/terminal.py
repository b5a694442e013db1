"""A real pseudo-terminal with the app in it, and a small model of what its screen shows."""

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from rich.cells import cell_len

from tests.tools.scenes import MONDAY

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 20.0
# What the app paints last: the end of the last row.
READY = "? help  ^p commands  q quit"
BLANK = " "
# Makes the terminal that of the new session, so that closing it is told to the app.
OWN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)

# A control sequence, an operating system command, another escape, or what is still coming.
_SEQUENCE = re.compile(
    r"\x1b\[([?<>=]?)([\d;]*)([ -/]*)([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|"
    r"\x1b[=>78MDE]"
)


@dataclass(frozen=True, slots=True)
class Pen:
    """The colours that the next character takes; ``None`` is that of the terminal."""

    fore: str | None = None
    back: str | None = None
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A character on the screen and its colours."""

    text: str
    pen: Pen


class Screen:
    """Understands what Textual sends: text, cursor positions, colours, and clearing."""

    def __init__(self, width: int, height: int) -> None:
        self._pen = Pen()
        self._rest = ""
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        """Begin blank in another size; a sequence that has begun still waits for its rest."""
        self.width, self.height = width, height
        self._cells = self._blank()
        self._x = self._y = 0

    def _blank(self) -> list[list[Cell]]:
        return [[Cell(BLANK, Pen())] * self.width for _ in range(self.height)]

    @property
    def rows(self) -> list[str]:
        """The rows of text, without the space at their ends."""
        return ["".join(cell.text for cell in row).rstrip() for row in self._cells]

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell."""
        for row in self._cells:
            yield from row

    def feed(self, text: str) -> None:
        """Take output in; a sequence that is not complete yet waits for the rest."""
        text, self._rest = self._rest + text, ""
        at = 0
        while at < len(text):
            if text[at] != "\x1b":
                self._put(text[at])
                at += 1
                continue
            found = _SEQUENCE.match(text, at)
            if found is None:
                self._rest = text[at:]
                return
            if found.group(4) and not found.group(1) and not found.group(3):
                self._obey(found.group(4), found.group(2))
            elif found.group(0) == "\x1b[?1049h":
                self._cells = self._blank()
            at = found.end()

    def _put(self, character: str) -> None:
        if character == "\r":
            self._x = 0
        elif character == "\n":
            self._y = min(self.height - 1, self._y + 1)
        elif character.isprintable() and self._x < self.width and self._y < self.height:
            self._cells[self._y][self._x] = Cell(character, self._pen)
            for beside in range(self._x + 1, min(self.width, self._x + cell_len(character))):
                self._cells[self._y][beside] = Cell("", self._pen)
            self._x += cell_len(character)

    def _obey(self, final: str, parameters: str) -> None:
        numbers = [int(number or 0) for number in parameters.split(";")]
        if final == "H":
            row, column = (*numbers, 1)[:2]
            self._y, self._x = max(row, 1) - 1, max(column, 1) - 1
        elif final == "J":
            self._cells = self._blank()
        elif final == "m":
            self._colour(numbers)

    def _colour(self, numbers: Sequence[int]) -> None:
        left = list(numbers)
        while left:
            number = left.pop(0)
            if number == 0:
                self._pen = Pen()
            elif number == 7:
                self._pen = replace(self._pen, reverse=True)
            elif number in (38, 48):
                size = 4 if left[0] == 2 else 2
                colour = ";".join(str(part) for part in left[:size])
                del left[:size]
                fore, back = self._pen.fore, self._pen.back
                fore, back = (colour, back) if number == 38 else (fore, colour)
                self._pen = replace(self._pen, fore=fore, back=back)
            elif 30 <= number <= 37 or 90 <= number <= 97:
                self._pen = replace(self._pen, fore=str(number))
            elif 40 <= number <= 47 or 100 <= number <= 107:
                self._pen = replace(self._pen, back=str(number - 10))
            elif number == 39:
                self._pen = replace(self._pen, fore=None)
            elif number == 49:
                self._pen = replace(self._pen, back=None)


class Terminal:
    """A process in a terminal of its own. Waiting is for what the screen shows, never for time."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", ends: tuple[int, int], size: tuple[int, int]
    ) -> None:
        self.process = process
        self.screen = Screen(*size)
        self.output = ""
        self._master, self._slave = ends
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def type(self, keys: str) -> None:
        """Send keys as a keyboard does; the half of a character stands for a byte that is none."""
        os.write(self._master, keys.encode(errors="surrogateescape"))

    def until(self, true: Callable[[], bool], seconds: float = PATIENCE) -> float:
        """Read until a condition is fulfilled; return how long that took."""
        began = time.monotonic()
        while not true():
            said = "\n".join(self.screen.rows)
            assert time.monotonic() < began + seconds, f"not within {seconds} s\n{said}"
            ended = self.process.poll() is not None
            assert self._read() or not ended or true(), f"the process has ended\n{said}"
        return time.monotonic() - began

    def shows(self, text: str, seconds: float = PATIENCE) -> float:
        """Read until a text stands on the screen; return how long that took."""
        return self.until(lambda: any(text in row for row in self.screen.rows), seconds)

    def rest(self, seconds: float) -> None:
        """Read what comes within some time, so that the app is never held up by its terminal."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._read()

    def wait(self, seconds: float = PATIENCE) -> int:
        """Read until the process has ended; return its exit code."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < deadline, "the process does not end"
            self._read()
        while self._read():
            pass
        return self.process.returncode

    def _read(self) -> bool:
        """Read what comes within a moment; tell whether something came."""
        if not select.select([self._master], [], [], 0.02)[0]:
            return False
        text = self._decoder.decode(os.read(self._master, 65536))
        self.output += text
        self.screen.feed(text)
        return True

    @property
    def modes(self) -> int:
        """The local modes of the terminal: whether it echoes, and waits for whole lines."""
        return int(termios.tcgetattr(self._slave)[3])

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size, as a window that is dragged does."""
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.screen.resize(width, height)

    def hang_up(self) -> None:
        """Close the terminal, as a window that is closed does."""
        for end in (self._slave, self._master):
            if end >= 0:
                os.close(end)
        self._master = self._slave = -1

    def close(self) -> None:
        """End the process and close the terminal."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()


def environment(home: Path) -> dict[str, str]:
    """Return a clean environment whose user lives in UTC."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "SSI_TUI_SETTINGS": str(home / "settings.toml"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(ROOT),
    }


def command(database: Path, *arguments: str) -> list[str]:
    """Return the command line of our program, on the Monday of the scenes."""
    program = [sys.executable, "-m", "ssi_tui", "--db", str(database)]
    return [*program, "--today", MONDAY.isoformat(), *arguments]


@contextmanager
def terminal(
    database: Path,
    size: tuple[int, int] = (80, 24),
    variables: Mapping[str, str] = MappingProxyType({}),
    program: Sequence[str] | None = None,
) -> Iterator[Terminal]:
    """Open the app in a terminal of its own, with more variables in its environment.

    ``program`` is another command line than the one that opens a log.
    """
    width, height = size
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", OWN_TERMINAL, *(program or command(database))],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment(database.parent) | dict(variables),
        cwd=database.parent,
        start_new_session=True,
    )
    opened = Terminal(process, (master, slave), size)
    try:
        yield opened
    finally:
        opened.close()

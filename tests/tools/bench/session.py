"""A program in a pseudo-terminal of its own, timed by what its screen shows.

Output is stamped when it is read and understood afterwards, so that the model of the screen, which
is slower than the program, takes no part in what is measured.
"""

import errno
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

from tests.tui.terminal import Screen

PATIENCE = 30.0
# Nothing more is coming: a moment to judge what was read, and a pause that ends an answer.
MOMENT = 0.002
QUIET = 1.0
PAUSE = 0.2
# Ctrl+q, which quits from anywhere.
QUIT = b"\x11"

Rows = tuple[str, ...]


class Session:
    """A running program; ``close`` quits it and tells its peak memory."""

    def __init__(
        self,
        command: Sequence[str],
        variables: Mapping[str, str],
        size: tuple[int, int] = (100, 30),
    ) -> None:
        self.screen = Screen(*size)
        self.mebibytes = 0.0
        width, height = size
        self._began = time.perf_counter()
        self._process, self._end = pty.fork()
        if self._process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
            os.execve(command[0], list(command), dict(variables))  # noqa: S606
        self._unread = b""

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def rows(self) -> Rows:
        """What the screen shows, without the last row, which holds messages that go away.

        The cursor is left out: after an undo it stands at what was undone, not where it was.
        """
        return tuple(row.replace("▌", " ").rstrip() for row in self.screen.rows[:-1])

    def settled(self) -> Rows:
        """Return what the screen shows once nothing more comes."""
        while not any(self.rows):
            self._wait()
        while self._readable(QUIET):
            self._feed(self._read())
        return self.rows

    def _wait(self) -> None:
        if not self._readable(PATIENCE):
            raise AssertionError(f"nothing is shown within {PATIENCE} s")
        self._feed(self._read())

    def first_frame(self, wanted: Rows) -> float:
        """Return the seconds from the start of the program until the screen shows what it should.

        What is read is that of ``settled`` in a session before.
        """
        return self._until(wanted, self._began)

    def press(self, key: str, wanted: Rows) -> float:
        """Return the seconds from a key until the screen shows what it should."""
        # A person takes longer, and the program has what it does between keys behind it.
        while self._readable(PAUSE):
            self._feed(self._read())
        # A busy computer may answer before this process gets to look at the clock again.
        began = time.perf_counter()
        os.write(self._end, key.encode())
        return self._until(wanted, began)

    def type(self, key: str) -> Rows:
        """Press a key and return what the screen settles to."""
        os.write(self._end, key.encode())
        self._wait()
        return self.settled()

    def _readable(self, seconds: float) -> bool:
        return bool(select.select([self._end], [], [], seconds)[0])

    def _read(self) -> bytes:
        return os.read(self._end, 65536)

    def _feed(self, output: bytes) -> None:
        # A character may be cut in two by the end of what was read.
        whole = self._unread + output
        text = whole.decode(errors="ignore")
        cut = len(whole) - len(text.encode())
        self._unread = whole[len(whole) - cut :] if cut else b""
        self.screen.feed(text)

    def _until(self, wanted: Rows, began: float) -> float:
        deadline = began + PATIENCE
        while time.perf_counter() < deadline:
            stamped: list[tuple[float, bytes]] = []
            while self._readable(MOMENT):
                output = self._read()
                stamped.append((time.perf_counter(), output))
            matched = None
            for at, output in stamped:
                self._feed(output)
                matched = matched or (at if self.rows == wanted else None)
            if matched is not None:
                return matched - began
        rows = zip(self.rows, wanted, strict=False)
        differ = [f"{shown}\n{other}" for shown, other in rows if shown != other]
        said = "\n".join(differ)
        raise AssertionError(f"not shown within {PATIENCE} s; is and should be\n{said}")

    def close(self) -> None:
        """Quit the program and keep what it says of its peak memory."""
        if self._process == 0:
            return
        os.write(self._end, QUIT)
        deadline = time.perf_counter() + PATIENCE
        done, usage = 0, None
        while not done:
            if time.perf_counter() > deadline:
                os.kill(self._process, signal.SIGKILL)
            done, _, usage = os.wait4(self._process, os.WNOHANG)
            # Output that nobody reads would hold it up.
            if not done and self._readable(0.01):
                self._last_words()
        os.close(self._end)
        self._process = 0
        if usage is not None:
            self.mebibytes = usage.ru_maxrss / 1024

    def _last_words(self) -> None:
        try:
            self._read()
        except OSError as error:
            # So a terminal says that its program has ended.
            if error.errno != errno.EIO:
                raise

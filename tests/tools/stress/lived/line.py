"""The command line on one log, called in this process as if on any day."""

import contextlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from ssi_tui.cli.grammar.parser import build_parser
from ssi_tui.cli.main import main
from ssi_tui.core.calendar import days_between
from ssi_tui.core.model import Source
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.tracker.tracker import Tracker
from tests.logs import blank

# Building it takes longer than most commands do, and it keeps nothing of what it has parsed.
_PARSER = "ssi_tui.cli.grammar.parser.build_parser"
_parser = cache(build_parser)


class RefusedCommandError(Exception):
    """A command that should have been done was refused; the text is what it said."""


def _text(stream: io.TextIOWrapper) -> str:
    """Return what was written into a stream."""
    stream.seek(0)
    return stream.read()


class Line:
    """A log that is written and read by commands alone, each on the day that it is given."""

    def __init__(self, path: Path) -> None:
        self.path = blank(path)

    def run(self, day: date, *words: str) -> str:
        """Run a command and return what it printed; raises ``RefusedCommandError``."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        streams = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
        with patch(_PARSER, _parser), streams[0], streams[1]:
            code = main(["--db", str(self.path), "--today", str(day), *words])
        if code:
            raise RefusedCommandError(f"{' '.join(words)} on {day}: {code}, {_text(err)}")
        return _text(out)

    def status(self, day: date) -> Mapping[str, Any]:
        """Return what ``status --json`` says on a day."""
        said: Mapping[str, Any] = json.loads(self.run(day, "status", "--json"))
        return said

    def pillars(self, day: date) -> list[Mapping[str, Any]]:
        """Return what ``status --json`` says of the four pillars."""
        found: list[Mapping[str, Any]] = self.status(day)["score"]["pillars"]
        return found

    def scores(self, day: date) -> list[float]:
        """Return the four scores as they are on a day after all that is logged on it."""
        return [pillar["score"] for pillar in self.pillars(day)]

    def tick(self, day: date, counts: Mapping[str, int]) -> None:
        """Tick what is to be done on a day; nothing is no tick."""
        words = [f"{action}={count}" for action, count in counts.items() if count]
        if words:
            self.run(day, "tick", *words)

    def dashboard(self, day: date) -> Dashboard:
        """Return what no command prints whole: the dashboard that they print from."""
        with closing(self._tracker(day)) as tracker:
            return tracker.dashboard()

    def _tracker(self, day: date) -> Tracker:
        return Tracker(self.path, WallClock(lambda: datetime.now(UTC), fixed=day), Source.CLI)

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Take back everything that is done inside, as it was only tried."""
        kept = self.path.read_bytes()
        try:
            yield
        finally:
            self.path.write_bytes(kept)

    def live(self, first: date, last: date, asked_on: Callable[[date], Mapping[str, int]]) -> None:
        """Do what is asked for on each of some days, none of which holds anything yet."""
        for day in days_between(first, last):
            self.tick(day, asked_on(day))

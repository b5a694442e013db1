"""How long a large export takes, beside the csv module and ``sqlite_utils`` with as many rows.

``python -m tests.tools.import_speed [folder]`` makes an archive of 100,000 messages and 50,000
other rows and prints seconds and peak memory, each step in a process of its own.
"""

import csv
import io
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ssi_tui.core.model import Source
from ssi_tui.core.wall_clock import WallClock
from tests.linkedin.builder import (
    ME,
    ME_URL,
    MESSAGES_13,
    PLAIN,
    QUOTED,
    Export,
    Message,
    Style,
    connection,
    invitation,
    marked,
    messages,
    post_id,
    sheet,
    urn,
    utc,
    wall,
)

MESSAGES = 100_000
OTHERS = {"Comments": 15_000, "Shares": 3_000, "Reactions": 20_000, "SearchQueries": 4_000}
PEOPLE = 4_000
LAST = wall("2025-12-01 12:00")
NOW = datetime(2025, 12, 31, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, of CPU too, peak memory in MiB, and the rows of a step."""

    seconds: float
    cpu: float
    mebibytes: float
    rows: int


def _back(chance: random.Random, count: int, minutes: int) -> Iterator[datetime]:
    """Yield instants, each up to some minutes before the one before."""
    at = LAST
    for _ in range(count):
        at -= timedelta(minutes=chance.randrange(1, minutes), seconds=chance.randrange(60))
        yield at


def make(path: Path, count: int = MESSAGES) -> None:
    """Write an archive with a number of messages and half as many other rows."""
    chance = random.Random(1)  # noqa: S311 - the same archive every time
    words = [f"word{number}" for number in range(3000)]
    share = count / MESSAGES
    people = [
        (f"Person{number} Name", f"https://www.linkedin.com/in/person-{number}")
        for number in range(PEOPLE)
    ]

    def text(longest: int) -> str:
        lines = [" ".join(chance.choices(words, k=chance.randrange(5, longest)))]
        if chance.random() < 0.3:
            lines += ["", 'and "quoted" text']
        return "\n".join(lines)

    def message(at: datetime) -> Message:
        other = chance.randrange(PEOPLE)
        pair = ((ME, ME_URL), people[other])
        sender, to = pair if chance.random() < 0.5 else pair[::-1]
        return Message(at, sender, to, f"2-{other:08d}==", text(60))

    def amount(name: str) -> int:
        return round(OTHERS[name] * share)

    def posts(name: str) -> Iterator[tuple[str, str, str]]:
        for at in _back(chance, amount(name), 300):
            yield utc(at), urn("activity", post_id(at)), text(30)

    met = list(_back(chance, round(PEOPLE * share), 300))
    queries = list(_back(chance, amount("SearchQueries"), 300))[::-1]
    export = Export()
    sent = map(message, _back(chance, count, 60))
    export.add("messages.csv", messages(sent, MESSAGES_13, QUOTED))
    comments = Style(backslash=True)
    export.add("Comments.csv", sheet("Comments", posts("Comments"), comments))
    shares = ((*row, "", "", "PUBLIC") for row in posts("Shares"))
    export.add("Shares.csv", sheet("Shares", shares))
    reactions = ((at, "LIKE", link) for at, link, _ in posts("Reactions"))
    export.add("Reactions.csv", sheet("Reactions", reactions))
    searches = ((marked(at).replace("-", "/"), text(6)) for at in queries)
    export.add("SearchQueries.csv", sheet("SearchQueries", searches))
    sides = enumerate(zip(met, people, strict=False))
    invitations = (invitation(at, one, incoming=number % 2 > 0) for number, (at, one) in sides)
    export.add("Invitations.csv", sheet("Invitations", invitations))
    known = (connection(one, f"{at:%d %b %Y}") for at, one in zip(met, people, strict=False))
    export.add("Connections.csv", sheet("Connections", known, PLAIN))
    export.add("Profile.csv", sheet("Profile", [("Ada", "Quill", "", "Grower", "x")]))
    export.zip(path)


def plain(path: Path, folder: Path, rows: int) -> int:
    """Read all tables with the csv module and insert a number of rows with ``sqlite_utils``."""
    from sqlite_utils import Database

    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as raw:
                for _ in csv.reader(io.TextIOWrapper(raw, "utf-8", newline="")):
                    pass
    entry = {
        "day": "2025-12-01",
        "at_utc": "2025-12-01T12:00:00.000Z",
        "task": "comment",
        "count": 1,
        "quality": None,
        "source": "archive",
    }
    entries = ({"id": f"{n:032x}", **entry, "origin_key": f"li:{n:032x}#1"} for n in range(rows))
    Database(folder / "plain.db").table("entries").insert_all(entries)
    return rows


def ours(path: Path, folder: Path) -> int:
    """Import the archive."""
    from ssi_tui.tracker.tracker import Tracker

    tracker = Tracker(folder / "ours.db", WallClock(lambda: NOW), Source.CLI)
    report = tracker.import_linkedin(path)
    tracker.close()
    return sum(report.added.values())


def step(name: str, path: Path, folder: Path, rows: int) -> Measured:
    """Run a step and measure it."""
    begun, cpu = time.perf_counter(), time.process_time()
    done = plain(path, folder, rows) if name == "plain" else ours(path, folder)
    return Measured(time.perf_counter() - begun, time.process_time() - cpu, _peak(), done)


def _peak() -> float:
    """Return the most memory that this process has had, in MiB.

    What ``resource`` says holds that of the process that started this one.
    """
    status = Path("/proc/self/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def measure(name: str, path: Path, folder: Path, rows: int = 0) -> Measured:
    """Run a step in a process of its own."""
    command = [sys.executable, "-m", __spec__.name, name, str(path), str(folder), str(rows)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(*json.loads(result.stdout))


def main() -> None:
    """Run one step, or make an archive and run both."""
    out = sys.stdout.write
    if len(sys.argv) == 5:
        name, archive, place, amount = sys.argv[1:]
        found = step(name, Path(archive), Path(place), int(amount))
        out(json.dumps([found.seconds, found.cpu, found.mebibytes, found.rows]))
        return
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as made:
        folder = Path(made)
        path = folder / "archive.zip"
        make(path)
        imported = measure("ours", path, folder)
        for label, rows in (("as read", MESSAGES * 3 // 2), ("as added", imported.rows)):
            base = measure("plain", path, folder, rows)
            (folder / "plain.db").unlink()
            out(
                f"csv and sqlite_utils, rows {label}: {base}\n"
                f"the import takes {imported.seconds / base.seconds:.2f} times as long "
                f"(CPU {imported.cpu / base.cpu:.2f})\n"
            )
        out(f"the import: {imported}\n")


if __name__ == "__main__":
    main()

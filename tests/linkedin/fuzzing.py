"""A fuzzer over archives: exports are damaged at random, imported, and what must hold is checked.

``fuzz(count, folder, seed)`` runs any number of them; the tests run some hundreds, a stress
programme may run many more: ``python -m tests.linkedin.fuzzing 10000``.
"""

import csv
import io
import random
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ssi_tui.core.calendar import named_zone
from ssi_tui.core.checks import FIRST_DAY, RefusedError
from ssi_tui.core.import_report import SAVED_AGAIN, ImportReport
from ssi_tui.core.model import Source
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.tracker.tracker import Tracker
from tests.linkedin.builder import (
    MEMBER_ID,
    MESSAGE_GENERATIONS,
    PLAIN,
    QUOTED,
    Export,
    Style,
)
from tests.linkedin.sample import SAMPLE_TODAY, sample

NOW = SAMPLE_TODAY.replace(tzinfo=UTC)
TODAY = NOW.date()
SECONDS_MAX = 5.0

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - readable
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_US = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -]([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3})[a-z]*\.? ([0-9]{1,2})\b[^\n]{0,24}?([0-9]{4})")
_REASONS = re.compile(
    r"no (?:date|such date|link)|a date without a day|unknown (?:date format|folder)"
    r"|not a LinkedIn link|neither INCOMING nor OUTGOING"
    r"|unreadable row|before LinkedIn existed|in the future"
    r"|no header with the columns [A-Za-z_, ]+"
    rf"|{re.escape(SAVED_AGAIN)}"
)

Mutation = Callable[[random.Random, bytes], bytes]


@dataclass(slots=True)
class Outcome:
    """How many archives were imported, refused, and with how many entries; the slowest, in s."""

    imported: int = 0
    refused: int = 0
    entries: int = 0
    slowest: float = 0.0


# -- what can happen to a table ---------------------------------------------------------------


def _flip(chance: random.Random, data: bytes) -> bytes:
    """Change some bytes to any others."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        if out:
            out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _truncate(chance: random.Random, data: bytes) -> bytes:
    """Cut off the end."""
    return data[: chance.randint(0, len(data))]


def _insert(chance: random.Random, data: bytes) -> bytes:
    """Put in what readers trip over."""
    bits = [
        b'"',
        b'\\"',
        b'""',
        b"\\",
        b"\0",
        b"\r",
        b"\n",
        b",",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\x1a",
    ]
    for _ in range(chance.randint(1, 12)):
        at = chance.randint(0, len(data))
        data = data[:at] + chance.choice(bits) * chance.randint(1, 3) + data[at:]
    return data


def _remove(chance: random.Random, data: bytes) -> bytes:
    """Take out quotes, commas or line ends, some or all."""
    bit = chance.choice([b'"', b",", b"\n", b"\\", b"/", b"-", b":"])
    return data.replace(bit, b"", chance.choice([1, 2, 5, -1]))


def _move_digits(chance: random.Random, data: bytes) -> bytes:
    """Change digits, so that dates become others or impossible."""
    out = bytearray(data)
    places = [at for at, byte in enumerate(out) if 48 <= byte <= 57]
    for at in chance.sample(places, min(len(places), chance.randint(1, 40))):
        out[at] = chance.randint(48, 57)
    return bytes(out)


def _shuffle_lines(chance: random.Random, data: bytes) -> bytes:
    """Move, repeat and drop physical lines."""
    lines = data.split(b"\n")
    for _ in range(chance.randint(1, 6)):
        line = lines.pop(chance.randrange(len(lines)))
        for _ in range(chance.choice([0, 1, 1, 2, 30])):
            lines.insert(chance.randint(0, len(lines)), line)
        if not lines:
            break
    return b"\n".join(lines)


def _rows(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8", "replace").replace("\0", "")
    reader = csv.reader(io.StringIO(text, newline=""))
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(reader)
    return rows


def _rewrite(chance: random.Random, data: bytes) -> bytes:
    """Write the table anew in another dialect and encoding."""
    style = Style(
        backslash=chance.random() < 0.5,
        quote_all=chance.random() < 0.5,
        delimiter=chance.choice(",,,;\t"),
        newline=chance.choice(["\n", "\r\n", "\r"]),
    )
    lines = [style.delimiter.join(map(style.cell, row)) for row in _rows(data)]
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
    return style.newline.join(lines).encode(encoding, "replace")


def _columns(chance: random.Random, data: bytes) -> bytes:
    """Drop, repeat or reorder columns, in all rows or in some."""
    rows = _rows(data)
    width = max(map(len, rows), default=0)
    order = [place for place in range(width) if chance.random() < 0.85]
    if chance.random() < 0.5:
        chance.shuffle(order)
    share = chance.choice([1.0, 1.0, 0.5])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        moved = [row[place] for place in order if place < len(row)]
        writer.writerow(moved if chance.random() < share else row)
    return out.getvalue().encode()


MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _truncate,
    _insert,
    _remove,
    _move_digits,
    _shuffle_lines,
    _rewrite,
    _columns,
)


# -- archives ---------------------------------------------------------------------------------


def damaged(chance: random.Random) -> Export:
    """Return an export with some of its files damaged."""
    export = sample(
        complete=chance.random() < 0.8,
        header=chance.choice(MESSAGE_GENERATIONS),
        style=chance.choice([PLAIN, QUOTED]),
        comments_style=chance.choice([PLAIN, QUOTED, Style(backslash=True)]),
        suffix=chance.choice(["", f"_{MEMBER_ID}"]),
    )
    names = list(export.files)
    for name in chance.sample(names, chance.randint(1, len(names))):
        for _ in range(chance.randint(1, 3)):
            export.files[name] = chance.choice(MUTATIONS)(chance, export.files[name])
    if chance.random() < 0.15:
        one, other = chance.sample(names, 2)
        export.files[one], export.files[other] = export.files[other], export.files[one]
    if chance.random() < 0.1:
        del export.files[chance.choice(names)]
    return export


def _written(chance: random.Random, export: Export, folder: Path) -> Path:
    """Write the export in one of its forms, now and then damaged as a whole."""
    form = chance.random()
    if form < 0.2:
        return export.folder(folder / "Export.zip")
    path = folder / chance.choice(["a.zip", "a.zip.zip", "a.zip (1).zip"])
    method = chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
    export.zip(path, wrapper=chance.choice(["", "", "Export/", "../"]), method=method)
    if form > 0.85:
        path.write_bytes(chance.choice([_flip, _truncate])(chance, path.read_bytes()))
    elif form > 0.8:
        name = chance.choice(list(export.files))
        single = folder / Path(name).name
        single.write_bytes(export.files[name])
        return single
    return path


def days_in(data: bytes) -> set[date]:
    """Return every day that a file could name, in any of the forms, and the days beside it."""
    text = data.replace(b"\0", b"").replace(b'"', b"").decode("latin-1")
    found: set[tuple[int, int, int]] = set()
    for year, month, day in _ISO.findall(text):
        found.add((int(year), int(month), int(day)))
    for month, day, year in _US.findall(text):
        found.add((int(year) + 2000 * (len(year) == 2), int(month), int(day)))
    for day, name, year in _DAY_FIRST.findall(text):
        if name.lower() in _MONTHS:
            month = _MONTHS.index(name.lower()) + 1
            found.add((int(year) + 2000 * (len(year) == 2), month, int(day)))
    for name, day, year in _MONTH_FIRST.findall(text):
        if name.lower() in _MONTHS:
            found.add((int(year), _MONTHS.index(name.lower()) + 1, int(day)))
    days = set()
    for year, month, day in found:
        try:
            named = date(year, month, day)
        except ValueError:
            continue
        if date(2000, 1, 1) < named < date(2100, 1, 1):
            days |= {named + timedelta(days=shift) for shift in (-1, 0, 1)}
    return days


# -- what must hold ---------------------------------------------------------------------------


def _import(tracker: Tracker, path: Path, outcome: Outcome) -> ImportReport | None:
    begun = time.perf_counter()
    try:
        return tracker.import_linkedin(path, me="Ada Quill")
    except RefusedError as error:
        sentence = str(error)
    finally:
        outcome.slowest = max(outcome.slowest, time.perf_counter() - begun)
    assert "\n" not in sentence
    assert MEMBER_ID not in sentence
    return None


def _check(tracker: Tracker, report: ImportReport, export: Export) -> None:
    entries = tracker.store.entries(date.min, date.max)
    allowed = set().union(*(days_in(data) for data in export.files.values()))
    outside = {entry.day for entry in entries} - allowed
    assert not outside, f"days that no file names: {sorted(outside)}"
    assert all(FIRST_DAY <= entry.day <= TODAY for entry in entries)
    lines = sum(data.count(b"\n") + data.count(b"\r") + 1 for data in export.files.values())
    assert len(entries) == sum(report.added.values()) <= lines
    assert len({entry.origin_key for entry in entries}) == len(entries)
    for row in report.skipped:
        assert _REASONS.fullmatch(row.why), row.why
        assert row.line >= 1


def _is_sound(tracker: Tracker) -> bool:
    connection = tracker.store.connection
    return (
        connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        and connection.execute("PRAGMA foreign_key_check").fetchall() == []
        and not connection.in_transaction
    )


def fuzz(count: int, folder: Path, seed: int = 0) -> Outcome:
    """Damage, import and check a number of archives in a folder; raises on the first that fails.

    The error names the number of the archive; ``one(number, folder)`` makes it again.
    """
    outcome = Outcome()
    for number in range(count):
        try:
            one(f"{seed}:{number}", folder, outcome)
        except Exception as error:
            error.add_note(f"archive {seed}:{number}")
            raise
    return outcome


def one(name: str, folder: Path, outcome: Outcome) -> None:
    """Make, import and check the archive of a name; the same name makes the same archive."""
    chance = random.Random(name)  # noqa: S311 - damage, not a secret
    empty = folder / "empty.db"
    if not empty.exists():
        made = _tracker(empty)
        assert made.store.is_empty()
        made.close()
    place = Path(tempfile.mkdtemp(dir=folder))
    database = Path(tempfile.mkdtemp(dir=folder)) / "log.db"
    shutil.copy(empty, database)
    tracker = _tracker(database)
    try:
        # Nothing is lost here with the power, and the disk is spared.
        tracker.store.connection.execute("PRAGMA synchronous = OFF")
        export = damaged(chance)
        path = _written(chance, export, place)
        before = sorted(place.rglob("*"))
        report = _import(tracker, path, outcome)
        assert sorted(place.rglob("*")) == before
        assert {file.name for file in database.parent.iterdir()} <= {
            "log.db",
            "log.db-wal",
            "log.db-shm",
            "log.db.lock",
        }
        if report is None:
            outcome.refused += 1
            assert tracker.store.is_empty()
        else:
            outcome.imported += 1
            outcome.entries += sum(report.added.values())
            _check(tracker, report, export)
            again = _import(tracker, path, outcome)
            assert again is not None
            assert (again.added, again.read) == ({}, report.read)
        assert _is_sound(tracker)
    finally:
        tracker.close()
        shutil.rmtree(place)
        shutil.rmtree(database.parent)
    assert outcome.slowest < SECONDS_MAX


def _tracker(path: Path) -> Tracker:
    return Tracker(path, WallClock(lambda: NOW, named_zone("Europe/Stockholm")), Source.CLI)


def main() -> None:
    """Run as many archives as the command line asks for (default 1,000), with a seed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(datetime.now(UTC).timestamp())
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        outcome = fuzz(count, Path(folder), seed)
        seconds = time.perf_counter() - begun
    sys.stdout.write(f"{outcome} seed {seed} in {seconds:.1f} s\n")


if __name__ == "__main__":
    main()

"""Nothing of what the export says about people is in the database, in reports or in errors."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Source
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.tracker.tracker import Tracker
from tests.linkedin.builder import BO, ME, ME_URL, MEMBER_ID, Export, Message, messages, sheet
from tests.linkedin.sample import SHARE_ID, TEXTS, sample

NOW = datetime(2025, 12, 31, 12, 0, tzinfo=UTC)
# Dates, kinds and states: they say nothing about people, and some are words of our own schema.
_HARMLESS = re.compile(
    r"(?i)[0-9]{1,4}(?:[ :/,.+-]+[0-9]{1,4})*(?: utc| am| pm)?|[0-9]{2} [a-z]{3} [0-9]{4}"
    r"|yes|no|inbox|spam|outgoing|incoming|like|praise|public|member_network|visible|pending|comment|share|message|reaction"
)


def cells_of(data: bytes) -> Iterable[str]:
    """Return the cells of a table, its header and what stands before that left out."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    width = len(rows[-1])
    return chain.from_iterable([row for row in rows if len(row) == width][1:])


def secrets(export: Export) -> set[str]:
    """Return every text of an export, whole and in its words, that must not be found again."""
    found = {MEMBER_ID, ME, ME_URL, "ada-quill", *TEXTS}
    for name, data in export.files.items():
        page = [] if name.endswith(".csv") else [data.decode("utf-8")]
        for cell in page or cells_of(data):
            found.add(cell.strip())
            found.update(re.findall(r"[^\W\d_]{5,}|[0-9]{6,}|[0-9]+(?:\.[0-9]+){3}", cell))
            found.update(re.findall(r"[^\s,;]+\.[^\s,;]+", cell))
    return {one for one in found if len(one) > 3 and not _HARMLESS.fullmatch(one)}


def texts_of(folder: Path) -> str:
    """Return all bytes of the database and the files beside it, as both encodings show them."""
    data = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return data.decode("latin-1") + data.decode("utf-8", "ignore")


def found_in(haystack: str, needles: Iterable[str]) -> list[str]:
    """Return the needles that stand in a text, whatever their case."""
    folded = haystack.casefold()
    return [needle for needle in needles if needle.casefold() in folded]


def test_nothing_of_the_export_is_in_the_files_of_the_database(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    tracker = Tracker(folder / "log.db", WallClock(lambda: NOW, UTC), Source.CLI)
    tracker.tick([("comment", 1)])
    empty = texts_of(folder)
    export = sample(suffix=f"_{MEMBER_ID}")
    report = tracker.import_linkedin(export.zip(tmp_path / f"Complete_{MEMBER_ID}.zip"))
    # Before the database is closed the rows are in the write-ahead log.
    assert sum(report.added.values()) > 20
    open_files = texts_of(folder)
    tracker.undo()
    tracker.close()
    closed_files = texts_of(folder)
    # A word of our own schema is no leak.
    needles = secrets(export)
    needles -= set(found_in(empty, needles))
    assert len(needles) > 100
    assert {ME, BO[0], BO[1], TEXTS[0], MEMBER_ID, str(SHARE_ID)} <= needles
    assert found_in(open_files, needles) == []
    assert found_in(closed_files, needles) == []


def test_nothing_of_the_export_is_in_the_report(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "data" / "log.db", WallClock(lambda: NOW, UTC), Source.CLI)
    export = sample(suffix=f"_{MEMBER_ID}")
    # Shift the columns of every table, so that each kind of reason comes up.
    for name, data in list(export.files.items()):
        if name.endswith(".csv"):
            lines = data.split(b"\n")
            lines[2:] = [b"Ada Quill," + line for line in lines[2:] if line]
            export.add(name, b"\n".join(lines))
    report = tracker.import_linkedin(export.zip(tmp_path / f"Complete_{MEMBER_ID}.zip"))
    assert report.skipped_total > 5
    # Of single words only names: the others may well stand in a sentence of ours.
    needles = {one for one in secrets(sample()) if re.search(r"[A-Z@/%]|[0-9]{6}", one)}
    assert {"Quill", "Zarnow", BO[1]} <= needles
    assert found_in(repr(report), needles - {"First", "Published", "LinkedIn"}) == []
    tracker.close()


def test_nothing_of_the_export_is_in_an_error(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "data" / "log.db", WallClock(lambda: NOW, UTC), Source.CLI)
    whole = sample(suffix=f"_{MEMBER_ID}").zip(tmp_path / f"Comments_{MEMBER_ID}.zip", method=0)
    data = whole.read_bytes()
    damaged = tmp_path / f"Damaged_{MEMBER_ID}.zip"
    sentences = []
    for start in range(0, len(data), 97):
        damaged.write_bytes(data[:start] + b"\xff" * 8 + data[start + 8 :])
        try:
            tracker.import_linkedin(damaged, dry_run=True)
        except RefusedError as error:
            sentences.append(str(error))
    for path in (tmp_path / f"none_{MEMBER_ID}.csv", tmp_path / f"Comments_{MEMBER_ID}"):
        try:
            tracker.import_linkedin(path)
        except RefusedError as error:
            sentences.append(str(error))
    assert len(sentences) > 20
    for sentence in set(sentences):
        assert MEMBER_ID not in sentence
        assert found_in(sentence, [*TEXTS[:2], "Quill", "Zarnow", "linkedin.com/in"]) == []
    tracker.close()


def test_the_notices_name_nobody_but_who_was_given(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "data" / "log.db", WallClock(lambda: NOW, UTC), Source.CLI)
    rows = [Message(datetime(2025, 12, 1, 8, tzinfo=UTC), ("Someone", ""), ("Other", ""))]
    export = Export().add("messages.csv", messages(rows)).add("Skills.csv", sheet("Skills", []))
    report = tracker.import_linkedin(export.zip(tmp_path / "a.zip"), me="Ada Quill")
    assert found_in(repr(report.notices), ["Quill", "Someone", "Other"]) == ["Quill"]
    assert found_in(texts_of(tmp_path / "data"), ["Quill", "Someone"]) == []
    tracker.close()

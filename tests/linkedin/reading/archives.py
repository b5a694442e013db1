"""Reading archives as somebody in Stockholm, for the tests of the mapping."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ssi_tui.core.calendar import local_day, named_zone
from ssi_tui.core.import_report import ArchiveRow
from ssi_tui.core.value import replace
from ssi_tui.linkedin.files.archive import open_archive
from ssi_tui.linkedin.rows.activities import Activities, Summary
from tests.linkedin.builder import (
    BO,
    ME,
    ME_URL,
    MESSAGES_13,
    PLAIN,
    Export,
    Message,
    Row,
    Style,
    messages,
    sheet,
    urn,
    wall,
)
from tests.linkedin.sample import OTHERS_POST

TODAY = date(2025, 12, 31)
STOCKHOLM = named_zone("Europe/Stockholm")
THEIRS = urn("activity", OTHERS_POST)
NAMED = sheet("Profile", [("Ada", "Quill", "", "Grower", "")])
ME_PERSON = (ME, ME_URL)


@dataclass(frozen=True, slots=True)
class Found:
    """What an archive gave."""

    rows: list[ArchiveRow]
    skips: list[tuple[str, int, str]]
    summary: Summary

    def counts(self) -> dict[str, int]:
        """Return the number of rows by task."""
        return dict(Counter(row.task for row in self.rows))

    def keys(self) -> set[str]:
        """Return the origin keys."""
        return {row.origin_key for row in self.rows}

    def only(self) -> ArchiveRow:
        """Return the one row."""
        (row,) = self.rows
        return row


def read(
    path: Path, *, me: str | None = None, zone: str = "America/Los_Angeles", today: date = TODAY
) -> Found:
    """Read an archive as somebody in Stockholm."""
    skips: list[tuple[str, int, str]] = []
    with open_archive(path) as archive:
        activities = Activities(
            archive,
            lambda instant: local_day(instant, STOCKHOLM),
            today,
            lambda table, line, why: skips.append((table, line, why)),
            me=me,
            invitations_zone=zone,
        )
        rows = list(activities.rows())
        return Found(rows, skips, activities.summary())


def of(
    place: Path,
    name: str,
    rows: Sequence[Row],
    style: Style = PLAIN,
    *,
    zone: str = "America/Los_Angeles",
) -> Found:
    """Read an archive of one table."""
    return read(Export().add(f"{name}.csv", sheet(name, rows, style)).zip(place), zone=zone)


def sent(place: Path, rows: Sequence[Message], header: Row = MESSAGES_13) -> Found:
    """Read an archive of messages and the profile."""
    export = Export().add("messages.csv", messages(rows, header)).add("Profile.csv", NAMED)
    return read(export.zip(place))


def talk(*rows: Message) -> list[Message]:
    """Return messages newest first, a minute between them, as LinkedIn writes them."""
    start = wall("2025-12-10 08:00")
    timed = [replace(row, at=start + timedelta(minutes=number)) for number, row in enumerate(rows)]
    return timed[::-1]


ANY = wall("2025-12-10 08:00")
MINE = Message(ANY)
THEIR = Message(ANY, BO, ME_PERSON)

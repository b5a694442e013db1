"""The values that tell what an import read and what it did."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from ssi_tui.core.value import dataclass, field

SKIPPED_SHOWN = 100
SAVED_AGAIN = "a spreadsheet has saved this file again; use the zip as it came"
"""Why rows are skipped whose dates may be read in two ways; it holds for all of a file."""


class ArchiveRow(NamedTuple):
    """Something the user did, from a row of LinkedIn's export.

    ``at`` is the instant in UTC, ``None`` when only the day is known. ``origin_key`` is the same
    whenever the same row is met again; it gives nothing away. ``old_key`` is the one that version
    0.1.0 made of the row, where it made another. A named tuple, unlike other values, because an
    archive makes hundreds of thousands of them and each takes a quarter of the time.
    """

    table: str
    line: int
    task: str
    day: date
    at: datetime | None
    quality: str | None
    origin_key: str
    old_key: str | None = None


@dataclass(frozen=True, slots=True)
class MissingTable:
    """A table that an archive lacks, and a sentence that says what that means."""

    table: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What an archive says about the profile, for the user to confirm.

    ``has`` and ``lacks`` are ids of the checklist that the archive shows as done or as open; about
    the others (a photo, say) it says nothing. ``connections`` is the size of the network.
    """

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    connections: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was left out: its table, its line (from 1) and the reason."""

    table: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of an import; mappings count entries by task.

    ``operation`` is ``None`` if nothing was written. ``skipped`` holds the first 100 of
    ``skipped_total`` rows, ``notices`` what else is to be known. ``foreign`` tells of a log that it
    has nothing in common with the one here. The rest is filled for LinkedIn's export only: the
    ``tables`` that were read and those that are ``missing``, the number of rows ``left_out`` by
    reason (they are nothing that the user did), and ``proposals`` for the profile.
    """

    kind: str
    archive: str
    operation: str | None
    dry_run: bool
    read: Mapping[str, int]
    added: Mapping[str, int]
    already_known: Mapping[str, int]
    set_aside: Mapping[str, int]
    skipped: tuple[Skipped, ...]
    skipped_total: int
    first_day: date | None
    last_day: date | None
    tables: tuple[str, ...] = ()
    missing: tuple[MissingTable, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    proposals: Proposals | None = None
    notices: tuple[str, ...] = ()
    foreign: bool = False

"""What an import reads and did, as values."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from ssi_tui.core.value import dataclass, field

SKIPPED_SHOWN = 100


class ArchiveRow(NamedTuple):
    """Something the member did, from a row of LinkedIn's export.

    ``at`` is the instant in UTC, ``None`` when only the day is known. ``origin_key`` is the same
    whenever the same row is met again; nothing can be read from it. A named tuple, unlike other
    values: an archive makes hundreds of thousands, each in a quarter of the time.
    """

    table: str
    line: int
    task: str
    day: date
    at: datetime | None
    quality: str | None
    origin_key: str


@dataclass(frozen=True, slots=True)
class MissingTable:
    """A table that an archive does not have, and what that means, as a sentence."""

    table: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What an archive says about the profile; it is for the user to confirm.

    ``has`` and ``lacks`` are ids of the checklist that the archive shows as done or as open; of
    the others (a photo, say) it tells nothing. ``connections`` is the size of the network.
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

    ``operation`` is ``None`` where nothing was written. ``skipped`` holds the first 100 of
    ``skipped_total`` rows. The rest is of LinkedIn's export alone: the ``tables`` that were read,
    those that are ``missing``, the rows that were ``left_out`` by reason because they are nothing
    that the user did, what the profile could be set to, and ``notices`` for the user.
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

"""Reads the messages of an archive once and keeps them as numbers.

Only the time, the line, the flags and the situation of each row are kept, so that 100,000 messages
take a few megabytes, however long they are.
"""

import re
from array import array
from datetime import date, datetime
from typing import NamedTuple

from ssi_tui.linkedin.files.dates import DAY_SECONDS
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.rows.intake import Intake
from ssi_tui.linkedin.rows.people import name_of

_COLUMNS = (
    "CONVERSATION ID",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "RECIPIENT PROFILE URLS",
    "CONVERSATION TITLE",
    "CONTENT",
    "FOLDER",
    "ATTACHMENTS",
    "IS MESSAGE DRAFT",
    "IS CONVERSATION DRAFT",
    "DIRECTION",
)
NO_FOLDER = "unknown folder"

_FOLDER = re.compile(r"[A-Za-z_ ]{0,24}")
_YES = frozenset({"yes", "true", "1"})
_SPONSORED_TITLE = "sponsored conversation"
_SPONSORED_START = '<p class="spinmail'
_TEMPLATE = "%FIRSTNAME%"
_EPOCH_DAY = date(1970, 1, 1)

# What these cells hold in nearly every row.
_NO = frozenset({"No", ""})
_NOTHING_SPECIAL = frozenset({"INBOX", "ARCHIVE", ""})

DRAFT, SPAM, SPONSORED, EMPTY, DAY_ONLY, OUTGOING, INCOMING = (1 << bit for bit in range(7))


class Situation(NamedTuple):
    """Who writes to whom in which conversation, as the cells say; many rows share one."""

    conversation: str
    writer: str
    url: str
    to: str
    to_urls: str


class Messages:
    """The messages as numbers; ``situation`` holds indexes into ``situations()``."""

    def __init__(self) -> None:
        self.times = array("q")
        self.lines = array("l")
        self.situation = array("l")
        self.flags = bytearray()
        # The first row of each file, for the keys.
        self.starts: list[int] = []
        self._numbers: dict[tuple[str, ...], int] = {}

    def situations(self) -> list[Situation]:
        """Return the situations in the order of their indexes."""
        return [Situation(*cells) for cells in self._numbers]

    def read(self, intake: Intake) -> None:
        """Read all messages of an archive."""
        numbers, add_time, add_line = self._numbers, self.times.append, self.lines.append
        add_situation, add_flags = self.situation.append, self.flags.append
        for rows in intake.files(Table.MESSAGES, *_COLUMNS):
            self.starts.append(len(self.times))
            for line, moment, cells in rows:
                _, _, url, _, _, title, content, folder, attachments, draft, unsent, way = cells
                flags = 0
                if draft not in _NO or unsent not in _NO:
                    flags = _draft_flags(draft) | _draft_flags(unsent)
                if folder not in _NOTHING_SPECIAL:
                    if not _FOLDER.fullmatch(folder):
                        intake.skip(Table.MESSAGES, line, NO_FOLDER)
                        continue
                    flags |= _folder_flags(folder)
                if not attachments and (not content or content.isspace()):
                    flags |= EMPTY
                if not url and _is_sponsored(title, content):
                    flags |= SPONSORED
                if way:
                    flags |= _direction_flags(way)
                if isinstance(moment, datetime):
                    add_time(int(moment.timestamp()))
                else:
                    add_time(((moment or _EPOCH_DAY) - _EPOCH_DAY).days * DAY_SECONDS)
                    flags |= DAY_ONLY
                add_line(line)
                add_flags(flags)
                add_situation(numbers.setdefault(cells[:5], len(numbers)))


def conversation_of(situation: Situation) -> str:
    """Return what identifies the conversation: its id or, in the oldest files, the two people."""
    if situation.conversation:
        return situation.conversation
    return "\0".join(sorted((name_of(situation.writer), name_of(situation.to))))


def _draft_flags(cell: str) -> int:
    return DRAFT if cell.strip().casefold() in _YES else 0


def _folder_flags(folder: str) -> int:
    name = folder.strip().casefold()
    return SPAM if name == "spam" else DRAFT if name in ("draft", "drafts") else 0


def _direction_flags(direction: str) -> int:
    way = direction.strip().casefold()
    return OUTGOING if way == "outgoing" else INCOMING if way == "incoming" else 0


def _is_sponsored(title: str, content: str) -> bool:
    return (
        title.strip().casefold() == _SPONSORED_TITLE
        or content.lstrip().startswith(_SPONSORED_START)
        or _TEMPLATE in content
    )

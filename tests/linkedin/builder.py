"""Archives as LinkedIn writes them, of every generation and with every nasty case, all invented.

``Sheet`` is a table, ``Export`` a set of files that can be written as a zip or as a folder.
"""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

FEED = "https://www.linkedin.com/feed/update/"
ME = "Ada Quill"
ME_URL = "https://www.linkedin.com/in/ada-quill"
BO = ("Bo Zarnow", "https://www.linkedin.com/in/bo-zarnow")
CY = ("Cy Fenn", "https://www.linkedin.com/in/cyfenn")
DEE = ("Dée Ørn, Ph.D.", "https://www.linkedin.com/in/d%C3%A9e-orn")
MEMBER_ID = "918273645"

HEADERS: Mapping[str, tuple[str, ...]] = {
    "Comments": ("Date", "Link", "Message"),
    "Shares": ("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"),
    "InstantReposts": ("Date", "Link"),
    "Reactions": ("Date", "Type", "Link"),
    "Votes": ("Date", "Link", "OptionText"),
    "SearchQueries": ("Time", "Search Query"),
    "SavedJobAlerts": ("ALERT_PARAMETERS", "QUERY_CONTEXT", "SAVED_SEARCH_ID"),
    "Invitations": (
        "From",
        "To",
        "Sent At",
        "Message",
        "Direction",
        "inviterProfileUrl",
        "inviteeProfileUrl",
    ),
    "Connections": (
        "First Name",
        "Last Name",
        "URL",
        "Email Address",
        "Company",
        "Position",
        "Connected On",
    ),
    "Profile": ("First Name", "Last Name", "Maiden Name", "Headline", "Summary"),
    "Positions": ("Company Name", "Title", "Description", "Location", "Started On", "Finished On"),
    "Skills": ("Name",),
    "Education": ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities"),
    "Recommendations_Received": (
        "First Name",
        "Last Name",
        "Company",
        "Job Title",
        "Text",
        "Creation Date",
        "Status",
    ),
    "Endorsement_Received_Info": (
        "Endorsement Date",
        "Skill Name",
        "Endorser First Name",
        "Endorser Last Name",
        "Endorser Public Url",
        "Endorsement Status",
    ),
    "Logins": ("Login Date", "IP Address", "User Agent", "Login Type"),
    "Security Challenges": (
        "Challenge Date",
        "IP Address",
        "User Agent",
        "Country",
        "Challenge Type",
    ),
}

MESSAGES_2018 = ("From", "To", "Date", "Subject", "Content", "Direction", "Folder")
MESSAGES_9 = (
    "CONVERSATION ID",
    "CONVERSATION TITLE",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "DATE",
    "SUBJECT",
    "CONTENT",
    "FOLDER",
)
MESSAGES_10 = (*MESSAGES_9[:5], "RECIPIENT PROFILE URLS", *MESSAGES_9[5:])
MESSAGES_12_2024 = (*MESSAGES_10, "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT")
MESSAGES_11 = (*MESSAGES_10, "ATTACHMENTS")
MESSAGES_12 = (*MESSAGES_11, "IS MESSAGE DRAFT")
MESSAGES_13 = (*MESSAGES_12, "IS CONVERSATION DRAFT")
MESSAGE_GENERATIONS = (
    MESSAGES_9,
    MESSAGES_10,
    MESSAGES_12_2024,
    MESSAGES_11,
    MESSAGES_12,
    MESSAGES_13,
)

NOTES_PREAMBLE = (
    "Notes:",
    '"When exporting your connection data, you may notice that some of the email addresses are '
    'missing. (You will only see them, if shared.)"',
    "",
)

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Style:
    """How a table is written."""

    backslash: bool = False
    quote_all: bool = False
    unquoted: bool = False
    delimiter: str = ","
    newline: str = "\n"
    encoding: str = "utf-8"
    final_newline: bool = True
    preamble: tuple[str, ...] = ()

    def cell(self, text: str) -> str:
        """Return a cell in its quotes, where it needs any."""
        special = any(mark in text for mark in ('"', self.delimiter, "\n", "\r"))
        if self.unquoted or not (special or self.quote_all):
            return text
        escaped = text.replace('"', '\\"' if self.backslash else '""')
        return f'"{escaped}"'


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns, its rows and how they are written."""

    header: Row
    rows: Sequence[Row]
    style: Style = PLAIN

    def to_bytes(self) -> bytes:
        """Return the file."""
        style = self.style
        lines = [style.delimiter.join(map(style.cell, row)) for row in (self.header, *self.rows)]
        text = style.newline.join((*style.preamble, *lines))
        return (text + style.newline * style.final_newline).encode(style.encoding)


def sheet(name: str, rows: Iterable[Row], style: Style = PLAIN) -> Sheet:
    """Return a table with the header that LinkedIn gives it."""
    return Sheet(HEADERS[name], tuple(rows), style)


@dataclass(slots=True)
class Export:
    """The files of an export by their names inside."""

    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, table: Sheet | bytes) -> "Export":
        """Add a file and return the export."""
        self.files[name] = table.to_bytes() if isinstance(table, Sheet) else table
        return self

    def zip(self, path: Path, *, wrapper: str = "", method: int = zipfile.ZIP_DEFLATED) -> Path:
        """Write the export as a zip, in a wrapper folder if one is named."""
        with zipfile.ZipFile(path, "w", method) as out:
            for name, data in self.files.items():
                out.writestr(f"{wrapper}{name}", data)
        return path

    def folder(self, path: Path) -> Path:
        """Write the export as a folder."""
        for name, data in self.files.items():
            target = path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return path


# -- cells ------------------------------------------------------------------------------------


def wall(text: str) -> datetime:
    """Return a wall clock time; whoever uses it knows of which zone."""
    return datetime.fromisoformat(text)


def utc(at: datetime) -> str:
    """Return an instant as most tables write it, without a zone."""
    return at.strftime("%Y-%m-%d %H:%M:%S")


def marked(at: datetime) -> str:
    """Return an instant as messages write it."""
    return f"{utc(at)} UTC"


def pacific(at: datetime) -> str:
    """Return a wall clock time as Invitations writes it: ``12/15/25, 1:51 PM``."""
    hour = at.hour % 12 or 12
    half = "PM" if at.hour >= 12 else "AM"
    return f"{at.month}/{at.day}/{at:%y}, {hour}:{at:%M} {half}"


def urn(kind: str, number: int, *, encoded: bool = True) -> str:
    """Return the link of a post."""
    return FEED + (f"urn%3Ali%3A{kind}%3A{number}" if encoded else f"urn:li:{kind}:{number}")


def post_id(at: datetime, extra: int = 1) -> int:
    """Return an id that holds the milliseconds of an instant (UTC, naive)."""
    milliseconds = round((at - wall("1970-01-01 00:00")).total_seconds() * 1000)
    return (milliseconds << 22) + extra


@dataclass(frozen=True, slots=True)
class Message:
    """A row of messages; ``url`` of the sender, ``to_url`` of the receivers."""

    at: datetime
    sender: tuple[str, str] = (ME, ME_URL)
    to: tuple[str, str] = BO
    conversation: str = "2-AAAA=="
    content: str = "Thanks for accepting"
    title: str = ""
    folder: str = "INBOX"
    attachments: str = ""
    draft: str = "No"
    conversation_draft: str = "No"

    def row(self, header: Row) -> Row:
        """Return the cells for a generation's header."""
        cells = {
            "conversation id": self.conversation,
            "conversation title": self.title,
            "from": self.sender[0],
            "sender profile url": self.sender[1],
            "to": self.to[0],
            "recipient profile urls": self.to[1],
            "date": marked(self.at),
            "subject": "",
            "content": self.content,
            "folder": self.folder,
            "attachments": self.attachments,
            "is message draft": self.draft,
            "is conversation draft": self.conversation_draft,
            "direction": "OUTGOING" if self.sender[0] == ME else "INCOMING",
        }
        return tuple(cells[name.casefold()] for name in header)


def messages(rows: Iterable[Message], header: Row = MESSAGES_13, style: Style = PLAIN) -> Sheet:
    """Return the messages as a table of a generation."""
    return Sheet(header, tuple(message.row(header) for message in rows), style)


QUOTED = Style(quote_all=True)
"""What LinkedIn writes since about March 2026: every field quoted, the header too."""

UNQUOTED = Style(unquoted=True)
"""What LinkedIn wrote of comments in 2021 to 2024, line breaks in the text and all."""


def invitation(
    at: datetime, other: tuple[str, str], *, note: str = "", incoming: bool = False
) -> Row:
    """Return a row of Invitations; ``at`` is the wall clock time of California."""
    mine = (ME, ME_URL)
    sender, receiver = (other, mine) if incoming else (mine, other)
    way = "INCOMING" if incoming else "OUTGOING"
    return (sender[0], receiver[0], pacific(at), note, way, sender[1], receiver[1])


def connection(person: tuple[str, str], on: str) -> Row:
    """Return a row of Connections."""
    first, _, last = person[0].partition(" ")
    return (first, last, person[1], "", "Zarnow & Sons", "Owner", on)

"""The names of the tables in an export, and how a table is known by the name of its file."""

import re
from enum import StrEnum


class Table(StrEnum):
    """A table that is read; the value is its name in reports."""

    COMMENTS = "Comments"
    SHARES = "Shares"
    INSTANT_REPOSTS = "InstantReposts"
    REACTIONS = "Reactions"
    VOTES = "Votes"
    MESSAGES = "messages"
    INVITATIONS = "Invitations"
    CONNECTIONS = "Connections"
    SEARCHES = "SearchQueries"
    JOB_ALERTS = "SavedJobAlerts"
    ARTICLES = "Articles"
    PROFILE = "Profile"
    PROFILE_SUMMARY = "Profile Summary"
    POSITIONS = "Positions"
    EDUCATION = "Education"
    SKILLS = "Skills"
    RECOMMENDATIONS = "Recommendations_Received"
    ENDORSEMENTS = "Endorsement_Received_Info"


class ArchiveKind(StrEnum):
    """Which of LinkedIn's two archives an export is."""

    BASIC = "basic"
    COMPLETE = "complete"
    UNKNOWN = "unknown"


# Files that only the Complete archive has, even for somebody who never posted.
_COMPLETE_EVIDENCE = frozenset(
    {"inferencesaboutyou", "searchqueries", "logins", "adsclicked", "securitychallenges"}
)
_EVIDENCE_NEEDED = 2
# The Basic archive has one of these, but so has an export of connections that were asked for alone.
_BASIC_EVIDENCE = frozenset({"messages", "connections"})
_ASKED_FOR_ALONE = frozenset({"connections"})

# Files that show that this is an export, although they are not read.
_OTHERS = frozenset(
    {
        "memberfollows",
        "saveditems",
        "companyfollows",
        "hashtagfollows",
        "endorsementgiveninfo",
        "recommendationsgiven",
        "events",
        "richmedia",
        "registration",
        "emailaddresses",
        "notes",
        "adtargeting",
        "learning",
        # Conversations with a machine, in tables like that of the messages.
        "guidemessages",
        "coachmessages",
        "learningcoachmessages",
        "learningroleplaymessages",
    }
)

_FILE_NAME = re.compile(r"(.+?)(?:_[0-9]+)*(?: ?\([0-9]+\))*\.csv", re.IGNORECASE)


def stem_of(file_name: str) -> str | None:
    """Return the stem by which a table is known, or ``None`` if the file is not a CSV.

    Case, spaces and underscores do not matter; the member's id (``_123456789``) and the number of
    a copy (``" (1)"``) are dropped.
    """
    found = _FILE_NAME.fullmatch(file_name.strip())
    return found and found[1].casefold().replace(" ", "").replace("_", "")


_STEMS = {
    table.value.casefold().replace(" ", "").replace("_", ""): table
    for table in Table
    if table is not Table.ARTICLES
}


def table_of(stem: str) -> Table | None:
    """Return the table that is known by a stem, or ``None``."""
    return _STEMS.get(stem)


def is_of_an_export(stem: str) -> bool:
    """Tell whether an export has a file with this stem, read or not."""
    return stem in _STEMS or stem in _OTHERS or stem in _COMPLETE_EVIDENCE


def kind_of(stems: frozenset[str]) -> ArchiveKind:
    """Return which archive has files with these stems."""
    if len(stems & _COMPLETE_EVIDENCE) >= _EVIDENCE_NEEDED:
        return ArchiveKind.COMPLETE
    if stems & _BASIC_EVIDENCE and not stems - {""} <= _ASKED_FOR_ALONE:
        return ArchiveKind.BASIC
    return ArchiveKind.UNKNOWN

"""Reads an export as a stream of what the user did, and sums up what else it says."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ssi_tui.core.calendar import UnknownZoneError, named_zone
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.import_report import SAVED_AGAIN, ArchiveRow, MissingTable, Proposals
from ssi_tui.core.slips import quoted
from ssi_tui.core.text.words import count_of
from ssi_tui.linkedin.files.archive import Archive
from ssi_tui.linkedin.files.names import ArchiveKind, Table
from ssi_tui.linkedin.rows.intake import PACIFIC, Intake, LeftOut, Progress, Skip
from ssi_tui.linkedin.rows.invitations import Invited, connection_rows, invitation_rows
from ssi_tui.linkedin.rows.messages import Messages, Situation
from ssi_tui.linkedin.rows.people import Hints, hints_of, name_of, slug_of
from ssi_tui.linkedin.rows.posts import (
    OwnPosts,
    article_rows,
    comment_rows,
    reaction_rows,
    share_rows,
)
from ssi_tui.linkedin.rows.profile import proposals_of
from ssi_tui.linkedin.rows.searches import search_rows
from ssi_tui.linkedin.rows.sender import stands_nowhere
from ssi_tui.linkedin.rows.sent_messages import SENDER_UNKNOWN, sent_rows

HOW_TO_ASK = (
    "for the Complete archive, on a computer: linkedin.com, Settings & Privacy, "
    "Data privacy, Get a copy of your data, the larger archive; the mail comes "
    "within 24 hours and the download stays for 72; importing it as well adds "
    "nothing twice"
)
BASIC = (
    "this is the Basic archive: comments, shares, reactions and searches are only in the "
    "Complete one"
)

CONNECTIONS_ALONE = (
    "only connections here: they show the size of your network and add nothing to the log"
)

_ONLY_COMPLETE = frozenset(
    {Table.COMMENTS, Table.SHARES, Table.REACTIONS, Table.SEARCHES}
    | {Table.VOTES, Table.INSTANT_REPOSTS}
)
# The tables that most members have, and what is missing without each.
_EXPECTED = (
    (Table.COMMENTS, "comments"),
    (Table.SHARES, "shares"),
    (Table.REACTIONS, "reactions"),
    (Table.SEARCHES, "searches"),
    (Table.MESSAGES, "messages"),
    (Table.INVITATIONS, "invitations"),
    (Table.CONNECTIONS, "connections"),
    (Table.PROFILE, "name and headline"),
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What an archive says apart from its rows; ``left_out`` counts rows by reason."""

    kind: ArchiveKind
    missing: tuple[MissingTable, ...]
    left_out: dict[str, int]
    proposals: Proposals
    notices: tuple[str, ...]


class Activities:
    """The activities in an archive: iterate over ``rows`` once, then call ``summary``."""

    def __init__(
        self,
        archive: Archive,
        day_of: Callable[[datetime], date],
        today: date,
        skip: Skip,
        *,
        me: str | None = None,
        invitations_zone: str = PACIFIC,
        progress: Progress | None = None,
    ) -> None:
        """Prepare to read an archive; ``day_of`` gives the user's day at an instant.

        ``skip`` is called with table, line and reason of each row that cannot be used. ``me`` is
        the user's name or profile URL. Raises ``RefusedError`` for an unknown zone.
        """
        try:
            zone = named_zone(invitations_zone)
        except UnknownZoneError as error:
            raise RefusedError(str(error)) from error
        self._me = (me or "").strip()
        self._nowhere = ""
        self._intake = Intake(
            archive, day_of, today, invitations_zone=zone, skip=skip, progress=progress
        )
        self._proposals = Proposals()
        self._invited = Invited()

    def rows(self) -> Iterator[ArchiveRow]:
        """Yield the rows, table by table; raises ``RefusedError`` if the archive is damaged."""
        intake = self._intake
        hints = hints_of(intake)
        own = OwnPosts()
        yield from share_rows(intake, own)
        yield from comment_rows(intake, own)
        yield from reaction_rows(intake)
        yield from article_rows(intake)
        yield from search_rows(intake)
        invited = self._invited
        yield from invitation_rows(intake, hints, invited)
        yield from connection_rows(intake, invited)
        messages = Messages()
        messages.read(intake)
        self._look_for_me(messages.situations(), hints)
        yield from sent_rows(messages, intake, hints)
        self._proposals = proposals_of(intake, hints, invited.connections)
        intake.finish()

    def _look_for_me(self, situations: Sequence[Situation], hints: Hints) -> None:
        """Add what the user gave to the hints, or note that nobody has it."""
        if self._me and situations and stands_nowhere(self._me, situations, hints):
            senders = len({slug_of(one.url) or name_of(one.writer) for one in situations})
            self._nowhere = (
                f"{quoted(self._me)} isn't in this archive, whose messages have "
                f"{count_of(senders, 'sender')}; use your name as on LinkedIn, or the URL of "
                "your profile"
            )

    def summary(self) -> Summary:
        """Return what the archive says apart from its rows, once those have been read."""
        archive = self._intake.archive
        kind = archive.kind
        if archive.whole and self._intake.filled & _ONLY_COMPLETE:
            kind = ArchiveKind.COMPLETE
        left_out = {reason.value: count for reason, count in self._intake.left_out.items() if count}
        missing = tuple(_missing(archive, kind)) if archive.whole else ()
        notices = []
        if set(archive.members) == {Table.CONNECTIONS}:
            notices += [CONNECTIONS_ALONE, HOW_TO_ASK]
        elif kind is ArchiveKind.BASIC:
            notices += [BASIC, HOW_TO_ASK]
        if self._invited.saved_again:
            notices.append(f"{Table.CONNECTIONS.value}: {SAVED_AGAIN}")
        if self._nowhere:
            notices.append(self._nowhere)
        elif LeftOut.SENDER_UNKNOWN in left_out:
            notices.append(SENDER_UNKNOWN)
        return Summary(kind, missing, left_out, self._proposals, tuple(notices))


def _missing(archive: Archive, kind: ArchiveKind) -> Iterator[MissingTable]:
    for table, what in _EXPECTED:
        if table in archive.members:
            continue
        if table is Table.PROFILE:
            meaning = f"no {what} in this archive"
        elif table not in _ONLY_COMPLETE or kind is ArchiveKind.COMPLETE:
            meaning = f"no {what}: LinkedIn left out an empty table, or you didn't ask for it"
        elif kind is ArchiveKind.BASIC:
            meaning = f"{what} are only in the Complete archive"
        else:
            meaning = f"no {what}, or this is a Basic archive, which has none"
        yield MissingTable(table.value, meaning)

"""Invitations sent, and those of either direction that became connections."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from ssi_tui.core.import_report import ArchiveRow
from ssi_tui.linkedin.files.dates import Moment
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.rows.intake import Intake, Keys
from ssi_tui.linkedin.rows.people import Hints, name_of, slug_of

NO_DIRECTION = "the direction is neither INCOMING nor OUTGOING"

_INVITATION_COLUMNS = (
    "From",
    "To",
    "Message",
    "Direction",
    "inviterProfileUrl",
    "inviteeProfileUrl",
)


@dataclass(slots=True)
class Invited:
    """Who was invited or invited the user, by profile and by name, as the task it becomes.

    Held in memory while an archive is read. A name stands here only where the invitation has no
    profile; an invitation is used up by the connection that came of it.
    """

    by_slug: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, slug: str, name: str, task: str) -> None:
        """Take up an invitation; the first of a person stands, as newest come first."""
        if slug:
            self.by_slug.setdefault(slug, task)
            if name:
                self.names.setdefault(name, slug)
        elif name:
            self.by_name.setdefault(name, task)

    def take(self, slug: str, name: str) -> str | None:
        """Return the task that a connection comes of and use the invitation up."""
        if slug:
            if slug in self.by_slug:
                return self.by_slug.pop(slug)
        elif name in self.names:
            return self.by_slug.pop(self.names[name], None)
        return self.by_name.pop(name, None) if name else None


def invitation_rows(intake: Intake, hints: Hints, invited: Invited) -> Iterator[ArchiveRow]:
    """Yield the invitations that the user sent; all are taken up, and who stands on our side."""
    for rows in intake.files(Table.INVITATIONS, *_INVITATION_COLUMNS):
        keys = Keys("Invitations")
        for line, moment, (sender, receiver, message, direction, inviter, invitee) in rows:
            way = direction.strip().casefold()
            if way == "outgoing":
                task, own, own_url, other, other_url = (
                    "invite_ok",
                    sender,
                    inviter,
                    receiver,
                    invitee,
                )
            elif way == "incoming":
                task, own, own_url, other, other_url = (
                    "invite_in",
                    receiver,
                    invitee,
                    sender,
                    inviter,
                )
            else:
                intake.skip(Table.INVITATIONS, line, NO_DIRECTION)
                continue
            if own_url:
                hints.slugs[slug_of(own_url)] += 1
            if own:
                hints.invitation_names[name_of(own)] += 1
            name = name_of(other)
            invited.add(slug_of(other_url), name, task)
            if way == "outgoing" and moment is not None:
                quality = "note" if message.strip() else "plain"
                identity = name or slug_of(other_url)
                row = _sent(intake, line, moment, quality, keys, identity)
                if row is not None:
                    yield row


def _sent(
    intake: Intake, line: int, moment: Moment, quality: str, keys: Keys, identity: str
) -> ArchiveRow | None:
    """Return an invitation that the user sent, ``None`` where it was skipped for its date.

    One form of the date has seconds, the other has not, so the key takes the minute. It takes the
    name, which stands in the files of every year; the profile does only since late 2023.
    """
    table = Table.INVITATIONS
    if not isinstance(moment, datetime):
        return intake.row(table, line, moment, "connect", quality, keys, identity)
    at = known_at = moment
    if moment.tzinfo is None:
        at = intake.invitations_clock.utc(moment)
        # The key does not depend on the zone that the user chose for this import.
        known_at = intake.pacific_clock.utc(moment)
    day = intake.day(table, line, int(at.timestamp()))
    if day is None:
        return None
    key = keys.key(int(known_at.timestamp()) // 60, identity)
    return ArchiveRow(table.value, line, "connect", day, at, quality, key)


def connection_rows(intake: Intake, invited: Invited) -> Iterator[ArchiveRow | None]:
    """Yield the connections that came of an invitation that is known, on the day they began.

    ``None`` stands for every other connection, so that the network can be counted.
    """
    columns = ("First Name", "Last Name", "URL")
    for rows in intake.files(Table.CONNECTIONS, *columns):
        keys = Keys("Connections")
        for line, moment, (first, last, url) in rows:
            slug, name = slug_of(url), name_of(f"{first} {last}")
            task = invited.take(slug, name)
            if task is None:
                yield None
                continue
            # Only the day is meant, also where an old file has a time.
            day = moment.date() if isinstance(moment, datetime) else moment
            yield intake.row(Table.CONNECTIONS, line, day, task, None, keys, name or slug)

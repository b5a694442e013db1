"""Reads the invitations that the user sent, and those of either side that became connections."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from ssi_tui.core.import_report import ArchiveRow
from ssi_tui.linkedin.files.dates import Fault, Moment, parse_moment
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.rows.intake import Intake, Keys
from ssi_tui.linkedin.rows.people import Hints, name_of, slug_of

NO_DIRECTION = "neither INCOMING nor OUTGOING"

_COLUMNS = ("From", "To", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")


@dataclass(slots=True)
class Invited:
    """Who was invited or has invited the user, with the task that a connection makes of it.

    It is only held in memory while an archive is read. ``by_name`` holds invitations without a
    profile; ``names`` gives the profile of a name. An invitation is used up by the connection that
    came of it; ``connections`` counts all connections, ``None`` if there is none in the archive.
    ``saved_again`` tells that a spreadsheet saved their days again, and none of these was needed.
    """

    by_slug: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    connections: int | None = None
    saved_again: bool = False

    def add(self, slug: str, name: str, task: str) -> None:
        """Add an invitation; the first of a person is kept, as the newest come first."""
        if slug:
            self.by_slug.setdefault(slug, task)
            if name:
                self.names.setdefault(name, slug)
        elif name:
            self.by_name.setdefault(name, task)

    def take(self, slug: str, name: str) -> str | None:
        """Return the task that a connection makes of an invitation, and use that one up."""
        if slug:
            if slug in self.by_slug:
                return self.by_slug.pop(slug)
        elif name in self.names:
            return self.by_slug.pop(self.names[name], None)
        return self.by_name.pop(name, None) if name else None


def invitation_rows(intake: Intake, hints: Hints, invited: Invited) -> Iterator[ArchiveRow]:
    """Yield the invitations that the user sent, and add all to ``invited`` and ``hints``."""
    for rows in intake.files(Table.INVITATIONS, *_COLUMNS):
        keys = Keys("Invitations")
        for line, moment, (sender, receiver, message, direction, inviter, invitee) in rows:
            way = direction.strip().casefold()
            if way == "outgoing":
                task, own, own_url = "invite_ok", sender, inviter
                other, other_url = receiver, invitee
            elif way == "incoming":
                task, own, own_url = "invite_in", receiver, invitee
                other, other_url = sender, inviter
            else:
                intake.skip(Table.INVITATIONS, line, NO_DIRECTION)
                continue
            hints.slugs.update(filter(None, [slug_of(own_url)]))
            hints.invitation_names.update(filter(None, [name_of(own)]))
            slug, name = slug_of(other_url), name_of(other)
            invited.add(slug, name, task)
            if way == "outgoing" and moment is not None:
                quality = "note" if message.strip() else "plain"
                yield from _sent(intake, line, moment, quality, keys, slug or name, name or slug)


def _sent(
    intake: Intake, line: int, moment: Moment, quality: str, keys: Keys, identity: str, old: str
) -> Iterator[ArchiveRow]:
    """Yield an invitation that the user sent, or nothing if it is skipped for its date.

    Only one form of the date has seconds, so the key takes the minute. It takes the profile, as
    people change their names, and only in files up to late 2023, which lack it, the name.
    """
    table = Table.INVITATIONS
    if not isinstance(moment, datetime):
        yield from intake.accept(table, line, moment, "connect", quality, keys, identity, old)
        return
    at = known_at = moment
    if moment.tzinfo is None:
        at = intake.invitations_clock.utc(moment)
        # The key must not depend on the zone that the user chose for this import.
        known_at = intake.pacific_clock.utc(moment)
    day = intake.day(table, line, int(at.timestamp()))
    if day is not None:
        both = keys.both(int(known_at.timestamp()) // 60, identity, old)
        yield ArchiveRow("connect", day, at, quality, *both)


def connection_rows(intake: Intake, invited: Invited) -> Iterator[ArchiveRow]:
    """Yield the connections that came of a known invitation, each on its day, and count all."""
    table = Table.CONNECTIONS
    for rows in intake.files(table, "First Name", "Last Name", "URL", "Connected On"):
        keys, needed, others = Keys("Connections"), set[Fault](), set[Fault]()
        for line, _, (first, last, url, connected) in rows:
            slug, name, day = slug_of(url), name_of(f"{first} {last}"), parse_moment(connected)
            task = invited.take(slug, name)
            if isinstance(day, Fault):
                if not (slug or name):
                    continue
                # Nobody asks for the day of the others: they are connections all the same.
                if task is not None:
                    intake.skip(table, line, day.value)
                (others if task is None else needed).add(day)
            elif task is not None:
                # Only the day is meant, even where an old file has a time.
                day = day.date() if isinstance(day, datetime) else day
                identity, old = slug or name, name or slug
                yield from intake.accept(table, line, day, task, None, keys, identity, old)
            invited.connections = (invited.connections or 0) + 1
        invited.saved_again |= Fault.SAVED_AGAIN in others - needed

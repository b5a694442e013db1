"""Finds the messages that the user sent, and those among them that answer somebody."""

from collections.abc import Iterator
from datetime import UTC, datetime

from ssi_tui.core.import_report import ArchiveRow
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.rows.intake import Intake, Keys, LeftOut
from ssi_tui.linkedin.rows.messages import (
    DAY_ONLY,
    DRAFT,
    EMPTY,
    INCOMING,
    OUTGOING,
    SPAM,
    SPONSORED,
    Messages,
    Situation,
    conversation_of,
)
from ssi_tui.linkedin.rows.people import Hints, name_of, slug_of, slugs_of
from ssi_tui.linkedin.rows.sender import Sender, sender_of

SENDER_UNKNOWN = 'can\'t tell which messages are yours; add --me "Your Name", as on LinkedIn'
_DELETED_NAME = "linkedin member"


def sent_rows(messages: Messages, intake: Intake, hints: Hints) -> Iterator[ArchiveRow]:
    """Yield the messages that the user sent, oldest first.

    A message is an answer if somebody else wrote last in its conversation. One to a group counts
    once, however many people read it.
    """
    situations = messages.situations()
    directed = any(flags & (OUTGOING | INCOMING) for flags in messages.flags)
    sender = sender_of(situations, hints, directed=directed)
    if not sender.is_known:
        intake.left_out[LeftOut.SENDER_UNKNOWN] += len(messages.times)
        return
    any_url = any(slug_of(one.url) for one in situations)
    usual = [_reason(one, 0, sender, any_url=any_url) for one in situations]
    conversations = [conversation_of(one) for one in situations]
    theirs_last: set[str] = set()
    keys = [Keys("messages") for _ in messages.starts]
    for number in _by_time(messages):
        situation, flags = messages.situation[number], messages.flags[number]
        conversation, reason = conversations[situation], usual[situation]
        if flags:
            reason = _reason(situations[situation], flags, sender, any_url=any_url)
        if reason is not None:
            intake.left_out[reason] += 1
            if reason is LeftOut.RECEIVED:
                theirs_last.add(conversation)
            continue
        task = "message"
        if conversation in theirs_last:
            theirs_last.remove(conversation)
            task = "answer"
        seconds, line = messages.times[number], messages.lines[number]
        at = datetime.fromtimestamp(seconds, UTC)
        day_only = flags & DAY_ONLY
        day = intake.day(Table.MESSAGES, line, at.date() if day_only else seconds)
        if day is None:
            continue
        file = len(keys) - 1
        while messages.starts[file] > number:
            file -= 1
        # The first archives have neither seconds nor conversations, and names change.
        both = keys[file].key(seconds // 60, ""), keys[file].key(seconds, conversation)
        yield ArchiveRow(task, day, None if day_only else at, None, *both)


def _by_time(messages: Messages) -> list[int]:
    """Return the indexes of the rows by time, those of one second from oldest to newest.

    LinkedIn's own files begin with the newest message.
    """
    times = messages.times
    order = list(range(len(times)))
    if order and times[0] > times[-1]:
        order.reverse()
    order.sort(key=times.__getitem__)
    return order


def _reason(one: Situation, flags: int, sender: Sender, *, any_url: bool) -> LeftOut | None:
    """Return why a row is not a message that the user sent, ``None`` if it is one."""
    if flags & (DRAFT | SPAM | SPONSORED):
        if flags & DRAFT:
            return LeftOut.DRAFT
        return LeftOut.SPAM if flags & SPAM else LeftOut.SPONSORED
    slug = slug_of(one.url)
    if flags & (OUTGOING | INCOMING):
        mine = bool(flags & OUTGOING)
    elif slug:
        mine = slug in sender.slugs
    else:
        mine = name_of(one.writer) in sender.names
    if not mine and not slug and any_url:
        # If others have a profile, somebody without one is an advertiser or has left LinkedIn.
        gone = name_of(one.writer) == _DELETED_NAME
        return LeftOut.DELETED if gone else LeftOut.SPONSORED
    if flags & EMPTY:
        return LeftOut.EMPTY
    if not mine:
        return LeftOut.RECEIVED
    receivers = slugs_of(one.to_urls)
    to_oneself = receivers <= sender.slugs if receivers else name_of(one.to) in sender.names
    return LeftOut.ONESELF if to_oneself else None

"""Which messages the user sent, and which of these answer somebody."""

from collections import Counter
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

SENDER_UNKNOWN = (
    "which messages are yours cannot be told from this archive; give your name as it stands on "
    "LinkedIn with --me NAME"
)
_DELETED_NAME = "linkedin member"


def sent_rows(messages: Messages, intake: Intake, hints: Hints) -> Iterator[ArchiveRow]:
    """Yield what the user sent, oldest first; to somebody who had written last, an answer.

    In a group the same rule holds: it counts once, however many read it.
    """
    situations = messages.situations()
    directed = any(flags & (OUTGOING | INCOMING) for flags in messages.flags)
    sender = sender_of(situations, hints, directed=directed)
    if not sender.is_known:
        intake.left_out[LeftOut.SENDER_UNKNOWN] += len(messages.times)
        return
    any_url = any(one.url for one in situations)
    usual = [_reason(one, 0, sender, any_url=any_url) for one in situations]
    conversations = [conversation_of(one) for one in situations]
    theirs_last: set[str] = set()
    keys = [Keys("messages") for _ in messages.starts]
    left_out: Counter[LeftOut] = Counter()
    times, lines, flags_of, situation_of = (
        messages.times,
        messages.lines,
        messages.flags,
        messages.situation,
    )
    for number in _by_time(messages):
        situation, flags = situation_of[number], flags_of[number]
        conversation = conversations[situation]
        reason = (
            _reason(situations[situation], flags, sender, any_url=any_url)
            if flags
            else usual[situation]
        )
        if reason is not None:
            left_out[reason] += 1
            if reason is LeftOut.RECEIVED:
                theirs_last.add(conversation)
            continue
        task = "message"
        if conversation in theirs_last:
            theirs_last.remove(conversation)
            task = "answer"
        seconds, line = times[number], lines[number]
        at = datetime.fromtimestamp(seconds, UTC)
        day_only = flags & DAY_ONLY
        day = intake.day(Table.MESSAGES, line, at.date() if day_only else seconds)
        if day is None:
            continue
        file = len(keys) - 1
        while messages.starts[file] > number:
            file -= 1
        key = keys[file].key(seconds, conversation)
        yield ArchiveRow("messages", line, task, day, None if day_only else at, None, key)
    intake.left_out.update(left_out)


def _by_time(messages: Messages) -> list[int]:
    """Return the numbers of the rows by time; of one second as the file has them.

    LinkedIn's own files begin with the newest message.
    """
    times = messages.times
    order = list(range(len(times)))
    if order and times[0] > times[-1]:
        order.reverse()
    order.sort(key=times.__getitem__)
    return order


def _reason(one: Situation, flags: int, sender: Sender, *, any_url: bool) -> LeftOut | None:
    """Return why a row is no message that the user sent, ``None`` where it is one."""
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
        # Where others have a profile, who has none is an advertiser or gone.
        gone = name_of(one.writer) == _DELETED_NAME
        return LeftOut.DELETED if gone else LeftOut.SPONSORED
    if flags & EMPTY:
        return LeftOut.EMPTY
    if not mine:
        return LeftOut.RECEIVED
    receivers = slugs_of(one.to_urls)
    to_oneself = receivers <= sender.slugs if receivers else name_of(one.to) in sender.names
    return LeftOut.ONESELF if to_oneself else None

"""The same event in two archives counts once, however LinkedIn and earlier versions wrote it."""

import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.tracker.tracker import Tracker
from tests.linkedin.builder import (
    BO,
    CY,
    HEADERS,
    ME,
    ME_URL,
    MESSAGES_9,
    MESSAGES_13,
    MESSAGES_2018,
    PLAIN,
    UNQUOTED,
    Export,
    Message,
    Row,
    Sheet,
    Style,
    connection,
    invitation,
    messages,
    sheet,
    utc,
    wall,
)
from tests.linkedin.importing import LINK, counts_on, new_tracker
from tests.linkedin.reading.archives import NAMED, read
from tests.linkedin.sample import sample

AT = wall("2025-12-01 10:00")


def invited(*people: tuple[str, str], urls: bool = True) -> Export:
    """Return an export in which people were invited in one minute, and accepted on one day."""
    width = 7 if urls else 5
    rows = [invitation(AT, person)[:width] for person in people]
    accepted = [connection(person, "02 Dec 2025") for person in people]
    export = Export().add("Invitations.csv", Sheet(HEADERS["Invitations"][:width], rows))
    return export.add("Connections.csv", sheet("Connections", accepted))


def as_of_0_1_0(tracker: Tracker) -> None:
    """Give the entries the keys that 0.1.0 gave them."""
    connection = tracker.store.connection
    connection.execute("UPDATE entries SET origin_key = coalesce(old_key, origin_key)")
    connection.execute("UPDATE entries SET old_key = NULL")


def in_turn(tracker: Tracker, folder: Path, *exports: Export, old: bool = False) -> dict[str, int]:
    """Import exports one after the other, and return what the last one added.

    ``old`` tells whether all but the last are imported by 0.1.0.
    """
    for number, export in enumerate(exports):
        report = tracker.import_linkedin(export.zip(folder / f"{number}.zip"))
        if old and number < len(exports) - 1:
            as_of_0_1_0(tracker)
    return dict(report.added)


def written(header: Row, to: tuple[str, str] = BO) -> Export:
    """Return an export of five messages within two minutes, one of them another's."""
    talk = [
        Message(AT + timedelta(seconds=25 * number), to=to, content=f"text {number}")
        for number in range(4)
    ]
    answer = Message(AT + timedelta(seconds=30), to, (ME, ME_URL))
    export = Export().add("messages.csv", messages([*talk[::-1], answer], header))
    return export.add("Profile.csv", NAMED)


def _in_minutes(table: bytes) -> bytes:
    """Return messages whose dates have no seconds, as in the first archives."""
    return re.sub(rb"2025-12-01 (10:\d\d):\d\d UTC", rb"2025-12-01 \1 UTC", table)


TALK = (
    "one line",
    "Well, yes.\nOr no?",
    '"Ship it, all of it" is what she said',
    'She said "ship it".\n\nAnd, well, we did.',
    "Great:\n- 2024\n- more",
    "the end",
)


def said(*texts: str, style: Style = PLAIN) -> Export:
    """Return an export of comments on one post, a minute between them."""
    rows = [(utc(AT + timedelta(minutes=n)), LINK, text) for n, text in enumerate(texts)]
    return Export().add("Comments.csv", sheet("Comments", rows, style))


BO_L, BO_LARCH = ("Bo L.", BO[1]), ("Bo Larch", BO[1])
TWICE: Mapping[str, tuple[Export, Export]] = {
    "a new name": (invited(BO_L), invited(BO_LARCH)),
    "a new name, beside another invitation": (invited(BO_L, CY), invited(CY, BO_LARCH)),
    "before there were profiles": (invited(BO, urls=False), invited(BO)),
    "comments whose line breaks are not quoted": (said(*TALK, style=UNQUOTED), said(*TALK)),
    "messages before there were conversations": (
        written(MESSAGES_2018),
        written(MESSAGES_13),
    ),
    "messages with minutes alone": (
        Export().add("messages.csv", _in_minutes(written(MESSAGES_2018).files["messages.csv"])),
        written(MESSAGES_13),
    ),
    "messages to somebody with a new name": (
        written(MESSAGES_2018),
        written(MESSAGES_2018, ("Bo Larch", BO[1])),
    ),
}


@pytest.mark.parametrize("old", [False, True], ids=["now", "by 0.1.0"])
@pytest.mark.parametrize("case", TWICE)
def test_the_same_event_counts_once_whichever_archive_comes_first(
    case: str, old: bool, tracker: Tracker, tmp_path: Path
) -> None:
    first, second = TWICE[case]
    assert in_turn(tracker, tmp_path, first, second, old=old) == {}
    tracker.undo()
    assert in_turn(tracker, tmp_path, second, first, old=old) == {}


def test_the_same_event_in_two_files_of_one_archive_counts_once(
    tracker: Tracker, place: Path
) -> None:
    """Only one file has the profiles, so no key but the old one is in both."""
    export, early = invited(BO), invited(BO, urls=False)
    export.add("Invitations (1).csv", early.files["Invitations.csv"])
    tracker.import_linkedin(export.zip(place))
    assert counts_on(tracker, AT.date()) == {"connect": 1}


def test_an_event_that_is_brought_back_beside_a_new_import_of_it_counts_once(
    tracker: Tracker, place: Path
) -> None:
    """Another machine may redo what was undone here before the archive was imported again."""
    archive = invited(BO).zip(place)
    first = tracker.import_linkedin(archive).operation
    as_of_0_1_0(tracker)
    tracker.undo()
    tracker.import_linkedin(archive)
    with tracker.store.transaction():
        tracker.store.turn(str(first), tracker.wall_clock.now(), undo=False)
    tracker.view.forget()
    assert counts_on(tracker, AT.date()) == {"connect": 1}


def test_another_invitation_of_the_same_minute_is_another_one(
    tracker: Tracker, tmp_path: Path
) -> None:
    assert in_turn(tracker, tmp_path, invited(BO), invited(BO, CY), old=True) == {
        "connect": 1,
        "invite_ok": 1,
    }


@pytest.mark.parametrize(
    ("header", "digest"),
    [
        (MESSAGES_13, "e4c5594a66a5cc7a7341fdf07745ee86"),
        (MESSAGES_9, "7080801312f039ab827f4cefc68e4543"),
        (MESSAGES_2018, "91478b5a00485994dab1a4c5eddc0894"),
    ],
    ids=["2026", "2023", "2018"],
)
def test_old_keys_are_those_that_0_1_0_made(header: Row, digest: str, place: Path) -> None:
    """The digests are of the keys that 0.1.0 made of the same archives."""
    rows = read(sample(header=header).zip(place)).rows
    keys = "\n".join(sorted(row.old_key or row.origin_key for row in rows))
    assert hashlib.sha256(keys.encode()).hexdigest()[:32] == digest


def test_an_export_carries_the_old_keys_to_another_log(tracker: Tracker, tmp_path: Path) -> None:
    in_turn(tracker, tmp_path, invited(BO))
    with (tmp_path / "log.json").open("w", encoding="utf-8") as out:
        tracker.export("json", out)
    other = new_tracker(tmp_path / "other.db")
    in_turn(other, tmp_path, invited(BO))
    as_of_0_1_0(other)
    assert other.import_log(tmp_path / "log.json").added == {}
    other.undo()
    other.import_log(tmp_path / "log.json")
    assert in_turn(other, tmp_path, invited(BO, urls=False)) == {}
    other.close()

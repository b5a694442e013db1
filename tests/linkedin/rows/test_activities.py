"""Archives as a whole: what they give, their keys, days and proposals."""

from datetime import UTC, date
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.linkedin.files.archive import open_archive
from ssi_tui.linkedin.rows.activities import Activities
from ssi_tui.tracker.tracker import Tracker
from tests.linkedin.builder import (
    HEADERS,
    MEMBER_ID,
    MESSAGE_GENERATIONS,
    PLAIN,
    QUOTED,
    Export,
    Row,
    Sheet,
    Style,
    connection,
    invitation,
    pacific,
    sheet,
    urn,
    wall,
)
from tests.linkedin.reading.archives import THEIRS, TODAY, Found, of, read
from tests.linkedin.sample import BASIC_TASKS, SAMPLE_COUNTS, sample

# -- the whole --------------------------------------------------------------------------------


def test_a_complete_archive_gives_every_kind_of_activity(place: Path) -> None:
    found = read(sample().zip(place))
    assert found.counts() == SAMPLE_COUNTS
    assert found.skips == [("Comments", 10, "no date")]


def test_a_basic_archive_gives_the_rest_and_says_what_is_missing(place: Path) -> None:
    found = read(sample(complete=False).zip(place))
    assert found.counts() == {task: SAMPLE_COUNTS[task] for task in BASIC_TASKS}
    assert "only in the Complete one" in found.summary.notices[0]
    assert "Get a copy of your data" in found.summary.notices[1]
    assert {missing.table: missing.meaning for missing in found.summary.missing} == {
        "Comments": "comments are only in the Complete archive",
        "Shares": "shares are only in the Complete archive",
        "Reactions": "reactions are only in the Complete archive",
        "SearchQueries": "searches are only in the Complete archive",
    }


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("Comments", ("2025-12-15 21:58:49", THEIRS, "one")),
        ("Shares", ("2025-12-15 21:58:49", THEIRS, "one", "", "", "")),
        ("Reactions", ("2025-12-15 21:58:49", "LIKE", THEIRS)),
        ("Votes", ("2025-12-15 21:58:49", THEIRS, "yes")),
        ("InstantReposts", ("2025-12-15 21:58:49", THEIRS)),
        ("Comments", ("someday", THEIRS, "one")),
    ],
)
def test_an_archive_with_what_only_the_complete_one_has_is_not_basic(
    name: str, row: Row, place: Path
) -> None:
    export = sample(complete=False).add(f"{name}.csv", sheet(name, [row]))
    found = read(export.zip(place)).summary
    assert (found.kind, found.notices) == ("complete", ())
    assert {one.meaning for one in found.missing if one.table == "SearchQueries"} == {
        "no searches: LinkedIn left out an empty table, or you didn't ask for it"
    }
    header_alone = sample(complete=False).add(f"{name}.csv", sheet(name, []))
    assert read(header_alone.zip(place)).summary.kind == "basic"


def test_connections_alone_are_the_size_of_the_network_and_nothing_for_the_log(
    tmp_path: Path,
) -> None:
    table = sheet(
        "Connections", [connection(("Bo L", "https://www.linkedin.com/in/b"), "1 Feb 2024")]
    )
    export = Export().add("Connections.csv", table)
    whole = read(export.zip(tmp_path / "a.zip")).summary
    single = read(export.folder(tmp_path / "b") / "Connections.csv").summary
    for found in (whole, single):
        assert (found.kind, found.proposals.connections) == ("unknown", 1)
        assert "they show the size of your network and add nothing to the log" in found.notices[0]
    assert {one.table: one.meaning for one in whole.missing}["messages"] == (
        "no messages: LinkedIn left out an empty table, or you didn't ask for it"
    )


@pytest.mark.parametrize("header", MESSAGE_GENERATIONS, ids=len)
def test_every_generation_of_messages_gives_the_same(header: Row, place: Path) -> None:
    wanted = dict(SAMPLE_COUNTS)
    # Older ones cannot say that a message is a draft, or that it is an attachment alone.
    wanted["message"] += "IS MESSAGE DRAFT" not in header
    wanted["message"] -= "ATTACHMENTS" not in header
    assert read(sample(header=header).zip(place)).counts() == wanted


@pytest.mark.parametrize(
    "export",
    [
        sample(style=PLAIN),
        sample(comments_style=Style(backslash=True)),
        sample(comments_style=Style(backslash=True, quote_all=True, newline="\r\n")),
        sample(comments_style=Style(delimiter="\t", encoding="utf-16")),
        sample(comments_style=Style(encoding="utf-8-sig", delimiter=";")),
        sample(suffix=f"_{MEMBER_ID}"),
    ],
    ids=["unquoted", "backslash", "backslash-crlf", "utf-16", "semicolons", "member-id"],
)
def test_however_the_tables_are_written_the_keys_are_the_same(
    export: Export, tmp_path: Path
) -> None:
    usual = read(sample().zip(tmp_path / "usual.zip"))
    found = read(export.zip(tmp_path / "other.zip"))
    assert found.counts() == SAMPLE_COUNTS
    assert found.keys() == usual.keys()


def test_zip_wrapper_and_folder_give_the_same_rows(tmp_path: Path) -> None:
    export = sample()
    usual = read(export.zip(tmp_path / "a.zip"))
    assert read(export.zip(tmp_path / "b.zip", wrapper="Export/")).rows == usual.rows
    assert read(export.folder(tmp_path / "c.zip.folder")).rows == usual.rows


def test_basic_and_complete_have_the_same_keys_for_the_same_rows(tmp_path: Path) -> None:
    complete = read(sample(suffix=f"_{MEMBER_ID}").zip(tmp_path / "a.zip"))
    basic = read(sample(complete=False).zip(tmp_path / "b.zip"))
    assert basic.keys() < complete.keys()


def test_the_progress_ends_at_the_size_of_the_tables(place: Path) -> None:
    steps: list[tuple[int, int]] = []
    with open_archive(sample().zip(place)) as archive:
        activities = Activities(
            archive,
            lambda instant: instant.date(),
            TODAY,
            lambda table, line, why: None,
            progress=lambda done, total: steps.append((done, total)),
        )
        list(activities.rows())
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert steps[-1][0] == steps[-1][1] > 0


def test_an_unknown_zone_is_refused(place: Path) -> None:
    with pytest.raises(RefusedError, match="isn't a time zone"):
        read(sample().zip(place), zone="Mars/Olympus")


# -- keys -------------------------------------------------------------------------------------


def test_two_equal_rows_are_two_and_keep_their_keys(place: Path) -> None:
    row = ("2025-12-15 22:01:00", "PRAISE", THEIRS)
    once, twice = of(place, "Reactions", [row]), of(place, "Reactions", [row, row])
    assert len(twice.keys()) == 2
    assert once.keys() < twice.keys()


def test_a_key_does_not_depend_on_the_order_or_the_other_rows(tmp_path: Path) -> None:
    rows = [(f"2025-12-{day:02} 10:00:00", THEIRS, f"text {day}") for day in range(1, 20)]
    forward = of(tmp_path / "a.zip", "Comments", rows)
    backward = of(tmp_path / "b.zip", "Comments", rows[::-1])
    older = of(tmp_path / "c.zip", "Comments", rows[:7])
    assert forward.keys() == backward.keys() > older.keys()


def test_a_copy_of_a_table_in_the_same_archive_brings_the_same_keys(place: Path) -> None:
    table = sheet("Comments", [("2025-12-15 21:58:49", THEIRS, "one")] * 2)
    export = Export().add("Comments.csv", table).add(f"Comments_{MEMBER_ID}.csv", table)
    found = read(export.zip(place))
    assert (len(found.rows), len(found.keys())) == (4, 2)


def test_a_link_names_the_same_post_encoded_or_plain(place: Path) -> None:
    keys = [
        of(place, "InstantReposts", [("2025-12-15 21:58:49", link)]).keys()
        for link in (
            urn("activity", 7),
            urn("activity", 7, encoded=False),
            "http://linkedin.com/feed/update/urn%3ali%3Aactivity%3A7/",
        )
    ]
    assert keys[0] == keys[1] == keys[2]


def test_keys_tell_nothing(place: Path) -> None:
    for row in read(sample().zip(place)).rows:
        assert row.origin_key.startswith("li:")
        digest, _, number = row.origin_key.removeprefix("li:").partition("#")
        assert len(digest) == 32
        assert set(digest) <= set("0123456789abcdef")
        assert number in {"1", "2"}


# -- days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "day"),
    [
        # In Stockholm it is 02:30 and 03:30: the day turns at three.
        ("2025-12-15 01:30:00", date(2025, 12, 14)),
        ("2025-12-15 02:30:00", date(2025, 12, 15)),
        ("2025-06-15 00:30:00", date(2025, 6, 14)),
        ("2025-06-15 01:30:00", date(2025, 6, 15)),
    ],
)
def test_the_day_is_the_users(at: str, day: date, place: Path) -> None:
    row = of(place, "InstantReposts", [(at, THEIRS)]).only()
    assert (row.day, row.at) == (day, wall(at).replace(tzinfo=UTC))


def test_dates_that_cannot_be_are_skipped_never_moved(place: Path) -> None:
    dates = {
        "2002-12-31 12:00:00": "before LinkedIn existed",
        "0001-01-01 00:00:00": "before LinkedIn existed",
        "2026-01-02 12:00:00": "in the future",
        "9999-12-31 23:59:59": "in the future",
        "2025-02-30 10:00:00": "no such date",
        "": "no date",
        "N/A": "unknown date format",
        "Jan 2024": "a date without a day",
    }
    found = of(place, "InstantReposts", [(at, THEIRS) for at in dates])
    assert found.rows == []
    assert sorted(found.skips) == [
        ("InstantReposts", line, why) for line, why in enumerate(dates.values(), 2)
    ]


@pytest.mark.parametrize(
    "at",
    ["12/15/2025 21:58", "15/12/2025 21:58:49", "12/15/25 21:58", "15.12.2025 21:58", "6/24/2023"],
)
def test_a_table_that_a_spreadsheet_saved_again_is_told_once(
    at: str, tracker: Tracker, place: Path
) -> None:
    export = sample()
    for name, row in {
        "Comments": (at, THEIRS, "text"),
        "Connections": connection(("Bo L", "https://www.linkedin.com/in/b"), at),
        "Invitations": ("Ada Quill", "Bo L", at, "", "OUTGOING", "", ""),
    }.items():
        export.add(f"{name}.csv", sheet(name, [row] * 150))
    report = tracker.import_linkedin(export.zip(place))
    why = "a spreadsheet has saved this file again; use the zip as it came"
    assert [(row.table, row.line, row.why) for row in report.skipped] == [
        (table, 2, why) for table in ("Comments", "Invitations")
    ]
    assert report.skipped_total == 300
    # Nobody asks for the day of a connection that no invitation is known of: none is skipped.
    assert f"Connections: {why}" in report.notices
    assert report.proposals is not None
    assert report.proposals.connections == 150


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("01-Feb-24", date(2024, 2, 1)),
        ("1-Feb-2024 9:05", date(2024, 2, 1)),
        ("2024/2/1", date(2024, 2, 1)),
        ("2024-02-01 21:58", date(2024, 2, 1)),
        ("2024.02.01 9:05", date(2024, 2, 1)),
    ],
)
def test_dates_of_a_spreadsheet_that_cannot_be_mistaken_are_read(
    at: str, day: date, place: Path
) -> None:
    assert of(place, "InstantReposts", [(at, THEIRS)]).only().day == day


def test_a_date_without_a_time_keeps_its_day(place: Path) -> None:
    row = of(place, "InstantReposts", [("4-Apr-21", THEIRS)]).only()
    assert (row.day, row.at) == (date(2021, 4, 4), None)


# -- proposals --------------------------------------------------------------------------------


def test_the_profile_is_proposed_never_set(place: Path) -> None:
    found = read(sample().zip(place)).summary.proposals
    assert found.has == {"headline", "about", "experience", "skills", "recommendations"}
    assert found.lacks == {"endorsements", "connections_500"}
    assert found.connections == 4


def test_tables_that_are_missing_propose_nothing(place: Path) -> None:
    found = of(place, "Comments", []).summary.proposals
    assert (found.has, found.lacks, found.connections) == (frozenset(), frozenset(), None)


def test_a_network_of_500_is_proposed(place: Path) -> None:
    rows = [
        connection((f"P{n} Q", f"https://www.linkedin.com/in/p{n}"), "08 Feb 2024")
        for n in range(500)
    ]
    found = of(place, "Connections", rows, QUOTED).summary.proposals
    assert (found.connections, "connections_500" in found.has) == (500, True)


def connections(place: Path, *, header: Row = HEADERS["Connections"], on: str) -> Found:
    """Read an export of eight connections, one of which was invited."""
    people = [(f"P{n} Q", f"https://www.linkedin.com/in/p{n}") for n in range(8)]
    export = Export().add("Connections.csv", Sheet(header, [connection(one, on) for one in people]))
    invitations = [invitation(wall("2023-12-01 10:00"), people[3])]
    return read(export.add("Invitations.csv", sheet("Invitations", invitations)).zip(place))


@pytest.mark.parametrize("on", ["12/16/2023", "16.12.2023", "", "31 Feb 2024"])
def test_a_connection_is_one_though_its_date_cannot_be_read(on: str, place: Path) -> None:
    found = connections(place, on=on)
    assert found.summary.proposals.connections == 8
    assert found.counts() == {"connect": 1}
    assert ("Connections", 5) in {(table, line) for table, line, _ in found.skips}


def test_connections_without_their_days_are_connections(place: Path) -> None:
    found = connections(place, header=(*HEADERS["Connections"][:-1], "Other"), on="16 Dec 2023")
    assert found.summary.proposals.connections == 8
    assert len(found.skips) == 1


def test_connections_in_another_language_propose_nothing(place: Path) -> None:
    header = ("Förnamn", "Efternamn", "Webbadress", "E-post", "Företag", "Befattning", "Datum")
    found = connections(place, header=header, on="16 dec. 2023")
    assert found.summary.proposals.connections is None
    assert "connections_500" not in found.summary.proposals.lacks


@pytest.mark.parametrize(
    "name", ["Connections", "Skills", "Positions", "Education", "Endorsement_Received_Info"]
)
def test_a_table_without_a_usable_row_proposes_nothing(name: str, place: Path) -> None:
    for table in (sheet(name, []), b"Kolumn,En annan\nett,tv\xc3\xa5\n"):
        found = read(Export().add(f"{name}.csv", table).zip(place)).summary.proposals
        assert (found.has, found.lacks, found.connections) == (frozenset(), frozenset(), None)


def test_pacific_wall_clock_texts_are_as_linkedin_writes_them() -> None:
    assert pacific(wall("2025-12-15 13:51")) == "12/15/25, 1:51 PM"
    assert pacific(wall("2025-11-02 00:05")) == "11/2/25, 12:05 AM"

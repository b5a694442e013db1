"""Comments, shares, articles, searches and invitations as activities."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.linkedin.rows.people import name_of, slug_of, slugs_of
from ssi_tui.linkedin.rows.searches import ONE_GO
from tests.linkedin.builder import (
    BO,
    CY,
    DEE,
    HEADERS,
    Export,
    Row,
    Sheet,
    connection,
    invitation,
    post_id,
    sheet,
    urn,
    utc,
    wall,
)
from tests.linkedin.reading.archives import Found, of, read
from tests.linkedin.sample import article

# -- posts ------------------------------------------------------------------------------------


def test_a_comment_on_ones_own_post_is_a_reply(place: Path) -> None:
    made = wall("2025-12-02 07:00:00")
    share = post_id(made, 5)
    others = {
        "share": (share, "reply"),
        "ugcPost": (share, "reply"),
        "activity": (post_id(made + timedelta(milliseconds=2000), 9), "reply"),
        "activity ": (post_id(made + timedelta(milliseconds=2001), 9), "comment"),
        "activity  ": (post_id(made - timedelta(milliseconds=1), 9), "comment"),
    }
    export = Export()
    export.add("Shares.csv", sheet("Shares", [(utc(made), urn("share", share), "x", "", "", "")]))
    comments = [
        (utc(made + timedelta(hours=hour)), urn(kind.strip(), number), "text")
        for hour, (kind, (number, _)) in enumerate(others.items(), 1)
    ]
    export.add("Comments.csv", sheet("Comments", comments))
    tasks = [row.task for row in read(export.zip(place)).rows if row.task != "share"]
    assert tasks == [task for _, task in others.values()]


@pytest.mark.parametrize(
    ("text", "shared", "quality"),
    [
        ("own words", "", "original"),
        ("own words", "https://example.org", "reshare"),
        ("", "", "reshare"),
        (' "\n""', "", "reshare"),
    ],
)
def test_a_share_is_original_where_it_is_own_text_without_a_link(
    text: str, shared: str, quality: str, place: Path
) -> None:
    link = urn("share", 7)
    found = of(place, "Shares", [("2025-12-02 07:00:00", link, text, shared, "", "PUBLIC")])
    assert (found.only().task, found.only().quality) == ("share", quality)


def test_only_published_articles_count_once_each(place: Path) -> None:
    export = Export().add("Comments.csv", sheet("Comments", []))
    export.add("Articles/Articles/a.html", article("2024-09-21 08:00"))
    export.add("copy/Articles/a.html", article("2024-09-21 08:00"))
    export.add("Articles/Articles/b.html", article("2024-09-22", "second"))
    export.add("Articles/Articles/c.html", article("2024-02-31 08:00", "never"))
    export.add("Articles/Articles/d.html", article(""))
    found = read(export.zip(place))
    assert [row.day.day for row in found.rows] == [21, 22, 21]
    assert len(found.keys()) == 2
    assert found.skips == [("Articles", 1, "no such date")]
    assert found.summary.left_out == {"articles that were not published": 1}


# -- searches ---------------------------------------------------------------------------------

JOBS = "https://www.linkedin.com/jobs/search?"


def searches(place: Path, *rows: tuple[str, str]) -> Found:
    """Read searches of one day by their times and words."""
    return of(place, "SearchQueries", [(f"2025/11/22 {at} UTC", words) for at, words in rows])


def test_what_is_typed_in_one_go_is_one_search(place: Path) -> None:
    found = searches(
        place,
        ("08:00:00", "hea"),
        ("08:00:01", "Head of"),
        ("08:00:01", "other words"),
        ("08:09:00", "head of  sales"),
        ("08:18:59", "head"),
        ("08:29:00", "head"),
    )
    assert [row.at and row.at.strftime("%H:%M:%S") for row in found.rows] == [
        "08:00:01",
        "08:00:00",
        "08:29:00",
    ]
    assert found.summary.left_out == {"searches repeated within ten minutes": 3}


def test_a_burst_is_known_again_when_linkedin_has_dropped_its_beginning(tmp_path: Path) -> None:
    rows = [(f"08:00:{second:02}", "head of procurement") for second in range(18)]
    whole = searches(tmp_path / "a.zip", *rows)
    rest = searches(tmp_path / "b.zip", *rows[5:])
    assert whole.keys() == rest.keys()
    assert len(whole.rows) == 1


@pytest.mark.parametrize(
    "alerts",
    [
        sheet("SavedJobAlerts", [("", "{geo=1, keywords=Head of Sales, sort=[R]}", "1")]),
        Sheet(
            ("Saved Search Date", "Jobs Search Url"),
            [
                ("4/22/23, 10:45 AM", f"{JOBS}keywords=head+of+sales&distance=25"),
                ("4/23/23, 10:45 AM", f"{JOBS}f_TP=1&keywords=Head%20of%20procurement"),
                ("4/24/23, 10:45 AM", f"{JOBS}keywords="),
                ("4/24/23, 10:46 AM", "http://[?keywords"),
                ("4/24/23, 10:47 AM", ""),
            ],
        ),
    ],
    ids=["of 2025", "of 2018 to 2024"],
)
def test_saved_job_alerts_are_left_out_and_counted(alerts: Sheet, place: Path) -> None:
    queries = [(f"2023/05/02 {hour:02}:00:00 UTC", "head of SALES") for hour in range(8, 14)]
    export = Export().add("SavedJobAlerts.csv", alerts)
    export.add(
        "SearchQueries.csv",
        sheet("SearchQueries", [*queries, ("2023/05/02 15:00:00 UTC", "head of")]),
    )
    found = read(export.zip(place))
    assert found.counts() == {"search": 1}
    assert found.summary.left_out == {"searches of saved job alerts": 6}
    assert found.skips == []


WORDS = st.sampled_from(["a", "ab", "abc", "b", "bc", "", "c d"])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), WORDS), min_size=1, max_size=25))
def test_collapsing_keeps_one_of_each_go(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[int, str]]
) -> None:
    place = tmp_path_factory.mktemp("searches") / "a.zip"
    start = wall("2025-11-22 08:00")
    rows = [((start + timedelta(seconds=at)).strftime("%H:%M:%S"), text) for at, text in found]
    result = searches(place, *rows)
    left_out = sum(result.summary.left_out.values())
    assert len(result.rows) + left_out == len(found)
    assert len(result.keys()) == len(result.rows)
    times = sorted(at for at, _ in found)
    gaps = sum(b - a > ONE_GO.total_seconds() for a, b in pairwise(times))
    assert len(result.rows) >= gaps + 1


# -- invitations ------------------------------------------------------------------------------


def test_an_invitation_is_sent_in_californian_time(place: Path) -> None:
    row = of(place, "Invitations", [invitation(wall("2025-12-15 23:30"), BO)]).only()
    assert (row.task, row.quality) == ("connect", "plain")
    assert row.at == datetime(2025, 12, 16, 7, 30, tzinfo=UTC)
    assert row.day == date(2025, 12, 16)


def test_the_zone_of_invitations_can_be_chosen_without_changing_their_keys(place: Path) -> None:
    rows = [invitation(wall("2025-12-15 23:30"), BO)]
    pacific_time = of(place, "Invitations", rows)
    stockholm = of(place, "Invitations", rows, zone="Europe/Stockholm")
    assert stockholm.only().at == datetime(2025, 12, 15, 22, 30, tzinfo=UTC)
    assert stockholm.keys() == pacific_time.keys()


def test_a_written_zone_wins_over_the_chosen_one(place: Path) -> None:
    row = list(invitation(wall("2025-12-15 23:30"), BO, note="hello"))
    row[2] = "2025-12-16 07:30:12 UTC"
    found = of(place, "Invitations", [row], zone="Europe/Stockholm")
    assert found.only().at == datetime(2025, 12, 16, 7, 30, 12, tzinfo=UTC)
    assert found.only().quality == "note"
    unmarked = of(place, "Invitations", [invitation(wall("2025-12-15 23:30"), BO)])
    assert unmarked.keys() == found.keys()


def test_an_old_file_without_profiles_has_the_keys_that_0_1_0_made(place: Path) -> None:
    rows = [invitation(wall("2023-05-15 23:30"), person) for person in (BO, CY)]
    new = of(place, "Invitations", rows)
    header = HEADERS["Invitations"][:5]
    old = Export().add("Invitations.csv", Sheet(header, [row[:5] for row in rows]))
    old_keys = {row.old_key for row in new.rows}
    assert {row.old_key for row in read(old.zip(place)).rows} == old_keys
    assert len(new.keys() | old_keys) == 4


def test_an_impossible_direction_is_skipped(place: Path) -> None:
    row = list(invitation(wall("2025-12-15 23:30"), BO))
    row[4] = "SIDEWAYS"
    found = of(place, "Invitations", [row])
    assert found.skips == [("Invitations", 2, "neither INCOMING nor OUTGOING")]


def nameless(row: Row) -> Row:
    """Return an invitation as late 2023 had it: with links to nobody's profile."""
    return (*row[:5], "https://www.linkedin.com/in", "https://www.linkedin.com/in/")


@pytest.mark.parametrize(
    ("with_urls", "written"),
    [(True, tuple), (False, tuple), (True, nameless)],
    ids=["profiles", "names alone", "links to nobody"],
)
def test_invitations_that_became_connections_count_on_the_day_they_did(
    with_urls: bool, written: Callable[[Row], Row], place: Path
) -> None:
    header, width = HEADERS["Invitations"], 7 if with_urls else 5
    rows = [
        invitation(wall("2025-12-01 10:00"), BO),
        invitation(wall("2025-12-01 11:00"), CY, incoming=True),
        invitation(wall("2025-12-01 12:00"), DEE),
    ]
    connections = Sheet(
        tuple(name for name in HEADERS["Connections"] if with_urls or name != "URL"),
        [
            tuple(cell for number, cell in enumerate(row) if with_urls or number != 2)
            for row in (
                connection(CY, "03 Dec 2025"),
                connection(BO, "02 Dec 2025"),
                connection(("Hal Stray", "https://www.linkedin.com/in/hal"), "01 Dec 2025"),
            )
        ],
    )
    export = Export()
    export.add("Invitations.csv", Sheet(header[:width], [written(row)[:width] for row in rows]))
    export.add("Connections.csv", connections)
    found = read(export.zip(place))
    assert [(row.task, row.day, row.at) for row in found.rows if row.task != "connect"] == [
        ("invite_in", date(2025, 12, 3), None),
        ("invite_ok", date(2025, 12, 2), None),
    ]
    assert found.counts()["connect"] == 2
    assert found.summary.proposals.connections == 3


def test_old_connections_have_a_time_and_still_only_a_day(place: Path) -> None:
    export = Export()
    rows = [invitation(wall("2016-02-28 10:00"), BO)]
    export.add("Invitations.csv", sheet("Invitations", rows))
    export.add("Connections.csv", sheet("Connections", [connection(BO, "02/29/16, 11:58 PM")]))
    (row,) = (row for row in read(export.zip(place)).rows if row.task != "connect")
    assert (row.task, row.day, row.at) == ("invite_ok", date(2016, 2, 29), None)


def test_a_percent_encoded_profile_is_the_same_person() -> None:
    assert slug_of("https://www.linkedin.com/in/d%C3%A9e-orn/?x=1") == slug_of(
        "linkedin.com/in/DÉE-orn"
    )
    assert slugs_of("https://www.linkedin.com/in/a,https://www.linkedin.com/in/b") == {"a", "b"}
    assert name_of("  Ada   QUILL ") == "ada quill"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in",
        "https://www.linkedin.com/in/?originalSubdomain=se",
        "linkedin.com/pub/",
        "https://www.linkedin.com/profile/view?id=1",
        "https://www.linkedin.com",
    ],
)
def test_a_link_without_a_name_is_nobodys_profile(url: str) -> None:
    assert slug_of(url) == ""

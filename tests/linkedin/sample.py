"""The export of one invented person with every kind of row, and the counts it must give."""

from collections.abc import Mapping
from datetime import timedelta

from ssi_tui.core.value import replace
from tests.linkedin.builder import (
    BO,
    CY,
    DEE,
    ME,
    ME_URL,
    MESSAGES_13,
    NOTES_PREAMBLE,
    PLAIN,
    QUOTED,
    Export,
    Message,
    Row,
    Style,
    connection,
    invitation,
    messages,
    post_id,
    sheet,
    urn,
    utc,
    wall,
)

SAMPLE_TODAY = wall("2025-12-31 12:00")
SHARE_AT = wall("2025-12-02 07:00")
SHARE_ID = post_id(SHARE_AT, 5)
# The activity that LinkedIn makes for a share some hundred milliseconds later.
SHARE_ACTIVITY = post_id(SHARE_AT + timedelta(milliseconds=450), 77)
OTHERS_POST = post_id(wall("2025-12-01 06:00"), 9)

SAMPLE_COUNTS: Mapping[str, int] = {
    "comment": 4,
    "reply": 2,
    "share": 4,
    "reaction": 4,
    "search": 2,
    "connect": 3,
    "invite_ok": 1,
    "invite_in": 1,
    "message": 2,
    "answer": 1,
    "article": 1,
}
"""What ``sample`` must give as a Complete archive."""

BASIC_TASKS = ("connect", "invite_ok", "invite_in", "message", "answer", "article")

TEXTS = (
    'She said "ship it" twice.\n\nAnd we did.',
    "Congrats Imra, über-müde?",
    "NA",
    "ends with a backslash \\",
    "a comment on my own post",
    "one more, on the activity",
)


def _comments() -> list[Row]:
    theirs = urn("activity", OTHERS_POST)
    return [
        ("2025-12-15 21:58:49", theirs, TEXTS[0]),
        ("2025-12-14 06:02:10", urn("ugcPost", OTHERS_POST), TEXTS[1]),
        ("2025-12-14 06:02:09", theirs, TEXTS[2]),
        ("2025-12-13 10:00:00", theirs, TEXTS[3]),
        ("2025-12-03 09:00:00", urn("share", SHARE_ID), TEXTS[4]),
        ("2025-12-02 09:30:00", urn("activity", SHARE_ACTIVITY), TEXTS[5]),
        ("", theirs, "date is blank here"),
    ]


def _shares() -> list[Row]:
    return [
        (
            "2025-12-16 09:31:41",
            urn("share", post_id(wall("2025-12-16 09:31:41"))),
            'First line"\n""\n"Third line, after a blank one',
            "",
            "",
            "MEMBER_NETWORK",
        ),
        (utc(SHARE_AT), urn("share", SHARE_ID), "Own words", "", "", "PUBLIC"),
        (
            "2025-11-02 07:00:00",
            urn("ugcPost", post_id(wall("2025-11-02 07:00"))),
            "",
            "https://example.org/found",
            "",
            "PUBLIC",
        ),
    ]


def _sample_messages() -> list[Message]:
    return [
        Message(wall("2025-12-16 09:00"), content='Two lines,\r\nwith "quotes" and, commas'),
        Message(wall("2025-12-16 08:55"), BO, (ME, ME_URL), content="Gladly!"),
        Message(wall("2025-12-16 08:51:08")),
        Message(
            wall("2025-12-10 07:00"),
            to=DEE,
            conversation="2-BBBB==",
            content="",
            attachments="https://www.linkedin.com/dms/prv/one,https://www.linkedin.com/dms/prv/two",
        ),
        Message(wall("2025-12-09 07:00"), to=CY, conversation="2-CCCC==", draft="Yes"),
        Message(wall("2025-12-09 06:00"), CY, (ME, ME_URL), "2-CCCC==", folder="SPAM"),
        Message(wall("2025-12-08 06:00"), ("LinkedIn Member", ""), (ME, ME_URL), "2-DDDD=="),
        Message(
            wall("2025-12-07 06:00"),
            ("Shiny Ads", ""),
            (ME, ME_URL),
            "2-EEEE==",
            '<p class="spinmail-quill-editor__spin-break">Hi %FIRSTNAME%</p>',
            "Sponsored Conversation",
        ),
        Message(wall("2025-12-06 06:00"), to=(ME, ME_URL), conversation="2-FFFF=="),
    ]


def article(published: str, slug: str = "how-zarnows-grow") -> bytes:
    """Return the page of an article; an empty date is that of a draft."""
    line = f'<p class="published">Published on {published}</p>' if published else ""
    return (
        f"<html><head><title>How zarnows grow</title></head><body><h1>"
        f'<a href="https://www.linkedin.com/pulse/{slug}">How zarnows grow</a></h1>'
        f'<p class="created">Created on 2024-09-20 06:04</p>{line}<div>Slowly.</div></body></html>'
    ).encode()


def sample(
    *,
    complete: bool = True,
    header: Row = MESSAGES_13,
    style: Style = QUOTED,
    comments_style: Style = PLAIN,
    suffix: str = "",
) -> Export:
    """Return the export of one invented person with every kind of row once or more."""
    export = Export()
    export.add("messages.csv", messages(_sample_messages(), header, style))
    export.add(
        "Invitations.csv",
        sheet(
            "Invitations",
            [
                invitation(wall("2025-12-15 13:51"), BO, note="Hi Bo, loved your talk."),
                invitation(wall("2025-11-02 00:05"), CY, incoming=True),
                invitation(wall("2025-11-01 23:30"), DEE),
                invitation(wall("2025-10-30 00:05"), ("Eve Moor", f"{ME_URL}-not")),
            ],
        ),
    )
    export.add(
        "Connections.csv",
        sheet(
            "Connections",
            [
                connection(BO, "16 Dec 2025"),
                connection(("Gus Tarn", "https://www.linkedin.com/in/gus-tarn"), "08 Feb 2024"),
                connection(CY, "03 Nov 2025"),
                ("", "", "", "", "", "", "07 Jun 2025"),
            ],
            replace(PLAIN, preamble=NOTES_PREAMBLE, final_newline=False),
        ),
    )
    export.add(
        "Profile.csv",
        sheet("Profile", [("Ada", "Quill", "", "Grower of zarnows", "I grow\nzarnows.")]),
    )
    export.add(
        "Positions.csv", sheet("Positions", [("Zarnow & Sons", "Grower", "", "", "Jan 2024", "")])
    )
    export.add("Skills.csv", sheet("Skills", [("Forestry",), ("Patience",)]))
    export.add(
        "Recommendations_Received.csv",
        sheet(
            "Recommendations_Received",
            [("Bo", "Zarnow", "Zarnow & Sons", "Owner", "Superb", "09/25/25, 05:54 PM", "VISIBLE")],
        ),
    )
    export.add(
        "Endorsement_Received_Info.csv",
        sheet(
            "Endorsement_Received_Info",
            [("2023/02/16 19:13:15 UTC", "Forestry", "Cy", "Fenn", CY[1][12:], "PENDING")],
        ),
    )
    export.add("Articles/Articles/zarnows.html", article("2024-09-21 08:00"))
    export.add("Articles/Articles/draft.html", article("", "never-out"))
    if complete:
        _add_behaviour(export, comments_style, suffix)
    return export


def _add_behaviour(export: Export, comments_style: Style, suffix: str) -> None:
    """Add what only a Complete archive has."""
    theirs = urn("activity", OTHERS_POST)
    on_comment = (
        urn("activity", OTHERS_POST, encoded=False) + "?commentUrn=urn%3Ali%3Acomment%3A(1)"
    )
    export.add(f"Comments{suffix}.csv", sheet("Comments", _comments(), comments_style))
    export.add(f"Shares{suffix}.csv", sheet("Shares", _shares()))
    export.add(
        f"InstantReposts{suffix}.csv",
        sheet("InstantReposts", [("2025-12-01 10:00:00", urn("activity", 1 << 62))]),
    )
    export.add(
        f"Reactions{suffix}.csv",
        sheet(
            "Reactions",
            [
                ("2025-12-15 22:02:00", "LIKE", on_comment),
                ("2025-12-15 22:01:00", "PRAISE", theirs),
                ("2025-12-15 22:01:00", "PRAISE", theirs),
            ],
        ),
    )
    export.add(
        f"Votes{suffix}.csv",
        sheet("Votes", [("2025-11-30 12:00:00", urn("ugcPost", OTHERS_POST), "Yes, daily")]),
    )
    export.add(
        "SearchQueries.csv",
        sheet(
            "SearchQueries",
            [
                ("2025/11/22 08:20:25 UTC", "head of procurement"),
                ("2025/11/22 08:20:25 UTC", "head of procurement"),
                ("2025/11/22 08:24:00 UTC", "head of procurement oslo"),
                ("2025/11/22 08:25:00 UTC", "Head of Sales"),
                ("2025/11/23 08:20:25 UTC", "zarnow nursery"),
            ],
        ),
    )
    export.add(
        "SavedJobAlerts.csv",
        sheet(
            "SavedJobAlerts",
            [("", "{geo=105117694, keywords=head of sales, sort=[R, D]}", "4711")],
        ),
    )
    export.add(
        "Logins.csv",
        sheet("Logins", [("Wed Mar 06 21:47:11 UTC 2024", "192.0.2.7", "Browser", "PASSWORD")]),
    )
    export.add("Security Challenges.csv", sheet("Security Challenges", []))

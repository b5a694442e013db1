"""Which messages the user sent, and which of them are answers."""

from pathlib import Path

import pytest

from ssi_tui.core.slips import quoted
from ssi_tui.core.value import replace
from tests.linkedin.builder import (
    BO,
    CY,
    DEE,
    ME,
    ME_URL,
    MESSAGES_9,
    MESSAGES_13,
    MESSAGES_2018,
    Export,
    Message,
    invitation,
    messages,
    sheet,
)
from tests.linkedin.reading.archives import ANY, ME_PERSON, MINE, NAMED, THEIR, read, sent, talk

# -- messages ---------------------------------------------------------------------------------


def test_an_answer_goes_to_somebody_who_had_written_last(place: Path) -> None:
    found = sent(place, talk(MINE, THEIR, MINE, MINE, THEIR, THEIR, MINE))
    assert [row.task for row in found.rows] == ["message", "answer", "message", "answer"]
    assert found.summary.left_out == {"messages received": 3}


def test_conversations_are_kept_apart(place: Path) -> None:
    other = replace(MINE, to=CY, conversation="2-BBBB==")
    assert [row.task for row in sent(place, talk(THEIR, other, MINE)).rows] == ["message", "answer"]


def test_drafts_spam_and_empty_rows_are_neither_sent_nor_the_last_word(place: Path) -> None:
    nothing = [
        replace(THEIR, folder="SPAM"),
        replace(MINE, draft="Yes"),
        replace(MINE, draft="true"),
        replace(MINE, conversation_draft="Yes"),
        replace(MINE, content="  \n"),
        replace(THEIR, content=""),
        Message(ANY, ("LinkedIn Member", ""), ME_PERSON),
        Message(ANY, ("Shiny Ads", ""), ME_PERSON, content='<p class="spinmail-quill">x'),
        Message(ANY, ("Shiny Ads", ""), ME_PERSON, title="Sponsored Conversation"),
        Message(ANY, ("Shiny Ads", ""), ME_PERSON, content="Hi %FIRSTNAME%"),
        replace(MINE, to=ME_PERSON),
    ]
    found = sent(place, talk(*nothing, MINE))
    assert [row.task for row in found.rows] == ["message"]
    assert found.summary.left_out == {
        "messages in spam": 1,
        "message drafts": 3,
        "messages without content": 2,
        "messages of deleted members": 1,
        "sponsored messages": 3,
        "messages to yourself": 1,
    }


def test_an_attachment_alone_is_a_message(place: Path) -> None:
    assert len(sent(place, [replace(MINE, content="", attachments="https://x")]).rows) == 1


def test_a_message_to_a_group_counts_once(place: Path) -> None:
    group = (f"{BO[0]}, {DEE[0]}", f"{BO[1]},{DEE[1]}")
    found = sent(place, talk(replace(MINE, to=group), replace(THEIR, to=ME_PERSON), MINE))
    assert [row.task for row in found.rows] == ["message", "answer"]


def test_the_oldest_messages_say_themselves_who_sent_them(place: Path) -> None:
    found = sent(place, talk(THEIR, MINE, MINE), MESSAGES_2018)
    assert [row.task for row in found.rows] == ["answer", "message"]


def test_without_profile_or_direction_the_name_in_the_profile_tells(place: Path) -> None:
    rows = talk(replace(MINE, sender=(ME.upper(), "")), THEIR)
    assert len(sent(place, rows, MESSAGES_9).rows) == 1


def test_links_to_nobodys_profile_leave_it_to_the_names(place: Path) -> None:
    nobody = "https://www.linkedin.com/in"
    rows = talk(
        *(
            replace(row, sender=(row.sender[0], nobody), to=(row.to[0], nobody))
            for row in (THEIR, MINE)
        )
    )
    assert sent(place, rows).counts() == {"answer": 1}
    unnamed = Export().add("messages.csv", messages([*rows, replace(rows[0], conversation="2")]))
    assert read(unnamed.zip(place)).summary.left_out == {"messages that may not be yours": 3}


def test_a_changed_profile_url_is_still_the_user_and_a_namesake_is_not(place: Path) -> None:
    old_me = (ME, "https://www.linkedin.com/in/ada-before")
    namesake = (ME, "https://www.linkedin.com/in/another-ada")
    rows = talk(
        replace(MINE, sender=old_me),
        MINE,
        replace(MINE, to=CY, conversation="2-BBBB=="),
        Message(ANY, namesake, ME_PERSON, "2-CCCC=="),
    )
    found = sent(place, rows)
    assert found.counts() == {"message": 3}
    assert found.summary.left_out == {"messages received": 1}


def test_invitations_tell_who_the_user_is_where_the_profile_does_not(place: Path) -> None:
    export = Export().add("messages.csv", messages(talk(THEIR, MINE)))
    export.add("Invitations.csv", sheet("Invitations", [invitation(ANY, BO, incoming=True)]))
    assert read(export.zip(place)).counts() == {"answer": 1}


def test_who_is_in_nearly_every_conversation_is_the_user(place: Path) -> None:
    rows = talk(
        MINE,
        THEIR,
        replace(MINE, to=CY, conversation="2-BBBB=="),
        replace(MINE, to=DEE, conversation="2-CCCC=="),
    )
    found = read(Export().add("messages.csv", messages(rows)).zip(place))
    assert found.counts() == {"message": 3}
    assert found.summary.notices == (
        "this is the Basic archive: comments, shares, reactions and searches are only in the "
        "Complete one",
        found.summary.notices[1],
    )


def test_where_nobody_can_tell_the_user_is_asked_for_the_name(place: Path) -> None:
    export = Export().add("messages.csv", messages(talk(MINE, THEIR), MESSAGES_9)).zip(place)
    unknown = read(export)
    assert unknown.rows == []
    assert unknown.summary.left_out == {"messages that may not be yours": 2}
    assert "--me" in unknown.summary.notices[-1]
    for me in (ME, ME_URL, "ADA  quill"):
        assert read(export, me=me).counts() == {"message": 1}


@pytest.mark.parametrize(
    "me", ["Ida Nowhere", "https://www.linkedin.com/in/nowhere", "https://www.linkedin.com/in/"]
)
@pytest.mark.parametrize("named", [False, True])
def test_a_name_that_stands_nowhere_is_told_and_counts_for_nothing(
    named: bool, me: str, place: Path
) -> None:
    rows = talk(MINE, THEIR, replace(THEIR, sender=CY))
    export = Export().add("messages.csv", messages(rows, MESSAGES_13 if named else MESSAGES_9))
    if named:
        export.add("Profile.csv", NAMED)
    found = read(export.zip(place), me=me)
    assert found.counts() == ({"message": 1} if named else {})
    (told,) = (notice for notice in found.summary.notices if "isn't in this archive" in notice)
    assert told == (
        f"{quoted(me)} isn't in this archive, whose messages have 3 senders; use your name as on "
        "LinkedIn, or the URL of your profile"
    )
    assert not any(person[0] in told for person in (BO, CY, ME_PERSON))
    assert not any("--me" in notice for notice in found.summary.notices)
    assert not any("nowhere" in one for one in read(export.zip(place), me=ME).summary.notices)


def test_who_is_only_written_to_has_sent_nothing(place: Path) -> None:
    export = Export().add("messages.csv", messages([THEIR], MESSAGES_9)).zip(place)
    found = read(export, me=ME)
    assert (found.summary.left_out, found.summary.notices[2:]) == ({"messages received": 1}, ())


def test_a_former_name_can_be_given(place: Path) -> None:
    rows = talk(replace(MINE, sender=("Ada Zarnow", "")), THEIR)
    export = Export().add("messages.csv", messages(rows, MESSAGES_9)).add("Profile.csv", NAMED)
    assert read(export.zip(place)).rows == []
    assert read(export.zip(place), me="Ada Zarnow").counts() == {"message": 1}
    maiden = sheet("Profile", [("Ada", "Quill", "Zarnow", "", "")])
    assert read(export.add("Profile.csv", maiden).zip(place)).counts() == {"message": 1}


def test_a_folder_that_is_a_text_is_skipped_as_shifted(place: Path) -> None:
    found = sent(place, [replace(MINE, folder="and a comma, then more text than any folder has")])
    assert found.skips == [("messages", 2, "unknown folder")]

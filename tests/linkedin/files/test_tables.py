"""Rows of tables: encodings, quoting dialects, headers, line numbers."""

import io
from collections.abc import Sequence
from datetime import UTC, date, timedelta
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.linkedin.files.dates import (
    Moment,
)
from ssi_tui.linkedin.files.lines import LINE_MAX, line_chunks
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.files.quoting import Records, Shape
from ssi_tui.linkedin.files.tables import LAYOUTS, read_rows
from tests.linkedin.builder import (
    HEADERS,
    MESSAGES_13,
    NOTES_PREAMBLE,
    PLAIN,
    QUOTED,
    Message,
    Sheet,
    Style,
    messages,
    urn,
    utc,
    wall,
)

LINK = urn("activity", 7400000000000000001)
AT = wall("2025-12-15 21:58:49")
INSTANT = AT.replace(tzinfo=UTC)

Read = list[tuple[int, Moment | None, tuple[str, ...]]]
Skips = list[tuple[int, str]]


def read(data: bytes, table: Table, *columns: str) -> tuple[Read, Skips]:
    """Return the rows of a file and the skipped ones."""
    skips: Skips = []
    rows = read_rows(
        line_chunks(io.BytesIO(data).read),
        LAYOUTS[table],
        columns,
        lambda line, why: skips.append((line, why)),
    )
    return list(rows), skips


def comments(data: bytes) -> tuple[Read, Skips]:
    """Return the rows of a file of comments with link and text."""
    return read(data, Table.COMMENTS, "Link", "Message")


def comment_lines(*lines: str) -> bytes:
    """Return a file of comments from its lines as they stand in it."""
    return "\n".join(("Date,Link,Message", *lines, "")).encode()


def texts(rows: Read) -> list[str]:
    """Return the last of the asked columns."""
    return [cells[-1] for _, _, cells in rows]


# -- encodings and lines ----------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_an_encoding_is_recognised_with_and_without_its_mark(encoding: str) -> None:
    sheet = Sheet(HEADERS["Comments"], [(utc(AT), LINK, "Dée, Ørn")], Style(encoding=encoding))
    rows, skips = comments(sheet.to_bytes())
    assert (texts(rows), skips) == (["Dée, Ørn"], [])


def test_what_is_not_utf_8_is_taken_as_cp1252() -> None:
    sheet = Sheet(HEADERS["Comments"], [(utc(AT), LINK, "naïve – “yes”")], Style(encoding="cp1252"))
    rows, _ = comments(sheet.to_bytes())
    assert texts(rows) == ["naïve – “yes”"]


def test_a_damaged_byte_costs_one_character() -> None:
    data = comment_lines(f"{utc(AT)},{LINK},grün ist grün").replace("ü".encode(), b"\xfc", 1)
    rows, _ = comments(data)
    assert texts(rows) == ["grün ist grün"]


def test_tabs_and_semicolons_delimit_as_well() -> None:
    for delimiter in "\t;":
        style = Style(delimiter=delimiter, encoding="utf-16")
        rows, skips = comments(
            Sheet(HEADERS["Comments"], [(utc(AT), LINK, "a, b")], style).to_bytes()
        )
        assert (texts(rows), skips) == (["a, b"], [])


def test_nul_is_dropped_and_other_control_characters_stay_in_their_row() -> None:
    rows, skips = comments(comment_lines(f"{utc(AT)},{LINK},a\0b\x07\x0b\x0c\x1c\x85\u2028c"))
    assert (texts(rows), skips) == (["ab\x07\x0b\x0c\x1c\x85\u2028c"], [])


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_one(newline: str) -> None:
    style = Style(newline=newline, final_newline=False)
    rows = [(utc(AT), LINK, "one"), (utc(AT), LINK, "two\nlines")]
    found, _ = comments(Sheet(HEADERS["Comments"], rows, style).to_bytes())
    assert texts(found) == ["one", "two\nlines"]


def test_a_crlf_header_over_lf_rows_is_read() -> None:
    data = b"Date,Link,Message\r\n" + f"{utc(AT)},{LINK},x\n{utc(AT)},{LINK},y".encode()
    assert texts(comments(data)[0]) == ["x", "y"]


def test_a_line_without_an_end_is_cut() -> None:
    lines = list(chain.from_iterable(line_chunks(io.BytesIO(b"x" * (LINE_MAX * 3)).read)))
    assert max(map(len, lines)) < LINE_MAX * 2
    assert sum(map(len, lines)) == LINE_MAX * 3


@pytest.mark.parametrize("data", [b"", b"\n\n", b"Date,Link,Message\n", b"Date,Link,Message"])
def test_an_empty_table_has_no_rows_and_nothing_to_say(data: bytes) -> None:
    assert comments(data) == ([], [])


def test_a_sentence_in_place_of_a_table_is_said_once() -> None:
    rows, skips = comments(b"No conversations found")
    assert rows == []
    assert skips == [(1, "no header with the columns Date, Link")]


# -- headers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "preamble", [(), NOTES_PREAMBLE, ("", *NOTES_PREAMBLE, "")], ids=["none", "three", "five"]
)
def test_a_preamble_of_any_length_is_passed_over(preamble: tuple[str, ...]) -> None:
    row = ("Bo", "Zarnow, MBA", "https://www.linkedin.com/in/bo-zarnow", "", "", "", "16 Dec 2025")
    sheet = Sheet(HEADERS["Connections"], [row], Style(preamble=preamble, final_newline=False))
    rows, skips = read(sheet.to_bytes(), Table.CONNECTIONS, "First Name", "Last Name")
    assert rows == [(len(preamble) + 2, date.min, ("Bo", "Zarnow, MBA"))]
    assert skips == []


def test_columns_go_by_name_whatever_their_order_case_and_neighbours() -> None:
    header = ("message", "Extra", " LINK ", "Date", "Message", "")
    row = ("first", "x", LINK, utc(AT), "second", "")
    rows, _ = comments(Sheet(header, [row], QUOTED).to_bytes())
    assert rows == [(2, INSTANT, (LINK, "first"))]


def test_a_missing_column_is_read_as_empty() -> None:
    rows, skips = comments(f"Date,Link\n{utc(AT)},{LINK}\n".encode())
    assert (rows, skips) == ([(2, INSTANT, (LINK, ""))], [])


def test_a_record_with_extra_columns_but_date_and_link_counts_as_one() -> None:
    rows, skips = comments(comment_lines(f"{utc(AT)},{LINK},unquoted, with commas, in it"))
    assert (len(rows), skips) == (1, [])


def test_shifted_columns_are_skipped_with_a_reason() -> None:
    data = comment_lines(f"{LINK},{utc(AT)},x", f"{utc(AT)},not a link,x", f"{utc(AT)},,x")
    _, skips = comments(data)
    assert [why for _, why in skips] == [
        "unknown date format",
        "not a LinkedIn link",
        "no link",
    ]


# -- quoting ----------------------------------------------------------------------------------

SAID = 'She said "ship it" twice.\n\nAnd we did.'


@pytest.mark.parametrize("backslash", [False, True])
def test_both_dialects_give_the_same_text(backslash: bool) -> None:
    rows = [(utc(AT), LINK, SAID), (utc(AT), LINK, '"all of it"'), (utc(AT), LINK, "after")]
    sheet = Sheet(HEADERS["Comments"], rows, Style(backslash=backslash, quote_all=True))
    found, skips = comments(sheet.to_bytes())
    assert texts(found) == [SAID, '"all of it"', "after"]
    assert [line for line, _, _ in found] == [2, 5, 6]
    assert skips == []


def test_one_file_may_mix_the_dialects() -> None:
    data = comment_lines(
        f'{utc(AT)},{LINK},"with \\"backslash\\", and comma"',
        f'{utc(AT)},{LINK},"with ""doubled"", and comma"',
        f'{utc(AT)},{LINK},"ends in \\"quotes\\""',
        f"{utc(AT)},{LINK},plain",
    )
    assert texts(comments(data)[0]) == [
        'with "backslash", and comma',
        'with "doubled", and comma',
        'ends in "quotes"',
        "plain",
    ]


def test_a_lone_backslash_stays_and_joins_nothing() -> None:
    data = comment_lines(
        f'{utc(AT)},{LINK},"in C:\\dir, yes"',
        f'{utc(AT)},{LINK},"ends in C:\\dir\\"',
        f"{utc(AT)},{LINK},unquoted \\",
        f"{utc(AT)},{LINK},next",
    )
    assert texts(comments(data)[0]) == [
        "in C:\\dir, yes",
        "ends in C:\\dir\\",
        "unquoted \\",
        "next",
    ]


def test_a_bare_quote_in_an_unquoted_field_is_a_character() -> None:
    assert texts(comments(comment_lines(f'{utc(AT)},{LINK},5" pipe and "so" on'))[0]) == [
        '5" pipe and "so" on'
    ]


@pytest.mark.parametrize(
    "broken",
    [
        'She said "ship it" twice',
        '"never closed',
        '"closed" too early',
        '"two\nlines "and a\nbroken, quote"',
        '"\\"',
    ],
)
def test_a_broken_record_does_not_take_its_neighbours_along(broken: str) -> None:
    before, after = "before", '"after, ""quoted"""'
    data = comment_lines(
        f"{utc(AT)},{LINK},{before}",
        f'{utc(AT + timedelta(days=1))},{LINK},"{broken}',
        f"{utc(AT + timedelta(days=2))},{LINK},{after}",
        f"{utc(AT + timedelta(days=3))},{LINK},last",
    )
    rows, _ = comments(data)
    moments = [moment for _, moment, _ in rows]
    assert moments == [INSTANT + timedelta(days=number) for number in range(4)]
    assert texts(rows)[0] == "before"
    assert texts(rows)[2:] == ['after, "quoted"', "last"]


def test_a_broken_message_is_skipped_alone() -> None:
    sent = [Message(AT - timedelta(hours=number), content=f"text {number}") for number in range(5)]
    data = messages(sent, MESSAGES_13, QUOTED).to_bytes().replace(b'"text 2"', b'"te"xt 2\n\nmore')
    rows, skips = read(data, Table.MESSAGES, "CONTENT", "FOLDER")
    assert [cells for _, _, cells in rows] == [(f"text {n}", "INBOX") for n in (0, 1, 3, 4)]
    assert skips == [(4, "unreadable row")]


def test_reading_damage_takes_time_in_proportion_to_the_file() -> None:
    line = f'{utc(AT)},{LINK},"open\n'
    looks = 0

    def look(cells: Sequence[str]) -> Moment | None:
        nonlocal looks
        looks += 1
        return None

    lines = ["Date,Link,Message\n", *([line] * 20_000), *(["a,b,c\n"] * 20_000)]
    settled = 0

    def settle(line: int, cells: object, moment: object) -> None:
        nonlocal settled
        settled += 1

    shape = Shape(",", 3, look, tuple, settle)
    assert list(Records(iter([lines]), shape).read(1)) == []
    assert settled > 0
    assert looks < 40 * len(lines)


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=20
) | st.sampled_from(['"', '""', ",", "\n", 'a"b', '",', ',"', '"\n', "x,y", "\\", "C:\\dir"])


@settings(deadline=None)
@given(st.lists(CELL, min_size=1, max_size=6), st.booleans())
def test_any_text_survives_the_doubled_dialect(found: list[str], quote_all: bool) -> None:
    rows = [(utc(AT), LINK, text) for text in found]
    style = Style(quote_all=quote_all)
    written = Sheet(HEADERS["Comments"], rows, style).to_bytes()
    assert texts(comments(written)[0]) == found


@settings(deadline=None)
@given(st.lists(CELL.filter(lambda text: "\\" not in text), min_size=1, max_size=6))
def test_any_text_without_backslashes_counts_once_in_the_other_dialect(found: list[str]) -> None:
    rows = [(utc(AT), LINK, text) for text in found]
    written = Sheet(HEADERS["Comments"], rows, Style(backslash=True, quote_all=True)).to_bytes()
    read_back, skips = comments(written)
    assert len(read_back) == len(found)
    assert skips == []


# -- lines -----------------------------------------------------------------------------------


def test_a_row_knows_the_line_on_which_it_begins() -> None:
    rows = [(utc(AT), LINK, "a\nb\nc"), (utc(AT), LINK, "d"), (utc(AT), LINK, "e")]
    sheet = Sheet(HEADERS["Comments"], rows, Style(preamble=("Notes:", "")))
    assert [line for line, _, _ in comments(sheet.to_bytes())[0]] == [4, 7, 8]


def test_blank_lines_are_no_rows() -> None:
    data = comment_lines("", f"{utc(AT)},{LINK},x", "", ",,", f"{utc(AT)},{LINK},y")
    rows, skips = comments(data)
    assert (texts(rows), skips) == (["x", "y"], [])


@pytest.mark.parametrize(
    "line",
    [
        "And we did.",
        "well, and we, did, so",
        'said "ship it", so',
        '"ship it" she said, and',
        '"never closed, and',
        "- 2024, for one",
        "see https://www.linkedin.com/in/bo, he did",
    ],
)
def test_lines_of_a_text_whose_breaks_are_not_quoted_are_no_rows(line: str) -> None:
    row = f"{utc(AT)},{LINK}"
    rows, skips = comments(comment_lines(f"{row},one", line, "", line, f"{row},two", line))
    assert (texts(rows), skips) == (["one", "two"], [])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (f"{LINK},{utc(AT)},x", "unknown date format"),
        (f"N/A,{LINK},x", "unknown date format"),
        (f",{LINK},x", "no date"),
        (f',{LINK},"She said "ship it" twice', "no date"),
        (f"2025-02-30 10:00:00,{LINK},x", "no such date"),
        ("2025-02-30 10:00:00,,x", "no such date"),
        (f"{utc(AT)},,x", "no link"),
    ],
)
def test_a_damaged_row_among_texts_is_told(line: str, why: str) -> None:
    row = f"{utc(AT)},{LINK}"
    rows, skips = comments(comment_lines(f"{row},one", "more text", line, f"{row},two"))
    assert (texts(rows), skips) == (["one", "two"], [(4, why)])


@pytest.mark.parametrize("style", [PLAIN, QUOTED])
def test_lines_across_the_chunks_of_a_large_file_are_whole(style: Style) -> None:
    rows = [(utc(AT), LINK, f"ü{number}\nsecond, line") for number in range(20_000)]
    found, skips = comments(Sheet(HEADERS["Comments"], rows, style).to_bytes())
    assert texts(found) == [row[2] for row in rows]
    assert skips == []

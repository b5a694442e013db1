"""Rows of cells: text at columns, cut and painted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ssi_tui.tui.look.rows import ELLIPSIS, Row, fit, whole_words
from ssi_tui.tui.look.theme import DARK, Palette, palette

ESCAPE = "\x1b"


@pytest.fixture(scope="module")
def styles() -> Palette:
    """Return the styles of the dark theme."""
    return palette({**DARK.to_color_system().generate(), **DARK.variables})


# Cutting.


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("comment", 7, "comment"),
        ("comment", 6, "comme…"),
        ("comment", 1, "…"),
        ("comment", 0, ""),
        ("", 0, ""),
        ("two words", 5, "two…"),
    ],
)
def test_text_that_is_too_long_ends_in_an_ellipsis(text: str, width: int, cut: str) -> None:
    """It is cut by us, never by the edge."""
    assert fit(text, width) == cut


@pytest.mark.parametrize(
    ("text", "width", "cut"), [("注釈", 4, "注釈"), ("注釈", 3, "注…"), ("注釈", 2, "…")]
)
def test_wide_characters_count_as_two_cells_and_are_never_halved(
    text: str, width: int, cut: str
) -> None:
    """The ellipsis takes one cell."""
    assert fit(text, width) == cut


@pytest.mark.parametrize(
    ("width", "cut"), [(12, "active day"), (9, "active"), (6, "active"), (4, "act…")]
)
def test_words_are_left_out_whole_where_one_fits(width: int, cut: str) -> None:
    assert whole_words("active day", width) == cut


@given(st.text(), st.integers(min_value=0, max_value=30))
def test_cut_text_never_leaves_its_cells(text: str, width: int) -> None:
    """Any characters; what fits is kept as it is."""
    cut = fit(text, width)
    assert cell_len(cut) <= width
    assert cut == text or cut == "" or cut.endswith(ELLIPSIS)


# Putting.


def test_text_stands_in_the_column_where_it_was_put() -> None:
    """In whatever order it was put."""
    assert Row().put(5, "comment").put(2, "c").plain == "  c  comment"


def test_a_row_stands_after_wide_characters_in_the_right_column() -> None:
    """Two wide characters are four cells."""
    assert Row().put(1, "注釈").put(7, "x").plain == " 注釈  x"


def test_text_is_aligned_to_the_right_by_its_last_cell() -> None:
    """The column is that of the last cell."""
    assert Row().right(9, "12.4").plain == "      12.4"
    assert Row().right(9, "注釈").plain == "      注釈"


def test_a_run_puts_pieces_one_behind_the_other() -> None:
    """Each with its own role."""
    assert Row().run(3, [("注", "bold"), ("ab", "muted"), ("", "text"), ("c", "text")]).plain == (
        "   注abc"
    )


def test_a_width_cuts_what_is_put() -> None:
    """In cells."""
    assert Row().put(1, "a long note", width=6).plain == " a lon…"


def test_the_end_of_a_row_is_the_first_column_behind_all_that_was_put() -> None:
    """An empty row ends where it begins."""
    assert Row().end == 0
    assert Row().put(4, "ab").put(1, "c").put(9, "").end == 6


def test_control_characters_become_spaces() -> None:
    """A terminal must not obey what a user has typed."""
    row = Row().put(0, f"a{ESCAPE}[31mb\tc\nd\x07e\u202ef")
    assert row.plain == "a [31mb c d ef"


def test_markup_is_shown_as_text(styles: Palette) -> None:
    """Brackets are brackets."""
    row = Row().put(0, "[bold]loud[/bold] [@click=app.quit]x[/]")
    assert row.strip(styles, 60).text.rstrip() == "[bold]loud[/bold] [@click=app.quit]x[/]"
    assert all(segment.style == styles["text"] for segment in row.strip(styles, 60))


# Painting.


@given(
    st.lists(st.tuples(st.integers(min_value=0, max_value=5), st.text(max_size=8)), max_size=5),
    st.integers(min_value=0, max_value=40),
)
def test_a_painted_row_takes_exactly_its_width(pieces: list[tuple[int, str]], width: int) -> None:
    """Whatever was put, and wherever it ends."""
    row = Row()
    for gap, text in pieces:
        row.put(row.end + gap, text)
    colours = palette({**DARK.to_color_system().generate(), **DARK.variables})
    strip = row.strip(colours, width)
    assert strip.cell_length == width
    assert sum(segment.cell_length for segment in strip) == width


def test_a_row_is_painted_once_for_a_palette_and_a_width(styles: Palette) -> None:
    """Most rows stay as they are from one key to the next."""
    row = Row().put(1, "comment").put(12, "1 of 2", "muted")
    painted = row.strip(styles, 20)
    assert row.strip(styles, 20) is painted
    assert row.strip(styles, 30).cell_length == 30
    other = {**styles, "text": styles["error"]}
    assert next(iter(row.strip(other, 20))).style == styles["error"]


def test_a_painted_row_that_is_too_long_ends_in_an_ellipsis(styles: Palette) -> None:
    """Nothing is clipped by the edge, not even on a tiny terminal."""
    row = Row().put(0, "ROUTINE").put(10, "no notes left")
    assert row.strip(styles, 15).text == "ROUTINE   no n…"
    assert row.strip(styles, 10).text == "ROUTINE   "


def test_each_piece_has_the_style_of_its_role(styles: Palette) -> None:
    """The gaps have that of text."""
    strip = Row().put(1, "!", "warning-bold").put(3, "People").strip(styles, 9)
    painted = [(segment.text, segment.style) for segment in strip]
    assert painted == [
        (" ", styles["text"]),
        ("!", styles["warning-bold"]),
        (" People", styles["text"]),
    ]


def test_a_piece_with_an_action_runs_it_when_it_is_clicked(styles: Palette) -> None:
    """The rest of the row runs nothing."""
    strip = Row().put(0, "?", "accent", click="app.help").put(2, "help").strip(styles, 6)
    actions = [segment.style.meta.get("@click") for segment in strip if segment.style is not None]
    assert actions == ["app.help", None]

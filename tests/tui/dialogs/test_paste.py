"""A field of one line takes the whole of a paste, and says so where that is too long."""

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste
from textual.widgets import Input

from ssi_tui.tui.look.traffic import Pastes
from tests.tui.dialogs.test_dialogs import note_on, operations
from tests.tui.driver import Session


@pytest.mark.parametrize(
    ("pasted", "note"),
    [
        ("line one\nline two", "line one line two"),
        ("\nfoo", "foo"),
        ("a\r\nb\rc", "a b c"),
        ("x" * 2000, "x" * 2000),
        ("\x1b[31mred", "[31mred"),
    ],
)
def test_a_pasted_note_is_taken_as_a_whole(today: Session, pasted: str, note: str) -> None:
    """Its line breaks are spaces."""
    today.burst(*"kkkk", "N", f"paste:{pasted}", "enter")
    assert note_on(today, "comment") == note


def test_a_paste_takes_the_place_of_what_is_selected(today: Session) -> None:
    """As typed text does."""
    today.press(*"kkkk", "N").enter("one two").press("ctrl+shift+left")
    today.burst("paste:and\nthree", "enter")
    assert note_on(today, "comment") == "one and three"


def test_a_paste_that_is_too_long_says_so_and_stays(today: Session) -> None:
    """Nothing is written, and what was pasted can be cut."""
    before = operations(today)
    today.burst(*"kkkk", "N", f"paste:{'x' * 2001}")
    assert "2001" in today.press("enter").text
    assert operations(today) == before
    today.press("backspace", "enter")
    assert note_on(today, "comment") == "x" * 2000


@pytest.mark.parametrize("opener", ["v", "g"])
def test_a_date_is_pasted_with_the_break_behind_it(today: Session, opener: str) -> None:
    """As a terminal copies it."""
    assert "Fri 20 Nov 2026" in today.burst(opener, "paste:2026-11-20\n").text


def test_a_filter_of_the_log_is_pasted_as_a_whole(today: Session) -> None:
    """In a view too."""
    today.burst("5", "slash", "paste:two\nlines")
    assert today.until(lambda: today.last == "  / two lines")


def test_the_palette_takes_a_paste_as_a_whole(today: Session) -> None:
    """Its field is one line as all others are."""
    today.press("ctrl+p").burst("paste:log a\nmess\n")
    field = today.app.focused
    assert isinstance(field, Input)
    assert field.value == "log a mess"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("one \x1b[31mtwo\x1b", ["one [31mtwo"]),
        ("a\x1b[200~b\x1bc\x1b[Ad", ["a[200~bc[Ad"]),
        ("", [""]),
    ],
)
def test_an_escape_within_a_paste_is_no_key(sent: str, read: list[str]) -> None:
    """A terminal sends it between two marks, and what follows it stays where it was."""
    parser, pastes, messages = XTermParser(), Pastes(), []
    for character in f"\x1b[200~{sent}\x1b[201~k":
        if let := pastes.through(character):
            messages += list(parser.feed(let))
    assert [each.text for each in messages if isinstance(each, Paste)] == read
    assert [each.key for each in messages if isinstance(each, Key)] == ["k"]

"""Mistyped names: quoted, and what was meant by them."""

import pytest

from ssi_tui.core.slips import hint, nearest, quoted

KNOWN = ("tick", "status", "undo", "redo", "week", "log", "off", "--json", "--db", "recommend")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tik", "tick"),
        ("tcik", "tick"),
        ("TICK", "tick"),
        ("stauts", "status"),
        ("statsu", "status"),
        ("stat", "status"),
        ("lgo", "log"),
        ("--js", "--json"),
        ("--dd", "--db"),
        ("foo", None),
        ("juggle", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_what_was_meant_is_at_most_two_edits_away(typed: str, meant: str | None) -> None:
    """In a name of three letters at most one: two would make any word of any other."""
    assert nearest(typed, KNOWN) == meant


@pytest.mark.parametrize("typed", ["recomm", "Recommendation", "recommended"])
def test_a_longer_or_shorter_form_of_a_name_means_the_name(typed: str) -> None:
    """From four letters on, which few words have in common."""
    assert nearest(typed, KNOWN) == "recommend"
    assert nearest("rec", KNOWN) is None


def test_nothing_was_meant_where_nothing_is_known() -> None:
    assert nearest("tick", ()) is None


def test_a_hint_says_what_was_meant_or_where_to_look() -> None:
    assert hint("tik", KNOWN, "See ssi-tui --help") == "Did you mean tick?"
    assert hint("juggle", KNOWN, "See ssi-tui --help") == "See ssi-tui --help"


def test_what_was_typed_is_quoted_as_it_can_be_shown() -> None:
    """Without what a terminal would obey, and cut if it is long."""
    assert quoted("coment") == '"coment"'
    assert quoted("a\x1b[2J\nb") == '"a[2J b"'
    assert quoted("x" * 99) == f'"{"x" * 39}…"'

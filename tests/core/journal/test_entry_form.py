"""The form of an entry: what it shows, and what its texts mean."""

from datetime import date

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.journal.entry_form import form_of, read_form
from ssi_tui.core.journal.rows import EntryValues
from ssi_tui.core.model import Entry
from ssi_tui.core.value import replace
from tests.logs import FRIDAY, MONDAY, MORNING, SUNDAY

COMMENT = Entry("a" * 32, "b" * 32, FRIDAY, MORNING, "comment", count=2, quality="short")
SEARCH = replace(COMMENT, task="search", quality=None)


def texts(entry: Entry, **changed: str) -> list[str]:
    """Return the texts of the form of an entry, some of them typed over."""
    return [changed.get(field.id, field.text) for field in form_of(entry, ACTIONS)]


def read(entry: Entry, **changed: str) -> EntryValues:
    """Return what the form of an entry says once some texts are typed over."""
    return read_form(entry, texts(entry, **changed), MONDAY, ACTIONS)


def test_the_form_shows_what_is_there() -> None:
    """In words; what is usual stands as a hint."""
    entry = replace(COMMENT, minutes=7.5, note="a\nb")
    assert texts(entry) == ["2", "short", "7.5", "a b", "Fri 20 Nov 2026"]
    assert texts(COMMENT) == ["2", "short", "", "", "Fri 20 Nov 2026"]
    assert [field.hint for field in form_of(COMMENT, ACTIONS)][2] == "4 (default)"
    assert form_of(COMMENT, ACTIONS)[1].name == "quality: thoughtful, short"


def test_what_has_no_quality_has_no_field_for_it() -> None:
    """And keeps what it has, should that come from elsewhere."""
    assert [field.id for field in form_of(SEARCH, ACTIONS)] == ["count", "minutes", "note", "day"]
    assert read(SEARCH, count="3").count == 3
    assert read(replace(SEARCH, quality="odd"), count="3").quality == "odd"


@pytest.mark.parametrize(
    "entry",
    [
        COMMENT,
        SEARCH,
        replace(COMMENT, note="می\u200cخواهم\u00a0\u00ad\u200d"),
        replace(COMMENT, minutes=1.2345, note="two\nlines \x1b[31m of it"),
        replace(COMMENT, quality=None, note=" "),
    ],
)
def test_a_form_that_is_left_as_it_was_changes_nothing(entry: Entry) -> None:
    """Nor what the form cannot show: line ends, decimals."""
    said = read(entry)
    assert said == EntryValues(
        entry.day, entry.count, entry.minutes, entry.quality, entry.note or ""
    )


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("count", "7", 7),
        ("minutes", "2,5", 2.5),
        ("minutes", "0", 0.0),
        ("quality", "t", "thoughtful"),
        ("quality", "Thoughtful", "thoughtful"),
        ("quality", "", None),
        ("note", "so it was", "so it was"),
        ("note", "می\u200cخواهم", "می\u200cخواهم"),
        ("day", "yesterday", SUNDAY),
        ("day", "2026-11-02", date(2026, 11, 2)),
    ],
)
def test_what_is_typed_is_read(field: str, text: str, expected: object) -> None:
    """A quality by its first letters, minutes with a comma too."""
    assert getattr(read(COMMENT, **{field: text}), field) == expected


@pytest.mark.parametrize(
    ("text", "quality"), [("with", "note"), ("d", "decision_maker"), ("plain", "plain")]
)
def test_a_quality_is_known_by_its_words_too(text: str, quality: str) -> None:
    """Those that the list shows."""
    assert read(replace(COMMENT, task="connect", quality=None), quality=text).quality == quality


def test_minutes_that_are_emptied_are_the_usual_ones() -> None:
    """None are stored."""
    assert read(replace(COMMENT, minutes=9.0), minutes="").minutes is None


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("count", "", "a count must be 1 to 999"),
        ("count", "two", "a count must be 1 to 999"),
        ("count", "0", "1 to 999"),
        ("minutes", "a while", "minutes must be a number"),
        ("minutes", "nan", "minutes must be 0 to 1440"),
        ("minutes", "-1", "minutes must be 0 to 1440"),
        ("quality", "loud", 'comment has no quality "loud". Use thoughtful or short'),
        ("day", "", "isn't a date"),
        ("day", "2026-11-24", "is in the future"),
        ("note", "x" * 2001, "can have 2000"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(field: str, text: str, words: str) -> None:
    """That says what to do."""
    with pytest.raises(RefusedError, match=words):
        read(COMMENT, **{field: text})

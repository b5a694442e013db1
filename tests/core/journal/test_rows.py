"""Where the rows of the log stand, and what a line of its filter means."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.journal.details import details
from ssi_tui.core.journal.filter import EVERYTHING, JournalFilter, parse_filter
from ssi_tui.core.journal.rows import Journal, JournalEntry, find_row
from ssi_tui.core.journal.words import entry_label
from ssi_tui.core.model import Entry, Source
from tests.logs import MONDAY, MORNING


def journal_of(*counts: int) -> Journal:
    """Return a journal with so many rows on that Monday and on the days before it."""
    days = tuple(MONDAY - timedelta(days=2 * at) for at in range(len(counts)))
    return Journal(EVERYTHING, days, counts, {}, sum(counts), empty=False)


def test_a_task_that_another_process_has_only_just_added_is_named_by_its_id() -> None:
    """Until the app has looked around it does not know the name."""
    assert entry_label(row_of("one", "endorse"), ACTIONS) == "endorse"
    told = details(row_of("one", "endorse"), (), MONDAY, ACTIONS)
    assert told[5] == ("minutes", "default")


# -- lines ------------------------------------------------------------------------------------


def test_each_day_has_a_head_and_its_rows() -> None:
    """Three days, six rows."""
    journal = journal_of(3, 1, 2)
    assert journal.starts == (0, 4, 6)
    assert journal.lines == 9
    assert [journal.place(line) for line in range(9)] == [
        *((0, -1), (0, 0), (0, 1), (0, 2)),
        *((1, -1), (1, 0)),
        *((2, -1), (2, 0), (2, 1)),
    ]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=40), st.data())
def test_a_line_and_its_place_are_each_others_opposite(
    counts: list[int], data: st.DataObject
) -> None:
    """Whatever the days hold."""
    journal = journal_of(*counts)
    line = data.draw(st.integers(0, journal.lines - 1))
    day, row = journal.place(line)
    assert -1 <= row < counts[day]
    assert journal.line(day, row) == line


def test_the_nearest_day_is_the_newest_one_up_to_a_date() -> None:
    """And the oldest where all are newer."""
    journal = journal_of(1, 1, 1)
    assert journal.nearest(MONDAY) == 0
    assert journal.nearest(MONDAY - timedelta(days=1)) == 1
    assert journal.nearest(date(2020, 1, 1)) == 2
    assert journal.nearest(MONDAY + timedelta(days=9)) == 0


def row_of(entry_id: str, task: str = "comment", minute: int = 0) -> JournalEntry:
    """Return a row of an entry."""
    at = MORNING + timedelta(minutes=minute)
    return JournalEntry(Entry(entry_id, "", MONDAY, at, task), None)


def test_a_row_is_found_again_and_else_another_version_of_its_entry() -> None:
    """Which has the instant and the task in common."""
    rows = [row_of("a"), row_of("b"), row_of("c", "share"), row_of("d", "share", 1)]
    assert find_row(rows, row_of("b")) == 1
    assert find_row(rows, row_of("x", "share", 1)) == 3
    assert find_row(rows, row_of("x", "search")) is None
    assert find_row((), row_of("a")) is None


# -- the filter -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "all tasks, all sources"),
        ("  ", "all tasks, all sources"),
        ("comment", "comment"),
        ("Comment share", "comment, share"),
        ("archive", "LinkedIn"),
        ("LinkedIn", "LinkedIn"),
        ("cli app", "app, shell"),
        ("profile-view cli", "profile view, shell"),
        ("comment pricing", "comment, “pricing”"),
        ('"comment"', "“comment”"),
        ('share "two words" cli', "share, shell, “two words”"),
        ('"', "all tasks, all sources"),
    ],
)
def test_names_choose_and_other_words_search(line: str, words: str) -> None:
    """What stands in quotes is searched for, whatever it is."""
    assert parse_filter(line).words() == words


def test_a_word_is_searched_for_in_names_too() -> None:
    """The beginning of a name narrows the list while it is typed."""
    (search,) = parse_filter("ha").searches
    assert search.actions == {"share"}
    assert search.qualities == {"reshare"}
    assert parse_filter("arch").searches[0].sources == {Source.ARCHIVE}


def test_no_filter_leaves_nothing_out() -> None:
    """A choice of tasks leaves out what is no task."""
    assert parse_filter("").wants_all
    assert parse_filter("").wants_steps
    assert not parse_filter("comment").wants_steps
    assert parse_filter("archive").wants_imports_only
    assert not parse_filter("x").wants_all


@given(st.text(max_size=40))
def test_every_line_means_something(line: str) -> None:
    """Nothing that can be typed fails."""
    wanted = parse_filter(line)
    assert isinstance(wanted, JournalFilter)
    assert wanted.words()
    assert wanted.finds("".join(search.text for search in wanted.searches))

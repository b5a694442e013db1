"""What the log asks for, and when it is enough."""

from datetime import timedelta

from ssi_tui.core.journal.filter import EVERYTHING
from ssi_tui.core.journal.rows import Journal, JournalEntry
from ssi_tui.core.model import Entry
from ssi_tui.tui.log.page import LogPage
from tests.logs import MONDAY, MORNING, SUNDAY


def page_on(*counts: int, height: int = 4) -> tuple[LogPage, Journal]:
    """Return a page on a journal with so many rows on that Monday and the days before it."""
    page, journal = LogPage(), journal_of(*counts)
    page.window.resize(height)
    page.turn_to(journal)
    return page, journal


def journal_of(*counts: int) -> Journal:
    """Return a journal with so many rows on that Monday and the days before it."""
    days = tuple(MONDAY - timedelta(days=at) for at in range(len(counts)))
    return Journal(EVERYTHING, days, counts, {}, sum(counts), empty=False)


def row(identity: str) -> JournalEntry:
    """Return a row of an entry."""
    return JournalEntry(Entry(identity, "", MONDAY, MORNING, f"task {identity}"), None)


def test_days_are_asked_for_once_and_with_a_margin() -> None:
    """A screen above and below."""
    page, _ = page_on(*[3] * 9)
    assert page.lines() is None
    assert page.missing() == (0, 1)
    assert page.missing() is None
    page.window.move(9)
    assert page.missing() == (1, 4)


def test_rows_in_sight_that_are_known_are_not_asked_for() -> None:
    """Those of the margin neither."""
    page, journal = page_on(1, 1, 1, 1)
    assert page.take(journal, 0, 3, {MONDAY: (row("a"),)})
    page.window.end()
    assert page.missing() is None
    assert page.row is None


def test_what_another_process_has_emptied_is_not_asked_for_again() -> None:
    """Its line stays blank until the log is read anew."""
    page, journal = page_on(2, 1)
    assert page.missing() == (0, 1)
    assert page.take(journal, 0, 1, {MONDAY: (row("a"),)})
    assert page.missing() is None
    assert page.lines() == [MONDAY, row("a"), None, SUNDAY]


def test_rows_of_a_journal_that_was_left_are_not_taken() -> None:
    """The new one asks for its own."""
    page, journal = page_on(1)
    page.turn_to(journal_of(1))
    assert not page.take(journal, 0, 0, {MONDAY: (row("a"),)})
    assert page.lines() is None


def test_the_cursor_follows_its_row_into_another_journal() -> None:
    """Wherever it stands there; what is held by hand goes before."""
    page, journal = page_on(2)
    page.take(journal, 0, 0, {MONDAY: (row("a"), row("b"))})
    page.window.move(1)
    for held, order, expected in ((None, "cab", 2), ("c", "cab", 0), (None, "xyz", 0)):
        if held is not None:
            page.hold(row(held))
        other = journal_of(3)
        page.turn_to(other)
        page.take(other, 0, 0, {MONDAY: tuple(row(each) for each in order)})
        assert page.window.row == expected

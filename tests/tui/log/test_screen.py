"""The log in the app: rows, the cursor, the filter, edit and void, the undo of an import."""

import sys
from datetime import date
from subprocess import run

import pytest
from rich.segment import Segment
from textual.events import MouseScrollDown, MouseScrollUp
from textual.widgets import Input

from ssi_tui.core.model import Entry, OperationKind, Source
from ssi_tui.tui.dialogs.confirm import ConfirmDialog
from ssi_tui.tui.dialogs.forms.entry import DetailsDialog, EntryDialog
from ssi_tui.tui.dialogs.forms.pick import PickDialog
from ssi_tui.tui.log.list import LogList
from ssi_tui.tui.log.screen import LogScreen
from tests.logs import ROOT
from tests.tools import scenes
from tests.tools.scenes import FRIDAY, MONDAY, SATURDAY, THURSDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, Session

pytestmark = pytest.mark.slow


@pytest.fixture
def log(open_app: OpenApp) -> Session:
    """Return the app, open on a log with a row of every kind."""
    return open_app(scenes.logbook).press("5")


def under_cursor(session: Session) -> str:
    """Return the row under the cursor."""
    rows = [row for row in session.painted(LogList) if row.startswith("▌")]
    return " ".join(rows[0][1:].split()) if rows else ""


def title(session: Session) -> str:
    """Return what stands in the title: the filter and the number of entries."""
    return " ".join(session.painted(LogList)[0].split())


def filtered(session: Session, text: str) -> Session:
    """Type a filter and keep it."""
    return session.press("slash").enter(text).press("enter")


# -- what is shown ----------------------------------------------------------------------------


def test_nothing_of_the_log_is_loaded_before_it_is_opened() -> None:
    """The first frame is Today's."""
    script = (
        "import sys, ssi_tui.tui.app\n"
        "parts = ('tui.log', 'journal', 'dialogs.entry')\n"
        "print([name for name in sys.modules if name.startswith('ssi_tui') and "
        "any(part in name for part in parts)])"
    )
    out = run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_5_opens_the_log_and_1_goes_back(log: Session) -> None:
    """The tab under the rule is the view."""
    assert isinstance(log.app.screen, LogScreen)
    assert "5 Log" in log.rows[0]
    assert title(log) == "LOG all tasks, all sources 1,385 entries source"
    assert "ROUTINE" in log.press("1").text


def test_rows_stand_in_the_columns_of_the_look(log: Session) -> None:
    """Time, key, task, quality, count, note and source, under the head of the day."""
    rows = log.rows
    assert rows[3] == (
        "  LOG              all tasks, all sources    1,385  entries             source"
    )
    assert rows[4] == "  today"
    assert rows[7] == (
        "     06:50   s     share      original           1  the hiring piece       app"
    )


def test_what_does_not_count_says_why(log: Session) -> None:
    """Deleted and replaced are struck through, undone is muted; none has a count."""
    assert "c     comment    replaced by your LinkedIn archive " in log.text
    assert "f     search     deleted  " in log.text
    assert "m     message    undone  " in log.text
    strips = log.run(painted_strips(log))
    struck = {
        segment.text
        for strip in strips
        for segment in strip
        if segment.style is not None and segment.style.strike
    }
    assert struck == {"search", "comment"}


async def painted_strips(session: Session) -> list[list[Segment]]:
    """Return the segments of the lines of the list."""
    panel = session.app.screen.query_one(LogList)
    return [list(strip) for strip in panel.render_lines(panel.size.region)]


def test_what_was_logged_late_shows_the_day_of_logging(log: Session) -> None:
    """In place of the time."""
    log.press("home", *["down"] * 14)
    assert log.row_with("decision maker").startswith("▌    20 Nov  n     connect")


def test_an_import_and_time_off_have_rows_of_their_own(log: Session) -> None:
    """Among the entries of the day on which they were made."""
    assert "12:15         import     3 entries from LinkedIn, 2 replaced" in log.text
    assert "10:30         time off   21 Dec to 3 Jan 2027, mountains" in log.text


def test_text_of_the_user_is_shown_as_text(log: Session) -> None:
    """Neither markup nor control codes do anything."""
    with log.elsewhere() as tracker:
        tracker.tick([("message", 1)], note="[red]a[/] \x1b]0;x\x07 b\nc")
    log.look_around()
    assert "[red]a[/]" in log.row_with("[red]")
    filtered(log, "[red]a")
    assert title(log) == "LOG “[red]a” 1 entry source"


def test_an_empty_log_says_so(open_app: OpenApp) -> None:
    """And how to begin."""
    rows = open_app(scenes.first_run).press("5").rows
    assert rows[4:7] == [
        "     Nothing logged yet.",
        "     1  opens Today to log your first task",
        "     i  imports your LinkedIn archive",
    ]


def test_a_log_that_begins_later_is_empty_too(open_app: OpenApp) -> None:
    """When another today is given."""
    app = open_app(scenes.logbook, day=date(2025, 1, 6)).press("5")
    assert app.rows[4] == "     Nothing logged yet."


def test_keys_do_no_harm_where_there_are_no_rows(open_app: OpenApp) -> None:
    """Every one of them."""
    app = open_app(scenes.first_run).press("5")
    rows = app.rows
    for key in ("j", "k", "pagedown", "end", "home", "enter", "d", "o", "full_stop"):
        assert app.press(key).rows == rows


# -- moving -----------------------------------------------------------------------------------


def test_the_cursor_passes_over_the_heads_of_days(log: Session) -> None:
    """From the last row of today to the first of Saturday."""
    assert under_cursor(log) == "06:51 f search deleted app"
    assert under_cursor(log.press("j", "down", "j", "j")) == "06:47 c comment thoughtful 1 app"
    assert under_cursor(log.press("j")).startswith("10:30 time off")
    assert under_cursor(log.press("k", "up")) == "06:48 m message undone app"


def test_days_are_stepped_through_with_the_brackets(log: Session) -> None:
    """The full stop goes back to the newest row."""
    assert under_cursor(log.press("left_square_bracket")).startswith("10:30 time off")
    assert under_cursor(log.press("left_square_bracket")).startswith("12:15 import")
    assert under_cursor(log.press("right_square_bracket")).startswith("10:30 time off")
    assert under_cursor(log.press("full_stop")).startswith("06:51")


def test_end_and_home_go_to_the_oldest_and_the_newest_row(log: Session) -> None:
    """A year apart; the date is always in sight."""
    log.press("end")
    assert log.rows[4].endswith("Dec 2025")
    assert under_cursor(log) == under_cursor(log.press("j"))
    assert log.press("pageup").rows[4] != "  today"
    assert under_cursor(log.press("home")).startswith("06:51")
    assert log.rows[4] == "  today"


def test_g_goes_to_a_date_or_to_the_nearest_before_it(log: Session) -> None:
    """Which is said, where nothing was logged on the day itself."""
    log.press("g").enter("2026-11-18").press("enter")
    assert log.rows[4] != "  today"
    assert "Wed 18 Nov" in log.text
    log.press("g").enter("2026-11-15").press("enter")
    assert log.last.startswith("  No entries on Sun 15 Nov; showing Fri 13 Nov.")


def test_the_wheel_scrolls_and_a_click_moves_the_cursor(log: Session) -> None:
    """The list alone moves; the title stays."""
    log.run(log._pilot._post_mouse_events([MouseScrollDown], offset=(20, 10)))
    log.settle()
    assert log.rows[3].startswith("  LOG")
    assert log.rows[5].startswith("▌    06:48") or log.rows[5].startswith("▌    06:50")
    log.run(log._pilot._post_mouse_events([MouseScrollUp], offset=(20, 10)))
    log.settle()
    assert log.rows[4] == "  today"
    log.click(20, 9)
    assert under_cursor(log) == "06:47 c comment thoughtful 1 app"
    log.click(20, 4)
    assert under_cursor(log) == "06:47 c comment thoughtful 1 app"


def test_the_cursor_stays_on_its_row_when_others_come(log: Session) -> None:
    """From another process."""
    log.press("j", "j")
    with log.elsewhere() as tracker:
        tracker.tick([("share", 2)])
    log.look_around()
    assert title(log).startswith("LOG all tasks, all sources 1,387")
    assert under_cursor(log).startswith("06:50 s share")


# -- the filter -------------------------------------------------------------------------------


def test_a_filter_by_task_source_and_text(log: Session) -> None:
    """Names choose, other words search; escape shows everything again."""
    filtered(log, "connect cli")
    assert title(log) == "LOG connect, shell 1 entry source"
    assert under_cursor(log) == "10:12 n connect with a note 1 met at the meetup shell"
    log.press("escape")
    assert title(log).startswith("LOG all tasks, all sources 1,385")
    filtered(log, "PRICING")
    assert under_cursor(log) == "07:01 c comment 1 long thread on prici… app"


def test_the_list_follows_while_the_filter_is_typed(log: Session) -> None:
    """Before enter is pressed; arrows move in it meanwhile."""
    log.press("slash", *"archi")
    assert log.until(lambda: "“archi”" in title(log.settle()))
    assert log.last == "  / archi"
    before = under_cursor(log)
    assert under_cursor(log.press("down")) != before
    log.press("escape")
    assert log.last.startswith("  / filter   enter edit")
    assert title(log).startswith("LOG all tasks, all sources")


def test_keys_that_overtake_the_filter_are_typed_into_it(log: Session) -> None:
    """However fast they come: none of them does what it would do in the list."""
    log.burst("slash", "o", "u", "d", "q")
    assert log.app.screen.query_one(Input).value == "oudq"
    assert isinstance(log.app.screen, LogScreen)
    assert log.logged() == {"comment": 1, "share": 1, "search": 1}


def test_a_filter_that_nothing_fits_says_so(log: Session) -> None:
    """With the key that shows everything again, and the cursor goes back to its row."""
    log.press("j", "j")
    filtered(log, "nobody wrote this")
    assert log.rows[4:6] == ["     No matches.", "     esc  shows everything again"]
    assert under_cursor(log.press("escape")).startswith("06:50 s share")


def test_a_filter_stays_while_other_views_are_open(log: Session) -> None:
    """Until it is cleared."""
    filtered(log, "connect")
    log.press("1", "5")
    assert title(log).startswith("LOG connect ")


# -- edit and void ----------------------------------------------------------------------------


def test_enter_edits_an_entry_and_u_takes_that_back(log: Session) -> None:
    """The cursor stays on the entry."""
    log.press("j", "j", "enter")
    assert isinstance(log.app.screen, EntryDialog)
    log.press("3", "tab").enter("x").press("enter")
    assert 'Share has no quality "originalx"' in log.text
    log.press("backspace", "enter")
    assert under_cursor(log) == "06:50 s share original 3 the hiring piece app"
    assert log.last.startswith("  Edited share (now 1 of 1 +2). Insights ")
    assert log.logged()["share"] == 3
    log.press("u")
    assert under_cursor(log) == "06:50 s share original 1 the hiring piece app"
    assert log.logged()["share"] == 1
    assert log.press("ctrl+r").logged()["share"] == 3


def test_an_edit_can_move_an_entry_to_another_day(log: Session) -> None:
    """The cursor goes with it, and says when it was logged."""
    log.press("j", "j", "enter", "tab", "tab", "tab", "tab")
    log.press("ctrl+u").enter(str(SATURDAY)).press("enter")
    assert under_cursor(log) == "23 Nov s share original 1 the hiring piece app"
    assert log.logged().get("share") is None
    assert log.logged(SATURDAY) == {"connect": 1, "share": 1}


def test_an_edit_that_is_left_changes_nothing(log: Session) -> None:
    """Nor one in which nothing was changed."""
    with log.elsewhere() as tracker:
        before = tracker.next_undo()
    log.press("j", "enter", "9", "escape")
    log.press("enter", "enter")
    with log.elsewhere() as tracker:
        assert tracker.next_undo() == before


def test_d_voids_an_entry_and_u_brings_it_back(log: Session) -> None:
    """Today counts at once."""
    log.press("j", "d")
    assert log.last.startswith("  Deleted search (now 0 of 1).")
    assert under_cursor(log) == "06:51 f search deleted app"
    assert "search" not in log.logged()
    log.press("d")
    assert log.last.startswith("  This entry already doesn't count.")
    log.press("u")
    assert under_cursor(log) == "06:51 f search 1 app"
    assert log.logged()["search"] == 1
    assert "deletion   undone: search" in log.text


def test_what_was_changed_elsewhere_meanwhile_is_not_edited(log: Session) -> None:
    """The sentence says to look again."""
    log.press("j", "j", "enter", "4")
    with log.elsewhere() as tracker:
        share = next(e for e in tracker.store.entries(MONDAY, MONDAY) if e.task == "share")
        tracker.journal.void(share.id)
    log.press("enter")
    assert log.last.startswith("  This entry was already removed.")
    assert "share" not in log.logged()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ((), ["Search", "Doesn't count: deleted."]),
        (("left_square_bracket",), ["Time off", "21 Dec to 3 Jan 2027, mountains"]),
    ],
)
def test_enter_tells_what_there_is_of_other_rows(
    log: Session, keys: tuple[str, ...], words: list[str]
) -> None:
    """They are not for editing."""
    log.press(*keys, "enter")
    assert isinstance(log.app.screen, DetailsDialog)
    assert all(word in log.text for word in words)
    log.press("enter")
    assert isinstance(log.app.screen, LogScreen)


def test_the_reason_of_what_was_set_aside_stands_in_its_details(log: Session) -> None:
    """In full, also where the row has no room for it."""
    log.resize(60, 20).press("left_square_bracket", "left_square_bracket", *"jjjjjj", "enter")
    assert "Doesn't count: replaced by your LinkedIn archive." in log.text


# -- the undo of an import --------------------------------------------------------------------


@pytest.mark.parametrize("key", ["enter", "d"])
def test_an_import_is_undone_from_its_row_as_one_step(log: Session, key: str) -> None:
    """It is asked first; redo brings it back."""
    log.press("left_square_bracket", "left_square_bracket", key)
    assert isinstance(log.app.screen, ConfirmDialog)
    assert "Undo the import of Fri 20 Nov 2026?" in log.text
    assert "Entries it had replaced will count again." in log.text
    before = log.logged(FRIDAY)
    log.press("enter")
    assert log.last.startswith("  Undid the import of 3 entries.")
    assert under_cursor(log).startswith("12:15 import undone: 3 entries")
    assert "replaced by" not in log.text
    assert "archive" not in {entry.source for entry in live(log, THURSDAY)}
    log.press("ctrl+r")
    assert under_cursor(log).startswith("12:15 import 3 entries")
    assert log.logged(FRIDAY) == before
    assert Source.ARCHIVE in {entry.source for entry in live(log, THURSDAY)}


def live(session: Session, day: date) -> tuple[Entry, ...]:
    """Return the entries of a day that count."""
    with session.elsewhere() as tracker:
        return tracker.store.entries(day, day)


def test_the_undo_of_an_import_says_what_stays(log: Session) -> None:
    """What the user has edited since is the user's own."""
    log.press("left_square_bracket", "left_square_bracket", "j", "enter", "2", "enter")
    assert "LinkedIn" in under_cursor(log)
    log.press("k", "d")
    assert "1 entry you edited since then stays." in log.text
    log.press("escape")
    with log.elsewhere() as tracker:
        undo = tracker.next_undo()
    assert undo is not None
    assert undo.kind is OperationKind.EDIT


def test_any_step_is_undone_and_redone_from_its_row(log: Session) -> None:
    """Whatever came after it, and without a question: the same key brings it back."""
    log.press("left_square_bracket", "d")
    assert log.last.startswith("  Undid the time off: 21 Dec to 3 Jan 2027, mountains.   ^r redo")
    assert under_cursor(log).startswith("10:30 time off undone: 21 Dec to 3 Jan 2027, mountains")
    log.press("d")
    assert log.last.startswith("  Redid the time off: 21 Dec to 3 Jan 2027, mountains.   d undo")
    assert under_cursor(log).startswith("10:30 time off 21 Dec")


# -- other ways -------------------------------------------------------------------------------


def test_o_opens_the_day_in_today(log: Session) -> None:
    """Where its entries are edited as ever."""
    log.press("left_square_bracket", "left_square_bracket", "o")
    assert log.shown.day == FRIDAY
    assert "ROUTINE" in log.text
    assert "not today" in log.text


def test_i_imports_an_archive(log: Session) -> None:
    """With the picker that Today opens."""
    log.press("i")
    assert log.until(lambda: isinstance(log.app.screen, PickDialog))


def test_the_tabs_show_today_whatever_day_is_open(log: Session) -> None:
    """The log is always that of today."""
    log.press("1", "left_square_bracket", "5")
    assert log.rows[0].endswith("Mon 23 Nov")


def test_a_wide_terminal_shows_more_of_the_notes(open_app: OpenApp) -> None:
    """The source stays flush right."""
    log = open_app(scenes.logbook, MEDIUM).press("5")
    assert log.row_with("pricing").endswith("1  long thread on pricing                     app")


def test_a_filter_of_more_than_200_characters_is_refused(log: Session) -> None:
    """The rows stay, and the last row says why."""
    rows = log.rows
    log.press("slash").enter("x" * 201).press("enter")
    assert "A filter has at most 200 characters; this one has 201." in log.last
    assert log.press("j", "k").rows == rows

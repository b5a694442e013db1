"""Dialogs: notes, the less frequent actions, time off, questions, help and the palette."""

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.dialogs.base import PanelRows
from ssi_tui.tui.dialogs.more import LESS_FREQUENT
from ssi_tui.tui.today.routine import RoutinePanel
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, Session

HALF_DONE = {"comment": 1, "share": 1, "search": 1}
TUESDAY = date(2026, 11, 24)
ESCAPE = "\x1b"


def operations(app: Session) -> int:
    """Return how many operations the database holds."""
    with app.elsewhere() as tracker:
        found = tracker.store.connection.execute("SELECT COUNT(*) FROM operations")
        return int(found.fetchone()[0])


def note_on(app: Session, task: str) -> str | None:
    """Return the note of the newest entry of a task."""
    with app.elsewhere() as tracker:
        entry = tracker.newest(task, MONDAY)
    assert entry is not None
    return entry.note


def words(row: str) -> str:
    """Return the words of a row."""
    return " ".join(row.split())


# Notes.


def test_a_note_is_written_on_the_newest_entry_under_the_cursor(today: Session) -> None:
    """The dialog says on what."""
    today.press(*"kkkk", "N")
    assert "on the last comment" in today.text
    today.enter("asked about the pilot").press("enter")
    assert note_on(today, "comment") == "asked about the pilot"
    assert today.logged() == HALF_DONE


def test_the_note_that_is_there_can_be_changed_and_taken_away(today: Session) -> None:
    """The field starts with it."""
    today.press(*"kkkk", "N").enter("pilot").press("enter")
    today.press(*"kkkk", "N").enter(" of Tuesday").press("enter")
    assert note_on(today, "comment") == "pilot of Tuesday"
    today.press(*"kkkk", "N", *["backspace"] * 18).press("enter")
    assert note_on(today, "comment") is None


def test_without_an_entry_under_the_cursor_the_note_is_on_the_day(today: Session) -> None:
    """It stands in the first row of the routine."""
    today.press(*"kkkkjj", "N")
    assert "for Mon 23 Nov" in today.text
    today.enter("trade fair").press("enter")
    assert today.painted(RoutinePanel)[0].endswith("trade fair")
    with today.elsewhere() as tracker:
        assert tracker.dashboard().note == "trade fair"


def test_a_note_on_an_earlier_day_says_which(today: Session) -> None:
    """The day that is shown."""
    today.press("left_square_bracket", "N")
    assert "for Sun 22 Nov" in today.text
    today.enter("off sick").press("enter")
    with today.elsewhere() as tracker:
        assert tracker.dashboard(date(2026, 11, 22)).note == "off sick"


@pytest.mark.parametrize("row", ["comment", "message"])
def test_escape_leaves_note_and_log_as_they_were(today: Session, row: str) -> None:
    """On an entry, and on the day."""
    before = operations(today)
    rows = today.press(*"kkkk", *("jj" if row == "message" else "")).rows
    today.press("N").enter("never mind").press("escape")
    assert today.rows == rows
    assert operations(today) == before


def test_a_note_that_is_not_changed_writes_nothing(today: Session) -> None:
    """Enter on the note as it was."""
    today.press(*"kkkk", "N").enter("pilot").press("enter")
    before = operations(today)
    today.press(*"kkkk", "N", "enter")
    assert operations(today) == before


@pytest.mark.parametrize("target", ["comment", None])
@pytest.mark.parametrize(
    "note",
    ["می\u200cخواهم", "👩\u200d💻 met", "Mit\u00adarbeiter", "10\u00a0%", "two\nlines", "a\u202eb"],
)
def test_what_is_not_touched_in_a_note_stays_and_what_is_keeps_its_letters(
    open_app: OpenApp, note: str, target: str | None
) -> None:
    """Invisible letters of a script are letters; a line break is a space once it is changed."""
    app = open_app()
    with app.elsewhere() as tracker:
        tracker.note(note, MONDAY, target)
        stored = tracker.dashboard().note if target is None else note_on(app, target)
    app.look_around()
    before = operations(app)
    keys = () if target else ("j", "j")
    app.press(*"kkkk", *keys, "N", "enter")
    assert operations(app) == before
    app.press("N").enter("!").press("enter")
    with app.elsewhere() as tracker:
        changed = tracker.dashboard().note if target is None else note_on(app, target)
    assert changed == f"{stored}!".replace("\n", " ")


def test_markup_and_escape_codes_in_a_note_show_as_text(open_app: OpenApp) -> None:
    """In the first row of the routine, and in the dialog."""
    app = open_app(size=MEDIUM)
    app.app.tracker.note(f"[bold]x {ESCAPE}[31mred", MONDAY)
    app.press("c")
    assert app.painted(RoutinePanel)[0].split("min")[1].strip().startswith("[bold]x [31mred")
    app.press(*"kkkkjj", "N")
    assert "[bold]x" in app.text
    assert ESCAPE not in app.text


def test_keys_of_the_view_are_text_in_a_field(today: Session) -> None:
    """A note may hold any letter, q and u among them."""
    today.press(*"kkkk", "N", *"qcun1", "question_mark", "enter")
    assert note_on(today, "comment") == "qcun1?"
    assert today.logged() == HALF_DONE


# The less frequent actions.


def test_x_lists_every_action_outside_the_routine(today: Session) -> None:
    """With its minutes and the pillar that it feeds most."""
    today.press("x")
    rows = today.painted(PanelRows)[2 : 2 + len(LESS_FREQUENT)]
    assert [row[2:24].strip() for row in rows] == [action.label for action in LESS_FREQUENT]
    assert words(rows[0]) == "▌ reaction · 0.2 Insights"


def test_x_ticks_and_takes_back_and_stays_open(today: Session) -> None:
    """The count is in the list, in the routine and on disk."""
    today.press("x", "enter", "space", "j", "enter")
    reaction, second = LESS_FREQUENT[0], LESS_FREQUENT[1]
    assert today.logged() == {**HALF_DONE, reaction.id: 2, second.id: 1}
    assert words(today.painted(PanelRows)[2]) == f"{reaction.label} 2 0.2 Insights"
    today.press("minus", "k", "minus")
    assert today.logged() == {**HALF_DONE, reaction.id: 1}
    today.press("escape")
    assert words(today.row_with("also")) == f"also {reaction.label}"


def test_x_takes_nothing_back_that_is_not_there(today: Session) -> None:
    """The log stays as it is."""
    before = operations(today)
    today.press("x", "minus")
    assert operations(today) == before
    assert today.app.told is not None
    assert "o reaction " in today.app.told[1].text


def test_the_cursor_of_the_list_stops_at_both_ends(today: Session) -> None:
    """The last action is ticked, then the first."""
    today.press("x", *["down"] * 16, "enter", *["up"] * 16, "enter")
    first, last = LESS_FREQUENT[0].id, LESS_FREQUENT[-1].id
    assert today.logged() == {**HALF_DONE, first: 1, last: 1}


def test_a_reply_from_the_list_counts_as_a_comment(today: Session) -> None:
    """As the routine wants it."""
    at = [action.id for action in LESS_FREQUENT].index("reply")
    today.press("x", *["j"] * at, "enter", "escape")
    assert today.logged() == {**HALF_DONE, "reply": 1}
    assert "2 of 2" in today.task_row("comment")


# Time off.


def test_v_takes_time_off(today: Session) -> None:
    """From the first to the last day, both included, with a reason."""
    today.press("v").enter("2026-11-23").press("tab")
    assert "Mon 23 Nov 2026" in today.text
    today.enter("2026-11-27").press("tab").enter("fair").press("enter")
    assert "TIME OFF         until Fri 27 Nov; nothing is due" in today.text
    with today.elsewhere() as tracker:
        taken = tracker.routine.time_off()[-1]
    assert (taken.start, taken.end, taken.reason) == (MONDAY, date(2026, 11, 27), "fair")


def test_v_says_before_it_is_taken_what_it_will_do(today: Session) -> None:
    """How many workdays, and that the score fades."""
    today.press("v").enter("2026-12-07").press("tab").enter("2026-12-18")
    rows = words(" ".join(row[row.find("▌") + 1 :].split("   ")[0] for row in today.rows))
    assert "10 workdays off. Your score keeps fading, because" in rows


@pytest.mark.parametrize("key", ["g", "v"])
def test_a_date_that_is_being_typed_is_not_complained_of(today: Session, key: str) -> None:
    """Before it cannot become one any more, or is entered."""
    today.press(key)
    for letter in "2026-11-2":
        assert "isn't a date" not in today.press(letter).text
    assert "isn't a date" in today.press("enter").text


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-11-4", "2026-02-3", "x", "2026-11-200", "todat", "21 dex"]
)
def test_what_cannot_become_a_date_is_complained_of_at_once(today: Session, text: str) -> None:
    """With the key that makes it so."""
    today.press("g").enter(text[:-1])
    assert "isn't a date" not in today.text
    assert "isn't a date" in today.enter(text[-1]).text


def test_a_day_is_typed_as_people_write_it_and_said_in_full(today: Session) -> None:
    """In time off the nearest one from today on, the last day from the first on."""
    assert "Fri 20 Nov 2026" in today.press("g").enter("fri").text
    assert today.press("enter").rows[0].endswith("Fri 20 Nov")
    today.press("full_stop", "v").enter("21 dec").press("tab").enter("4 jan")
    assert "21 dec             Mon 21 Dec 2026" in today.row_with("first day")
    assert "4 jan              Mon 4 Jan 2027" in today.row_with("last day")


def test_v_takes_a_single_day_where_no_end_is_given(today: Session) -> None:
    """Enter saves from the first field."""
    today.press("v").enter("today").press("enter")
    assert "TIME OFF         until Mon 23 Nov; nothing is due" in today.text
    assert "Time off, Mon 23 Nov.   u undo" in today.last


def test_v_refuses_nonsense_with_a_sentence_and_stays_open(today: Session) -> None:
    """Escape then leaves everything as it was."""
    before, rows = operations(today), today.rows
    for first, last, answer in (
        ("soon", "", "first day"),
        ("2026-12-07", "2026-12-01", "last day"),
        ("2026-12-07", "never", "last day"),
        ("", "2026-12-07", "first day"),
        ("1999-01-01", "1999-01-02", "first day"),
        ("2026-12-07", "9999-12-31", "last day"),
    ):
        today.press("v").enter(first).press("tab").enter(last).press("tab", "enter")
        at = next(at for at, row in enumerate(today.rows) if answer in row)
        assert "▌  ! " in today.rows[at + 1]
        field = today.app.focused
        assert isinstance(field, Input)
        assert field.value == (first if answer == "first day" else last)
        assert field.cursor_position == len(field.value)
        assert today.press("escape").rows == rows
    assert operations(today) == before


def test_a_long_sentence_of_a_dialog_is_read_in_whole(today: Session) -> None:
    """In two rows."""
    today.press("v", "enter")
    rows = today.app.screen.query_one("#wrong-0", PanelRows).painted()
    said = words(" ".join(row.plain for row in rows))
    assert said == "! Type the first day, such as 21 dec, mon, +7 or 2026-12-21."


def test_time_off_is_undone_like_anything_else(today: Session) -> None:
    """One operation."""
    rows = today.rows
    today.press("v").enter("today").press("enter", "u")
    assert today.rows[:-1] == rows[:-1]
    assert today.last.startswith("  Undid the time off: 23 Nov.")


# Undo that asks first.


def imported(path: Path) -> Tracker:
    """Return the Monday after an import of twenty-five entries."""
    tracker = scenes.morning(path)
    table = path.with_name("log.csv")
    rows = [f"2026-10-{day:02},invite_in" for day in range(1, 26)]
    table.write_text("\n".join(["day,task", *rows]) + "\n", encoding="utf-8")
    assert tracker.import_log(table).added == {"invite_in": 25}
    return tracker


def test_undo_of_a_large_import_asks_first(open_app: OpenApp) -> None:
    """It says how large; escape leaves it."""
    app = open_app(imported)
    rows = app.rows
    app.press("u")
    assert "Undo this?" in app.text
    assert "import of Mon 23 Nov 2026, 25 entries" in app.text
    assert app.press("escape").rows == rows
    assert app.logged(date(2026, 10, 1))["invite_in"] == 1


@pytest.mark.parametrize("key", ["enter", "y"])
def test_undo_of_a_large_import_goes_on_when_it_is_confirmed(open_app: OpenApp, key: str) -> None:
    """The message says what was undone."""
    app = open_app(imported).press("u", key)
    assert "invite_in" not in app.logged(date(2026, 10, 1))
    assert app.last.startswith("  Undid the import of 25 entries.")
    app.press("ctrl+r")
    assert app.logged(date(2026, 10, 1))["invite_in"] == 1


def test_undo_of_an_operation_of_an_earlier_day_asks_first(open_app: OpenApp) -> None:
    """No leaves it, yes undoes it."""
    app = open_app(day=TUESDAY)
    app.press("u")
    assert "tick of Mon 23 Nov 2026, 3 entries" in app.text
    app.press("n")
    assert app.logged() == HALF_DONE
    app.press("u", "enter")
    assert app.logged() == {}
    assert "on Mon 23 Nov" in app.last


def test_a_confirmed_undo_takes_what_was_shown_and_nothing_that_has_come_since(
    open_app: OpenApp,
) -> None:
    """Both stay, and the last row says why."""
    app = open_app(imported).press("u")
    with app.elsewhere() as tracker:
        tracker.tick([("message", 1)])
    app.press("enter")
    assert app.logged() == {**HALF_DONE, "message": 1}
    assert app.logged(date(2026, 10, 1))["invite_in"] == 1
    assert "Something else changed since" in app.last


def test_undo_of_what_was_logged_today_for_an_earlier_day_does_not_ask(today: Session) -> None:
    """The operation is of today."""
    friday = date(2026, 11, 20)
    before = today.logged(friday)
    today.press(*["left_square_bracket"] * 3, "m", "full_stop", "u")
    assert "Undo this?" not in today.text
    assert today.logged(friday) == before
    assert "on Fri 20 Nov" in today.last


@pytest.mark.parametrize(("count", "asks"), [(20, False), (21, True)])
def test_undo_asks_above_twenty_entries(open_app: OpenApp, count: int, asks: bool) -> None:
    """Twenty are undone at once."""
    app = open_app()
    app.app.tracker.tick([("comment", count)])
    app.press("u")
    assert ("Undo this?" in app.text) is asks


def test_undo_says_what_kind_of_operation_it_took(today: Session) -> None:
    """A note that was written."""
    today.press(*"kkkkjj", "N").enter("fair").press("enter", "u")
    assert today.last.startswith("  Undid the day note: fair.")


def test_a_dialog_is_closed_once(today: Session) -> None:
    """A key and the end of what it waited for may come together."""
    today.press(*"kkkk", "N")
    dialog = today.app.screen
    for _ in range(2):
        today.app.call_later(dialog.dismiss, None)
    assert "ROUTINE" in today.press("1").text

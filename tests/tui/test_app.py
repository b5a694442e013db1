"""The app as a whole: views, help, palette, mouse, fast keys, and a database that fails."""

import gc
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.command import CommandList
from textual.css.stylesheet import Stylesheet

from ssi_tui.cli import guide
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.dialogs.about import about
from ssi_tui.tui.keys.everywhere import VIEWS, View
from ssi_tui.tui.keys.names import hint
from ssi_tui.tui.look.rows import ELLIPSIS
from ssi_tui.tui.today.routine import RoutinePanel
from tests.logs import in_the_file_alone
from tests.storage.database.test_upgrade import VERSIONS
from tests.tools import scenes
from tests.tools.scenes import MONDAY, SceneClock
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session

SUNDAY = date(2026, 11, 22)
HALF_DONE = {"comment": 1, "share": 1, "search": 1}


# Views.


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.mode)
def test_each_view_is_opened_by_its_key(today: Session, view: View) -> None:
    """And the first one by its own from there."""
    today.press(view.key)
    assert today.app.current_mode == view.mode
    today.press("1")
    assert today.app.current_mode == "today"


# The start.


def test_garbage_is_collected_from_the_first_frame_on(open_app: OpenApp) -> None:
    """Before it there is none to look for."""
    gc.disable()
    open_app()
    assert gc.isenabled()


# The second formula.


def test_a_log_that_was_upgraded_says_once_why_its_estimate_moved(open_app: OpenApp) -> None:
    """As the first message, in the last row."""

    def upgraded(path: Path) -> Tracker:
        if not path.exists():
            path.write_bytes(VERSIONS[7].read_bytes())
        return scenes.open_tracker(path, SceneClock(MONDAY))

    said = "The formula is new, so your estimate has moved."
    assert said in open_app(upgraded).last
    assert said not in open_app(upgraded).last


# Help.


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.mode)
def test_help_lists_every_key_of_the_view(open_app: OpenApp, view: View) -> None:
    """At the right of a terminal of 100 columns; what works everywhere is among them."""
    today = open_app(size=MEDIUM).press(view.key)
    screen = today.app.screen
    active = screen.active_bindings.values()
    keys = {hint(screen, each.binding.key) for each in active if each.binding.id is not None}
    listed = {key for row in today.press("question_mark").rows for key in row[51:64].split()}
    assert keys - {"?"} <= listed
    assert {"1", "u", "^r", "^p", "q", "^q"} <= listed


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM, WIDE])
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.mode)
def test_help_says_first_what_is_seen_and_clips_nothing(
    open_app: OpenApp, view: View, size: tuple[int, int]
) -> None:
    """Whatever the size of the terminal, from the first page to the last."""
    app = open_app(size=size).press(view.key, "question_mark")
    seen, before = list[str](), ""
    while app.text != before:
        before = app.text
        seen += app.rows
        app.press("space")
    text = "\n".join(seen)
    assert f"Help: {view.label}" in seen[1]
    assert text.index(about(view.mode, None)[0][0]) < text.index("EVERYWHERE")
    assert ELLIPSIS not in text.replace("Streaks, …", "")
    assert max(map(len, seen)) < size[0]


def test_help_and_guide_say_the_same_of_next() -> None:
    """What the planner does: it fits the minutes, and there may be more than the routine in it."""
    page = " ".join((guide.FOLDER / "score.md").read_text(encoding="utf-8").split())
    ((said,),) = (lines for title, lines in about("today", None) if title == "NEXT")
    assert str(said).removeprefix("Your ").removesuffix(".") in page
    assert "planned" not in str(said)


def test_the_whole_help_of_today_is_on_a_terminal_of_100_columns(open_app: OpenApp) -> None:
    """Nothing is left to scroll."""
    app = open_app(size=MEDIUM).press("question_mark")
    assert "scroll" not in app.text
    assert app.rows[-1] != "▌"
    assert app.press("j", "end").rows == app.rows


def test_help_closes_and_leaves_the_view_as_it_was(today: Session) -> None:
    """With the keys that anybody would try."""
    rows = today.rows
    for key in ("escape", "question_mark", "q", "enter"):
        assert "Help: Today" in today.press("question_mark").text
        assert today.press(key).rows == rows


def test_help_scrolls_where_it_does_not_fit(open_app: OpenApp) -> None:
    """To its last line and back."""
    app = open_app(size=SMALL).press("question_mark")
    top = app.rows
    assert "1 of 3   esc close" in top[1]
    for down, up in (("j" * 60, "k" * 60), (["end"], ["home"]), ([" "] * 3, ["pageup"] * 3)):
        assert app.press(*(key.replace(" ", "space") for key in down)).rows[-1].endswith("quit")
        assert "3 of 3" in app.rows[1]
        assert app.press(*up).rows == top
    dialog = app.app.screen
    assert app.press("pagedown").rows != top
    assert dialog is app.app.screen


# The palette.


def once(app: Session, text: str) -> Callable[[], bool]:
    """Return what tells whether a pattern stands on the screen once."""
    return lambda: len(re.findall(text, app.text)) == 1


def leads(app: Session, name: str) -> Callable[[], bool]:
    """Return what tells whether a name stands in the first row of the palette."""

    def found() -> bool:
        options = app.app.screen.query_one(CommandList).options
        return bool(options) and str(options[0].prompt).startswith(name)

    return found


def test_the_palette_lists_the_actions_with_their_keys(today: Session) -> None:
    """Before anything is typed."""
    today.press("ctrl+p")
    assert today.until(lambda: "Log a comment" in today.text)
    assert re.search(r"Log a comment {40,}c\s", today.text)


def test_the_palette_bears_what_comes_while_it_changes_its_size(today: Session) -> None:
    """A click beside all widgets, and a page of rows that are not laid out yet."""
    today.press("ctrl+p")
    assert today.until(lambda: "Log a comment" in today.text)
    palette = today.app.screen
    assert palette.get_widget_at(5000, 5000) == (palette, palette.region)
    palette.query_one(CommandList)._index_to_line.clear()
    today.press("down", "pagedown", "pageup")
    assert today.app.is_running


def test_the_palette_has_our_actions_first_in_the_order_of_the_keys(today: Session) -> None:
    """And last what has no key here: colours, a report, and a picture of the screen."""
    today.press("ctrl+p")
    assert today.until(lambda: "Log a comment" in today.text)
    options = today.app.screen.query_one(CommandList).options
    names = [str(option.prompt).split("  ")[0] for option in options]
    ticks = [f"Log a {task}" for task in ("comment", "share", "message", "search")]
    assert names[:5] == ["Help: what you see, and the keys", *ticks]
    assert names[-3:] == (
        ["Choose a theme", "Write a report to show", "Save this screen as a picture (SVG)"]
    )
    assert len(set(names)) == len(names)
    assert not [option for option in options if "\n" in str(option.prompt)]


def test_the_palette_finds_an_action_by_a_word_and_runs_it(today: Session) -> None:
    """Less, on the task under the cursor."""
    today.press(*"kkkk", "ctrl+p", *"less")
    assert today.until(leads(today, "Take one back"))
    today.press("enter")
    assert today.until(lambda: today.logged() == {"share": 1, "search": 1})


def test_the_palette_finds_a_task_by_its_name(today: Session) -> None:
    """Its key is beside it."""
    today.press("ctrl+p", *"tick mess")
    assert today.until(lambda: re.search(r"Log a message {40,}m\s", today.text) is not None)
    today.press("enter")
    assert today.until(lambda: today.logged() == {**HALF_DONE, "message": 1})


def test_the_palette_finds_what_works_everywhere_too(today: Session) -> None:
    """With its key, once."""
    for typed, found in (
        ("undo", r"Undo the last change {30,}u\s"),
        ("redo", r"Redo the last undo {30,}\^r\s"),
        ("quit", r"Quit {40,}q \^q\s"),
        ("theme", "Choose a theme"),
        ("time off", r"Time off: add, list or cancel it {15,}v\s"),
        ("go to", r"Go to a date {40,}g\s"),
        ("pillars", r"Open Pillars {40,}2\s"),
    ):
        today.press("ctrl+p").enter(typed)
        assert today.until(once(today, found)), typed
        today.press("escape", "escape")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("vacation", "Time off: add, list or cancel it"),
        ("holiday", "Time off: add, list or cancel it"),
        ("week", "Open Review"),
        ("svg", "Save this screen as a picture (SVG)"),
        ("picture", "Save this screen as a picture (SVG)"),
        ("export", "Save this screen as a picture (SVG)"),
        ("colours", "Choose a theme"),
        ("tick", "Log a comment"),
    ],
)
def test_the_palette_finds_a_command_by_what_people_call_it(
    today: Session, typed: str, found: str
) -> None:
    """As the first row."""
    today.press("ctrl+p").enter(typed)
    assert today.until(leads(today, found))


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("Downloads", "Saved as ~/Downloads/ssi-tui-2026-11-23-"),
        (".", "Saved as ~/ssi-tui-2026-11-23-"),
        (None, "Can't save the picture in "),
    ],
)
def test_a_picture_of_the_screen_says_where_it_is(
    folder: str | None, said: str, today: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the folder of downloads, or at home where there is none."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_DOWNLOAD_DIR", raising=False)
    if folder is not None:
        (home / folder).mkdir(parents=True)
    today.press("ctrl+p", *"picture")
    assert today.until(leads(today, "Save this screen as a picture (SVG)"))
    today.press("enter")
    assert today.until(lambda: said in today.text)
    drawn = [file.read_text("utf-8") for file in home.glob("**/*.svg")]
    assert [picture.startswith("<svg") for picture in drawn] == ([True] if folder else [])


def test_escape_closes_the_palette_and_leaves_the_view_as_it_was(today: Session) -> None:
    """Nothing was run."""
    rows = today.rows
    today.press("ctrl+p", "escape")
    assert today.until(lambda: today.rows == rows)


# Quitting.


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
def test_the_app_is_left_with(today: Session, key: str) -> None:
    """Without a question: everything is on disk."""
    today.press(key)
    assert today.until(lambda: not today.app.is_running)
    assert today.app.error is None
    assert today.app.return_code == 0


@pytest.mark.parametrize("opener", ["N", "x", "question_mark"])
def test_a_dialog_can_be_left_with_the_app(today: Session, opener: str) -> None:
    """Ctrl and q work everywhere."""
    today.press(opener, "ctrl+q")
    assert today.until(lambda: not today.app.is_running)


# Keys that come faster than the app answers, as over a slow line.


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
def test_a_tick_right_before_quitting_is_not_lost(today: Session, key: str) -> None:
    """The app leaves once it is on disk."""
    today.burst("c", "m", key)
    assert today.until(lambda: not today.app.is_running)
    assert today.logged() == {"comment": 2, "share": 1, "search": 1, "message": 1}


def test_undo_right_after_a_tick_takes_that_tick(today: Session) -> None:
    """And not the operation before it."""
    today.burst("n", "u")
    assert today.logged() == HALF_DONE
    assert "Undid connect (now 0 of 1). " in today.last


def test_redo_right_after_undo_brings_the_tick_back(today: Session) -> None:
    """In the order of the keys."""
    today.burst("n", "u", "ctrl+r")
    assert today.logged() == {**HALF_DONE, "connect": 1}


def test_keys_on_the_way_to_another_day_land_where_they_were_pressed(today: Session) -> None:
    """The message today, the share on Sunday, the search today."""
    today.burst("m", "left_square_bracket", "s", "right_square_bracket", "f")
    assert today.logged() == {"comment": 1, "share": 1, "search": 2, "message": 1}
    assert today.logged(SUNDAY)["share"] == 1


@pytest.mark.parametrize("key", ["2", "N"])
def test_a_tick_right_before_another_screen_opens_counts(today: Session, key: str) -> None:
    """And the screen opens."""
    view = today.app.screen
    today.burst("n", key)
    assert today.logged() == {**HALF_DONE, "connect": 1}
    assert today.until(lambda: today.app.screen is not view)


# The mouse.


def test_a_click_on_a_task_key_ticks_and_moves_the_cursor(today: Session) -> None:
    """The third task."""
    y = next(at for at, row in enumerate(today.rows) if "message" in row)
    today.click(2, y)
    assert today.logged() == {**HALF_DONE, "message": 1}
    assert today.task_row("message").startswith("▌")


def test_a_click_on_a_label_moves_the_cursor_alone(today: Session) -> None:
    """Nothing is logged by accident."""
    y = next(at for at, row in enumerate(today.rows) if "search" in row)
    today.click(6, y)
    assert today.logged() == HALF_DONE
    assert today.task_row("search").startswith("▌")


def test_a_click_on_a_key_of_the_last_row_runs_it(today: Session) -> None:
    """Undo, then help."""
    today.click(today.last.index("u undo"), 23)
    assert today.logged() == {}
    today.click(today.last.index("? help"), 23)
    assert "Help: Today" in today.text


def test_a_click_on_the_key_of_a_message_runs_it(today: Session) -> None:
    """Redo, after an undo."""
    today.press("n", "u")
    today.click(today.last.index("^r") + 1, 23)
    assert today.logged()["connect"] == 1


def test_a_click_on_a_key_of_a_dialog_runs_it(today: Session) -> None:
    """Close, in the list of the less frequent actions."""
    rows = today.press("x").rows
    y = next(at for at, row in enumerate(rows) if "esc close" in row)
    today.click(rows[y].index("log one"), y)
    assert today.logged() == {**HALF_DONE, "reaction": 1}
    today.click(rows[y].index("esc close"), y)
    assert "What else counts" not in today.text


# User text.


def test_markup_of_a_user_is_never_obeyed(today: Session) -> None:
    """A note cannot end the app, nor open a link."""
    today.app.tracker.note("[@click=app.quit]x[/] [/bold] [", MONDAY)
    today.press("c")
    assert today.painted(RoutinePanel)[0].endswith("[@click=app.quit]x…")
    today.click(today.rows[2].index("[@click") + 3, 2)
    assert today.app.is_running


# A database that fails.


@pytest.mark.parametrize("keys", [["c"], ["minus"], ["u"]])
def test_a_database_that_cannot_be_written_ends_the_app_with_a_sentence(
    open_app: OpenApp, keys: list[str]
) -> None:
    """No traceback, and nothing is shown as if it had been stored."""
    app = open_app()
    app.app.tracker.store.connection.execute("PRAGMA query_only = ON")
    app.press(*keys)
    assert app.until(lambda: not app.app.is_running)
    assert app.app.error is not None
    assert "; check its permissions" in str(app.app.error)
    assert app.logged() == HALF_DONE


def test_a_database_that_is_broken_by_another_program_ends_the_app_with_a_sentence(
    open_app: OpenApp,
) -> None:
    """Found when the app looks around."""
    app = open_app()
    with app.elsewhere() as tracker:
        tracker.store.connection.execute("ALTER TABLE entries RENAME TO gone")
    app.look_around()
    assert app.until(lambda: not app.app.is_running)
    assert app.app.error is not None
    assert "(no such table: entries). It wasn't touched" in str(app.app.error)
    assert "\n" not in str(app.app.error)


def test_a_database_that_fails_at_the_start_ends_the_app_with_a_sentence(tmp_path: Path) -> None:
    """The terminal is not even taken."""
    tracker = scenes.morning(tmp_path / "ssi.db")
    tracker.store.connection.execute("ALTER TABLE entries RENAME TO gone")
    app = SsiApp(tracker)
    app.run(headless=True)
    tracker.close()
    assert app.error is not None
    assert not app.screen_stack


def test_the_first_frame_takes_the_styles_as_they_were_read(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To read them again is a good part of what opening the app takes."""
    again: list[Stylesheet] = []
    reparse = Stylesheet.reparse

    def counted(sheet: Stylesheet) -> None:
        again.append(sheet)
        reparse(sheet)

    monkeypatch.setattr(Stylesheet, "reparse", counted)
    open_app(scenes.morning)
    assert not again


def test_the_styles_of_dialogs_are_read_with_the_first_one(today: Session) -> None:
    """The first frame has no use for them."""

    def read() -> list[str]:
        return [Path(path).name for path, _ in today.app.stylesheet.source if ".tcss" in path]

    assert read() == ["app.tcss"]
    today.press("question_mark", "escape", "ctrl+p")
    assert read() == ["app.tcss", "dialogs.tcss"]


def test_what_was_pressed_is_in_the_file_itself_once_hands_rest(
    today: Session, tmp_path: Path
) -> None:
    """The app looks around each second; the second look finds nothing new and settles."""
    today.look_around().look_around()
    before = in_the_file_alone(today.path, tmp_path)
    today.press("c").look_around().look_around()
    assert in_the_file_alone(today.path, tmp_path) == before + 1

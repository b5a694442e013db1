"""The keys that the user gives: taken where they can be, named where they cannot."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ssi_tui.core.model import TaskDefinition
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tui.dialogs.help import HelpDialog
from ssi_tui.tui.errands.keymap import keymap_of, known_key
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, Session

OpenWith = Callable[[str], Session]


@pytest.fixture
def open_with(open_app: OpenApp, tmp_path: Path) -> OpenWith:
    """Return what opens the app with a keymap."""

    def opened(keymap: str) -> Session:
        path = tmp_path / "settings.toml"
        path.write_text(f"[keymap]\n{keymap}\n", encoding="utf-8")
        return open_app(preferences=SettingsFile(path))

    return opened


def wrong(identity: str, *keys: str) -> str:
    """Return what is wrong with the keys of one binding; they are not taken."""
    found = keymap_of({identity: keys})
    assert found.keys == {}
    return found.problems[identity]


# -- what is taken ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("z", "z"),
        ("Z", "Z"),
        ("shift+z", "Z"),
        ("?", "question_mark"),
        (",", "comma"),
        ("-", "minus"),
        ("+", "plus"),
        (" ", "space"),
        ("space", "space"),
        ("ctrl+z", "ctrl+z"),
        ("ctrl+shift+up", "ctrl+shift+up"),
        ("f2", "f2"),
        ("pagedown", "pagedown"),
        ("question_mark", "question_mark"),
        ("minus", "minus"),
        ("ö", "ö"),
        ("strg+z", None),
        ("ctrl+", None),
        ("entr", None),
        ("zz", None),
        ("", None),
    ],
)
def test_a_key_is_written_as_it_stands_on_the_keyboard(text: str, name: str | None) -> None:
    """Or as Textual names it."""
    assert known_key(text) == name


def test_a_task_of_ones_own_takes_a_key_that_another_was_given_in_the_place_of(
    open_with: OpenWith,
) -> None:
    """Both tick, and both are named."""
    session = open_with('today.tick-comment = ["C", "f2"]\n"today.down" = "ctrl+n"')
    before = session.logged()["comment"]
    with session.elsewhere() as tracker:
        tracker.view.settings = session.app.tracker.settings
        tracker.tasks.define(TaskDefinition("call", key="j"))
        session.look_around().press("j")
        tracker.tasks.define(TaskDefinition("visit", key="c"))
    session.look_around().press("j", "C", "f2", "ctrl+n", "c")
    assert session.logged()["call"] == 2
    assert session.logged()["visit"] == 1
    assert session.logged()["comment"] == before + 2
    assert "▌ c  visit" in session.text
    assert "C s m f n j c tick" in session.press("2", "1").last


def test_the_keys_that_are_given_replace_the_usual_ones(open_with: OpenWith) -> None:
    """All of them."""
    session = open_with('today.tick-comment = ["C", "f2"]\n"today.down" = "ctrl+n"')
    session.press("c")
    assert session.logged()["comment"] == 1
    session.press("C", "f2")
    assert session.logged()["comment"] == 3
    assert "▌ C  comment" in session.text
    session.press("j", "down")
    assert "▌ C  comment" in session.text
    session.press("ctrl+n")
    assert "▌ s  share" in session.text


def test_two_keys_can_be_swapped(open_with: OpenWith) -> None:
    """That is no clash."""
    session = open_with('"today.tick-comment" = "s"\n"today.tick-share" = "c"')
    assert session.app.preferences.mistakes == ()
    session.press("s", "s")
    assert session.logged()["comment"] == 3
    assert session.logged()["share"] == 1


def test_the_last_row_the_tabs_and_the_panels_show_the_new_keys(open_with: OpenWith) -> None:
    """Wherever a key stands."""
    session = open_with(
        'app.undo = "z"\napp.help = "f1"\napp.pillars = "B"\n'
        'today.tick-connect = "K"\napp.redo = "Z"'
    )
    assert "B Pillars" in session.rows[0]
    assert "c s m f K tick" in session.last
    assert "z undo" in session.last
    assert session.last.endswith("f1 help  ^p commands  q quit")
    assert session.row_with("for People").split()[0] == "K"
    session.press("s", "z")
    assert "Z redo" in session.last
    session.press("B", "j")
    assert session.app.current_mode == "pillars"
    assert session.row_with("connect").split()[0] == "K"


def test_the_tabs_of_every_view_show_the_new_keys(open_with: OpenWith) -> None:
    """Those of the views that are always about today too."""
    session = open_with('app.pillars = "B"')
    for key in ("B", "3", "4", "5"):
        assert "B Pillars" in session.press(key).rows[0]


@pytest.mark.parametrize("size", [SMALL, NARROW])
def test_long_keys_are_cut_where_they_would_touch_a_label(
    open_with: OpenWith, size: tuple[int, int]
) -> None:
    """Tabs make room for them."""
    session = open_with(
        'app.pillars = "f10"\n"today.tick-connect" = "ctrl+n"\n"today.tick-comment" = "f2"'
    )
    session.resize(*size)
    assert "f10 Pillars" in session.rows[0]
    assert "f10 Pillars  3 Streaks" in session.rows[0].replace("   ", "  ")
    shown = ["^n", "f2"] if size == SMALL else ["…", "…"]
    rows = (session.task_row(task).removeprefix("▌") for task in ("connect", "comment"))
    assert [row.split()[0] for row in rows] == shown
    assert session.press("ctrl+n").logged()["connect"] == 1


def test_the_steps_of_a_review_show_the_new_keys(open_with: OpenWith) -> None:
    """In what they offer."""
    session = open_with('review.reading = "R"\n"review.more" = "plus"\n"review.own-words" = "f3"')
    session.press("4", *["tab"] * 3)
    assert "R type or paste LinkedIn's numbers   tab skip" in session.text
    session.press("tab", "plus")
    assert "+ one more   - one less   a add   N note" in session.text
    session.press("tab")
    assert "j k choose   h l pillar   f3 own words   enter continue" in session.text


def test_help_and_palette_show_the_new_keys(open_with: OpenWith) -> None:
    """Both are made from the bindings."""
    session = open_with('app.undo = ["z", "backspace"]\napp.help = "f1"')
    session.resize(*MEDIUM).press("f1", "end")
    assert isinstance(session.app.screen, HelpDialog)
    assert session.row_with("undo, redo")[51:].split()[:3] == ["z", "^r", "backspace"]
    session.press("escape", "ctrl+p", *"undo")
    assert session.until(lambda: "z backspace" in session.text)


def test_dialogs_show_the_new_keys(open_with: OpenWith) -> None:
    """In their last row."""
    session = open_with('more.tick = "t"\ndialog.close = "f10"')
    session.press("x")
    assert "t log one" in session.text
    assert "f10 close" in session.text
    session.press("t", "f10")
    assert session.logged()["reaction"] == 1


def test_the_welcome_follows_new_keys_too(open_app: OpenApp, tmp_path: Path) -> None:
    """Its ids stand in the guide as all others."""
    path = tmp_path / "settings.toml"
    path.write_text('[keymap]\n"welcome.keep" = "f9"\n', encoding="utf-8")
    session = open_app(scenes.newcomer, preferences=SettingsFile(path))
    assert session.app.preferences.mistakes == ()
    assert "f9 next" in session.last
    assert "2 of " in session.press("f9").row_with("WELCOME")


# -- what is not ------------------------------------------------------------------------------


def test_an_id_that_does_not_exist_is_named_with_the_nearest() -> None:
    """Or with where to look."""
    assert wrong("app.undoo", "z") == 'no command "app.undoo". Did you mean app.undo?'
    assert wrong("qqq", "z") == 'no command "qqq". See ssi-tui help keys'


def test_a_key_that_does_not_exist_is_named() -> None:
    """The usual key stays."""
    assert wrong("app.undo", "strg+z") == '"strg+z" isn\'t a key name; app.undo keeps u'
    assert wrong("today.down", "n", "zz") == '"zz" isn\'t a key name; today.down keeps j down'


@pytest.mark.parametrize(
    ("identity", "key", "other"),
    [
        ("app.undo", "c", "today.tick-comment"),
        ("today.tick-comment", "u", "app.undo"),
        ("streaks.tasks", "2", "app.pillars"),
        ("more.tick", "minus", "more.less"),
        ("more.tick", "ctrl+q", "app.quit-anywhere"),
    ],
)
def test_a_key_that_something_else_has_in_the_same_place_is_a_clash(
    identity: str, key: str, other: str
) -> None:
    """In a view, in the app, or in a dialog."""
    assert f" is already used for {other}; {identity} keeps " in wrong(identity, key)


def test_a_key_of_another_view_is_no_clash() -> None:
    """They are never on the screen at once."""
    assert keymap_of({"streaks.tasks": ("c",)}).problems == {}


def test_of_two_that_want_one_key_the_first_has_it() -> None:
    """As they stand in the file."""
    found = keymap_of({"today.note": ("z",), "app.undo": ("z",)})
    assert found.keys == {"today.note": "z"}
    assert found.problems == {"app.undo": "z is already used for today.note; app.undo keeps u"}


def test_what_keeps_its_key_may_take_that_from_another() -> None:
    """Undo gets its own key back, which the tick was given."""
    found = keymap_of({"app.undo": ("x",), "today.tick-comment": ("u",)})
    assert found.keys == {}
    assert found.problems == {
        "app.undo": "x is already used for today.more; app.undo keeps u",
        "today.tick-comment": "u is already used for app.undo; today.tick-comment keeps c",
    }


@pytest.mark.parametrize("identity", ["app.palette", "app.quit-anywhere", "dialog.close"])
def test_what_works_above_text_fields_takes_no_key_that_types(identity: str) -> None:
    """It could not be written any more, or not be closed."""
    assert wrong(identity, "p").startswith(f"p is needed for typing; {identity} keeps ")
    assert keymap_of({identity: ("f9",)}).problems == {}


def test_a_mistake_in_the_keymap_is_a_message_with_its_line(open_with: OpenWith) -> None:
    """And stands in the settings."""
    session = open_with('app.undo = "z"\napp.redo = "z"')
    assert session.app.preferences.mistakes == (
        "settings.toml line 3: z is already used for app.undo; app.redo keeps ctrl+r",
    )
    session.until(lambda: "settings.toml" in session.last)
    assert "line 3: z is already used for app.undo; " in session.last
    session.press("s", "z")
    assert session.logged()["share"] == 1


def test_without_a_keymap_nothing_is_wrong(today: Session) -> None:
    """And every key is the usual one."""
    assert today.app.preferences.mistakes == ()
    assert today.app._keymap == {}

"""Tasks of the user's own in the views of the app."""

import re
from pathlib import Path

import pytest

from ssi_tui.core.model import TaskDefinition
from ssi_tui.core.value import replace
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.log.list import LogList
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, WIDE, Session

pytestmark = pytest.mark.slow

KUDOS = TaskDefinition("endorse", "kudos", "d", 0.5, 0.7, (0.0, 2.0, 0.0, 6.0))


def with_kudos(path: Path) -> Tracker:
    """Return a morning with a task of the user's own, ticked once."""
    tracker = scenes.morning(path)
    tracker.tasks.define(KUDOS, 2)
    tracker.tick([("endorse", 1)], note="for a friend")
    return tracker


@pytest.fixture
def kudos(open_app: OpenApp) -> Session:
    """Return the app, open on it."""
    return open_app(with_kudos)


def log_rows(session: Session) -> list[str]:
    """Return the lines of the log below its title."""
    return [row for row in session.painted(LogList)[1:] if row.strip()]


@pytest.mark.parametrize("name", ["endorse", "kud"])
def test_the_log_finds_it_by_its_id_and_by_its_name(kudos: Session, name: str) -> None:
    """Its key stands before it."""
    kudos.press("5", "slash").enter(name).press("enter")
    rows = [row for row in log_rows(kudos) if "for a friend" in row]
    assert rows[0].replace("▌", "").split()[1:3] == ["d", "kudos"]
    assert not any("comment" in row for row in log_rows(kudos))


def test_the_log_tells_what_was_said_of_it(kudos: Session) -> None:
    """The step that added it has a row."""
    kudos.press("5")
    assert any('routine change  new task "kudos"' in row for row in log_rows(kudos))


def test_a_wide_log_tells_all_there_is_of_it(open_app: OpenApp) -> None:
    """Beside the rows."""
    app = open_app(with_kudos, (160, 45)).press("5")
    assert app.until(lambda: "0.5 (default)" in app.text)


def test_an_entry_of_it_is_edited_and_voided_in_the_log(kudos: Session) -> None:
    """As any other."""
    kudos.press("5", "slash").enter("endorse").press("enter", "enter")
    assert "Edit kudos" in kudos.text
    kudos.press("4", "enter")
    assert kudos.logged()["endorse"] == 4
    kudos.press("d")
    assert "endorse" not in kudos.logged()
    kudos.press("u", "u")
    assert kudos.logged()["endorse"] == 1


def test_pillars_and_streaks_name_it(open_app: OpenApp) -> None:
    """As a part of the pillar that it feeds, and with its key among what was done on the day."""

    def often(path: Path) -> Tracker:
        tracker = with_kudos(path)
        tracker.tick([("endorse", 8)])
        return tracker

    app = open_app(often, (100, 40)).press("2", "j", "j", "j")
    assert any(row.split()[:2] == ["d", "kudos"] for row in app.rows)
    assert "f1 d9" in app.press("3").text


def test_less_quality_and_note_work_on_it(kudos: Session) -> None:
    """It has no quality to choose."""
    kudos.press(*["j"] * 5, "e")
    assert "udos has no qualities" in kudos.text
    kudos.press("minus")
    assert "endorse" not in kudos.logged()


def test_a_key_that_the_user_gives_to_something_else_ticks_it_no_more(
    open_app: OpenApp, tmp_path: Path
) -> None:
    """And the row shows none; the cursor ticks it still."""
    path = tmp_path / "settings.toml"
    path.write_text('[keymap]\n"today.more" = "d"\n', encoding="utf-8")
    app = open_app(with_kudos, preferences=SettingsFile(path))
    assert app.task_row("kudos").split()[0] == "kudos"
    app.press("d")
    assert "InMail" in app.text
    app.press("escape", *["j"] * 5, "space")
    assert app.logged()["endorse"] == 2


def test_a_key_that_the_user_has_given_is_refused_for_a_new_one(
    open_app: OpenApp, tmp_path: Path
) -> None:
    """The sentence names what it does."""
    path = tmp_path / "settings.toml"
    path.write_text('[keymap]\n"today.more" = "z"\n', encoding="utf-8")
    app = open_app(scenes.morning, preferences=SettingsFile(path))
    app.press("R", "a").enter("read").press("down", "down", "down").enter("z").press("enter")
    assert "The key z is already used for more" in app.text.replace("\n", " ")


def test_the_editor_stands_beside_the_minutes_of_the_settings(
    open_app: OpenApp, tmp_path: Path
) -> None:
    """Where they are set."""
    path = tmp_path / "settings.toml"
    path.write_text("minutes_budget = 12\n", encoding="utf-8")
    app = open_app(scenes.morning, preferences=SettingsFile(path)).press("R")
    assert "13 min a day, 1 over your 12-minute goal." in app.text
    app.press("minus")
    assert "11 min a day, within your 12-minute goal." in app.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), MEDIUM, (160, 45)])
def test_eight_tasks_are_calm_at_every_size(open_app: OpenApp, size: tuple[int, int]) -> None:
    """Names end before the dots, and every task can be reached."""

    def eight(path: Path) -> Tracker:
        tracker = with_kudos(path)
        tracker.tasks.define(TaskDefinition("read", label="read the news", key="r", minutes=0.5))
        tracker.tasks.define(TaskDefinition("thank", label="thank people", key="h", minutes=0.5), 3)
        return tracker

    app = open_app(eight, size)
    app.press(*["j"] * 7)
    found = [" ".join(row.split()) for row in app.rows]
    assert any("h thank people ○ ○ ○ 0 of 3" in row for row in found)
    assert any("r read the news ○ 0 of 1" in row for row in found)


def test_help_names_each_task_beside_its_key(kudos: Session) -> None:
    """Those of the user's own by their name, also once that is another."""
    kudos.resize(*MEDIUM)
    text = " ".join(kudos.press("question_mark").text.split())
    assert "c s m f n log one of that task" in text
    assert "d log kudos" in text
    kudos.press("escape")
    with kudos.elsewhere() as tracker:
        tracker.tasks.define(replace(KUDOS, label="praise"))
    text = kudos.look_around().press("question_mark").text
    assert "log praise" in text
    assert "log kudos" not in text


def test_the_palette_finds_it_by_its_name(kudos: Session) -> None:
    """With its key at the right."""
    kudos.press("ctrl+p").enter("tick kudos")
    assert kudos.until(lambda: re.search(r"Log kudos {30,}d\s", kudos.text) is not None)


def test_the_palette_shows_a_name_that_looks_like_markup_as_it_is(open_app: OpenApp) -> None:
    """Its sentence too."""

    def marked(path: Path) -> Tracker:
        tracker = scenes.morning(path)
        tracker.tasks.define(TaskDefinition("endorse", "[red]a[/x]", "d"))
        return tracker

    app = open_app(marked).press("ctrl+p").enter("tick red")
    assert app.until(lambda: "Log [red]a[/x]" in app.text)


# Caps lock, and a keyboard of another language.


@pytest.mark.parametrize(("key", "task"), [("C", "comment"), ("S", "share"), ("F", "search")])
def test_with_caps_lock_a_task_key_ticks_where_its_capital_is_free(
    today: Session, key: str, task: str
) -> None:
    """As the small letter does."""
    before = today.logged().get(task, 0)
    assert today.press(key).logged()[task] == before + 1
    assert today.last.startswith(f"  ✓ {task}, ")


def test_a_capital_that_has_a_meaning_keeps_it(today: Session) -> None:
    """N is for notes."""
    before = today.logged()
    assert "Note" in today.press("N").text
    assert today.press("escape").logged() == before


@pytest.mark.parametrize("key", ["с", "w", "ñ", "文"])
def test_a_letter_that_no_key_has_says_once_which_keys_there_are(today: Session, key: str) -> None:
    """A Cyrillic letter that looks like one of ours too; nothing is logged."""
    before = today.logged()
    said = f"{key} does nothing here. The keys of your tasks are c s m f n."
    assert said in today.press(key).last
    assert said not in today.press("j", key).last
    assert today.logged() == before


def test_caps_lock_ticks_a_task_of_ones_own(kudos: Session) -> None:
    """Whose key the user has chosen."""
    before = kudos.logged()[KUDOS.id]
    assert kudos.press("D").logged()[KUDOS.id] == before + 1


def test_a_task_keeps_its_key_where_the_app_has_got_a_use_for_it(open_app: OpenApp) -> None:
    """Help says that the new use has none; it gets it once the task is gone."""

    def yes(path: Path) -> Tracker:
        tracker = scenes.morning(path)
        tracker.tasks.define(TaskDefinition("endorse", key="y"))
        return tracker

    app = open_app(yes, size=WIDE).press("y")
    assert app.logged()["endorse"] == 1
    app.press("question_mark")
    assert re.search(r" no key +chart 13 weeks", app.text)
    assert re.search(r" y +log endorse", app.text)
    app.press("escape")
    with app.elsewhere() as tracker:
        tracker.tasks.retire("endorse")
    app.look_around().press("question_mark")
    assert re.search(r" y +chart 13 weeks", app.text)

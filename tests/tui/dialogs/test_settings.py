"""The settings in the app: the dialog, what is in force at once, and what is wrong in the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES
from textual.widgets import Input

from ssi_tui.core.model import Reading
from ssi_tui.core.setting_keys import SETTINGS
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.dialogs.base import PanelRows
from ssi_tui.tui.dialogs.settings import SettingsDialog
from ssi_tui.tui.streaks.year import YearPanel
from tests.tools import scenes
from tests.tools.scenes import MONDAY, SceneClock
from tests.tui.conftest import OpenApp
from tests.tui.driver import NARROW, SMALL, WIDE, Session, session

pytestmark = pytest.mark.slow

OpenWith = Callable[..., Session]


@pytest.fixture
def settings_path(tmp_path: Path) -> Path:
    """Return where the settings of the app lie."""
    return tmp_path / "settings.toml"


@pytest.fixture
def open_with(open_app: OpenApp, settings_path: Path) -> OpenWith:
    """Return what opens the app with a settings file, which is missing for "" ."""

    def opened(text: str = "", size: tuple[int, int] = SMALL) -> Session:
        if text:
            settings_path.write_text(text, encoding="utf-8")
        return open_app(size=size, preferences=SettingsFile(settings_path))

    return opened


def with_readings(path: Path) -> Tracker:
    """Return the Monday that is half done, with three readings of LinkedIn's numbers."""
    tracker = scenes.morning(path)
    for month, insights in ((8, 12.4), (9, 13.1), (10, 13.9)):
        day = scenes.MONDAY.replace(month=month, day=20)
        tracker.readings.record(Reading(day, (16.2, 10.9, insights, 17.3)))
    return tracker


def put_cursor_on(session: Session, key: str) -> None:
    """Open the settings with the cursor on a key."""
    session.press("comma", *["j"] * list(SETTINGS).index(key))


def dialog(session: Session) -> SettingsDialog:
    """Return the open dialog."""
    screen = session.app.screen
    assert isinstance(screen, SettingsDialog)
    return screen


@pytest.mark.parametrize("size", [SMALL, NARROW])
def test_the_settings_list_every_key_with_its_value(
    open_with: OpenWith, size: tuple[int, int]
) -> None:
    """In words."""
    text = open_with(size=size).press("comma").text
    assert all(
        setting.label in text and setting.words(setting.default) in text
        for setting in SETTINGS.values()
    )


def test_left_and_right_take_the_next_value_and_write_it(
    open_with: OpenWith, settings_path: Path
) -> None:
    """Round and round for words."""
    session = open_with()
    put_cursor_on(session, "week_start")
    session.press("l")
    assert "sunday" in session.row_with("Week starts on")
    assert SettingsFile(settings_path).settings.week_start == "sunday"
    session.press("right")
    assert SettingsFile(settings_path).settings.week_start == "monday"
    session.press("left")
    assert SettingsFile(settings_path).settings.week_start == "sunday"


def test_numbers_stop_at_their_ends(open_with: OpenWith, settings_path: Path) -> None:
    """The budget goes from that of the routine to five."""
    session = open_with()
    put_cursor_on(session, "minutes_budget")
    session.press("h")
    assert "same as the routine" in session.row_with("Minutes a day")
    session.press("l")
    assert SettingsFile(settings_path).settings.minutes_budget == 5
    session.press("l", "h", "h")
    assert SettingsFile(settings_path).settings.minutes_budget == 0


def test_a_new_budget_is_in_force_at_once(open_with: OpenWith) -> None:
    """What to do next fits into it."""
    session = open_with("minutes_budget = 30")
    assert session.shown.budget == 30
    put_cursor_on(session, "minutes_budget")
    session.press("enter", "9", "enter", "escape")
    assert session.shown.budget == 9
    assert "best use of 2 minutes" in session.row_with("NEXT")


def test_what_is_typed_is_refused_with_what_is_wanted(
    open_with: OpenWith, settings_path: Path
) -> None:
    """The field stays open, and nothing is written."""
    session = open_with()
    put_cursor_on(session, "day_start_hour")
    session.press("enter", *"noon", "enter")
    assert "enter save   esc discard" in session.text
    assert dialog(session).query_one(Input).value == "noon"
    assert "! Use a whole number from 0 to 12." in session.text
    assert dialog(session).typing
    assert not settings_path.exists()
    session.press("escape")
    assert not dialog(session).typing
    assert "Use a" not in session.text
    assert "3" in session.row_with("Day starts at hour")


def test_a_typed_zone_moves_the_day(open_with: OpenWith, settings_path: Path) -> None:
    """At seven in the morning in UTC it is the day before in Honolulu."""
    session = open_with()
    put_cursor_on(session, "time_zone")
    session.press("l").enter("Pacific/Honolulu")
    session.press("enter")
    assert SettingsFile(settings_path).settings.time_zone == "Pacific/Honolulu"
    assert session.shown.today == scenes.MONDAY.replace(day=22)


def test_a_new_hour_moves_the_day_at_once(open_with: OpenWith) -> None:
    """At seven in the morning it is still the day before where days begin at eight."""
    session = open_with()
    put_cursor_on(session, "day_start_hour")
    session.press("enter", "8", "enter", "escape")
    assert session.shown.today == scenes.MONDAY.replace(day=22)
    assert session.rows[0].endswith("Sun 22 Nov")


def test_the_notes_that_are_left_follow_their_setting_at_once(open_with: OpenWith) -> None:
    """Without a limit there is nothing to count."""
    session = open_with()
    assert "no notes until Dec" in session.row_with("n  connect")
    put_cursor_on(session, "notes_a_month")
    session.press("l", "l", "escape")
    assert "2 notes left in Nov" in session.row_with("n  connect")
    put_cursor_on(session, "notes_a_month")
    session.press("enter", "0", "enter", "escape")
    assert "left" not in session.row_with("n  connect")


def test_switching_calibration_off_changes_the_estimate_at_once(
    open_app: OpenApp, settings_path: Path
) -> None:
    """Readings stay, and count again once it is on."""
    session = open_app(with_readings, preferences=SettingsFile(settings_path))
    before, with_reading = session.rows, session.row_with("ESTIMATE")
    put_cursor_on(session, "calibration")
    session.press("l", "escape")
    assert session.row_with("ESTIMATE") != with_reading
    put_cursor_on(session, "calibration")
    assert session.press("l", "escape").rows[:-1] == before[:-1]


def test_weeks_that_start_on_sunday_turn_the_year(open_with: OpenWith) -> None:
    """At once, in the view behind the settings too."""
    session = open_with().press("3")
    assert session.painted(YearPanel)[1].split()[0] == "Mon"
    put_cursor_on(session, "week_start")
    session.press("l", "escape")
    assert session.painted(YearPanel)[1].split()[0] == "Sun"


def test_the_week_of_a_wide_today_starts_on_sunday_too(open_with: OpenWith) -> None:
    """Its first column."""
    session = open_with('week_start = "sunday"', size=WIDE)
    assert session.row_with("THIS WEEK").split("THIS WEEK")[1].split()[:2] == ["Sun", "Mon"]


def test_the_theme_changes_at_once_and_is_kept(open_with: OpenWith, settings_path: Path) -> None:
    """Ours come first."""
    session = open_with().press("comma", "l")
    assert session.app.theme == "ssi-light"
    assert SettingsFile(settings_path).settings.theme == "ssi-light"


def test_a_theme_of_the_palette_is_kept_too(open_with: OpenWith, settings_path: Path) -> None:
    """As if it had been set."""
    session = open_with()
    session.app.theme = "nord"
    session.settle()
    assert SettingsFile(settings_path).settings.theme == "nord"


@pytest.mark.parametrize("name", ["ssi-light", *BUILTIN_THEMES])
def test_every_theme_can_be_set(tmp_path: Path, settings_path: Path, name: str) -> None:
    """Ours, all of Textual's, and those of the terminal."""
    settings_path.write_text(f'theme = "{name}"')
    file = SettingsFile(settings_path)
    app = SsiApp(scenes.open_tracker(tmp_path / "log.db", SceneClock(MONDAY), file))
    assert app.theme == name
    assert app.preferences.mistakes == ()


def test_what_was_edited_by_hand_meanwhile_is_followed_too(
    open_with: OpenWith, settings_path: Path
) -> None:
    """A change reads the file anew."""
    session = open_with()
    settings_path.write_text('# mine\ntheme = "nord"\nglyphs = "ascii"\n')
    put_cursor_on(session, "calibration")
    session.press("l", "escape")
    assert session.app.theme == "nord"
    assert session.text.isascii()
    assert settings_path.read_text().startswith('# mine\ntheme = "nord"\n')
    assert not SettingsFile(settings_path).settings.calibration


def test_the_theme_of_the_environment_is_shown_and_not_kept(
    open_with: OpenWith, settings_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings may still choose another."""
    monkeypatch.setenv("TEXTUAL_THEME", "nord")
    session = open_with('theme = "ssi-light"')
    assert session.app.theme == "nord"
    session.press("comma")
    assert "nord" in session.row_with("Theme")
    assert SettingsFile(settings_path).settings.theme == "ssi-light"
    assert session.app.preferences.change("theme", "ssi-light") is None
    assert session.app.theme == "ssi-light"


def test_a_mistake_is_a_message_and_stands_in_the_settings(open_with: OpenWith) -> None:
    """With its line; the default is used."""
    session = open_with('week_start = "tuesday"\ntheme = "ssi-drk"')
    session.until(lambda: "settings.toml" in session.last)
    assert "settings.toml line 1: week_start must be monday or sunday" in session.last
    session.press("comma")
    below = session.app.screen.query_one("#below", PanelRows)
    text = " ".join(" ".join(row.plain for row in below.painted()).split())
    assert 'week_start must be monday or sunday, not "tuesday"; using monday' in text
    assert (
        '! settings.toml line 2: no theme "ssi-drk"; using ssi-dark. Did you mean ssi-dark?' in text
    )
    assert session.app.theme == "ssi-dark"


MANY = """\
week_start = "tuesday"
theme = "x"
foo = 1
bar = 2
glyphs = "z"
[keymap]
app.undo = "z"
app.redo = "c"
app.nope = "x"
"""


@pytest.mark.parametrize("size", [NARROW, SMALL, (100, 30)], ids=str)
@pytest.mark.parametrize("key", ["theme", "links"])
def test_many_mistakes_leave_settings_and_keys_in_sight(
    open_with: OpenWith, size: tuple[int, int], key: str
) -> None:
    """As many as there is room for, then how many there are more."""
    session = open_with(MANY, size=size)
    put_cursor_on(session, key)
    assert f"▌ {SETTINGS[key].label} " in session.text
    assert SETTINGS[key].about.split()[-1] in session.text
    assert "h previous   l next   enter edit   esc close" in session.text
    assert "! settings.toml line 1: week_start must be monday or" in session.text
    assert "more mistakes in the file" in session.text
    assert not dialog(session).query_one("#dialog").show_vertical_scrollbar


def test_only_keys_that_were_taken_are_counted(open_with: OpenWith) -> None:
    """One of three is refused as a clash, and one is of nothing."""
    session = open_with(MANY).press("comma")
    assert "1 changed; [keymap] in the file" in session.row_with("Keys")


def test_what_was_changed_is_said_when_the_settings_are_closed(open_with: OpenWith) -> None:
    """With the key that changes it back."""
    session = open_with()
    put_cursor_on(session, "week_start")
    session.press("l", "escape")
    assert "Week starts on: monday → sunday.   , change back" in session.last
    put_cursor_on(session, "week_start")
    session.press("l", "j", "l", "escape")
    assert "2 settings changed.   , change back" in session.last


def test_a_file_that_cannot_be_changed_is_named_in_the_settings(
    open_with: OpenWith, settings_path: Path
) -> None:
    """And what it shows stays."""
    session = open_with("theme =")
    session.press("comma", "l")
    assert "settings.toml line 1 isn't a line like" in session.text
    assert session.app.theme == "ssi-dark"
    assert settings_path.read_text() == "theme ="


def test_a_click_chooses_a_setting_and_a_second_one_changes_it(open_with: OpenWith) -> None:
    """The mouse does what the keys do."""
    session = open_with().press("comma")
    y = next(y for y, row in enumerate(session.rows) if "Calibration" in row)
    x = session.rows[y].index("Calibration")
    session.click(x, y)
    assert dialog(session).setting.key == "calibration"
    session.click(x, y)
    assert "off" in session.row_with("Calibration")


def test_escape_leaves_the_field_first_and_then_the_settings(open_with: OpenWith) -> None:
    """So does the key that opened them."""
    session = open_with()
    put_cursor_on(session, "time_zone")
    session.press("enter")
    assert isinstance(session.app.focused, Input)
    session.press("escape")
    assert dialog(session).typing is False
    session.press("comma")
    assert not isinstance(session.app.screen, SettingsDialog)


def test_moving_on_leaves_the_field(open_with: OpenWith) -> None:
    """Nothing is set."""
    session = open_with()
    put_cursor_on(session, "notes_a_month")
    session.press("enter").enter("7")
    session.press("down")
    assert not dialog(session).typing
    assert session.shown.source.settings.notes_a_month == 5


def test_the_palette_knows_the_settings(open_with: OpenWith) -> None:
    """By their name."""
    session = open_with().press("ctrl+p", *"settings")
    session.until(lambda: "Change the settings" in session.text)
    session.press("enter")
    assert isinstance(session.app.screen, SettingsDialog)


# -- ascii ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "keys", [(), ("2",), ("3",), ("4", "tab"), ("question_mark",), ("x",), ("v",)]
)
def test_in_ascii_no_glyph_is_left_on_any_screen(
    open_with: OpenWith, keys: tuple[str, ...]
) -> None:
    """Bars, lines, dots and cursors, and the edges of dialogs."""
    session = open_with('glyphs = "ascii"').press(*keys)
    assert session.text.isascii()
    assert len(session.text) > 500


def test_the_cursor_and_the_bars_differ_in_ascii(open_with: OpenWith) -> None:
    """In unicode a half full cell and the cursor are one glyph."""
    session = open_with('glyphs = "ascii"')
    assert session.row_with("connect").startswith("> n")
    assert "###|" in session.row_with("Brand")
    assert session.press("x").row_with("reaction").count("|  > reaction") == 1


def test_glyphs_change_at_once_and_back(open_with: OpenWith) -> None:
    """Behind the dialog too, and in the views that were open before."""
    session = open_with().press("3", "1")
    put_cursor_on(session, "glyphs")
    session.press("l", "escape")
    assert session.text.isascii()
    assert session.press("3").text.isascii()
    put_cursor_on(session, "glyphs")
    session.press("l", "escape")
    assert "▅" in session.text
    assert "█" in session.press("1").text


@pytest.mark.parametrize(
    ("view", "glyphs", "size"),
    [
        ("1", "ascii", SMALL),
        ("1", "unicode", (200, 60)),
        ("3", "unicode", SMALL),
        ("5", "ascii", (200, 60)),
    ],
)
def test_a_view_in_other_glyphs_is_the_one_that_begins_with_them(
    tmp_path: Path, settings_path: Path, view: str, glyphs: str, size: tuple[int, int]
) -> None:
    """To the cell, in the view that is open as in those that were shown before."""
    views: list[list[list[str]]] = []
    for wanted in ({"ascii": "unicode", "unicode": "ascii"}[glyphs], glyphs):
        settings_path.write_text(f'glyphs = "{wanted}"\n')
        path, file = tmp_path / f"{wanted}.db", SettingsFile(settings_path)
        with session(path, size=size, preferences=file) as app:
            app.press(*"2345", view)
            if wanted != glyphs:
                put_cursor_on(app, "glyphs")
                app.press("l", "escape")
            views.append([app.rows[:-1], *(app.press(each).rows for each in "12345")])
    assert views[0] == views[1]


def test_the_palette_is_in_ascii(open_with: OpenWith) -> None:
    """It is Textual's own."""
    session = open_with('glyphs = "ascii"').press("ctrl+p", *"undo")
    session.until(lambda: "Undo the last operation" in session.text)
    assert session.text.isascii()


def test_without_colour_a_theme_of_the_terminal_gives_way_to_ours(
    open_with: OpenWith, settings_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be black on black; that it is set is no mistake, and stays set."""
    monkeypatch.setenv("NO_COLOR", "1")
    session = open_with('theme = "ansi-dark"')
    assert session.app.theme == "ssi-dark"
    assert session.app.preferences.mistakes == ()
    put_cursor_on(session, "theme")
    for _ in range(len(session.app.available_themes)):
        session.press("l")
        assert not session.app.current_theme.ansi
    assert session.app.theme == "ssi-dark"

"""The settings file: what it says, and what is said of its mistakes."""

from pathlib import Path

import pytest

from ssi_tui.core.setting_keys import SETTINGS
from ssi_tui.core.settings import DEFAULTS, KEYMAP, Settings
from ssi_tui.core.value import replace
from ssi_tui.storage.database.locations import settings_path
from ssi_tui.storage.settings.file import SettingsFile

ALL = """\
theme = "ssi-light"
glyphs = "ascii"
week_start = "sunday"
day_start_hour = 5
time_zone = "Europe/Stockholm"
minutes_budget = 20
notes_a_month = 0
calibration = false
links = false

[keymap]
"app.undo" = "z"
app.redo = ["Z", "ctrl+y"]
"""


def written(tmp_path: Path, text: str) -> SettingsFile:
    """Return what is read from a file with that text."""
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return SettingsFile(path)


def problem(tmp_path: Path, text: str) -> str:
    """Return the one problem of a text; the defaults hold."""
    found = written(tmp_path, text)
    assert found.settings == DEFAULTS
    (only,) = found.problems
    return only


def test_all_keys_are_read(tmp_path: Path) -> None:
    """Those of the keymap with and without quotes, one key or several."""
    found = written(tmp_path, ALL)
    assert found.problems == ()
    assert found.settings == Settings(
        theme="ssi-light",
        glyphs="ascii",
        week_start="sunday",
        day_start_hour=5,
        time_zone="Europe/Stockholm",
        minutes_budget=20,
        notes_a_month=0,
        calibration=False,
        links=False,
        keymap={"app.undo": ("z",), "app.redo": ("Z", "ctrl+y")},
    )


def test_every_setting_has_a_key_and_a_default_that_it_takes() -> None:
    """In the same order."""
    assert [*SETTINGS, KEYMAP] == list(Settings.__match_args__)
    assert all(setting.accepts(setting.default) for setting in SETTINGS.values())


@pytest.mark.parametrize("missing", ["settings.toml", "no folder/settings.toml"])
def test_without_a_file_the_defaults_hold(tmp_path: Path, missing: str) -> None:
    """And nothing is wrong."""
    found = SettingsFile(tmp_path / missing)
    assert (found.settings, found.problems) == (DEFAULTS, ())


def test_a_file_below_a_file_is_no_file(tmp_path: Path) -> None:
    """The config directory may be anything."""
    (tmp_path / "config").write_text("")
    assert SettingsFile(tmp_path / "config" / "settings.toml").problems == ()


def test_the_byte_order_mark_of_other_editors_is_no_mistake(tmp_path: Path) -> None:
    """Nor are their line ends."""
    found = written(tmp_path, '\ufefftheme = "ssi-light"\r\nweek_start = "sunday"\r\n')
    assert found.problems == ()
    assert found.settings == replace(DEFAULTS, theme="ssi-light", week_start="sunday")


NOT_TOML = 'isn\'t a line like minutes_budget = 15 or theme = "ssi-dark"; using the defaults'
WRONG = [
    (
        'theme = "ssi-dark"\n\nweek_start = "tuesday"',
        'settings.toml line 3: week_start must be monday or sunday, not "tuesday"; using monday',
    ),
    (
        "minutes_budget = 4",
        "settings.toml line 1: minutes_budget must be a whole number from 5 to 30, or 0, not 4; "
        "using the default (same as the routine)",
    ),
    (
        "minutes_budget = 31",
        "settings.toml line 1: minutes_budget must be a whole number from 5 to 30, or 0, not 31; "
        "using the default (same as the routine)",
    ),
    (
        "day_start_hour = true",
        "settings.toml line 1: day_start_hour must be a whole number from 0 to 12, not true; "
        "using 3",
    ),
    (
        "day_start_hour = 13",
        "settings.toml line 1: day_start_hour must be a whole number from 0 to 12, not 13; using 3",
    ),
    (
        "notes_a_month = -1",
        "settings.toml line 1: notes_a_month must be a whole number from 0 to 999, not -1; using 5",
    ),
    (
        'calibration = "yes"',
        'settings.toml line 1: calibration must be true or false, not "yes"; using true',
    ),
    (
        "calibration = 1",
        "settings.toml line 1: calibration must be true or false, not 1; using true",
    ),
    (
        'time_zone = "Mars/Base"',
        "settings.toml line 1: time_zone must be a time zone like Europe/Stockholm, "
        'not "Mars/Base"; using the default (system time zone)',
    ),
    (
        "theme = [1]",
        "settings.toml line 1: theme must be the name of a theme, not a list; using ssi-dark",
    ),
    (
        'glyphs = "\\u001b[31m' + "x" * 60 + '"',
        "settings.toml line 1: glyphs must be unicode or ascii, "
        f'not "[31m{"x" * 35}…"; using unicode',
    ),
    ("theem = 3", 'settings.toml line 1: no setting "theem". Did you mean theme?'),
    (
        "# mine\n[window]\nx = 1",
        'settings.toml line 2: no setting "window". See ssi-tui help settings',
    ),
    (
        'keymap = "vi"',
        "settings.toml line 1: keymap must be a table of command names and keys; "
        "using the usual keys",
    ),
    (
        '[keymap]\n"app.undo" = 3',
        'settings.toml line 2: app.undo must be a key such as "u" or a list such as '
        '["u", "ctrl+z"]; using its usual key',
    ),
    (
        "[keymap]\napp.undo = []",
        'settings.toml line 2: app.undo must be a key such as "u" or a list such as '
        '["u", "ctrl+z"]; using its usual key',
    ),
    (
        '[keymap]\ntheme = "ssi-light"',
        "settings.toml line 2: theme is below [keymap]; move it above that line",
    ),
    (
        "theme = 'ssi-dark'\nweek_start = sunday",
        f"settings.toml line 2 {NOT_TOML}",
    ),
    ("theme =", f"settings.toml line 1 {NOT_TOML}"),
    ('minutes_budget = 20\n\ntheme = "ssi-dark\n\n', f"settings.toml line 3 {NOT_TOML}"),
    (
        "week_start = 1\n[keymap]\n[keymap]",
        "settings.toml line 3 sets again what is set above it; using the defaults",
    ),
    ("x = " + "[" * 3000, "settings.toml is nested too deeply; using the defaults"),
    ("x = " + "1" * 5000, "settings.toml has a number with too many digits; using the defaults"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_mistake_is_named_with_its_line_and_the_default_is_used(
    tmp_path: Path, text: str, said: str
) -> None:
    """In one sentence, without what a terminal would obey."""
    assert problem(tmp_path, text) == said


def test_a_mistake_leaves_the_other_keys_alone(tmp_path: Path) -> None:
    """Each mistake has its sentence."""
    found = written(tmp_path, 'week_start = "x"\nglyphs = "ascii"\nnotes_a_month = 1.5\n')
    assert found.settings == replace(DEFAULTS, glyphs="ascii")
    assert [text.split(":")[0] for text in found.problems] == [
        "settings.toml line 1",
        "settings.toml line 3",
    ]


def test_what_is_no_text_is_named(tmp_path: Path) -> None:
    """The defaults hold."""
    path = tmp_path / "settings.toml"
    path.write_bytes(b"theme = '\xff'")
    found = SettingsFile(path)
    assert found.problems == ("settings.toml isn't UTF-8; using the defaults",)
    assert found.settings == DEFAULTS


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A folder, for one; also the one without a name."""
    for folder, name in ((tmp_path, tmp_path.name), (Path("/"), "/")):
        assert SettingsFile(folder).problems == (
            f"can't read {name} (is a directory); using the defaults",
        )


def test_the_file_lies_in_the_config_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless a variable names another."""
    monkeypatch.setenv("SSI_TUI_SETTINGS", str(tmp_path / "mine.toml"))
    assert settings_path() == str(tmp_path / "mine.toml")
    monkeypatch.setenv("SSI_TUI_SETTINGS", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    found = Path(settings_path())
    assert found.is_relative_to(tmp_path)
    assert found.parts[-2:] == ("ssi-tui", "settings.toml")

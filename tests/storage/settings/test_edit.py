"""Changes of the settings file: one value changes, all else stays."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tomlkit.exceptions import TOMLKitError

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.setting_keys import SETTINGS
from ssi_tui.core.settings import DEFAULTS, Value
from ssi_tui.core.value import replace
from ssi_tui.storage.settings.edit import changed, template, toml_value, write_setting
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.storage.settings.read import parsed, read_settings


@pytest.mark.posix
def test_the_first_change_writes_a_file_that_explains_every_key(tmp_path: Path) -> None:
    """For the user alone; the folders are made."""
    path = tmp_path / "config" / "ssi-tui" / "settings.toml"
    file = SettingsFile(path)
    file.change("week_start", "sunday")
    assert file.settings == replace(DEFAULTS, week_start="sunday")
    assert SettingsFile(path).settings == file.settings
    text = path.read_text(encoding="utf-8")
    assert all(f"# {setting.about}" in text for setting in SETTINGS.values())
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_the_explained_file_sets_nothing() -> None:
    """Without its marks it sets the defaults, and keys."""
    assert parsed(template()) == {}
    lines = [line for line in template().split("\n") if re.match(r"# \S+ = |# \[keymap", line)]
    found = read_settings("\n".join(line.removeprefix("# ") for line in lines))
    assert found.problems == []
    defaults = {key: setting.default for key, setting in SETTINGS.items()}
    keymap = {"app.undo": ("u",), "app.redo": ("ctrl+r", "ctrl+y")}
    assert found.values == defaults | {"keymap": keymap}


CHANGES = [
    ('theme = "a" # mine\nx = 1', "theme", "b", 'theme = "b" # mine\nx = 1'),
    ("  \"theme\"= 'a'#mine", "theme", "b", '  "theme"= "b"#mine'),
    ('theme = "a # b"  ', "theme", 'c"\\', 'theme = "c\\"\\\\"  '),
    ("minutes_budget = 9", "minutes_budget", 12, "minutes_budget = 12"),
    ("calibration = true\r\nx = 1\r\n", "calibration", False, "calibration = false\r\nx = 1\r\n"),
    ("x = 1\r\n", "calibration", False, "x = 1\r\ncalibration = false\r\n"),
    ("", "theme", "b", 'theme = "b"\n'),
    ("x = 1", "theme", "b", 'x = 1\ntheme = "b"'),
    (
        '# week_start = "monday"\n# old: week_start = "sunday"\n',
        "week_start",
        "sunday",
        'week_start = "sunday"\n# old: week_start = "sunday"\n',
    ),
    (
        'x = 1\n\n# keys\n[keymap]\ntheme = "k"',
        "theme",
        "b",
        'x = 1\ntheme = "b"\n\n# keys\n[keymap]\ntheme = "k"',
    ),
    ('[keymap]\na = "b"', "theme", "b", 'theme = "b"\n[keymap]\na = "b"'),
    ("x = [\n[1], # one\n]\n[y]\n", "theme", "b", 'x = [\n[1], # one\n]\ntheme = "b"\n[y]\n'),
    (
        '[keymap]\n# theme = "ssi-dark"\n',
        "theme",
        "b",
        'theme = "b"\n[keymap]\n# theme = "ssi-dark"\n',
    ),
    ("a.b = 1\n", "theme", "b", 'theme = "b"\na.b = 1\n'),
]


@pytest.mark.parametrize(("text", "key", "value", "result"), CHANGES)
def test_a_change_touches_one_line(text: str, key: str, value: Value, result: str) -> None:
    """Comments, order, line ends and tables stay."""
    assert changed(text, key, value) == result


@given(
    st.sampled_from(sorted(SETTINGS)),
    st.text(st.characters(exclude_categories=["C", "Z"]), max_size=9),
)
def test_what_is_written_is_read_again(key: str, text: str) -> None:
    """Whatever the name of a theme or a zone."""
    value = text if isinstance(SETTINGS[key].default, str) else 7
    again = changed(changed(template(), key, SETTINGS[key].default), key, value)
    assert parsed(again) == {key: value}
    assert again.count("\n") == template().count("\n")


MULTILINE = 'x = """\n# theme = "ssi-dark"\ntheme = "a"\n[y]\n"""\n'


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (MULTILINE, f'{MULTILINE}theme = "b"\n'),
        ("# a\ntheme = '''\na''' # c\nx = 1", '# a\ntheme = "b" # c\nx = 1'),
        ('theme = """a\n[y]\n"""\r\n[y]\r\n', 'theme = "b"\r\n[y]\r\n'),
        ("theme = [ # a\n1, # b\n] # c\nx = 1\n", 'theme = "b" # c\nx = 1\n'),
    ],
)
def test_a_value_of_more_than_one_line_is_changed(text: str, result: str) -> None:
    """And what looks like a key, a comment or a table in one is none."""
    assert changed(text, "theme", "b") == result


@pytest.mark.parametrize(
    "text",
    [
        "theme.dark = 1",
        "[theme] # a\n# b\n",
        "[[theme]]\n",
        "[[x]]\n[y]\n[x.z]\n",
    ],
)
def test_what_would_change_more_than_a_value_is_left_to_the_user(tmp_path: Path, text: str) -> None:
    """The file stays as it is."""
    path = tmp_path / "settings.toml"
    path.write_text(text)
    with pytest.raises(RefusedError, match='write theme = "b" in the file'):
        write_setting(path, "theme", "b")
    assert path.read_text() == text


@pytest.mark.parametrize("error", [TOMLKitError(), RecursionError()])
def test_a_file_that_is_not_understood_is_left_to_the_user(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """As what is nested too deeply may be."""

    def give_up(text: str) -> None:
        raise error

    monkeypatch.setattr("tomlkit.parse", give_up)
    with pytest.raises(RefusedError, match='write theme = "b" in the file'):
        changed("x = 1", "theme", "b")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"theme =", "line 1 isn't a line like .* fix it first"),
        (b"\xff", "isn't UTF-8; fix it first"),
    ],
)
def test_a_broken_file_is_not_written_over(tmp_path: Path, content: bytes, why: str) -> None:
    """The user may still want what is in it."""
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(RefusedError, match=why):
        SettingsFile(path).change("theme", "b")
    assert path.read_bytes() == content


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """And nothing is in force that is not written."""
    (tmp_path / "config").write_text("")
    file = SettingsFile(tmp_path / "config" / "settings.toml")
    with pytest.raises(RefusedError, match=r"settings\.toml \(not a directory\)"):
        file.change("theme", "b")
    assert file.settings == DEFAULTS


@pytest.mark.posix
def test_a_file_that_may_only_be_read_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who makes it so wants to keep it."""
    path = tmp_path / "settings.toml"
    path.write_text('theme = "a"\n')
    path.chmod(0o444)
    # The administrator may write anywhere.
    monkeypatch.setattr("os.access", lambda file, mode: mode == os.R_OK)
    file = SettingsFile(path)
    with pytest.raises(RefusedError, match=r"can't write .* \(permission denied\)"):
        file.change("theme", "b")
    assert path.read_text() == 'theme = "a"\n'
    assert file.settings.theme == "a"


@pytest.mark.posix
def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is changed."""
    real, link = tmp_path / "dotfiles.toml", tmp_path / "settings.toml"
    real.write_text("# mine\n")
    link.symlink_to(real)
    SettingsFile(link).change("calibration", value=False)
    assert link.is_symlink()
    assert real.read_text() == "calibration = false\n# mine\n"


def test_a_value_that_a_key_does_not_take_is_refused(tmp_path: Path) -> None:
    """Nothing is written."""
    file = SettingsFile(tmp_path / "settings.toml")
    with pytest.raises(RefusedError, match="use a whole number from 5 to 30"):
        file.change("minutes_budget", 4)
    assert list(tmp_path.iterdir()) == []


def test_without_a_path_a_change_holds_while_the_program_runs() -> None:
    """As in a demonstration."""
    file = SettingsFile()
    file.change("theme", "b")
    assert file.settings.theme == "b"


@pytest.mark.parametrize("value", ["a", "", True, False, 0, 12])
def test_a_value_as_toml_reads_as_itself(value: Value) -> None:
    """Each in its own type."""
    found = parsed(f"x = {toml_value(value)}")["x"]
    assert (found, type(found)) == (value, type(value))

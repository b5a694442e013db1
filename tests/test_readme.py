"""The README shows what the commands print, and names every command."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ssi_tui.cli.grammar.parser import build_parser
from ssi_tui.core.setting_keys import SETTINGS, Setting
from ssi_tui.storage.settings.read import quoted
from ssi_tui.tui.dialogs.help import keys_of
from ssi_tui.tui.keys.everywhere import VIEWS
from ssi_tui.tui.view.base import ViewScreen
from tests.tools import readme_keys
from tests.tui.driver import session

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def printed(db: Path, *arguments: str) -> str:
    """Return what a command prints for a user in UTC, in the folder of the README."""
    command = [sys.executable, "-m", "ssi_tui", "--db", str(db), *arguments]
    environment = {**os.environ, "TZ": "UTC"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.strip()


def test_the_import_of_a_real_log_looks_like_the_readme_says(tmp_path: Path) -> None:
    db = tmp_path / "log.db"
    today = ["--today", "2026-11-21"]
    assert printed(db, *today, "import", "log", "tests/data/real-activity.csv") in README
    assert printed(db, "--today", "2026-11-17", "status") in README


def test_three_weeks_later_it_is_as_the_readme_says(tmp_path: Path) -> None:
    db = tmp_path / "log.db"
    printed(db, "--today", "2026-11-21", "import", "log", "tests/data/real-activity.csv")
    later = printed(db, "--today", "2026-12-08", "status")
    total = re.search(r"needs work +(\d+\.\d)", later)
    assert total is not None
    assert f"the total is {total[1]}" in README
    assert later.count("collapsed") == 2
    assert "People is under its line since Thu 19 Nov." in later


def section(title: str) -> str:
    """Return the text below a title."""
    return README.split(f"## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda setting: setting.key)
def test_every_setting_stands_in_the_readme_with_its_default(setting: Setting) -> None:
    line = f"| `{setting.key} = {quoted(setting.default)}` | {setting.about} |"
    assert line in section("Settings").splitlines()


def test_every_binding_stands_in_the_readme_with_its_keys() -> None:
    assert readme_keys.BEGIN + readme_keys.table() + "\n" in section("Settings"), (
        "run python -m tests.tools.readme_keys"
    )


def test_the_keys_of_a_morning_are_those_of_the_bindings(tmp_path: Path) -> None:
    rows = re.findall(r"^\| (`.*) \| (.*) \|$", section("A morning"), re.MULTILINE)
    written = {words: keys for keys, words in rows}
    with session(tmp_path / "log.db") as app:
        view = app.app.screen
        assert isinstance(view, ViewScreen)
        keys = {words: [f"`{key}`" for key in names.split()] for names, words in keys_of(view)}
    opening = [f"Open {each.label}" for each in VIEWS]
    views = [key for words in opening for key in keys.pop(words)]
    keys[f"Open {', '.join(each.label for each in VIEWS)}"] = views
    assert written == {words: " ".join(names) for words, names in keys.items()}


def commands() -> list[str]:
    """Return the commands of the parser."""
    (group,) = (action for action in build_parser()._actions if action.choices is not None)
    return list(group.choices or ())


@pytest.mark.parametrize("command", commands())
def test_every_command_stands_in_the_readme(command: str) -> None:
    block = README.split("## The command line")[1].split("```")[1]
    assert re.search(rf"\b{command}\b", block)

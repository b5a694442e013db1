"""The names of tasks link to their pages of LinkedIn, where a terminal can show that."""

import re
import subprocess
from pathlib import Path

import pytest

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.links import PAGES
from tests.logs import ROOT
from tests.tools import scenes
from tests.tui.terminal import command, environment, terminal

pytestmark = pytest.mark.slow

LINK = re.compile(r"\x1b\]8;[^;]*;(https[^\x1b]+)\x1b\\(?:\x1b\[[\d;]*m)?([a-z ]+)")
ROUTINE = {task: PAGES[task] for task in ("comment", "share", "message", "search", "connect")}
OPENING = "\x1b]8;"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the log of a Monday that is half done, with a task of the user's own."""
    path = tmp_path / "log.db"
    tracker = scenes.morning(path)
    tracker.close()
    own = command(path, "task", "endorse", "--weights", "0,2,0,6", "--target", "1")
    subprocess.run(own, env=environment(tmp_path), cwd=ROOT, check=True, capture_output=True)
    return path


def linked(output: str) -> dict[str, str]:
    """Return the page that each linked name leads to."""
    return {name.strip(): page for page, name in LINK.findall(output)}


def printed(database: Path, *arguments: str, **variables: str) -> str:
    """Return what a command prints in a terminal."""
    program = command(database, *arguments)
    with terminal(database, variables=variables, program=program) as shown:
        assert shown.wait() == 0
    return shown.output


def painted(database: Path, **variables: str) -> str:
    """Return what the app sends to its terminal until it is closed."""
    with terminal(database, variables=variables) as app:
        app.shows("? help")
        app.shows("endorse")
        app.type("q")
        assert app.wait() == 0
    return app.output


def test_every_activity_of_the_formula_has_a_page_and_no_other() -> None:
    assert list(PAGES.keys() - ACTIONS.keys()) == list(ACTIONS.keys() - PAGES.keys()) == []
    assert all(page.startswith("https://www.linkedin.com/") for page in PAGES.values())


def test_the_names_of_todays_tasks_are_links_and_those_of_own_tasks_are_not(
    database: Path,
) -> None:
    assert linked(painted(database)) == ROUTINE


def test_the_names_in_status_are_links_on_a_terminal_and_the_text_is_the_same(
    database: Path,
) -> None:
    shown = printed(database, "status")
    assert linked(shown) == ROUTINE
    piped = subprocess.run(
        command(database, "status"),
        env=environment(database.parent),
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    plain = re.sub(r"\x1b\][^\x1b]*\x1b\\|\x1b\[[\d;]*m", "", shown).replace("\r\n", "\n")
    assert plain == piped
    assert "\x1b" not in piped


@pytest.mark.parametrize("name", ["dumb", "linux"])
def test_a_terminal_that_knows_no_links_is_sent_none(name: str, database: Path) -> None:
    assert OPENING not in printed(database, "status", TERM=name)
    assert OPENING not in painted(database, TERM=name)


def test_no_links_are_sent_where_the_settings_say_so(database: Path) -> None:
    (database.parent / "settings.toml").write_text("links = false\n", encoding="utf-8")
    assert OPENING not in printed(database, "status")
    assert OPENING not in painted(database)

"""The recipes of the guide, run as they stand there."""

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import ssi_tui
from tests.logs import Hands, fill, tracking

PAGE = (Path(ssi_tui.__file__).parent / "guide" / "recipes.md").read_text(encoding="utf-8")
LINE = " 61 ●●○ 8/13m !people 4d"
SLOW_SECONDS = 3


def block(language: str, word: str) -> str:
    """Return the one code block of a language that holds a word."""
    blocks = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    found = [text for text in blocks if word in text]
    (text,) = found
    return str(text)


@dataclass(frozen=True, slots=True)
class Home:
    """A home directory with ``ssi-line`` of the guide and an ``ssi-tui`` of its own."""

    path: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of its user."""
        return {
            "HOME": str(self.path),
            "PATH": f"{self.path / '.local/bin'}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "TERM": "dumb",
        }

    @property
    def cache(self) -> Path:
        """Where the line is kept."""
        return self.path / ".cache" / "ssi-tui.line"

    def write(self, name: str, text: str) -> None:
        """Write a program."""
        path = self.path / ".local" / "bin" / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def run(self, *command: str) -> str:
        """Run a command and return what it prints; it may print no error."""
        done = subprocess.run(
            command,
            env=self.environment,
            cwd=self.path,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        assert done.stderr == ""
        return done.stdout

    def fetched(self, times: int) -> bool:
        """Tell whether the line was asked for that often, and is there."""
        asked = self.path / "asked"
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if asked.exists() and len(asked.read_text()) == times:
                return True
            time.sleep(0.02)
        return False


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home in which nothing is known yet."""
    (tmp_path / ".local" / "bin").mkdir(parents=True)
    made = Home(tmp_path)
    made.write("ssi-line", block("sh", "ssi-tui.line"))
    made.write("ssi-tui", f"#!/bin/sh\nprintf x >>asked\necho '{LINE}'\n")
    return made


@pytest.fixture
def known(home: Home) -> Home:
    """Return a home in which the line is known."""
    home.cache.parent.mkdir()
    home.cache.write_text(f"{LINE}\n", encoding="utf-8")
    return home


# -- the script -------------------------------------------------------------------------------


def test_the_first_call_prints_nothing_and_the_next_one_the_line(home: Home) -> None:
    assert home.run("ssi-line") == ""
    assert home.fetched(1)
    deadline = time.monotonic() + 10
    while not home.cache.read_text() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert home.run("ssi-line") == f"{LINE}\n"


def test_a_slow_answer_does_not_hold_up_the_prompt(known: Home) -> None:
    """Not even where the shell waits for all that writes to its pipe."""
    os.utime(known.cache, (1, 1))
    known.write("ssi-tui", f"#!/bin/sh\nsleep {SLOW_SECONDS}\n")
    began = time.monotonic()
    assert known.run("sh", "-c", 'printf %s "$(ssi-line)"') == LINE
    assert time.monotonic() - began < SLOW_SECONDS


def test_it_asks_once_a_minute_at_most(known: Home) -> None:
    os.utime(known.cache, (1, 1))
    for _ in range(5):
        known.run("ssi-line")
    assert known.fetched(1)
    time.sleep(0.2)
    assert known.fetched(1)


def test_a_line_that_cannot_be_fetched_leaves_the_last_one(known: Home) -> None:
    os.utime(known.cache, (1, 1))
    known.write("ssi-tui", "#!/bin/sh\nprintf x >>asked\necho broken >&2\nexit 3\n")
    known.run("ssi-line")
    assert known.fetched(1)
    time.sleep(0.2)
    assert known.run("ssi-line") == f"{LINE}\n"
    assert [path.name for path in known.cache.parent.iterdir()] == [known.cache.name]


# -- the prompts ------------------------------------------------------------------------------


def test_bash_shows_it_before_its_own_prompt(known: Home) -> None:
    script = f"PS1='own$ '\n{block('bash', 'PS1')}\nprintf %s \"${{PS1@P}}\""
    assert known.run("bash", "--norc", "-c", script) == f"{LINE} own$ "


@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh")
def test_zsh_shows_it_on_the_right(known: Home) -> None:
    script = f'{block("zsh", "RPROMPT")}\nprint -P -- "$RPROMPT"'
    assert known.run("zsh", "-f", "-c", script) == f"{LINE}\n"


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
def test_fish_shows_it_on_the_right(known: Home) -> None:
    script = f"{block('fish', 'fish_right_prompt')}\nfish_right_prompt"
    assert known.run("fish", "--no-config", "-c", script) == LINE


def test_the_settings_of_starship_and_waybar_are_read_as_they_stand() -> None:
    custom = tomllib.loads(block("toml", "starship"))["custom"]["ssi"]
    assert custom["command"] == "ssi-line"
    bar = json.loads(block("json", "custom/ssi"))["custom/ssi"]
    assert bar["exec"] == "ssi-tui status --short"


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")
def test_tmux_reads_its_settings(known: Home) -> None:
    file = known.path / "tmux.conf"
    file.write_text(block("tmux", "status-right"), encoding="utf-8")
    server = ("tmux", "-S", str(known.path / "socket"), "-f", str(file))
    try:
        known.run(*server, "new-session", "-d", "sleep 60")
        assert "#(ssi-line)" in known.run(*server, "show-options", "-g", "status-right")
    finally:
        known.run(*server, "kill-server")


# -- the reminder -----------------------------------------------------------------------------


def reminded(home: Home, command: str, *, due: bool) -> str:
    """Return what a reminder says, with an ``ssi-tui`` on a weekday or on a Sunday."""
    day = "2026-11-23" if due else "2026-11-22"
    program = f"{sys.executable} -m ssi_tui --db {home.path / 'log.db'} --today {day}"
    root = Path(__file__).parent.parent
    home.write("ssi-tui", f'#!/bin/sh\nPYTHONPATH={root} TZ=UTC exec {program} "$@"\n')
    home.write("notify-send", '#!/bin/sh\nprintf "%s|%s" "$1" "$2"\n')
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        env=home.environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return done.stdout


class Units(configparser.ConfigParser):
    """Unit files of systemd, whose keys have capitals."""

    def optionxform(self, optionstr: str) -> str:
        """Return a key as it is written."""
        return optionstr


def test_the_timer_reminds_on_due_days_alone(home: Home) -> None:
    """The command as systemd hands it to the shell."""
    units = Units(interpolation=None)
    units.read_string(block("ini", "ExecStart"))
    start = units["Service"]["ExecStart"].removeprefix("/bin/sh -c ")
    assert start[0] == start[-1] == "'"
    # systemd reads backslashes itself, within any quotes.
    assert "\\" not in start
    command = start[1:-1].replace("$$", "$")
    assert reminded(home, command, due=True).startswith("ssi-tui| 13?")
    assert reminded(home, command, due=False) == ""
    units.read_string(block("ini", "OnCalendar"))
    assert units["Install"]["WantedBy"] == "timers.target"


def test_the_line_for_cron_reminds_on_due_days_alone(home: Home) -> None:
    """A per cent sign is before the first it."""
    line = block("crontab", "ssi-tui").strip()
    assert "%" not in line
    command = line.removeprefix("0 8 * * * ")
    assert "ROUTINE" in reminded(home, command, due=True)
    assert reminded(home, command, due=False) == ""


# -- the log itself ---------------------------------------------------------------------------


def test_sqlite_utils_asks_the_views_while_the_app_has_the_file_open(home: Home) -> None:
    """Both commands as they stand there."""
    file = home.path / ".local" / "share" / "ssi-tui" / "ssi-tui.db"
    file.parent.mkdir(parents=True)
    home.write("sqlite-utils", f'#!/bin/sh\nexec {sys.executable} -m sqlite_utils "$@"\n')
    hands = Hands()
    with tracking(file, hands) as tracker:
        fill(tracker, hands, home.path)
        told = home.run("/bin/sh", "-c", block("sh", "sqlite-utils")).splitlines()
    assert told[0].split() == ["month", "task", "done"]
    assert ["2026-11", "connect", "2"] in [line.split() for line in told]
    assert told[-2:] == ["day,total,industry_rank", "2026-11-20,57.8,4"]

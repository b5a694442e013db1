"""Completion scripts: made from the grammar, and right in the shells that they are for."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssi_tui.cli.grammar.completion import FOLDER, SCRIPTS
from ssi_tui.cli.grammar.parser import build_parser
from ssi_tui.cli.main import main
from tests.tools import completion_scripts
from tests.tools.completion_scripts import CHOICES, FILES, LISTS, TASKS, actions_of
from tests.tools.manual import parsers

pytestmark = pytest.mark.slow

# What only the user can know.
FREE = {
    "name",
    *("label", "key", "minutes", "weights", "repeat", "target"),
    *(
        "at",
        "weeks",
        "year",
        "today",
        "note",
        "connections",
        "remove",
        "reason",
        "end",
        "me",
        "invitations_zone",
    ),
    *("brand", "people", "insights", "relationships", "total", "industry_rank", "network_rank"),
}
PARSERS = {" ".join(each.prog.split()[1:]): each for each in parsers(build_parser())}
COMMANDS = {path for path in PARSERS if path and " " not in path}
needs = {
    shell: pytest.mark.skipif(shutil.which(shell) is None, reason=f"there is no {shell}")
    for shell in SCRIPTS
}

UNIQUE = [
    ("comple", "completion"),
    ("tick sha", "tick share"),
    ("tick comment=2 sea", "tick comment=2 search"),
    ("tick --quality thou", "tick --quality thoughtful"),
    ("--db some.db tick sha", "--db some.db tick share"),
    ("import lin", "import linkedin"),
    ("import linkedin --dry", "import linkedin --dry-run"),
    ("profile --past rou", "profile --past routine"),
    ("profile --has photo,headl", "profile --has photo,headline"),
    ("status --sh", "status --short"),
    ("export --format mark", "export --format markdown"),
    ("completion fi", "completion fish"),
]
"""What is typed, and what the shell makes of it."""


def options_of(path: str) -> set[str]:
    """Return the long options of a command."""
    actions = PARSERS[path]._actions
    return {name for each in actions for name in each.option_strings if name.startswith("--")}


@pytest.fixture
def script(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Path]:
    """Return the files that hold the scripts, as the command prints them.

    The shells find the program that prints them, and a log that has nothing in it.
    """
    program = tmp_path / "bin" / "ssi-tui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ssi_tui "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("SSI_TUI_DB", str(tmp_path / "log.db"))
    paths = {}
    for shell in SCRIPTS:
        assert main(["completion", shell]) == 0
        paths[shell] = tmp_path / f"ssi-tui.{shell}"
        paths[shell].write_text(capsys.readouterr().out, encoding="utf-8")
    return paths


# -- the grammar ------------------------------------------------------------------------------


def test_each_value_is_known_a_file_or_left_to_the_user() -> None:
    """An option that is new has to be put somewhere."""
    for action in actions_of(build_parser()):
        if action.nargs == 0 or action.choices is not None:
            continue
        tables = (CHOICES, LISTS, TASKS, FREE)
        places = [action.metavar in FILES, *(action.dest in table for table in tables)]
        assert places.count(True) == 1, action.dest


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_is_made_from_the_grammar(shell: str) -> None:
    text = (FOLDER / SCRIPTS[shell]).read_text(encoding="utf-8")
    assert text == completion_scripts.script(shell), "run python -m tests.tools.completion_scripts"


def test_there_are_no_scripts_that_nobody_prints() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(SCRIPTS.values())


@pytest.mark.parametrize("path", [path for path in PARSERS if path])
@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_holds_every_command_and_option(
    path: str, shell: str, script: dict[str, Path]
) -> None:
    text = script[shell].read_text(encoding="utf-8")
    assert path.split()[-1] in text
    for name in options_of(path):
        assert (f"-l {name[2:]}" if shell == "fish" else name) in text


def test_no_database_is_made_for_a_script(tmp_path: Path) -> None:
    assert main(["--db", str(tmp_path / "log.db"), "completion", "bash"]) == 0
    assert list(tmp_path.iterdir()) == []


def test_another_shell_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "csh"]) == 2
    answer = capsys.readouterr().err
    assert "csh" in answer
    assert len(answer.splitlines()) == 1


@pytest.mark.parametrize("path", [path for path in PARSERS if path])
def test_the_help_of_a_command_says_what_it_is_for_with_an_example(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the example is understood."""
    with pytest.raises(SystemExit):
        main([*path.split(), "--help"])
    text = " ".join(capsys.readouterr().out.split())
    example = text.split("Example: ")[1]
    assert f"ssi-tui {path}" in example
    if not example.startswith("source"):
        build_parser().parse_args(example.split()[1:])


# -- bash -------------------------------------------------------------------------------------

ASK_BASH = """
source "$1"
compopt() { if [[ $1 == -o ]]; then printf 'option %s\\n' "$*"; fi; }
COMP_WORDS=("${@:2}")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_ssi_tui
printf '%s\\n' "${COMPREPLY[@]}"
"""


def bash(script: Path, *words: str) -> list[str]:
    """Return what bash offers for words as it cuts them, the last being typed."""
    done = subprocess.run(
        ["bash", "--norc", "-c", ASK_BASH, "bash", str(script), "ssi-tui", *words],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


@needs["bash"]
@pytest.mark.parametrize(("typed", "made"), UNIQUE)
def test_bash_completes_what_has_begun(typed: str, made: str, script: dict[str, Path]) -> None:
    words = typed.replace("=", " = ").split()
    found = [line for line in bash(script["bash"], *words) if not line.startswith("option ")]
    assert found == [made.split()[-1]]


@needs["bash"]
def test_bash_offers_the_commands_first_and_options_behind_a_dash(
    script: dict[str, Path],
) -> None:
    assert set(bash(script["bash"], "")) == COMMANDS
    assert "--version" in bash(script["bash"], "-")
    assert set(bash(script["bash"], "status", "--")) == options_of("status")


@needs["bash"]
def test_bash_waits_for_a_target_and_offers_nothing_for_a_number(script: dict[str, Path]) -> None:
    assert bash(script["bash"], "routine", "comm") == ["option -o nospace", "comment="]
    assert bash(script["bash"], "routine", "comment", "=") == []
    assert bash(script["bash"], "routine", "comment", "=", "2") == []
    assert bash(script["bash"], "tick", "--date", "=", "yes") == ["yesterday"]


@needs["bash"]
def test_bash_leaves_files_to_readline(script: dict[str, Path]) -> None:
    """Which knows spaces and home directories."""
    for words in (("--db", ""), ("import", "log", ""), ("export", "--output", "lo")):
        assert bash(script["bash"], *words) == ["option -o default"]
    assert "--dry-run" in bash(script["bash"], "import", "log", "--")


# -- fish -------------------------------------------------------------------------------------


def fish(script: Path, typed: str) -> list[str]:
    """Return what fish offers for a line that is typed."""
    done = subprocess.run(
        ["fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", str(script), typed],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "HOME": str(script.parent)},
        cwd=script.parent,
    )
    assert done.stderr == ""
    return [line.split("\t")[0] for line in done.stdout.splitlines()]


@needs["fish"]
@pytest.mark.parametrize(("typed", "made"), UNIQUE)
def test_fish_completes_what_has_begun(typed: str, made: str, script: dict[str, Path]) -> None:
    assert fish(script["fish"], f"ssi-tui {typed}") == [made.split()[-1]]


@needs["fish"]
def test_fish_offers_commands_targets_and_files(script: dict[str, Path]) -> None:
    offered = fish(script["fish"], "ssi-tui ")
    assert set(offered) == COMMANDS
    assert "comment=" in fish(script["fish"], "ssi-tui routine ")
    assert "ssi-tui.zsh" in fish(script["fish"], "ssi-tui import log ")
    assert "ssi-tui.zsh" in fish(script["fish"], "ssi-tui --db ")
    assert fish(script["fish"], "ssi-tui --db=ssi-tui.z") == ["--db=ssi-tui.zsh"]
    assert fish(script["fish"], "ssi-tui undo ") == []


# -- zsh --------------------------------------------------------------------------------------

BEGIN_ZSH = """\
unsetopt zle_bracketed_paste prompt_cr; PS1='' PS2=''; autoload -Uz compinit; compinit -D -u
source {script}; ssi-tui() {{ print -r -- "go""t<$*>" }}; print -r -- "rea""dy"
"""


def zsh(script: Path, typed: str) -> str:
    """Type into an interactive zsh, press tab and return, and return the arguments it made."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        ["zsh", "-f", "-i"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=script.parent,
        env={**os.environ, "HOME": str(script.parent), "TERM": "dumb"},
        start_new_session=True,
    )
    os.close(slave)
    said = ""

    def until(text: str) -> None:
        nonlocal said
        deadline = time.monotonic() + 20
        while text not in said:
            assert time.monotonic() < deadline, said
            if select.select([master], [], [], 0.1)[0]:
                said += os.read(master, 4096).decode(errors="replace")

    try:
        os.write(master, BEGIN_ZSH.format(script=script).encode())
        until("ready\r\n")
        os.write(master, f"ssi-tui {typed}\t\r".encode())
        until("got<")
        until(">")
    finally:
        process.kill()
        process.wait()
        os.close(master)
    return said.split("got<")[1].split(">")[0].strip()


@needs["zsh"]
@pytest.mark.parametrize(("typed", "made"), [*UNIQUE, ("routine comm", "routine comment=")])
def test_zsh_completes_what_has_begun(typed: str, made: str, script: dict[str, Path]) -> None:
    assert zsh(script["zsh"], typed) == made


@needs["zsh"]
def test_zsh_completes_files(script: dict[str, Path]) -> None:
    assert zsh(script["zsh"], "import log ssi-tui.f") == "import log ssi-tui.fish"
    assert zsh(script["zsh"], "--db ssi-tui.f") == "--db ssi-tui.fish"


# -- tasks of the user's own ------------------------------------------------------------------


def offered(shell: str, script: Path, typed: str) -> str:
    """Return what a shell makes of a line that is typed, where it is sure."""
    if shell == "zsh":
        return zsh(script, typed)
    asked = bash(script, *typed.split()) if shell == "bash" else fish(script, f"ssi-tui {typed}")
    found = [line for line in asked if not line.startswith("option ")]
    return " ".join((*typed.split()[:-1], *found))


@pytest.mark.parametrize("shell", [pytest.param(shell, marks=needs[shell]) for shell in SCRIPTS])
def test_tasks_of_ones_own_are_offered_as_soon_as_they_are_there(
    shell: str, script: dict[str, Path]
) -> None:
    assert main(["task", "kudos", "--minutes", "1", "--weights", "0,0,0,1"]) == 0
    for typed, made in (
        ("tick kud", "tick kudos"),
        ("task kud", "task kudos"),
        ("routine kud", "routine kudos="),
    ):
        assert offered(shell, script[shell], typed) == made

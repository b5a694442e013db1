"""Every command explains itself, its examples run as they are printed, and so does the manual."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ssi_tui.cli.grammar.parser import build_parser
from ssi_tui.cli.grammar.quick import OPENING
from tests.linkedin.builder import Export, sheet, urn
from tests.tools import manual

ROOT = Path(__file__).parent.parent.parent
PARSERS = list(manual.parsers(build_parser()))

every_command = pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.prog)


def examples(parser: argparse.ArgumentParser) -> list[str]:
    """Return the command lines that the help of a command shows."""
    found = re.fullmatch(r"examples?: (.+)", str(parser.epilog))
    return [] if found is None else found[1].split(" | ")


@every_command
def test_every_command_says_what_it_does_and_shows_an_example(
    parser: argparse.ArgumentParser,
) -> None:
    help_text = parser.format_help()
    assert parser.description
    assert examples(parser)
    assert all(" ".join(each.split()) in " ".join(help_text.split()) for each in examples(parser))
    assert all(re.search(r"[( ]ssi-tui|^ssi-tui", each) for each in examples(parser))


@every_command
def test_every_option_says_what_it_does(parser: argparse.ArgumentParser) -> None:
    assert [action.dest for action in parser._actions if not action.help] == [
        action.dest for action in parser._actions if isinstance(action, argparse._SubParsersAction)
    ]


@every_command
def test_every_option_that_is_shown_is_in_the_list_of_options(
    parser: argparse.ArgumentParser,
) -> None:
    """In the usage and in the example, in the help of the same command."""
    before, after = parser.format_help().split("\nOPTIONS\n")
    listed, _, example = after.partition("\nExample: ")
    rows = re.findall(r"^ {3}(--[a-z-]+)", listed, re.MULTILINE)
    usage = before.partition("\n\n")[0]
    assert set(re.findall(r"--[a-z-]+", f"{usage} {example}")) <= set(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the program and the files that the examples name, and one comment."""
    found = tmp_path_factory.mktemp("examples")
    program = found / "ssi-tui"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m ssi_tui "$@"\n')
    program.chmod(0o755)
    (found / "home" / "Sync").mkdir(parents=True)
    (found / "my-log.csv").write_text("day,task\n2026-11-20,comment\n", encoding="utf-8")
    rows = [("2026-11-20 08:20:00", urn("activity", 7400000000000000000), "Well said.")]
    archive = Export().add("Comments.csv", sheet("Comments", rows))
    archive.zip(found / "Complete_LinkedInDataExport.zip")
    assert run("ssi-tui tick comment", found).returncode == 0
    return found


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell in which ``ssi-tui`` is the program."""
    environment = {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder / "home"),
        "SSI_TUI_DB": str(folder / "log.db"),
    }
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )


# The tests of the examples share one log, and run in any order.
BEFORE = {
    "ssi-tui undo": ("ssi-tui tick comment",),
    "ssi-tui redo": ("ssi-tui tick comment", "ssi-tui undo"),
}


@every_command
def test_the_examples_of_a_command_run(parser: argparse.ArgumentParser, folder: Path) -> None:
    """Those that open the app say that they need a terminal."""
    for line in examples(parser):
        for before in BEFORE.get(line, ()):
            assert run(before, folder).returncode == 0
        done = run(line, folder)
        if line.split()[1:2] in ([], ["demo"], *([view] for view in OPENING)):
            assert done.returncode == 2
            assert "needs a terminal" in done.stderr
        else:
            assert (done.returncode, done.stderr) == (0, ""), line


def test_the_manual_is_made_from_the_grammar() -> None:
    assert manual.PAGE.read_text(encoding="utf-8") == manual.page(), (
        "run python -m tests.tools.manual"
    )


def test_the_manual_names_every_command_and_option() -> None:
    page = manual.PAGE.read_text(encoding="utf-8").replace("\\-", "-")
    for parser in PARSERS:
        assert parser.prog in page
        assert all(option in page for action in parser._actions for option in action.option_strings)


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff to ask")
def test_the_manual_is_what_a_reader_of_manuals_takes() -> None:
    """Without a warning."""
    asked = ["groff", "-man", "-Tutf8", "-ww", "-P-c", str(manual.PAGE)]
    done = subprocess.run(asked, capture_output=True, check=True, encoding="utf-8")
    assert done.stderr == ""
    # Bold is a letter struck twice.
    assert "Example: ssi-tui undo" in re.sub(".\\x08", "", done.stdout)


def test_the_wheel_installs_the_manual() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    shared = built["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {"ssi_tui/man/ssi-tui.1": "share/man/man1/ssi-tui.1"}

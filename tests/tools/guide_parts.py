"""Writes into the guide what is made from the program: ``python -m tests.tools.guide_parts``.

That is the table of the settings, the table of the commands, and what the commands print that a
page shows behind a ``$``. The keys are made by ``tests.tools.readme_keys``.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import ssi_tui
from ssi_tui.cli.grammar.help import GROUPS, commands_of
from ssi_tui.cli.grammar.parser import build_parser
from ssi_tui.core.setting_keys import SETTINGS
from ssi_tui.storage.settings.read import quoted

FOLDER = Path(ssi_tui.__file__).parent / "guide"
ROOT = FOLDER.parent.parent
SETTINGS_HEAD = "| key | what it sets |\n|---|---|\n"
COMMANDS_HEAD = "| command | what it does | options |\n|---|---|---|\n"
TODAY = "2026-11-23"
# Options of every command.
_EVERYWHERE = {"--help", "--db", "--today"}
_SESSION = re.compile(r"```\n(\$ ssi-tui .*?)```", re.DOTALL)


def settings() -> str:
    """Return a row a setting, with its default."""
    rows = (
        f"| `{each.key} = {quoted(each.default)}` | {each.about} |" for each in SETTINGS.values()
    )
    return "".join(f"{row}\n" for row in rows)


def commands() -> str:
    """Return a row a command, in the groups of the help."""
    rows = ""
    for title, names in GROUPS:
        rows += f"| **{title.capitalize()}** | | |\n"
        for name in ", ".join(names).split(", "):
            rows += "".join(f"{row}\n" for row in _rows(build_parser(), name, ""))
    return rows


def _rows(parser: argparse.ArgumentParser, name: str, above: str) -> Iterator[str]:
    """Yield the row of a command, or of each kind of it."""
    kinds = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    command = kinds.choices[name]
    inner = list(commands_of(command))
    for kind in inner:
        yield from _rows(command, kind, f"{above}{name} ")
    if not inner:
        yield _row(f"{above}{name}", command, commands_of(parser)[name])


def _row(name: str, command: argparse.ArgumentParser, about: str) -> str:
    given, options = [name], []
    for action in command._actions:
        if not action.option_strings:
            given.append(str(action.metavar or " ".join(map(str, action.choices or ()))))
        elif not _EVERYWHERE & set(action.option_strings):
            options.append(f"`{action.option_strings[-1]}`")
    return f"| `{' '.join(given)}` | {about} | {' '.join(options)} |"


def sessions(text: str) -> str:
    """Return a page with what its commands print now; all of a page share a log that is new."""
    with TemporaryDirectory() as folder:
        return _SESSION.sub(lambda found: _session(found[1], Path(folder)), text)


def _session(text: str, folder: Path) -> str:
    shown = ""
    for line in re.findall(r"^\$ ssi-tui (.*)$", text, re.MULTILINE):
        command = [sys.executable, "-m", "ssi_tui", "--db", str(folder / "log.db")]
        done = subprocess.run(
            [*command, *(() if "--today" in line else ("--today", TODAY)), *line.split()],
            cwd=ROOT,
            env={**os.environ, "TZ": "UTC", "SSI_TUI_SETTINGS": str(folder / "settings.toml")},
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        shown += f"$ ssi-tui {line}\n{done.stdout.rstrip()}\n"
    return f"```\n{shown}```"


def _with_table(text: str, head: str, rows: str) -> str:
    """Return a page with the rows below the head of a table."""
    return re.sub(f"{re.escape(head)}(?:\\|.*\n)*", lambda _: head + rows, text)


def made(page: str, text: str) -> str:
    """Return a page of the guide with all that is made from the program."""
    if page == "settings":
        return _with_table(text, SETTINGS_HEAD, settings())
    if page == "command-line":
        text = _with_table(text, COMMANDS_HEAD, commands())
    return sessions(text)


def main() -> int:
    """Write every page of which something is made."""
    for path in FOLDER.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(made(path.stem, text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

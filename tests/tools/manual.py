"""Writes the manual page from the grammar of the command line: ``python -m tests.tools.manual``."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from ssi_tui import __version__
from ssi_tui.cli.grammar.parser import build_parser
from ssi_tui.tui.keys.table import EVERYWHERE as EVERY_VIEW

PAGE = Path(__file__).parent.parent.parent / "ssi_tui" / "man" / "ssi-tui.1"

EVERYWHERE = ("help", "version", "db", "today")
# Those that the page names.
KEYS = {row[0]: row[1] for rows in EVERY_VIEW.values() for row in rows}
AFTER = rf"""
.SH KEYS
In the app,
.B {KEYS["app.help"]}
shows the keys of the view that is open, and
.B {KEYS["app.quit"]}
quits. Every key can be changed in the settings, which
.B {KEYS["app.settings"]}
opens.
.SH FILES
.TP
.I ~/.local/share/ssi\-tui/ssi\-tui.db
The log, one SQLite file; its backups lie in
.I backups
beside it.
.TP
.I ~/.config/ssi\-tui/settings.toml
The settings.
.SH ENVIRONMENT
.TP
.B SSI_TUI_DB
The database, where
.B \-\-db
does not name one.
.TP
.B PAGER
The program that shows a page of the guide in a terminal; less where it is not set.
.TP
.B NO_COLOR
Where it is set, the app is drawn without colour.
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
Done, but the output could not be written.
.TP
.B 2
The command line or what it names is wrong; nothing was changed.
.TP
.B 3
The database cannot be used; the sentence says what to do.
.TP
.B 70
The program itself has failed; the sentence names the file in which it is written down.
.TP
.B 130
Interrupted.
"""


def plain(text: str) -> str:
    """Return a text as roff takes it for text."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("%%", "%")
    return rf"\&{text}" if text.startswith((".", "'")) else text


def parsers(
    parser: argparse.ArgumentParser,
) -> Iterator[argparse.ArgumentParser]:
    """Yield a parser and those of its commands, in their order."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from parsers(each)


def usage(parser: argparse.ArgumentParser) -> str:
    """Return how a command is called, in one line and without what is the same everywhere."""
    own = argparse.ArgumentParser(prog=parser.prog, add_help=False)
    own._actions = [each for each in parser._actions if each.dest not in EVERYWHERE]
    own._mutually_exclusive_groups = parser._mutually_exclusive_groups
    return " ".join(own.format_usage().removeprefix("usage: ").split())


def option_lines(parser: argparse.ArgumentParser, *, everywhere: bool) -> Iterator[str]:
    """Yield the options and arguments of a parser: those of its own, or those of all."""
    formatter = argparse.HelpFormatter(parser.prog)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        if (action.dest in EVERYWHERE) is not everywhere:
            continue
        yield ".TP"
        yield rf"\fB{plain(formatter._format_action_invocation(action))}\fR"
        yield plain(formatter._expand_help(action))


def page() -> str:
    """Return the manual page."""
    whole = build_parser()
    commands = list(parsers(whole))[1:]
    lines = [
        f'.TH SSI\\-TUI 1 "" "ssi\\-tui {__version__}" "User Commands"',
        *(".SH NAME", r"ssi\-tui \- a LinkedIn routine tracker for the terminal"),
        *(".SH SYNOPSIS", r"\fBssi\-tui\fR [\fIOPTION\fR ...] [\fICOMMAND\fR ...]"),
        *(".SH DESCRIPTION", plain(str(whole.description))),
        *(".SH OPTIONS", *option_lines(whole, everywhere=True)),
        ".SH COMMANDS",
    ]
    for command in commands:
        if any(isinstance(each, argparse._SubParsersAction) for each in command._actions):
            continue
        lines += [".SS", plain(usage(command)), f"{plain(sentence(str(command.description)))}"]
        lines += [*option_lines(command, everywhere=False), ".PP"]
        lines += [plain(str(command.epilog)[:1].upper() + str(command.epilog)[1:])]
    return "\n".join(lines) + AFTER


def sentence(text: str) -> str:
    """Return a text with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")

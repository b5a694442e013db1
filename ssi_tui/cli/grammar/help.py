"""The help of a command: how it is used, one sentence, its options, an example."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from textwrap import wrap

from ssi_tui.cli.printed.line import ACCENT, BOLD, MUTED, PLAIN, WIDTH, Line, in_color

COLUMN = 17
GROUPS = (
    ("EVERY DAY", ("tick", "status", "undo, redo", "week", "report")),
    ("OPEN THE APP", ("review", "pillars", "streaks", "log", "demo")),
    ("SET UP", ("routine", "task", "profile", "off", "reading", "calendar")),
    ("DATA", ("import", "export", "sync", "backup", "doctor")),
    ("MORE", ("help", "completion")),
)
"""The commands as the help of the program shows them; two that belong together share a row."""
PROGRAM = "ssi-tui"
_EVERYWHERE = ("db", "today", "version", "help")
_TOGETHER = {"undo, redo": "take back the last change, or bring it back"}


def help_text(parser: argparse.ArgumentParser) -> str:
    """Return the help of a command, in colours where standard output shows them."""
    color = in_color(sys.stdout)
    return "".join(f"{line.shown('unicode', color=color)}\n" for line in _lines(parser))


def _lines(parser: argparse.ArgumentParser) -> Iterator[Line]:
    kinds = commands_of(parser)
    whole = parser.prog == PROGRAM
    yield from _usage(parser)
    yield Line()
    yield from map(Line, wrap(parser.description or "", WIDTH))
    if whole:
        for title, names in GROUPS:
            yield from _rows(title, [(name, _TOGETHER.get(name) or kinds[name]) for name in names])
    elif kinds:
        yield from _rows("KINDS", list(kinds.items()))
        more = f"{parser.prog} {next(iter(kinds))} --help"
        yield Line()
        yield Line("For the options of one: ", MUTED).add(more, ACCENT)
    options = [
        (_name(action), (action.help or "") % {"default": action.default})
        for action in _arguments(parser)
        if not isinstance(action, argparse._HelpAction)
    ]
    yield from _rows("OPTIONS", [row for row in options if row[1]])
    if parser.epilog and not whole:
        yield Line()
        title, _, example = parser.epilog.partition(": ")
        yield Line(f"{title.capitalize()}: ", MUTED).add(example, ACCENT)


def commands_of(parser: argparse.ArgumentParser) -> dict[str, str]:
    """Return what each command below a parser does."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return {each.dest: each.help or "" for each in action._choices_actions}
    return {}


def _arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return the arguments, then the options, those that stand everywhere last."""
    return sorted(
        (each for each in parser._actions if not isinstance(each, argparse._SubParsersAction)),
        key=lambda each: (bool(each.option_strings), each.dest in _EVERYWHERE),
    )


def _usage(parser: argparse.ArgumentParser) -> Iterator[Line]:
    """Yield how a command is used; what does not fit goes on in the next line."""
    exclusive = {
        action: group
        for group in parser._mutually_exclusive_groups
        for action in group._group_actions
    }
    parts: list[str] = []
    for action in sorted(parser._actions, key=lambda each: not each.option_strings):
        if isinstance(action, argparse._HelpAction | argparse._VersionAction):
            continue
        # What holds for every command is said once.
        if action.dest in _EVERYWHERE and parser.prog != PROGRAM:
            continue
        group = exclusive.get(action)
        if group is None:
            parts.append(_use(action))
        elif group._group_actions[0] is action:
            parts.append(f"[{' | '.join(_name(each) for each in group._group_actions)}]")
    line = Line(parser.prog, BOLD)
    for part in parts:
        if line.width + 1 + len(part) > WIDTH:
            yield line
            line = Line(" " * len(parser.prog))
        line.add(f" {part}", MUTED)
    yield line


def _use(action: argparse.Action) -> str:
    """Return an argument as the usage shows it: in brackets where it may be left out."""
    name = _name(action)
    if action.nargs == "*":
        return f"[{name} ...]"
    needed = not action.option_strings and action.nargs != "?"
    needed = needed and (action.required or not isinstance(action, argparse._SubParsersAction))
    return name if needed else f"[{name}]"


def _name(action: argparse.Action) -> str:
    """Return an argument or option with its value: ``PATH``, ``--date D``."""
    value = action.metavar or ("|".join(map(str, action.choices or ())))
    if not action.option_strings:
        return str(value)
    option = action.option_strings[-1]
    return option if action.nargs == 0 else f"{option} {value}"


def _rows(title: str, rows: Sequence[tuple[str, str]]) -> Iterator[Line]:
    """Yield a title and a row for each name, its text in one column."""
    column = max([COLUMN, *(len(name) + 5 for name, _ in rows if len(name) < 2 * COLUMN)])
    yield Line()
    yield Line(title, BOLD)
    for name, text in rows:
        first, *others = wrap(text, WIDTH - column)
        yield Line().put(3, name, ACCENT).put(column, first, PLAIN)
        yield from (Line().put(column, other) for other in others)

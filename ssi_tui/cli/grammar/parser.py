"""The commands with their options, as the parser knows them."""

import argparse
from typing import Any, NoReturn

from ssi_tui import __version__
from ssi_tui.cli.grammar.completion import SCRIPTS
from ssi_tui.cli.grammar.quick import OPENING


class UsageError(Exception):
    """The command line is wrong; the message is one sentence."""


class Parser(argparse.ArgumentParser):
    """A parser that reports a mistake as one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise ``UsageError`` with the message and where to read on."""
        raise UsageError(f"{message}; see {self.prog} --help")

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        # Python 3.11 and 3.12 take it out, and are left without a value.
        if action.option_strings and arg_strings == ["--"]:
            raise argparse.ArgumentError(action, "-- is no value")
        return super()._get_values(action, arg_strings)


def _value(
    parser: argparse._ActionsContainer, name: str, metavar: str, text: str, **more: Any
) -> None:
    """Add an argument, or an option with a value."""
    parser.add_argument(name, metavar=metavar, help=text, **more)


def _switch(parser: argparse._ActionsContainer, name: str, text: str) -> None:
    """Add an option without a value."""
    parser.add_argument(name, action="store_true", help=text)


def _everywhere(default: object) -> Parser:
    """Return the options that may stand before the command as well as after it."""
    parser = Parser(add_help=False, argument_default=default)
    group = parser.add_argument_group("everywhere")
    _value(group, "--db", "FILE", "the database (default: SSI_TUI_DB, then the data directory)")
    _value(group, "--today", "DATE", "act as if it were that day (YYYY-MM-DD)")
    return parser


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of ``ssi-tui``."""
    parser = Parser(
        prog="ssi-tui",
        description="Tick a 10 to 15 minute LinkedIn routine, see four pillar scores, know what is "
        "about to collapse. Without a command it opens the app. It never contacts LinkedIn, or "
        "anything else.",
        epilog="examples: ssi-tui | ssi-tui tick comment=2 search | ssi-tui status --short",
        parents=[_everywhere(None)],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"ssi-tui {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    def command(
        name: str,
        text: str,
        example: str,
        among: "argparse._SubParsersAction[Parser]" = commands,
        description: str | None = None,
    ) -> Parser:
        """Add a command, or a kind of one; the description of its own help may be another text."""
        return among.add_parser(
            name,
            help=text,
            description=description or text,
            epilog=f"example: {example}",
            parents=[_everywhere(argparse.SUPPRESS)],
            allow_abbrev=False,
        )

    for view in OPENING:
        command(view, f"open the app at {view.capitalize()}", f"ssi-tui {view}")

    text = "open the app on a year of invented data, which is gone when you quit"
    command("demo", text, "ssi-tui demo")

    tick = command("tick", "log actions", "ssi-tui tick comment=2 search --date yesterday")
    _value(tick, "actions", "ACTION[=N]", "what was done, how often", nargs="*")
    _value(tick, "--date", "D", "a date, today or yesterday (default: today)")
    _value(tick, "--note", "TEXT", "a note on each of the new entries")
    _value(tick, "--quality", "Q", "their quality (see --list)")
    _switch(tick, "--list", "list the actions and their qualities")

    routine = command(
        "routine", "show or set the targets", "ssi-tui routine comment=3 group=1/week"
    )
    _value(routine, "targets", "TASK=TARGET", "a target a day, or a week: 2/week", nargs="*")
    _value(routine, "--on", "LIST", "their weekdays: mon,tue,... or all (every workday)")
    _value(routine, "--from", "D", "the first day they hold", dest="start")
    _switch(routine, "--json", "print JSON")

    example = "ssi-tui task endorse --minutes 0.5 --weights 0,2,0,6 --target 1"
    task = command("task", "show the tasks, add one of your own, change or retire it", example)
    _value(task, "id", "ID", "the task", nargs="?")
    _value(task, "--label", "TEXT", "its name on the screen")
    _value(task, "--key", "K", "the key that ticks it in Today")
    _value(task, "--minutes", "X", "what one of it takes")
    _value(task, "--weights", "B,P,I,R", "the points of one in each pillar, 0 to 30")
    _value(task, "--repeat", "X", "what a further one of a day is worth, 0 to 0.95")
    _value(task, "--target", "N", "how many a day, or a week: 2/week")
    _value(task, "--on", "LIST", "the weekdays of the target: mon,tue,... or all")
    _value(task, "--from", "D", "the first day of what changes", dest="start")
    _switch(task, "--remove", "take it out; what was logged stays")
    _switch(task, "--json", "print JSON")

    command("undo", "undo the last operation", "ssi-tui undo")
    command("redo", "redo what was undone last", "ssi-tui redo")

    status = command("status", "show today: routine, scores, risks", "ssi-tui status --json")
    form = status.add_mutually_exclusive_group()
    _switch(form, "--json", "print JSON")
    _switch(form, "--short", "print one line for a prompt")

    example = "ssi-tui week --date 2026-11-16 --markdown"
    week = command("week", "show a week beside the one before, and its review", example)
    _value(week, "--date", "D", "a day of the week (default: today)")
    form = week.add_mutually_exclusive_group()
    _switch(form, "--json", "print JSON")
    _switch(form, "--markdown", "print the review as Markdown")

    example = "ssi-tui profile --has photo,headline,about --connections 420"
    profile = command("profile", "show or set what the baselines rest on", example)
    _value(profile, "--has", "LIST", "the checklist: ids with commas, all, none")
    _value(profile, "--connections", "N", "the size of the network")
    _value(profile, "--sales-navigator", "yes|no", "whether there is a licence")
    _value(profile, "--workdays", "LIST", "mon,tue,... or none: every day")
    _value(profile, "--past", "HOW", "last month was: unknown, none, some or routine")
    _switch(profile, "--json", "print JSON")

    example = "ssi-tui reading --brand 17.2 --people 9.9 --insights 11.4 --relationships 19.3"
    reading = command("reading", "keep LinkedIn's own numbers beside the estimate", example)
    for pillar in ("brand", "people", "insights", "relationships"):
        _value(reading, f"--{pillar}", "X", "0 to 25")
    _value(reading, "--total", "X", "LinkedIn's total, to check the four with")
    _value(reading, "--industry-rank", "N", "top N %% of the industry")
    _value(reading, "--network-rank", "N", "top N %% of the network")
    _value(reading, "--date", "D", "a date, today or yesterday (default: today)")
    _switch(reading, "--paste", "read copied page text, a saved page or JSON from standard input")
    _switch(reading, "--zero", "record four zeros, which are refused otherwise")

    off = command(
        "off", "take time off, list it or take it out", "ssi-tui off 2026-12-21 2027-01-03"
    )
    _value(off, "start", "START", "the first day off", nargs="?")
    _value(off, "end", "END", "the last day off (default: START)", nargs="?")
    _value(off, "--reason", "TEXT", "a word for yourself", default="")
    _switch(off, "--list", "list the time off with its ids")
    _value(off, "--remove", "ID", "take a time off out")

    bring = command("import", "import a log", "ssi-tui import log my-log.csv --dry-run")
    kinds = bring.add_subparsers(
        dest="import_kind", metavar="KIND", required=True, parser_class=Parser
    )
    archive = command(
        "linkedin",
        "the official data export, a zip or a folder",
        "ssi-tui import linkedin Complete_LinkedInDataExport.zip --dry-run",
        kinds,
        "Import LinkedIn's own 'Get a copy of your data': the zip as it came, or the "
        "unpacked folder. Only counts, times and hashes are kept; what is known already is not "
        "added again.",
    )
    _value(archive, "path", "PATH", "the zip, the folder or one of its CSV files")
    _value(archive, "--me", "NAME", "your name or profile URL, if it asks for it")
    zone = "the time zone of Invitations.csv (default: %(default)s)"
    _value(archive, "--invitations-zone", "ZONE", zone, default="America/Los_Angeles")
    _switch(archive, "--dry-run", "tell what would happen, no more")
    _switch(archive, "--json", "print JSON")
    log = command(
        "log",
        "our own export, or a CSV log",
        "ssi-tui import log my-log.csv --dry-run",
        kinds,
        "Import our own export (JSON or CSV), or a CSV whose header names task and "
        "time_utc or day. What is known already is not added again.",
    )
    _value(log, "path", "PATH", "the file (-: standard input)")
    _switch(log, "--dry-run", "tell what would happen, no more")
    _switch(log, "--json", "print JSON")

    text = "back the database up, list the backups, restore one"
    what = command("backup", text, "ssi-tui backup --list").add_mutually_exclusive_group()
    _switch(what, "--list", "list the backups and what they hold")
    _value(what, "--restore", "FILE", "put a backup in place, by its path or its listed name")

    doctor = command("doctor", "look whether everything is well", "ssi-tui doctor")
    form = doctor.add_mutually_exclusive_group()
    _switch(form, "--json", "print JSON")
    text = "put what can be read of a damaged database in its place; the old file is kept"
    _switch(form, "--salvage", text)

    export = command("export", "write the log out", "ssi-tui export --output log.json")
    formats = ("json", "csv", "markdown")
    text = "json holds everything (default)"
    export.add_argument("--format", choices=formats, default="json", help=text)
    text = "the file (default: -, which is standard output)"
    _value(export, "--output", "FILE", text, default="-")

    text = "print the completion script of a shell"
    completion = command("completion", text, "source <(ssi-tui completion bash)")
    completion.add_argument("shell", choices=tuple(SCRIPTS), help="the shell")

    guide = command("help", "print a page of the guide, or list the pages", "ssi-tui help keys")
    _value(guide, "topic", "TOPIC", "the page (default: the list)", nargs="?")
    return parser

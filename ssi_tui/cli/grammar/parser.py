"""The grammar of the command line."""

import argparse
from typing import NoReturn

from ssi_tui import __version__
from ssi_tui.cli.grammar.completion import SCRIPTS
from ssi_tui.cli.grammar.quick import OPENING


class UsageError(Exception):
    """The command line is wrong; the message is one sentence."""


class Parser(argparse.ArgumentParser):
    """A parser that reports what is wrong as one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise ``UsageError`` with the message and where to read on."""
        raise UsageError(f"{message}; see {self.prog} --help")


def _global_options(default: object) -> Parser:
    """Return the options that stand before or after the command."""
    parser = Parser(add_help=False, argument_default=default)
    group = parser.add_argument_group("everywhere")
    group.add_argument(
        "--db", metavar="FILE", help="the database (default: SSI_TUI_DB, then the data directory)"
    )
    group.add_argument("--today", metavar="DATE", help="act as if it were that day (YYYY-MM-DD)")
    return parser


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of ``ssi-tui``."""
    parser = Parser(
        prog="ssi-tui",
        description="Tick a 10 to 15 minute LinkedIn routine, see four pillar scores, know what is "
        "about to collapse. Without a command it opens the app. It never contacts LinkedIn, or "
        "anything else.",
        epilog="examples: ssi-tui | ssi-tui tick comment=2 search | ssi-tui status --short",
        parents=[_global_options(None)],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"ssi-tui {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    def command(name: str, text: str, example: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=text,
            description=text,
            epilog=f"example: {example}",
            parents=[_global_options(argparse.SUPPRESS)],
            allow_abbrev=False,
        )

    for view in OPENING:
        command(view, f"open the app at {view.capitalize()}", f"ssi-tui {view}")

    command(
        "demo",
        "open the app on a year of invented data, which is gone when you quit",
        "ssi-tui demo",
    )

    tick = command("tick", "log actions", "ssi-tui tick comment=2 search --date yesterday")
    tick.add_argument("actions", nargs="*", metavar="ACTION[=N]", help="what was done, how often")
    tick.add_argument("--date", metavar="D", help="a date, today or yesterday (default: today)")
    tick.add_argument("--note", metavar="TEXT", help="a note on each of the new entries")
    tick.add_argument("--quality", metavar="Q", help="their quality (see --list)")
    tick.add_argument("--list", action="store_true", help="list the actions and their qualities")

    routine = command("routine", "show or set the daily targets", "ssi-tui routine comment=3")
    routine.add_argument("targets", nargs="*", metavar="TASK=TARGET", help="a target a day")
    routine.add_argument(
        "--on", metavar="LIST", help="their weekdays: mon,tue,... or all (every workday)"
    )
    routine.add_argument("--from", dest="start", metavar="D", help="the first day they hold")
    routine.add_argument("--json", action="store_true", help="print JSON")

    task = command(
        "task",
        "show the tasks, add one of your own, change or retire it",
        "ssi-tui task endorse --minutes 0.5 --weights 0,2,0,6 --target 1",
    )
    task.add_argument("id", nargs="?", metavar="ID", help="the task")
    task.add_argument("--label", metavar="TEXT", help="its name on the screen")
    task.add_argument("--key", metavar="K", help="the key that ticks it in Today")
    task.add_argument("--minutes", metavar="X", help="what one of it takes")
    task.add_argument(
        "--weights", metavar="B,P,I,R", help="the points of one in each pillar, 0 to 30"
    )
    task.add_argument(
        "--repeat", metavar="X", help="what a further one of a day is worth, 0 to 0.95"
    )
    task.add_argument("--target", metavar="N", help="how many a day")
    task.add_argument("--on", metavar="LIST", help="the weekdays of the target: mon,tue,... or all")
    task.add_argument("--from", dest="start", metavar="D", help="the first day of what changes")
    task.add_argument("--remove", action="store_true", help="take it out; what was logged stays")
    task.add_argument("--json", action="store_true", help="print JSON")

    command("undo", "undo the last operation", "ssi-tui undo")
    command("redo", "redo what was undone last", "ssi-tui redo")

    status = command("status", "show today: routine, scores, risks", "ssi-tui status --json")
    form = status.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--short", action="store_true", help="print one line for a prompt")

    week = command(
        "week",
        "show a week beside the one before, and its review",
        "ssi-tui week --date 2026-11-16 --markdown",
    )
    week.add_argument("--date", metavar="D", help="a day of the week (default: today)")
    form = week.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--markdown", action="store_true", help="print the review as Markdown")

    profile = command(
        "profile",
        "show or set what the baselines rest on",
        "ssi-tui profile --has photo,headline,about --connections 420",
    )
    profile.add_argument("--has", metavar="LIST", help="the checklist: ids with commas, all, none")
    profile.add_argument("--connections", metavar="N", help="the size of the network")
    profile.add_argument("--sales-navigator", metavar="yes|no", help="whether there is a licence")
    profile.add_argument("--workdays", metavar="LIST", help="mon,tue,... or none")
    profile.add_argument(
        "--past", metavar="HOW", help="last month was: unknown, none, some or routine"
    )
    profile.add_argument("--json", action="store_true", help="print JSON")

    reading = command(
        "reading",
        "keep LinkedIn's own numbers beside the estimate",
        "ssi-tui reading --brand 17.2 --people 9.9 --insights 11.4 --relationships 19.3",
    )
    for pillar in ("brand", "people", "insights", "relationships"):
        reading.add_argument(f"--{pillar}", metavar="X", help="0 to 25")
    reading.add_argument("--total", metavar="X", help="LinkedIn's total, to check the four with")
    reading.add_argument("--industry-rank", metavar="N", help="top N %% of the industry")
    reading.add_argument("--network-rank", metavar="N", help="top N %% of the network")
    reading.add_argument("--date", metavar="D", help="a date, today or yesterday (default: today)")
    reading.add_argument(
        "--paste",
        action="store_true",
        help="read copied page text, a saved page or JSON from standard input",
    )

    off = command(
        "off", "take time off, list it or take it out", "ssi-tui off 2026-12-21 2027-01-03"
    )
    off.add_argument("start", nargs="?", metavar="START", help="the first day off")
    off.add_argument("end", nargs="?", metavar="END", help="the last day off (default: START)")
    off.add_argument("--reason", metavar="TEXT", default="", help="a word for yourself")
    off.add_argument("--list", action="store_true", help="list the time off with its ids")
    off.add_argument("--remove", metavar="ID", help="take a time off out")

    bring = command("import", "import a log", "ssi-tui import log my-log.csv --dry-run")
    kinds = bring.add_subparsers(
        dest="import_kind", metavar="KIND", required=True, parser_class=Parser
    )
    archive = kinds.add_parser(
        "linkedin",
        help="the official data export, a zip or a folder",
        description="Import LinkedIn's own 'Get a copy of your data': the zip as it came, or the "
        "unpacked folder. Only counts, times and hashes are kept; what is known already is not "
        "added again.",
        epilog="example: ssi-tui import linkedin Complete_LinkedInDataExport.zip --dry-run",
        parents=[_global_options(argparse.SUPPRESS)],
        allow_abbrev=False,
    )
    archive.add_argument("path", metavar="PATH", help="the zip, the folder or one of its CSV files")
    archive.add_argument("--me", metavar="NAME", help="your name or profile URL, if it asks for it")
    archive.add_argument(
        "--invitations-zone",
        metavar="ZONE",
        default="America/Los_Angeles",
        help="the time zone of Invitations.csv (default: %(default)s)",
    )
    archive.add_argument("--dry-run", action="store_true", help="tell what would happen, no more")
    archive.add_argument("--json", action="store_true", help="print JSON")

    log = kinds.add_parser(
        "log",
        help="our own export, or a CSV log",
        description="Import our own export (JSON or CSV), or a CSV whose header names task and "
        "time_utc or day. What is known already is not added again.",
        epilog="example: ssi-tui import log my-log.csv --dry-run",
        parents=[_global_options(argparse.SUPPRESS)],
        allow_abbrev=False,
    )
    log.add_argument("path", metavar="PATH", help="the file")
    log.add_argument("--dry-run", action="store_true", help="tell what would happen, no more")
    log.add_argument("--json", action="store_true", help="print JSON")

    backup = command(
        "backup", "back the database up, list the backups, restore one", "ssi-tui backup --list"
    )
    what = backup.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="list the backups and what they hold")
    what.add_argument(
        "--restore", metavar="FILE", help="put a backup in place, by its path or its listed name"
    )

    doctor = command("doctor", "look whether everything is well", "ssi-tui doctor")
    form = doctor.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument(
        "--salvage",
        action="store_true",
        help="put what can be read of a damaged database in its place; the old file is kept",
    )

    export = command("export", "write the log out", "ssi-tui export --output log.json")
    export.add_argument(
        "--format",
        choices=("json", "csv", "markdown"),
        default="json",
        help="json holds everything (default)",
    )
    export.add_argument("--output", metavar="FILE", help="the file (default: standard output)")

    completion = command(
        "completion",
        "print the completion script of a shell",
        "source <(ssi-tui completion bash)",
    )
    completion.add_argument("shell", choices=tuple(SCRIPTS), help="the shell")

    guide = command("help", "print a page of the guide, or list the pages", "ssi-tui help keys")
    guide.add_argument("topic", nargs="?", metavar="TOPIC", help="the page (default: the list)")
    return parser

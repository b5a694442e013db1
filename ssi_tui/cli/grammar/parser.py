"""The commands with their options, as the parser knows them."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from ssi_tui import __version__
from ssi_tui.cli.grammar.completion import SCRIPTS
from ssi_tui.cli.grammar.quick import OPENING
from ssi_tui.core.slips import hint, quoted

_OPENS = {
    "review": "open the weekly review",
    "pillars": "open the four pillars",
    "streaks": "open runs and risks",
    "log": "open the list of entries",
}
_TICK = "Log what you did: activities, with a count if more than one."
_STATUS = "show today's routine, plan, score and warnings"


class UsageError(Exception):
    """The command line is wrong; the message is one sentence."""


class Parser(argparse.ArgumentParser):
    """A parser that reports a mistake as one sentence, and lays out its help as we do."""

    def error(self, message: str) -> NoReturn:
        """Raise ``UsageError`` with the message in our words, and where to read on."""
        if message.startswith("unrecognized arguments: "):
            raise UsageError(self._unknown(message.partition(": ")[2]))
        option, _, wrong = message.removeprefix("argument ").partition(": ")
        if option == "the following arguments are required":
            message = f"{wrong} is missing"
        elif wrong.startswith("expected"):
            message = f"{option} needs a value"
        elif wrong.startswith("not allowed with argument "):
            message = f"{option} can't be used with {wrong.rpartition(' ')[2]}"
        elif wrong.startswith("ignored explicit argument "):
            message = f"{option} takes no value"
        elif wrong.startswith("no "):
            raise UsageError(wrong)
        raise UsageError(f"{message} (see {self.prog} --help)")

    def _print_message(self, message: str, file: Any = None) -> None:
        # That of argparse says nothing of a disk that is full.
        (file or sys.stderr).write(message)

    def format_help(self) -> str:
        """Return the help of the command."""
        # Loaded here: few command lines ask for it.
        from ssi_tui.cli.grammar.help import help_text

        return help_text(self)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Parse a command line; a command refuses by itself what it does not know."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def _unknown(self, typed: str) -> str:
        """Return the sentence about what a command does not take."""
        word = typed.partition(" ")[0].partition("=")[0]
        see = f"See {self.prog} --help"
        if not word.startswith("-") or not word.strip("-"):
            return f"{quoted(typed)} is too much. {see}"
        return f"no option {quoted(word)}. {hint(word, list(self._option_string_actions), see)}"

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        # Python 3.11 and 3.12 take it out, and are left without a value.
        if action.option_strings and arg_strings == ["--"]:
            raise argparse.ArgumentError(action, "expected one argument")
        return super()._get_values(action, arg_strings)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = list(map(str, action.choices))
        what = "kind of import" if action.dest == "import_kind" else action.dest
        see = f"See {self.prog} --help" if what == "command" else f"Use {', '.join(known)}"
        advice = hint(str(value), known, see)
        raise argparse.ArgumentError(action, f"no {what} {quoted(str(value))}. {advice}")


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
    _value(group, "--db", "FILE", "use another database (or set SSI_TUI_DB)")
    _value(group, "--today", "DATE", "act as if it were that day")
    return parser


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of ``ssi-tui``."""
    parser = Parser(
        prog="ssi-tui",
        description="Keep a ten-minute LinkedIn routine, and see which of the four pillars of your "
        "Social Selling Index (SSI) slips next, and when. Works offline; one local file. Without a "
        "command it opens the app.",
        epilog="example: ssi-tui tick comment=2 search",
        parents=[_everywhere(None)],
        allow_abbrev=False,
    )
    version = f"ssi-tui {__version__}"
    parser.add_argument("--version", action="version", version=version, help="show the version")
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
            description=description or f"{text[0].upper()}{text[1:]}.",
            epilog=f"example: {example}",
            parents=[_everywhere(argparse.SUPPRESS)],
            allow_abbrev=False,
        )

    for view in OPENING:
        command(view, _OPENS[view], f"ssi-tui {view}")

    text = "try a made-up year, discarded when you quit"
    command("demo", text, "ssi-tui demo")

    example = "ssi-tui tick comment=2 search --date yesterday"
    tick = command(
        "tick", "log activities: ssi-tui tick comment=2 search", example, description=_TICK
    )
    _value(tick, "actions", "ACTIVITY[=COUNT]", "what you did, and how often", nargs="*")
    _value(tick, "--date", "D", "a date, today or yesterday (default: today)")
    _value(tick, "--note", "TEXT", "a note for these entries")
    _value(tick, "--quality", "Q", "their quality (see --list)")
    _switch(tick, "--list", "list the activities and their qualities")

    routine = command(
        "routine", "show or set daily and weekly targets", "ssi-tui routine comment=3 group=1/week"
    )
    _value(routine, "targets", "TASK=TARGET", "a target a day, or a week: 2/week", nargs="*")
    _value(routine, "--on", "LIST", "on which weekdays: mon,tue,... or all")
    _value(routine, "--from", "D", "start date", dest="start")
    _switch(routine, "--json", "print JSON")

    example = "ssi-tui task endorse --minutes 0.5 --weights 0,2,0,6 --target 1"
    task = command("task", "list, add, change or remove your own tasks", example)
    _value(task, "id", "ID", "the task", nargs="?")
    _value(task, "--label", "TEXT", "its name on the screen")
    _value(task, "--key", "K", "the key that logs it in the app")
    _value(task, "--minutes", "X", "minutes each")
    weights = "points for each pillar, 0 to 30: Brand,People,Insights,Relationships"
    _value(task, "--weights", "B,P,I,R", weights)
    _value(task, "--repeat", "X", "factor for each repeat in a day, 0 to 0.95")
    _value(task, "--target", "N", "how many a day, or a week: 2/week")
    _value(task, "--on", "LIST", "on which weekdays: mon,tue,... or all")
    _value(task, "--from", "D", "start date", dest="start")
    _switch(task, "--remove", "remove it (its entries stay)")
    _switch(task, "--json", "print JSON")

    command("undo", "undo the last change", "ssi-tui undo")
    command("redo", "redo the last undo", "ssi-tui redo")

    status = command("status", _STATUS, "ssi-tui status --json")
    form = status.add_mutually_exclusive_group()
    _switch(form, "--json", "print JSON")
    _switch(form, "--short", "print one line for a prompt")

    example = "ssi-tui week --date 2026-11-16 --markdown"
    week = command("week", "show one week beside the week before", example)
    _value(week, "--date", "D", "a day of the week (default: today)")
    form = week.add_mutually_exclusive_group()
    _switch(form, "--json", "print JSON")
    _switch(form, "--markdown", "print the review of the week as Markdown")

    example = "ssi-tui profile --has photo,headline,about --connections 420"
    profile = command("profile", "show or set your profile (starting scores)", example)
    _value(profile, "--has", "LIST", "what your profile has: comma-separated names, all or none")
    _value(profile, "--connections", "N", "how many connections you have")
    _value(profile, "--sales-navigator", "yes|no", "whether you have Sales Navigator")
    _value(profile, "--workdays", "LIST", "mon,tue,... or none (every day)")
    text = "activity in the month before you started: unknown, none, some or routine"
    _value(profile, "--past", "HOW", text)
    _switch(profile, "--json", "print JSON")

    example = "ssi-tui reading --brand 17.2 --people 9.9 --insights 11.4 --relationships 19.3"
    reading = command("reading", "record LinkedIn's own numbers", example)
    for pillar in ("brand", "people", "insights", "relationships"):
        _value(reading, f"--{pillar}", "X", "0 to 25")
    _value(reading, "--total", "X", "LinkedIn's total, as a check")
    _value(reading, "--industry-rank", "N", "top N%% of your industry")
    _value(reading, "--network-rank", "N", "top N%% of your network")
    _value(reading, "--date", "D", "a date, today or yesterday (default: today)")
    _switch(reading, "--paste", "read page text, a saved page or JSON from standard input")
    _switch(reading, "--zero", "record four zeros (otherwise refused)")

    off = command("off", "add, list or cancel time off", "ssi-tui off 2026-12-21 2027-01-03")
    _value(off, "start", "START", "the first day off", nargs="?")
    _value(off, "end", "END", "the last day off (default: START)", nargs="?")
    _value(off, "--reason", "TEXT", "why (optional)", default="")
    _switch(off, "--list", "list time off")
    _value(off, "--remove", "ID", "cancel one (an id from --list)")

    text = "import your LinkedIn archive, or another log"
    bring = command("import", text, "ssi-tui import log my-log.csv")
    kinds = bring.add_subparsers(
        dest="import_kind", metavar="KIND", required=True, parser_class=Parser
    )
    archive = command(
        "linkedin",
        "LinkedIn's data export, or your analytics",
        "ssi-tui import linkedin Complete_LinkedInDataExport.zip --dry-run",
        kinds,
        'Import LinkedIn\'s "Get a copy of your data" (the zip, or the unpacked folder), the '
        "workbook of your analytics, or both in a folder. Only counts, times and hashes are "
        "stored. Duplicates are skipped.",
    )
    _value(archive, "path", "PATH", "the zip, the folder, a CSV file of it or a workbook")
    _value(archive, "--me", "NAME", "your name or profile URL (only if asked)")
    zone = "the time zone of Invitations.csv (default: America/Los_Angeles)"
    _value(archive, "--invitations-zone", "ZONE", zone)
    _switch(archive, "--dry-run", "show what would happen, change nothing")
    _switch(archive, "--json", "print JSON")
    log = command(
        "log",
        "an ssi-tui export, or a CSV file",
        "ssi-tui import log my-log.csv --dry-run",
        kinds,
        "Import an ssi-tui export (JSON or CSV), or any CSV with the columns task and time_utc or "
        "day. Duplicates are skipped.",
    )
    _value(log, "path", "PATH", "the file (- for standard input)")
    _switch(log, "--entries-only", "of somebody else's export, take only the entries")
    _switch(log, "--dry-run", "show what would happen, change nothing")
    _switch(log, "--json", "print JSON")

    text = "share one log between several computers"
    sync = command(
        "sync",
        text,
        "ssi-tui sync --folder ~/Sync",
        description="Share one log between several computers, through a folder that Syncthing, "
        "git, Dropbox, iCloud Drive or a stick carries. Without options it sends and takes in now.",
    )
    what = sync.add_mutually_exclusive_group()
    _value(what, "--folder", "DIR", "turn sync on: the folder that is carried")
    _switch(what, "--again", "also send what the folder has lost")
    _switch(what, "--status", "show how it stands, change nothing")
    _switch(what, "--off", "turn sync off (the folder stays as it is)")
    _value(sync, "--name", "NAME", "with --folder: a name instead of that of this computer")
    _switch(sync, "--without-notes", "with --folder: send no notes")
    _switch(sync, "--merge", "with --folder: join even a log that has nothing in common")
    _switch(sync, "--dry-run", "with --folder: show what would happen, change nothing")
    _switch(sync, "--json", "print JSON")

    text = "back up, list backups, restore one"
    what = command("backup", text, "ssi-tui backup --list").add_mutually_exclusive_group()
    _switch(what, "--list", "list the backups")
    _value(what, "--restore", "FILE", "restore a backup (a name from --list, or a path)")

    doctor = command("doctor", "check that everything is healthy", "ssi-tui doctor")
    form = doctor.add_mutually_exclusive_group()
    _switch(form, "--json", "print JSON")
    text = "recover what can be read of a damaged database (the old file is kept)"
    _switch(form, "--salvage", text)

    export = command("export", "write everything to a file", "ssi-tui export --output log.json")
    formats = ("json", "csv", "markdown")
    text = "json (everything; the default), csv or markdown"
    form = export.add_mutually_exclusive_group()
    form.add_argument("--format", choices=formats, default="json", help=text)
    _switch(form, "--anonymous", "only the pattern: no names, dates, notes or ids")
    text = "the file (default: -, standard output)"
    _value(export, "--output", "FILE", text, default="-")

    text = "write a page to show: scores, weeks, promises"
    report = command("report", text, "ssi-tui report --output report.html --open")
    span = report.add_mutually_exclusive_group()
    _value(span, "--weeks", "N", "the last N weeks (default: 52)")
    _value(span, "--year", "Y", "one year, up to today")
    _switch(report, "--notes", "with your notes, and the reasons of time off")
    text = "the HTML file (default: -, standard output)"
    _value(report, "--output", "FILE", text, default="-")
    _switch(report, "--open", "open the file in your browser")

    text = "write your routine as a calendar with an alarm"
    calendar = command("calendar", text, "ssi-tui calendar --at 08:30 --output routine.ics")
    _value(
        calendar, "--at", "HH:MM", "when the routine begins (default: %(default)s)", default="08:00"
    )
    text = "the day of the weekly review: mon to sun, or none (default: your last workday)"
    _value(calendar, "--review", "DAY", text)
    text = "the file (default: -, standard output)"
    _value(calendar, "--output", "FILE", text, default="-")

    text = "print a completion script for your shell"
    completion = command("completion", text, "source <(ssi-tui completion bash)")
    completion.add_argument("shell", choices=tuple(SCRIPTS), help="your shell")

    guide = command("help", "read a page of the guide, or list its pages", "ssi-tui help keys")
    _value(guide, "topic", "TOPIC", "the page (default: list them)", nargs="?")
    return parser

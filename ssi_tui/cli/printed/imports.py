"""What the command ``import`` prints."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TextIO

from ssi_tui.cli.printed.json import SCHEMA
from ssi_tui.cli.printed.line import wrapped
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.import_report import FIGURES, SKIPPED_SHOWN, AnalyticsReport, ImportReport
from ssi_tui.core.text.bars import THIN_REST, thin_line
from ssi_tui.core.text.words import count_of, entries, near_day, printable

BAR = 40


def import_json(report: ImportReport) -> dict[str, Any]:
    """Return what ``import --json`` prints, which scripts rely on."""
    analytics = None if report.analytics is None else _analytics_json(report.analytics)
    found = _report_json(report)
    if report.kind != "analytics":
        return found | {"analytics": analytics}
    # Of workbooks alone that is all there is to say.
    return found | {"analytics": None} | (analytics or {})


def _analytics_json(report: AnalyticsReport) -> dict[str, Any]:
    """Return what workbooks of analytics say, and what came of it."""
    given = report.given
    return {
        "operation": report.operation,
        "read": dict(report.read),
        "added": dict(report.added),
        "raised": dict(report.raised),
        "already_known": report.already_known,
        "days": [
            {"day": day.isoformat(), **{name: getattr(one, name) for name in FIGURES}}
            for day, one in given.days.items()
        ],
        "sums": given.sums(),
        "followers": {day.isoformat(): total for day, total in given.followers().items()},
        "missing": list(given.missing),
        "skipped": [
            {"sheet": cell.sheet, "row": cell.row, "why": cell.why} for cell in given.skipped
        ],
    }


def _report_json(report: ImportReport) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "kind": report.kind,
        "archive": report.archive,
        "operation": report.operation,
        "dry_run": report.dry_run,
        "read": dict(report.read),
        "added": dict(report.added),
        "already_known": dict(report.already_known),
        "set_aside": dict(report.set_aside),
        "left_out": dict(report.left_out),
        "skipped": [
            {"table": row.table, "line": row.line, "why": row.why} for row in report.skipped
        ],
        "skipped_total": report.skipped_total,
        "first_day": report.first_day and report.first_day.isoformat(),
        "last_day": report.last_day and report.last_day.isoformat(),
    }


@contextmanager
def progress_bar(out: TextIO) -> Iterator[Callable[[int, int], None] | None]:
    """Give what draws a bar of the bytes read and those of the file; ``None``: no terminal."""
    if not out.isatty():
        yield None
        return

    def draw(done: int, of: int) -> None:
        share = done / of if of else 1.0
        line = thin_line(share, BAR).ljust(BAR, THIN_REST)
        out.write(f"\rreading  {line} {share:4.0%}")
        out.flush()

    try:
        yield draw
    finally:
        out.write("\r" + " " * (BAR + 16) + "\r")


def import_lines(report: ImportReport, today: date) -> Iterator[str]:
    """Yield what an import read, added and skipped, as text."""
    if report.kind != "analytics":
        yield from _log_lines(report, today)
    if report.analytics is not None:
        if report.kind != "analytics":
            yield ""
        yield from _analytics_lines(report.analytics, today, dry_run=report.dry_run)


def _analytics_lines(report: AnalyticsReport, today: date, *, dry_run: bool) -> Iterator[str]:
    """Yield what workbooks of analytics said of each day, and what of it is new."""
    days = report.given.days
    span = f", {near_day(min(days), today)} to {near_day(max(days), today)}" if days else ""
    verb = "Would add" if dry_run else "Added"
    read = sum(report.read.values())
    added, raised = sum(report.added.values()), sum(report.raised.values())
    more = f", raised {raised:,}" if raised else ""
    yield f"{verb} {added:,} of {count_of(read, 'LinkedIn figure')}{more}{span}"
    yield ""
    yield f"   {'':22}{'read':>7}{'added':>8}{'raised':>8}{'known':>8}{'sum':>11}"
    sums = report.given.sums()
    for name in FIGURES:
        counts = (report.added[name], report.raised[name], report.already_known[name])
        columns = "".join(f"{count:>8,}" for count in counts)
        label = name.replace("_", " ")
        yield f"   {label:22}{report.read[name]:>7,}{columns}{sums[name]:>11,}"
    for day, total in list(report.given.followers().items())[-1:]:
        yield f"   {total:,} followers on {near_day(day, today)}"
    yield "   Posts and people in the file were not looked at."
    yield from (f"   {line}" for line in report.given.lacking())
    skipped = report.given.skipped
    if skipped:
        yield ""
        yield f"skipped  {len(skipped):,}"
    for cell in skipped[:SKIPPED_SHOWN]:
        yield f"   sheet {cell.sheet} row {cell.row}: {printable(cell.why)}"
    if report.operation is not None:
        yield ""
        yield "ssi-tui undo removes these figures."


def _log_lines(report: ImportReport, today: date) -> Iterator[str]:
    verb = "Would add" if report.dry_run else "Added"
    added = sum(report.added.values())
    if report.foreign:
        undone = "" if report.dry_run else "ssi-tui undo takes it back, "
        yield from wrapped(
            "",
            f"This looks like somebody else's log; {undone}--entries-only takes its entries alone.",
        )
        yield ""
    span = ""
    if report.first_day is not None and report.last_day is not None:
        first, last = near_day(report.first_day, today), near_day(report.last_day, today)
        span = f", {first} to {last}"
    read = sum(report.read.values())
    yield f"{verb} {f'{added:,} of ' if read else ''}{entries(read)}{span}"
    if report.read:
        yield ""
        aside = f"{'replaced':>11}" if report.set_aside else ""
        yield f"   {'':22}{'read':>7}{'added':>8}{'known':>8}{aside}"
    # The user's own tasks have no label here: they are shown by their id.
    labels = {task: action.label for task, action in ACTIONS.items()}
    for task, read in sorted(report.read.items(), key=lambda pair: -pair[1]):
        new, known = report.added.get(task, 0), report.already_known.get(task, 0)
        aside = f"{report.set_aside.get(task, 0):>11}" if report.set_aside else ""
        yield f"   {labels.get(task, task):22}{read:>7}{new:>8}{known:>8}{aside}"
    yield from _told(report)
    if report.skipped_total:
        yield ""
        yield f"skipped  {report.skipped_total:,}"
    for row in report.skipped:
        # In JSON a line holds one value: the rows of a table are counted.
        place = "line" if row.table == "log" or report.kind == "linkedin" else "row"
        yield f"   {row.table} {place} {row.line}: {printable(row.why)}"
    if report.operation is not None:
        yield ""
        yield "ssi-tui undo removes the whole import."


def _told(report: ImportReport) -> Iterator[str]:
    """Yield what is to be known of an archive besides the counts of its rows."""
    if report.left_out:
        yield ""
        yield "ignored"
        yield from (f"   {count:>7,}  {why}" for why, count in report.left_out.items())
    if report.kind == "linkedin":
        yield ""
        yield f"archive  {report.archive}"
    for notice in report.notices:
        yield from wrapped("   ", notice)
    for missing in report.missing:
        yield from wrapped("   ", f"{missing.table}: {missing.meaning}")
    proposals = report.proposals
    if proposals is not None and (proposals.has or proposals.connections is not None):
        yield ""
        yield "Your archive suggests this; to apply it: ssi-tui profile"
        if proposals.has:
            yield from wrapped("   has          ", ", ".join(sorted(proposals.has)))
        if proposals.lacks:
            yield from wrapped("   missing      ", ", ".join(sorted(proposals.lacks)))
        if proposals.connections is not None:
            yield f"   connections  {proposals.connections:,}"

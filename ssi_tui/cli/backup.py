"""The command ``backup``, and what is printed after a restore or a salvage."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from ssi_tui.cli.printed.line import print_lines
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.text.words import count_of, entries, moment
from ssi_tui.storage.database.locations import user_path
from ssi_tui.tracker.tracker import Tracker

if TYPE_CHECKING:
    from ssi_tui.storage.safety.backup import Listed
    from ssi_tui.storage.safety.restore import Restored
    from ssi_tui.storage.safety.salvage import Salvaged


def run(tracker: Tracker, parsed: SimpleNamespace) -> None:
    """Make a backup, list all of them, or restore one."""
    if parsed.list:
        print_lines(list_lines(tracker.backups.directory, tracker.backups.listed()))
    elif parsed.restore is not None:
        if not parsed.restore:
            raise RefusedError("--restore needs a file; see ssi-tui backup --list")
        print_lines(restored_lines(tracker.backups.restore(Path(user_path(parsed.restore)))))
    else:
        print_lines([f"Backed up to {tracker.backups.make()}"])


def list_lines(folder: Path, listed: "Sequence[Listed]") -> Iterator[str]:
    """Yield the backups, the newest first."""
    yield str(folder)
    yield ""
    if not listed:
        yield "   No backups yet; one is made each day you use ssi-tui."
        return
    for one in listed:
        when = moment(one.backup.at)
        size = f"{one.size / 1000:,.0f} kB"
        held = "" if one.entries is None else entries(one.entries)
        mark, said = ("  ", "") if one.problem is None else ("!!", f" {one.problem}")
        # The name says why the backup was made; it fits, as the other columns leave room in 80.
        yield f"{mark} {when}{size:>9}{held:>15} {one.backup.name}{said}"
    yield ""
    yield "To restore one: ssi-tui backup --restore NAME (your current log is kept)."


def restored_lines(done: "Restored") -> Iterator[str]:
    """Yield what a restore did and how to take it back."""
    yield f"Restored {entries(done.entries)} from {done.name}."
    if done.before is not None:
        yield f"To go back: ssi-tui backup --restore {done.before.name} (undo can't)."
    if done.aside is not None:
        yield f"The damaged file is kept as {done.aside}."
    if done.synced is not None:
        yield from off_lines(done.synced or None)


def salvaged_lines(path: Path, done: "Salvaged | None") -> Iterator[str]:
    """Yield how many rows of each table a salvage kept and lost; ``None``: nothing was damaged."""
    if done is None:
        yield f"Nothing to recover: {path} is healthy."
        return
    kept = next(table.rows for table in done.tables if table.table == "entries")
    yield f"Recovered {entries(kept)}."
    yield ""
    yield f"   {'':20}{'kept':>8}{'lost':>9}"
    for table in done.tables:
        if table.table != "meta" and (table.rows or table.lost != 0):
            lost = "unknown" if table.lost is None else f"{table.lost:,}"
            yield f"   {table.table.replace('_', ' '):20}{table.rows:>8,}{lost:>9}"
    yield ""
    yield f"The damaged file is kept as {done.aside}."
    if done.synced:
        yield from off_lines(None)


def off_lines(back: int | None) -> Iterator[str]:
    """Yield that sync is off now, and how many changes come back with it, as far as is known."""
    what = "what was changed since" if back is None else f"{count_of(back, 'change')} made since"
    yield f"Sync is off. On again, it brings back {what};"
    yield "undo them in Log if they are not wanted."

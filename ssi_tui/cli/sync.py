"""The command ``sync``: what several computers tell each other through a folder."""

import platform
from pathlib import Path
from types import SimpleNamespace

from ssi_tui.cli.printed.line import print_lines
from ssi_tui.cli.printed.sync import compared_lines, status_lines, synced_lines
from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.database.locations import whole_path
from ssi_tui.tracker.machines import Standing
from ssi_tui.tracker.tracker import Tracker

_NEED_A_FOLDER = ("name", "without_notes", "merge", "dry_run")


def run(tracker: Tracker, parsed: SimpleNamespace) -> None:
    """Join a folder, send and take in, look how it stands, or turn sync off."""
    if parsed.folder is not None:
        _join(tracker, parsed)
        return
    for option in _NEED_A_FOLDER:
        if getattr(parsed, option):
            raise RefusedError(f"--{option.replace('_', '-')} needs --folder DIR")
    machines = tracker.machines
    if parsed.off:
        machines.off()
    standing = (
        machines.status() if parsed.status or parsed.off else machines.sync(again=parsed.again)
    )
    if parsed.json:
        _print_json(standing)
    else:
        lines = status_lines if parsed.status or parsed.off else synced_lines
        print_lines(lines(standing), tracker.settings.glyphs)


def _join(tracker: Tracker, parsed: SimpleNamespace) -> None:
    if not parsed.folder:
        raise RefusedError("--folder needs a folder")
    joined = tracker.machines.join(
        Path(whole_path(parsed.folder)),
        parsed.name or platform.node().partition(".")[0] or "this computer",
        notes=not parsed.without_notes,
        merge=parsed.merge,
        dry=parsed.dry_run,
    )
    if parsed.json:
        _print_json(joined.standing)
        return
    glyphs = tracker.settings.glyphs
    print_lines(compared_lines(joined), glyphs)
    if not parsed.dry_run:
        print_lines(synced_lines(joined.standing), glyphs)


def _print_json(standing: Standing) -> None:
    # Loaded here: what runs every few minutes prints a line.
    from ssi_tui.cli.printed.json import print_json, sync_json

    print_json(sync_json(standing))

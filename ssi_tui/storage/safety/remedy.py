"""The remedy for a damaged database: restoring its newest intact backup, or a salvage."""

from pathlib import Path

from ssi_tui.storage.database.errors import DatabaseDamagedError
from ssi_tui.storage.safety.backup import newest_good

SALVAGE = "ssi-tui doctor --salvage reads what is left of it"


def sentence(error: Exception) -> str:
    """Return an error as one sentence, with the remedy if the database is damaged."""
    if isinstance(error, DatabaseDamagedError):
        return f"{error}, {_remedy(error.path)}"
    return str(error)


def _remedy(path: Path) -> str:
    try:
        found = newest_good(path)
    except OSError:
        # The damage has to be reported even if the backups cannot be read.
        found = None
    if found is None:
        return SALVAGE
    written = f"{found.at.astimezone():%Y-%m-%d %H:%M}"
    return f"ssi-tui backup --restore {found.name} brings back the copy of {written}"

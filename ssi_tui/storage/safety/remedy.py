"""The remedy for a damaged database: restoring its newest intact backup, or a salvage."""

from pathlib import Path

from ssi_tui.core.text.words import moment
from ssi_tui.storage.database.errors import DatabaseDamagedError
from ssi_tui.storage.safety.backup import newest_good

SALVAGE = "ssi-tui doctor --salvage recovers what can be read"


def sentence(error: Exception) -> str:
    """Return an error as one sentence, with the remedy if the database is damaged."""
    if not isinstance(error, DatabaseDamagedError):
        return str(error)
    found = newest_good(Path(error.path))
    if found is None:
        return f"{error}; {SALVAGE}"
    written = moment(found.at)
    return f"{error}; ssi-tui backup --restore {found.name} brings back the copy from {written}"

"""The values that the app hands down to its dialogs, as far as they are not of the core."""

from typing import TYPE_CHECKING

from ssi_tui.core.value import dataclass

if TYPE_CHECKING:
    from ssi_tui.core.import_report import ImportReport
    from ssi_tui.core.settings import Settings


@dataclass(frozen=True, slots=True)
class SettingsShown:
    """The settings in force, the mistakes in their file, and why the last change was refused.

    ``keys`` is the number of keys that were taken from the keymap.
    """

    settings: "Settings"
    mistakes: tuple[str, ...] = ()
    refused: str | None = None
    keys: int = 0


@dataclass(frozen=True, slots=True)
class ArchiveShown:
    """How far an archive is read, from 0 to 1, and what an import would add once it is read."""

    verb: str
    share: float = 0.0
    report: "ImportReport | None" = None

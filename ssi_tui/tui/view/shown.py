"""The values that the app hands down to its dialogs, as far as they are not of the core."""

from typing import TYPE_CHECKING

from ssi_tui.core.value import dataclass

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.core.import_report import ImportReport
    from ssi_tui.core.review.record import Reviews
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


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An entry of a day; ``time`` is that of the user's clock, "" where only the day is known."""

    time: str
    task: str
    count: int
    quality: str | None
    note: str


@dataclass(frozen=True, slots=True)
class AroundShown:
    """What a wide Today shows besides its dashboard: the entries of a day, and all reviews."""

    day: "date"
    entries: tuple[EntryShown, ...]
    reviews: "Reviews"

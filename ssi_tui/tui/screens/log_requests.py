"""What the log asks of the app: rows to show, and changes of what stands in it."""

from collections.abc import Callable, Mapping
from datetime import date

from ssi_tui.core.journal.filter import JournalFilter
from ssi_tui.core.journal.rows import Deed, EntryValues, Journal, JournalRow, JournalStep
from ssi_tui.core.model import Entry
from ssi_tui.tui.screens.errands import Errand


class LogRequest(Errand):
    """Something that the log asks for."""


class JournalWanted(LogRequest):
    """It was asked how many rows a filter leaves; ``then`` takes the answer."""

    def __init__(self, wanted: JournalFilter, then: Callable[[Journal], None]) -> None:
        super().__init__()
        self.wanted = wanted
        self.then = then


class RowsWanted(LogRequest):
    """The rows of some days were asked for, by their numbers; ``then`` takes them."""

    def __init__(
        self,
        journal: Journal,
        first: int,
        last: int,
        then: Callable[[Mapping[date, tuple[JournalRow, ...]]], None],
    ) -> None:
        super().__init__()
        self.journal = journal
        self.first = first
        self.last = last
        self.then = then


class DeedsWanted(LogRequest):
    """What made an entry what it is was asked for; ``then`` takes it."""

    def __init__(self, entry: Entry, then: Callable[[tuple[Deed, ...]], None]) -> None:
        super().__init__()
        self.entry = entry
        self.then = then


class EntryEdited(LogRequest):
    """An entry was given other values; ``then`` takes the entry that replaces it."""

    def __init__(self, entry: Entry, values: EntryValues, then: Callable[[Entry], None]) -> None:
        super().__init__()
        self.entry = entry
        self.values = values
        self.then = then


class EntryVoided(LogRequest):
    """An entry was taken out."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


class ImportUndoWanted(LogRequest):
    """The undo of an import was asked for, from its row."""

    def __init__(self, step: JournalStep) -> None:
        super().__init__()
        self.step = step

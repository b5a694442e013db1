"""What the views ask of the app where the answer takes a dialog or more than one step."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

from ssi_tui.core.formula import Actions
from ssi_tui.core.model import Entry, Past, Pillar
from ssi_tui.core.review.record import Answer, Commitment, Step
from ssi_tui.core.today.dashboard import Dashboard

if TYPE_CHECKING:
    # Loaded with the view that uses it.
    from ssi_tui.core.journal.filter import JournalFilter
    from ssi_tui.core.journal.rows import Deed, Journal, JournalEntry, JournalRow, JournalStep


class Errand(Message):
    """Something that a view asks of the app."""


class ReadingWanted(Errand):
    """A reading was to be typed or pasted."""


class ImportWanted(Errand):
    """The import of an archive was asked for."""


class WhyWanted(Errand):
    """It was asked why a pillar stands where it does; ``at`` is its place among the four."""

    def __init__(self, dashboard: Dashboard, at: int) -> None:
        super().__init__()
        self.dashboard = dashboard
        self.at = at


class RoutineWanted(Errand):
    """The routine was to be edited; ``keys`` are those that tick its tasks."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.keys = keys


class ClockErrand(Errand):
    """Something about the session clock."""


class ClockTurned(ClockErrand):
    """The clock was to be started or paused."""


class ClockCounted(ClockErrand):
    """A second has gone by while the clock was in sight."""


class WeekErrand(Errand):
    """Something about the review of a week, named by its first day."""

    def __init__(self, week: date) -> None:
        super().__init__()
        self.week = week


class PageWanted(Errand):
    """A week was to be shown, with a pillar in focus; ``None`` lets the app choose."""

    def __init__(self, day: date | None, pillar: Pillar | None) -> None:
        super().__init__()
        self.day = day
        self.pillar = pillar


class StepTaken(WeekErrand):
    """A step was taken, with its answer."""

    def __init__(self, week: date, step: Step, answer: Answer | None) -> None:
        super().__init__(week)
        self.step = step
        self.answer = answer


class OutcomeCounted(WeekErrand):
    """The count of an outcome was changed."""

    def __init__(self, week: date, outcome: str, count: int) -> None:
        super().__init__(week)
        self.outcome = outcome
        self.count = count


class OutcomeWanted(WeekErrand):
    """An outcome of the user's own was to be named."""


class WeekNoteWanted(WeekErrand):
    """The note of a week was to be written."""

    def __init__(self, week: date, note: str) -> None:
        super().__init__(week)
        self.note = note


class Promised(WeekErrand):
    """A promise was chosen."""

    def __init__(self, week: date, commitment: Commitment) -> None:
        super().__init__(week)
        self.commitment = commitment


class WordsWanted(WeekErrand):
    """A promise was to be written in the user's own words, for a pillar."""

    def __init__(self, week: date, pillar: Pillar) -> None:
        super().__init__(week)
        self.pillar = pillar


class FileWanted(WeekErrand):
    """The review of a week was to be written as Markdown."""


class WelcomeErrand(Errand):
    """Something about the first minutes."""


class WelcomeWanted(WelcomeErrand):
    """A log without entries was opened; the welcome is for one that was never used."""


class WelcomeEnded(WelcomeErrand):
    """All steps of the welcome were taken or skipped."""


class ProfileKept(WelcomeErrand):
    """A step of the welcome was answered; ``None`` stands for what it is not about."""

    def __init__(
        self,
        *,
        checklist: frozenset[str] | None = None,
        connections: int | None = None,
        past: Past | None = None,
        workdays: frozenset[int] | None = None,
    ) -> None:
        super().__init__()
        self.checklist = checklist
        self.connections = connections
        self.past = past
        self.workdays = workdays


class LogRequest(Errand):
    """Something that the log asks for."""


class JournalWanted(LogRequest):
    """It was asked how many rows a filter leaves; ``then`` takes the answer."""

    def __init__(self, wanted: "JournalFilter", then: "Callable[[Journal], None]") -> None:
        super().__init__()
        self.wanted = wanted
        self.then = then


class RowsWanted(LogRequest):
    """The rows of some days were asked for, by their numbers; ``then`` takes them."""

    def __init__(
        self,
        journal: "Journal",
        first: int,
        last: int,
        then: "Callable[[Mapping[date, tuple[JournalRow, ...]]], None]",
    ) -> None:
        super().__init__()
        self.journal = journal
        self.first = first
        self.last = last
        self.then = then


class DeedsWanted(LogRequest):
    """What made an entry what it is was asked for; ``then`` takes it."""

    def __init__(self, entry: Entry, then: "Callable[[tuple[Deed, ...]], None]") -> None:
        super().__init__()
        self.entry = entry
        self.then = then


class EntryOpened(LogRequest):
    """An entry was opened to be edited; ``then`` takes the entry that replaces it.

    ``actions`` are those of its day, with the labels that stood then.
    """

    def __init__(
        self, row: "JournalEntry", today: date, actions: Actions, then: Callable[[Entry], None]
    ) -> None:
        super().__init__()
        self.row = row
        self.today = today
        self.actions = actions
        self.then = then


class RowOpened(LogRequest):
    """A row that cannot be edited was opened, with all there is to tell of it."""

    def __init__(self, title: str, right: str, paragraphs: Sequence[str]) -> None:
        super().__init__()
        self.title = title
        self.right = right
        self.paragraphs = paragraphs


class EntryVoided(LogRequest):
    """An entry was taken out."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


class ImportUndoWanted(LogRequest):
    """The undo of an import was asked for, from its row."""

    def __init__(self, step: "JournalStep") -> None:
        super().__init__()
        self.step = step

"""The messages of views whose answers take a dialog or more than one step."""

from collections.abc import Mapping
from datetime import date

from textual.message import Message

from ssi_tui.core.model import Past, Pillar
from ssi_tui.core.review.record import Answer, Commitment, Step


class Errand(Message):
    """Something that a view asks of the app."""


class ReadingWanted(Errand):
    """A reading was to be typed or pasted."""


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

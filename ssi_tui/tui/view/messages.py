"""The messages to the app that several views or dialogs send, and the bases of all errands."""

from dataclasses import dataclass
from datetime import timedelta

from textual.message import Message

from ssi_tui.core.settings import Value
from ssi_tui.core.today.dashboard import Dashboard


@dataclass
class Ticked(Message):
    """The user has ticked an action; ``follows`` tells whether the cursor is on its task."""

    action: str
    follows: bool = False


@dataclass
class TakenBack(Message):
    """The user has taken back one count of an action."""

    action: str


@dataclass
class QualityCycled(Message):
    """The user wants the next quality for the newest entry of a task."""

    task: str


@dataclass
class SettingChanged(Message):
    """The user has chosen another value for a setting."""

    key: str
    value: Value


@dataclass
class Errand(Message):
    """The user wants something that takes a dialog, or more than one step."""


@dataclass
class DayErrand(Errand):
    """An errand about the day that is shown, or about another one."""


@dataclass
class DayTurned(DayErrand):
    """Another day was to be shown: ``step`` from the one shown, or today (``None``)."""

    step: timedelta | None


@dataclass
class ReviewErrand(Errand):
    """An errand about the review of a week."""


@dataclass
class ReadingWanted(ReviewErrand):
    """The user wants to type or paste a reading."""


@dataclass
class WelcomeErrand(Errand):
    """An errand of the welcome, in the first minutes with the app."""


@dataclass
class ProfileWanted(Errand):
    """The user wants to answer what the estimate starts from."""


@dataclass
class LogErrand(Errand):
    """An errand about the rows of the Log."""


@dataclass
class ArchiveErrand(Errand):
    """An errand about the import of an archive."""


@dataclass
class ImportWanted(ArchiveErrand):
    """The user wants to import an archive."""


@dataclass
class WhyWanted(Errand):
    """The user wants to know why a pillar has its score; ``at`` is its place, from 0 to 3."""

    dashboard: Dashboard
    at: int

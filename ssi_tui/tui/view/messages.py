"""What goes up to the app from more than one room, or to an errand that is loaded late."""

from dataclasses import dataclass

from textual.message import Message

from ssi_tui.core.settings import Value
from ssi_tui.core.today.dashboard import Dashboard


@dataclass
class Ticked(Message):
    """An action was logged, with a key or a click; ``under_cursor`` tells that it is chosen."""

    action: str
    under_cursor: bool = False


@dataclass
class TakenBack(Message):
    """One of an action was taken back."""

    action: str


@dataclass
class QualityCycled(Message):
    """The newest entry of a task was given its next quality."""

    task: str


@dataclass
class SettingChanged(Message):
    """A setting was given another value."""

    key: str
    value: Value


@dataclass
class Errand(Message):
    """Something was asked of the app that takes a dialog or more than one step."""


@dataclass
class DayErrand(Errand):
    """Something was asked about the day that is shown, or about another one."""


@dataclass
class ReviewErrand(Errand):
    """Something was asked about the review of a week."""


@dataclass
class ReadingWanted(ReviewErrand):
    """A reading was to be typed or pasted."""


@dataclass
class WelcomeErrand(Errand):
    """Something was asked or answered in the first minutes."""


@dataclass
class LogErrand(Errand):
    """Something was asked about the rows of the log."""


@dataclass
class ArchiveErrand(Errand):
    """Something was asked about the import of an archive."""


@dataclass
class ImportWanted(ArchiveErrand):
    """The import of an archive was asked for."""


@dataclass
class WhyWanted(Errand):
    """It was asked why a pillar stands where it does; ``at`` is its place among the four."""

    dashboard: Dashboard
    at: int

"""The messages to the app that several views or dialogs send, and the bases of all errands."""

from datetime import timedelta

from ssi_tui.core.settings import Value
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.look.sent import Sent


class Ticked(Sent):
    """The user has ticked an action; ``follows`` tells whether the cursor is on its task."""

    action: str
    follows: bool = False


class TakenBack(Sent):
    """The user has taken back one count of an action."""

    action: str


class QualityCycled(Sent):
    """The user wants the next quality for the newest entry of a task."""

    task: str


class SettingChanged(Sent):
    """The user has chosen another value for a setting."""

    key: str
    value: Value


class Errand(Sent):
    """The user wants something that takes a dialog, or more than one step."""


class DayErrand(Errand):
    """An errand about the day that is shown, or about another one."""


class DayTurned(DayErrand):
    """Another day was to be shown: ``step`` from the one shown, or today (``None``)."""

    step: timedelta | None


class ReviewErrand(Errand):
    """An errand about the review of a week."""


class ReadingWanted(ReviewErrand):
    """The user wants to type or paste a reading."""


class ReportWanted(ReviewErrand):
    """The user wants a page to show."""


class WelcomeErrand(Errand):
    """An errand of the welcome, in the first minutes with the app."""


class ProfileWanted(Errand):
    """The user wants to answer what the estimate starts from."""


class LogErrand(Errand):
    """An errand about the rows of the Log."""


class ArchiveErrand(Errand):
    """An errand about the import of an archive."""


class ImportWanted(ArchiveErrand):
    """The user wants to import an archive."""


class WhyWanted(Errand):
    """The user wants to know why a pillar has its score; ``at`` is its place, from 0 to 3."""

    dashboard: Dashboard
    at: int

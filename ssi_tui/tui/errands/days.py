"""What is asked about days: another one to show, a date to go to, a note, time off."""

from datetime import date

from ssi_tui.core.text.words import printable
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.errands import notices
from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.messages import DayErrand


class Days:
    """One errand about a day, from the question to the answer."""

    def __init__(self, app: Host) -> None:
        self._app = app

    def run(self, errand: DayErrand) -> None:
        """Do what is asked for; raises ``DatabaseUnusableError``."""
        shown = self._app.dashboard
        match errand:
            case TodayScreen.DayTurned(step=None):
                self._app.show_day(self._app.tracker.today())
            case TodayScreen.DayTurned(step=step) if step is not None:
                self._app.show_day(self._app.shown_day + step)
            case ViewScreen.DayOpened(day=day):
                self._app.show_day(day)
                self._app.switch_mode(TodayScreen.MODE)
            case ViewScreen.DateWanted(mode=mode):
                self._ask_date(mode)
            case TodayScreen.NoteWanted(task=task) if shown is not None:
                self._ask_note(shown, task)
            case TodayScreen.TimeOffWanted() if shown is not None:
                self._ask_time_off(shown)

    def _ask_date(self, mode: str) -> None:
        """Ask for a date and give it to the view that wants it."""
        from ssi_tui.tui.dialogs.ask import DateDialog

        def give(day: date | None) -> None:
            if day is not None:
                self._app.day_given = (mode, day)

        self._app.push_screen(DateDialog(self._app.tracker.today()), give)

    def _ask_note(self, shown: Dashboard, task: str | None) -> None:
        """Ask for a note on the newest entry of a task, or on the day."""
        from ssi_tui.tui.dialogs.ask import NoteDialog

        tracker, day = self._app.tracker, shown.day
        entry = None if task is None else tracker.newest(task, day)
        present = printable((shown.note if entry is None else entry.note) or "")

        def write(text: str | None) -> None:
            if text is not None and text != present:
                target = None if entry is None else task
                self._app.write(lambda: tracker.note(text, day, target))

        about = notices.note_subject(entry, day, shown.today, shown.actions)
        self._app.push_screen(NoteDialog(about, present), write)

    def _ask_time_off(self, shown: Dashboard) -> None:
        """Ask for time off; the dialog says before it is taken what it will do."""
        from ssi_tui.tui.dialogs.time_off import TimeOffDialog, TimeOffWish

        routine = self._app.tracker.routine

        def take(wish: TimeOffWish | None) -> None:
            if wish is not None:
                self._app.write(lambda: routine.take_time_off(wish.start, wish.end, wish.reason))

        self._app.push_screen(TimeOffDialog(self._app.tracker.today(), shown), take)

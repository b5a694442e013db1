"""The errands about days: show another one, go to a date, write a note, take time off."""

from datetime import date

from ssi_tui.core.control_chars import field_text
from ssi_tui.core.text.words import near_day
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.messages import DayErrand


def run(app: Host, errand: DayErrand) -> None:
    """Do what is asked for; raises ``DatabaseUnusableError``."""
    shown = app.dashboard
    match errand:
        case TodayScreen.DayTurned(step=None):
            app.show_day(app.tracker.today())
        case TodayScreen.DayTurned(step=step) if step is not None:
            app.show_day(app.shown_day + step)
        case ViewScreen.DayOpened(day=day):
            app.show_day(day)
            app.switch_mode(TodayScreen.MODE)
        case ViewScreen.DateWanted(mode=mode):
            _ask_date(app, mode)
        case TodayScreen.NoteWanted(task=task) if shown is not None:
            _ask_note(app, shown, task)
        case TodayScreen.TimeOffWanted() if shown is not None:
            _ask_time_off(app, shown)


def _ask_date(app: Host, mode: str) -> None:
    """Ask for a date, and give it to the view of a mode."""
    from ssi_tui.tui.dialogs.base import ask
    from ssi_tui.tui.dialogs.forms.ask import DateDialog

    def give(day: date) -> None:
        app.day_given = (mode, day)

    ask(app, DateDialog(app.tracker.today()), give)


def _ask_note(app: Host, shown: Dashboard, task: str | None) -> None:
    """Ask for a note on the newest entry of a task, or on the day."""
    from ssi_tui.tui.dialogs.base import ask
    from ssi_tui.tui.dialogs.forms.ask import NoteDialog

    tracker, day = app.tracker, shown.day
    entry = None if task is None else tracker.newest(task, day)
    present = field_text((shown.note if entry is None else entry.note) or "")

    def write(text: str) -> None:
        if text != present:
            target = None if entry is None else task
            app.write(lambda: tracker.note(text, day, target))

    if entry is not None:
        about = f"on the last {shown.actions[entry.task].label}"
    else:
        about = "on today" if shown.is_today else f"on {near_day(day, shown.today)}"
    ask(app, NoteDialog(about, present), write)


def _ask_time_off(app: Host, shown: Dashboard) -> None:
    """Ask for time off, in a dialog that says what it will do."""
    from ssi_tui.tui.dialogs.base import ask
    from ssi_tui.tui.dialogs.forms.time_off import TimeOffDialog, TimeOffWish

    def take(wish: TimeOffWish) -> None:
        routine = app.tracker.routine
        app.write(lambda: routine.take_time_off(wish.start, wish.end, wish.reason))

    ask(app, TimeOffDialog(app.tracker.today(), shown), take)

"""The errands about days: show another one, go to a date, write a note, take time off."""

from datetime import date

from ssi_tui.core.control_chars import field_text
from ssi_tui.core.model import Entry
from ssi_tui.core.text.words import near_day, near_days
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import DayErrand, DayTurned


def run(app: Host, errand: DayErrand) -> None:
    """Do what is asked for; raises ``DatabaseUnusableError``."""
    shown = app.dashboard
    match errand:
        case DayTurned(step=None):
            app.show_day(app.tracker.today())
        case DayTurned(step=step) if step is not None:
            app.show_day(app.shown_day + step)
        case ViewScreen.DayOpened(day=day):
            app.show_day(day)
            app.switch_mode(TodayScreen.MODE)
        case ViewScreen.DateWanted(mode=mode):
            _ask_date(app, mode)
        case TodayScreen.NoteWanted(task=task) if shown is not None:
            _ask_note(app, shown, task)
        case TodayScreen.AroundWanted():
            read_around(app)
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
            if app.write(lambda: tracker.note(text, day, target)) is not None:
                saved = f"Note saved {about}." if text else f"Note removed {about}."
                app.tell(Notice(saved, app.undo_key))

    if entry is not None:
        about = f"on the last {shown.actions[entry.task].label}"
    else:
        about = f"for {near_day(day, shown.today)}"
    ask(app, NoteDialog(about, present), write)


def _ask_time_off(app: Host, shown: Dashboard) -> None:
    """Ask for time off, or for one that is planned to be canceled."""
    from ssi_tui.tui.dialogs.base import ask
    from ssi_tui.tui.dialogs.forms.time_off import TimeOffCanceled, TimeOffDialog, TimeOffWish

    routine, today = app.tracker.routine, app.tracker.today()

    def settle(answer: TimeOffWish | TimeOffCanceled) -> None:
        if isinstance(answer, TimeOffWish):
            start, end, reason = answer.start, answer.end, answer.reason
            if app.write(lambda: routine.take_time_off(start, end, reason)) is not None:
                app.tell(Notice(f"Time off, {near_days(start, end, today)}.", app.undo_key))
            return
        planned = answer.planned
        if app.write(lambda: routine.cancel_time_off(planned.id)) is not None:
            off = near_days(planned.start, planned.end, today)
            app.tell(Notice(f"Canceled the time off, {off}.", app.undo_key))

    ask(app, TimeOffDialog(today, shown, routine.time_off()), settle)


def read_around(app: Host) -> None:
    """Hand down the entries of the day that is shown, and all reviews."""
    from ssi_tui.core.review.record import by_week
    from ssi_tui.tui.view.shown import AroundShown, EntryShown

    tracker, day = app.tracker, app.shown_day

    def shown(entry: Entry) -> EntryShown:
        at = "" if entry.at is None else f"{tracker.wall_clock.wall(entry.at):%H:%M}"
        return EntryShown(at, entry.task, entry.count, entry.quality, entry.note or "")

    entries = tuple(map(shown, tracker.store.entries(day, day)))
    # Not by the verbs of the review, which load all of it.
    reviews = by_week(tracker.store.reviews.reviews(), tracker.settings.first_weekday)
    app.around_shown = AroundShown(day, entries, reviews)

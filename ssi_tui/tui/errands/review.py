"""What the review asks of the app: pages, steps, and the dialogs that answer some of them."""

from datetime import date
from pathlib import Path

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.review.record import Commitment
from ssi_tui.core.review.words import focus_line, week_span
from ssi_tui.core.text.words import near_day, number, printable
from ssi_tui.tui.dialogs.ask import NoteDialog
from ssi_tui.tui.dialogs.review import (
    FileDialog,
    OutcomeDialog,
    PasteOrReading,
    PromiseDialog,
    ReadingDialog,
)
from ssi_tui.tui.review.screen import ReviewScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import ReadingWanted, ReviewErrand


class Reviewing:
    """One errand of the review, from the question to the answer."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._verbs = app.tracker.review

    def run(self, errand: ReviewErrand) -> None:
        """Do what is asked for; raises ``RefusedError`` or ``DatabaseUnusableError``."""
        match errand:
            case ReviewScreen.PageWanted(day=day, pillar=pillar):
                day = self._verbs.open_at() if day is None else day
                self._app.review_page = self._verbs.page(day, pillar)
            case ReviewScreen.StepTaken(week=week, step=step, answer=answer):
                self._app.write(lambda: self._verbs.take_step(week, step, answer))
            case ReviewScreen.OutcomeCounted(week=week, outcome=outcome, count=count):
                self._app.write(lambda: self._verbs.count_outcome(week, outcome, count))
            case ReviewScreen.Promised(week=week, commitment=commitment):
                self._promise(week, commitment)
            case ReviewScreen.OutcomeWanted(week=week):
                self._app.push_screen(OutcomeDialog(), lambda name: self._add(week, name))
            case ReviewScreen.NoteWanted(week=week, note=note):
                present = printable(note)
                about = f"on the week of {near_day(week, self._app.tracker.today())}"
                self._app.push_screen(
                    NoteDialog(about, present), lambda text: self._note(week, present, text)
                )
            case ReviewScreen.WordsWanted(week=week, pillar=pillar):
                self._app.push_screen(
                    PromiseDialog(pillar), lambda promise: self._promise(week, promise)
                )
            case ReadingWanted():
                today = self._app.tracker.today()
                self._app.push_screen(ReadingDialog(today), self._read)
            case ReviewScreen.FileWanted(week=week):
                name = Path.home() / f"ssi-tui-review-{week.isoformat()}.md"
                self._app.push_screen(FileDialog(str(name)), lambda path: self._save(week, path))

    def _add(self, week: date, name: str | None) -> None:
        if name is not None:
            found = next((row for row in self._verbs.page(week).outcomes if row.name == name), None)
            count = 1 if found is None else found.count + 1
            self._app.write(lambda: self._verbs.count_outcome(week, name, count))

    def _note(self, week: date, present: str, text: str | None) -> None:
        if text is not None and text != present:
            self._app.write(lambda: self._verbs.note(week, text))

    def _promise(self, week: date, commitment: Commitment | None) -> None:
        if commitment is None:
            return
        done = self._app.write(lambda: self._verbs.promise(week, commitment))
        if done is not None:
            page = self._verbs.page(week)
            start = near_day(page.start, page.dashboard.today)
            self._app.tell(Notice("promised", f"{focus_line(page)}, from {start} on"))

    def _read(self, given: PasteOrReading | None) -> None:
        if given is None:
            return
        routine = self._app.tracker.routine
        today = self._app.tracker.today()
        if isinstance(given, str):
            text = given
            done = self._app.write(lambda: routine.record_reading(routine.read_pasted(text, today)))
        else:
            reading = given
            done = self._app.write(lambda: routine.record_reading(reading))
        shown = self._app.dashboard
        if done is not None and shown is not None and shown.reading is not None:
            said = f"{number(shown.reading.total)}; with readings the estimate is "
            self._app.tell(Notice("reading", f"{said}{number(shown.total)} ±{shown.margin:.0f}"))

    def _save(self, week: date, path: str | None) -> None:
        if path is None:
            return
        page = self._verbs.page(week)
        try:
            target = self._verbs.save(page, path)
        except RefusedError as error:
            self._app.tell(Notice("no", str(error)))
        else:
            self._app.tell(Notice("saved", f"{week_span(page)} to {target}"))

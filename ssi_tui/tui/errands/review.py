"""The errands of the review: show a week, keep its steps, and open its dialogs."""

from datetime import date

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.control_chars import field_text
from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.model import Reading
from ssi_tui.core.review.promise import promise_words
from ssi_tui.core.review.record import Commitment, outcome_words
from ssi_tui.core.review.week import LAST
from ssi_tui.core.text.words import day_month, number, printable, span_words
from ssi_tui.core.today.estimate import total_in_text
from ssi_tui.tui.dialogs.base import ask
from ssi_tui.tui.dialogs.confirm import ConfirmDialog
from ssi_tui.tui.dialogs.forms.ask import NoteDialog
from ssi_tui.tui.dialogs.forms.dropped import shortened
from ssi_tui.tui.dialogs.forms.review import (
    FileDialog,
    OutcomeDialog,
    PromiseDialog,
    ReadingDialog,
)
from ssi_tui.tui.review.screen import ReviewScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import ReadingWanted, ReportWanted, ReviewErrand


def run(app: Host, errand: ReviewErrand) -> None:
    """Do what is asked for; raises ``RefusedError`` or ``DatabaseUnusableError``."""
    review = app.tracker.review
    match errand:
        case ReviewScreen.PageWanted(day=day, pillar=pillar):
            app.review_page = review.page(review.open_at() if day is None else day, pillar)
        case ReviewScreen.Judged(week=week, verdict=verdict):
            app.write(lambda: review.judge(week, verdict))
        case ReviewScreen.Finished(week=week):
            review.look_through(week)
            # Today no longer says that this review waits.
            app.read_anew()
            app.review_page = review.page(week)
        case ReviewScreen.OutcomeCounted(week=week, outcome=outcome, count=count):
            _count(app, week, outcome, count)
        case ReviewScreen.Promised(week=week, commitment=commitment):
            _promise(app, week, commitment)
        case ReviewScreen.OutcomeWanted(week=week):
            ask(app, OutcomeDialog(), lambda name: _add(app, week, name))
        case ReviewScreen.NoteWanted(week=week, note=note):
            dialog = NoteDialog(f"on {span_words(week, week + LAST)}", field_text(note))
            ask(app, dialog, lambda text: _note(app, week, note, text))
        case ReviewScreen.WordsWanted(week=week, pillar=pillar):
            ask(app, PromiseDialog(pillar), lambda promise: _promise(app, week, promise))
        case ReadingWanted():
            ask(app, ReadingDialog(app.tracker.today()), lambda given: _read(app, *given))
        case ReportWanted():
            _report(app)
        case ReviewScreen.FileWanted(week=week):
            name = app.tracker.documents() / f"ssi-tui-review-{week.isoformat()}.md"
            ask(app, FileDialog(str(name)), lambda path: _save(app, week, path))


def _add(app: Host, week: date, name: str) -> None:
    review = app.tracker.review
    counts = {row.name: row.count for row in review.page(week).outcomes}
    _count(app, week, name, counts.get(name, 0) + 1)


def _count(app: Host, week: date, name: str, count: int) -> None:
    if app.write(lambda: app.tracker.review.count_outcome(week, name, count)) is not None:
        words = f"{outcome_words(name, count)} for {span_words(week, week + LAST)}"
        app.tell(Notice(f"Counted {words}.", app.undo_key))


def _note(app: Host, week: date, before: str, text: str) -> None:
    if text != field_text(before) and app.write(lambda: app.tracker.review.note(week, text)):
        verb = "saved" if text else "removed"
        app.tell(Notice(f"Note {verb} for {span_words(week, week + LAST)}.", app.undo_key))


def _promise(app: Host, week: date, commitment: Commitment) -> None:
    done = app.write(lambda: app.tracker.review.promise(week, commitment))
    if done is not None:
        start = day_month(app.tracker.review.page(week).start)
        said = printable(promise_words(commitment))
        app.tell(Notice(f"Promised: {said}, from {start}.", app.undo_key))


def _read(app: Host, text: str, typed: Reading) -> None:
    reading, named = typed, True
    if text:
        try:
            reading, named = app.tracker.readings.read_pasted(text, typed.day)
        except RefusedError:
            if "\n" not in text:
                # The line stays, to be put right.
                again = ReadingDialog(app.tracker.today(), text)
                ask(app, again, lambda given: _read(app, *given))
            raise
        groups = (typed.industry or reading.industry, typed.network or reading.network)
        reading = Reading(reading.day, reading.pillars, *groups)
    if any(reading.pillars):
        _keep(app, reading, named)
        return
    lines = ("No real account has them; a page that failed to load shows them.",)
    dialog = ConfirmDialog("Four zeros: is that what LinkedIn shows?", lines, "save them")
    ask(app, dialog, lambda _: _keep(app, reading, named=True))


def _keep(app: Host, reading: Reading, named: bool) -> None:
    done = app.write(lambda: app.tracker.readings.record(reading, zero=True))
    shown = app.dashboard
    if done is not None and not named:
        order = ", ".join(rule.label for rule in PILLAR_RULES.values())
        app.tell(Notice(f"Saved as {order}.", app.undo_key))
    elif done is not None and shown is not None and shown.reading is not None:
        said, now = f"LinkedIn {number(shown.reading.total)}", total_in_text(shown)
        whole, short = f"{said}; the estimate is now {now}.", f"{said}. Estimate {now}."
        app.tell(Notice(whole, app.undo_key, short=(short,)))


def _save(app: Host, week: date, path: str) -> None:
    page = app.tracker.review.page(week)
    target = app.tracker.review.save(page, path)
    app.tell(Notice(f"Saved {span_words(page.first, page.last)} to {target}."))


def _report(app: Host) -> None:
    """Write the report of the last year beside the user's documents, and say where it is."""
    publish = app.tracker.publish
    path = app.tracker.documents() / f"ssi-tui-report-{app.tracker.today().isoformat()}.html"
    publish.save_report(publish.report(invented=app.title == "demo"), path)
    app.tell(Notice(f"Saved as {shortened(path)}.", stays=True))

"""Review: look back on a week in six steps, and make a promise for the next one."""

from collections.abc import Iterator
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.reactive import var

from ssi_tui.core.model import PILLARS, Answer, Pillar
from ssi_tui.core.review.page import ReviewPage
from ssi_tui.core.review.record import STEPS, VERDICTS, Commitment, Step
from ssi_tui.core.review.words import week_span
from ssi_tui.core.text.words import span_words
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import replace
from ssi_tui.tui.keys.names import Key, bindings, given_key
from ssi_tui.tui.keys.table import KEYS
from ssi_tui.tui.look.grid import TABS, TREND_FROM, WIDE_FROM, put
from ssi_tui.tui.review.panel import PastPanel, ReviewPanel, ReviewShown, choices
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.key_line import KeyLine
from ssi_tui.tui.view.messages import ReportWanted, ReviewErrand
from ssi_tui.tui.view.tabs import Heading, TabBar

WEEK = timedelta(days=7)
OUTCOME_MOST = 999


class ReviewScreen(ViewScreen):
    """The view that looks back on a week and ahead to the next, in about five minutes."""

    MODE = "review"
    LABEL = "Review"

    ALWAYS_TODAY = True

    BINDINGS = bindings("review")

    page: var[ReviewPage | None] = var(None)
    steps: var[ReviewShown | None] = var(None)

    class PageWanted(ReviewErrand):
        """A week was to be shown, with a pillar in focus; for ``None`` the app chooses."""

        day: date | None
        pillar: Pillar | None

    class Judged(ReviewErrand):
        """The user said in the review of a week what came of the last promise."""

        week: date
        verdict: Answer

    class Finished(ReviewErrand):
        """The review of a week was looked through past its last step, without a promise."""

        week: date

    class OutcomeCounted(ReviewErrand):
        """An outcome was given another count in a week."""

        week: date
        outcome: str
        count: int

    class OutcomeWanted(ReviewErrand):
        """An outcome of the user's own was to be added."""

        week: date

    class NoteWanted(ReviewErrand):
        """The note on a week was to be written; ``note`` is its text so far."""

        week: date
        note: str

    class Promised(ReviewErrand):
        """A promise was chosen in the review of a week."""

        week: date
        commitment: Commitment

    class WordsWanted(ReviewErrand):
        """A promise was to be written in the user's own words, for a pillar."""

        week: date
        pillar: Pillar

    class FileWanted(ReviewErrand):
        """The review of a week was to be written as Markdown."""

        week: date

    def __init__(self) -> None:
        super().__init__()
        # What the user looks at; None stands for the week and the pillar that the app chooses.
        self._week: date | None = None
        self._pillar: Pillar | None = None
        self._open: Step | None = None
        self._cursor = 0
        self._stale = True

    def panels(self) -> ComposeResult:
        """Yield the steps, and the earlier weeks that only a wide terminal shows."""
        yield ReviewPanel().data_bind(shown=ReviewScreen.steps)
        yield PastPanel().data_bind(shown=ReviewScreen.page)

    def watch_dashboard(self, dashboard: Dashboard | None) -> None:
        """Ask for the page again, since something has changed."""
        if dashboard is not None and self.is_mounted:
            if self.page is not None and self.page.dashboard.today != dashboard.today:
                self._forget()
            self._stale = True
            self._ask()

    def _forget(self) -> None:
        """Let the app choose the week when the page is asked for next."""
        self._week = self._pillar = None
        self._stale = True

    def on_screen_resume(self) -> None:
        """Catch up with what has changed while another view was shown."""
        if self._stale:
            self._ask()

    def _ask(self) -> None:
        if self.is_current:
            # Asked for once: the page that comes shows all that has changed until then.
            self._stale = False
            self.post_message(self.PageWanted(self._week, self._pillar))

    def watch_page(self, before: ReviewPage | None, page: ReviewPage | None) -> None:
        """Show a page; a week that was not shown before opens at its next step."""
        if page is None or not self.is_mounted:
            return
        if before is None or self._week != page.first:
            self._week = page.first
            closed = page.review.finished or page.first_due is not None
            self._turn_to(None if closed else page.review.next_step)
        elif page.review.finished and not before.review.finished:
            self._turn_to(None)
        self._show()

    def place(self) -> None:
        """Place the panels between the tabs and the key line."""
        if not self.is_mounted:
            return
        width, height = self.size
        top = TABS + (1 if height >= 24 else 0)
        put(self.query_one(TabBar), 0, 0, width, TABS)
        rows = max(0, height - top - 1)
        left = WIDE_FROM // 2 + 2 if width >= WIDE_FROM else width
        put(self.query_one(ReviewPanel), 0, top, left, rows)
        put(self.query_one(PastPanel), left, top, width - left, rows if width > left else 0)
        put(self.query_one(KeyLine), 0, height - 1, width, 1)

    def _show(self) -> None:
        page = self.page
        if page is None:
            return
        most = choices(page, self._open)
        least = -1 if self._open is Step.PROMISE else 0
        self._cursor = max(least, min(self._cursor, most - 1))
        keys = {row[0]: given_key(self, row[0]) for row in KEYS["review"]}
        self.show_keys()
        self.steps = ReviewShown(page, self._open, keys, self._cursor)
        self.heading = self.heading_of(page.dashboard)

    def heading_of(self, dashboard: Dashboard) -> Heading:
        """Return the heading, with the week in place of the day."""
        heading, page = super().heading_of(dashboard), self.page
        if page is None:
            return heading
        forms = (week_span(page, "   "), span_words(page.first, page.last))
        return replace(heading, forms=forms)

    def _key_groups(self) -> Iterator[Key]:
        """Yield the hints, which say whether leaving loses anything; a file offers what was seen.

        Where there is little room they are short, and going back comes after leaving.
        """
        words = {"screen.forward": "next step", "screen.file": "save as Markdown"}
        keys = {key.action: key for key in super()._key_groups()}
        if self.size.width < TREND_FROM:
            words = {"screen.forward": "next", "screen.file": "Markdown"}
            keys["screen.back"] = keys.pop("screen.back")
        if self.page is not None and self.page.review.said:
            words["screen.leave"] = "leave (saved)"
        else:
            words["screen.leave"] = "leave"
        for action, key in keys.items():
            if action != "screen.file" or self._open is not STEPS[0]:
                yield replace(key, word=words.get(action or "", key.word))

    def _turn_to(self, step: Step | None) -> None:
        self._open = step
        self._cursor = 0
        if self.page is not None and step is Step.PROMISE:
            # Nothing is said for the user: without a verdict the cursor is on none.
            judged = self.page.review.steps.get(Step.PROMISE)
            self._cursor = VERDICTS.index(judged) if judged in VERDICTS else -1

    def action_forward(self) -> None:
        """Take what was chosen in the open step, and go on to the next."""
        page, step = self.page, self._open
        if page is None:
            return
        if step is None:
            self._turn_to(STEPS[0])
        else:
            self._take(page, step)
            at = STEPS.index(step) + 1
            self._turn_to(STEPS[at] if at < len(STEPS) else None)
        self._show()

    def _take(self, page: ReviewPage, step: Step) -> None:
        """Report a verdict or a promise that was chosen, unless it is the one that the log has."""
        if step is Step.PROMISE and choices(page, step) and self._cursor >= 0:
            verdict = VERDICTS[self._cursor]
            if page.review.steps.get(step) is not verdict:
                self.post_message(self.Judged(page.first, verdict))
        if step is Step.FOCUS:
            promise = page.choices[self._cursor]
            if promise is not None and promise != page.review.commitment:
                self.post_message(self.Promised(page.first, promise))
            elif not page.review.finished:
                self.post_message(self.Finished(page.first))

    def action_back(self) -> None:
        """Go back to the previous step."""
        if self.page is None:
            return
        at = len(STEPS) if self._open is None else STEPS.index(self._open)
        self._turn_to(STEPS[max(0, at - 1)])
        self._show()

    def action_open_step(self, number: int) -> None:
        """Open a step that was pressed."""
        self._turn_to(STEPS[number - 1])
        self._show()

    def action_choose_by(self, step: int) -> None:
        """Move the cursor within the open step."""
        self._cursor += step
        self._show()

    def action_choose(self, at: int) -> None:
        """Move the cursor to a choice that was pressed."""
        self._cursor = at
        self._show()

    def action_count(self, more: int) -> None:
        """Count one more, or one less, of the outcome under the cursor."""
        if self.page is None or self._open is not Step.OUTCOMES:
            return
        found = self.page.outcomes[self._cursor]
        count = max(0, min(OUTCOME_MOST, found.count + more))
        if count != found.count:
            self.post_message(self.OutcomeCounted(self.page.first, found.name, count))

    def action_add_outcome(self) -> None:
        """Ask for an outcome of the user's own."""
        if self.page is not None and self._open is Step.OUTCOMES:
            self.post_message(self.OutcomeWanted(self.page.first))

    def action_note(self) -> None:
        """Ask for a note on the week."""
        if self.page is not None:
            self.post_message(self.NoteWanted(self.page.first, self.page.review.note))

    def action_pillar(self, step: int) -> None:
        """Focus on another pillar."""
        if self.page is None or self._open is not Step.FOCUS:
            return
        at = PILLARS.index(self.page.focus.pillar) + step
        self._pillar = PILLARS[at % len(PILLARS)]
        self._cursor = 0
        self._ask()

    def action_own_words(self) -> None:
        """Ask for a promise in the user's own words."""
        if self.page is not None and self._open is Step.FOCUS:
            self.post_message(self.WordsWanted(self.page.first, self.page.focus.pillar))

    def action_file(self) -> None:
        """Ask for the review as a file."""
        if self.page is not None:
            self.post_message(self.FileWanted(self.page.first))

    def action_report(self) -> None:
        """Ask for a report to show."""
        self.post_message(ReportWanted())

    def action_leave(self) -> None:
        """Go back to Today; the app chooses the week again when Review is opened next."""
        self._forget()
        self.app.switch_mode("today")

    def action_week(self, step: int) -> None:
        """Show the week that is ``step`` weeks later, unless it is in the future."""
        if self.page is not None and self.page.first + step * WEEK <= self.page.dashboard.today:
            self.go_to(self.page.first + step * WEEK)

    def go_to(self, day: date) -> None:
        """Show the week of a day."""
        self._pillar = None
        self.post_message(self.PageWanted(day, None))

    def action_show_week(self, day: str) -> None:
        """Show a week that was pressed."""
        self.go_to(date.fromisoformat(day))

    def action_this_week(self) -> None:
        """Show this week."""
        if self.page is not None:
            self.go_to(self.page.dashboard.today)

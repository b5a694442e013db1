"""Streaks: what is about to collapse and when, the year, and the runs of pillars and tasks."""

from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.reactive import var
from textual.widget import Widget

from ssi_tui.core.ahead.chart import SPANS, next_span
from ssi_tui.core.ahead.ways import WaysOut
from ssi_tui.core.checks import FIRST_DAY
from ssi_tui.core.model import PILLARS, Pillar
from ssi_tui.core.review.last_weeks import PastWeek
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.keys.tasks import task_keys
from ssi_tui.tui.look.grid import WIDE_FROM, put
from ssi_tui.tui.streaks.layout import NOWHERE, Layout, Place, layout_of
from ssi_tui.tui.streaks.list import StreakList, StreaksPanel
from ssi_tui.tui.streaks.page import Page
from ssi_tui.tui.streaks.runs import RunList, RunsPanel, TaskRunsPanel
from ssi_tui.tui.streaks.said import Said, SaidPanel
from ssi_tui.tui.streaks.ways import WaysPanel, WeeksPanel
from ssi_tui.tui.streaks.year import YearPanel, YearShown
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.key_line import KeyLine
from ssi_tui.tui.view.messages import WhyWanted
from ssi_tui.tui.view.tabs import TabBar
from ssi_tui.tui.widgets.chart import ChartPanel

# Beside the list four weeks of the past are enough to begin with.
ALL_SPANS = (4, *SPANS)


class StreaksScreen(ViewScreen):
    """The view that shows when: the pillars by urgency, above the year."""

    MODE = "streaks"
    LABEL = "Streaks"

    ALWAYS_TODAY = True

    BINDINGS = bindings("streaks")

    streaks: var[StreakList | None] = var(None)
    runs: var[RunList | None] = var(None)
    run_limit: var[int] = var(99)
    year: var[YearShown | None] = var(None)
    said: var[Said | None] = var(None)
    last_weeks: var[tuple[PastWeek, ...] | None] = var(None)
    ways: var[WaysOut | None] = var(None)
    charted: var[Dashboard | None] = var(None)
    pillar: var[int] = var(0)
    weeks: var[int] = var(SPANS[0])

    def __init__(self) -> None:
        super().__init__()
        # What is under the cursors; None stands for the most urgent pillar, and for today.
        self._pillar: Pillar | None = None
        self._run_at = 0
        self._day: date | None = None
        self._in_tasks = False
        # Which of the two cursors moved last: the one of the year, or the one of the list.
        self._on_day = False
        self._own_year = False
        self._weeks: int | None = None
        self._page: Page | None = None
        self._stale = True

    def panels(self) -> ComposeResult:
        """Yield all panels; the size of the terminal decides which of them are shown."""
        yield StreaksPanel().data_bind(shown=StreaksScreen.streaks)
        yield TaskRunsPanel().data_bind(shown=StreaksScreen.runs, limit=StreaksScreen.run_limit)
        yield YearPanel().data_bind(shown=StreaksScreen.year)
        yield RunsPanel().data_bind(shown=StreaksScreen.runs)
        yield SaidPanel().data_bind(shown=StreaksScreen.said)
        yield WeeksPanel().data_bind(shown=StreaksScreen.last_weeks)
        yield WaysPanel().data_bind(shown=StreaksScreen.ways)
        yield ChartPanel().data_bind(
            StreaksScreen.pillar, StreaksScreen.weeks, shown=StreaksScreen.charted
        )

    def watch_dashboard(self, dashboard: Dashboard | None) -> None:
        """Drop what was computed; it is computed anew when the view is shown."""
        self._page = None if dashboard is None else Page(dashboard, task_keys(self, dashboard))
        super().watch_dashboard(dashboard)

    def on_screen_resume(self) -> None:
        """Catch up with what has changed while another view was shown."""
        if self._stale:
            self.place()

    def place(self) -> None:
        """Place the panels and fill them, or put that off until the view is shown."""
        page = self._page
        if not self.is_mounted or page is None:
            return
        self._stale = not self.is_current
        width, height = self.size
        if self._stale or not width or not height:
            return
        layout = layout_of(width, height, len(page.runs))
        self._place(layout)
        self._fill(page, layout)

    def _place(self, layout: Layout) -> None:
        both = layout.tasks.height > 0
        tasks = layout.tasks if both else layout.pillars
        places: dict[type[Widget], Place] = {
            StreaksPanel: NOWHERE if self._in_tasks and not both else layout.pillars,
            TaskRunsPanel: tasks if self._in_tasks or both else NOWHERE,
            YearPanel: layout.year,
            RunsPanel: layout.runs,
            SaidPanel: layout.said,
            WeeksPanel: layout.last_weeks,
            WaysPanel: layout.ways,
            ChartPanel: layout.chart,
            TabBar: layout.tabs,
            KeyLine: layout.keys,
        }
        for kind, at in places.items():
            put(self.query_one(kind), at.x, at.y, at.width, at.height)
        self.run_limit = max(1, tasks.height - 1)

    def _fill(self, page: Page, layout: Layout) -> None:
        pillar = self._pillar or page.order[0]
        run = page.runs[min(self._run_at, len(page.runs) - 1)]
        cursor, lit = None if self._in_tasks else pillar, not self._on_day
        self.streaks = page.listed(cursor, lit=lit, step=layout.step)
        self.runs = RunList(page.runs, self._run_at if self._in_tasks else None, lit)
        if layout.year.height:
            subject = (run if self._in_tasks else pillar) if self._own_year else None
            today = page.dashboard.today
            day = min(self._day or today, today)
            self.year = page.year(day, layout.weeks, subject, lit=self._on_day)
        self.said = page.said(run if self._in_tasks else pillar, layout.said.height)
        if layout.last_weeks.height:
            self.last_weeks = page.last_weeks
        if layout.ways.height:
            self.ways = page.ways(pillar)
        if layout.chart.height and not self.streaks.young:
            self.pillar, self.weeks = PILLARS.index(pillar), self._span
            self.charted = page.dashboard
        else:
            self.charted = None

    @property
    def _span(self) -> int:
        """The weeks of the chart: those that were chosen, else by its room."""
        return self._weeks or ALL_SPANS[self.size.width >= WIDE_FROM]

    def action_move(self, step: int) -> None:
        """Move the cursor to the pillar or the task below or above."""
        page = self._page
        if page is None:
            return
        self._on_day = False
        if self._in_tasks:
            self._run_at = max(0, min(self._run_at + step, len(page.runs) - 1))
        else:
            at = page.order.index(self._pillar or page.order[0]) + step
            self._pillar = page.order[max(0, min(at, len(page.order) - 1))]
        self.place()

    def action_day(self, step: int) -> None:
        """Move the cursor of the year by ``step`` days."""
        if self.dashboard is not None:
            self.go_to((self._day or self.dashboard.today) + timedelta(days=step))

    def action_today(self) -> None:
        """Move the cursor of the year back to today."""
        self._day, self._on_day = None, True
        self.place()

    def go_to(self, day: date) -> None:
        """Move the cursor of the year to a day, but not beyond today."""
        if self.dashboard is not None:
            self._day = max(day, FIRST_DAY) if day < self.dashboard.today else None
            self._on_day = True
            self.place()

    def action_open(self) -> None:
        """Open what the cursor that moved last is on: a day in Today, or why a pillar moves."""
        if self.dashboard is None or self._page is None:
            return
        if self._on_day or self._in_tasks:
            self.post_message(self.DayOpened(self._day or self.dashboard.today))
        else:
            pillar = self._pillar or self._page.order[0]
            self.post_message(WhyWanted(self._page.dashboard, PILLARS.index(pillar)))

    def action_tasks(self) -> None:
        """Go from the pillars to the tasks, or back."""
        self._in_tasks, self._on_day = not self._in_tasks, False
        self.place()

    def action_year(self) -> None:
        """Show the year of what is under the cursor, or of the routine again."""
        self._own_year = not self._own_year
        self.place()

    def action_span(self) -> None:
        """Show more of the past in the chart, or the shortest span again."""
        self._weeks = next_span(self._span, ALL_SPANS)
        self.place()

    @on(StreaksPanel.Picked)
    def pick_pillar(self, event: StreaksPanel.Picked) -> None:
        """Move the cursor to the pillar that was pressed."""
        self._in_tasks, self._on_day, self._pillar = False, False, event.pillar
        self.place()

    @on(TaskRunsPanel.Picked)
    def pick_task(self, event: TaskRunsPanel.Picked) -> None:
        """Move the cursor to the task that was pressed."""
        self._in_tasks, self._on_day, self._run_at = True, False, event.at
        self.place()

    @on(YearPanel.DayPicked)
    def pick_day(self, event: YearPanel.DayPicked) -> None:
        """Move the cursor to the day that was pressed; open the day if it was pressed twice."""
        self.go_to(event.day)
        if event.twice:
            self.action_open()

"""What Streaks shows of one dashboard; each value is computed once, when it is first needed."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from ssi_tui.core.ahead.below import until_warnings
from ssi_tui.core.ahead.curves import PillarCurves, curves_of
from ssi_tui.core.ahead.ways import WaysOut, ways_out
from ssi_tui.core.ahead.words import (
    TaskRun,
    by_urgency,
    pillar_sentences,
    task_runs,
    task_sentences,
    told_in_two,
)
from ssi_tui.core.ahead.year import WEEKDAYS, Year, counts_on, year_of
from ssi_tui.core.calendar import week_start
from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.labels import RISK_MARKS
from ssi_tui.core.model import PILLARS, Pillar
from ssi_tui.core.plan.remedies import Fix, fixes_for
from ssi_tui.core.review.last_weeks import PastWeek, last_weeks
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.table import TASK_KEYS
from ssi_tui.tui.streaks.layout import LAST_WEEKS
from ssi_tui.tui.streaks.list import StreakList
from ssi_tui.tui.streaks.said import Said
from ssi_tui.tui.streaks.year import YearShown
from ssi_tui.tui.widgets.pillars import tone_of

OTHER_KEY = "x"
LEGEND = ("all", "some", "none")
PILLAR_LEGEND = ("done", "some", "none")

Subject = Pillar | TaskRun | None
"""What a year is about: a pillar, a task, or the whole routine (``None``)."""


class Page:
    """What is shown of one dashboard; ``keys`` maps each task to the key that ticks it."""

    def __init__(self, dashboard: Dashboard, keys: Mapping[str, str] = TASK_KEYS) -> None:
        self.dashboard = dashboard
        self._keys = keys
        self._years: dict[tuple[Pillar | str | None, int, date], Year] = {}

    @cached_property
    def order(self) -> tuple[Pillar, ...]:
        """The pillars by urgency."""
        return by_urgency(self.dashboard.pillars)

    @cached_property
    def runs(self) -> tuple[TaskRun, ...]:
        """The runs of the routine and of its tasks."""
        return task_runs(self.dashboard)

    @cached_property
    def curves(self) -> tuple[PillarCurves, ...]:
        """The curves of the days ahead, in the order of ``PILLARS``."""
        return curves_of(self.dashboard.source)

    @cached_property
    def fixes(self) -> Mapping[Pillar, Fix]:
        """The cheapest thing that moves the day on which each pillar drops, if anything does."""
        ways = (fixes_for(self.dashboard.advice.situation, at) for at in range(len(PILLARS)))
        return {pillar: found[0] for pillar, found in zip(PILLARS, ways, strict=True) if found}

    @cached_property
    def last_weeks(self) -> tuple[PastWeek, ...]:
        """The last weeks."""
        return last_weeks(self.dashboard, LAST_WEEKS)

    def listed(self, cursor: Pillar | None, *, lit: bool, step: int) -> StreakList:
        """Return what the list of the pillars shows."""
        return StreakList(
            self.dashboard, self.order, self.curves, self.fixes, cursor, lit=lit, step=step
        )

    def ways(self, pillar: Pillar) -> WaysOut:
        """Return what is to be expected of a pillar, and the ways out."""
        return ways_out(self.dashboard, pillar, self.curves[PILLARS.index(pillar)].kept)

    def said(self, subject: Pillar | TaskRun, rows: int) -> Said:
        """Return what is said of a pillar or of a run in so many rows."""
        if isinstance(subject, TaskRun):
            return Said(task_sentences(self.dashboard, subject))
        if until_warnings(self.dashboard):
            # The title of the list says when warnings start.
            return Said(("",))
        if rows < 2:
            return Said(pillar_sentences(self.dashboard, subject))
        row = self.dashboard.pillars[PILLARS.index(subject)]
        forms, helps = told_in_two(self.dashboard, subject)
        tone = tone_of(row.risk, muted=self.dashboard.away)
        mark = "" if self.dashboard.away else RISK_MARKS[row.risk]
        return Said(forms, helps, mark, tone if tone == "muted" else f"{tone}-bold")

    def year(self, day: date, weeks: int, subject: Subject, *, lit: bool) -> YearShown:
        """Return the weeks around the day under the cursor.

        They are turned like pages, so that the year stays put while the cursor moves in it.
        """
        today = self.dashboard.today
        span = WEEKDAYS * weeks
        first = self.dashboard.source.settings.first_weekday
        page = (week_start(today, first) - week_start(day, first)).days // span
        year = self._year(subject, weeks, today - timedelta(days=page * span))
        title = "YEAR"
        if isinstance(subject, Pillar):
            title = PILLAR_RULES[subject].label.upper()
        elif subject is not None and subject.task is not None:
            title = subject.label.upper()
        if page:
            title += f" {year.first.year}–{year.last.year % 100:02}"
        legend = PILLAR_LEGEND if isinstance(subject, Pillar) else LEGEND
        return YearShown(year, title, day, today, self.entries(day), legend, lit)

    def _year(self, subject: Subject, weeks: int, last: date) -> Year:
        pillar = subject if isinstance(subject, Pillar) else None
        task = subject.task if isinstance(subject, TaskRun) else None
        key = (pillar or task, weeks, last)
        if key not in self._years:
            source = self.dashboard.source
            self._years[key] = year_of(
                source,
                pillar=pillar,
                task=task,
                weeks=weeks,
                last=last,
                first_weekday=source.settings.first_weekday,
            )
        return self._years[key]

    def entries(self, day: date) -> tuple[tuple[str, str, int], ...]:
        """Return what was done on a day: keys of tasks, labels and counts, other actions last."""
        counts = counts_on(self.dashboard.source, day)
        labels = {row.task: row.label for row in self.dashboard.rows}
        found = [
            (key, labels.get(task, task), counts[task])
            for task, key in self._keys.items()
            if counts.get(task)
        ]
        others = sum(count for action, count in counts.items() if action not in self._keys)
        return (*found, (OTHER_KEY, "other", others)) if others else tuple(found)

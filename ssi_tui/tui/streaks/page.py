"""What Streaks shows of one dashboard; each value is computed once, when it is first needed."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from ssi_tui.core.ahead.curves import PillarCurves, curves_of
from ssi_tui.core.ahead.words import TaskRun, by_urgency, task_runs
from ssi_tui.core.ahead.year import WEEKDAYS, Year, counts_on, year_of
from ssi_tui.core.calendar import week_start
from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.model import PILLARS, Pillar
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.table import TASK_KEYS
from ssi_tui.tui.streaks.curve import CurveShown
from ssi_tui.tui.streaks.list import StreakList
from ssi_tui.tui.streaks.year import YearShown

OTHER_KEY = "x"
LEGEND = ("all", "part", "none")
PILLAR_LEGEND = ("fed", "some", "none")

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

    def listed(self, cursor: Pillar | None, *, kept: bool, single: bool) -> StreakList:
        """Return what the list of the pillars shows."""
        return StreakList(
            dashboard=self.dashboard,
            order=self.order,
            curves=self.curves,
            top=max(max(each.idle.scores + each.kept.scores) for each in self.curves),
            kept=kept,
            cursor=cursor,
            single=single,
        )

    def curve(self, pillar: Pillar, *, kept: bool) -> CurveShown:
        """Return the large curve of a pillar; its scale does not depend on ``kept``."""
        curves = self.curves[PILLARS.index(pillar)]
        row = self.dashboard.pillars[PILLARS.index(pillar)]
        line = curves.idle.lines[0] or 0.0
        return CurveShown(
            label=row.label,
            risk=row.risk,
            muted=self.dashboard.away,
            curve=curves.kept if kept else curves.idle,
            top=max(*curves.idle.scores, *curves.kept.scores, line),
            kept=kept,
            today=self.dashboard.today,
        )

    def year(self, day: date, weeks: int, subject: Subject) -> YearShown:
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
        return YearShown(
            year=year,
            title=title,
            cursor=day,
            today=today,
            entries=self.entries(day),
            legend=PILLAR_LEGEND if isinstance(subject, Pillar) else LEGEND,
        )

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

    def entries(self, day: date) -> tuple[tuple[str, int], ...]:
        """Return what was done on a day: the keys of tasks with counts, other actions last."""
        counts = counts_on(self.dashboard.source, day)
        found = [(key, counts[task]) for task, key in self._keys.items() if counts.get(task)]
        others = sum(count for action, count in counts.items() if action not in self._keys)
        return (*found, (OTHER_KEY, others)) if others else tuple(found)

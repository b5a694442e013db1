"""The log as the screens read it, kept in memory until something changes it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta

from ssi_tui.core import checks
from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import ACTIONS, DEFAULT_TARGETS, Actions
from ssi_tui.core.history.lazy_days import LoggedDays, between, with_today
from ssi_tui.core.model import Log, OperationKind
from ssi_tui.core.score.scoring import days_of
from ssi_tui.core.settings import DEFAULTS, Settings
from ssi_tui.core.today.glance import Glance, glance_of, tells_enough
from ssi_tui.core.value import replace
from ssi_tui.storage.log.closed_days import tallies_of
from ssi_tui.storage.log.store import Store
from ssi_tui.tracker.closed_days import Keeper
from ssi_tui.tracker.verb import Done, Verb

# What the full screen shows is loaded when it is asked for: a prompt asks for one line.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ssi_tui.core.clock import DayClock
    from ssi_tui.core.history.columns import KeptDays
    from ssi_tui.core.history.history import History
    from ssi_tui.core.model import Operation
    from ssi_tui.core.score.calibration import Calibration
    from ssi_tui.core.today.dashboard import Dashboard
    from ssi_tui.core.wall_clock import WallClock


def fitted(log: Log, today: date) -> Calibration | None:
    """Return what the readings of a log up to today say."""
    from ssi_tui.core.score.calibration import calibrate

    past = [tally for tally in log.tallies if tally.day <= today]
    first = past[0].day if past else today
    schedule = Schedule.of(log)
    days = days_of(past, schedule.actions_on)
    return calibrate(log.profile, schedule, days, first, log.readings, today)


def session_budget(schedule: Schedule, day: date, settings: Settings) -> timedelta:
    """Return what a morning may take: those minutes that are set, or those of the routine."""
    from ssi_tui.core.clock import SESSION
    from ssi_tui.core.today.dashboard import budget_on

    return timedelta(minutes=budget_on(schedule, day, settings.minutes_budget)) or SESSION


DAY_KINDS = frozenset(
    {
        OperationKind.TICK,
        OperationKind.TAKE_BACK,
        OperationKind.QUALITY,
        OperationKind.EDIT,
        OperationKind.VOID,
        OperationKind.CLOCK,
    }
)
"""The operations that change nothing but entries of their own days."""


class LogView:
    """The store with the clock, and what was last read through them."""

    def __init__(self, path: Path, wall_clock: WallClock, settings: Settings = DEFAULTS) -> None:
        self.store = Store(path)
        self.wall_clock = wall_clock
        self.settings = settings
        self._log: Log | None = None
        self._read_on: date | None = None
        self._history: History | None = None
        self._dashboards: dict[date, Dashboard] = {}
        self._version: tuple[int, int] | None = None
        # After a write of ours, closed days that are not kept yet are.
        self._keeper = Keeper(self.store, self.calibration)
        self._kept: KeptDays | None = None
        self._wrote = False
        self._seen: object = None
        self._settled: object = None

    def today(self) -> date:
        """Return the user's day."""
        return self.wall_clock.today()

    def log(self) -> Log:
        """Return the log up to today, kept until something changes it."""
        today = self.today()
        if self._read_on != today:
            self._clear()
        if self._log is None:
            if self._version is None:
                self._version = self.store.data_version()
            self._log, self._kept = self._read(today)
            self._read_on = today
        return self._log

    def _read(self, today: date) -> tuple[Log, KeptDays | None]:
        """Read the log, its closed days as they were kept where they hold."""
        log = self.store.read_log(today, ())
        kept = self._keeper.read(log, today)
        if kept is None:
            return self.store.read_log(today), None
        recent = self.store.tallies(kept.until, today)
        return replace(log, tallies=LoggedDays(kept.tallies, tallies_of, recent)), kept

    def _keep_written(self) -> None:
        """Keep the closed days after a write of ours, where some are not kept yet."""
        if self._wrote:
            self.keep()
        self._wrote = False

    def keep(self) -> None:
        """Keep the closed days for the next time."""
        self._keeper.keep(self.today())

    def keep_at_start(self) -> None:
        """Keep the closed days that a start has found missing, unless others write just now.

        Who acts as if it were another day leaves those of the real one as they are.
        """
        if self.today() == self.wall_clock.day_of(self.wall_clock.instant()):
            self._keeper.keep(self.today(), waits=False)

    def dashboard(self, day: date | None = None) -> Dashboard:
        """Return what the screens show of a day (default: today), with the clock as it stands."""
        from ssi_tui.core.history.history import history_of

        log = self.log()
        today = self.today()
        if self._history is None:
            calibration = self.calibration(log, today)
            self._history = history_of(log, today, calibration, self._kept)
        self._keep_written()
        shown = self._built(log, self._history, today if day is None else day)
        clock = self.day_clock(self._history.schedule)
        return shown if clock is None else replace(shown, clock=clock)

    def _built(self, log: Log, history: History, day: date) -> Dashboard:
        """Return a dashboard, built unless it is kept: that of today is, and the last other one."""
        from ssi_tui.core.today.dashboard import build

        today = history.today
        if day not in self._dashboards:
            kept = {today: self._dashboards[today]} if today in self._dashboards else {}
            shown = build(log, today, day, history=history, settings=self.settings)
            self._dashboards = {**kept, day: shown}
        return self._dashboards[day]

    def day_clock(self, schedule: Schedule) -> DayClock | None:
        """Return the session clock as it stands, ``None`` where it was not started today."""
        from ssi_tui.storage.log.clock import ClockRows

        today = self.today()
        past, running = ClockRows(self.store).standing(today)
        if running is None and not past:
            return None
        from ssi_tui.core.clock import day_clock

        on = today if running is None else running.day
        budget = session_budget(schedule, on, self.settings)
        return day_clock(today, past, running, self.wall_clock.now(), budget)

    def calibration(self, log: Log, today: date) -> Calibration | None:
        """Return what the readings say, as it was fitted when the last one was entered.

        Where that is of other readings than those up to today (acting as if it were another day,
        after an import) it is fitted anew. ``None`` without readings, or where it is switched off.
        """
        if not log.readings or not self.settings.calibration:
            return None
        from ssi_tui.storage.log.calibration import fit_of

        text = self.store.reviews.fit()
        stored = None if text is None else fit_of(text)
        known = (log.readings[-1].day, len(log.readings))
        if stored is not None and (stored.last, stored.readings) == known:
            return stored
        return fitted(replace(log, tallies=self.store.tallies(date.min, today)), today)

    def glance(self, day: date | None = None) -> Glance:
        """Return what one line says of a day (default: today), from as little as it takes."""
        self._keep_written()
        today = self.today()
        shown = today if day is None else day
        log = self.store.read_log(today, ())
        basis = self._keeper.basis(log, today)
        last = self._keeper.last(basis, today)
        if not tells_enough(basis, last):
            last = ()
        since = last[-1].day + DAY if last else basis.first
        tallies = self.store.tallies(since, today)
        earlier = shown < since
        of_day = self.store.tallies(shown, shown) if earlier else between(tallies, shown, shown)
        return glance_of(basis, last, tallies, of_day, today, shown)

    def estimate_on(self, day: date) -> float | None:
        """Return the total of the estimate on a day: its close, or now on today."""
        dashboard = self.dashboard()
        if day == dashboard.today:
            return dashboard.total
        closed = dashboard.source.history.closed
        scores = [closed.score_on(at, day) for at in range(len(dashboard.pillars))]
        return None if None in scores else sum(score for score in scores if score is not None)

    def changed_elsewhere(self) -> bool:
        """Tell, once, whether another process has changed the log."""
        version = self.store.data_version()
        changed = self._version not in (None, version)
        self._version = version
        if changed:
            self._clear()
        return changed

    def state(self) -> object:
        """Return what changes with each write, whoever writes."""
        return self.store.data_version(), self.store.connection.total_changes

    def settle(self) -> None:
        """Write what is committed into the file itself, once nothing has changed between two calls.

        A damaged frame ends SQLite's write-ahead log without a word, whatever follows it
        (sqlite.org/walformat.html, section 4.1): what is in the file itself is told to be damaged.
        """
        state = self.state()
        if state == self._seen and state != self._settled:
            # What fails is told once, not each second; what readers are in the way of comes again.
            self._settled = state
            if not self.store.settle():
                self._settled = None
        self._seen = state

    def schedule(self) -> Schedule:
        """Return workdays, time off and targets."""
        return Schedule.of(self.log())

    def actions(self) -> Actions:
        """Return what scores today; it is read anew, as another process may have added a task."""
        changes = self.store.routine.task_changes()
        return Schedule.of(Log(tasks=changes)).actions_on(self.today()) if changes else ACTIONS

    def action(self, name: str) -> str:
        """Return the id of an action that can be ticked."""
        # What is refused leaves no new file behind, and the usual ones need none.
        if name in ACTIONS or not self.store.path.exists():
            return checks.action(name)
        return checks.action(name, self.offered())

    def routine_task(self, name: str) -> str:
        """Return the id of a task that can stand in the routine."""
        if name in DEFAULT_TARGETS or not self.store.path.exists():
            return checks.routine_task(name)
        schedule = self.schedule()
        return checks.routine_task(
            name, [task for task in schedule.tasks if task not in schedule.retired]
        )

    def offered(self) -> Actions:
        """Return what can be ticked: retired tasks are left out once nothing asks for them."""
        changes = self.store.routine.task_changes()
        if not changes:
            return ACTIONS
        schedule = Schedule.of(self.store.read_log(self.today(), ()))
        asked = {task.id for task in schedule.routine(self.today())}
        gone = set(schedule.retired) - asked
        actions = schedule.actions_on(self.today())
        return {task: action for task, action in actions.items() if task not in gone}

    @contextmanager
    def verb(
        self, kind: OperationKind, day: date | None = None, *, beside: bool = False
    ) -> Iterator[Verb]:
        """Hold what a verb writes: all of it is committed, and shown, or none where it is refused.

        What is written ``beside`` the log (reviews, the session clock) leaves it as it was read.
        """
        verb = Verb(self.store, kind, self.wall_clock.now(), day)
        with self.store.transaction():
            yield verb
        if not beside:
            self.refresh(verb.kind, verb.days)

    def turned(self, operation: Operation) -> Done:
        """Show an operation that was undone or redone, and return what that is about."""
        clocked = None
        if operation.kind is OperationKind.CLOCK:
            from ssi_tui.storage.log.clock import ClockRows

            clocked = ClockRows(self.store).length_of(operation.id)
        self.refresh(operation.kind, self.store.touched_days(operation.id))
        return Done(
            operation.kind,
            operation.day,
            self.store.entries_of(operation.id),
            written=operation.at,
            size=operation.entries,
            clocked=clocked,
        )

    def forget(self) -> None:
        """Read everything anew the next time, after a write."""
        self._wrote = True
        self._clear()

    def _clear(self) -> None:
        self._log = None
        self._history = None
        self._dashboards = {}
        self._keeper.forget()

    def refresh(self, kind: OperationKind, days: Sequence[date]) -> None:
        """Keep the walk over the closed days where an operation touched today alone."""
        today = self.today()
        self._wrote = True
        unchanged = self.store.data_version() == self._version
        if (
            kind in DAY_KINDS
            and unchanged
            and self._log is not None
            and self._history is not None
            and self._history.today == today
            and all(day >= today for day in days)
        ):
            new = self.store.tallies(today, today)
            self._log = replace(self._log, tallies=with_today(self._log.tallies, today, new))
            self._dashboards = {}
        else:
            self.forget()

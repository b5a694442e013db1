"""The log as the screens read it, held in memory until something changes it."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import date, timedelta

from ssi_tui.core import checks
from ssi_tui.core.calendar import Schedule, week_start
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS, DEFAULT_TARGETS, Actions, may_be_daily
from ssi_tui.core.history.lazy_days import LoggedDays, between, with_today
from ssi_tui.core.history.sums import without_entries
from ssi_tui.core.model import Log, OperationKind
from ssi_tui.core.settings import DEFAULTS, Settings
from ssi_tui.core.text.rounding import shown_total
from ssi_tui.core.today.glance import Glance, glance_of
from ssi_tui.core.value import replace
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.log.closed_days import tallies_of
from ssi_tui.storage.log.store import Store
from ssi_tui.tracker.closed_days import Keeper
from ssi_tui.tracker.verb import Done, Verb

# What only the full screen shows is imported on first use, because a prompt shows one line.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssi_tui.core.clock import DayClock
    from ssi_tui.core.history.columns import KeptDays
    from ssi_tui.core.history.history import History
    from ssi_tui.core.history.weeks import WeekTask
    from ssi_tui.core.journal.rows import JournalStep
    from ssi_tui.core.model import Entry, Operation
    from ssi_tui.core.score.calibration import Calibration
    from ssi_tui.core.today.dashboard import Dashboard
    from ssi_tui.core.wall_clock import WallClock
    from ssi_tui.storage.database.files import FilePath


def session_budget(schedule: Schedule, day: date, settings: Settings) -> timedelta:
    """Return how long the session of a day may take: by the settings, or by its routine."""
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
        OperationKind.ANALYTICS,
    }
)
"""The kinds of operations that change nothing of the score but by the entries of some days."""


class LogView:
    """The store with the wall clock, and what was last read from them."""

    def __init__(
        self, path: FilePath, wall_clock: WallClock, settings: Settings = DEFAULTS
    ) -> None:
        self.store = Store(path, wall_clock.instant)
        self.wall_clock = wall_clock
        self.settings = settings
        self._log: Log | None = None
        self._read_on: date | None = None
        self._history: History | None = None
        self._dashboards: dict[date, Dashboard] = {}
        self._version: tuple[int, int] | None = None
        # After a write by this process, missing closed days are kept (``_wrote``).
        self._keeper = Keeper(self.store, self.calibration)
        self._kept: KeptDays | None = None
        self._wrote = False
        self._written = False
        self._seen: object = None
        self._settled: object = None

    @property
    def written(self) -> bool:
        """Whether this process has committed anything that the user asked for."""
        return self._written or self.store.committed

    def today(self) -> date:
        """Return the user's day."""
        return self.wall_clock.today()

    def log(self) -> Log:
        """Return the log up to today, held in memory until something changes it."""
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
        """Read the log, using the kept closed days if they are still valid."""
        log = self.store.read_log(today, ())
        kept = self._keeper.read(log, today)
        if kept is None:
            return self.store.read_log(today), None
        recent = self.store.tallies(kept.until, today)
        return replace(log, tallies=LoggedDays(kept.tallies, tallies_of, recent)), kept

    def _keep_written(self) -> None:
        """Keep the closed days after a write by this process, if some are not kept yet."""
        if self._wrote:
            self.keep()
        self._wrote = False

    def keep(self) -> None:
        """Keep the closed days for the next time."""
        self._keeper.keep(self.today())

    def keep_within(self) -> None:
        """Keep the closed days in the transaction that is open, after it has changed the log."""
        self._keeper.keep_within(self.today())

    def keep_at_start(self) -> None:
        """Keep the closed days that are missing at the start, unless another process is writing.

        With ``--today`` the closed days of the real day are left as they are.
        """
        if self.today() == self.wall_clock.day_of(self.wall_clock.instant()):
            self._keeper.keep(self.today(), waits=False)

    def dashboard(self, day: date | None = None) -> Dashboard:
        """Return what the screens show about a day (default: today), with the clock as of now."""
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
        """Return the dashboard of a day; today's and the last other one are held in memory."""
        from ssi_tui.core.today.dashboard import build

        today = history.today
        if day not in self._dashboards:
            kept = {today: self._dashboards[today]} if today in self._dashboards else {}
            shown = build(log, today, day, history=history, settings=self.settings)
            self._dashboards = {**kept, day: shown}
        return self._dashboards[day]

    def day_clock(self, schedule: Schedule) -> DayClock | None:
        """Return the session clock as of now, ``None`` if it was not started today."""
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
        """Return what the readings up to today say; ``None`` without any, or if switched off."""
        if not log.readings or not self.settings.calibration:
            return None
        from ssi_tui.tracker.calibration import calibration_of

        return calibration_of(self.store, log.readings, today)

    def tells_formula(self) -> bool:
        """Tell, the first time it is asked, whether an upgrade has computed the estimate anew."""
        if self.store.routine.is_formula_told():
            return False
        # Where it cannot be kept, it is said again.
        with suppress(DatabaseUnusableError), self.store.transaction(waits=False):
            self.store.routine.keep_formula_told()
        return True

    def glance(self, day: date | None = None) -> Glance:
        """Return what one line says about a day (default: today), reading as little as possible."""
        return self.glances(day, ())[0]

    def glances(self, day: date | None, *without: Sequence[Entry]) -> tuple[Glance, ...]:
        """Return for each of ``without`` a glance of a day that leaves these entries out.

        They have no minutes of their own.
        """
        today = self.today()
        shown = today if day is None else day
        basis = self._keeper.basis(self.store.read_log(today, ()), today)
        reached = self._keeper.reached(basis, today)
        if self._wrote and (reached is None or reached.day < today):
            self.keep()
            reached = self._keeper.reached(basis, today)
        self._wrote = False
        since = basis.first if reached is None else reached.day
        tallies = self.store.tallies(since, today)
        earlier = self.store.tallies(shown, shown) if shown < since else None
        asked = self._asked_by_week(basis.schedule, shown, today)

        def made(gone: Sequence[Entry]) -> Glance:
            left = without_entries(tallies, gone)
            of_day = between(left, shown, shown) if earlier is None else earlier
            return glance_of(basis, reached, left, of_day, today, shown, asked)

        return tuple(map(made, without))

    def _asked_by_week(self, schedule: Schedule, day: date, today: date) -> Sequence[WeekTask]:
        """Return what the week of a day asks for, read only where anything was ever asked so."""
        if not schedule.asks_weekly:
            return ()
        from ssi_tui.core.history.weeks import week_tasks

        first_weekday = self.settings.first_weekday
        tallies = self.store.tallies(week_start(day, first_weekday), today)
        return week_tasks(schedule, tallies, day, today, first_weekday)

    def estimate_on(self, day: date) -> float | None:
        """Return the total shown for the morning of a day up to today, ``None`` before the log."""
        from ssi_tui.core.history.mornings import scores_at_opening

        source = self.dashboard().source
        scores = scores_at_opening(source.log, source.history, day)
        return None if scores is None else shown_total(scores)

    def changed_elsewhere(self) -> bool:
        """Tell whether another process has changed the log since the last call."""
        version = self.store.data_version()
        changed = self._version not in (None, version)
        self._version = version
        if changed:
            self._clear()
        return changed

    def state(self) -> object:
        """Return a value that changes with each write of any process."""
        return self.store.data_version(), self.changes()

    def changes(self) -> int:
        """Return how many rows this process has written so far."""
        return self.store.connection.total_changes

    def settle(self) -> None:
        """Copy the write-ahead log into the database file, once nothing changed between two calls.

        SQLite silently ignores all of the write-ahead log after a damaged frame
        (sqlite.org/walformat.html, section 4.1), but reports damage in the file itself.
        """
        state = self.state()
        if state == self._seen and state != self._settled:
            # A failure is reported once, not each second; if readers were in the way, try again.
            self._settled = state
            if not self.store.settle():
                self._settled = None
        self._seen = state

    def schedule(self) -> Schedule:
        """Return the schedule: workdays, time off, targets and tasks."""
        return Schedule.of(self.log())

    def actions(self) -> Actions:
        """Return the actions that score today: the formula's and the user's own tasks.

        They are read anew each time, because another process may have added a task.
        """
        changes = self.store.routine.task_changes()
        return Schedule.of(Log(tasks=changes)).actions_on(self.today()) if changes else ACTIONS

    def action(self, name: str) -> str:
        """Return the id of an action that can be ticked; raises ``RefusedError``."""
        # The formula's actions need no database, and a refused name must not create one.
        if name in ACTIONS or not self.store.exists():
            return checks.action(name)
        return checks.action(name, self.offered())

    def routine_task(self, name: str) -> str:
        """Return the id of a task that can be in the routine; raises ``RefusedError``."""
        if name in DEFAULT_TARGETS or not self.store.exists():
            return checks.routine_task(name)
        schedule = self.schedule()
        return checks.routine_task(
            name, [task for task in schedule.tasks if task not in schedule.retired]
        )

    def target_of(self, task: str, value: int) -> int:
        """Return a daily target that a task can have; raises ``RefusedError``."""
        if may_be_daily(task):
            self.routine_task(task)
        elif value:
            raise RefusedError(f"{task} can only have a weekly target: {task}=1/week")
        return checks.target(value)

    def offered(self) -> Actions:
        """Return the actions that can be ticked, without retired tasks that today does not need."""
        changes = self.store.routine.task_changes()
        if not changes:
            return ACTIONS
        schedule = Schedule.of(self.store.read_log(self.today(), ()))
        asked = {task.id for task in schedule.whole_routine(self.today())}
        gone = set(schedule.retired) - asked
        actions = schedule.actions_on(self.today())
        return {task: action for task, action in actions.items() if task not in gone}

    @contextmanager
    def verb(
        self, kind: OperationKind, day: date | None = None, *, beside: bool = False
    ) -> Iterator[Verb]:
        """Run a verb in one transaction: all that it writes is committed, or nothing if it raises.

        A verb ``beside`` the log (a review, the session clock) leaves the log in memory as it is.
        """
        verb = Verb(self.store, kind, self.wall_clock.now(), day)
        with self.store.transaction():
            yield verb
        if not beside:
            self.refresh(verb.kind, verb.days)

    def turned(self, operation: Operation, days: Sequence[date]) -> Done:
        """Update what is in memory after an undo or redo, and return its result.

        ``days`` are those on which other entries count now.
        """
        self.refresh(operation.kind, days)
        changed = self.store.entries_of(operation.id)
        return Done(
            operation.kind,
            operation.day,
            changed,
            size=operation.entries,
            step=None if changed or operation.entries else self._step(operation),
        )

    def _step(self, operation: Operation) -> JournalStep:
        from ssi_tui.core.journal.rows import JournalStep
        from ssi_tui.storage.log.journal import JournalRows

        clock, at = self.wall_clock, operation.at
        facts = JournalRows(self.store).facts_of(operation)
        return JournalStep(operation, clock.wall(at), clock.day_of(at), facts=facts)

    def forget(self) -> None:
        """Forget what is in memory after a write, so that it is read anew."""
        self._wrote = self._written = True
        self._clear()

    def _clear(self) -> None:
        self._log = None
        self._history = None
        self._dashboards = {}
        self._keeper.forget()

    def refresh(self, kind: OperationKind, days: Sequence[date]) -> None:
        """Update what is in memory after an operation; its history stays if only today changed."""
        self._wrote = self._written = True
        today = self.today()
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

"""The verbs of the application, over the store and the core. The clock is handed in."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.history.sums import notes_left
from ssi_tui.core.model import Entry, OperationKind
from ssi_tui.core.value import replace
from ssi_tui.storage.database.errors import DatabaseUnusableError as DatabaseUnusableError
from ssi_tui.storage.database.errors import NotNowError as NotNowError
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.log_view import LogView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TextIO

    from ssi_tui.core.formula import Actions
    from ssi_tui.core.import_report import ImportReport
    from ssi_tui.core.model import Operation, Source
    from ssi_tui.core.settings import Settings, Value
    from ssi_tui.core.today.dashboard import Dashboard
    from ssi_tui.core.today.glance import Glance
    from ssi_tui.core.wall_clock import WallClock
    from ssi_tui.tracker.backups import BackupVerbs
    from ssi_tui.tracker.clock import ClockVerbs
    from ssi_tui.tracker.journal import JournalVerbs
    from ssi_tui.tracker.review import ReviewVerbs
    from ssi_tui.tracker.routine import RoutineVerbs
    from ssi_tui.tracker.tasks import TaskVerbs
    from ssi_tui.tracker.verb import Done


class Tracker:
    """One user's log. Verbs raise ``RefusedError`` or ``DatabaseUnusableError``."""

    def __init__(
        self,
        path: Path,
        wall_clock: WallClock,
        source: Source,
        preferences: SettingsFile | None = None,
    ) -> None:
        self.preferences = preferences or SettingsFile()
        wall_clock.follow(self.preferences.settings)
        self.view = LogView(path, wall_clock, self.preferences.settings)
        self.store = self.view.store
        self.wall_clock = wall_clock
        self.source = source

    @cached_property
    def backups(self) -> BackupVerbs:
        """The verbs of the backups, loaded when they are first used."""
        from ssi_tui.tracker.backups import BackupVerbs

        return BackupVerbs(self.view)

    @cached_property
    def journal(self) -> JournalVerbs:
        """The log read back, and the verbs that edit in it, loaded when they are first used."""
        from ssi_tui.tracker.journal import JournalVerbs

        return JournalVerbs(self.view)

    @cached_property
    def review(self) -> ReviewVerbs:
        """The verbs of the weekly review, loaded when they are first used."""
        from ssi_tui.tracker.review import ReviewVerbs

        return ReviewVerbs(self.view)

    @cached_property
    def routine(self) -> RoutineVerbs:
        """The verbs of the routine, loaded when they are first used."""
        from ssi_tui.tracker.routine import RoutineVerbs

        return RoutineVerbs(self.view)

    @cached_property
    def clock(self) -> ClockVerbs:
        """The verbs of the session clock, loaded when they are first used."""
        from ssi_tui.tracker.clock import ClockVerbs

        return ClockVerbs(self.view)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.preferences.settings

    def change_setting(self, key: str, value: Value) -> None:
        """Set a key of the settings and follow it from now on."""
        self.preferences.change(key, value)
        self.wall_clock.follow(self.settings)
        self.view.settings = self.settings
        self.view.forget()

    @cached_property
    def tasks(self) -> TaskVerbs:
        """The verbs of the user's own tasks, loaded when they are first used."""
        from ssi_tui.tracker.tasks import TaskVerbs

        return TaskVerbs(self.view)

    def open(self) -> None:
        """Open the database now, and not when it is first asked for something."""
        self.store.data_version()

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    @property
    def actions(self) -> Actions:
        """What scores in the log: the formula's actions, and the user's own tasks."""
        return self.view.actions()

    def today(self) -> date:
        """Return the user's day."""
        return self.wall_clock.today()

    def dashboard(self, day: date | None = None) -> Dashboard:
        """Return what the screens show of a day (default: today)."""
        return self.view.dashboard(day)

    def glance(self, day: date | None = None) -> Glance:
        """Return what one line says of a day (default: today)."""
        return self.view.glance(day)

    # -- ticking ------------------------------------------------------------------------------

    def tick(
        self,
        actions: Sequence[tuple[str, int]],
        day: date | None = None,
        *,
        note: str | None = None,
        quality: str | None = None,
        pausing: bool = False,
    ) -> Done:
        """Log actions with their counts on a day (default: today), as entries of count 1.

        A connect without quality is stored as ``note`` while personal notes are left in the month
        of the day, else as ``plain``. ``pausing`` pauses the session clock in a step of its own
        that comes before, so that undo takes the tick first.
        """
        if not actions:
            raise RefusedError("name at least one action to tick (ssi-tui tick --list)")
        today = self.today()
        on = checks.day(day or today, today)
        text = checks.note(note) if note is not None else None
        for name, number in actions:
            checks.quality(self.view.action(name), quality)
            checks.count(number)
        with self.view.verb(OperationKind.TICK, on) as verb:
            if pausing:
                self.clock.pause_within(verb.at)
            operation = verb.operation
            names = [name for name, number in actions for _ in range(number)]
            left = self._notes_left(on) if "connect" in names else None
            entries = []
            for name in names:
                given = quality
                if name == "connect" and given is None:
                    given = "plain" if left == 0 else "note"
                if given == "note" and left:
                    left -= 1
                entries.append(
                    Entry(
                        id=verb.new_id(),
                        operation_id=operation,
                        day=on,
                        at=verb.at,
                        task=name,
                        quality=given,
                        note=text or None,
                        source=self.source,
                    )
                )
            self.store.add_entries(entries)
        return verb.done(entries)

    def _notes_left(self, day: date) -> int | None:
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        tallies = self.store.tallies(first, min(last, self.today()))
        return notes_left(tallies, day, self.settings.notes_a_month)

    def take_back(self, task: str, day: date) -> Done:
        """Take one back from the newest entry of a task on a day."""
        checks.action(task, self.actions)
        with self.view.verb(OperationKind.TAKE_BACK, day) as verb:
            entry = self._newest(task, day)
            verb.take_out(entry, "taken back")
            if left := entry.count - 1:
                minutes = entry.minutes and entry.minutes * left / entry.count
                verb.put_in(replace(entry, count=left, minutes=minutes))
        return verb.done([entry])

    def cycle_quality(self, task: str, day: date) -> Done:
        """Give the newest entry of a task on a day the next quality of its action."""
        with self.view.verb(OperationKind.QUALITY, day) as verb:
            entry = self._newest(task, day)
            action = self.actions[entry.task]
            qualities = list(action.qualities)
            if not qualities:
                raise RefusedError(f"{action.label} has no quality to choose")
            # None given counts like the first one, so the first press goes on to the second.
            place = 0 if entry.quality is None else qualities.index(entry.quality)
            verb.take_out(entry, "edited")
            new = verb.put_in(replace(entry, quality=qualities[(place + 1) % len(qualities)]))
        return verb.done([new])

    def note(self, text: str, day: date, task: str | None = None) -> Done:
        """Write a note on the newest entry of a task on a day, or on the day (no task).

        An empty text takes the note away.
        """
        text = checks.note(text)
        checks.day(day, self.today())
        with self.view.verb(OperationKind.NOTE, day) as verb:
            if task is None:
                self.store.routine.add_day_note(verb.operation, day, text)
                return verb.done()
            entry = self._newest(task, day)
            verb.take_out(entry, "edited")
            return verb.done([verb.put_in(replace(entry, note=text or None))])

    def newest(self, task: str, day: date) -> Entry | None:
        """Return the newest entry that counts toward a task on a day."""
        return self.store.newest_entry(counting_toward(task), day)

    def _newest(self, task: str, day: date) -> Entry:
        entry = self.newest(task, day)
        if entry is None:
            raise RefusedError(f"there is no {self.actions[task].label} on {day}")
        return entry

    # -- undo and redo ------------------------------------------------------------------------

    def next_undo(self) -> Operation | None:
        """Return the operation that ``undo`` would take, whatever process wrote it."""
        return self.store.last_operation()

    def undo(self, shown: str | None = None) -> Done:
        """Undo the last operation in order of writing; refuse where it is not the one shown."""
        with self.store.transaction():
            operation = self.store.last_operation()
            if operation is None:
                raise RefusedError("there is nothing to undo")
            if shown not in (None, operation.id):
                raise RefusedError("another change has come after it; look again, then undo")
            self.store.mark_undone(operation.id, self.wall_clock.now())
        return self.view.turned(operation)

    def redo(self) -> Done:
        """Redo the operation that was undone last, unless something new was written since."""
        with self.store.transaction():
            operation = self.store.next_redo()
            if operation is None:
                raise RefusedError("there is nothing to redo")
            self.store.mark_undone(operation.id, None)
        return self.view.turned(operation)

    # -- in and out ---------------------------------------------------------------------------

    def import_log(self, path: Path, *, dry_run: bool = False) -> ImportReport:
        """Import an export of ours, or a CSV log, as one operation."""
        # The module is loaded when it is used: most runs import nothing.
        from ssi_tui.storage.exchange.export import import_log

        report = import_log(
            self.store,
            path,
            self.wall_clock.now(),
            self.today(),
            self.wall_clock.day_of,
            dry_run=dry_run,
        )
        return self._imported(report)

    def import_linkedin(
        self,
        path: Path,
        *,
        me: str | None = None,
        invitations_zone: str = "America/Los_Angeles",
        dry_run: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportReport:
        """Import LinkedIn's export (a zip, a folder or one of its CSV files) as one operation.

        ``me`` is the user's name or profile URL where the archive does not tell it;
        ``invitations_zone`` that of the times of invitations; ``progress`` is told bytes done and
        bytes in all.
        """
        from ssi_tui.tracker.archive import import_linkedin

        report = import_linkedin(
            self.store,
            self.wall_clock,
            path,
            me=me,
            invitations_zone=invitations_zone,
            dry_run=dry_run,
            progress=progress,
        )
        return self._imported(report)

    def _imported(self, report: ImportReport) -> ImportReport:
        """Show what an import has brought, and work out once what all that come after it need."""
        self.view.forget()
        if report.operation is not None:
            self.routine.fit_imported(report.operation)
            self.view.keep()
        return report

    def export(self, form: str, out: TextIO) -> None:
        """Write the log as ``json`` (everything), ``csv`` or ``markdown`` (what counts)."""
        if form == "json":
            from ssi_tui.storage.exchange.export import write_json

            write_json(self.store, out)
        elif form == "csv":
            from ssi_tui.storage.exchange.csv import write_csv

            write_csv(self.store, out)
        else:
            from ssi_tui.core.journal.markdown import log_lines

            entries = self.store.entries(date.min, date.max)
            lines = log_lines(entries, self.store.set_aside(), self.actions)
            out.writelines(f"{line}\n" for line in lines)


def counting_toward(task: str) -> tuple[str, ...]:
    """Return the actions that count toward a task (itself, where it is no task of the formula)."""
    return tuple(action.id for action in ACTIONS.values() if action.toward == task) or (task,)

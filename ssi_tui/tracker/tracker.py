"""The verbs of the application: what a user can do to the log and its settings."""

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
from ssi_tui.storage.database.errors import LockedError as LockedError
from ssi_tui.storage.database.errors import NotNowError as NotNowError
from ssi_tui.storage.database.errors import explained
from ssi_tui.storage.database.locations import folder_of_documents, folder_of_downloads
from ssi_tui.storage.log.rows import has_unsent, is_synced
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.log_view import LogView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TextIO

    from ssi_tui.core.import_report import ImportReport
    from ssi_tui.core.model import Operation, Source
    from ssi_tui.core.settings import Settings, Value
    from ssi_tui.core.today.dashboard import Dashboard
    from ssi_tui.core.wall_clock import WallClock
    from ssi_tui.storage.database.files import FilePath
    from ssi_tui.tracker.backups import BackupVerbs
    from ssi_tui.tracker.clock import ClockVerbs
    from ssi_tui.tracker.journal import JournalVerbs
    from ssi_tui.tracker.machines import MachineVerbs
    from ssi_tui.tracker.publish import PublishVerbs
    from ssi_tui.tracker.readings import ReadingVerbs
    from ssi_tui.tracker.review import ReviewVerbs
    from ssi_tui.tracker.routine import RoutineVerbs
    from ssi_tui.tracker.tasks import TaskVerbs
    from ssi_tui.tracker.verb import Done


class Tracker:
    """One user's log and settings; verbs raise ``RefusedError`` or ``DatabaseUnusableError``."""

    def __init__(
        self,
        path: FilePath,
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
        """The verbs of backups, imported on first use."""
        from ssi_tui.tracker.backups import BackupVerbs

        return BackupVerbs(self.view)

    @cached_property
    def journal(self) -> JournalVerbs:
        """The verbs that read and edit the log, imported on first use."""
        from ssi_tui.tracker.journal import JournalVerbs

        return JournalVerbs(self.view)

    @cached_property
    def review(self) -> ReviewVerbs:
        """The verbs of the weekly review, imported on first use."""
        from ssi_tui.tracker.review import ReviewVerbs

        return ReviewVerbs(self.view)

    @cached_property
    def routine(self) -> RoutineVerbs:
        """The verbs of the routine, imported on first use."""
        from ssi_tui.tracker.routine import RoutineVerbs

        return RoutineVerbs(self.view)

    @cached_property
    def readings(self) -> ReadingVerbs:
        """The verbs of readings, loaded when they are first used."""
        from ssi_tui.tracker.readings import ReadingVerbs

        return ReadingVerbs(self.view)

    @cached_property
    def clock(self) -> ClockVerbs:
        """The verbs of the session clock, imported on first use."""
        from ssi_tui.tracker.clock import ClockVerbs

        return ClockVerbs(self.view)

    @cached_property
    def publish(self) -> PublishVerbs:
        """The verbs that write what others open, imported on first use."""
        from ssi_tui.tracker.publish import PublishVerbs

        return PublishVerbs(self.view)

    @cached_property
    def tasks(self) -> TaskVerbs:
        """The verbs of the user's own tasks, imported on first use."""
        from ssi_tui.tracker.tasks import TaskVerbs

        return TaskVerbs(self.view)

    @cached_property
    def machines(self) -> MachineVerbs:
        """The verbs of machine files, imported on first use."""
        from ssi_tui.tracker.machines import MachineVerbs

        return MachineVerbs(self.view)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.preferences.settings

    def change_setting(self, key: str, value: Value) -> None:
        """Change a setting, which holds from now on."""
        self.preferences.change(key, value)
        self.wall_clock.follow(self.settings)
        self.view.settings = self.settings
        self.view.forget()

    def downloads(self) -> Path:
        """Return the folder in which the user's downloads lie."""
        return folder_of_downloads()

    def save_picture(self, drawn: str) -> Path:
        """Write a picture of the screen beside the user's downloads; raises ``RefusedError``."""
        from ssi_tui.storage.database.files import free_name, private_text

        taken = self.wall_clock.wall(self.wall_clock.instant())
        path = free_name(self.downloads() / f"ssi-tui-{taken:%Y-%m-%d-%H%M%S}.svg")
        try:
            with private_text(path, over=False) as out:
                out.write(drawn)
        except OSError as error:
            why = f"can't save the picture in {path.parent} ({checks.reason(error)}); check it"
            raise RefusedError(why) from error
        return path

    def documents(self) -> Path:
        """Return the folder in which the user's documents lie."""
        return folder_of_documents()

    def open(self) -> None:
        """Open the database now instead of on first use."""
        self.store.data_version()

    def is_synced(self) -> bool:
        """Tell whether sync was turned on."""
        with explained(self.store.file):
            return is_synced(self.store.connection)

    def has_unsent(self) -> bool:
        """Tell whether sync is on, and other computers cannot know all of the log yet."""
        with explained(self.store.file):
            return has_unsent(self.store.connection)

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def today(self) -> date:
        """Return the user's day."""
        return self.wall_clock.today()

    def dashboard(self, day: date | None = None) -> Dashboard:
        """Return what the screens show about a day (default: today)."""
        return self.view.dashboard(day)

    def tick(
        self,
        actions: Sequence[tuple[str, int]],
        day: date | None = None,
        *,
        note: str | None = None,
        quality: str | None = None,
        pausing: bool = False,
    ) -> Done:
        """Log actions on a day (default: today), each as often as its count says.

        A connect without a quality gets ``note`` while the month of the day has personal notes
        left, else ``plain``. ``pausing`` also pauses the session clock, in an operation before the
        tick, so that undo takes back the tick first.
        """
        if not actions:
            raise RefusedError("log what? See ssi-tui tick --list")
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
        """Reduce the newest entry of a task on a day by one, or remove it if its count is 1."""
        checks.action(task, self.view.actions())
        with self.view.verb(OperationKind.TAKE_BACK, day) as verb:
            entry = self._newest(task, day)
            verb.take_out(entry, "taken back")
            if left := entry.count - 1:
                minutes = entry.minutes and entry.minutes * left / entry.count
                verb.put_in(replace(entry, count=left, minutes=minutes))
        return verb.done([entry])

    def cycle_quality(self, task: str, day: date) -> Done:
        """Change the newest entry of a task on a day to the next quality of its action."""
        with self.view.verb(OperationKind.QUALITY, day) as verb:
            entry = self._newest(task, day)
            action = self.view.actions()[entry.task]
            quality = action.next_quality(entry.quality)
            if quality is None:
                raise RefusedError(f"{action.label} has no qualities")
            verb.take_out(entry, "edited")
            new = verb.put_in(replace(entry, quality=quality))
        return verb.done([new])

    def note(self, text: str, day: date, task: str | None = None) -> Done:
        """Write a note on the newest entry of a task on a day, or on the day itself without a task.

        An empty text removes the note.
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
        """Return the newest entry of a day whose action counts toward a task."""
        toward = [action.id for action in ACTIONS.values() if action.toward == task]
        return self.store.newest_entry(toward or [task], day)

    def _newest(self, task: str, day: date) -> Entry:
        entry = self.newest(task, day)
        if entry is None:
            # Loaded here: few keys are refused.
            from ssi_tui.core.text.words import near_day

            raise RefusedError(
                f"no {self.view.actions()[task].label} logged on {near_day(day, self.today())}"
            )
        return entry

    def next_undo(self) -> Operation | None:
        """Return the operation that ``undo`` would undo, whichever process wrote it."""
        return self.store.last_operation()

    def undo(self, shown: str | None = None) -> Done:
        """Undo the operation that was written last; refuse if ``shown`` is the id of another."""
        with self.store.transaction():
            operation = self.store.last_operation()
            if operation is None:
                raise RefusedError("nothing to undo")
            if shown not in (None, operation.id):
                raise RefusedError("something else changed since; check, then undo again")
            days = self.store.turn(operation.id, self.wall_clock.now(), undo=True)
        return self.view.turned(operation, days)

    def redo(self) -> Done:
        """Redo the operation that was undone last, unless a new one was written since."""
        with self.store.transaction():
            operation = self.store.next_redo()
            if operation is None:
                raise RefusedError("nothing to redo")
            days = self.store.turn(operation.id, self.wall_clock.now(), undo=False)
        return self.view.turned(operation, days)

    def import_log(
        self,
        given: Path | str,
        *,
        dry_run: bool = False,
        entries_only: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportReport:
        """Import our own export, or a CSV log, from a file or as a text, as one operation."""
        # Imported on first use: most commands need no import or export.
        from ssi_tui.storage.exchange.export import import_log

        clock = self.wall_clock
        at, today, day_of = clock.now(), clock.today(), clock.day_of
        report = import_log(
            self.store,
            given,
            at,
            today,
            day_of,
            self.view.keep_within,
            dry_run=dry_run,
            entries_only=entries_only,
            progress=progress,
        )
        self.view.forget()
        return report

    def import_linkedin(
        self,
        path: Path,
        *,
        me: str | None = None,
        invitations_zone: str | None = None,
        dry_run: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportReport:
        """Import LinkedIn's archive (a zip, a folder or one of its CSV files) as one operation.

        Workbooks of analytics, alone or in the folder, are another. ``me`` is the user's name or
        profile URL, for an archive that does not say it; ``invitations_zone`` is the time zone of
        invitations (default: Los Angeles); ``progress`` is called with the bytes done and in all.
        """
        from ssi_tui.tracker.archive import import_linkedin

        report = import_linkedin(
            self.store,
            self.wall_clock,
            path,
            self.view.keep_within,
            me=me,
            invitations_zone=invitations_zone,
            dry_run=dry_run,
            progress=progress,
        )
        self.view.forget()
        return report

    def export(self, form: str, out: TextIO) -> None:
        """Write the log as ``json`` (everything) or as ``csv`` or ``markdown`` (live entries)."""
        if form == "json":
            from ssi_tui.storage.exchange.export import write_json

            write_json(self.store, out)
        elif form == "csv":
            from ssi_tui.storage.exchange.csv import write_csv

            write_csv(self.store, out)
        else:
            from ssi_tui.core.journal.markdown import log_lines
            from ssi_tui.storage.log.journal import JournalRows

            entries = self.store.entries(date.min, date.max)
            aside = JournalRows(self.store).set_aside()
            lines = log_lines(entries, aside, self.view.actions())
            out.writelines(f"{line}\n" for line in lines)

"""The verbs of the Log: reading its rows, editing and voiding entries, undoing imports."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.journal.filter import JournalFilter
from ssi_tui.core.journal.rows import (
    Deed,
    EntryValues,
    Journal,
    JournalEntry,
    JournalRow,
    JournalStep,
)
from ssi_tui.core.journal.words import entries_words, on_words, step_label, step_words
from ssi_tui.core.labels import KIND_LABELS
from ssi_tui.core.model import BY_HAND, Entry, OperationKind
from ssi_tui.core.text.words import count_of, near_day, times
from ssi_tui.core.value import replace
from ssi_tui.storage.log.journal import JournalRows
from ssi_tui.tracker.log_view import LogView
from ssi_tui.tracker.verb import Done

# So many operations are named at most; more are only counted.
_NAMED = 20
_START = datetime.min.replace(tzinfo=UTC)


def _moment(row: JournalRow) -> tuple[datetime, str, str]:
    """Return the sort key of a row: its instant, and ids for rows of the same instant."""
    if isinstance(row, JournalStep):
        return row.operation.at, row.operation.id, ""
    return row.entry.at or _START, row.entry.operation_id, row.entry.id


class JournalVerbs:
    """The rows of the Log; verbs raise ``RefusedError`` or ``DatabaseUnusableError``."""

    def __init__(self, view: LogView) -> None:
        self._view = view
        self._store = view.store
        self._wall_clock = view.wall_clock
        self._rows = JournalRows(view.store)

    def open(self, wanted: JournalFilter) -> Journal:
        """Return the number of rows that match a filter on each day up to today."""
        today = self._view.today()
        live = self._rows.live_days(wanted, today)
        extra: defaultdict[date, list[int]] = defaultdict(list)
        for day, number in self._rows.dead_entries(wanted, today):
            extra[day].append(number)
        for day, number in self._steps(wanted):
            if day <= today:
                extra[day].append(-number)
        counts = Counter(live)
        counts.update({day: len(numbers) for day, numbers in extra.items()})
        days = sorted(counts, reverse=True)
        return Journal(
            wanted=wanted,
            days=tuple(days),
            counts=tuple(counts[day] for day in days),
            extra=extra,
            entries=sum(live.values()),
            empty=not counts and self._rows.is_empty(),
        )

    def _steps(self, wanted: JournalFilter) -> list[tuple[date, int]]:
        """Return day and number of each operation that is a row of its own and matches a filter."""
        if not wanted.wants_steps:
            return []
        found = self._rows.steps(imports_only=wanted.wants_imports_only)
        if wanted.searches:
            today, known = self._view.today(), self._view.actions()
            numbers = sorted((number for _, number in found), reverse=True)
            fitting = {
                number
                for number, step in zip(numbers, self._read_steps(numbers), strict=True)
                if wanted.finds(
                    " ".join((step_label(step), step_words(step, today, known), *on_words(step)))
                )
            }
            found = [(at, number) for at, number in found if number in fitting]
        return [(self._wall_clock.day_of(at), number) for at, number in found]

    def _read_steps(self, numbers: list[int]) -> list[JournalStep]:
        clock, found = self._wall_clock, self._rows.steps_of(numbers)
        elsewhere = self._rows.elsewhere(one.id for one, _, _ in found)
        return [
            JournalStep(
                one,
                clock.wall(one.at),
                clock.day_of(one.at),
                undone,
                facts,
                elsewhere.get(one.id, ""),
            )
            for one, undone, facts in found
        ]

    def rows(
        self, journal: Journal, first: int, last: int
    ) -> Mapping[date, tuple[JournalRow, ...]]:
        """Return the rows of some days, newest first; the two numbers index ``journal.days``."""
        days = journal.days[first : last + 1]
        if not days:
            return {}
        numbers = [number for day in days for number in journal.extra.get(day, ())]
        found: defaultdict[date, list[JournalRow]] = defaultdict(list)
        for step in self._read_steps([-number for number in numbers if number < 0]):
            found[step.day].append(step)
        live = self._rows.live_between(journal.wanted, days[-1], days[0])
        dead = self._rows.dead(number for number in numbers if number > 0)
        entries = [*((entry, "") for entry in live), *dead]
        elsewhere = self._rows.elsewhere({entry.operation_id for entry, _ in entries})
        for entry, why in entries:
            found[entry.day].append(self._row(entry, why, elsewhere.get(entry.operation_id, "")))
        return {day: tuple(sorted(rows, key=_moment, reverse=True)) for day, rows in found.items()}

    def _row(self, entry: Entry, why: str, on: str) -> JournalEntry:
        if entry.at is None:
            return JournalEntry(entry, None, why=why, on=on)
        logged_on = self._wall_clock.day_of(entry.at)
        late = entry.source in BY_HAND and logged_on != entry.day
        wall = self._wall_clock.wall(entry.at)
        return JournalEntry(entry, wall, logged_on if late else None, why, on)

    def deeds(self, entry: Entry) -> tuple[Deed, ...]:
        """Return the operation that wrote an entry, and those that superseded it since."""
        found = self._rows.deeds(entry)
        return tuple(
            Deed(kind, self._wall_clock.wall(at), why, gone) for kind, at, why, gone in found
        )

    def brought_words(self, operations: Sequence[str]) -> str:
        """Return what some operations did: ``comment ×2, undo``; of many only how many they are."""
        if len(operations) > _NAMED:
            return count_of(len(operations), "change")
        entries, kinds = self._rows.brought(operations)
        words = [times(KIND_LABELS[kind], number) for kind, number in Counter(kinds).items()]
        ticked = entries_words(entries, self._view.actions())
        return ", ".join([ticked, *words] if ticked else words)

    def edited_since(self, operation_id: str) -> int:
        """Return how many entries of an import were edited, and would stay if it were undone."""
        return self._rows.edited_since(operation_id)

    def edit(self, entry_id: str, values: EntryValues) -> Done:
        """Replace an entry by one with new values, in one operation."""
        today = self._view.today()
        checks.count(values.count)
        checks.day(values.day, today)
        if values.minutes is not None:
            checks.minutes(values.minutes)
        note = checks.note(values.note) or None
        with self._view.verb(OperationKind.EDIT, values.day) as verb:
            entry = self._live(entry_id)
            checks.quality(entry.task, values.quality)
            edited = replace(
                entry,
                day=values.day,
                count=values.count,
                minutes=values.minutes,
                quality=values.quality,
                note=note,
            )
            if edited == entry:
                raise RefusedError("nothing to change")
            verb.take_out(entry, "edited")
            return verb.done([verb.put_in(edited)])

    def void(self, entry_id: str) -> Done:
        """Make an entry no longer count; it stays in the log, and no import adds it again."""
        with self._view.verb(OperationKind.VOID) as verb:
            entry = self._live(entry_id)
            verb.day = entry.day
            verb.take_out(entry, "voided")
        return verb.done([entry])

    def _live(self, entry_id: str) -> Entry:
        entry = self._store.live_entry(entry_id)
        if entry is None:
            raise RefusedError("this entry was already removed")
        return entry

    def last_elsewhere(self) -> str:
        """Return a sentence about the last step of all if another machine wrote it, else ""."""
        last = self._rows.last()
        name = "" if last is None else self._rows.elsewhere([last.id]).get(last.id, "")
        if last is None or not name:
            return ""
        wall, day, today = self._wall_clock.wall(last.at), last.at, self._view.today()
        when = f"{wall:%H:%M}"
        if self._wall_clock.day_of(day) != today:
            when = f"{near_day(self._wall_clock.day_of(day), today)} {when}"
        return f"the last step is {name}'s ({self.brought_words([last.id])}, {when}); see Log"

    def turn(self, operation_id: str, *, undo: bool) -> Done:
        """Undo or redo a step by name, whichever it is and whichever machine wrote it."""
        with self._store.transaction():
            found = self._rows.operation(operation_id)
            if found is None or undo == (found.undone_at is not None):
                raise RefusedError("this step is already undone" if undo else "it isn't undone")
            days = self._store.turn(operation_id, self._wall_clock.now(), undo=undo)
        return self._view.turned(found, days)

"""The verbs of machine files: what several computers tell each other through a folder.

All of them work with the connection of their store alone, so that a worker may have its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.core.text.words import count_of
from ssi_tui.storage.database.errors import explained
from ssi_tui.storage.database.switch import (
    device_of,
    switch,
    turn_off,
    was_of,
)
from ssi_tui.storage.machines.cursors import Machine, amiss, machines
from ssi_tui.storage.machines.folder import Look, folder_in, is_there, look
from ssi_tui.storage.machines.joining import Compared, check_folder, compare, join
from ssi_tui.storage.machines.lines import LEVEL
from ssi_tui.storage.machines.standing import MachineStanding, standings, unsent
from ssi_tui.storage.machines.syncing import Days, FolderGoneError, Syncing
from ssi_tui.storage.machines.taking_in import Taken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.tracker.journal import JournalVerbs
    from ssi_tui.tracker.log_view import LogView


@dataclass(frozen=True, slots=True)
class Standing:
    """How the machine files stand, after a verb or without one.

    ``off`` says why nothing is sent, if so; ``problems`` are sentences; ``new`` are the ids of
    operations that were taken in, by the machine whose files say them. ``names`` are those of all
    ids, also of those that a machine had before.
    """

    on: bool
    off: str
    folder: str | None
    device: str
    name: str
    notes: bool
    sent: int
    unsent: int
    machines: tuple[MachineStanding, ...]
    problems: tuple[str, ...]
    new: dict[str, list[str]]
    names: dict[str, str]

    @property
    def taken(self) -> int:
        """How many operations were taken in."""
        return sum(map(len, self.new.values()))


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look has taken in: the ids of new operations, by the machine whose files say them.

    ``amiss`` tells whether lines are damaged or of a newer program; ``problems`` are sentences.
    """

    new: dict[str, list[str]]
    amiss: bool
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining a folder found there, and how it stands; a ``dry`` run has changed nothing."""

    folder: Path
    compared: Compared
    dry: bool
    standing: Standing


class MachineVerbs:
    """The machine files of one log; verbs raise ``RefusedError`` or ``DatabaseUnusableError``."""

    def __init__(self, view: LogView) -> None:
        self._view = view
        self._store = view.store
        settings = view.settings
        start = "sunday" if settings.first_weekday else "monday"
        self.days = Days(settings.day_start_hour, start)
        self._syncing = Syncing(self._store, self.days)

    def join(
        self, given: Path, name: str, *, notes: bool = True, merge: bool = False, dry: bool = False
    ) -> Joined:
        """Turn machine files on in a folder, and take in and send all that there is.

        Refuses somebody else's log, as it seems, unless it is to ``merge``. A ``dry`` run only says
        what would come together.
        """
        check_folder(given)
        folder = folder_in(given)
        # A name of a computer need not be text.
        name = name.encode("utf-8", "replace").decode()
        with self._explained(), self._syncing.held():
            compared = compare(self._store, folder)
            if dry:
                return Joined(folder, compared, dry, self._standing(None, Taken(), 0))
            if compared.strangers and not merge:
                raise RefusedError(
                    f"the {compared.theirs:,} changes in {folder} have nothing in common with your "
                    f"{compared.ours:,}; --merge joins them all the same"
                )
            join(self._store, folder, name, notes=notes)
            return Joined(folder, compared, dry, self._sync())

    def sync(self, *, again: bool = False) -> Standing:
        """Take in and send now; ``again`` writes whatever no machine file holds any more."""
        with self._explained(), self._syncing.held():
            if again:
                self._syncing.forget()
            return self._sync()

    def _sync(self) -> Standing:
        found, taken = self._syncing.take_in(self._view.wall_clock.instant())
        sent = self._syncing.send()
        if taken.operations:
            self._view.forget()
            # What the closed days say now is kept for the next prompt.
            self._view.keep()
        return self._standing(found, taken, sent)

    def look(self) -> Looked:
        """Take in what is new, without sending; it is quick where nothing is."""
        with self._explained(), self._syncing.held():
            found, taken = self._syncing.take_in(self._view.wall_clock.instant())
            if taken.operations:
                self._view.forget()
            damaged, newer = amiss(self._syncing.cursors())
            problems = (*found.problems, *taken.problems)
            return Looked(taken.operations, bool(+damaged or +newer), problems)

    def send(self) -> int:
        """Write what no machine file holds, unless another process does so; return how much."""
        with self._explained(), self._syncing.held_now() as held:
            return self._syncing.send() if held else 0

    def status(self) -> Standing:
        """Look how the machine files stand, and change nothing."""
        with self._explained():
            on = switch(self._store.connection)
            found = None
            if on is not None and is_there(on.path):
                try:
                    found = look(on.path, self._syncing.cursors(), LEVEL)
                except OSError as error:
                    found = Look(problems=[f"can't read {on.folder} ({reason(error)})"])
            return self._standing(found, Taken(), 0)

    def off(self) -> None:
        """Turn machine files off, and leave the folder as it is."""
        with self._store.transaction() as connection:
            turn_off(connection)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Raise what is wrong with a file of the folder, or with the database, as a sentence."""
        try:
            with explained(self._store.path):
                yield
        except OSError as error:
            raise RefusedError(f"can't use {error.filename} ({reason(error)})") from error

    def _standing(self, found: Look | None, taken: Taken, sent: int) -> Standing:
        connection = self._store.connection
        on = switch(connection)
        device = device_of(connection)
        name = on.name if on is not None else ""
        problems = [*(found.problems if found is not None else []), *taken.problems]
        off = ""
        try:
            self._syncing.on()
        except FolderGoneError as error:
            problems.append(str(error))
        except RefusedError as error:
            off = str(error)
        return Standing(
            on=not off,
            off=off,
            folder=on.folder if on is not None else None,
            device=device,
            name=name,
            notes=on.notes if on is not None else True,
            sent=sent,
            unsent=unsent(connection) if not off else 0,
            machines=standings(connection, Machine(device, name, was_of(connection)), found),
            problems=tuple(problems),
            new=taken.operations,
            names={one.device: one.name for one in machines(connection).values()},
        )


def amiss_words(one: MachineStanding) -> Iterator[str]:
    """Yield what of the files of a machine needs a look."""
    if one.damaged:
        yield count_of(one.damaged, "damaged line")
    if one.newer:
        yield f"{count_of(one.newer, 'line')} of a newer ssi-tui"


def waiting_words(one: MachineStanding) -> Iterator[str]:
    """Yield what of the files of a machine comes by itself."""
    if one.waiting:
        yield f"{count_of(one.waiting, 'file')} waiting for iCloud"


def copies_words(one: MachineStanding) -> Iterator[str]:
    """Yield how many copies of the files of a machine an engine has kept, which harm nobody."""
    if one.copies:
        copies = count_of(one.copies, "conflict copy", "conflict copies")
        yield f"{copies}, read like the others"


def needs_look(standing: Standing) -> str:
    """Return what of sync needs a look, "" if nothing does.

    Copies of files are read like the files themselves, and those that wait come by themselves.
    """
    if standing.off:
        return standing.off
    told = [
        f"{', '.join(amiss_words(one))} from {one.name}"
        for one in standing.machines
        if any(amiss_words(one))
    ]
    return "; ".join((*standing.problems, *told))


def exchanged_words(sent: int, taken: int) -> str:
    """Return how much was sent and taken in."""
    return f"Sent {count_of(sent, 'change')}, took in {count_of(taken, 'change')}"


def taken_words(
    journal: JournalVerbs, new: Mapping[str, Sequence[str]], names: Mapping[str, str]
) -> str:
    """Return what was taken in from each machine: ``laptop: comment ×2, undo``."""
    return "; ".join(
        f"{names.get(device, device)}: {journal.brought_words(operations)}"
        for device, operations in new.items()
    )

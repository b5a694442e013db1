"""Weeks of several computers: what is done on each, and an engine that carries, cuts and loses."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from hypothesis import note
from hypothesis import strategies as st

from ssi_tui.core.checks import RefusedError
from tests.logs import export_to
from tests.machines.computers import Computer, carry, exchange
from tests.tools.stress.exchanges import CLASHES
from tests.tracker import test_sequences
from tests.tracker.test_sequences import Step

Event = Callable[[Sequence[Computer], Path], object]
"""Something that happens to some computers; the folder is one for files of its own."""

places = st.integers(0, 3)


def _told(step: Callable[..., object]) -> str:
    """Return what a drawn step is, for whoever reads of a draw that breaks a law."""
    held = [cell.cell_contents for cell in step.__closure__ or ()]
    inner = [_told(one) if callable(one) else repr(one) for one in held]
    return f"{step.__qualname__.replace('.<locals>', '')}({', '.join(inner)})"


def _on_one(place: int, step: Step) -> Event:
    """Return a step on one of the computers as an event; what is refused does not happen."""

    def happens(computers: Sequence[Computer], folder: Path) -> None:
        one = computers[place % len(computers)]
        note(f"{one.home.name}: {_told(step)}")
        with suppress(RefusedError):
            step(one.tracker, one.hands, folder)

    return happens


@st.composite
def deeds(draw: st.DrawFn) -> Event:
    """Draw a verb on one of the computers, each second one about what others speak of too."""
    return _on_one(draw(places), draw(test_sequences.deeds | st.one_of(CLASHES)))


@st.composite
def clocks(draw: st.DrawFn) -> Event:
    """Draw a clock that is set to another day, also a year away."""
    days = draw(st.sampled_from([-400, -30, -1, 1, 3, 30, 400]))
    return _on_one(draw(places), lambda _, hands, __: hands.move(days=days))


def _sends(one: Computer) -> None:
    one.tracker.machines.send()


def _joins_anew(one: Computer) -> None:
    one.tracker.machines.off()
    one.join()


def _writes_again(one: Computer) -> None:
    one.tracker.machines.sync(again=True)


def _keeps(one: Computer) -> None:
    """Keep the database as it is now."""
    one.tracker.store.settle()
    one.close()
    shutil.copy(one.home / "log.db", one.home / "kept.db")
    one.reopen()


def _is_set_back(one: Computer) -> None:
    """Set the database back to what was kept of it, in the same file, as a disk is."""
    if (one.home / "kept.db").exists():
        one.tracker.store.settle()
        one.close()
        for end in ("-wal", "-shm"):
            (one.home / f"log.db{end}").unlink(missing_ok=True)
        (one.home / "log.db").write_bytes((one.home / "kept.db").read_bytes())
        one.reopen()


def _restores(one: Computer) -> None:
    """Restore the newest backup, of which there is one of the joining."""
    one.tracker.backups.restore_newest()


@st.composite
def of_a_computer(draw: st.DrawFn, *acts: Callable[[Computer], object]) -> Event:
    """Draw one of some things that a computer does with its database or its folder."""
    place, act = draw(places), draw(st.sampled_from(acts))

    def happens(computers: Sequence[Computer], _: Path) -> None:
        one = computers[place % len(computers)]
        note(f"{one.home.name}: {act.__name__}")
        with suppress(RefusedError):
            act(one)

    return happens


def _cut(file: Path, by: int) -> None:
    text = file.read_bytes()
    file.write_bytes(text[: len(text) * by // 8])


def _earlier(file: Path, by: int) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[: len(lines) * by // 8]))


def _copied(file: Path, by: int) -> None:
    shutil.copy(file, file.with_name(f"{file.stem}.sync-conflict-{by}.journal"))


def _renamed(file: Path, by: int) -> None:
    file.replace(file.with_name(f"{file.stem} ({by}'s conflicted copy 2026-11-29).journal"))


HARM: dict[str, Callable[[Path, int], object]] = {
    "cut": _cut,
    "earlier": _earlier,
    "emptied": lambda file, _: file.write_bytes(b""),
    "lost": lambda file, _: file.unlink(),
    "copied": _copied,
    "renamed": _renamed,
    "doubled": lambda file, _: file.write_bytes(file.read_bytes() * 2),
    "marked": lambda file, _: file.write_bytes(b"<<<<<<< HEAD\n" + file.read_bytes()),
    "returned": lambda file, _: file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n")),
}
"""What engines do to a file that they have carried."""


@st.composite
def carriages(draw: st.DrawFn) -> Event:
    """Draw a carriage from one computer to another of all that is there, and what it harms."""
    source, target = draw(places), draw(places)
    harm = draw(st.none() | st.sampled_from(sorted(HARM)))
    which, by = draw(st.integers(0, 9)), draw(st.integers(0, 7))

    def happens(computers: Sequence[Computer], _: Path) -> None:
        one, other = computers[source % len(computers)], computers[target % len(computers)]
        note(f"carried from {one.home.name} to {other.home.name}")
        if one is not other:
            carry(one, other)
        files = sorted(other.folder.glob("*/*.journal"))
        if harm is not None and files:
            file = files[which % len(files)]
            note(f"{harm} {by}: {file.parent.name}/{file.name}")
            HARM[harm](file, by)

    return happens


@st.composite
def exports(draw: st.DrawFn) -> Event:
    """Draw an import of what another computer exports, which files may carry as well."""
    source, target, form = draw(places), draw(places), draw(st.sampled_from(["json", "csv"]))

    def happens(computers: Sequence[Computer], folder: Path) -> None:
        one, other = computers[source % len(computers)], computers[target % len(computers)]
        note(f"exported from {one.home.name} to {other.home.name}: {form}")
        with suppress(RefusedError):
            other.tracker.import_log(export_to(folder / f"carried.{form}", one.tracker, form))

    return happens


_events = (
    *(deeds() for _ in range(4)),
    exports(),
    clocks(),
    of_a_computer(Computer.sync, _sends, Computer.reopen),
    of_a_computer(Computer.sync, _sends),
    carriages(),
)
days = st.lists(st.one_of(_events), max_size=20)
"""What happens to computers that share a log."""

weeks = st.lists(
    st.one_of(*_events, of_a_computer(_joins_anew, _writes_again, _keeps, _is_set_back, _restores)),
    max_size=24,
)
"""The same, and sync is turned on anew, and disks are set back."""


def live_through(events: Sequence[Event], computers: Sequence[Computer], folder: Path) -> None:
    """Let all of it happen."""
    for event in events:
        event(computers, folder)


def agree(computers: Sequence[Computer]) -> None:
    """Let an engine carry everything at last, and show the same day on all computers."""
    for one in computers:
        if not one.tracker.machines.status().on:
            one.join()
    for _ in range(2):
        exchange(*computers)
    last = max(one.hands.instant for one in computers)
    for one in computers:
        one.hands.instant = last

"""Weeks of several computers: what is done on each, and an engine that carries, cuts and loses."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from hypothesis import strategies as st

from ssi_tui.core.checks import RefusedError
from tests.machines.computers import Computer, carry, exchange
from tests.tracker.test_sequences import (
    edits,
    imports,
    readings,
    reviews,
    routines,
    sessions,
    ticks,
    turns,
)

Event = Callable[[Sequence[Computer], Path], object]
"""Something that happens to some computers; the folder is one for files of its own."""

places = st.integers(0, 3)


@st.composite
def deeds(draw: st.DrawFn) -> Event:
    """Draw a verb on one of the computers."""
    place = draw(places)
    step = draw(
        st.one_of(
            ticks(),
            ticks(),
            edits(),
            edits(),
            routines(),
            readings(),
            reviews(),
            sessions(),
            imports(),
            turns("undo"),
            turns("redo"),
            turns("night"),
        )
    )

    def happens(computers: Sequence[Computer], folder: Path) -> None:
        one = computers[place % len(computers)]
        with suppress(RefusedError):
            step(one.tracker, one.hands, folder)

    return happens


@st.composite
def clocks(draw: st.DrawFn) -> Event:
    """Draw a clock that is set to another day, also a year away."""
    place, days = draw(places), draw(st.sampled_from([-400, -30, -1, 1, 3, 30, 400]))
    return lambda computers, _: computers[place % len(computers)].hands.move(days=days)


@st.composite
def syncs(draw: st.DrawFn) -> Event:
    """Draw a computer that sends and takes in, or only sends."""
    place, sends = draw(places), draw(st.booleans())

    def happens(computers: Sequence[Computer], _: Path) -> None:
        one = computers[place % len(computers)]
        if sends:
            one.tracker.machines.send()
        else:
            one.sync()

    return happens


def _cut(file: Path, by: int) -> None:
    text = file.read_bytes()
    file.write_bytes(text[: len(text) * by // 8])


def _copied(file: Path, by: int) -> None:
    shutil.copy(file, file.with_name(f"{file.stem}.sync-conflict-{by}.journal"))


HARM: dict[str, Callable[[Path, int], object]] = {
    "cut": _cut,
    "emptied": lambda file, _: file.write_bytes(b""),
    "lost": lambda file, _: file.unlink(),
    "copied": _copied,
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
        if one is not other:
            carry(one, other)
        files = sorted(other.folder.glob("*/*.journal"))
        if harm is not None and files:
            HARM[harm](files[which % len(files)], by)

    return happens


weeks = st.lists(
    st.one_of(deeds(), deeds(), deeds(), deeds(), clocks(), syncs(), syncs(), carriages()),
    max_size=20,
)


def live_through(events: Sequence[Event], computers: Sequence[Computer], folder: Path) -> None:
    """Let all of it happen."""
    for event in events:
        event(computers, folder)


def agree(computers: Sequence[Computer]) -> None:
    """Let an engine carry everything at last, and show the same day on all computers."""
    for _ in range(2):
        exchange(*computers)
    last = max(one.hands.instant for one in computers)
    for one in computers:
        one.hands.instant = last

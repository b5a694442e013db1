"""What ``sync`` prints."""

from collections.abc import Iterator

from ssi_tui.cli.printed.line import BOLD, DANGER, WATCH, Line
from ssi_tui.core.text.words import count_of, moment
from ssi_tui.tracker.machines import (
    Joined,
    Standing,
    amiss_words,
    copies_words,
    exchanged_words,
    waiting_words,
)

_NAME = 3
_CHANGES = 40
_LAST = 43


def compared_lines(joined: Joined) -> Iterator[Line | str]:
    """Yield how many changes the folder and the log have, and both of them."""
    compared = joined.compared
    yield f"Changes in {joined.folder} and in your log:"
    for what, number in (
        ("in the folder", compared.theirs),
        ("in your log", compared.ours),
        ("in both", compared.common),
    ):
        yield Line().put(_NAME, what).right(_CHANGES - 1, f"{number:,}")
    yield ""
    if joined.dry:
        yield "Nothing was changed."
        if compared.strangers:
            yield "They have nothing in common; --merge joins them all the same."


def synced_lines(standing: Standing) -> Iterator[Line | str]:
    """Yield what was sent and taken in, and what needs a look."""
    yield f"{exchanged_words(standing.sent, standing.taken)}."
    for device, new in standing.new.items():
        name = standing.names.get(device, device)
        yield Line().fit(_NAME, f"{name}: {count_of(len(new), 'change')}")
    yield from _problems(standing)


def status_lines(standing: Standing) -> Iterator[Line | str]:
    """Yield how the machine files stand, one computer a line."""
    if standing.off:
        yield standing.off[0].upper() + standing.off[1:]
        return
    # A path is never broken.
    yield f"Sync is on, in {standing.folder}"
    yield f"{count_of(standing.unsent, 'change').capitalize()} to send."
    if not standing.notes:
        yield "Notes are not sent from here."
    yield ""
    yield (
        Line()
        .put(_NAME, "COMPUTER", BOLD)
        .right(_CHANGES - 1, "CHANGES", BOLD)
        .put(_LAST, "LAST", BOLD)
    )
    for one in standing.machines:
        name = f"{one.name} (this one)" if one.this else one.name
        line = Line().fit(_NAME, name[: _CHANGES - _NAME - 9])
        line.right(_CHANGES - 1, f"{one.operations:,}")
        yield line if one.last is None else line.put(_LAST, moment(one.last))
    yield from _problems(standing)
    for one in standing.machines:
        for words in copies_words(one):
            yield Line().fit(_NAME, f"{one.name}: {words}")


def _problems(standing: Standing) -> Iterator[Line | str]:
    for one in standing.machines:
        if amiss := ", ".join(amiss_words(one)):
            yield Line("!! ", WATCH).add(f"{one.name}: {amiss}")
        for words in waiting_words(one):
            yield Line().fit(_NAME, f"{one.name}: {words}")
    for problem in standing.problems:
        yield Line("!! ", DANGER).add(problem)

"""The tables of readings: LinkedIn's own numbers, and how the user compares with peers."""

from __future__ import annotations

from datetime import date

from ssi_tui.core import checks
from ssi_tui.core.model import Peers, Reading
from ssi_tui.storage.log.rows import Rows, by_pillar, reads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def _four(values: Sequence[float]) -> tuple[float, float, float, float]:
    brand, people, insights, relationships = (
        checks.reading_pillar("a pillar", value) for value in values
    )
    return (brand, people, insights, relationships)


class ReadingRows(Rows):
    """The tables of readings and of the groups of peers that came with them."""

    def add(self, operation_id: str, identity: str, reading: Reading) -> None:
        """Write a reading with its id, and how the user compares with each group of peers."""
        pillars = by_pillar(reading.pillars)
        self._add("readings", operation_id, id=identity, day=reading.day, **pillars)
        for name, peers in reading.groups:
            values = {"peers": name, "rank": peers.rank, "total": peers.total}
            pillars = by_pillar(peers.pillars or ())
            self._add("reading_peers", operation_id, reading_id=identity, **values, **pillars)

    @reads
    def up_to(self, last: date) -> tuple[Reading, ...]:
        """Return the last reading of each day up to and including ``last``, oldest first."""
        peers: dict[tuple[str, str], Peers] = {}
        for identity, name, rank, total, *pillars in self._rows(
            "SELECT reading_id, peers, rank, total, brand, people, insights, relationships "
            "FROM reading_peers",
            "reading_id",
        ):
            known = None if None in pillars else _four(pillars)
            peers[identity, name] = Peers(None if rank is None else checks.rank(rank), total, known)
        found: dict[date, Reading] = {}
        for identity, text, *pillars in self._rows(
            "SELECT id, day, brand, people, insights, relationships FROM readings"
        ):
            day = date.fromisoformat(text)
            if day <= last:
                groups = (peers.get((identity, name)) for name in ("industry", "network"))
                found[day] = Reading(day, _four(pillars), *groups)
        return tuple(found[day] for day in sorted(found))

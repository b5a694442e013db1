"""The verbs of readings: LinkedIn's own numbers, which correct the estimate."""

from datetime import date

from ssi_tui.core import checks
from ssi_tui.core.model import PILLARS, OperationKind, Peers, Reading
from ssi_tui.tracker.log_view import LogView
from ssi_tui.tracker.verb import Done


class ReadingVerbs:
    """Reading and recording; verbs raise ``RefusedError`` or ``DatabaseUnusableError``."""

    def __init__(self, view: LogView) -> None:
        self._view = view
        self._store = view.store

    def record(self, reading: Reading, total: float | None = None, *, zero: bool = False) -> Done:
        """Write a reading: LinkedIn's own numbers on a day; a ``total`` must match the pillars.

        It is shown beside the estimate and never replaces it. A later one of the same day holds.
        Four zeros are refused unless ``zero`` says that they are meant.
        """
        checks.day(reading.day, self._view.today())
        for pillar, value in zip(PILLARS, reading.pillars, strict=True):
            checks.reading_pillar(pillar.value, value)
        checks.reading_total(reading.pillars, total)
        if not zero:
            checks.reading_zeros(reading.pillars)
        with self._view.verb(OperationKind.READING, reading.day) as verb:
            self._store.readings.add(verb.operation, verb.new_id(), reading)
        return verb.done()

    def read_pasted(self, text: str, day: date) -> tuple[Reading, bool]:
        """Return the reading in a typed line, copied page text, a saved page or JSON.

        The second value tells whether its pillars are named there; else they are in LinkedIn's
        order. The parser has checked the total, by the number of decimals that the page shows.
        """
        from ssi_tui.linkedin.reading.read import parse_reading

        pasted = parse_reading(text)
        groups = (pasted.industry, pasted.network)
        known = (None if one == Peers() else one for one in groups)
        return Reading(day, pasted.pillars, *known), pasted.named

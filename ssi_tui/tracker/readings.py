"""The verbs of readings: LinkedIn's own numbers, which correct the estimate."""

from datetime import date

from ssi_tui.core import checks
from ssi_tui.core.model import PILLARS, OperationKind, Peers, Reading
from ssi_tui.core.value import replace
from ssi_tui.tracker.log_view import LogView, fitted
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
            operation = verb.operation
            self._store.readings.add(operation, verb.new_id(), reading)
            self._keep_fit(operation)
        return verb.done()

    def fit_imported(self, operation: str) -> None:
        """Write a calibration after an import that brought readings but no calibration."""
        if self._store.reviews.lacks_fit(operation):
            with self._view.verb(OperationKind.IMPORT):
                self._keep_fit(operation)

    def _keep_fit(self, operation: str) -> None:
        """Fit the calibration and write it; it is never fitted when something is ticked."""
        from ssi_tui.storage.log.calibration import fit_text

        today = self._view.today()
        log = replace(self._view.log(), readings=self._store.readings.up_to(today))
        fit = fitted(log, today)
        if fit is not None:
            self._store.reviews.add_fit(operation, fit.last, fit_text(fit))

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

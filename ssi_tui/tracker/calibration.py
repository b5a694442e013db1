"""What the readings say about the person, worked out once and kept until it must be anew."""

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from datetime import date

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.model import Reading
from ssi_tui.core.score.calibration import Calibration, calibrate
from ssi_tui.core.score.scoring import days_of
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.log.calibration import CalibrationRows, fit_of, fit_text
from ssi_tui.storage.log.store import Store


def calibration_of(store: Store, readings: Sequence[Reading], today: date) -> Calibration | None:
    """Return what the readings up to today say; there is at least one.

    It follows from the log as the newest operation that fits them anew left it, and from nothing
    that was ticked, edited or taken back later. Only where nothing was logged until then, the first
    day is that of the log of now: it is what the start is before.
    """
    rows = CalibrationRows(store.path, store.connection)
    last, first = readings[-1].day, min(store.first_day() or today, today)
    refit = rows.newest(last, today)
    if refit is None:
        return None
    log, until = None, ""
    if rows.has_later(today):
        log = rows.log_at(refit.number, readings, today)
        # Once there is a day that counts, another one will be the first.
        until = "" if log.tallies else today.isoformat()
    of = (refit.operation, last.isoformat(), len(readings), first.isoformat(), until)
    kept = fit_of(refit.kept, of)
    if kept is not None:
        return kept
    version = store.data_version()
    log = log or rows.log_at(refit.number, readings, today)
    schedule = Schedule.of(log)
    days = days_of(log.tallies, schedule.actions_on)
    began = log.tallies[0].day if log.tallies else first
    fit = calibrate(log.profile, schedule, days, began, readings, today)
    if fit is not None:
        open_already = store.connection.in_transaction
        writing = nullcontext() if open_already else store.transaction(waits=False)
        # What cannot be kept now is worked out again the next time.
        with suppress(DatabaseUnusableError), writing:
            # Nobody has written meanwhile, and no reading is left out because of its day.
            if store.data_version() == version and store.readings.up_to(date.max) == readings:
                rows.keep(fit_text(fit, of))
    return fit

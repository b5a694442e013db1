"""Two public series of readings: each is foretold from those before it, with a range.

No constant was fitted to them, but for the steps, which were added after the first was seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt

import pytest

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.history.history import history_of
from ssi_tui.core.model import Log, Profile, Reading
from ssi_tui.core.score.calibration import calibrate
from ssi_tui.core.score.scoring import days_of
from ssi_tui.core.today.dashboard import build
from tests.core.builders import EVERY_DAY, before, log_of, tally, working

PROFILE = Profile(frozenset({"photo", "headline", "experience", "education"}), connections=500)

# A public log of a bot's runs: how many profiles it viewed a day, and how many of those it invited.
VIEWS: Mapping[date, tuple[int, int]] = {
    date(2025, month, day): (views, invited)
    for month, day, views, invited in (
        (11, 30, 14, 0),
        (12, 1, 12, 0),
        (12, 2, 51, 3),
        (12, 3, 17, 0),
        (12, 4, 49, 0),
        (12, 6, 23, 0),
        (12, 7, 2, 0),
        (12, 9, 37, 3),
        (12, 10, 22, 1),
        (12, 15, 1, 0),
        (12, 20, 1, 0),
        (12, 23, 2, 0),
        (12, 24, 41, 0),
        (12, 25, 33, 0),
    )
}
BOT = log_of(
    *(tally(day, "profile_view", views) for day, (views, _) in VIEWS.items()),
    *(tally(day, "connect", invited) for day, (_, invited) in VIEWS.items() if invited),
    profile=PROFILE,
    workdays=[working(EVERY_DAY)],
)
SILENT = log_of(
    tally(date(2025, 11, 30), "comment"), profile=PROFILE, workdays=[working(EVERY_DAY)]
)
OF_THE_BOT = (
    Reading(date(2025, 11, 30), (8.75, 9.25, 3.70, 19.363)),
    *(Reading(date(2025, 12, day), (8.75, 9.125, 9.60, 19.438)) for day in (1, 2, 3, 4, 6, 7)),
    Reading(date(2025, 12, 9), (8.75, 9.375, 10.65, 20.1)),
    *(Reading(date(2025, 12, day), (8.75, 8.1875, 10.65, 21.4)) for day in (24, 25)),
)

# A public table of readings, with nothing said of what was done.
OF_THE_TABLE = (
    Reading(date(2026, 4, 27), (20.973, 6.38, 10.25, 15.0)),
    Reading(date(2026, 5, 12), (21.048, 6.5, 10.25, 15.0)),
    Reading(date(2026, 5, 13), (21.048, 6.5, 9.5, 15.0)),
    Reading(date(2026, 5, 14), (20.998, 6.5, 9.55, 15.0)),
    Reading(date(2026, 5, 15), (20.998, 6.5, 10.25, 15.0)),
    *(Reading(date(2026, 5, day), (20.998, 6.4, 10.25, 15.0)) for day in range(16, 20)),
)


@dataclass(frozen=True, slots=True)
class Foretold:
    """What was said of a reading before it was taken, at the opening of its day."""

    total: float
    low: float
    high: float
    read: float

    @property
    def held(self) -> bool:
        """Whether it lay in the range."""
        return self.low <= self.read <= self.high


def foretold(log: Log, readings: tuple[Reading, ...]) -> dict[date, Foretold]:
    """Return what is said of each reading but the first, from those before it."""
    found = {}
    for at, reading in enumerate(readings[1:], start=1):
        known = before(log, reading.day)
        first = known.tallies[0].day if known.tallies else reading.day
        calibration = calibrate(
            log.profile,
            Schedule.of(log),
            days_of(known.tallies),
            first,
            readings[:at],
            reading.day,
        )
        history = history_of(known, reading.day, calibration)
        shown = build(known, reading.day, history=history)
        found[reading.day] = Foretold(shown.total, shown.low, shown.high, reading.total)
    return found


@pytest.mark.parametrize(
    ("log", "readings", "held"),
    [(BOT, OF_THE_BOT, 7), (SILENT, OF_THE_BOT, 7), (log_of(profile=PROFILE), OF_THE_TABLE, 8)],
    ids=["a bot's runs", "its readings alone", "a table of readings"],
)
def test_the_ranges_hold_fifteen_of_seventeen_readings(
    log: Log, readings: tuple[Reading, ...], held: int
) -> None:
    """Seven of nine with activity and without it, eight of eight."""
    assert sum(each.held for each in foretold(log, readings).values()) == held


@pytest.mark.parametrize(
    ("log", "readings", "rmse"),
    [(BOT, OF_THE_BOT, 2.57), (log_of(profile=PROFILE), OF_THE_TABLE, 0.41)],
    ids=["a bot's runs", "a table of readings"],
)
def test_the_readings_are_foretold_with_a_small_error(
    log: Log, readings: tuple[Reading, ...], rmse: float
) -> None:
    """The root mean square of what was said less what was read."""
    errors = [(each.total - each.read) ** 2 for each in foretold(log, readings).values()]
    assert sqrt(sum(errors) / len(errors)) == pytest.approx(rmse, abs=0.01)


def test_what_fell_outside_came_in_a_night_or_was_small() -> None:
    """Six points more on the second day, and two points on the ninth of December."""
    found = foretold(BOT, OF_THE_BOT)
    out = [day for day, each in found.items() if not each.held]
    assert out == [date(2025, 12, 1), date(2025, 12, 9)]


def test_fifteen_days_without_a_reading_leave_the_range_wide_enough() -> None:
    """For Christmas Eve, from readings to 9 December: 45.5 (38 to 51), and 49.0 was read."""
    said = foretold(BOT, OF_THE_BOT)[date(2025, 12, 24)]
    assert said.total == pytest.approx(45.5, abs=0.1)
    assert (said.low, said.high) == pytest.approx((38.1, 50.5), abs=0.1)
    assert said.read == pytest.approx(48.9875)

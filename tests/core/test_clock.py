"""The clock: the user's day, and a day that is given."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from ssi_tui.core.clock import Clock

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("hour", [0, 2, 3, 12, 23])
def test_an_instant_of_a_given_day_belongs_to_that_day_at_any_hour(hour: int) -> None:
    """After midnight too: what is done before the day-start hour belongs to the day before."""
    real = datetime(2026, 1, 7, hour, 30, tzinfo=UTC)
    for zone in (UTC, timezone(timedelta(hours=11)), timezone(-timedelta(hours=9))):
        clock = Clock(lambda: real, zone, fixed=DAY)
        assert clock.today() == DAY
        assert clock.day_of(clock.now()) == DAY
        assert clock.now().astimezone(zone).time() == real.astimezone(zone).time()

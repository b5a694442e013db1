"""The time as the user has it, from a reader that is handed in."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

from ssi_tui.core.calendar import DAY_START_HOUR, local_day, named_zone
from ssi_tui.core.settings import Settings


class WallClock:
    """The time as the user has it.

    ``read`` gives the instant, ``zone`` is the user's (``None``: that of the machine); ``fixed``
    makes it that day, with the real time of day. Days turn over at the day-start hour.
    """

    def __init__(
        self, read: Callable[[], datetime], zone: tzinfo | None = None, fixed: date | None = None
    ) -> None:
        self._read = read
        self._own_zone = zone
        self._zone = zone
        self._fixed = fixed
        self._day_start_hour = DAY_START_HOUR

    def follow(self, settings: Settings) -> None:
        """Take the zone (its own where none is set) and the day-start hour of the settings."""
        self._zone = named_zone(settings.time_zone) if settings.time_zone else self._own_zone
        self._day_start_hour = settings.day_start_hour

    def today(self) -> date:
        """Return the user's day, which begins at the day-start hour."""
        return self._fixed or self.day_of(self._read())

    def day_of(self, instant: datetime) -> date:
        """Return the user's day of an aware instant."""
        return local_day(instant, self._zone, self._day_start_hour)

    def instant(self) -> datetime:
        """Return the instant that the clock reads, in UTC, whatever day it is fixed to."""
        return self._read().astimezone(UTC)

    def wall(self, instant: datetime) -> datetime:
        """Return an aware instant as the user's clock shows it."""
        return instant.astimezone(self._zone)

    def now(self) -> datetime:
        """Return the instant, in UTC."""
        instant = self._read()
        if self._fixed is not None:
            wall = instant.astimezone(self._zone)
            # The hours of the night belong to the day before, so they are those after the day.
            night = wall.date() - self.day_of(instant)
            instant = datetime.combine(self._fixed + night, wall.time(), self._zone)
        return instant.astimezone(UTC)

"""The time of day and the date as the user has them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

from ssi_tui.core.calendar import DAY_START_HOUR, local_day, named_zone
from ssi_tui.core.settings import Settings


class WallClock:
    """The time and the date as the user has them; a new day begins at the day-start hour.

    ``read`` gives the instant. ``zone`` is the user's (``None``: that of the machine). ``fixed``
    sets the date, while the time of day stays the real one.
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
        """Take over the day-start hour and the zone of the settings, if they set one."""
        self._zone = named_zone(settings.time_zone) if settings.time_zone else self._own_zone
        self._day_start_hour = settings.day_start_hour

    def today(self) -> date:
        """Return the user's current day."""
        return self._fixed or self.day_of(self._read())

    def day_of(self, instant: datetime) -> date:
        """Return the user's day at an aware instant."""
        return local_day(instant, self._zone, self._day_start_hour)

    def instant(self) -> datetime:
        """Return the real instant in UTC, even if the date is fixed."""
        return self._read().astimezone(UTC)

    def wall(self, instant: datetime) -> datetime:
        """Return an aware instant in the user's zone."""
        return instant.astimezone(self._zone)

    def now(self) -> datetime:
        """Return the instant in UTC, moved to the fixed date if there is one."""
        instant = self._read()
        if self._fixed is not None:
            wall = instant.astimezone(self._zone)
            # Hours before the day-start hour belong to the fixed day but have the next day's date.
            night = wall.date() - self.day_of(instant)
            instant = datetime.combine(self._fixed + night, wall.time(), self._zone)
        return instant.astimezone(UTC)

"""The settings in force, and their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ssi_tui.core.calendar import DAY_START_HOUR
from ssi_tui.core.formula import NOTES_A_MONTH
from ssi_tui.core.value import dataclass, field, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Value = str | int | bool
Keys = tuple[str, ...]

WEEK_STARTS = ("monday", "sunday")
GLYPHS = ("unicode", "ascii")
KEYMAP = "keymap"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force, named as in the settings file.

    ``time_zone`` "" means the zone of the machine, ``minutes_budget`` 0 the minutes of the routine
    and ``notes_a_month`` 0 no limit. ``keymap`` holds the keys of a binding by its id.
    """

    theme: str = "ssi-dark"
    glyphs: str = GLYPHS[0]
    week_start: str = WEEK_STARTS[0]
    day_start_hour: int = DAY_START_HOUR
    time_zone: str = ""
    minutes_budget: int = 0
    notes_a_month: int = NOTES_A_MONTH
    calibration: bool = True
    links: bool = True
    keymap: Mapping[str, Keys] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    @property
    def first_weekday(self) -> int:
        """The weekday on which weeks start, 0 being Monday."""
        return 6 if self.week_start == "sunday" else 0


DEFAULTS = Settings()


def with_value(settings: Settings, key: str, value: Value) -> Settings:
    """Return the settings with one value changed."""
    values: dict[str, Any] = {key: value}
    return replace(settings, **values)


def value_of(settings: Settings, key: str) -> Value:
    """Return the value of a key."""
    found: Value = getattr(settings, key)
    return found

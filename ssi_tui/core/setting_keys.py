"""The keys of the settings file: what each does, and which values it takes."""

from collections.abc import Callable, Mapping

from ssi_tui.core.calendar import UnknownZoneError, named_zone
from ssi_tui.core.settings import DEFAULTS, GLYPHS, WEEK_STARTS, Value, value_of
from ssi_tui.core.value import dataclass, field

DAY_START_HOUR_MAX = 12
BUDGET_MIN, BUDGET_MAX = 5, 30
NOTES_MAX = 999


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the settings file.

    ``about`` says what it does, ``wanted`` which values it takes; ``accepts`` checks one.
    ``choices`` are the values to step through, and ``typed`` tells whether one can be typed as
    well. ``named`` has words for values that do not speak for themselves.
    """

    key: str
    label: str
    about: str
    wanted: str
    accepts: Callable[[object], bool]
    choices: tuple[Value, ...] = ()
    typed: bool = False
    named: Mapping[Value, str] = field(default_factory=dict)

    @property
    def default(self) -> Value:
        """The value that holds where none is set."""
        return value_of(DEFAULTS, self.key)

    def words(self, value: Value) -> str:
        """Return a value in words."""
        return self.named.get(value, str(value))


def _whole(first: int, last: int, *others: int) -> Callable[[object], bool]:
    def accepts(value: object) -> bool:
        # True is an int to Python, but not a number to anybody else.
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and (value in others or first <= int(str(value)) <= last)

    return accepts


def _is_zone(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return value == "" or named_zone(value) is not None
    except UnknownZoneError:
        return False


SETTINGS: Mapping[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting(
            "theme",
            "Theme",
            "The theme: ssi-dark, ssi-light or any built-in theme.",
            "the name of a theme",
            lambda value: isinstance(value, str),
        ),
        Setting(
            "glyphs",
            "Glyphs",
            "unicode, or ascii for simple terminals.",
            "unicode or ascii",
            GLYPHS.__contains__,
            choices=GLYPHS,
        ),
        Setting(
            "week_start",
            "Week starts on",
            "The first day of the week: monday or sunday.",
            "monday or sunday",
            WEEK_STARTS.__contains__,
            choices=WEEK_STARTS,
        ),
        Setting(
            "day_start_hour",
            "Day starts at hour",
            "The hour a new day starts, 0–12. At 3, work at 01:30 counts for the day before.",
            f"a whole number from 0 to {DAY_START_HOUR_MAX}",
            _whole(0, DAY_START_HOUR_MAX),
            choices=tuple(range(DAY_START_HOUR_MAX + 1)),
            typed=True,
        ),
        Setting(
            "time_zone",
            "Time zone",
            'A time zone such as "Europe/Stockholm"; "" uses the system time zone.',
            "a time zone like Europe/Stockholm",
            _is_zone,
            typed=True,
            named={"": "system time zone"},
        ),
        Setting(
            "minutes_budget",
            "Minutes a day",
            "Minutes per morning, 5–30; 0 = same as the routine.",
            f"a whole number from {BUDGET_MIN} to {BUDGET_MAX}, or 0",
            _whole(BUDGET_MIN, BUDGET_MAX, 0),
            choices=(0, *range(BUDGET_MIN, BUDGET_MAX + 1)),
            typed=True,
            named={0: "same as the routine"},
        ),
        Setting(
            "notes_a_month",
            "Notes a month",
            "Invite notes LinkedIn allows you per month; 0 = unlimited.",
            f"a whole number from 0 to {NOTES_MAX}",
            _whole(0, NOTES_MAX),
            choices=tuple(range(NOTES_MAX + 1)),
            typed=True,
            named={0: "unlimited"},
        ),
        Setting(
            "calibration",
            "Calibration",
            "Let your readings correct the estimate: true or false.",
            "true or false",
            lambda value: isinstance(value, bool),
            choices=(True, False),
            named={True: "on", False: "off"},
        ),
        Setting(
            "links",
            "Links",
            "Let task names link to their LinkedIn pages: true or false.",
            "true or false",
            lambda value: isinstance(value, bool),
            choices=(True, False),
            named={True: "on", False: "off"},
        ),
    )
}
"""All keys except ``keymap``, in the order of the file, the guide and the dialog."""

KEYMAP_ABOUT = "Your own keys; the command names are in ssi-tui help keys."

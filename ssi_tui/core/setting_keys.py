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


def _one_of(choices: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: value in choices


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
            "The colours: ssi-dark, ssi-light, or any theme that the app offers.",
            "the name of a theme",
            lambda value: isinstance(value, str),
        ),
        Setting(
            "glyphs",
            "Glyphs",
            "unicode, or ascii for terminals that lack its characters.",
            "unicode or ascii",
            _one_of(GLYPHS),
            choices=GLYPHS,
        ),
        Setting(
            "week_start",
            "Week starts on",
            "The day on which weeks start: monday or sunday.",
            "monday or sunday",
            _one_of(WEEK_STARTS),
            choices=WEEK_STARTS,
        ),
        Setting(
            "day_start_hour",
            "Day starts at hour",
            "The hour at which a new day begins, 0 to 12: what is done at 01:30 belongs to the "
            "day before.",
            f"a whole number from 0 to {DAY_START_HOUR_MAX}",
            _whole(0, DAY_START_HOUR_MAX),
            choices=tuple(range(DAY_START_HOUR_MAX + 1)),
            typed=True,
        ),
        Setting(
            "time_zone",
            "Time zone",
            'A time zone like "Europe/Stockholm"; "" is that of the machine.',
            "a time zone like Europe/Stockholm",
            _is_zone,
            typed=True,
            named={"": "that of the machine"},
        ),
        Setting(
            "minutes_budget",
            "Minutes a day",
            "The minutes that a morning may take, 5 to 30; 0 takes those of the routine.",
            f"a whole number from {BUDGET_MIN} to {BUDGET_MAX}, or 0 for those of the routine",
            _whole(BUDGET_MIN, BUDGET_MAX, 0),
            choices=(0, *range(BUDGET_MIN, BUDGET_MAX + 1)),
            typed=True,
            named={0: "that of the routine"},
        ),
        Setting(
            "notes_a_month",
            "Notes a month",
            "The personal notes on invitations that LinkedIn allows a month; 0 is without limit.",
            f"a whole number from 0 to {NOTES_MAX}",
            _whole(0, NOTES_MAX),
            choices=tuple(range(NOTES_MAX + 1)),
            typed=True,
            named={0: "without limit"},
        ),
        Setting(
            "calibration",
            "Calibration",
            "Whether readings of LinkedIn's own numbers correct the estimate: true or false.",
            "true or false",
            lambda value: isinstance(value, bool),
            choices=(True, False),
            named={True: "on", False: "off"},
        ),
        Setting(
            "links",
            "Links",
            "Whether the name of a task links to its page of LinkedIn: true or false.",
            "true or false",
            lambda value: isinstance(value, bool),
            choices=(True, False),
            named={True: "on", False: "off"},
        ),
    )
}
"""All keys except ``keymap``, in the order of the file, the guide and the dialog."""

KEYMAP_ABOUT = "Other keys for what the app can do; ? and ssi-tui help keys name the ids."

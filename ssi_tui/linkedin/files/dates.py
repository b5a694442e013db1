"""The date formats of an export, with our own table of months, as no locale may change them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from ssi_tui.core.calendar import DAY
from ssi_tui.core.import_report import SAVED_AGAIN


class Fault(StrEnum):
    """The reason why a date cannot be used."""

    BLANK = "no date"
    FORM = "unknown date format"
    NO_DAY = "a date without a day"
    IMPOSSIBLE = "no such date"
    SAVED_AGAIN = SAVED_AGAIN


DAY_SECONDS = 86_400

Moment = datetime | date
"""An instant (aware), a wall clock time whose zone is not written (naive), or a day."""

_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)} | {
    name[:3]: number for number, name in enumerate(_NAMES, 1)
}
_MONTHS["sept"] = 9

_ZONE = r"(?P<zone> ?\(?(?:UTC|GMT)\)?|Z)?"
_TIME = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
_HALF = r" ?(?P<half>[AaPp])\.?[Mm]\.?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"


_FORMS = (
    # 2025-12-16 09:31:41, 2025/11/22 08:20:25 UTC, 2020-12-29 14:24 UTC, 2025-12-16, 2025/2/6;
    # from a program that has saved the table again, 2025-12-16T09:31:41.000Z
    re.compile(
        r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})"
        rf"(?:[ T]{_TIME}{_ZONE})?"
    ),
    # 12/15/25, 1:51 PM; where AM or PM is written the month comes first
    re.compile(
        r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4}|[0-9]{2}),? "
        rf"{_TIME}{_HALF}{_ZONE}"
    ),
    # Mon Dec 08 09:48:48 UTC 2025
    re.compile(
        rf"[A-Za-z]{{3}} {_MONTH} (?P<day>[0-9]{{1,2}}) {_TIME}{_ZONE} (?P<year>[0-9]{{4}})"
    ),
    # 08 Feb 2026, and what a spreadsheet makes of it: 8-Feb-26
    re.compile(
        rf"(?P<day>[0-9]{{1,2}})([ -]){_MONTH}\2(?P<year>[0-9]{{4}}|[0-9]{{2}})(?: {_TIME})?"
    ),
    # Jun 16, 2023 10:00 AM - Jun 16, 2023 11:00 AM; July 1, 2024 at 9:39 AM (GMT)
    re.compile(
        rf"{_MONTH} (?P<day>[0-9]{{1,2}}), (?P<year>[0-9]{{4}})"
        rf"(?:,? (?:at )?{_TIME}{_HALF}{_ZONE})?(?: - .*)?"
    ),
)
_NO_DAY = re.compile(rf"(?:{_MONTH} )?[0-9]{{4}}")
# What spreadsheets make of dates: nobody can tell whether the day or the month comes first.
_MISTAKABLE = re.compile(
    rf"[0-9]{{1,2}}([-/.])[0-9]{{1,2}}\1(?:[0-9]{{4}}|[0-9]{{2}})(?:,? {_TIME})?"
)
_UTC_MARKS = frozenset({"", " UTC"})
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")


def parse_moment(text: str) -> Moment | Fault:
    """Return what a date cell says; a time without a written zone is UTC."""
    # Nearly every row has one of two forms, which are read without a regular expression.
    if len(text) > 18 and text[13] == ":" and text[10] == " " and text[19:] in _UTC_MARKS:
        if text[4] == "-" and text[7] == "-":
            try:
                return datetime.fromisoformat(f"{text[:19]}+00:00")
            except ValueError:
                pass
        elif text[4] == "/" and text[7] == "/":
            return parse_moment(text.replace("/", "-"))
    return _parse(_SPACES.sub(" ", text).strip(), utc=True)


def parse_unmarked(text: str) -> Moment | Fault:
    """Return what a date cell says; a time without a written zone stays a naive wall clock."""
    return _parse(_SPACES.sub(" ", text).strip(), utc=False)


def _parse(text: str, *, utc: bool) -> Moment | Fault:
    if not text:
        return Fault.BLANK
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is not None:
            return _moment(found.groupdict(), utc=utc)
    if _MISTAKABLE.fullmatch(text):
        return Fault.SAVED_AGAIN
    return Fault.NO_DAY if _NO_DAY.fullmatch(text) else Fault.FORM


def _moment(parts: dict[str, str | None], *, utc: bool) -> Moment | Fault:
    name = parts["month"] or ""
    month = int(name) if name.isdigit() else _MONTHS.get(name.casefold())
    if month is None:
        return Fault.FORM
    # LinkedIn opened in 2003, so a year of two digits is in this century.
    written = parts["year"] or ""
    year = int(written) + (2000 if len(written) == 2 else 0)
    try:
        day = date(year, month, int(parts["day"] or 0))
        if parts.get("hour") is None:
            return day
        hour = int(parts["hour"] or 0)
        half = parts.get("half")
        if half:
            if not 1 <= hour <= 12:
                return Fault.IMPOSSIBLE
            hour = hour % 12 + (12 if half in "Pp" else 0)
        zone = UTC if utc or parts.get("zone") else None
        minute, second = int(parts["minute"] or 0), int(parts.get("second") or 0)
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return Fault.IMPOSSIBLE


class WallClock:
    """Turns wall clock times of a zone into UTC, asking the zone only once about each date."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._offsets: dict[date, timedelta | None] = {}

    def utc(self, wall: datetime) -> datetime:
        """Return the instant of a naive wall clock time, the first one if the hour comes twice."""
        day = wall.date()
        if day not in self._offsets:
            self._offsets[day] = self._offset_of(day)
        offset = self._offsets[day]
        if offset is None:
            return wall.replace(tzinfo=self._zone).astimezone(UTC)
        return (wall - offset).replace(tzinfo=UTC)

    def _offset_of(self, day: date) -> timedelta | None:
        """Return the offset that holds all day, ``None`` if the clocks change on that day."""
        opens = datetime(day.year, day.month, day.day, tzinfo=self._zone)
        closes = datetime(day.year, day.month, day.day, 23, 59, tzinfo=self._zone)
        offset = opens.utcoffset()
        return offset if offset == closes.utcoffset() else None


class UserDays:
    """The user's days at instants (seconds since 1970), with few calls of ``day_of`` a date."""

    def __init__(self, day_of: Callable[[datetime], date]) -> None:
        self._day_of = day_of
        self._known: dict[int, tuple[date, int, date] | None] = {}
        self._turn = 0

    def day(self, seconds: int) -> date:
        """Return the user's day at an instant."""
        number = seconds // DAY_SECONDS
        try:
            known = self._known[number]
        except KeyError:
            known = self._known[number] = self._look(number * DAY_SECONDS)
        if known is None:
            return self._day_of(datetime.fromtimestamp(seconds, UTC))
        first, turn, following = known
        return first if seconds < turn else following

    def _look(self, opens: int) -> tuple[date, int, date] | None:
        """Return the user's day as a UTC date opens, when the next day begins, and that day.

        ``None`` if the two are not one day apart, as when a country moves across the date line;
        then each instant must be asked about.
        """
        closes = opens + DAY_SECONDS - 1
        first, last = self._at(opens), self._at(closes)
        if first == last:
            return first, closes + 1, last
        if last - first != DAY:
            return None
        before, after = opens, closes
        # On most dates the day turns at the same time as on the date before.
        for guess in (opens + self._turn - 1, opens + self._turn):
            if before < guess < after:
                if self._at(guess) == first:
                    before = guess
                else:
                    after = guess
        while after - before > 1:
            middle = (before + after) // 2
            if self._at(middle) == first:
                before = middle
            else:
                after = middle
        self._turn = after - opens
        return first, after, last

    def _at(self, seconds: int) -> date:
        return self._day_of(datetime.fromtimestamp(seconds, UTC))

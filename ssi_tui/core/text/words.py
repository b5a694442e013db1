"""The words that the screens and the command line share: days, numbers and labels."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ssi_tui.core.formula import ACTIONS

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MINUS = "−"
# Persian and other scripts write it inside words.
_APART = chr(0x200C)
_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]()<>#+-.!|~"})
DONE, TO_DO = "●", "○"


def out_of(done: float, asked: float) -> str:
    """Return ``2 of 5`` or ``13.5 of 14``, or ``2`` where nothing was asked for."""
    return f"{minutes(done)} of {minutes(asked)}" if asked else minutes(done)


def day_month(day: date) -> str:
    """Return a day as ``23 Nov``."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def near_day_month(day: date, today: date) -> str:
    """Return a day as ``23 Nov``, followed by its year if that is not this year."""
    return day_month(day) if day.year == today.year else f"{day_month(day)} {day.year}"


def short_day(day: date) -> str:
    """Return a day as ``Mon 23 Nov``, whatever the locale."""
    return f"{WEEKDAYS[day.weekday()]} {day_month(day)}"


def weekday_day(day: date) -> str:
    """Return a day of the next weeks as ``Mon 23``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day}"


def long_day(day: date) -> str:
    """Return a day as ``Mon 23 Nov 2026``."""
    return f"{short_day(day)} {day.year}"


def moment(at: datetime) -> str:
    """Return an instant in the system's time zone: ``Mon 23 Nov 2026 07:15``."""
    local = at.astimezone()
    return f"{long_day(local.date())} {local:%H:%M}"


def span_words(first: date, last: date) -> str:
    """Return a range of days as ``16–22 Nov``, ``28 Dec 2026–3 Jan``."""
    start = str(first.day)
    if first.month != last.month:
        start = day_month(first)
    if first.year != last.year:
        start = f"{start} {first.year}"
    return f"{start}–{day_month(last)}"


def near_day(day: date, today: date) -> str:
    """Return a day as ``Mon 23 Nov``, followed by its year if that is not this year."""
    return short_day(day) if day.year == today.year else long_day(day)


def near_days(first: date, last: date, today: date) -> str:
    """Return one day, or the first and the last of several: ``Mon 21 Dec to Sun 3 Jan 2027``."""
    start = near_day(first, today)
    return start if first == last else f"{start} to {near_day(last, today)}"


def since_words(day: date, today: date) -> str:
    """Return since when something counts: ``since yesterday``, ``since Friday``."""
    if (today - day).days == 1:
        return "since yesterday"
    return f"since {DAY_NAMES[day.weekday()] if (today - day).days < 7 else short_day(day)}"


def weekdays_words(weekdays: frozenset[int]) -> str:
    """Return weekdays as ``Mon and Thu``, four or more in a row as ``Mon to Fri``."""
    days = sorted(weekdays)
    names = [WEEKDAYS[weekday] for weekday in days]
    if len(days) > 3 and days[-1] - days[0] == len(days) - 1:
        return f"{names[0]} to {names[-1]}"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def number(value: float, digits: int = 1) -> str:
    """Return a number with a true minus sign and no negative zero."""
    text = f"{value:.{digits}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def minutes(value: float) -> str:
    """Return minutes, or a count, without needless decimals: ``2``, ``0.2``, ``13.5``."""
    return f"{value:.1f}".removesuffix(".0")


def signed(value: float) -> str:
    """Return a difference with its sign: ``+1.0``, ``−0.7``, ``0.0``."""
    text = number(value)
    return text if text.startswith(MINUS) or float(text) == 0.0 else f"+{text}"


def change(value: float | None) -> str:
    """Return a change with its arrow: ``▲ 1.3``, ``▼ 0.9``, ``=``; "" where it is unknown."""
    if value is None:
        return ""
    text = number(abs(value))
    if float(text) == 0.0:
        return "="
    return f"▲ {text}" if value > 0 else f"▼ {text}"


def printable(text: str) -> str:
    """Return user text with a space for every character that a terminal would obey.

    What is invisible is left out, except for the mark that keeps letters of a script apart.
    """
    if text.isprintable():
        return text
    # Loaded here: hardly any text needs it.
    from unicodedata import category

    return "".join(
        each if each.isprintable() or each == _APART else "" if category(each) == "Cf" else " "
        for each in text
    )


def escaped(text: str) -> str:
    """Return user text as one line in which Markdown finds no markup."""
    return printable(" ".join(text.split())).translate(_SPECIAL)


def cells(text: str) -> int:
    """Return how many cells of a terminal user text takes as it is shown."""
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(each) in ("Mn", "Me", "Cf") else 1 + (east_asian_width(each) in "WF")
        for each in printable(text)
    )


def fitted(text: str, width: int) -> str:
    """Return user text as it is shown, in at most so many cells; ``…`` is for what is cut."""
    shown = printable(text)
    if cells(shown) <= width:
        return shown
    # A letter may have some marks, which take no cell.
    shown = shown[: 4 * width]
    while cells(shown) >= width:
        shown = shown[:-1]
    return f"{shown.rstrip()}…"


def sentence(text: str) -> str:
    """Return a refusal of the command line as a sentence: with a capital and a period.

    The names of files and settings that it begins with stay as they are.
    """
    is_name = any(each in text.partition(" ")[0].rstrip(".:,") for each in "._/")
    start = text[:1] if is_name else text[:1].upper()
    return f"{start}{text[1:]}" + ("" if text.endswith((".", "?", "!", "…")) else ".")


def folded(text: str) -> str:
    """Return a text as it is compared: case, accents typed in two ways and line ends are alike."""
    if not (text.isascii() and text.isprintable()):
        # Loaded here: a prompt compares nothing.
        from unicodedata import normalize

        text = normalize("NFC", normalize("NFD", printable(text)).casefold())
    return " ".join(text.lower().split())


def count_of(number: int, one: str, many: str = "") -> str:
    """Return a number of things: ``no entries``, ``1 entry``, ``1,475 entries``.

    ``many`` is the plural, where it is not ``one`` with an s.
    """
    amount = f"{number:,}" if number else "no"
    return f"{amount} {one if number == 1 else many or one + 's'}"


def entries(amount: int) -> str:
    """Return a number of entries: ``no entries``, ``1 entry``, ``1,284 entries``."""
    return count_of(amount, "entry", "entries")


def when(day: date, today: date) -> str:
    """Return when a day comes: ``today``, ``tomorrow`` or ``on Fri 27 Nov``."""
    if day == today:
        return "today"
    if day == today + timedelta(days=1):
        return "tomorrow"
    return f"on {near_day(day, today)}"


def by_when(day: date, today: date) -> str:
    """Return by when something is so: ``today``, ``tomorrow`` or ``by Fri 27 Nov``."""
    words = when(day, today)
    return f"by {words.removeprefix('on ')}" if words.startswith("on ") else words


def times(label: str, count: int) -> str:
    """Return a label with its count: ``comment ×2``."""
    return label if count == 1 else f"{label} ×{count}"


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def spelled(count: int) -> str:
    """Return a number as people write it, in letters below ten: ``two``."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def amount(action: str, count: int) -> str:
    """Return a number of actions at the beginning of a sentence: ``Two connects``."""
    return f"{spelled(count).capitalize()} {plural(action, count)}"


def counted(action: str, count: int) -> str:
    """Return a number of actions: ``2 connects``."""
    return f"{count} {plural(action, count)}"


def plural(action: str, count: int) -> str:
    """Return the label of an action in the form that a count asks for: ``connects``, ``search``."""
    label = ACTIONS[action].label
    if count == 1:
        return label
    if label.endswith("y"):
        return f"{label[:-1]}ies"
    return f"{label}es" if label.endswith("ch") else f"{label}s"

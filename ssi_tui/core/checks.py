"""The rules of what may be logged: each refuses with a sentence that says what to do instead.

Each function returns what it was given, cleaned up, or raises ``RefusedError``.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from ssi_tui.core.calendar import WEEKDAY_IDS, nearest_day
from ssi_tui.core.formula import ACTIONS, CHECKLIST, DEFAULT_TARGETS

COUNT_MAX = 999
TARGET_MAX = 99
MINUTES_MAX = 1440.0
CONNECTIONS_MAX = 1_000_000
NOTE_MAX = 2000
OUTCOME_MAX = 24
PROMISE_MAX = 120
# LinkedIn opened in May 2003; an older day is a typing mistake.
FIRST_DAY = date(2003, 1, 1)
# The engine walks day by day; a plan for later than this is a typing mistake.
LAST_DAY = date(2199, 12, 31)
# An unfinished date becomes a date if it can be completed with the end of one of these.
_ENDS = ("2000-01-01", "2000-10-10")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (*WEEKDAY_IDS, *_MONTHS, "today", "tomorrow", "yesterday")


class RefusedError(ValueError):
    """What was asked for is refused: the message is one sentence, and nothing was changed."""


class UnfinishedError(RefusedError):
    """What was typed is wrong so far, but may become right with more typing."""


def reason(error: BaseException) -> str:
    """Return why the system or SQLite refused a file, as words that fit into a sentence."""
    text = getattr(error, "strerror", None) or str(error)
    if text == "Too many levels of symbolic links":
        return "a link that leads back to itself"
    return text[:1].lower() + text[1:]


def parse_whole(text: str) -> int:
    """Return a text as a whole number; raises ``ValueError``, also for ``1_0``."""
    if "_" in text:
        raise ValueError(text)
    return int(text)


def parse_real(text: str) -> float:
    """Return a text as a number, with a point or a comma; raises ``ValueError``, also for 1_0."""
    if "_" in text:
        raise ValueError(text)
    return float(text.replace(",", "."))


def action(text: str, actions: Collection[str] = ACTIONS) -> str:
    """Return the id of an action that the log knows."""
    if text not in actions:
        raise _unknown("activity", text, actions, "See ssi-tui tick --list")
    return text


def routine_task(text: str, tasks: Collection[str] = DEFAULT_TARGETS) -> str:
    """Return the id of a task that can be in the routine."""
    if text not in tasks:
        raise _unknown("task", text, tasks, "See ssi-tui task")
    return text


def count(value: int) -> int:
    """Return a count that one entry can have."""
    if not 1 <= value <= COUNT_MAX:
        raise RefusedError(f"a count must be 1 to {COUNT_MAX}")
    return value


def quality(task: str, value: str | None) -> str | None:
    """Return a quality of an action; ``None`` is allowed."""
    known = ACTIONS[task].qualities if task in ACTIONS else {}
    if value is None or value in known:
        return value
    if not known:
        raise RefusedError(f"{task} has no qualities")
    from ssi_tui.core.slips import hint, quoted

    advice = hint(str(value), known, f"Use {', '.join(known)}")
    raise RefusedError(f"{task} has no quality {quoted(str(value))}. {advice}")


def day(value: date, today: date) -> date:
    """Return a day on which something can already have been done."""
    if value > today:
        raise RefusedError(f"{_long_day(value)} is in the future")
    if value < FIRST_DAY:
        raise RefusedError(f"{_long_day(value)} is before LinkedIn existed")
    return value


def planned_day(value: date) -> date:
    """Return a day for which something can be planned, past or future."""
    if not FIRST_DAY <= value <= LAST_DAY:
        first, last = _long_day(FIRST_DAY), _long_day(LAST_DAY)
        raise RefusedError(f"dates must be between {first} and {last}")
    return value


def parse_day(text: str, today: date) -> date:
    """Return the day that a text on the command line names: ISO, ``today`` or ``yesterday``."""
    near = {"today": today, "yesterday": today - timedelta(days=1)}
    if text in near:
        return near[text]
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise not_a_date(text, "2026-11-20, today or yesterday") from None


def typed_day(text: str, today: date, *, ahead: bool, since: date | None = None) -> date:
    """Return the day that was typed into a field, as ``calendar.nearest_day`` reads it.

    ``ahead`` tells whether the field takes days from today on, or from ``since`` on. Raises
    ``UnfinishedError`` for the beginning of a day.
    """
    found = nearest_day(text, today, ahead=ahead, since=since)
    if found is not None:
        return found
    forms = "21 dec, mon, +7 or 2026-12-21" if ahead else "23 nov, mon, -7 or 2026-11-23"
    refused = not_a_date(text, forms)
    raise UnfinishedError(str(refused)) if _may_become_day(text, today) else refused


def typed_past_day(text: str, today: date) -> date:
    """Return the day up to today that was typed into a field."""
    return day(typed_day(text, today, ahead=False), today)


def typed_planned_day(text: str, today: date, since: date | None = None) -> date:
    """Return the day that was typed into a field and that can be planned for."""
    return planned_day(typed_day(text, today, ahead=True, since=since))


def not_a_date(text: str, forms: str) -> RefusedError:
    """Return the refusal of a text that is no date; ``forms`` are examples of dates."""
    from ssi_tui.core.slips import quoted

    return RefusedError(f"{quoted(text)} isn't a date; use {forms}")


def _long_day(day: date) -> str:
    weekday, month = WEEKDAY_IDS[day.weekday()], _MONTHS[day.month - 1]
    return f"{weekday.capitalize()} {day.day} {month.capitalize()} {day.year}"


def _may_become_day(text: str, today: date) -> bool:
    """Tell whether more typing can make a day of a text."""
    last = text.lower().rpartition(" ")[2]
    ends = [end[len(text) :] for end in _ENDS if len(text) < len(end)]
    ends += [name[len(last) :] for name in _NAMES if name.startswith(last)]
    ends += ["1"] if "-" in text else ["1", " dec", " 21"]
    return any(nearest_day(f"{text}{end}", today, ahead=True) is not None for end in ends)


def note(text: str) -> str:
    """Return a note without control characters and without space around it."""
    # Loaded here: the commands of prompts write no text.
    from ssi_tui.core.control_chars import without_controls

    lines = without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    stripped = lines.strip().encode("utf-8", "replace").decode("utf-8")
    if len(stripped) > NOTE_MAX:
        raise RefusedError(f"notes can have {NOTE_MAX} characters; this one has {len(stripped)}")
    return stripped


def line(text: str) -> str:
    """Return a note as one line with single spaces; spaces that do not break stay."""
    from ssi_tui.core.control_chars import one_line

    return " ".join(word for word in one_line(note(text)).split(" ") if word)


def minutes(value: float) -> float:
    """Return the minutes that an entry took."""
    if not 0.0 <= value <= MINUTES_MAX:
        raise RefusedError(f"minutes must be 0 to {MINUTES_MAX:g}")
    return value


def target(value: int) -> int:
    """Return a daily target."""
    if not 0 <= value <= TARGET_MAX:
        raise RefusedError(f"a target must be 0 to {TARGET_MAX}")
    return value


def weekly_target(value: int) -> int:
    """Return a count that a task can be asked for in a week."""
    if not 1 <= value <= TARGET_MAX:
        raise RefusedError(f"a weekly target must be 1 to {TARGET_MAX}")
    return value


def connections(value: int) -> int:
    """Return the size of a network."""
    if not 0 <= value <= CONNECTIONS_MAX:
        raise RefusedError(f"connections must be 0 to {CONNECTIONS_MAX:,}")
    return value


def checklist(text: str) -> frozenset[str]:
    """Return the items of the checklist named by ``all``, ``none`` or ids with commas."""
    if text == "all":
        return frozenset(CHECKLIST)
    if text == "none":
        return frozenset()
    items = frozenset(item.strip() for item in text.split(",") if item.strip())
    unknown = sorted(items - set(CHECKLIST))
    if unknown or not items:
        raise _not_listed("a profile item", unknown, CHECKLIST, "all, none or some of")
    return items


def weekdays(text: str) -> frozenset[int]:
    """Return the weekdays named by ``none`` or a list like ``mon,tue`` (0 is Monday)."""
    if text == "none":
        return frozenset()
    items = [item.strip().lower() for item in text.split(",") if item.strip()]
    unknown = [item for item in items if item not in WEEKDAY_IDS]
    if unknown or not items:
        raise _not_listed("a weekday", unknown, WEEKDAY_IDS, "none or some of")
    return frozenset(WEEKDAY_IDS.index(item) for item in items)


def _not_listed(
    what: str, unknown: Sequence[str], known: Collection[str], some: str
) -> RefusedError:
    """Return the refusal of a list with commas: of its first unknown item, or of an empty list."""
    from ssi_tui.core.slips import hint, quoted

    use = f"Use {some} {','.join(known)}"
    if not unknown:
        return RefusedError(f"the list is empty. {use}")
    return RefusedError(f"{quoted(unknown[0])} isn't {what}. {hint(unknown[0], known, use)}")


def _unknown(what: str, text: str, known: Collection[str], see: str) -> RefusedError:
    """Return the refusal of a name that is not among the known ones."""
    from ssi_tui.core.slips import hint, quoted

    return RefusedError(f"no {what} {quoted(text)}. {hint(text, known, see)}")


def outcome(text: str) -> str:
    """Return the name of an outcome, which is one short line."""
    name = line(text)
    if not name:
        raise RefusedError('an outcome needs a name, such as "calls booked"')
    if len(name) > OUTCOME_MAX:
        raise RefusedError(f"outcomes can have {OUTCOME_MAX} characters; this one has {len(name)}")
    return name


def outcome_count(value: int) -> int:
    """Return the count of an outcome in a week."""
    if not 0 <= value <= COUNT_MAX:
        raise RefusedError(f"an outcome must be 0 to {COUNT_MAX}")
    return value


def promise(text: str) -> str:
    """Return the words of a promise, which are one line."""
    words = line(text)
    if not words:
        raise RefusedError("write a promise, or skip this step")
    if len(words) > PROMISE_MAX:
        raise RefusedError(f"promises can have {PROMISE_MAX} characters; this one has {len(words)}")
    return words


# LinkedIn rounds the total to a whole number, and the pillars to a tenth at worst.
READING_SLACK = 0.5 + 4 * 0.05


def reading_pillar(name: str, value: float) -> float:
    """Return the value of one pillar of a reading."""
    if not 0.0 <= value <= 25.0:
        raise RefusedError(f"{name} must be 0 to 25")
    return value


def reading_zeros(pillars: Sequence[float]) -> None:
    """Check that a reading is not four zeros: no living account has them, a failed page does."""
    if not any(pillars):
        raise RefusedError(
            "four zeros look like a page that failed; if LinkedIn does show them, add --zero"
        )


def reading_total(pillars: Sequence[float], total: float | None) -> None:
    """Check that the total, if one is given, is the sum of the pillars."""
    if total is not None and not abs(sum(pillars) - total) <= READING_SLACK:
        raise RefusedError(
            f"the four pillars add up to {sum(pillars):.1f}, but the total is {total:g}"
        )


def rank(value: int) -> int:
    """Return the N of a rank "top N %"."""
    if not 1 <= value <= 100:
        raise RefusedError("a rank must be 1 to 100 (top N%)")
    return value

"""Turns an entry into the fields of a form, and what was typed there back into values."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from ssi_tui.core import checks
from ssi_tui.core.checks import COUNT_MAX, RefusedError
from ssi_tui.core.control_chars import field_text
from ssi_tui.core.formula import ACTIONS, Actions
from ssi_tui.core.journal.rows import EntryValues
from ssi_tui.core.labels import QUALITY_LABELS
from ssi_tui.core.model import Entry
from ssi_tui.core.slips import hint, quoted
from ssi_tui.core.text.words import long_day, minutes
from ssi_tui.core.value import dataclass


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form: its name, its text, and a hint that is shown while it is empty."""

    id: str
    name: str
    text: str
    hint: str = ""


def form_of(entry: Entry, actions: Actions) -> tuple[FormField, ...]:
    """Return the fields of an entry; ``actions`` are those of its day."""
    action = actions[entry.task]
    usual = f"{minutes(action.minutes * entry.count)} (default)"
    taken = "" if entry.minutes is None else minutes(entry.minutes)
    note = field_text(entry.note or "")
    fields = [
        FormField("count", "count", str(entry.count)),
        FormField("minutes", "minutes", taken, usual),
        FormField("note", "note", note, "a note to yourself, kept on this computer"),
        FormField("day", "day", long_day(entry.day)),
    ]
    if action.qualities:
        known = ", ".join(QUALITY_LABELS[quality] for quality in action.qualities)
        quality = "" if entry.quality is None else QUALITY_LABELS.get(entry.quality, entry.quality)
        fields.insert(1, FormField("quality", f"quality: {known}", quality, "none"))
    return tuple(fields)


def values_of(entry: Entry) -> EntryValues:
    """Return the values of an entry that can be edited."""
    return EntryValues(entry.day, entry.count, entry.minutes, entry.quality, entry.note or "")


def read_form(entry: Entry, texts: Sequence[str], today: date, actions: Actions) -> EntryValues:
    """Return the values that the fields of an entry hold; raises ``RefusedError``.

    A field that was left alone keeps its value, even if the form cannot show all of it.
    """
    fields = form_of(entry, actions)
    given = {field.id: text for field, text in zip(fields, texts, strict=True)}
    kept = {field.id for field in fields if given[field.id] == field.text}
    return EntryValues(
        day=entry.day if "day" in kept else checks.typed_past_day(given["day"], today),
        count=_count(given["count"]),
        minutes=entry.minutes if "minutes" in kept else _minutes(given["minutes"]),
        quality=_quality(entry.task, given["quality"]) if "quality" in given else entry.quality,
        note=(entry.note or "") if "note" in kept else checks.note(given["note"]),
    )


def reader(entry: Entry, field: str, today: date) -> Callable[[str], object]:
    """Return what reads the text of a field, given by its id; it raises ``RefusedError``."""
    if field == "quality":
        return partial(_quality, entry.task)
    if field == "day":
        return partial(checks.typed_past_day, today=today)
    return {"count": _count, "minutes": _minutes, "note": checks.note}[field]


def _count(text: str) -> int:
    try:
        count = checks.parse_whole(text)
    except ValueError:
        raise RefusedError(f"a count must be 1 to {COUNT_MAX}") from None
    return checks.count(count)


def _minutes(text: str) -> float | None:
    if not text:
        return None
    try:
        taken = checks.parse_real(text)
    except ValueError:
        raise RefusedError("minutes must be a number, such as 2 or 7.5") from None
    return checks.minutes(taken)


def _quality(task: str, text: str) -> str | None:
    """Return the quality whose id or label is the text, or else begins with it."""
    if not text:
        return None
    wanted = text.casefold()
    known = ACTIONS[task].qualities
    for quality in known:
        if wanted in (quality, QUALITY_LABELS[quality]):
            return quality
    for quality in known:
        if quality.startswith(wanted) or wanted in QUALITY_LABELS[quality]:
            return quality
    labels = [QUALITY_LABELS[quality] for quality in known]
    advice = hint(text, labels, f"Use {' or '.join(labels)}")
    raise RefusedError(f"{ACTIONS[task].label} has no quality {quoted(text)}. {advice}")

"""The words of a report."""

from collections.abc import Iterator, Sequence
from datetime import date

from ssi_tui.core.ahead.below import until_warnings, young_forms
from ssi_tui.core.labels import ANSWER_LABELS, BAND_LABELS, RISK_LABELS, RISK_MARKS
from ssi_tui.core.model import Answer, Risk
from ssi_tui.core.report.figures import CHARTED_DAYS, Report, ReportWeek
from ssi_tui.core.review.promise import promise_words
from ssi_tui.core.review.record import Reviews
from ssi_tui.core.review.week import LAST
from ssi_tui.core.text.words import (
    change,
    count_of,
    long_day,
    minutes,
    near_day,
    near_days,
    number,
    printable,
    span_words,
)
from ssi_tui.core.today.estimate import is_wide, kind_band, range_words, wide_because
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.core.today.words import at_risk, happens
from ssi_tui.core.value import dataclass

SAFE_MARK = "✓"
TIME_OFF_MARK = "~"
YEAR_WEEKS = 52
# From here on minutes are told as hours.
HOURS_FROM = 120.0
_TONES = {
    Risk.SAFE: "ok",
    Risk.WATCH: "warn",
    Risk.ABOUT_TO_COLLAPSE: "warn",
    Risk.COLLAPSED: "err",
}
ANSWERS = {
    Answer.KEPT: ("ok", "✓"),
    Answer.IN_PART: ("warn", "◐"),
    Answer.NOT_KEPT: ("err", "×"),
}
"""The style and the mark of what came of a promise."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of the report with its name above it, and what it is of below."""

    name: str
    value: str
    about: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the user wrote, and when."""

    day: date
    when: str
    text: str


def span_of(report: Report) -> str:
    """Return the days of the report: ``Mon 24 Nov 2025 – Mon 23 Nov 2026``."""
    last = long_day(report.last)
    return last if report.first == report.last else f"{long_day(report.first)} – {last}"


def length_of(report: Report) -> str:
    """Return how long it is: ``9 days``, ``13 weeks``, ``one year``, ``3 years``."""
    days = (report.last - report.first).days + 1
    weeks = days // 7
    if weeks >= 2 * YEAR_WEEKS:
        return f"{weeks // YEAR_WEEKS} years"
    if weeks == YEAR_WEEKS:
        return "one year"
    return count_of(days, "day") if weeks < 2 else count_of(weeks, "week")


def about_total(report: Report) -> str:
    """Return what stands beside the total: ``of 100, range 56–69 · ▼ 6.2 in 7 days``."""
    dashboard = report.dashboard
    moved = change(dashboard.total_change_7d).replace("=", "no change")
    range_of = wide_because(dashboard) or f"range {range_words(dashboard)}"
    said = f"of 100, {range_of}"
    return f"{said} · {moved} in 7 days" if moved else said


def band_of(report: Report) -> str:
    """Return the word for the total, "" where the range says none and where it would blame."""
    dashboard = report.dashboard
    words = "" if is_wide(dashboard) else kind_band(dashboard)
    return "" if dashboard.away and BAND_LABELS["needs work"] in words else words


def sentences(report: Report) -> list[str]:
    """Return what is to be said of the pillars on the last day, the most urgent first."""
    dashboard = report.dashboard
    if not report.running:
        return [f"This is how things were on {long_day(report.last)}."]
    if dashboard.away and dashboard.time_off_until is not None:
        until = near_day(dashboard.time_off_until, dashboard.today)
        return [f"Time off until {until}.", "Nothing is due; the score fades until then."]
    found = [happens(dashboard, row.pillar)[0] for row in at_risk(dashboard)]
    if until_warnings(dashboard):
        return [*found, young_forms(dashboard)[0]]
    safe = [row.label for row in dashboard.pillars if row.risk is Risk.SAFE]
    if len(safe) == len(dashboard.pillars):
        found.append("All four pillars are safe.")
    elif safe:
        names = " and ".join(filter(None, (", ".join(safe[:-1]), safe[-1])))
        found.append(f"{names} {'is' if len(safe) == 1 else 'are'} safe.")
    return found or ["No pillar is at risk."]


def risk_of(report: Report, row: PillarRow) -> tuple[str, str, str]:
    """Return the style of a pillar's risk, its mark, and its words with a day where there is one.

    In time off there is none, and those of days that are past ask for nothing.
    """
    if report.dashboard.away:
        return "", TIME_OFF_MARK, "time off"
    words = RISK_LABELS[row.risk]
    if row.risk in (Risk.WATCH, Risk.ABOUT_TO_COLLAPSE) and row.outlook.collapse_on is not None:
        words = f"{words}, {near_day(row.outlook.collapse_on, report.last)}"
    elif row.risk is Risk.COLLAPSED and row.down_since is not None:
        words = f"{words} since {near_day(row.down_since, report.last)}"
    tone = _TONES.get(row.risk, "") if report.running else ""
    return tone, RISK_MARKS[row.risk] or SAFE_MARK, words


def facts(report: Report) -> Iterator[Fact]:
    """Yield the numbers of the report."""
    nothing = "nothing was due" if "off" in report.days.values() else "no workday is over yet"
    of = f"of {count_of(report.due, 'workday')}" if report.due else nothing
    yield Fact("Days done", f"{report.done:,}", of)
    run = "workday in a row" if report.longest == 1 else "workdays in a row"
    yield Fact("Longest run", f"{report.longest:,}", run)
    took = report.minutes
    time = f"{took / 60:,.0f} h" if took >= HOURS_FROM else f"{minutes(round(took))} min"
    a_day = f"{minutes(round(took / report.done))} min per day done" if report.done else "in all"
    yield Fact("Time", time, a_day)
    partly = report.answers[Answer.IN_PART]
    if judged := report.answers.total():
        about = f"of {judged}" + (f", {partly} partly" if partly else "")
    else:
        made = any(week.promise is not None for week in report.weeks)
        about = "none judged yet" if made else "none made yet"
    yield Fact("Promises kept", f"{report.answers[Answer.KEPT]}", about)
    (first, count), *others = report.outcomes.items() or [("nothing yet", 0)]
    named = ", ".join((printable(first), *(f"{n:,} {printable(name)}" for name, n in others)))
    yield Fact("You counted", f"{count:,}", named)


def total_sentence(report: Report) -> str:
    """Return the curve of the total for those who don't see it."""
    readings = sum(report.first <= each.day for each in report.dashboard.source.log.readings)
    dashboard = report.dashboard
    said = f"The total over {length_of(report)} with its range: now {number(dashboard.shown_total)}"
    return f"{said}, {count_of(readings, 'reading')}."


def pillar_sentence(row: PillarRow, words: str, kept: float | None, idle: float | None) -> str:
    """Return the curve of a pillar for those who don't see it; ``kept`` and ``idle`` if known."""
    said = f"{row.label}: {number(row.score)} of 25, {words}."
    if kept is None or idle is None:
        return said
    return (
        f"{said} In 28 days {number(kept)} if you keep your routine, "
        f"{number(idle)} if you do nothing."
    )


def too_short(report: Report) -> str:
    """Return what stands in the place of the charts of a young log, or of a few of its days."""
    days = count_of((report.last - report.first).days + 1, "day")
    if report.first > report.dashboard.source.history.first:
        return f"Charts need {CHARTED_DAYS // 7} weeks or more; this report has {days}."
    return f"Charts start after {CHARTED_DAYS // 7} weeks; this log has {days}."


def week_words(report: Report, week: ReportWeek) -> str:
    """Return the days of a week: ``16–22 Nov``, followed by its year if the report ends later."""
    last = week.first + LAST
    year = "" if last.year == report.last.year else f" {last.year}"
    return f"{span_words(week.first, last)}{year}"


def promise_of(week: ReportWeek) -> tuple[str, str, str]:
    """Return the promise of a week, the style of what came of it, and its words with a mark."""
    verdict = week.promise
    if verdict is None:
        return "", "", ""
    words = printable(promise_words(verdict.commitment))
    if verdict.answer is None:
        return words, "", "nothing was due" if not verdict.days else "not judged"
    tone, mark = ANSWERS.get(verdict.answer, ("", ""))
    return words, tone, f"{mark} {ANSWER_LABELS[verdict.answer]}".strip()


def notes_of(
    report: Report, reviews: Reviews, of_entries: Sequence[tuple[date, str]]
) -> list[Note]:
    """Return everything that the user wrote about these days, the newest first.

    ``of_entries`` are the notes of entries by day.
    """
    log, last = report.dashboard.source.log, report.last
    found = [Note(day, long_day(day), text) for day, text in (*log.day_notes.items(), *of_entries)]
    for week, review in reviews.items():
        if review.note:
            when = f"Review of {span_words(week, week + LAST)} {(week + LAST).year}"
            found.append(Note(week + LAST, when, review.note))
    for off in log.time_off:
        if off.reason:
            when = f"Time off, {near_days(off.start, off.end, last)}"
            found.append(Note(off.start, when, off.reason))
    within = [note for note in found if report.first <= note.day <= last]
    return sorted(within, key=lambda note: note.day, reverse=True)


def printable_lines(text: str) -> list[str]:
    """Return the lines of what the user wrote."""
    return [printable(line) for line in text.splitlines()]

"""The report as one page of HTML that loads nothing: no script, no picture, no font.

The template escapes all that it is given. What the user wrote is made printable before, and becomes
neither an address nor a style.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ssi_tui import __version__
from ssi_tui.core.ahead.curves import PillarCurves, curves_of
from ssi_tui.core.import_report import Known
from ssi_tui.core.labels import ANSWER_LABELS
from ssi_tui.core.report import curves, words, year
from ssi_tui.core.report.analytics import (
    NAMES,
    analytics_cells,
    analytics_lanes,
    followers_fact,
)
from ssi_tui.core.report.canvas import Plot
from ssi_tui.core.report.figures import Report, report_of
from ssi_tui.core.review.record import Reviews
from ssi_tui.core.text.rounding import shown_change, shown_total
from ssi_tui.core.text.words import change, minutes, number
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.estimate import total_words
from ssi_tui.core.value import dataclass, field

TEMPLATE = Path(__file__).with_name("report.html")
GENERATOR = "ssi-tui report"
"""What a page says of its maker, by which a report is known."""

# So many weeks stand in the table of a report whose length was not asked for.
TABLE_WEEKS = 13
# The style of a day in the table, which tells only whether it counts as done.
_DAYS = {"all": "a", "done": "a", "part": "p", "none": "n", "rest": "r", "off": "o", "": "x"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the report is to show: its days from ``first`` on, and what stands in it besides.

    ``running`` tells that its last day is today, ``whole`` that the table has all weeks. ``notes``
    are those of entries by day, ``None`` where no notes are wanted; ``invented`` is of the demo.
    ``known`` is what LinkedIn's analytics say of each day.
    """

    first: date
    running: bool
    whole: bool
    notes: Sequence[tuple[date, str]] | None = None
    invented: bool = False
    known: Known = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PillarCard:
    """A pillar as the page shows it; ``tone``, ``mark`` and ``risk`` are those of its risk."""

    label: str
    score: str
    change: str
    tone: str
    mark: str
    risk: str
    plot: Plot


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A row of the table of weeks; ``days`` are the styles of its days."""

    name: str
    days: tuple[str, ...]
    done: str
    minutes: str
    total: str
    pillars: tuple[str, ...]
    analytics: tuple[str, ...]
    promise: str
    tone: str
    answer: str


def report_page(dashboard: Dashboard, reviews: Reviews, wanted: Wanted) -> str:
    """Return the report up to the day of a dashboard as the text of a page."""
    # Imported when a report is written, because no other command needs it.
    from jinja2 import Environment, StrictUndefined

    report = report_of(dashboard, reviews, wanted.first, wanted.known, running=wanted.running)
    # The template is the only one and our own; it is given texts, numbers and lists of them.
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    notes = [] if wanted.notes is None else words.notes_of(report, reviews, wanted.notes)
    charted = report.charted and bool(report.weeks)
    ahead = curves_of(dashboard.source) if charted else ()
    shown_weeks = report.weeks if wanted.whole else report.weeks[-TABLE_WEEKS:]
    strongest, *others = words.sentences(report)
    *facts, counted = words.facts(report)
    followers = list(followers_fact(report))
    lanes = curves.lanes(report) if charted else []
    # What came of it stands below the effort: LinkedIn's numbers, then what the user counted.
    lanes[1:1] = analytics_lanes(report) if charted else ()
    rows = [_row(report, at) for at in reversed(range(len(report.weeks)))][: len(shown_weeks)]
    text: str = page.render(
        generator=GENERATOR,
        version=__version__,
        span=words.span_of(report),
        length=words.length_of(report),
        total=total_words(dashboard),
        band=words.band_of(report),
        about_total=words.about_total(report),
        strongest=strongest,
        others=" ".join(others),
        facts=[*facts, *followers, counted],
        charted=charted,
        too_short=words.too_short(report),
        total_plot=curves.total_plot(report, ahead) if charted else None,
        pillars=[_card(report, at, ahead) for at in range(len(dashboard.pillars))],
        running=report.running,
        year=year.blocks(report.days, dashboard.source.settings.first_weekday) if charted else [],
        kinds=[(kind, name, year.square_of(kind, 0, 0)) for kind, name in year.NAMES.items()],
        lanes=lanes,
        analytics=list(NAMES.values()) if any(any(row.analytics) for row in rows) else [],
        linkedin=len(followers) > 0,
        late=any(cell.endswith("*") for row in rows for cell in row.analytics),
        lane_months=curves.lane_months(report) if charted else [],
        answers=_answers(report),
        promised=any(row.promise for row in rows),
        weeks=rows,
        all_weeks=len(report.weeks),
        invented=wanted.invented,
        notes=[(note.when, words.printable_lines(note.text)) for note in notes],
    )
    return text


def is_report(head: str) -> bool:
    """Tell whether a file that begins like this is a report, which a newer one may replace."""
    return f'<meta name="generator" content="{GENERATOR}">' in head


def _card(report: Report, at: int, ahead: Sequence[PillarCurves]) -> PillarCard:
    row = report.dashboard.pillars[at]
    tone, mark, risk = words.risk_of(report, row)
    plot = curves.pillar_plot(report, row, risk, ahead) if ahead else Plot("", ())
    moved = change(shown_change(row.score, row.change_7d))
    return PillarCard(row.label, number(row.score), moved, tone, mark, risk, plot)


def _row(report: Report, at: int) -> WeekRow:
    week = report.weeks[at]
    promise, tone, answer = words.promise_of(week)
    scores = week.scores
    return WeekRow(
        words.week_words(report, week),
        tuple(_DAYS[day] for day in week.days),
        "time off" if week.away else f"{week.done} of {week.due}",
        minutes(round(week.minutes)),
        number(shown_total(scores)) if scores else "",
        tuple(map(number, scores)) if scores else ("",) * len(report.dashboard.pillars),
        analytics_cells(report, week),
        promise,
        tone,
        answer,
    )


def _answers(report: Report) -> list[tuple[str, int, str]]:
    """Return how many promises were kept, partly kept and not, each with its style and words."""
    return [
        (tone, report.answers[answer], ANSWER_LABELS[answer])
        for answer, (tone, _) in words.ANSWERS.items()
        if report.answers[answer]
    ]

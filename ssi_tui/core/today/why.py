"""Why a pillar stands where it does: its parts, what moved it, what one more action adds."""

from collections.abc import Mapping
from datetime import date, timedelta

from ssi_tui.core.calendar import DAY
from ssi_tui.core.formula import (
    ACTIVE_DAY,
    ADJUSTMENT,
    BASELINE,
    BEFORE,
    CHECKLIST,
    COLLAPSE_SHARE,
    Actions,
)
from ssi_tui.core.history.lazy_days import between, with_counts
from ssi_tui.core.history.ledger import (
    PillarLedger,
    ledger_of,
    opening_stocks,
    par,
    since_last_due_day,
)
from ssi_tui.core.history.mornings import plain_scores_at_opening, scores_at_opening
from ssi_tui.core.history.sums import counts_by_day
from ssi_tui.core.model import Pillar
from ssi_tui.core.score.scoring import marginal, quality_factor
from ssi_tui.core.text.rounding import rounded
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.rows import LONG_WINDOW, SHORT_WINDOW, Counts, Window, window
from ssi_tui.core.value import dataclass

OTHERS = "others"
LABELS: Mapping[str, str] = {
    BASELINE: "profile",
    ADJUSTMENT: "your readings",
    BEFORE: "before your log",
    ACTIVE_DAY: "active days",
    OTHERS: "others",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a pillar's score.

    ``points`` is exact; ``shown`` is rounded to one decimal so that the parts add up to the score
    shown. Only actions have ``windows`` and, today, ``one_more``, the points that one more adds.
    """

    id: str
    label: str
    points: float
    shown: float
    windows: tuple[Window, Window] | None = None
    one_more: float | None = None


def all_counts(dashboard: Dashboard) -> Counts:
    """Return the counts toward each task by day, including today."""
    log, history = dashboard.source.log, dashboard.source.history
    today = between(log.tallies, dashboard.today, dashboard.today)
    return with_counts(history.counts, counts_by_day(today))


def one_more(dashboard: Dashboard, action: str, at: int) -> float:
    """Return the points that one more of an action today adds to the pillar with index ``at``."""
    source = dashboard.source
    quality = None
    if action == "connect":
        quality = "plain" if dashboard.notes_left == 0 else "note"
    factor = quality_factor(action, quality)
    stocks, units = source.now.stocks, source.now.units
    return marginal(source.history.pillars, stocks, units, action, factor)[at]


def parts_of(dashboard: Dashboard, at: int, most: int) -> tuple[Part, ...]:
    """Return the parts of the pillar with index ``at``, the largest first and the baseline last.

    On another day they are those at its close; before the log there are none. Tasks of the routine
    that feed the pillar are included even if they have brought nothing yet. If there are more than
    ``most`` parts, the smallest are joined as "others".
    """
    scores, contributions = scores_on(dashboard, dashboard.day), _contributions(dashboard, at)
    if scores is None:
        return ()
    base = [part for part in (BASELINE, ADJUSTMENT) if part in contributions]
    fed = [row.task for row in dashboard.rows if dashboard.actions[row.task].points[at]]
    earned = dict.fromkeys(fed, 0.0) | {
        part: points for part, points in contributions.items() if part not in base
    }
    order = sorted(earned, key=lambda part: -earned[part])
    room = max(1, most - len(base))
    cut = room if len(order) <= room else room - 1
    kept, rest = order[:cut], order[cut:]
    points = {part: earned[part] for part in kept}
    if rest:
        points[OTHERS] = sum(earned[part] for part in rest)
    points |= {part: contributions[part] for part in base}
    shown = rounded(tuple(points.values()), 1, scores[at])
    counts = all_counts(dashboard)
    return tuple(
        _part(dashboard, at, part, value, displayed, counts)
        for (part, value), displayed in zip(points.items(), shown, strict=True)
    )


def _contributions(dashboard: Dashboard, at: int) -> Mapping[str, float]:
    if dashboard.is_today:
        return dashboard.pillars[at].contributions
    log, history = dashboard.source.log, dashboard.source.history
    return history.pillars[at].breakdown(opening_stocks(log, history, dashboard.day + DAY)[at])


def _part(
    dashboard: Dashboard, at: int, part: str, points: float, shown: float, counts: Counts
) -> Part:
    if part not in dashboard.actions:
        return Part(part, LABELS[part], points, shown)
    label = dashboard.actions[part].label
    week = _window(dashboard, part, SHORT_WINDOW, counts)
    month = _window(dashboard, part, LONG_WINDOW, counts)
    more = one_more(dashboard, part, at) if dashboard.is_today else None
    return Part(part, label, points, shown, (week, month), more)


def _window(dashboard: Dashboard, action: str, days: int, counts: Counts) -> Window:
    """Return the window of a task, or of another action, which counts only itself."""
    history = dashboard.source.history
    if any(row.task == action for row in dashboard.tasks):
        return window(history, counts, action, dashboard.day, days)
    first = dashboard.day - timedelta(days=days - 1)
    tallies = between(dashboard.source.log.tallies, first, dashboard.day)
    done = sum(tally.count for tally in tallies if tally.task == action)
    return Window(days, done, 0)


@dataclass(frozen=True, slots=True)
class Moved:
    """What one thing moved a pillar by, in points: since the last due day, and in seven days."""

    label: str
    since: float
    week: float


@dataclass(frozen=True, slots=True)
class Why:
    """Why a pillar stands where it does, with the user's own numbers.

    ``stock`` is in points, ``pace`` in points a week, ``share`` the part of the ``reach`` that is
    reached, 0 to 1. ``par`` is the points that make up for today's fading, ``dose`` the points
    that today has brought. ``since`` is the last due day before the changes in ``moved``, and
    ``today_alone`` tells whether nothing was logged between that day and today.
    """

    pillar: Pillar
    label: str
    score: float
    baseline: float
    baseline_words: str
    floor: float
    ceiling: float
    reach: float
    stock: float
    pace: float
    half_pace: float
    half_life: float
    share: float
    usual: float
    line: float
    par: float
    dose: float
    since: date
    fading_days: int
    today_alone: bool
    change: Moved
    moved: tuple[Moved, ...]

    @property
    def line_share(self) -> float:
        """The share of the usual activity part that the collapse line leaves."""
        usual = 1.0 - COLLAPSE_SHARE
        return (self.line - self.floor) / self.usual if self.usual > 0.0 else usual


def baseline_words(dashboard: Dashboard, pillar: Pillar) -> str:
    """Return the words for what the baseline of a pillar rests on."""
    profile = dashboard.source.log.profile
    if pillar is Pillar.BRAND:
        return f"{len(profile.checklist)} of {len(CHECKLIST)} profile items"
    if pillar is Pillar.RELATIONSHIPS:
        return f"{profile.connections:,} connections"
    return "starting value"


def why_of(dashboard: Dashboard, at: int) -> Why:
    """Return why the pillar with index ``at`` stands where it does."""
    source = dashboard.source
    setup = source.history.pillars[at]
    row = dashboard.pillars[at]
    stock = sum(source.now.stocks[at].values())
    close = sum(source.history.closed.stocks[at].values())
    lately = since_last_due_day(source.log, source.history)
    # From the opening of that day on, as the change in seven days is.
    week_first, today = dashboard.today - timedelta(days=SHORT_WINDOW), dashboard.today
    week = ledger_of(source.log, source.history, week_first, today, opened=True)
    return Why(
        pillar=setup.pillar,
        label=row.label,
        score=row.score,
        baseline=setup.base,
        baseline_words=baseline_words(dashboard, setup.pillar),
        floor=setup.floor,
        ceiling=setup.ceiling,
        reach=setup.gain * (setup.ceiling - setup.base),
        stock=stock,
        pace=setup.pace(stock),
        half_pace=setup.half_pace,
        half_life=setup.half_life,
        share=setup.share(stock),
        usual=row.outlook.usual,
        line=row.outlook.line,
        par=par(setup, close, source.history.schedule.clock(dashboard.today)),
        dose=sum(source.now.doses[at].values()),
        since=lately.first - timedelta(days=1),
        fading_days=lately.fading_days,
        today_alone=not between(source.log.tallies, lately.first, today - timedelta(days=1)),
        change=Moved("change", lately.pillars[at].shown_change, week.pillars[at].shown_change),
        moved=_moved(lately.pillars[at], week.pillars[at], dashboard.actions),
    )


def _moved(
    lately: PillarLedger, week: PillarLedger, known: Actions, most: int = 4
) -> tuple[Moved, ...]:
    """Return what moved a pillar in two ledgers, rounded to add up to the displayed changes.

    If there are more than ``most`` actions, those that earned least are joined as "others".
    """
    actions = sorted(
        week.earned.keys() | lately.earned.keys(),
        key=lambda action: (-lately.earned.get(action, 0.0), -week.earned.get(action, 0.0)),
    )
    kept = actions if len(actions) <= most else actions[: most - 1]
    rest = actions[len(kept) :]
    labels = ["faded", *(label_of(action, known) for action in kept)]
    labels += [LABELS[OTHERS]] if rest else []

    def points(ledger: PillarLedger) -> tuple[float, ...]:
        moved = [ledger.faded, *(ledger.earned.get(action, 0.0) for action in kept)]
        moved += [sum(ledger.earned.get(action, 0.0) for action in rest)] if rest else []
        return rounded(moved, 1, ledger.shown_change)

    return tuple(map(Moved, labels, points(lately), points(week)))


def label_of(part: str, actions: Actions) -> str:
    """Return the label of a part of a score, which is an action or one of ``LABELS``."""
    return LABELS[part] if part in LABELS else actions[part].label


def scores_on(dashboard: Dashboard, day: date) -> tuple[float, ...] | None:
    """Return the four scores at the close of a day, or now; ``None`` before the log."""
    if day >= dashboard.today:
        return tuple(row.score for row in dashboard.pillars)
    return dashboard.source.history.closed.scores_on(day)


def estimates_on(
    dashboard: Dashboard, day: date
) -> tuple[tuple[float, ...] | None, tuple[float, ...] | None]:
    """Return the four scores of a morning, and the ones that it would have without readings.

    The first are ``None`` before the log, the second also where readings are not used.
    """
    source = dashboard.source
    scores = scores_at_opening(source.log, source.history, day)
    if scores is None or source.history.calibration is None:
        return scores, None
    return scores, plain_scores_at_opening(source.log, source.history, day)

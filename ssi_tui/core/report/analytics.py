"""LinkedIn's own numbers in a report: beside effort and outcomes on one axis, and nothing more."""

from collections.abc import Iterator

from ssi_tui.core.calendar import DAY, days_between
from ssi_tui.core.report.canvas import Plot, bars
from ssi_tui.core.report.curves import Lane, zeros
from ssi_tui.core.report.figures import Report, ReportWeek
from ssi_tui.core.report.words import Fact, length_of
from ssi_tui.core.review.analytics import is_week_settled, week_sum
from ssi_tui.core.text.words import count_of, near_day

NAMES = {"impressions": "Impressions", "new_followers": "New followers"}
"""The figures that are shown, with their names."""


def analytics_lanes(report: Report) -> Iterator[Lane]:
    """Yield a row of bars for each figure that is known; weeks that may still rise are pale."""
    for name, label in NAMES.items():
        sums = [week_sum(report.known, week.first, name) for week in report.weeks]
        known = [value for value in sums if value is not None]
        if not known:
            continue
        settled = [is_week_settled(report.known, week.first) for week in report.weeks]
        # What LinkedIn took back can make a sum negative.
        heights = [None if value is None else max(0, value) for value in sums]
        paths = [
            bars(
                kind,
                [n if held is wanted else None for n, held in zip(heights, settled, strict=True)],
                max(1, *known),
            )
            for kind, wanted in (("out", True), ("out late", False))
        ]
        said = f"{label}: {sum(known):,} in {count_of(len(known), 'week')}."
        plot = Plot(said, (*(path for path in paths if path.drawn), zeros(heights)))
        yield Lane(label, "as LinkedIn counts", plot, f"{max(known):,}")


def followers_fact(report: Report) -> Iterator[Fact]:
    """Yield how many followers there are, and how many of them came in these days, if known."""
    days = [day for day in days_between(report.first, report.last) if day in report.known]
    totals = [n for day in days if (n := report.known[day][0].total_followers) is not None]
    arrivals: list[int] = []
    at = since = max(days, default=report.first)
    # Back to the first day that is not known: those before it would be missing in the sum.
    while at >= report.first and at in report.known:
        new = report.known[at][0].new_followers
        if new is None:
            break
        arrivals.append(new)
        at, since = at - DAY, at
    if not totals and not arrivals:
        return
    whole = since == report.first
    about = f"in {length_of(report)}" if whole else f"since {near_day(since, report.last)}"
    new = sum(arrivals)
    if not totals:
        yield Fact("New followers", f"{new:,}", about)
    else:
        yield Fact("Followers", f"{totals[-1]:,}", f"{new:,} new {about}" if arrivals else "in all")


def analytics_cells(report: Report, week: ReportWeek) -> tuple[str, ...]:
    """Return the figures of a week for its row in the table; ``*`` is for what may still rise."""
    star = "" if is_week_settled(report.known, week.first) else "*"
    sums = (week_sum(report.known, week.first, name) for name in NAMES)
    return tuple("" if value is None else f"{value:,}{star}" for value in sums)

"""The review in words: a line for each step, and the week as text and as Markdown."""

from collections.abc import Iterable, Iterator

from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.labels import ANSWER_LABELS
from ssi_tui.core.review.analytics import analytics_lines, analytics_parts
from ssi_tui.core.review.clock_minutes import each_words
from ssi_tui.core.review.focus import Proposal, promise_sentence
from ssi_tui.core.review.page import Outcome, PastReview, ReviewPage
from ssi_tui.core.review.promise import Verdict, promise_words, verdict_words
from ssi_tui.core.review.record import Commitment, Step, outcome_words
from ssi_tui.core.review.week import (
    LAST,
    Week,
    WeekSums,
    day_cell,
    met_cell,
    minutes_cell,
)
from ssi_tui.core.text.rounding import shown
from ssi_tui.core.text.words import (
    WEEKDAYS,
    cells,
    change,
    day_month,
    escaped,
    long_day,
    near_day,
    number,
    out_of,
    printable,
    signed,
    span_words,
)
from ssi_tui.core.value import dataclass, replace

# The cells of the sums in the table of a week.
_SUM_WIDTH = 11
NOTHING_BEFORE = "No data for the week before yet."
STEP_NAMES = {step: step.value.capitalize() for step in Step}


def week_span(page: ReviewPage, between: str = ", ") -> str:
    """Return ``16–22 Nov 2026, week 47``; what stands before the number is ``between``."""
    # ISO numbers a week by its Thursday, which the fourth day is for weeks from Monday on.
    week = page.week.days[3].day.isocalendar().week
    return f"{span_words(page.first, page.last)} {page.last.year}{between}week {week}"


def unpromised_lines(page: ReviewPage) -> tuple[str, ...]:
    """Return what the first step says without a promise, the longest form first."""
    if page.review.finished:
        return ("No promise was made for this week.", "No promise for this week.")
    return (
        "No promise yet. You'll choose one in step 6 for next week.",
        "No promise yet. Step 6 sets one.",
    )


def promise_line(verdict: Verdict | None) -> str:
    """Return the last promise and what came of it."""
    if verdict is None:
        return "none yet"
    return f"{printable(promise_words(verdict.commitment))}: {verdict_words(verdict)}"


def said_line(page: ReviewPage) -> str:
    """Return in which week's review the promise was made, "" without a promise."""
    if page.promise is None:
        return ""
    return f"from the review of {span_words(page.promise.said, page.promise.said + LAST)}"


def week_line(week: Week) -> str:
    """Return the sums of a week: ``24 of 30 tasks, 4 of 5 days with 3+ tasks, 51 of 65 min``."""
    sums = week.sums
    days = f"{days_done(sums)} days with {week.day_label}" if sums.due else "no workdays"
    done = f"{out_of(sums.count, sums.target)} tasks" if sums.target else f"{sums.count} done"
    return f"{done}, {days}, {minutes_sum(sums)} min"


def pillars_line(page: ReviewPage) -> str:
    """Return the total and what moved most: ``total 60.1 → 61.4, Insights +1.6, People −0.9``."""
    best = max(page.pillars, key=lambda row: row.change)
    worst = min(page.pillars, key=lambda row: row.change)
    risen = [best] if best.change >= 0.05 else []
    fallen = [worst] if worst.change <= -0.05 else []
    rows = (f"{row.label} {signed(row.change)}" for row in (*risen, *fallen))
    return ", ".join((f"total {number(page.was)} → {number(page.now)}", *rows))


def reading_line(page: ReviewPage) -> str:
    """Return LinkedIn's total beside the estimate, "" if there is no reading."""
    beside = page.reading
    if beside is None:
        return ""
    said = f"LinkedIn said {number(beside.reading.total)} on {day_month(beside.reading.day)}"
    estimate = beside.shown_estimate
    if estimate is None:
        return said
    gap = signed(estimate - shown(beside.reading.total))
    return f"{said}; estimate {number(estimate)}, {gap}"


def peers_lines(page: ReviewPage) -> tuple[str, ...]:
    """Return where the reading puts the user among peers, and where those are furthest ahead."""
    if page.reading is None:
        return ()
    groups = page.reading.reading.groups
    ranks = [f"top {peers.rank}% of your {who}" for who, peers in groups if peers.rank is not None]
    lines = [", ".join(ranks)] if ranks else []
    lines += [
        f"your {gap.who} leads most in {PILLAR_RULES[gap.pillar].label}: "
        f"{number(gap.theirs)} to your {number(gap.own)}"
        for gap in page.reading.gaps
    ]
    ahead = {gap.who for gap in page.reading.gaps}
    lines += [
        f"you're ahead of your {who} in every pillar"
        for who, peers in groups
        if peers.pillars is not None and who not in ahead
    ]
    return tuple(lines)


def past_line(past: PastReview) -> str:
    """Return what came of the promise of a past week: ``2 connects a day: partly kept``."""
    if past.promise is None:
        return "no promise"
    words = printable(promise_words(past.promise.commitment))
    answer = past.promise.answer
    return words if answer is None else f"{words}: {ANSWER_LABELS[answer]}"


def outcomes_line(page: ReviewPage) -> str:
    """Return the outcomes of the week, "" if none were counted yet."""
    found = [outcome_words(row.name, row.count) for row in page.outcomes if row.count]
    if found:
        return ", ".join(found)
    counted = page.review.finished or Step.OUTCOMES in page.review.steps
    return "nothing this week" if counted else ""


def focus_line(page: ReviewPage) -> str:
    """Return the promise for the coming week, "" if the step was not taken yet."""
    review = page.review
    if review.commitment is not None:
        return commitment_line(review.commitment)
    if review.looked_through is not None:
        return f"looked through on {near_day(review.looked_through, page.dashboard.today)}"
    return "no promise" if Step.FOCUS in review.steps else ""


def commitment_line(commitment: Commitment) -> str:
    """Return a promise with the pillar it is for: ``People: 2 connects a day``."""
    words = printable(promise_words(commitment))
    return f"{PILLAR_RULES[commitment.focus].label}: {words}" if commitment.focus else words


def closing_lines(page: ReviewPage, key: str) -> tuple[str, ...]:
    """Return what stands under a review whose steps are all closed, the longest form first.

    ``key`` opens the first step.
    """
    due, today = page.first_due, page.dashboard.today
    if due is not None:
        day = near_day(due, today)
        return (
            f"Your first review is due on {day}. Press {key} to start early.",
            f"First review on {day}; press {key} to start early.",
        )
    if not page.review.finished:
        return ("",)
    if page.review.commitment is None or page.start <= today:
        return ("Review complete.",)
    day = near_day(page.start, today)
    return (f"Review complete. Your promise starts on {day}.",)


def day_rule(week: Week) -> str:
    """Return with how many of its tasks a day counts."""
    return f"A day counts with {week.day_label.replace('+', ' or more')} done."


OFFERS = {
    Step.READING: "optional: LinkedIn's own number",
    Step.OUTCOMES: "conversations, meetings, opportunities",
    Step.FOCUS: "one pillar, one promise for next week",
}
"""What a step is about while nothing was said in it."""


def step_line(page: ReviewPage, step: Step) -> str:
    """Return the line that sums a step up while it is closed."""
    return _summed_up(page, step) or OFFERS[step]


def step_lines(page: ReviewPage, step: Step) -> tuple[str, ...]:
    """Return that line, and for the sums of a week a shorter one without their last part."""
    line = step_line(page, step)
    return (line, line.rpartition(", ")[0]) if step is Step.WEEK else (line,)


def _summed_up(page: ReviewPage, step: Step) -> str:
    if step is Step.PROMISE:
        return promise_line(page.promise)
    if step is Step.WEEK:
        return week_line(page.week)
    if step is Step.PILLARS:
        return pillars_line(page)
    if step is Step.READING:
        return reading_line(page)
    return outcomes_line(page) if step is Step.OUTCOMES else focus_line(page)


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A line of the table of a week: a cell for each day, the week, and the week before."""

    label: str
    days: tuple[str, ...]
    week: str
    before: str


def task_lines(page: ReviewPage) -> Iterator[WeekLine]:
    """Yield a line for each task of the week."""
    for row in page.week.rows:
        days = tuple(day_cell(day.count, day.kind) for day in row.days)
        before = out_of(row.before_count, row.before_target) if page.compared else ""
        yield WeekLine(row.label, days, out_of(row.count, row.target), before)


def sum_lines(page: ReviewPage, *, whole: bool = False) -> Iterator[WeekLine]:
    """Yield the lines below the tasks; ``whole`` minutes need fewer cells."""
    week, clocked = page.week, page.clock.minutes

    def cells_of(minutes_on: Iterable[float]) -> tuple[str, ...]:
        return tuple(map(minutes_cell, minutes_on, (day.kind for day in week.days)))

    taken = cells_of(round(day.minutes) if whole else day.minutes for day in week.days)
    yield WeekLine("minutes", taken, minutes_sum(week.sums), minutes_sum(week.before))
    if clocked:
        taken = cells_of(round(clocked.get(day.day, 0.0)) for day in week.days)
        yield WeekLine("on the clock", taken, f"{sum(clocked.values()):.0f} min", "")
    met = tuple(met_cell(day.kind, met=day.met) for day in week.days)
    yield WeekLine(week.day_label, met, days_done(week.sums), days_done(week.before))


def week_lines(page: ReviewPage, width: int) -> Iterator[str]:
    """Yield the review of a week as lines of text; LinkedIn's numbers fit so many cells."""
    span = week_span(page)
    yield f"{span} so far" if page.running else span
    yield ""
    yield f"PROMISE          {promise_line(page.promise)}"
    yield ""
    yield from _grid_lines(page)
    yield ""
    yield f"{'ESTIMATE':17}{'was':8}{'is':16}moved most by"
    for row in page.pillars:
        movers = ", ".join(f"{mover.label} {signed(mover.points)}" for mover in row.movers)
        yield f"   {row.label:14}{_was_is(row.was, row.now, row.change)}{movers}"
    yield f"   {'total':14}{_was_is(page.was, page.now, page.now - page.was)}"
    yield ""
    yield f"READING          {reading_line(page) or 'none'}"
    yield from (f"{'':17}{line}" for line in peers_lines(page))
    yield f"OUTCOMES         {outcomes_line(page) or 'none'}"
    if page.analytics is not None:
        yield from analytics_lines(page.analytics, width)
    if page.review.note:
        yield f"{'':17}{printable(page.review.note)}"
    yield f"FOCUS            {focus_line(page) or 'no promise yet'}"


def _was_is(was: float, now: float, moved: float) -> str:
    return f"{number(was):>4} → {number(now):>4}   {change(moved):10}"


def _grid_lines(page: ReviewPage) -> Iterator[str]:
    week = page.week
    names = "".join(f"{WEEKDAYS[day.day.weekday()]:>5}" for day in week.days)
    yield f"{'WEEK':15}{names}{'week':>11}{'week before' if page.compared else '':>16}"
    for line in task_lines(page):
        yield _grid_row(line)
    yield ""
    for line in sum_lines(page):
        yield _grid_row(line)
    if page.clock.measured:
        yield f"   {'minutes each':14}  {', '.join(each_words(page.clock))}"
    if not page.compared:
        yield f"   {NOTHING_BEFORE}"


def _grid_row(line: WeekLine) -> str:
    # A label may have a cell more than its column: the first day then has one less.
    days = " " * 12 + "".join(f"{cell:>5}" for cell in line.days)
    beside = days[cells(line.label) :]
    return f"   {printable(line.label)}{beside}{line.week:>11}{line.before:>16}"


def minutes_sum(sums: WeekSums | None) -> str:
    """Return the minutes of a week: ``65 of 65``, or ``67.5/72.5`` to leave a gap before it."""
    words = "" if sums is None else out_of(sums.minutes, sums.planned)
    return words if len(words) < _SUM_WIDTH else words.replace(" of ", "/")


def days_done(sums: WeekSums | None) -> str:
    """Return the workdays that were done: ``4 of 5``."""
    return "" if sums is None else out_of(sums.met, sums.due)


def markdown_lines(page: ReviewPage) -> Iterator[str]:
    """Yield the review of a week as lines of Markdown."""
    yield f"# Review of {week_span(page)}"
    yield ""
    yield f"Promise: {escaped(promise_line(page.promise))}"
    yield ""
    yield "## The week"
    yield ""
    names = " | ".join(WEEKDAYS[day.day.weekday()] for day in page.week.days)
    yield f"| | {names} | week | week before |"
    yield "|---|" + "---:|" * 9
    for line in (*task_lines(page), *sum_lines(page)):
        days = " | ".join(line.days)
        yield f"| {escaped(line.label)} | {days} | {line.week} | {line.before} |"
    yield ""
    if page.clock.measured:
        each = tuple(replace(one, label=escaped(one.label)) for one in page.clock.each)
        words = each_words(replace(page.clock, each=each))
        yield f"Minutes each, on the clock: {', '.join(words)}."
        yield ""
    yield "## Pillars (estimate)"
    yield ""
    yield "| | was | is | change | moved most by |"
    yield "|---|---:|---:|---:|---|"
    for pillar in page.pillars:
        movers = (f"{escaped(mover.label)} {signed(mover.points)}" for mover in pillar.movers)
        columns = (number(pillar.was), number(pillar.now), signed(pillar.change), ", ".join(movers))
        yield f"| {pillar.label} | {' | '.join(columns)} |"
    change_words = signed(page.now - page.was)
    yield f"| total | {number(page.was)} | {number(page.now)} | {change_words} | |"
    yield ""
    yield f"Reading: {escaped(reading_line(page) or 'none')}"
    yield from (f"- {escaped(line)}" for line in peers_lines(page))
    yield ""
    yield "## What the week brought"
    yield ""
    yield from (f"- {escaped(_outcome_row(row))}" for row in page.outcomes)
    if page.analytics is not None:
        yield f"- LinkedIn: {', '.join(analytics_parts(page.analytics))}"
    if page.review.note:
        yield ""
        yield escaped(page.review.note)
    yield ""
    yield "## Focus"
    yield ""
    promise = page.review.commitment
    sentence = focus_line(page) if promise is None else promise_sentence(promise)
    yield escaped(sentence or "no promise yet")
    if promise is not None and promise.focus is not None:
        yield ""
        yield f"For {PILLAR_RULES[promise.focus].label}, from {long_day(page.start)}."


def _outcome_row(row: Outcome) -> str:
    before = "" if row.before is None else f", {row.before} the week before"
    return f"{outcome_words(row.name, row.count)}{before}"


def worth_words(proposal: Proposal) -> str:
    """Return what a promise is worth: ``+0.9``, or ``keeps 1.5`` for what is kept already."""
    return signed(proposal.gain) if proposal.keeps is None else f"keeps {number(proposal.keeps)}"

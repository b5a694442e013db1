"""What each step of a review shows when it is open: its first row, and the rows under it."""

from collections.abc import Iterator, Mapping

from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.labels import ANSWER_LABELS
from ssi_tui.core.model import PILLARS, Peers, Reading
from ssi_tui.core.review.analytics import (
    AnalyticsWeek,
    figures_there,
    followers_parts,
    in_rows,
    sum_words,
)
from ssi_tui.core.review.clock_minutes import each_words
from ssi_tui.core.review.focus import promise_sentence
from ssi_tui.core.review.page import PillarWeek, ReadingBeside, ReviewPage
from ssi_tui.core.review.promise import promise_words, verdict_words
from ssi_tui.core.review.record import VERDICTS, Step
from ssi_tui.core.review.words import (
    NOTHING_BEFORE,
    OFFERS,
    WeekLine,
    day_rule,
    peers_lines,
    said_line,
    sum_lines,
    task_lines,
    unpromised_lines,
    worth_words,
)
from ssi_tui.core.text.bars import eighths_line, sparkline
from ssi_tui.core.text.rounding import shown, shown_total
from ssi_tui.core.text.words import WEEKDAYS, change, minutes, number, printable, signed
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import CURSOR, TREND_FROM, Grid
from ssi_tui.tui.look.rows import Row, longest, whole_words

INDENT = 8
GOAL = "The score isn't the goal. These are."
NO_PROMISE = "no promise"
# The last columns of what a promise is worth, and of the minutes that it takes.
WEEKLY, MINUTES = 58, 77


@dataclass(frozen=True, slots=True)
class WeekColumns:
    """The last columns of the days and sums of a week; ``before`` is ``None`` without room."""

    first: int
    step: int
    week: int
    before: int | None


def week_columns(grid: Grid) -> WeekColumns:
    """Return the columns for a grid."""
    if grid.narrow:
        return WeekColumns(24, 3, grid.right, None)
    if grid.width >= TREND_FROM and not grid.wide:
        return WeekColumns(22, 6, 73, 97)
    return WeekColumns(22, 5, 63, 77)


def put_head(row: Row, page: ReviewPage, step: Step, grid: Grid) -> Row:
    """Put what the first row of an open step says after its name."""
    room = grid.right - grid.graphic + 1
    if step is Step.PROMISE:
        promise = page.promise
        words = longest(unpromised_lines(page), room)
        if promise is not None:
            words = printable(promise_words(promise.commitment))
        return row.put(grid.graphic, words, width=room)
    if step is Step.WEEK:
        return _week_head(row, page, grid)
    if step is Step.PILLARS:
        row.right(28, "was", "faint").right(35, "is", "faint")
        return row.put(_movers_at(grid), "moved most by", "faint")
    if step is Step.READING:
        return _reading_head(row, page, grid)
    if step is Step.OUTCOMES:
        row.right(35, "week", "faint").right(49, "week before", "faint")
        return row if grid.narrow else row.put(59, "13 weeks", "faint")
    label = PILLAR_RULES[page.focus.pillar].label
    row.put(grid.graphic, f"{label}, {page.focus.why}")
    if not grid.narrow:
        row.right(WEEKLY, "per week", "faint").right(MINUTES, "minutes that day", "faint")
    return row


Keys = Mapping[str, str]
"""The user's keys for the view, by the ids of their bindings."""


def open_rows(page: ReviewPage, step: Step, cursor: int, grid: Grid, keys: Keys) -> list[Row]:
    """Return the rows under the first row of an open step."""
    if step is Step.PROMISE:
        return _promise(page, cursor, grid)
    if step is Step.WEEK:
        return _week(page, grid)
    if step is Step.PILLARS:
        return _pillars(page, grid)
    if step is Step.READING:
        return _reading(page, grid, keys)
    if step is Step.OUTCOMES:
        return _outcomes(page, cursor, grid, keys)
    return _focus(page, cursor, grid, keys)


def _hint(keys: Keys, *hints: tuple[str, str]) -> str:
    """Return keys with what they do, from (ids of bindings, words) pairs."""
    return "   ".join(
        f"{' '.join(keys[f'review.{name}'] for name in names.split())} {words}"
        for names, words in hints
    )


def _said(grid: Grid, text: str, role: str = "muted") -> Row:
    """Return a row with a sentence, in the column of the names."""
    return Row().put(INDENT, text, role, width=grid.right - INDENT + 1)


def _choice(grid: Grid, text: str, at: int, cursor: int, width: int | None = None) -> Row:
    """Return a row that the cursor can be on, in the column of the answers."""
    chosen = at == cursor
    row = Row().put(grid.graphic - 2, CURSOR if chosen else "", "accent")
    room = grid.right - grid.graphic + 1 if width is None else width
    click = f"screen.choose({at})"
    return row.put(grid.graphic, text, "bold" if chosen else "text", width=room, click=click)


def _promise(page: ReviewPage, cursor: int, grid: Grid) -> list[Row]:
    promise = page.promise
    if promise is None:
        return []
    rows = [] if promise.did is None else [Row().put(grid.graphic, verdict_words(promise))]
    if promise.did is None:
        rows += [
            _choice(grid, ANSWER_LABELS[answer], at, cursor) for at, answer in enumerate(VERDICTS)
        ]
    return [*rows, Row().put(grid.graphic, said_line(page), "muted")]


def _week_head(row: Row, page: ReviewPage, grid: Grid) -> Row:
    columns = week_columns(grid)
    for at, day in enumerate(page.week.days):
        name = WEEKDAYS[day.day.weekday()]
        shown = name[0] if grid.narrow else name
        row.right(columns.first + at * columns.step, shown, "faint")
    row.right(columns.week, "week", "faint")
    if columns.before is not None and page.compared:
        row.right(columns.before, "week before", "faint")
    return row


def _week(page: ReviewPage, grid: Grid) -> list[Row]:
    columns = week_columns(grid)
    rows = []

    def put(line: WeekLine, tone: str) -> None:
        row = Row().put(INDENT if not grid.narrow else 5, line.label, tone, width=12)
        for at, cell in enumerate(line.days):
            role = "faint" if cell in "·-~" else "check" if cell == "✓" else tone
            row.right(columns.first + at * columns.step, cell, role)
        row.right(columns.week, line.week)
        if columns.before is not None and page.compared:
            row.right(columns.before, line.before, "muted")
        rows.append(row)

    for line in task_lines(page):
        put(line, "text")
    if grid.width >= TREND_FROM:
        rows.append(Row())
    # Three cells hold no decimal beside another one.
    for line in sum_lines(page, whole=grid.narrow):
        put(line, "muted")
    rows += _each(page, grid)
    if not page.compared:
        rows.append(_said(grid, NOTHING_BEFORE))
    if grid.width >= TREND_FROM:
        rows += [Row(), _said(grid, day_rule(page.week), "faint")]
    return rows


def _each(page: ReviewPage, grid: Grid) -> Iterator[Row]:
    """Yield rows with the minutes that one of each task takes by the session clock."""
    if not page.clock.measured:
        return
    at = INDENT if not grid.narrow else 5
    row = Row().put(at, "minutes each", width=12)
    start = at + 14
    for words in each_words(page.clock):
        if row.end > start and row.end + 2 + len(words) > grid.text_right + 1:
            yield row
            row = Row()
        row.put(max(start, row.end + 2 if row.end > start else start), words, "muted")
    yield row


def _pillars(page: ReviewPage, grid: Grid) -> list[Row]:
    rows = [_pillar(row, grid) for row in page.pillars]
    total = Row().put(INDENT, "total").right(28, number(page.was)).put(30, "→", "faint")
    _put_change(total.right(35, number(page.now), "accent-bold"), page.now - page.was)
    rows.append(total)
    if not page.compared:
        rows.append(_said(grid, NOTHING_BEFORE))
    return rows


def _movers_at(grid: Grid) -> int:
    return 46 if grid.narrow else 48


def _put_change(row: Row, value: float) -> None:
    glyph, _, amount = change(value).partition(" ")
    row.put(39, glyph, "muted").right(43, amount)


def _pillar(found: PillarWeek, grid: Grid) -> Row:
    row = Row().put(INDENT, found.label).right(28, number(found.was)).put(30, "→", "faint")
    _put_change(row.right(35, number(found.now), "bold"), found.change)
    places = ((_movers_at(grid), min(60, grid.right)), (64, 76))
    for mover, (at, end) in zip(found.movers, places, strict=False):
        if end <= grid.right:
            points = signed(mover.points)
            row.put(at, whole_words(mover.label, end - at - len(points)), "muted")
            row.right(end, points)
    return row


def _reading_head(row: Row, page: ReviewPage, grid: Grid) -> Row:
    if page.reading is None:
        room = grid.right - grid.graphic + 1
        return row.put(grid.graphic, OFFERS[Step.READING], width=room)
    row.right(35, "LinkedIn", "faint").right(46, "estimate", "faint").right(54, "gap", "faint")
    reading = page.reading.reading
    for name, peers, end in _averages(reading):
        if (peers.total is not None or peers.pillars is not None) and end <= grid.right:
            row.right(end, name, "faint")
    return row


def _averages(reading: Reading) -> Iterator[tuple[str, Peers, int]]:
    """Yield the peers that a reading knows: name, averages and the last column."""
    ends = {"industry": 65, "network": 77}
    return ((name, peers, ends[name]) for name, peers in reading.groups)


def _reading(page: ReviewPage, grid: Grid, keys: Keys) -> list[Row]:
    if page.reading is None:
        hint = _hint(keys, ("reading", "type or paste LinkedIn's numbers"), ("forward", "skip"))
        return [_said(grid, hint, "faint")]
    beside = page.reading
    rows = [_read(beside, at, grid) for at in range(len(PILLARS))]
    total = Row().put(INDENT, "total").right(35, number(beside.reading.total), "bold")
    if beside.shown_estimate is not None:
        total.right(46, number(beside.shown_estimate))
        total.right(54, signed(beside.shown_estimate - shown(beside.reading.total)))
    for _, peers, end in _averages(beside.reading):
        if peers.total is not None and end <= grid.right:
            total.right(end, number(peers.total), "muted")
    rows.append(total)
    if beside.plain is not None:
        plain = number(shown_total(beside.plain))
        said = f"Without your readings, the estimate that day would be {plain}."
        rows.append(_said(grid, said))
    rows += [_said(grid, f"{line[0].upper()}{line[1:]}.") for line in peers_lines(page)]
    return rows


def _read(beside: ReadingBeside, at: int, grid: Grid) -> Row:
    value = beside.reading.pillars[at]
    row = Row().put(INDENT, PILLAR_RULES[PILLARS[at]].label).right(35, number(value), "bold")
    if beside.estimates is not None:
        row.right(46, number(beside.estimates[at]))
        row.right(54, signed(shown(beside.estimates[at]) - shown(value)))
    for _, peers, end in _averages(beside.reading):
        if peers.pillars is not None and end <= grid.right:
            row.right(end, number(peers.pillars[at]), "muted")
    return row


def _outcomes(page: ReviewPage, cursor: int, grid: Grid, keys: Keys) -> list[Row]:
    rows = []
    for at, found in enumerate(page.outcomes):
        chosen = at == cursor
        row = Row().put(INDENT - 2, CURSOR if chosen else "", "accent")
        role = "bold" if chosen else "text"
        row.put(INDENT, found.name, role, width=22, click=f"screen.choose({at})")
        row.right(35, str(found.count), role if found.count else "faint")
        row.right(49, "–" if found.before is None else str(found.before), "muted")
        if not grid.narrow:
            row.put(59, counts_line(found.trend), "fill")
        rows.append(row)
    score = Row().put(INDENT, "score", "muted").right(35, number(page.now), "muted")
    score.right(49, number(page.was), "muted")
    rows.append(score if grid.narrow else score.put(59, sparkline(page.totals), "fill"))
    if page.analytics is not None:
        rows += _linkedins(page.analytics, grid)
    if page.review.note:
        rows.append(_said(grid, printable(page.review.note), "text"))
    hint = _hint(
        keys, ("more", "one more"), ("less", "one less"), ("add-outcome", "add"), ("note", "note")
    )
    return [*rows, _said(grid, GOAL), _said(grid, hint, "faint")]


def _linkedins(shown: AnalyticsWeek, grid: Grid) -> Iterator[Row]:
    """Yield LinkedIn's own numbers in the columns of the outcomes, and its followers below them."""
    star = []
    for name in figures_there(shown):
        row = Row().put(INDENT, name.replace("_", " "), "muted")
        # A star stands beside the column of digits.
        said, before = sum_words(shown, name), shown.before.sums[name]
        if starred := said.endswith("*"):
            star = ["* may still rise"]
        row.right(35 + starred, said, "muted")
        row.right(49, "–" if before is None else f"{before:,}", "muted")
        yield row if grid.narrow else row.put(59, eighths_line(shown.trend[name]), "fill")
    parts = (*followers_parts(shown, "followers "), *star)
    for at, text in enumerate(in_rows(parts, grid.text_right - grid.graphic + 1)):
        row = Row().put(INDENT, "" if at else "LinkedIn", "muted")
        yield row.put(grid.graphic, text)


def counts_line(counts: tuple[int | None, ...]) -> str:
    """Return a glyph for each week: blank if it was not reviewed, the lowest for a count of 0."""
    most = max((count for count in counts if count), default=0)
    values = [None if count is None else float(count) for count in counts]
    # Without these two values, equal counts would all be at half height, whatever they are.
    line = sparkline([*values, 0.0, float(max(1, most))])
    return line[: len(counts)]


def _focus(page: ReviewPage, cursor: int, grid: Grid, keys: Keys) -> list[Row]:
    rows = []
    proposals = {found.commitment: found for found in page.focus.proposals}
    for at, promise in enumerate(page.choices):
        found = None if promise is None else proposals.get(promise)
        worth = "" if found is None else worth_words(found)
        width = None if grid.narrow else WEEKLY - max(5, len(worth) + 1) - grid.graphic
        words = NO_PROMISE if promise is None else promise_words(promise)
        row = _choice(grid, words, at, cursor, width)
        if found is not None and not grid.narrow:
            row.right(WEEKLY, worth).right(MINUTES, minutes(found.that_day), "muted")
        elif promise is not None and promise == page.review.commitment:
            row.right(min(MINUTES, grid.right), "promised", "muted")
        rows.append(row)
    chosen = page.choices[cursor]
    sentence = "" if chosen is None else promise_sentence(chosen)
    at = 5 if grid.narrow else grid.graphic
    rows += [Row(), Row().put(at, sentence, width=grid.right - at + 1)]
    hint = _hint(
        keys,
        ("down up", "choose"),
        ("pillar-before pillar-after", "pillar"),
        ("own-words", "own words"),
        ("take", "continue" if chosen is None else "promise"),
    )
    return [*rows, Row().put(at, hint, "faint", width=grid.right - at + 1)]

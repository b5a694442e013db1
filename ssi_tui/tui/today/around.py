"""What a wide terminal says around the score: the day's log, notes, promise, outcomes, readings."""

from collections.abc import Sequence
from datetime import timedelta
from textwrap import wrap

from ssi_tui.core.calendar import week_start
from ssi_tui.core.labels import QUALITY_LABELS
from ssi_tui.core.review.promise import Verdict, promise_words, verdict_on
from ssi_tui.core.review.record import last_commitment, outcome_names, outcome_words
from ssi_tui.core.text.bars import THIN_REST, thin_line
from ssi_tui.core.text.words import (
    count_of,
    day_month,
    near_day,
    number,
    out_of,
    printable,
    short_day,
    times,
)
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.rows import ELLIPSIS, Row, fit
from ssi_tui.tui.view.shown import AroundShown, EntryShown

# Of the third column: where its texts begin, and where they end.
START, END = 2, 37
TEXT = 12
TIME, TASK, QUALITY, NOTE = 5, 12, 22, 34
OUTCOME_WEEKS, NOTES, TIMES_OFF = 4, 3, 3
ENTRIES = 3


def _third(name: str) -> Row:
    return Row().put(START, name, "title")


def _entries(around: AroundShown) -> str:
    return count_of(len(around.entries), "entry", "entries")


def _task(dashboard: Dashboard, entry: EntryShown) -> str:
    actions = dashboard.source.history.schedule.actions_on(dashboard.day)
    label = actions[entry.task].label if entry.task in actions else entry.task
    return times(label, entry.count)


def _day_name(dashboard: Dashboard) -> str:
    return "TODAY" if dashboard.is_today else short_day(dashboard.day).upper()


def log_rows(dashboard: Dashboard, around: AroundShown, grid: Grid) -> Sequence[Row]:
    """Return the last entries of the day, the newest last."""
    if not around.entries:
        return ()
    title = Row().put(grid.mark, _day_name(dashboard), "title")
    rows = [title.put(grid.graphic, _entries(around), "muted")]
    for entry in around.entries[-ENTRIES:]:
        row = Row().put(TIME, entry.time, "muted")
        row.put(TASK, _task(dashboard, entry), width=QUALITY - TASK - 1)
        quality = QUALITY_LABELS.get(entry.quality or "", "")
        row.put(QUALITY, quality, "muted")
        at = max(NOTE, QUALITY + len(quality) + 2)
        rows.append(row.put(at, entry.note, "faint", width=grid.text_right - at + 1))
    return rows


def log_rows_narrow(dashboard: Dashboard, around: AroundShown, most: int) -> Sequence[Row]:
    """Return the last entries of the day in ``most`` rows, each note in a row of its own."""
    if not around.entries:
        return ()
    found: list[Row] = []
    for entry in reversed(around.entries):
        row = Row().put(TIME, entry.time, "muted")
        quality = QUALITY_LABELS.get(entry.quality or "", "")
        room = QUALITY - 1 if quality else END + 1
        row.put(TASK, _task(dashboard, entry), width=room - TASK)
        row.put(QUALITY, quality, "muted", width=END - QUALITY + 1)
        note = [Row().put(TASK, entry.note, "faint", width=END - TASK + 1)] if entry.note else []
        if len(found) + 1 + len(note) > most - 1:
            break
        found = [row, *note, *found]
    title = _third(_day_name(dashboard)).right(END, _entries(around), "muted")
    return (title, *found)


def note_rows(dashboard: Dashboard, key: str) -> Sequence[Row]:
    """Return the note of the day, or the key that adds one."""
    title = _third("NOTE")
    if not dashboard.note:
        title.put(TEXT, key, "accent")
        return (title.put(TEXT + len(key) + 1, "adds one for the day", "faint"),)
    lines = wrap(printable(dashboard.note), END - TEXT + 1, max_lines=4, placeholder=ELLIPSIS)
    first, *rest = lines or [""]
    return (title.put(TEXT, first), *(Row().put(TEXT, line) for line in rest))


def _promised(dashboard: Dashboard, around: AroundShown) -> Verdict | None:
    """Return what has come so far of the promise for this week, if one was made."""
    first = week_start(dashboard.today, dashboard.source.settings.first_weekday)
    made = last_commitment(around.reviews, first)
    if made is None or made[0] < first - timedelta(days=7):
        return None
    return verdict_on(made[1], made[0], dashboard, first)


def _done_of(verdict: Verdict) -> str:
    if verdict.did is None or not verdict.asked:
        return ""
    return out_of(verdict.did, verdict.asked)


def promise_rows(dashboard: Dashboard, around: AroundShown, grid: Grid) -> Sequence[Row]:
    """Return the promise for this week in one row."""
    verdict = _promised(dashboard, around)
    if verdict is None:
        return ()
    done, words = _done_of(verdict), promise_words(verdict.commitment)
    # Longer promises take the room of the columns behind them.
    end = grid.number if len(words) < grid.number - len(done) - 1 - grid.graphic else 67
    row = Row().put(grid.mark, "PROMISE", "title")
    row.put(grid.graphic, words, width=end - len(done) - 1 - grid.graphic)
    return (row.right(end, done, "bold").put(end + 3, "this week", "muted"),)


def promise_rows_narrow(dashboard: Dashboard, around: AroundShown) -> Sequence[Row]:
    """Return the promise for this week with how much of it is done."""
    verdict = _promised(dashboard, around)
    if verdict is None:
        return ()
    done, words = _done_of(verdict), promise_words(verdict.commitment)
    room = END - TEXT + 1
    width = room - len(done) - 1 if done else room
    lines = wrap(printable(words), width, max_lines=2, placeholder=ELLIPSIS) or [""]
    rows = [_third("PROMISE").put(TEXT, lines[0], width=width).right(END, done, "bold")]
    rows += [Row().put(TEXT, line, width=room) for line in lines[1:]]
    if verdict.did is not None and verdict.asked:
        filled = thin_line(verdict.did / verdict.asked, room)
        line = [(filled, "accent"), (THIN_REST * (room - len(filled)), "rule")]
        rows.append(Row().run(TEXT, line))
    focus = verdict.commitment.focus
    labels = {row.pillar: row.label for row in dashboard.pillars}
    told = "this week" if focus is None else f"for {labels[focus]}, this week"
    return (*rows, Row().put(TEXT, told, "muted"))


def outcome_rows(dashboard: Dashboard, around: AroundShown, grid: Grid) -> Sequence[Row]:
    """Return what came of last week in one row."""
    first = week_start(dashboard.today, dashboard.source.settings.first_weekday)
    review = around.reviews.get(first - timedelta(days=7))
    counts = {} if review is None else review.outcomes
    found = [outcome_words(name, count) for name, count in counts.items() if count]
    if not found:
        return ()
    words, when = ", ".join(found), "last week"
    last = grid.text_right - len(when) + 1
    at = min(last, max(grid.number + 3, grid.graphic + len(words) + 2))
    row = Row().put(grid.mark, "OUTCOMES", "title")
    row.put(grid.graphic, words, width=at - grid.graphic - 2)
    return (row.put(at, when, "muted"),)


def outcome_rows_narrow(dashboard: Dashboard, around: AroundShown) -> Sequence[Row]:
    """Return the outcomes of the last weeks, a column each."""
    first = week_start(dashboard.today, dashboard.source.settings.first_weekday)
    weeks = [first - timedelta(weeks=back) for back in range(OUTCOME_WEEKS, 0, -1)]
    reviews = [around.reviews.get(week) for week in weeks]
    if not any(review is not None and any(review.outcomes.values()) for review in reviews):
        return ()
    rows = [_third("OUTCOMES").right(END, f"last {OUTCOME_WEEKS} weeks", "faint")]
    for name in outcome_names(around.reviews):
        row = Row().put(START, name, width=20)
        for at, review in enumerate(reviews):
            count = 0 if review is None else review.outcomes.get(name, 0)
            end = END - 4 * (OUTCOME_WEEKS - 1 - at)
            row.right(end, str(count) if count else "·", "text" if count else "faint")
        rows.append(row)
    return rows


def linkedin_rows(dashboard: Dashboard) -> Sequence[Row]:
    """Return the last two readings beside each other."""
    readings = [each for each in dashboard.source.log.readings if each.day <= dashboard.today][-2:]
    if not readings:
        return ()
    ends = (27, END)[-len(readings) :]
    last = len(readings) - 1
    title, total = _third("LINKEDIN"), Row().put(START, "total", "muted")
    rows = [Row().put(START, pillar.label) for pillar in dashboard.pillars]
    for at, (end, reading) in enumerate(zip(ends, readings, strict=True)):
        title.right(end, day_month(reading.day), "faint")
        for row, value in zip(rows, reading.pillars, strict=True):
            row.right(end, number(value), "text" if at == last else "muted")
        total.right(end, number(reading.total), "bold" if at == last else "muted")
    return (title, *rows, total)


def notes_rows(dashboard: Dashboard) -> Sequence[Row]:
    """Return the notes of the last days that have one, but for the day shown."""
    notes = dashboard.source.log.day_notes
    days = sorted((day for day in notes if day != dashboard.day and notes[day]), reverse=True)
    if not days:
        return ()
    rows = [_third("NOTES")]
    for day in days[:NOTES]:
        rows.append(Row().put(START, near_day(day, dashboard.today), "muted"))
        rows.append(Row().put(START, notes[day], width=END - START + 1))
    return rows


def time_off_rows(dashboard: Dashboard) -> Sequence[Row]:
    """Return the next times off, with what they are for."""
    coming = sorted(
        (each for each in dashboard.source.log.time_off if each.end >= dashboard.today),
        key=lambda each: each.start,
    )
    if not coming:
        return ()
    rows = [_third("TIME OFF")]
    for each in coming[:TIMES_OFF]:
        start = day_month(each.start)
        days = start if each.start == each.end else f"{start} to {day_month(each.end)}"
        row = Row().put(START, days)
        rows.append(row.right(END, fit(each.reason or "", END - START - len(days) - 1), "muted"))
    return rows

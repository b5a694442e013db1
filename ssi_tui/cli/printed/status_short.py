"""The two lines that are printed most often: the answer to a tick, and the line for a prompt."""

from ssi_tui.core.formula import Actions
from ssi_tui.core.history.sums import toward
from ssi_tui.core.labels import QUALITY_LABELS, RISK_MARKS
from ssi_tui.core.text.words import DONE, TO_DO, minutes, near_day, times
from ssi_tui.core.today.estimate import is_wide, total_words
from ssi_tui.core.today.glance import Glance
from ssi_tui.core.today.words import worst_of
from ssi_tui.tracker.verb import Done


def logged(done: Done, actions: Actions) -> str:
    """Return what an operation logged: ``comment ×2, connect with a note``."""
    counts: dict[str, int] = {}
    for entry in done.entries:
        words = actions[entry.task].label
        if entry.quality is not None:
            words = f"{words} ({QUALITY_LABELS[entry.quality]})"
        counts[words] = counts.get(words, 0) + entry.count
    return ", ".join(times(label, count) for label, count in counts.items())


def ticked(done: Done, shown: Glance) -> str:
    """Return the answer to a tick: what was logged, and what the day has come to."""
    counted = {task for entry in done.entries for task in (entry.task, toward(entry.task))}
    rows = [row for row in shown.tasks if row.task in counted and row.target]
    counts = [f"{row.label} {row.count} of {row.target}" for row in rows]
    by_week = (row for row in shown.weekly if row.task in counted)
    counts += [f"{row.label} {row.count} of {row.target} this week" for row in by_week]
    day = "" if shown.is_today else f" on {near_day(shown.day, shown.today)}"
    counts.append(f"{minutes(shown.minutes_done)} min")
    what = logged(done, shown.actions)
    return f"ticked  {what}{day}; {', '.join(counts)}; total {total_words(shown)}"


def _minutes(value: float) -> str:
    """Return minutes of at most four characters, so that the rest of the line stays in place."""
    return minutes(value if value < 99.95 else min(999, round(value)))


def status_short(shown: Glance) -> str:
    """Return the line for a prompt, always of one width: total, dots, minutes, the worst risk.

    A ``?`` behind the total says that its range is too wide to name it.
    """
    if shown.time_off_until is not None:
        dots = "~" * len(shown.tasks)
    elif not shown.due:
        dots = "-" * len(shown.tasks)
    else:
        dots = "".join(DONE if row.done or not row.target else TO_DO for row in shown.tasks)
    time = f"{_minutes(shown.minutes_done)}/{_minutes(shown.minutes_planned)}m"
    width = 10 if any(shown.actions[row.task].minutes % 1 for row in shown.tasks) else 8
    row = worst_of(shown) if shown.time_off_until is None else None
    risk = ""
    if row is not None:
        nights = "" if row.outlook.nights_left is None else f" {row.outlook.nights_left}d"
        risk = f"{RISK_MARKS[row.risk]}{row.pillar.value}{nights}"
    doubt = "?" if is_wide(shown) else " "
    return f"{round(shown.shown_total):>3}{doubt}{dots} {time:>{width}} {risk:<18}"

"""The line for a prompt."""

from ssi_tui.core.labels import RISK_MARKS
from ssi_tui.core.text.words import DONE, TO_DO, minutes
from ssi_tui.core.today.estimate import is_wide
from ssi_tui.core.today.glance import Glance
from ssi_tui.core.today.words import worst_of


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

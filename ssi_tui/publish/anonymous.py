"""A log without its owner: what the score follows from, in days counted from the log's first.

No date, time, minute, note, name, key, id, connection, rank, outcome or promise is in it. Every
text is one of a closed list: the kind, two versions, the letters of days, the answer about the
past, and the names that the formula has for actions and qualities.
"""

import json
from collections import Counter
from datetime import date

from ssi_tui import __version__
from ssi_tui.core.calendar import Schedule, days_between
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS, FORMULA_VERSION
from ssi_tui.core.model import Log
from ssi_tui.core.score.calibration import counting
from ssi_tui.core.score.scoring import setups

KIND = "ssi-tui anonymous"
SCHEMA = 1
# A letter for each kind of day, by whether it is a workday and whether it is in time off.
LETTERS = {(True, False): "w", (False, False): "r", (True, True): "o", (False, True): "x"}


def anonymous_json(log: Log, today: date) -> str:
    """Return the pattern of a log up to today; raises ``RefusedError`` for an empty one."""
    if not log.tallies:
        raise RefusedError("your log is empty; log a task first")
    first, schedule = log.tallies[0].day, Schedule.of(log)
    own = _own_tasks(log, schedule)
    sums: Counter[tuple[int, str, str]] = Counter()
    for tally in log.tallies:
        task = own.get(tally.task, tally.task)
        sums[_number(first, tally.day), task, tally.quality or ""] += tally.count
    # One from before the log's first day has a number below 1, and counts at the opening of day 1.
    readings = [reading for _, reading in counting(log.readings, first, today)]
    values = {
        "kind": KIND,
        "schema": SCHEMA,
        "version": __version__,
        "formula": FORMULA_VERSION,
        "days": "".join(
            LETTERS[schedule.is_workday(day), schedule.is_time_off(day)]
            for day in days_between(first, today)
        ),
        "base": [pillar.base for pillar in setups(log.profile)],
        "workdays": _workdays(schedule, first, today),
        "sales_navigator": log.profile.sales_navigator,
        "past": log.profile.past.value,
        "own": {own[task]: _worth(schedule, task, first, today) for task in own},
        "entries": [
            [*key, count, quality or None] for (*key, quality), count in sorted(sums.items())
        ],
        "readings": [[_number(first, one.day), *one.pillars] for one in readings],
    }
    rows = (f' "{name}": {json.dumps(value)}' for name, value in values.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _number(first: date, day: date) -> int:
    return (day - first).days + 1


def _own_tasks(log: Log, schedule: Schedule) -> dict[str, str]:
    """Return the user's own tasks that were done, each with its new name, oldest first."""
    done = {tally.task for tally in log.tallies}
    found = [task for task in schedule.actions[-1][1] if task not in ACTIONS and task in done]
    return {task: f"own{number}" for number, task in enumerate(found, start=1)}


def _workdays(schedule: Schedule, first: date, today: date) -> list[list[int]]:
    """Return how many weekdays are workdays from which day on, 0 where none was chosen."""
    found: list[list[int]] = []
    turns = {version.valid_from: len(version.weekdays) for version in schedule.workdays}
    starts = sorted({first, *(day for day in turns if first < day <= today)})
    for day in starts:
        held = max((turn for turn in turns if turn <= day), default=None)
        count = len(schedule.weekdays_on(day)) if held is None else turns[held]
        if not found or found[-1][1] != count:
            found.append([_number(first, day), count])
    return found


def _worth(schedule: Schedule, task: str, first: date, today: date) -> list[list[object]]:
    """Return the points and the factor of repeats of an own task, from which day on."""
    found: list[list[object]] = []
    for start, actions in schedule.actions:
        if start > today:
            continue
        action = actions[task]
        worth = [[*action.points], action.repeat]
        if start <= first:
            found = [[1, *worth]]
        elif found[-1][1:] != worth:
            found.append([_number(first, start), *worth])
    return found

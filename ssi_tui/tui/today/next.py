"""What to do next: the plan for the minutes left, or that the day is done."""

from collections.abc import Mapping

from textual.reactive import var

from ssi_tui.core.formula import ACTIONS, PILLAR_RULES
from ssi_tui.core.plan.planner import PlanItem
from ssi_tui.core.text.rounding import rounded
from ssi_tui.core.text.words import minutes, near_day, number, short_day, signed, times
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.words import purpose
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, longest

MORE = "more"
IMPORT = "import"
PROFILE = "profile"
SKIPPED_FORMS = ("skipping it would cost", "if skipped")
ASKING = "two questions make this estimate yours"
ASKING_AT = 2
IMPORT_FORMS = (
    "your LinkedIn archive: years of history, read offline",
    "your LinkedIn archive, read offline",
)


class NextPanel(Section[Dashboard]):
    """The plan for today; blank on any other day.

    ``keys`` maps each task to the key that ticks it, and ``MORE``, ``IMPORT`` and ``PROFILE`` to
    their keys. ``asking`` tells whether to ask about the profile.
    """

    keys: var[Mapping[str, str]] = var({})
    asking: var[bool] = var(False)

    def section(self, dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
        """Return the title and what to do next."""
        return next_rows(dashboard, grid, self.keys, asking=self.asking)


def next_rows(
    dashboard: Dashboard, grid: Grid, keys: Mapping[str, str], *, asking: bool = False
) -> tuple[Row, ...]:
    """Return the title and what to do next; no rows on any day but today.

    While the profile is asked about, the third row asks, or the last one of fewer.
    """
    if not dashboard.is_today:
        return ()
    rows = _rows(dashboard, grid, keys)
    return (*rows[:ASKING_AT], _asking(grid, keys), *rows[ASKING_AT:]) if asking else rows


def _asking(grid: Grid, keys: Mapping[str, str]) -> Row:
    row = Row().put(grid.label, "profile").put(grid.graphic, ASKING, "muted")
    return row.put(grid.mark, keys.get(PROFILE, ""), "accent", click="app.profile")


def _rows(dashboard: Dashboard, grid: Grid, keys: Mapping[str, str]) -> tuple[Row, ...]:
    # A newcomer needs the keys on a weekend too, so this comes before rest days.
    if dashboard.empty:
        return _first_run(dashboard, grid, keys)
    if dashboard.time_off_until is not None:
        until = near_day(dashboard.time_off_until, dashboard.today)
        return (_title(grid, f"time off until {until}"),)
    if not dashboard.due:
        return (_title(grid, "rest day, nothing is due"),)
    if dashboard.done:
        return _done(dashboard, grid)
    return _plan(dashboard, grid, keys)


def _title(grid: Grid, words: str) -> Row:
    return Row().put(grid.mark, "NEXT", "title").put(grid.graphic, words, "muted")


def _first_run(dashboard: Dashboard, grid: Grid, keys: Mapping[str, str]) -> tuple[Row, ...]:
    *ticks, last = (keys.get(row.task, row.task) for row in dashboard.tasks)
    press = f"press {', '.join(ticks)} or {last}"
    room = grid.text_right - grid.graphic + 1
    words = longest([f"{press} when you have done one", f"{press} when one is done"], room)
    row = Row().put(grid.label, "import")
    row.put(grid.graphic, longest(IMPORT_FORMS, room), "muted", width=room)
    click = "screen.import_archive"
    row.put(grid.mark, keys.get(IMPORT, ""), "accent", width=grid.key_width, click=click)
    return (_title(grid, words), row)


def _plan(dashboard: Dashboard, grid: Grid, keys: Mapping[str, str]) -> tuple[Row, ...]:
    plan = dashboard.advice.plan
    time = dashboard.minutes_left
    left = minutes(time)
    if not plan.items:
        used = time <= 0.0
        return (_title(grid, "the minutes are used up" if used else "nothing is pressing"),)
    short = f"{left} min left" if len(left) == 1 else f"{left}m left"
    title = _title(
        grid,
        short if grid.narrow else f"in the {left} {'minute' if left == '1' else 'minutes'} left",
    )
    title.right(grid.number, signed(plan.gain), "bold")
    title.right(grid.change_end, grid.minutes(plan.minutes), "muted")
    gains = rounded([item.gain for item in plan.items], 1, plan.gain)
    items = zip(plan.items, gains, strict=True)
    return (title, *(_item(item, gain, dashboard, grid, keys) for item, gain in items))


def _item(
    item: PlanItem, gain: float, dashboard: Dashboard, grid: Grid, keys: Mapping[str, str]
) -> Row:
    key = keys.get(item.action, keys.get(MORE, ""))
    click = f"screen.tick('{item.action}')" if item.action in keys else "screen.more"
    row = Row().put(grid.mark, key, "accent", width=grid.key_width, click=click)
    row.put(grid.label, times(ACTIONS[item.action].label, item.count))
    row.right(grid.number, signed(gain))
    row.right(grid.change_end, grid.minutes(item.minutes), "muted")
    pillar = PILLAR_RULES[item.reason.pillar].label
    if grid.narrow:
        row.put(grid.words, f"for {pillar}", "muted")
        return row
    row.put(grid.graphic, purpose(item.reason), "muted", width=grid.number - 4 - grid.graphic)
    if item.reason.moves and item.reason.moves_to is not None:
        until = near_day(item.reason.moves_to, dashboard.today)
        row.put(grid.words, f"until {until}", "muted", width=grid.nights - grid.words + 1)
    return row


def _done(dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
    title = Row().put(grid.mark, "DONE", "title").put(grid.graphic, "close the laptop", "bold")
    added = signed(dashboard.added)
    if grid.narrow:
        title.put(grid.words, f"{added} added today", "accent-bold")
    else:
        title.right(grid.number, added, "accent-bold").put(grid.words, "added today", "faint")
    run = dashboard.run
    days = "due day" if run.current == 1 else "due days"
    words = f"{run.current} {days}, longest {run.longest}"
    in_a_row = Row().put(grid.label, "in a row").put(grid.graphic, words, "muted")
    rows = [title, in_a_row]
    clock = dashboard.clock
    if clock is not None and clock.running is None:
        from ssi_tui.core.clock import clock_face

        face = clock_face(clock.seconds)
        if grid.narrow:
            rows.append(Row().put(grid.label, "by the clock").put(grid.graphic, face, "muted"))
        else:
            in_a_row.put(grid.words, f"by the clock {face}", "muted")
    stake = dashboard.stake
    if stake is not None:
        label = "tomorrow" if stake.tomorrow else short_day(stake.day)
        at_stake = Row().put(grid.label, label, width=grid.graphic - grid.label - 1)
        room = grid.number - 4 - grid.graphic
        at_stake.put(grid.graphic, longest(SKIPPED_FORMS, room), "muted")
        rows.append(at_stake.right(grid.number, number(stake.change)))
    return tuple(rows)

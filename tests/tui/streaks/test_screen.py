"""Streaks in the app: the list by urgency, the year with its cursor, curves and runs."""

import sys
from datetime import date, timedelta
from pathlib import Path
from subprocess import run

import pytest

from ssi_tui.core.ahead.words import run_forms, task_runs
from ssi_tui.core.model import Risk
from ssi_tui.core.text.words import short_day
from ssi_tui.core.today.dashboard import build
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.look.grid import grid_of
from ssi_tui.tui.streaks.list import StreaksPanel
from ssi_tui.tui.streaks.runs import RunList, RunsPanel, TaskRunsPanel
from ssi_tui.tui.streaks.screen import StreaksScreen
from ssi_tui.tui.streaks.ways import WaysPanel, WeeksPanel
from ssi_tui.tui.streaks.year import YearPanel
from ssi_tui.tui.today.week import run_rows
from ssi_tui.tui.widgets.chart import ChartPanel
from tests.core.builders import after, keeper
from tests.logs import ROOT
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session

ORDER = (
    Risk.ABOUT_TO_COLLAPSE,
    Risk.COLLAPSED,
    Risk.WATCH,
    Risk.SAFE,
    Risk.BUILDING,
    Risk.DORMANT,
)
LABELS = ("Brand", "People", "Insights", "Relationships")
FRIDAY = MONDAY - timedelta(days=3)


@pytest.fixture
def streaks(open_app: OpenApp) -> Session:
    """Return the app, open on Streaks of the Monday that is half done."""
    return open_app().press("3")


def year_of(session: Session) -> YearPanel:
    """Return the year."""
    return session.app.screen.query_one(YearPanel)


def cursor_of(session: Session) -> date:
    """Return the day under the cursor."""
    shown = year_of(session).shown
    assert shown is not None
    return shown.cursor


def title_of(session: Session) -> str:
    """Return the title of the year."""
    shown = year_of(session).shown
    assert shown is not None
    return shown.title


def under_cursor(session: Session) -> str:
    """Return the label of the row under the cursor."""
    row = next(row for row in session.rows if row.startswith("▌"))
    return row[5:18].strip()


def day_row(session: Session) -> str:
    """Return the row below the year."""
    return session.painted(YearPanel)[-1]


# What is loaded, and when.


def test_nothing_of_streaks_is_loaded_before_it_is_opened(tmp_path: Path) -> None:
    """The first frame is Today's."""
    script = (
        "import sys, ssi_tui.tui.app\n"
        "parts = ('tui.streaks', 'core.ahead.curves', 'core.ahead.year', 'core.ahead.time_off')\n"
        "print([name for name in sys.modules if name.startswith('ssi_tui') "
        "and any(part in name for part in parts)])"
    )
    out = run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_3_opens_streaks_and_1_goes_back(streaks: Session) -> None:
    """The tab under the rule is the view."""
    assert isinstance(streaks.app.screen, StreaksScreen)
    assert streaks.rows[0].startswith("  ssi-tui   1 Today   2 Pillars   3 Streaks")
    assert streaks.rows[1][34:43] == "━" * 9
    assert "ROUTINE" in streaks.press("1").text


# The list.


@pytest.mark.parametrize("day", [MONDAY + timedelta(days=days) for days in (0, 2, 4, 9)], ids=str)
def test_the_list_is_sorted_by_urgency(open_app: OpenApp, day: date) -> None:
    """By the risk, then by the nights that are left."""
    session = open_app(day=day).press("3")
    dashboard = session.app.dashboard
    assert dashboard is not None
    rows = {row.label: row for row in dashboard.pillars}
    listed = [rows[line[5:18].strip()] for line in session.painted(StreaksPanel)[1::2]]
    assert {row.label for row in listed} == set(LABELS)
    keys = [
        (
            ORDER.index(row.risk),
            99 if row.outlook.nights_left is None else row.outlook.nights_left,
        )
        for row in listed
    ]
    assert keys == sorted(keys)


def test_a_row_tells_nights_date_and_fix(streaks: Session) -> None:
    """In the columns of the look; the line stands on the day on which it drops."""
    title, first, second, *_ = streaks.painted(StreaksPanel)
    assert title == "  STREAKS          next 28 days if idle     days left   collapse    fix"
    assert first[:18] == "▌ !  People       "
    assert first.index("│") == 19 + 3
    assert first[52] == "3"
    assert first[56:] == "Thu 26 Nov  connect ×2"
    assert second[:13] == "▌    on watch"
    assert second[19:56] == "1 workday in a row, best 234         "
    assert second[56:] == "92 days above its line"


def test_a_pillar_that_never_falls_has_no_date(streaks: Session) -> None:
    """And no line in its curve."""
    brand = next(row for row in streaks.painted(StreaksPanel) if "Brand" in row)
    assert brand.endswith("–   over 60 days")
    assert "│" not in brand


def test_j_and_k_move_the_cursor_of_the_list(streaks: Session) -> None:
    """Arrows too; it stops at the ends, and stays on its pillar when the order changes."""
    assert under_cursor(streaks) == "People"
    assert under_cursor(streaks.press("j")) == "Insights"
    assert under_cursor(streaks.press("down", "down", "down")) == "Brand"
    assert under_cursor(streaks.press("k", "up", "up", "up")) == "People"
    streaks.press("1", "n", "n", "3")
    assert under_cursor(streaks) == "People"


def test_the_sentence_follows_the_cursor(streaks: Session) -> None:
    """Row 22: the chance that it drops, and what moves the day."""
    assert streaks.rows[22] == (
        "     2% chance that People drops by Thu 26. Two connects move that to Fri 27."
    )
    assert streaks.press("j").rows[22] == (
        "     Under 1% chance that it drops by Tue 1. No single activity changes that."
    )


def test_a_collapsed_pillar_says_when_the_routine_brings_it_back(open_app: OpenApp) -> None:
    """And since when it is under its line."""
    session = open_app(day=MONDAY + timedelta(days=14)).press("3")
    first, second = session.painted(StreaksPanel)[3:5]
    assert first.startswith("  ×  Insights")
    assert first[56:] == "Tue 1 Dec   comment ×3"
    assert second[56:] == "back by Thu 17 Dec"


def test_in_time_off_nothing_is_asked(open_app: OpenApp) -> None:
    """No fix is named; the risk stays in words."""
    session = open_app(day=date(2026, 8, 5)).press("3")
    rows = session.painted(StreaksPanel)
    assert rows[1].startswith("▌    People")
    assert rows[1].endswith("Fri 7 Aug")
    assert rows[2].startswith("▌    time off ")
    assert "Time off until Fri 14 Aug." in session.rows[22]


# The year.


def test_the_year_ends_with_today_under_the_cursor(streaks: Session) -> None:
    """Fifty-three weeks; what was done today stands below."""
    assert cursor_of(streaks) == MONDAY
    assert day_row(streaks) == (
        "     Mon 23 Nov    c 1  s 1  f 1    ● all  • some  · none  - rest  ~ off"
    )
    assert len(streaks.painted(YearPanel)) == 9
    assert len(streaks.painted(YearPanel)[1]) == 72


@pytest.mark.parametrize(
    ("keys", "days"),
    [
        (("h",), -1),
        (("left", "left"), -2),
        (("left_square_bracket",), -7),
        (("left_square_bracket", "l"), -6),
        (("left_square_bracket", "right"), -6),
        (("left_square_bracket", "left_square_bracket", "right_square_bracket"), -7),
        (("l",), 0),
        (("h", "right_square_bracket"), 0),
        (("left_square_bracket", "h", "full_stop"), 0),
    ],
)
def test_the_cursor_of_the_year_moves_by_days_and_weeks(
    streaks: Session, keys: tuple[str, ...], days: int
) -> None:
    """Never beyond today."""
    assert cursor_of(streaks.press(*keys)) == MONDAY + timedelta(days=days)


def test_the_day_under_the_cursor_shows_what_was_done_on_it(streaks: Session) -> None:
    """With the keys of the tasks; a rest day says that it is one."""
    assert day_row(streaks.press("h")).startswith("     Sun 22 Nov    rest day ")
    with streaks.elsewhere() as tracker:
        tracker.tick([("reaction", 3), ("message", 2), ("connect", 1)], FRIDAY)
    streaks.look_around().press("h", "h")
    counts = streaks.logged(FRIDAY)
    others = sum(count for task, count in counts.items() if task in ("reaction", "reply"))
    assert day_row(streaks).startswith(
        f"     Fri 20 Nov    c{counts['comment']} s1 m{counts['message']} n1 x{others}  "
    )


def test_a_day_of_the_year_before_shows_its_year(streaks: Session) -> None:
    """In place of the weekday, which stands in its row."""
    streaks.press("g").enter("2025-12-02").press("enter")
    assert cursor_of(streaks) == date(2025, 12, 2)
    assert day_row(streaks).startswith("     2 Dec 2025    c3s1m1f1n1x1 ")


def test_days_before_the_log_can_be_looked_at(streaks: Session) -> None:
    """The year turns back by pages, and says which years it shows."""
    streaks.press("g").enter("2024-02-29").press("enter")
    assert cursor_of(streaks) == date(2024, 2, 29)
    assert day_row(streaks).startswith("     29 Feb 2024   before your log")
    assert title_of(streaks) == "YEAR 2023–24"
    assert title_of(streaks.press("full_stop")) == "YEAR"


def test_g_leaves_the_cursor_where_nothing_was_given(streaks: Session) -> None:
    """Escape closes the question."""
    streaks.press("h", "g", "escape")
    assert cursor_of(streaks) == MONDAY - timedelta(days=1)


@pytest.mark.parametrize(
    "day",
    [FRIDAY, date(2026, 3, 29), date(2026, 10, 25), date(2026, 8, 5), MONDAY],
    ids=str,
)
def test_enter_opens_the_day_under_the_cursor_in_today(streaks: Session, day: date) -> None:
    """A day in summer time, one of leave, today itself; what is ticked then lands on it."""
    streaks.press("g").enter(day.isoformat()).press("enter")
    count = streaks.logged(day).get("message", 0)
    streaks.press("enter", "m")
    dashboard = streaks.app.dashboard
    assert dashboard is not None
    assert dashboard.day == day
    assert "ROUTINE" in streaks.text
    assert short_day(day) in streaks.rows[0]
    assert streaks.logged(day)["message"] == count + 1
    streaks.press("3")
    assert cursor_of(streaks) == day
    assert streaks.rows[0].endswith("Mon 23 Nov")


def test_29_february_can_be_opened(open_app: OpenApp) -> None:
    """It is the day before the first of March."""

    def leap(path: Path) -> Tracker:
        tracker = scenes.open_tracker(path, scenes.SceneClock(date(2024, 3, 4)))
        tracker.tick([("comment", 2)], date(2024, 2, 29))
        return tracker

    session = open_app(leap, day=date(2024, 3, 4)).press("3", "h", "h", "h", "h")
    assert day_row(session).startswith("     Thu 29 Feb    c 2 ")
    assert "Thu 29 Feb" in session.press("enter").rows[0]


def test_shift_y_shows_the_year_of_the_pillar_under_the_cursor(streaks: Session) -> None:
    """Days with enough for it; the title and the legend say so."""
    before = streaks.rows
    streaks.press("Y")
    assert title_of(streaks) == "PEOPLE"
    assert "● done  • some" in day_row(streaks)
    assert title_of(streaks.press("j")) == "INSIGHTS"
    assert streaks.press("k", "Y").rows == before


def test_enter_opens_what_the_cursor_that_moved_last_is_on(streaks: Session) -> None:
    """The other cursor is faint; a pillar is explained, a day is opened."""

    def lit() -> tuple[bool, bool]:
        shown = streaks.app.screen.query_one(StreaksPanel).shown
        year = year_of(streaks).shown
        assert shown is not None
        assert year is not None
        return shown.lit, year.lit

    assert lit() == (True, False)
    assert "Why Insights" in streaks.press("j", "enter").text
    streaks.press("escape", "h")
    assert lit() == (False, True)
    assert "Sun 22 Nov" in streaks.press("enter").rows[0]


# Tasks.


def test_p_goes_to_the_runs_of_the_tasks_and_back(streaks: Session) -> None:
    """The routine as a whole comes first; the year is then that of the task."""
    before = streaks.rows
    rows = streaks.press("p").painted(TaskRunsPanel)
    assert rows[0] == "  RUNS             last 28 workdays, ○ forgiven   now   best"
    assert [row[5:18].strip() for row in rows[1:]] == [
        "3+ tasks",
        "comment",
        "share",
        "message",
        "search",
        "connect",
    ]
    assert under_cursor(streaks) == "3+ tasks"
    assert under_cursor(streaks.press("j", "j")) == "share"
    assert streaks.rows[22] == "     share is done today."
    assert title_of(streaks.press("Y")) == "SHARE"
    assert streaks.press("Y", "p").rows == before


def test_from_a_hundred_columns_the_runs_stand_beside_the_year(open_app: OpenApp) -> None:
    """Seven rows, none wider than its columns."""
    session = open_app(size=MEDIUM).press("3")
    rows = session.painted(RunsPanel)
    assert rows[0] == "      RUNS     now  best"
    assert len(rows) == 7
    assert all(len(row) == 24 for row in rows)
    assert session.rows[13].endswith("RUNS     now  best")


def test_a_run_that_hangs_on_the_next_due_day_is_marked_wherever_it_is_shown() -> None:
    """In the list of pillars, in both lists of runs, and in Today; it fits before what follows."""
    friday_missed = keeper(4)
    monday, saturday = build(friday_missed, after(7)), build(friday_missed, after(5))
    assert run_forms(monday, 1)[0] == "4 in a row, done today keeps it"
    assert run_forms(saturday, 1)[0] == "4 in a row, next workday keeps it"
    assert all("4 ○" in row.plain for row in run_rows(monday, grid_of(160))[1:])
    shown = RunList(task_runs(monday))
    for panel in (TaskRunsPanel(), RunsPanel()):
        assert all(
            "4 ○" in row.plain or "4○" in row.plain
            for row in panel.section(shown, grid_of(100))[1:]
        )


# Following what changes.


def test_an_undo_changes_what_streaks_show(streaks: Session) -> None:
    """The message takes the last row."""
    assert "f 1" in day_row(streaks)
    streaks.press("u")
    assert day_row(streaks).startswith("     Mon 23 Nov    nothing ")
    assert streaks.last.startswith("  Undid comment, share, search.")


def test_what_changes_in_today_is_there_when_streaks_are_opened_again(streaks: Session) -> None:
    """And nothing is computed while Today is shown."""
    screen = streaks.app.screen
    shown = screen.query_one(StreaksPanel).shown
    streaks.press("1", "n", "n")
    assert screen.query_one(StreaksPanel).shown is shown
    streaks.press("3")
    assert screen.query_one(StreaksPanel).shown is not shown
    assert "n 2" in day_row(streaks)


def test_the_cursor_stays_on_today_when_the_day_changes(streaks: Session) -> None:
    """The year moves along."""
    streaks.clock.move_to(MONDAY + timedelta(days=1))
    streaks.look_around()
    assert cursor_of(streaks) == MONDAY + timedelta(days=1)
    assert day_row(streaks).startswith("     Tue 24 Nov    nothing ")


# The mouse.


def test_a_click_picks_a_pillar_a_day_and_a_task(streaks: Session) -> None:
    """Where they stand."""
    assert under_cursor(streaks.click(30, 8)) == "Relationships"
    assert cursor_of(streaks.click(70, 15)) == MONDAY - timedelta(days=6)
    assert cursor_of(streaks.click(71, 18)) == MONDAY - timedelta(days=6)
    assert under_cursor(streaks.press("p").click(30, 6)) == "share"


# The first days.


def test_the_first_days_say_when_warnings_start_and_draw_no_flat_lines(open_app: OpenApp) -> None:
    """Runs and the year are there, and calm."""
    session = open_app(scenes.first_run, size=MEDIUM).press("c", "3", "j", "y", "Y", "p", "h", "p")
    title, *rows = session.painted(StreaksPanel)
    assert title.endswith("  Collapse warnings start after 10 workdays; this is the first.")
    assert [row[19:] for row in rows[::2]] == [
        "none yet",
        "1 workday in a row, best 1",
        "none yet",
        "1 workday in a row, best 1",
    ]
    assert session.painted(ChartPanel) == []


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM, WIDE])
@pytest.mark.parametrize(
    ("days", "told"), [(0, "; this is the first."), (1, " (1 so far)."), (5, " (5 so far).")]
)
def test_the_first_days_are_counted_as_in_today(
    open_app: OpenApp, size: tuple[int, int], days: int, told: str
) -> None:
    """On the first workday, on the next one and on a rest day; what has no room is left out."""
    app = open_app(scenes.first_run, size=size).press("c")
    app.clock.move_to(MONDAY + timedelta(days=days))
    app.look_around()
    start = "arnings start after 10 workdays"
    assert f"{start}{told}" in app.text
    title = app.press("3").painted(StreaksPanel)[0]
    assert title.endswith(f"{start}." if size == NARROW else f"{start}{told}")


# The wide terminal.


def test_a_wide_terminal_adds_weeks_and_ways_out(open_app: OpenApp) -> None:
    """For the pillar under the cursor."""
    session = open_app(size=WIDE).press("3")
    weeks = session.painted(WeeksPanel)
    assert weeks[0] == ("  5 WEEKS          Mon Tue Wed Thu Fri Sat Sun   3+ tasks       minutes")
    assert weeks[-1] == "     23 Nov          •                             1 of 5       7 of 65"
    head, about, _, *ways = session.painted(WaysPanel)
    assert head == "  PEOPLE           2% chance that it drops by Thu 26 Nov"
    assert about.strip() == "based on your own missed workdays"
    assert [" ".join(row.split()) for row in ways] == [
        "connect ×2 holds it until Fri 27 Nov 4 min",
        "routine holds it for good 13 min",
    ]
    head, about, *rest = session.press("j", "j").painted(WaysPanel)
    assert head == "  RELATIONSHIPS    stays above its line for 60 days or more"
    assert about.strip() == "even if you do nothing"
    assert not any(rest)

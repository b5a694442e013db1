"""Today in a terminal that has room for more: columns if it is wide, a chart if it is tall."""

import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Size

from ssi_tui.core.model import Pillar
from ssi_tui.core.review.record import Commitment
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.errands import days
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.today.beyond import common_rows, places
from ssi_tui.tui.today.columns import LeftColumn, RightColumn, ThirdColumn, stacked
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.widgets.chart import ChartPanel
from tests.tools import scenes
from tests.tools.scenes import FRIDAY, MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, WIDE

WIDEST = (200, 60)
TALL = (120, 40)


def sections(rows: list[str], at: int = 2) -> list[str]:
    """Return the titles that stand at a column."""
    return [row[at:].split("  ")[0] for row in rows if re.match(r"(\d+ )?[A-Z]{2}", row[at:])]


# Where they stand.


@pytest.mark.parametrize(
    ("height", "tasks", "third", "rows"),
    [
        (45, 5, False, (3, 11, 16, 25, 33)),
        (60, 5, True, (3, 11, 17, 27, 36, 44, 53)),
        (45, 5, True, (3, 11, 17, 27, 36)),
        (30, 5, False, (3, 11, 16)),
    ],
)
def test_sections_begin_on_common_rows(
    height: int, tasks: int, third: bool, rows: tuple[int, ...]
) -> None:
    assert common_rows(height, tasks, (11, 4), third=third) == rows


@given(st.integers(12, 90), st.integers(1, 12), st.sampled_from((156, 170, 196, 197, 260)))
def test_columns_stand_beside_each_other_above_the_last_rows(
    height: int, tasks: int, width: int
) -> None:
    rows = common_rows(height, tasks, (6 + tasks, 4), third=width >= 196)
    assert list(rows) == sorted(set(rows))
    shown = places(width, height, rows, 20, young=False)
    for x, y, across, high in shown.values():
        assert x + across <= width
        assert not high or y + high <= height - 2
    for one, other in pairwise([shown[name] for name in ("left", "right", "third")]):
        assert one[0] + one[2] <= other[0] or not other[2]
    assert shown["third"][2] >= 38 if width >= 196 else shown["third"] == (0, 0, 0, 0)


def test_panels_without_rows_are_left_out_and_those_without_room_leave_from_the_bottom() -> None:
    def panel(name: str, rows: int) -> list[Row]:
        return [Row().put(0, name) for _ in range(rows)]

    def shown(height: int) -> str:
        panels = (panel("a", 2), (), panel("b", 3), panel("c", 1), panel("d", 4))
        return "".join(row.plain or "." for row in stacked(panels, (0, 4), height))

    assert shown(20) == "aa..bbb.c.dddd"
    assert shown(13) == "aa..bbb.c"
    assert shown(6) == "aa"


@pytest.mark.parametrize(("size", "widgets"), [(MEDIUM, 6), (TALL, 7), (WIDE, 8), (WIDEST, 9)])
def test_each_column_is_one_widget(open_app: OpenApp, size: tuple[int, int], widgets: int) -> None:
    """Beside the six of every terminal, or the chart of a tall one."""
    assert len(open_app(scenes.whole, size).app.screen.query(Painted)) == widgets


# What they show.


@pytest.mark.parametrize("size", [WIDE, WIDEST])
def test_hardly_a_row_of_a_large_terminal_is_blank(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    rows = open_app(scenes.whole, size).rows
    assert sum(not row.strip() for row in rows) <= 8


def test_two_columns_hold_the_week_the_runs_the_weeks_and_what_moved(open_app: OpenApp) -> None:
    app = open_app(scenes.whole, WIDE)
    left, right = app.painted(LeftColumn), app.painted(RightColumn)
    assert sections(left) == ["THIS WEEK", "RUNS", "5 WEEKS", "PROMISE", "OUTCOMES"]
    assert sections(right) == ["PEOPLE", "SINCE FRIDAY", "TODAY"]
    assert re.fullmatch(r"  PROMISE +1 search a day +0 of 5  this week", left[-2])
    assert re.fullmatch(r"  OUTCOMES +2 conversations, 1 meeting +last week", left[-1])
    assert right[-2] == "     06:48  share     original    the hiring piece"


def test_a_third_column_holds_what_the_day_and_the_weeks_hold(open_app: OpenApp) -> None:
    app = open_app(scenes.whole, WIDEST)
    third = app.painted(ThirdColumn)
    names = ["TODAY", "NOTE", "PROMISE", "OUTCOMES", "LINKEDIN", "NOTES", "TIME OFF"]
    assert sections(third) == names
    assert sections(app.painted(LeftColumn))[-2:] == ["YEAR", "SINCE FRIDAY"]
    assert sections(app.painted(RightColumn)) == ["PEOPLE", "TOTAL"]
    assert third[third.index("  Fri 20 Nov") + 1] == "  quarter end, only the short version"
    assert re.fullmatch(r"  24 Dec to 1 Jan +turn of the year", third[-1])


@pytest.mark.parametrize("width", [156, 157, 196, 197])
def test_the_narrowest_of_the_wide_terminals_cut_nothing(open_app: OpenApp, width: int) -> None:
    app = open_app(scenes.whole, (160 if width < 196 else 200, 45))
    before = [row.split() for row in app.rows[2:-1]]
    assert [row.split() for row in app.resize(width, 45).rows[2:-1]] == before


def test_what_is_missing_is_left_out_and_the_rest_moves_up(open_app: OpenApp) -> None:
    app = open_app(scenes.monday, WIDEST)
    assert sections(app.painted(ThirdColumn)) == ["NOTE"]
    assert "N adds one for the day" in app.text
    assert not any("none" in row.lower() for row in app.painted(ThirdColumn))


def test_nothing_moves_with_what_is_logged(open_app: OpenApp) -> None:
    """The rows of the log of the day are kept for it."""
    app = open_app(scenes.monday, WIDE)
    places = {app.rows.index(app.row_with("SINCE"))}
    assert sections(app.painted(RightColumn))[-1] == "SINCE FRIDAY"
    for key in "csmc":
        places.add(app.press(key).rows.index(app.row_with("SINCE")))
    assert len(places) == 1
    assert "TODAY            4 entries" in app.text


def test_the_minutes_of_the_days_add_up(open_app: OpenApp) -> None:
    rows = open_app(scenes.whole, WIDE).painted(LeftColumn)
    minutes = next(row for row in rows if row.startswith("     minutes"))
    days = [minutes[19 + 4 * at : 22 + 4 * at].strip() for at in range(7)]
    assert sum(int(day) for day in days if day.isdigit()) == int(minutes[47:57].split()[0])


def test_another_day_has_its_own_log_and_the_rest_stays_of_today(open_app: OpenApp) -> None:
    app = open_app(scenes.whole, WIDEST).press("[", "[", "[")
    assert app.shown.day == FRIDAY
    assert sections(app.painted(ThirdColumn))[0] == "FRI 20 NOV"
    assert "quarter end" in app.painted(ThirdColumn)[8]
    assert sections(app.painted(LeftColumn))[0] == "THIS WEEK"


def test_a_change_elsewhere_and_a_larger_size_are_followed(open_app: OpenApp) -> None:
    app = open_app(scenes.whole, MEDIUM)
    assert not app.app.screen.query(LeftColumn)
    app.resize(*WIDEST)
    assert "3 entries" in app.text
    with app.elsewhere() as tracker:
        tracker.tick([("search", 1)])
    assert "4 entries" in app.look_around().settle().text
    app.resize(*MEDIUM)
    assert not any(isinstance(panel, LeftColumn) for panel in app.panels())


LONG = Commitment("talk to three people of the old team about their work", Pillar.PEOPLE)


@pytest.mark.parametrize("size", [WIDE, WIDEST])
def test_long_promises_outcomes_and_notes_have_room(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    """No text of a row meets another, which every session of these tests checks."""

    def wordy(path: Path) -> Tracker:
        tracker = scenes.whole(path)
        week = MONDAY - timedelta(weeks=1)
        tracker.review.promise(week, LONG)
        for at in range(3):
            tracker.review.count_outcome(week, f"an outcome with a name {at}", 900 + at)
        tracker.note("a long note " * 20, MONDAY)
        tracker.tick([("invite_ok", 900)], note="word " * 30)
        return tracker

    app = open_app(wordy, size)
    assert "talk to three people" in app.text
    assert "a long note" in app.text or size == WIDE


def test_a_start_in_a_wide_terminal_paints_all_columns_at_once(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they show besides the dashboard is read once, with it."""
    reads: list[date] = []
    painted: list[int] = []
    read, section = days.read_around, ThirdColumn.section

    def counted(app: Host) -> None:
        reads.append(app.shown_day)
        read(app)

    def shown(column: ThirdColumn, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        rows = section(column, dashboard, grid)
        painted.append(len(rows))
        return rows

    monkeypatch.setattr(SsiApp, "size", Size(*WIDEST))
    monkeypatch.setattr(days, "read_around", counted)
    monkeypatch.setattr(ThirdColumn, "section", shown)
    open_app(scenes.whole, WIDEST)
    assert reads == [MONDAY]
    assert 1 < painted[0] == painted[-1]


# The chart of a tall terminal.


def test_a_tall_terminal_shows_the_chart_of_the_most_urgent_pillar(open_app: OpenApp) -> None:
    app = open_app(size=TALL)
    assert app.rows[29].startswith("  PEOPLE           13 weeks, then 28 days")
    assert "today" in app.rows[37]
    assert not app.rows[38]
    assert not app.resize(120, 37).app.screen.query_one(ChartPanel).display


def test_y_changes_the_span_where_there_is_a_chart_alone(open_app: OpenApp) -> None:
    app = open_app(scenes.whole, WIDEST).press("y")
    assert app.text.count("26 weeks, then 28 days") == 2
    assert "a year, then" in app.press("3", "1", "y").text
    assert "weeks, then" not in app.resize(*MEDIUM).press("y").text


@pytest.mark.slow
@pytest.mark.parametrize(("size", "loaded"), [(MEDIUM, False), (TALL, True)])
def test_a_usual_terminal_loads_nothing_of_it(
    tmp_path: Path, size: tuple[int, int], loaded: bool
) -> None:
    """Neither the charts nor the columns, nor what they show."""
    program = (
        "import sys; from pathlib import Path; from tests.tools import scenes; "
        "from tests.tui.driver import session\n"
        f"with session(Path({str(tmp_path / 'log.db')!r}), scenes.newcomer, {size!r}) as app: "
        "app.press('escape', 'escape', 'escape', 'c')\n"
        "print([name for name in sys.modules if name.startswith('ssi_tui')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ("'ssi_tui.tui.widgets.chart'" in ran.stdout) is loaded
    assert ("'ssi_tui.core.text.plot'" in ran.stdout) is loaded
    for module in ("today.columns", "today.week", "today.around"):
        assert f"'ssi_tui.tui.{module}'" not in ran.stdout

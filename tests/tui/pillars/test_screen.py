"""Pillars by keys: bars and trends, the parts of one pillar, and why it stands there."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import Reading
from ssi_tui.core.today.why import LABELS, Part
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.look.grid import grid_of
from ssi_tui.tui.pillars import parts
from ssi_tui.tui.pillars.behind import BehindPanel
from ssi_tui.tui.pillars.layout import rows_of, rows_side_by_side
from ssi_tui.tui.pillars.parts import PartsPanel
from ssi_tui.tui.pillars.pillar_list import PillarList
from ssi_tui.tui.widgets.chart import ChartPanel
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session

NAMES = ("Brand", "People", "Insights", "Relationships")


@pytest.fixture
def pillars(open_app: OpenApp) -> Session:
    """Return the app with the pillars in front."""
    return open_app().press("2")


def amounts(rows: list[str]) -> list[float]:
    """Return the number column of the parts."""
    return [float(row[44:50]) for row in rows]


def charted(app: Session) -> str:
    """Return the name on the first chart."""
    return app.painted(ChartPanel)[0].split()[0]


def test_the_view_opens_with_its_key_and_names_itself(pillars: Session) -> None:
    assert "━" * len("2 Pillars") in pillars.rows[1]
    assert pillars.painted(PillarList)[0].startswith("  ESTIMATE")


def test_each_pillar_has_one_row(pillars: Session) -> None:
    rows = pillars.painted(PillarList)
    assert len(rows) == 5
    for name, bar in zip(NAMES, rows[1:], strict=True):
        assert name in bar
        assert "│" in bar


def test_j_and_k_move_the_cursor_and_chart_and_parts_follow(pillars: Session) -> None:
    assert charted(pillars) == "BRAND"
    assert charted(pillars.press("j", "j")) == "INSIGHTS"
    assert charted(pillars.press("k")) == "PEOPLE"
    assert "search" in pillars.painted(PartsPanel)[1]


def test_the_cursor_goes_from_the_total_to_the_last_pillar(pillars: Session) -> None:
    assert pillars.press("k", "k").painted(PillarList)[0].startswith("▌")
    assert pillars.press(*"jjjjjj").painted(PillarList)[4].startswith("▌")


@pytest.mark.parametrize("size", [SMALL, MEDIUM, WIDE])
def test_the_total_is_made_of_the_pillars(open_app: OpenApp, size: tuple[int, int]) -> None:
    """They add up to it, and so do their changes to its change; it has a chart of its own."""
    app = open_app(size=size).press("2", "k")
    title, *rows = app.painted(PartsPanel)
    assert [row.split()[0] for row in rows] == list(NAMES)
    assert sum(amounts(rows)) == pytest.approx(float(title[44:50]))
    assert f" {title[44:50].strip()}  ▼ 1.2" in app.painted(PillarList)[0]
    moved = [float(re.findall(r"[+−]?\d+\.\d", row)[1].replace("−", "-")) for row in rows]
    assert sum(moved) == pytest.approx(-1.2)
    assert charted(app) == "TOTAL"


def test_the_total_has_nothing_to_explain(pillars: Session) -> None:
    """Its key is not offered, and does nothing."""
    assert "why" in pillars.last
    assert "why" not in pillars.press("k").last
    assert "Why" not in pillars.press("enter").text
    assert "why" in pillars.press("j").last


def test_y_goes_through_the_spans_and_they_are_remembered(pillars: Session) -> None:
    for words in ("26 weeks", "a year", "13 weeks", "26 weeks"):
        assert f"{words}, then 28 days" in pillars.press("y").text
    assert "26 weeks, then" in pillars.press("1", "2", "j").text


def test_the_parts_add_up_to_the_displayed_score(pillars: Session) -> None:
    for _ in range(4):
        title, *rows = pillars.painted(PartsPanel)
        assert sum(amounts(rows)) == pytest.approx(float(title[44:50]))
        pillars.press("j")


def test_enter_explains_the_pillar_under_the_cursor(pillars: Session) -> None:
    pillars.press("j", "enter")
    assert "Why People is at 12.8" in pillars.text
    assert "since Friday" in pillars.text
    assert "in 7 days" in pillars.text
    assert "worth most next" in pillars.text
    assert "Why" not in pillars.press("escape").text


def test_the_ledger_adds_up_to_its_change(pillars: Session) -> None:
    pillars.press("j", "enter")
    rows = [row[10:70].replace("−", "-") for row in pillars.rows]
    change = next(row for row in rows if "since Friday" in row)
    first = rows.index(change) + 1
    end = next(at for at in range(first, len(rows)) if "worth most" in rows[at])
    moved = [row for row in rows[first:end] if len(re.findall(r"\d\.\d", row)) == 2]

    def column(row: str, at: int) -> float:
        return float(re.findall(r"[+-]?\d+\.\d", row)[at])

    for at in (0, -1):
        assert sum(column(row, at) for row in moved) == pytest.approx(column(change, at))


def test_enter_turns_to_the_formula_and_back(pillars: Session) -> None:
    pillars.press("enter", "enter")
    assert "The formula of Brand" in pillars.text
    assert "holds LinkedIn's number four times in five" in pillars.text
    assert "Why Brand is at" in pillars.press("enter").text


def test_a_first_run_is_explained_too(open_app: OpenApp) -> None:
    app = open_app(scenes.first_run).press("2", "j")
    assert "too early to judge" in app.text
    assert "profile" in app.text
    assert "Why People is at 2.0" in app.press("enter").text


def test_a_reading_stands_in_the_chart_and_beside_the_estimate(open_app: OpenApp) -> None:
    app = open_app(size=WIDE)
    assert "LINKEDIN" not in app.press("2").text
    with app.elsewhere() as tracker:
        tracker.readings.record(Reading(date(2026, 8, 30), (17.2, 9.9, 11.4, 19.3)))
    app.look_around().press("j")
    assert "◆" in "".join(app.painted(ChartPanel)[1:])
    row = app.row_with("30 Aug")
    assert re.match(r"     30 Aug +9\.9 +\d+\.\d +[+−]?\d+\.\d$", row)
    assert "30 Aug" in app.press("k", "k").row_with("57.8")
    text = app.press("j", "j", "enter").text
    assert re.search(r"LinkedIn 9\.9 on 30 Aug\. Estimate now \d+\.\d \(\d+\.\d before", text)


def test_an_undo_is_told_in_the_last_row_of_this_view(pillars: Session) -> None:
    assert pillars.press("u").last.split()[0] == "Undid"


def test_the_help_names_the_keys_of_the_view(pillars: Session) -> None:
    assert "Help: Pillars" in pillars.press("question_mark").text


def test_a_wide_terminal_shows_why_the_score_moved_and_the_total_beside(open_app: OpenApp) -> None:
    app = open_app(size=WIDE).press("2", "j")
    title, *rows = app.painted(BehindPanel)
    assert title.startswith("  SINCE FRIDAY     why People moved")
    moved = [float(row[44:50].replace("−", "-")) for row in rows[: rows.index("")]]
    assert sum(moved) == pytest.approx(float(title[44:50].replace("−", "-")))
    assert "worth most" in "".join(rows)
    assert "TOTAL" in app.text
    assert "faded     earned       net" in app.press("k", "k").text


@pytest.mark.parametrize("size", [SMALL, MEDIUM, WIDE, NARROW, (40, 10), (20, 5)])
def test_nothing_is_wider_than_the_terminal(open_app: OpenApp, size: tuple[int, int]) -> None:
    app = open_app(size=size).press("2", "j")
    for row in (*app.painted(PillarList), *app.painted(PartsPanel)):
        assert len(row) <= max(size[0], NARROW[0])


@pytest.mark.parametrize("size", [SMALL, MEDIUM, WIDE, NARROW])
def test_long_names_of_activities_stand_whole(open_app: OpenApp, size: tuple[int, int]) -> None:
    def connected(path: Path) -> Tracker:
        tracker = scenes.monday(path)
        tracker.tick([("invite_ok", 40)])
        return tracker

    app = open_app(connected, size).press("2", "j")
    label = ACTIONS["invite_ok"].label
    assert any(label in row for row in app.painted(PartsPanel))
    if size == WIDE:
        assert any(label in row for row in app.painted(BehindPanel))


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_name_of_what_a_score_is_made_of_is_clipped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, width: int
) -> None:
    """Of all activities, and of what is none, beside the highest score."""
    names = [*LABELS.values(), *(action.label for action in ACTIONS.values())]
    every = tuple(Part(name, name, 25.0, 25.0) for name in names)
    monkeypatch.setattr(parts, "parts_of", lambda *_: every)
    tracker = scenes.monday(tmp_path / "log.db")
    _, *rows = PartsPanel().section(tracker.dashboard(), grid_of(width))
    tracker.close()
    shown = [row.plain for row in rows]
    assert [name for name in names if not any(f" {name} " in row for row in shown)] == []


@pytest.mark.parametrize("height", range(20, 70))
def test_panels_stand_one_under_the_other(height: int) -> None:
    """None covers another or the last row, and the chart is never too low to be drawn."""
    rows = rows_of(height)
    ends = [sum(place) for place in (rows.pillars, rows.chart, rows.parts)]
    starts = [rows.chart[0], rows.parts[0], height - 1]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert rows.chart[1] >= 4
    wide = rows_side_by_side(height)
    left = (wide.pillars, wide.warning, wide.parts, wide.behind)
    for place, after in pairwise(left):
        assert sum(place) <= after[0] or not after[1]
    assert sum(wide.chart) <= wide.total[0] or not wide.total[1]
    assert max(sum(place) for place in (*left, wide.chart, wide.total) if place[1]) < height - 1


def test_another_day_is_shown_as_of_its_evening(open_app: OpenApp) -> None:
    """What is not of that day, its risks, its gains and why, is not there."""
    app = open_app(size=WIDE)
    today = app.shown
    app.press("2", "j", *3 * ["left_square_bracket"])
    assert "Fri 20 Nov 2026, not today" in app.rows[0]
    score = app.evening[1].score
    assert round(score, 1) != round(today.pillars[1].score, 1)
    title, *bars = filter(None, app.painted(PillarList))
    assert "that evening" in title
    assert "days left" not in title
    assert f"{score:.1f}" in bars[1]
    assert "above its line" in bars[1]
    title, *rows = app.painted(PartsPanel)
    assert "1 more" not in title
    assert sum(round(10 * value) for value in amounts([title])) == round(10 * score, 0)
    assert sum(round(10 * value) for value in amounts(rows)) == round(10 * score, 0)
    title, *moved = app.painted(BehindPanel)[:5]
    assert title.split()[:4] == ["ON", "FRI", "20", "NOV"]
    net = sum(round(10 * float(row[44:50].replace("−", "-"))) for row in moved)
    assert app.shown.evening is not None
    assert net == round(10 * (app.shown.evening.change or 0.0))
    assert "enter why" not in app.last
    app.press("k", "k")
    assert f"{app.shown.evening.shown_total:.1f}" in app.painted(PartsPanel)[0]
    assert "Mon 23 Nov 2026" in app.press("full_stop").rows[0]
    assert "days left" in app.painted(PillarList)[0]


def test_a_day_before_the_log_has_no_parts(open_app: OpenApp) -> None:
    app = open_app(scenes.first_run, size=WIDE).press("2", "left_square_bracket")
    assert "before your log" in app.painted(PillarList)[0]
    assert app.painted(PartsPanel) == []
    assert not any(map(str.strip, app.painted(BehindPanel)))

"""Pillars by keys: bars and trends, the parts of one pillar, and why it stands there."""

import re
from datetime import date

import pytest

from ssi_tui.core.model import Reading
from ssi_tui.tui.pillars.parts import PartsPanel
from ssi_tui.tui.pillars.pillar_list import PillarList
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session


@pytest.fixture
def pillars(open_app: OpenApp) -> Session:
    """Return the app with the pillars in front."""
    return open_app().press("2")


def amounts(rows: list[str]) -> list[float]:
    """Return the number column of the parts."""
    return [float(row[44:50]) for row in rows]


def test_the_view_opens_with_its_key_and_names_itself(pillars: Session) -> None:
    assert "━" * len("2 Pillars") in pillars.rows[1]
    assert pillars.painted(PillarList)[0].startswith("  ESTIMATE")


def test_each_pillar_has_a_bar_and_a_trend(pillars: Session) -> None:
    rows = pillars.painted(PillarList)
    assert len(rows) == 9
    for name, bar, trend in zip(
        ("Brand", "People", "Insights", "Relationships"), rows[1::2], rows[2::2], strict=True
    ):
        assert name in bar
        assert "│" in bar
        assert "13 weeks, from " in trend
        assert "in 28 days" in trend


def test_j_and_k_move_the_cursor_and_the_parts_follow(pillars: Session) -> None:
    assert pillars.painted(PartsPanel)[0].split()[0] == "BRAND"
    assert pillars.press("j", "j").painted(PartsPanel)[0].split()[0] == "INSIGHTS"
    assert pillars.press("k").painted(PartsPanel)[0].split()[0] == "PEOPLE"


def test_the_cursor_stays_on_the_pillars(pillars: Session) -> None:
    assert pillars.press("k").painted(PillarList)[1].startswith("▌")
    assert pillars.press(*"jjjjjj").painted(PillarList)[7].startswith("▌")


def test_the_parts_add_up_to_the_displayed_score(pillars: Session) -> None:
    for _ in range(4):
        title, *parts = pillars.painted(PartsPanel)
        assert sum(amounts(parts)) == pytest.approx(float(title[44:50]))
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
    rows = [row.replace("−", "-") for row in pillars.rows]
    change = next(row for row in rows if "since Friday" in row)
    moved = [row for row in rows if "faded over" in row or "earned by" in row]

    def column(row: str, at: int) -> float:
        return float(re.findall(r"[+-]?\d+\.\d", row)[at])

    for at in (0, -1):
        assert sum(column(row, at) for row in moved) == pytest.approx(column(change, at))


def test_enter_turns_to_the_formula_and_back(pillars: Session) -> None:
    pillars.press("enter", "enter")
    assert "The formula of Brand" in pillars.text
    assert "in simulations LinkedIn's total is in" in pillars.text
    assert "Why Brand is at" in pillars.press("enter").text


def test_a_first_run_is_explained_too(open_app: OpenApp) -> None:
    app = open_app(scenes.first_run).press("2", "j")
    assert "too early to judge" in app.text
    assert "baseline" in app.text
    assert "Why People is at 2.0" in app.press("enter").text


def test_a_reading_stands_beside_the_estimate(open_app: OpenApp) -> None:
    app = open_app(size=MEDIUM)
    assert "LinkedIn" not in app.press("2").text
    with app.elsewhere() as tracker:
        tracker.readings.record(Reading(date(2026, 8, 30), (17.2, 9.9, 11.4, 19.3)))
    app.look_around().press("j")
    assert app.painted(PillarList)[0].endswith("LinkedIn 30 Aug")
    assert app.row_with("People").endswith("9.9")
    assert re.search(
        r"LinkedIn said 9\.9 on 30 Aug; estimate \d+\.\d, without readings \d+\.\d\.", app.text
    )


def test_an_undo_is_told_in_the_last_row_of_this_view(pillars: Session) -> None:
    assert pillars.press("u").last.split()[0] == "undone"


def test_the_help_names_the_keys_of_the_view(pillars: Session) -> None:
    assert "Keys of Pillars" in pillars.press("question_mark").text


def test_a_wide_terminal_shows_why_beside_the_list(open_app: OpenApp) -> None:
    app = open_app(size=WIDE).press("2", "j")
    assert "WHY" in app.rows[18]
    assert "FORMULA" in app.rows[18]


@pytest.mark.parametrize("size", [SMALL, MEDIUM, WIDE, NARROW, (40, 10), (20, 5)])
def test_nothing_is_wider_than_the_terminal(open_app: OpenApp, size: tuple[int, int]) -> None:
    app = open_app(size=size).press("2", "j")
    for row in (*app.painted(PillarList), *app.painted(PartsPanel)):
        assert len(row) <= max(size[0], NARROW[0])

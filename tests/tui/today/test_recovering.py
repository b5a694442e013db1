"""A pillar that climbs back: its mark, its word, its day and its sentence wherever it is shown."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from ssi_tui.cli.printed.json import status_json
from ssi_tui.cli.printed.status import status_lines
from ssi_tui.cli.printed.status_short import status_short
from ssi_tui.core.ahead.words import pillar_sentences
from ssi_tui.core.model import PILLARS, Pillar, Risk
from ssi_tui.core.review.focus import focus_on
from ssi_tui.core.text.ascii import ascii_text
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.today.words import warning
from ssi_tui.core.value import replace
from ssi_tui.tui.look.grid import grid_of
from ssi_tui.tui.look.rows import Row, fit
from ssi_tui.tui.pillars.pillar_list import PillarList
from ssi_tui.tui.streaks.list import StreaksPanel
from ssi_tui.tui.streaks.page import Page
from ssi_tui.tui.widgets.pillars import PillarsPanel, pillars_title
from ssi_tui.tui.widgets.warning import WarningPanel
from tests.core.builders import after, away, keeper
from tests.tools import scenes

FELL, BACK = date(2026, 3, 24), date(2026, 4, 13)
CLIMBS = "People is climbing back: above its collapse line by Mon 13 Apr if you keep your routine."
WIDTHS = (60, 80, 100, 160)


def climbing(
    pillar: Pillar = Pillar.PEOPLE, back_on: date | None = BACK, *, off: bool = False
) -> Dashboard:
    """Return a dashboard of 30 March on which a pillar is below the line at which it fell."""
    log = replace(keeper(84), time_off=(away(after(84), after(90)),) if off else ())
    found = build(log, after(84))
    at = PILLARS.index(pillar)
    row = found.pillars[at]
    outlook = replace(row.outlook, risk=Risk.RECOVERING, nights_left=None, collapse_on=None)
    rows = list(found.pillars)
    rows[at] = replace(row, outlook=outlook, down_since=FELL)
    days = tuple(back_on if one is pillar else None for one in PILLARS)
    return replace(found, pillars=tuple(rows), advice=replace(found.advice, back_on=days))


def roles(row: Row) -> dict[str, str]:
    """Return the role of each text of a row."""
    return {piece.text: piece.role for piece in row._pieces}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("panel", [PillarsPanel, PillarList])
def test_a_bar_has_mark_word_and_day_in_accent(
    panel: type[PillarsPanel] | type[PillarList], width: int
) -> None:
    """Its fill is the usual one; in time off nothing is said of it."""
    row = next(row for row in panel().section(climbing(), grid_of(width)) if "People" in row.plain)
    found = roles(row)
    assert found["↑"] == "accent-bold"
    assert found["recovering"] == found["Mon 13"] == "accent"
    assert any(role.startswith("fill:") for role in found.values())
    assert "↑" in row.plain[:3]
    away = panel().section(climbing(off=True), grid_of(width))
    found = roles(next(row for row in away if "People" in row.plain))
    assert found["time off"] == found["Mon 13"] == "muted"
    assert "↑" not in found


def test_the_column_of_days_is_named_after_what_it_shows() -> None:
    """Days left where there are any, else the way back."""
    some = pillars_title(climbing(), grid_of(80)).plain
    none = climbing()
    rows = [
        replace(row, outlook=replace(row.outlook, nights_left=None, collapse_on=None))
        for row in none.pillars
    ]
    assert some.endswith(" days left")
    assert pillars_title(replace(none, pillars=tuple(rows)), grid_of(80)).plain.endswith(" back")


@pytest.mark.parametrize("width", WIDTHS)
def test_streaks_say_the_day_in_place_of_a_night(width: int) -> None:
    page = Page(climbing())
    assert page.order[0] is Pillar.PEOPLE
    panel = StreaksPanel().section(page.listed(None, lit=True, step=2), grid_of(width))
    first, second = (row.plain for row in panel[1:3])
    assert first.split()[:2] == ["↑", "People"]
    assert first.split()[-5:] == ["–", "back", "Mon", "13", "Apr"]
    assert second.split()[0] == "recovering"
    assert second.endswith("dropped Tue 24 Mar")


@pytest.mark.parametrize("pillar", PILLARS)
@pytest.mark.parametrize("back_on", [BACK, date(2027, 1, 13), None])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_sentence_is_never_cut(pillar: Pillar, back_on: date | None, width: int) -> None:
    """In the warning of Today as in Streaks."""
    found, grid = climbing(pillar, back_on), grid_of(width)
    room = min(grid.text_right, grid.right) - grid.label + 1
    for forms in (pillar_sentences(found, pillar), (warning(found) or (None, (), ""))[1]):
        assert all(len(one) > len(other) for one, other in pairwise(forms))
        assert fit(forms[-1], room) == forms[-1]
    shown = WarningPanel().section(found, grid)[0].plain
    assert "…" not in shown
    assert shown.split()[0] == "↑"


def test_the_sentence_says_when_the_pillar_is_back_if_the_routine_is_kept() -> None:
    assert pillar_sentences(climbing(), Pillar.PEOPLE)[0] == CLIMBS
    assert WarningPanel().section(climbing(), grid_of(100))[0].plain == f"  ↑  {CLIMBS}"
    later = pillar_sentences(climbing(back_on=None), Pillar.PEOPLE)[0]
    assert later == "People is climbing back, but stays below its line for 28 days or more."


def test_in_time_off_the_sentence_asks_for_no_routine() -> None:
    (first, _) = WarningPanel().section(climbing(off=True), grid_of(100))
    assert first.plain == "     People is climbing back: above its line by Mon 13 Apr."
    assert {piece.role for piece in first._pieces} == {"muted"}
    forms = pillar_sentences(climbing(off=True), Pillar.PEOPLE)
    assert forms[0].startswith("Time off until Sun 5 Apr. People is climbing back: above")
    assert not any(" if " in form for form in forms)


def test_the_review_says_it_of_the_pillar_in_focus() -> None:
    assert focus_on(climbing(), Pillar.PEOPLE, after(84)).why == "climbing back"


def test_status_says_it_in_text_and_as_json() -> None:
    """A pillar that is not down has neither a night nor a day."""
    lines = list(map(str, status_lines(climbing())))
    (row,) = (line for line in lines if line.startswith("↑  People  "))
    assert row.endswith("recovering    Mon 13")
    assert "↑  People is climbing back: above its line by Mon 13 Apr with your routine." in lines
    assert max(map(len, lines)) < 80
    brand, people, *_ = status_json(climbing())["score"]["pillars"]
    assert (people["risk"], people["since"], people["back_on"]) == (
        "recovering",
        "2026-03-24",
        "2026-04-13",
    )
    assert (brand["since"], brand["back_on"]) == (None, None)


def test_the_line_for_a_prompt_has_the_mark_and_no_number(tmp_path: Path) -> None:
    """Of one cell, in ASCII too."""
    tracker = scenes.morning(tmp_path / "log.db")
    shown = tracker.view.glance()
    tracker.close()
    outlook = replace(shown.pillars[1].outlook, risk=Risk.RECOVERING, nights_left=None)
    people = replace(shown.pillars[1], outlook=outlook)
    line = status_short(replace(shown, pillars=(shown.pillars[0], people, *shown.pillars[2:])))
    assert line.split()[-1] == "↑people"
    assert len(line) == len(status_short(shown))
    assert ascii_text(line).split()[-1] == "^people"

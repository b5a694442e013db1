"""The range of the total on the screen and on the command line."""

from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.cli.printed.status import status_lines
from ssi_tui.cli.printed.status_short import status_short
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.today.estimate import title_words
from ssi_tui.core.value import Late, replace
from ssi_tui.tui.look.grid import grid_of
from ssi_tui.tui.widgets.pillars import pillars_title
from ssi_tui.tui.widgets.warning import WarningPanel
from tests.core.builders import MONDAY, after, keeper, log_of
from tests.tools import scenes

CALM = build(keeper(84), after(84))
EMPTY = build(log_of(), MONDAY)
SENTENCE = "Your answer (P) or LinkedIn's number narrows the range."
WIDTHS = (60, 80, 100, 160)


def wide(dashboard: Dashboard) -> Dashboard:
    """Return a dashboard whose range is 71 points wide."""
    return replace(dashboard, low=10.1, high=80.6, band=None)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_title_names_the_range_and_the_total(width: int) -> None:
    """And the line, under the last cell of the bars."""
    row = pillars_title(replace(CALM, low=61.2, high=68.4, band="good"), grid_of(width)).plain
    assert row.split()[:2] == ["ESTIMATE", "61–69" if width == 60 else "61–69,"]
    assert "70.2" in row
    legend = {60: "61–69   │ 70.2"}.get(width, "61–69, good      (│ line)  70.2")
    assert " ".join(legend.split()) in " ".join(row.split())


@pytest.mark.parametrize("width", WIDTHS)
def test_a_wide_range_takes_the_place_of_the_total(width: int) -> None:
    row = pillars_title(wide(CALM), grid_of(width)).plain
    why = "unsure" if width == 60 else "your past is unknown"
    assert row[: grid_of(width).number + 1].split() == ["ESTIMATE", *why.split(), "│", "10–81"]
    assert "70.2" not in row


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "28–40"), (9, "28–40"), (10, "28–40, needs work"), (84, "28–40, needs work")],
)
def test_nobody_needs_work_in_the_first_ten_days(days: int, words: str) -> None:
    """Whatever has been read or imported; other words are said at once."""
    log = replace(CALM.source.log, begun=CALM.today - timedelta(days=days))
    new = replace(CALM, source=replace(CALM.source, log=log), low=28.1, high=39.5)
    assert title_words(replace(new, band="needs work"), 25)[0] == words
    assert title_words(replace(new, band="good"), 25)[0] == "28–40, good"


@pytest.mark.parametrize("width", WIDTHS[1:])
def test_a_change_of_ten_points_and_more_stands_apart_from_its_arrow(width: int) -> None:
    row = pillars_title(replace(CALM, total_change_7d=14.7), grid_of(width)).plain
    assert "  ▲ 14.7  7 days" in row.replace("70.2 ▲", "70.2  ▲")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("shown", [CALM, EMPTY], ids=["calm", "empty"])
def test_what_narrows_a_wide_range_is_said_where_nothing_is_at_risk(
    shown: Dashboard, width: int
) -> None:
    panel = WarningPanel()
    panel.set_reactive(WarningPanel.profile_key, "P")
    rows = [row.plain.strip() for row in panel.section(wide(shown), grid_of(width))]
    assert rows[shown.empty] == SENTENCE
    assert rows[0].startswith("Collapse warnings start") is (shown.empty and width > 60)
    panel.set_reactive(WarningPanel.asking, frozenset())
    rows = [row.plain.strip() for row in panel.section(wide(shown), grid_of(width))]
    assert rows[shown.empty] == "A reading of LinkedIn's own number narrows the range."
    narrow = panel.section(replace(shown, low=40.0, high=70.0), grid_of(width))
    assert "narrows" not in " ".join(row.plain for row in narrow)


@pytest.mark.parametrize(("days", "so_far"), [(1, 1), (2, 2), (7, 5)])
def test_the_first_days_say_from_when_on_there_are_warnings(days: int, so_far: int) -> None:
    """Ten workdays, of which the first is said in a sentence of its own."""
    young = build(keeper(days), after(days))
    (first, _) = WarningPanel().section(young, grid_of(80))
    assert first.plain.strip() == f"Warnings start after 10 workdays ({so_far} so far)."


def test_status_says_it_within_eighty_columns() -> None:
    lines = list(map(str, status_lines(wide(CALM))))
    assert any(
        line.startswith("ESTIMATE         your past is unknown    │ 10–81") for line in lines
    )
    assert "   Your answer (ssi-tui profile) or LinkedIn's number narrows the range." in lines
    assert max(map(len, lines)) < 80


def test_the_line_for_a_prompt_doubts_a_wide_range_and_keeps_its_width(tmp_path: Path) -> None:
    """In the cell behind the total, which is blank otherwise."""
    tracker = scenes.first_run(tmp_path / "log.db")
    shown = tracker.view.glance()
    tracker.close()
    sure = status_short(replace(shown, late_range=Late(lambda: (13.0, 43.0))))
    unsure = status_short(replace(shown, late_range=Late(lambda: (13.0, 43.1))))
    assert (sure[:3], sure[3], unsure[3]) == (" 13", " ", "?")
    assert sure[4:] == unsure[4:]

"""How sure the total is, in words."""

import pytest

from ssi_tui.core.model import Past
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.today.estimate import (
    band_words,
    title_words,
    total_in_text,
    total_words,
)
from ssi_tui.core.value import replace
from tests.core.builders import EXAMPLE_PROFILE, MONDAY, after, keeper, log_of

KEEPER = build(keeper(84), after(84))
BARS = 25


def ranged(low: float, high: float, band: str | None = None) -> Dashboard:
    """Return a dashboard of 70.2 points with another range."""
    return replace(KEEPER, low=low, high=high, band=band)


def unknown(past: Past) -> Dashboard:
    """Return an empty log with a wide range, and the answer about the month before it."""
    log = log_of(profile=replace(EXAMPLE_PROFILE, past=past))
    return replace(build(log, MONDAY), low=10.1, high=80.6)


@pytest.mark.parametrize(
    ("low", "high", "shown", "in_text"),
    [
        (58.9, 69.01, "70.2", "70.2 (58–70)"),
        (58.0, 69.0, "70.2", "70.2 (58–69)"),
        (50.0, 80.0, "70.2", "70.2 (50–80)"),
        (49.9, 80.0, "49–80", "49–80"),
        (0.0, 100.0, "0–100", "0–100"),
    ],
)
def test_a_range_of_more_than_thirty_points_stands_in_the_place_of_the_total(
    low: float, high: float, shown: str, in_text: str
) -> None:
    """It is shown in whole points that hold all of it, and measured before they are rounded."""
    found = ranged(low, high)
    assert (total_words(found), total_in_text(found)) == (shown, in_text)


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (None, ""),
        ("good", "good"),
        ("average", "fair"),
        ("average to good", "fair to good"),
        ("very good to super", "very good to excellent"),
        ("needs work to average", "needs work to fair"),
    ],
)
def test_nobody_is_called_average(band: str | None, words: str) -> None:
    assert band_words(band) == words


@pytest.mark.parametrize(
    ("low", "high", "band", "words"),
    [
        (61.0, 69.0, "good", ("61–69, good", "(│ line)")),
        (85.0, 100.0, "super", ("85–100, excellent", "│")),
        (58.0, 69.0, "average to good", ("58–69, fair to good", "│")),
        (72.0, 84.0, "very good to super", ("72–84", "(│ collapse line)")),
        (42.0, 58.0, None, ("42–58", "(│ collapse line)")),
        (10.0, 81.0, None, ("your past is unknown", "│")),
    ],
)
def test_the_title_says_the_first_that_fits(
    low: float, high: float, band: str | None, words: tuple[str, str]
) -> None:
    """Range, words and legend; then less of the legend; then the range alone."""
    assert title_words(ranged(low, high, band), BARS) == words


@pytest.mark.parametrize("room", [8, 9, 10, 24, 25])
@pytest.mark.parametrize("low", [0.0, 8.0, 55.0, 88.0])
@pytest.mark.parametrize("wide", [12.0, 40.0])
@pytest.mark.parametrize("band", [None, "needs work to average", "very good to super"])
def test_the_legend_of_a_line_is_never_dropped(
    room: int, low: float, wide: float, band: str | None
) -> None:
    words, legend = title_words(ranged(low, min(100.0, low + wide), band), room)
    assert "│" in legend
    assert len(words) + len(legend) < room


@pytest.mark.parametrize("past", Past)
def test_a_wide_range_says_why(past: Past) -> None:
    why = "your past is unknown" if past is Past.UNKNOWN else "still uncertain"
    assert title_words(unknown(past), BARS) == (why, "")


def test_no_legend_is_shown_where_no_bar_has_a_line() -> None:
    """Before the collapse line of any pillar, its mark beside the range would be read as one."""
    young = replace(build(keeper(3), after(3)), low=50.0, high=60.0)
    assert title_words(young, BARS)[1] == ""

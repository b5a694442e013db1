"""What the readings say is stored exactly, and nothing else is taken for it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.model import Past, Reading
from ssi_tui.core.score.calibration import Calibration, calibrate
from ssi_tui.core.score.scoring import days_of
from ssi_tui.core.value import replace
from ssi_tui.storage.log.calibration import fit_of, fit_text
from tests.core.builders import EXAMPLE_PROFILE, MONDAY, after, keeper
from tests.core.strategies import FEWER

values = st.floats(0, 25)


def fitted(*readings: Reading) -> Calibration:
    """Return what readings of somebody who keeps the routine say."""
    log = keeper(28)
    found = calibrate(
        replace(EXAMPLE_PROFILE, past=Past.SOME),
        Schedule.of(log),
        days_of(log.tallies),
        MONDAY,
        readings,
        after(40),
    )
    assert found is not None
    return found


FIT = fitted(
    Reading(after(20), (18.0, 12.0, 13.0, 9.0)), Reading(after(27), (18.5, 12.5, 14.0, 9.5))
)


@FEWER
@given(st.lists(st.tuples(st.integers(-10, 40), st.tuples(values, values, values, values))))
def test_a_fit_is_read_exactly_as_it_was_written(
    drawn: list[tuple[int, tuple[float, float, float, float]]],
) -> None:
    """Bit for bit, whatever was read."""
    readings = (Reading(after(at), pillars) for at, pillars in drawn or [(0, (1.0, 2.0, 3.0, 4.0))])
    fit = fitted(*readings)
    assert fit_of(fit_text(fit)) == fit
    assert fit_text(fit) == fit_text(fitted_again(fit))


def fitted_again(fit: Calibration) -> Calibration:
    """Return a fit after two round trips."""
    once = fit_of(fit_text(fit))
    assert once is not None
    twice = fit_of(fit_text(once))
    assert twice is not None
    return twice


def changed(path: str, value: object) -> str:
    """Return the text of a fit in which the value at a path is another one."""
    found: Any = json.loads(fit_text(FIT))
    *parts, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place = found
    for part in parts:
        place = place[part]
    place[last] = value
    return json.dumps(found)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("formula", "0"),
        ("last", "in spring"),
        ("last", 7),
        ("readings", "many"),
        ("readings", 1e999),
        ("pillars", []),
        ("pillars", {}),
        ("pillars.0", None),
        ("pillars.3.offset", "high"),
        ("pillars.3.offset", 1e999),
        ("pillars.1.offset", float("nan")),
        ("pillars.1.gain", -0.5),
        ("pillars.2.multiplier", 0.0),
        ("pillars.2.multiplier", 3.0),
        ("pillars.2.start", -1.0),
        ("since", None),
        ("pillars.0.steps", None),
        ("pillars.0.steps", -1.0),
        ("pillars.0.bank", []),
        ("pillars.0.bank.3", [1.0, 2.0]),
        ("pillars.0.bank.3.2", 1e999),
        ("pillars.0.bank.3.3", -1.0),
    ],
)
def test_a_fit_that_was_changed_by_hand_is_none(path: str, value: object) -> None:
    """It is fitted anew then."""
    assert fit_of(changed(path, value)) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", '"formula"', "{}"])
def test_a_text_of_another_kind_is_no_fit(text: str) -> None:
    """Neither is one that is no JSON."""
    assert fit_of(text) is None


def test_the_text_names_its_formula_and_its_last_reading() -> None:
    """So that one of another formula is told apart."""
    found = json.loads(fit_text(FIT))
    assert (found["formula"], found["last"], found["readings"]) == ("2", "2026-02-01", 2)

"""What the readings say is kept exactly, and nothing else is taken for it."""

import json
from zlib import crc32

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


OF = ("0" * 32, "2026-02-01", 2)
"""The operation, the day of the last reading, and the number of readings."""


@FEWER
@given(st.lists(st.tuples(st.integers(-10, 40), st.tuples(values, values, values, values))))
def test_a_fit_is_read_exactly_as_it_was_written(
    drawn: list[tuple[int, tuple[float, float, float, float]]],
) -> None:
    """Bit for bit, whatever was read."""
    readings = (Reading(after(at), pillars) for at, pillars in drawn or [(0, (1.0, 2.0, 3.0, 4.0))])
    fit = fitted(*readings)
    found = fit_of(fit_text(fit, OF), OF)
    assert found == fit
    assert repr(found) == repr(fit)


@pytest.mark.parametrize("of", [("1" * 32, *OF[1:]), (OF[0], "2026-01-25", 2), (*OF[:2], 1)])
def test_the_fit_of_other_readings_or_of_another_operation_is_none(of: tuple[object, ...]) -> None:
    """It is fitted anew then."""
    assert fit_of(fit_text(FIT, OF), of) is None


@pytest.mark.parametrize("at", [0, 8, 9, 12, 100, -1])
def test_a_fit_with_a_damaged_character_is_none(at: int) -> None:
    """Wherever it is."""
    damaged = list(fit_text(FIT, OF))
    damaged[at] = "7" if damaged[at] != "7" else "8"
    assert fit_of("".join(damaged), OF) is None


def checked(body: str) -> str:
    """Return a text with the checksum that it would have had when it was kept."""
    return f"{crc32(body.encode()):08x} {body}"


def test_the_fit_of_another_formula_is_none() -> None:
    """Its numbers mean something else."""
    _, body = fit_text(FIT, OF).split(" ", 1)
    formula, *rest = json.loads(body)
    other = json.dumps([f"{formula}.1", *rest], separators=(",", ":"))
    same = json.dumps([formula, *rest], separators=(",", ":"))
    assert (fit_of(checked(same), OF), fit_of(checked(other), OF)) == (FIT, None)


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", "7", '"formula"', "{}", '[{"Later":[1]}]', '[{"Member":[1]}]']
)
def test_a_text_of_another_kind_is_no_fit(body: str) -> None:
    """Neither is what another version of the program has kept."""
    assert fit_of(body, OF) is None
    assert fit_of(checked(body), OF) is None

"""The values of the glossary."""

from dataclasses import FrozenInstanceError
from datetime import date
from inspect import getmembers, isclass
from types import ModuleType

import pytest

from ssi_tui.core import calendar, formula, model
from ssi_tui.core.history import history
from ssi_tui.core.history import runs as streaks
from ssi_tui.core.model import PILLARS, Pillar, Profile, Reading, Risk
from ssi_tui.core.score import forecast, scoring
from ssi_tui.core.today import dashboard, rows

MODULES = (model, formula, calendar, scoring, forecast, streaks, history, rows, dashboard)


def values_of(module: ModuleType) -> list[type]:
    """Return the values that a module defines."""
    return [
        found
        for _, found in getmembers(module, isclass)
        if hasattr(found, "__match_args__") and found.__module__ == module.__name__
    ]


VALUES = [value for module in MODULES for value in values_of(module)]


@pytest.mark.parametrize("value", VALUES, ids=lambda found: found.__name__)
def test_a_value_of_the_core_cannot_be_changed(value: type) -> None:
    """Frozen, and without room for anything else."""
    one: object = object.__new__(value)
    for name in (*vars(value)["__slots__"], "anything_else"):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, None)
        with pytest.raises(FrozenInstanceError):
            delattr(one, name)
    assert not hasattr(one, "__dict__")


def test_the_pillars_have_one_order_everywhere() -> None:
    """It is the order of every tuple of four."""
    assert PILLARS == ("brand", "people", "insights", "relationships")
    assert tuple(formula.PILLAR_RULES) == PILLARS
    assert tuple(setup.pillar for setup in scoring.setups(Profile())) == PILLARS


def test_the_risks_have_the_words_of_the_glossary() -> None:
    """They are shown and written to JSON as they are."""
    assert {risk.value for risk in Risk} == {
        "building",
        "safe",
        "watch",
        "about to collapse",
        "collapsed",
        "recovering",
        "dormant",
    }


def test_a_pillar_is_written_as_its_word() -> None:
    """Not as the name of an enum."""
    assert f"{Pillar.PEOPLE}" == "people"


def test_the_total_of_a_reading_is_the_sum_of_its_pillars() -> None:
    """Four numbers, each 0 to 25."""
    assert Reading(date(2026, 8, 30), (17.25, 9.75, 11.5, 19.0)).total == 57.5

"""The pages of the guide about the score and the first week say what the formula gives."""

from datetime import date

import pytest

from ssi_tui.cli.guide import FOLDER
from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.labels import PAST_LABELS
from ssi_tui.core.model import Log, Past, Pillar, Profile
from ssi_tui.core.text.words import near_day, number
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.today.estimate import range_words
from ssi_tui.core.today.why import why_of
from ssi_tui.core.value import replace
from tests.core.builders import (
    EXAMPLE_PROFILE,
    MONDAY,
    after,
    keeper,
    log_of,
    pillar_of,
    routine_on,
)
from tests.core.score.test_calibration import known, reading

PAGE = " ".join((FOLDER / "score.md").read_text(encoding="utf-8").split())
FIRST_WEEK = (FOLDER / "first-week.md").read_text(encoding="utf-8")
INSIGHTS = 2


def kept(days: int, past: Past = Past.NONE) -> Log:
    """Return the log of the person of the page."""
    return replace(keeper(days), profile=replace(EXAMPLE_PROFILE, past=past))


def scores(shown: Dashboard) -> tuple[str, ...]:
    """Return the four scores and the total as they are shown."""
    return (*(number(row.score) for row in shown.pillars), number(shown.shown_total))


def first_evening() -> Dashboard:
    """Return the Monday on which the person begins."""
    profile = replace(EXAMPLE_PROFILE, past=Past.NONE)
    return build(log_of(*routine_on(MONDAY), profile=profile), MONDAY)


def test_the_numbers_of_the_pillars_are_those_of_the_formula() -> None:
    rules = PILLAR_RULES.values()
    doses = first_evening().source.now.doses
    for name, row in (
        ("h, in days", [f"{rule.half_life:g}" for rule in rules]),
        ("K, in points a week", [f"{rule.half_pace:g}" for rule in rules]),
        ("ceiling (25 with Sales Navigator)", [f"{rule.ceiling:g}" for rule in rules]),
        ("the routine adds, in points a day", [f"{sum(dose.values()):g}" for dose in doses]),
    ):
        assert f"| {name} | {' | '.join(row)} |" in PAGE


def test_the_steps_of_insights_are_those_of_why() -> None:
    why = why_of(first_evening(), INSIGHTS)
    assert f"The stock is {number(why.stock)}: " in PAGE
    assert f"{number(why.pace)} points a week. 3. " in PAGE
    assert f", {number(why.share * 100)}%. 4. " in PAGE
    assert f"× {number(why.share * 100)}% = {number(why.score)}. " in PAGE


def test_the_weeks_of_the_example_come_out() -> None:
    brand, people, insights, relationships, total = scores(first_evening())
    assert f"{brand}, {people}, {insights} and {relationships}, {total} in all" in PAGE
    assert f"on Friday evening {scores(build(kept(5), after(4)))[-1]}, and all weekend" in PAGE
    assert f"leaves {scores(build(kept(5), after(7)))[-1]} on Monday morning" in PAGE
    *pillars, total = scores(build(kept(84), after(83)))
    assert f"After twelve weeks it is {total} ({', '.join(pillars)})" in PAGE
    brand, people, insights, relationships, _ = scores(build(kept(84), after(104)))
    assert f"they are at {people} and {insights}, Brand still at {brand}" in PAGE
    assert f"Relationships at {relationships}." in PAGE


@pytest.mark.parametrize("pillar", [Pillar.PEOPLE, Pillar.INSIGHTS])
def test_who_stops_falls_on_the_night_that_is_named(pillar: Pillar) -> None:
    night = pillar_of(build(kept(84), after(84)), pillar).outlook.collapse_on
    assert night == date(2026, 4, 7)
    assert f"on {near_day(night, night)}, the seventh missed workday" in PAGE


def test_the_answer_about_the_month_before_adds_what_is_said() -> None:
    def added(days: int) -> float:
        logs = (kept(days, past) for past in (Past.ROUTINE, Past.NONE))
        routine, none = (build(log, after(days)).total for log in logs)
        return routine - none

    assert f"add {added(0):.0f} points on the first morning, and {added(28):.0f} four weeks" in PAGE


@pytest.mark.parametrize(
    ("days", "past", "words"),
    [
        (0, Past.UNKNOWN, "it is {} if the month before is unknown"),
        (0, Past.NONE, "{} with the answer *nothing*"),
        (0, Past.ROUTINE, "{} with *every workday*"),
        (28, Past.UNKNOWN, "After four weeks of the routine it is {}, and"),
        (28, Past.NONE, "and {} with *nothing*"),
    ],
)
def test_the_ranges_are_those_of_the_example(days: int, past: Past, words: str) -> None:
    assert words.format(range_words(build(kept(days, past), after(days)))) in PAGE


def test_a_reading_narrows_the_range_as_is_said() -> None:
    found = known(kept(21, Past.UNKNOWN), [reading(7, 17.2, 9.9, 11.4, 16.3)])
    then, later = (range_words(found.dashboard(after(day))) for day in (7, 21))
    assert f"it is {then} that morning, and {later} two weeks later" in PAGE


@pytest.mark.parametrize(
    ("past", "label"),
    [
        (Past.UNKNOWN, "not answered"),
        *((past, label) for past, label in PAST_LABELS.items() if past is not Past.UNKNOWN),
    ],
)
def test_the_ranges_of_the_first_four_weeks_are_those_of_a_new_log(past: Past, label: str) -> None:
    begins, later = (
        range_words(build(replace(keeper(days), profile=Profile(past=past)), after(days)))
        for days in (0, 28)
    )
    assert f"| {label} | {begins} | {later} |" in FIRST_WEEK

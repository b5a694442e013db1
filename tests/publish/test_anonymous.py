"""The anonymous export: a score can be worked out from it, and nothing about its owner."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from ssi_tui import __version__
from ssi_tui.core.calendar import Schedule
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS, FORMULA_VERSION, PAST_START, PILLAR_RULES, Action
from ssi_tui.core.history.history import history_of
from ssi_tui.core.model import (
    Log,
    Past,
    Peers,
    Profile,
    Reading,
    TargetVersion,
    TaskDefinition,
    TimeOff,
    WorkdaysVersion,
)
from ssi_tui.core.score.calibration import (
    Calibration,
    _fit,
    calibrate,
    calibrated_setups,
    drift_of,
)
from ssi_tui.core.score.kalman import Learned, prior_bank
from ssi_tui.core.score.reach import openings, reaches_of
from ssi_tui.core.score.scoring import (
    DayUnits,
    PillarSetup,
    add,
    days_of,
    fade,
    scores,
    starting_stocks,
)
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from ssi_tui.publish.anonymous import LETTERS, anonymous_json
from tests.core.builders import after, away, keeper, tally
from tests.core.strategies import FEWER, Case, cases

TODAY = after(60)
# The day that a reader calls the first.
FIRST = date(2001, 1, 1)
NAMES = {"own1", "own2"}
KEYS = {
    *("kind", "schema", "version", "formula", "days", "base", "workdays", "sales_navigator"),
    *("past", "own", "entries", "readings"),
}
WORDS = {
    *("ssi-tui anonymous", __version__, FORMULA_VERSION, *Past, *ACTIONS, *KEYS, *NAMES),
    *(quality for action in ACTIONS.values() for quality in action.qualities),
}


def strings(value: object) -> Iterator[str]:
    """Yield every text in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from (key, *strings(below))
    elif isinstance(value, list):
        for below in value:
            yield from strings(below)


class Clock:
    """The activity clock of a file, whose first day is 1."""

    def __init__(self, file: dict[str, Any]) -> None:
        self._file = file

    def clock(self, day: date) -> float:
        """Return by how many days it advances when a day opens."""
        number = (day - FIRST).days + 1
        a_week = [count for start, count in self._file["workdays"] if start <= number][-1] or 7
        return 7.0 / a_week if self._file["days"][number - 1] in "wo" else 0.0


def fitted(
    pillars: tuple[PillarSetup, ...], file: dict[str, Any], doses: Mapping[date, DayUnits]
) -> tuple[PillarSetup, ...]:
    """Return the pillars with what the readings of a file say of the person."""
    if not file["readings"]:
        return pillars
    known = tuple(Learned(prior_bank(Past(file["past"]))) for _ in pillars)
    clock: Any = Clock(file)
    mornings = dict(openings(doses, clock, FIRST, FIRST + timedelta(len(file["days"]) - 1)))
    days = [FIRST + timedelta(days=max(number, 1) - 1) for number, *_ in file["readings"]]
    last = since = days[0]
    for day, (number, *values) in zip(days, file["readings"], strict=True):
        reaches = reaches_of(pillars, mornings[day])
        gap, span = max(1 - number, 0), (since, last)
        known = tuple(
            old.with_reading(reach, value - one.base, gap, drift_of(old.steps, span, day))
            for old, reach, value, one in zip(known, reaches, values, pillars, strict=True)
        )
        last = day
    return calibrated_setups(pillars, Calibration(since, last, len(days), tuple(map(_fit, known))))


def score_of(text: str) -> float:
    """Return the total of the last evening, worked out from a file alone."""
    file: dict[str, Any] = json.loads(text)
    pillars = tuple(
        PillarSetup(
            pillar,
            base,
            rule.ceiling_navigator if file["sales_navigator"] else rule.ceiling,
            rule.half_life,
            rule.half_pace,
            start=PAST_START[Past(file["past"])],
        )
        for (pillar, rule), base in zip(PILLAR_RULES.items(), file["base"], strict=True)
    )
    actions = []
    turns = sorted({1, *(start for versions in file["own"].values() for start, *_ in versions)})
    for turn in turns:
        own = {}
        for name, versions in file["own"].items():
            _, points, repeat = [one for one in versions if one[0] <= turn][-1]
            own[name] = Action(name, name, 1.0, repeat, tuple(points), name)
        actions.append((FIRST + timedelta(days=turn - 1), {**ACTIONS, **own}))
    schedule = Schedule(actions=((date.min, actions[0][1]), *actions))
    entries = [
        tally(FIRST + timedelta(days=day - 1), task, count, quality)
        for day, task, count, quality in file["entries"]
    ]
    doses = days_of(entries, schedule.actions_on)
    pillars = fitted(pillars, file, doses)
    stocks = starting_stocks(pillars)
    for number in range(len(file["days"])):
        day = FIRST + timedelta(days=number)
        stocks = fade(stocks, pillars, Clock(file).clock(day))
        if day in doses:
            stocks = add(stocks, doses[day].doses())
    return sum(scores(stocks, pillars))


OWN = (
    TaskDefinition("endorse", "endorse Ada", "x", 0.5, 0.7, (0.0, 0.0, 0.0, 4.0)),
    TaskDefinition("walk", "walk with Grace", "y", 3.0, 0.5, (1.0, 0.0, 2.0, 0.0)),
    TaskDefinition("endorse", points=(0.0, 2.0, 0.0, 4.0), valid_from=after(30)),
)
PERSON = replace(
    keeper(60),
    tallies=tuple(
        sorted(
            (
                *keeper(60).tallies,
                tally(after(2), "endorse", 3),
                tally(after(40), "endorse"),
                tally(after(3), "connect", 2, "plain"),
            ),
            key=lambda one: one.day,
        )
    ),
    profile=Profile(frozenset({"photo", "headline"}), 320, True, Past.SOME, after(0)),
    workdays=(
        WorkdaysVersion(date.min, frozenset(range(5))),
        WorkdaysVersion(after(21), frozenset()),
        WorkdaysVersion(after(28), frozenset({0, 1, 2})),
    ),
    time_off=(away(after(12), after(13)), away(after(32))),
    tasks=OWN,
    readings=(Reading(after(40), (17.4, 10.0, 11.0, 15.6), Peers(3)),),
)


def test_it_holds_what_the_score_follows_from_and_nothing_else() -> None:
    file = json.loads(anonymous_json(PERSON, TODAY))
    assert file.keys() == KEYS
    assert file["days"].startswith("wwwwwrrwwwwwxxwwwwwrrwwwwwwwwwwrroxxw"[:14])
    assert len(file["days"]) == 61
    assert file["workdays"] == [[1, 5], [22, 0], [29, 3]]
    assert file["own"] == {
        "own1": [[1, [0.0, 0.0, 0.0, 4.0], 0.7], [31, [0.0, 2.0, 0.0, 4.0], 0.7]]
    }
    assert [3, "own1", 3, None] in file["entries"]
    assert [4, "connect", 2, "plain"] in file["entries"]
    assert file["readings"] == [[41, 17.4, 10.0, 11.0, 15.6]]
    assert file["past"] == "some"


def test_every_text_is_one_of_a_closed_list() -> None:
    file = json.loads(anonymous_json(PERSON, TODAY))
    assert set(file.pop("days")) <= set(LETTERS.values())
    assert set(strings(file)) <= WORDS


def test_two_logs_that_differ_in_who_and_when_are_the_same_file() -> None:
    """Names, notes, reasons, keys and promises leave no trace, nor does a shift by whole weeks."""
    weeks = timedelta(weeks=30)

    def later(day: date) -> date:
        return day if day == date.min else day + weeks

    other = Log(
        tallies=tuple(
            replace(
                one,
                day=later(one.day),
                task={"endorse": "kudos"}.get(one.task, one.task),
                minutes=7.0,
                untimed=0,
            )
            for one in PERSON.tallies
        ),
        profile=replace(PERSON.profile, connections=340, past_answered=later(after(5))),
        workdays=tuple(
            WorkdaysVersion(later(one.valid_from), one.weekdays) for one in PERSON.workdays
        ),
        targets=(TargetVersion("comment", date.min, 9),),
        time_off=tuple(
            TimeOff(f"{one.id}-", later(one.start), later(one.end), "why")
            for one in PERSON.time_off
        ),
        day_notes={later(after(3)): "a secret"},
        readings=tuple(replace(one, day=later(one.day), industry=None) for one in PERSON.readings),
        tasks=tuple(
            replace(
                one,
                id={"endorse": "kudos", "walk": "zoo"}[one.id],
                label=one.label and f"{one.label}!",
                key=one.key and one.key.upper(),
                valid_from=later(one.valid_from),
            )
            for one in PERSON.tasks
        ),
        begun=date(2020, 1, 1),
    )
    assert anonymous_json(other, later(TODAY)) == anonymous_json(PERSON, TODAY)


def test_an_empty_log_has_no_pattern() -> None:
    with pytest.raises(RefusedError, match="your log is empty"):
        anonymous_json(Log(), TODAY)


def total_of(log: Log, today: date) -> float:
    """Return the total of a log, its readings fitted to all that it holds."""
    schedule = Schedule.of(log)
    days = days_of(log.tallies, schedule.actions_on)
    fit = calibrate(log.profile, schedule, days, log.tallies[0].day, log.readings, today)
    return build(log, today, history=history_of(log, today, fit)).total


@settings(FEWER)
@given(cases(span=60, asked=True, extreme=False))
def test_a_reader_of_the_file_gets_the_score_of_the_log(case: Case) -> None:
    """Within a twentieth of a point, whatever the workdays and the time off."""
    if case.log.tallies:
        read = score_of(anonymous_json(case.log, case.today))
        assert abs(read - total_of(case.log, case.today)) <= 0.05


@pytest.mark.parametrize(
    "days", [(), (-20, -9), (20, 40), (-9, 0, 20)], ids=["none", "before", "within", "both"]
)
def test_a_reader_gets_the_score_of_one_with_tasks_of_their_own(days: tuple[int, ...]) -> None:
    """And what readings say of the person; of those from before the log, the newest counts."""
    given = tuple(Reading(after(day), (17.4 - day / 9, 10.0, 11.0, 15.6 + day / 9)) for day in days)
    log = replace(PERSON, readings=given)
    text = anonymous_json(log, TODAY)
    assert abs(score_of(text) - total_of(log, TODAY)) <= 0.05
    assert len(json.loads(text)["readings"]) == len(days) - (-20 in days)

"""What stands below the routine: the plan with what can wait, and every other state of the day."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

import pytest

from ssi_tui.core.formula import PLAN_CAPS
from ssi_tui.core.history.runs import Run
from ssi_tui.core.model import Question, TargetVersion, TaskDefinition
from ssi_tui.core.text.words import signed
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.today.next import Line, next_lines, time_off_from
from ssi_tui.core.value import Late, replace
from tests.core.builders import MONDAY, after, away, keeper, log_of, tally

YEAR = keeper(84)
DAY = after(84)
ROUTINE = (("comment", 2), ("share", 1), ("message", 1), ("search", 1), ("connect", 1))


def on(day: date, *done: tuple[str, int]) -> Dashboard:
    """Return a day on which some actions were done, with twelve weeks of the routine behind it."""
    ticks = tuple(tally(day, task, count=count) for task, count in done)
    return build(replace(YEAR, tallies=(*YEAR.tallies, *ticks)), day)


def tenths(lines: Sequence[Line]) -> int:
    """Return the sum of the numbers that are shown, in tenths."""
    return sum(round(float(line.number) * 10) for line in lines if line.number)


# The plan.


@pytest.mark.parametrize("done", [ROUTINE[:at] for at in range(5)], ids=len)
@pytest.mark.parametrize("asking", [(), (Question.PAST,), tuple(Question)])
def test_the_gains_that_are_shown_add_up_to_their_sum(
    done: tuple[tuple[str, int], ...], asking: tuple[Question, ...]
) -> None:
    """Also where the last row stands for several."""
    title, *lines = next_lines(on(DAY, *done), asking=asking)
    assert title.label == "NEXT"
    assert len(lines) <= 3
    assert tenths(lines) == tenths([title])


def test_more_than_three_items_end_in_a_row_for_the_others() -> None:
    """With their names."""
    shown = on(DAY)
    items = shown.advice.plan.items
    lines = next_lines(shown)
    assert len(items) > 3
    assert lines[3].label == f"+ {len(items) - 2} more"
    assert lines[3].forms[0].count(",") == len(items) - 3


def test_an_undone_task_that_is_not_in_the_plan_can_wait() -> None:
    """It names the pillar that it is for, and for how long."""
    shown = on(DAY, ("share", 3), ("message", 1))
    planned = {item.action for item in shown.advice.plan.items}
    waiting = [line for line in next_lines(shown) if line.faint]
    assert {line.key for line in waiting} == {"comment", "search", "connect"} - planned
    assert all(line.forms[0].startswith("can wait, ") for line in waiting)


def test_a_task_of_ones_own_is_not_in_the_plan() -> None:
    """The plan knows the activities of the formula alone."""
    own = TaskDefinition("call", label="call", minutes=2.0, valid_from=after(0))
    asked = TargetVersion("call", after(0), 1)
    log = replace(YEAR, tasks=(own,), targets=(*YEAR.targets, asked))
    ticks = tuple(tally(DAY, task, count=count) for task, count in ROUTINE[:4])
    lines = next_lines(build(replace(log, tallies=(*log.tallies, *ticks)), DAY))
    assert "call" not in PLAN_CAPS
    assert [line.forms[0] for line in lines if line.key == "call"] == ["not in the plan"]


def test_what_exceeds_the_target_is_beyond_the_routine() -> None:
    """The rest of an item is what the routine asks for."""
    shown = on(DAY)
    for line in next_lines(shown)[1:]:
        row = next((row for row in shown.tasks if row.task == line.key), None)
        item = next((item for item in shown.advice.plan.items if item.action == line.key), None)
        if row is not None and item is not None:
            beyond = max(0, item.count - row.missing)
            assert line.after[0] == (f"{beyond} beyond routine" if beyond else "")


def test_the_questions_keep_the_third_row() -> None:
    """Whatever stands in the others."""
    for shown in (on(DAY), on(DAY, *ROUTINE), on(DAY + timedelta(days=5))):
        assert next_lines(shown, asking=tuple(Question))[3].key == "profile"


# Other days.


def test_a_finished_day_says_what_it_added_and_what_the_next_one_is_worth() -> None:
    shown = on(DAY, *ROUTINE)
    title, run, tomorrow = next_lines(shown)
    assert (title.label, title.number) == ("DONE", signed(shown.added))
    assert run.forms[0].endswith(f"workdays with 3+ tasks, best {shown.run.longest}")
    assert tomorrow.label == "tomorrow"


def test_a_round_run_says_so() -> None:
    """At thirty and a hundred workdays, and at no other."""
    shown = on(DAY, *ROUTINE)
    for current, said in ((30, True), (31, False), (100, True)):
        run = replace(shown.run, current=current)
        lines = next_lines(replace(shown, late_run=Late(partial(Run, run.current, run.longest))))
        assert lines[1].forms[0].endswith(", a round number") is said


def test_time_off_before_the_next_workday_has_a_row_of_its_own() -> None:
    """What skipping that workday costs is the difference of doing and skipping it (F4)."""
    log = replace(YEAR, time_off=(away(DAY + timedelta(days=1), DAY + timedelta(days=11)),))
    ticks = tuple(tally(DAY, task, count=count) for task, count in ROUTINE)
    shown = build(replace(log, tallies=(*log.tallies, *ticks)), DAY)
    _, _, off, back = next_lines(shown)
    stake = shown.stake
    assert stake is not None
    assert stake.away is not None
    assert (off.label, off.after[0]) == ("time off", "by Mon 13 Apr")
    assert back.forms[0] == "if you skip it"
    assert stake.away < stake.change < 0.0


def test_a_rest_day_says_what_the_next_workday_asks_for_and_what_waits() -> None:
    saturday = DAY + timedelta(days=5)
    title, monday, review = next_lines(on(saturday), review=saturday - timedelta(days=5))
    assert title.label == "REST DAY"
    assert (monday.label, monday.forms[0], monday.minutes) == (
        "Monday",
        "2 comments, 4 others",
        13.0,
    )
    assert review.forms[0] == "this week is waiting, about 5 minutes"


def test_time_off_says_when_the_routine_is_back_and_what_fades() -> None:
    log = replace(YEAR, time_off=(away(DAY, DAY + timedelta(days=4)),))
    title, back, fades = next_lines(build(log, DAY))
    assert title.forms[0] == "until Fri 3 Apr; nothing is due"
    assert back.forms[0] == "Mon 6 Apr"
    assert float(fades.number.replace("−", "-")) < -1.0


def test_time_off_ahead_stands_in_a_free_row() -> None:
    """Within two weeks; a wide header says it itself."""
    soon = build(
        replace(YEAR, time_off=(away(DAY + timedelta(days=9), DAY + timedelta(days=11)),)), DAY
    )
    done = tuple(tally(DAY, task, count=count) for task, count in ROUTINE)
    shown = build(replace(soon.source.log, tallies=(*YEAR.tallies, *done)), DAY)
    assert time_off_from(shown) == DAY + timedelta(days=9)
    assert next_lines(shown, ahead=True)[-1].forms == ("from Wed 8 Apr",)
    assert "time off" not in {line.label for line in next_lines(shown)}
    assert time_off_from(on(DAY)) is None


def test_a_first_day_starts_with_questions_and_an_import() -> None:
    """On any weekday."""
    empty = build(log_of(), MONDAY)
    assert [line.label for line in next_lines(empty, asking=tuple(Question))] == [
        "START",
        "profile",
        "import",
    ]
    assert [line.label for line in next_lines(empty)] == ["START", "import"]

"""Today by keys: what a tick, a step back, an undo and a redo change on the screen and on disk."""

import asyncio
from datetime import date, timedelta

import pytest
from rich.segment import Segment
from textual.geometry import Region

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import TaskDefinition
from ssi_tui.core.text.bars import EIGHTHS
from ssi_tui.core.text.words import signed
from ssi_tui.tui.dialogs.more import LESS_FREQUENT
from ssi_tui.tui.look.grid import CURSOR
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.today.next import NextPanel
from ssi_tui.tui.today.routine import RoutinePanel
from ssi_tui.tui.view.key_line import KeyLine
from ssi_tui.tui.widgets.pillars import PillarsPanel
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, WIDE, Session

TASKS = {"c": "comment", "s": "share", "m": "message", "f": "search", "n": "connect"}
HALF_DONE = {"comment": 1, "share": 1, "search": 1}
PEOPLE = 2
SATURDAY = date(2026, 11, 28)
SUNDAY = date(2026, 11, 29)


def cursor_row(app: Session) -> str:
    """Return the row of the routine under the cursor."""
    return next(row for row in app.painted(RoutinePanel) if row.startswith(CURSOR))


def bar(row: str) -> float:
    """Return the length of a bar in cells, without its line."""
    return sum(EIGHTHS.find(character) for character in row[19:44] if character in EIGHTHS) / 8


def words(row: str) -> str:
    """Return the words of a row."""
    return " ".join(row.split())


def total(app: Session) -> float:
    """Return the total as it is shown."""
    return float(app.painted(PillarsPanel)[0][44:50])


def people(app: Session) -> str:
    """Return the score of People as it is shown."""
    return app.painted(PillarsPanel)[PEOPLE][46:50]


# Ticking.


def test_the_title_shows_half_minutes(open_app: OpenApp) -> None:
    """Minutes of 13.5 and 14.5 are not both 14."""
    app = open_app(scenes.first_run)
    with app.elsewhere() as tracker:
        own = TaskDefinition("kudos", key="d", minutes=0.5, points=(0.0, 0.0, 0.0, 1.0))
        tracker.tasks.define(own)
    app.look_around()
    app.press(*"dccsmfn")
    assert "13.5 of 13.5 min" in app.row_with("ROUTINE")
    app.press("d", "d")
    assert "13.5 of 13.5 min  +1 min" in app.row_with("ROUTINE")


@pytest.mark.parametrize(("key", "task"), TASKS.items())
def test_each_task_has_a_key_that_ticks_it(open_app: OpenApp, key: str, task: str) -> None:
    """The database holds it, and the row counts it."""
    app = open_app(scenes.first_run)
    app.press(key)
    assert app.logged() == {task: 1}
    assert "1 of " in app.task_row(task)
    assert app.task_row(task)[19] == "●"


def test_a_tick_is_stored_with_its_source_and_its_instant(today: Session) -> None:
    """By the clock that was handed in."""
    today.press("c")
    with today.elsewhere() as tracker:
        entry = tracker.newest("comment", MONDAY)
    assert entry is not None
    assert (entry.source, entry.count, entry.at) == ("tui", 1, today.clock.instant)


def test_three_presses_log_three(today: Session) -> None:
    """More than the target is counted too, beside it."""
    today.press("c", "c", "c")
    assert today.logged()["comment"] == 4
    assert "● ● ● ●" in today.task_row("comment")
    assert "2 of 2 +2" in today.task_row("comment")


def test_a_tick_fills_the_next_dot_and_counts_up(today: Session) -> None:
    """The minutes of the task disappear once it is done, and the check mark comes."""
    assert words(today.task_row("comment")) == "c comment ● ○ 1 of 2 2 min"
    today.press("c")
    assert words(today.task_row("comment")) == "▌ c comment ● ● 2 of 2 ✓ done"


def test_a_tick_moves_the_minutes(today: Session) -> None:
    """Seven of thirteen, then nine; the line beside them grows."""
    before = today.painted(RoutinePanel)[0]
    after = today.press("c").painted(RoutinePanel)[0]
    assert "7 of 13 min" in before
    assert "9 of 13 min" in after
    assert after.count("━") > before.count("━")


def test_a_tick_moves_bars_and_total(today: Session) -> None:
    """Two connects lengthen the bar of People."""
    rows, before = today.painted(PillarsPanel), total(today)
    today.press("n", "n")
    assert bar(today.painted(PillarsPanel)[PEOPLE]) > bar(rows[PEOPLE])
    assert total(today) > before


def test_a_tick_changes_the_plan_and_the_warning(today: Session) -> None:
    """What was asked for is done; the collapse moves to where the warning said."""
    assert "n  connect    " in today.text
    assert "People drops below its collapse line on Thu 26 Nov" in today.text
    assert "Two connects move that to Fri 27 Nov." in today.text
    today.press("n", "n")
    assert "n  connect" not in "\n".join(today.painted(NextPanel))
    assert "People drops below its collapse line on Fri 27 Nov" in today.text


def test_a_pillar_that_is_back_today_is_said_to_be(open_app: OpenApp) -> None:
    """Two weeks without anything: the weekday of today would read like another day."""
    app = open_app(day=MONDAY + timedelta(weeks=2))
    assert "Two connects bring it back today." in app.text


def test_a_tick_says_what_it_gained_and_what_comes_next(open_app: OpenApp) -> None:
    """The task with its count, the pillar that rose most, the next quality, and the way back."""
    app = open_app(scenes.monday, MEDIUM).press("m")
    told = "  ✓ message, 1 of 1   Insights +0.2   e got a reply   u undo   "
    assert app.last.startswith(told)


def test_a_tick_beyond_the_target_says_how_far(today: Session) -> None:
    """The target is not raised by it."""
    assert today.press("c", "c").last.startswith("  ✓ comment, 2 of 2 +1 ")


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("answer", "✓ answer, message 1 of 1 +1   "),
        ("reply", "✓ reply, comment 2 of 2   "),
        ("post", "✓ post, share 1 of 1 +1   "),
        ("article", "✓ article, 1   "),
    ],
)
def test_another_activity_names_the_task_that_it_counts_toward(
    open_app: OpenApp, action: str, told: str
) -> None:
    """As that is what its count is of; ``also`` holds only what counts toward none."""
    app = open_app(size=MEDIUM).press("m", "x")
    app.press(*["j"] * [other.id for other in LESS_FREQUENT].index(action), "enter", "escape")
    assert app.last.startswith(f"  {told}")
    assert "   u undo   " in app.last
    also = [words(row) for row in app.painted(RoutinePanel) if "also" in row]
    assert also == (["also article"] if action == "article" else [])


def test_on_a_rest_day_another_activity_says_its_own_count(open_app: OpenApp) -> None:
    """A message of the same day is not one of them."""
    app = open_app(day=SATURDAY).press("m", "x")
    at = [other.id for other in LESS_FREQUENT].index("answer")
    app.press(*["j"] * at, "enter", "escape")
    assert app.last.startswith("  ✓ answer, 1   ")


def test_invitations_without_a_note_left_are_plain(open_app: OpenApp) -> None:
    """Five personal notes a month; the key for the quality offers the next one."""
    app = open_app(scenes.first_run, WIDE)
    assert app.task_row("connect").endswith("5 notes left in Nov")
    assert "e plain" in app.press("n").last
    app.press("n", "n", "n", "n")
    assert "e plain" in app.last
    assert "e to a decision maker" in app.press("n").last
    app.press("u", "minus")
    assert app.logged() == {"connect": 4}


@pytest.mark.parametrize(("key", "task"), TASKS.items())
def test_the_cursor_follows_the_tick(today: Session, key: str, task: str) -> None:
    """So that the quality, the note and one less are those of what was done last."""
    assert task in cursor_row(today.press(key))


def test_the_quality_is_that_of_the_task_that_was_ticked(today: Session) -> None:
    """A comment ticked before keeps its own."""
    today.press("c", "n", "e")
    with today.elsewhere() as tracker:
        found = [tracker.newest(task, MONDAY) for task in ("comment", "connect")]
    assert [entry.quality for entry in found if entry is not None] == [None, "decision_maker"]


def test_the_cursor_goes_to_what_was_undone(today: Session) -> None:
    """And to what was redone."""
    today.press("n", "k", "k", "u")
    assert "connect" in cursor_row(today)
    assert "connect" in cursor_row(today.press("k", "ctrl+r"))


def test_what_is_logged_in_the_list_of_other_activities_moves_no_cursor(today: Session) -> None:
    """Its message offers to take it back, and no quality."""
    before = cursor_row(today)
    today.press("x", "space", "escape")
    assert cursor_row(today) == before


def test_the_cursor_begins_at_the_first_task_of_the_plan(today: Session) -> None:
    """Which is the one that is worth most."""
    first = today.painted(NextPanel)[1].split()[1]
    assert first in cursor_row(today)


# The cursor.


def test_the_cursor_moves_with_letters_and_arrows_and_stays_on_the_tasks(today: Session) -> None:
    """It stops at both ends."""
    assert "comment" in cursor_row(today.press(*"kkkk"))
    assert "share" in cursor_row(today.press("j"))
    assert "message" in cursor_row(today.press("down"))
    assert "share" in cursor_row(today.press("k"))
    assert "comment" in cursor_row(today.press("up", "up", "up"))
    assert "connect" in cursor_row(today.press(*"jjjjjjj"))


@pytest.mark.parametrize("key", ["space", "enter"])
def test_the_task_under_the_cursor_is_ticked(today: Session, key: str) -> None:
    """With the space bar, or enter."""
    today.press(*"kkkkjj", key)
    assert today.logged() == {**HALF_DONE, "message": 1}


def test_minus_takes_one_back_from_the_task_under_the_cursor(today: Session) -> None:
    """The count on the screen and on disk."""
    today.press("k", "minus")
    assert today.logged() == {"comment": 1, "share": 1}
    assert "0 of 1" in today.task_row("search")
    assert today.last.startswith("  Took back search (now 0 of 1). ")
    assert "u undo" in today.last


def test_minus_on_a_task_without_entries_says_so_and_changes_nothing(today: Session) -> None:
    """A sentence in the last row."""
    today.press(*"kkkkjj", "minus")
    assert "o message " in today.last
    assert today.logged() == HALF_DONE


def test_e_cycles_the_quality_of_the_newest_entry(open_app: OpenApp) -> None:
    """Each press goes on to the next one, and the last row says which."""
    app = open_app(scenes.first_run)
    app.press("n")
    for words in ("plain", "to a decision maker", "with a note"):
        assert app.press("e").last.startswith(f"  ✓ connect, {words}   ")
    assert app.logged() == {"connect": 1}


def test_e_on_a_task_without_qualities_says_so(today: Session) -> None:
    """There is nothing to choose for a search."""
    assert "Search has no qualities" in today.press("k", "e").last


# Undo and redo.


def test_undo_takes_the_last_tick_back_and_says_so(today: Session) -> None:
    """Its count now, a pillar before and after, and the key that brings it back."""
    before, less = today.rows, people(today)
    more = people(today.press("n"))
    today.press("u")
    assert today.logged() == HALF_DONE
    assert today.rows[:-1] == before[:-1]
    told = f"  Undid connect (now 0 of 1). People {more} → {less}.   ^r redo   "
    assert today.last.startswith(told)
    assert today.last.endswith("? help  q quit")


def test_redo_brings_it_back_and_says_so(today: Session) -> None:
    """With the key that undoes it again."""
    less = people(today)
    after = today.press("n").rows
    today.press("u", "ctrl+r")
    assert today.logged() == {**HALF_DONE, "connect": 1}
    assert today.rows[:-1] == after[:-1]
    told = f"  Redid connect (now 1 of 1). People {less} → {people(today)}.   u undo   "
    assert today.last.startswith(told)


def test_undo_with_nothing_to_undo_says_so(open_app: OpenApp) -> None:
    """An empty log."""
    assert "Nothing to undo." in open_app(scenes.first_run).press("u").last


def test_redo_with_nothing_to_redo_says_so(today: Session) -> None:
    """Nothing was undone."""
    assert "othing to redo." in today.press("ctrl+r").last


def test_the_row_of_connect_says_how_many_personal_notes_are_left(today: Session) -> None:
    """Until it is done."""
    assert today.task_row("connect").endswith("no notes until Dec")
    assert today.press("n").task_row("connect").endswith("✓ done")


def test_a_new_message_takes_the_place_of_the_one_before(today: Session) -> None:
    """The newest one is read."""
    today.press("c", "u", "ctrl+r")
    assert "Undid" not in today.last
    assert "Redid" in today.last


# What the day asks for.


def test_the_done_panel_takes_the_place_of_the_plan(today: Session) -> None:
    """It says what the day has brought, the run, and what skipping the next one would cost."""
    today.press("c", "m", "n")
    rows = today.painted(NextPanel)
    assert rows[0].startswith("  DONE             close the laptop ")
    assert rows[0].split()[4] == signed(today.shown.added)
    assert words(rows[1]) == "run 235 workdays with 3+ tasks, best 235"
    assert "if you skip it" in rows[2]
    assert "NEXT" not in today.text


def test_a_task_taken_back_brings_the_plan_back(open_app: OpenApp) -> None:
    """The day is not done any more."""
    app = open_app(scenes.done)
    assert "close the laptop" in app.text
    app.press("minus")
    assert "close the laptop" not in app.text
    assert "NEXT" in app.text


def test_the_first_run_names_the_keys_and_is_ready_to_tick(open_app: OpenApp) -> None:
    """It is too early to judge any pillar; the first tick makes way for the plan."""
    app = open_app(scenes.first_run)
    assert "START            Done one? Press its letter: c s m f n." in app.text
    assert "Collapse warnings start after 10 workdays; this is the first." in app.text
    assert app.text.count("too early to judge") == 4
    app.press("c")
    assert "START" not in app.text
    assert "best use of 11 minutes" in app.painted(NextPanel)[0]


def test_the_minutes_left_are_told_with_their_decimal(open_app: OpenApp) -> None:
    """A reaction takes a fifth of a minute."""
    app = open_app()
    with app.elsewhere() as tracker:
        tracker.tick([("reaction", 1)])
    app.look_around()
    assert "best use of 5.8 minutes" in app.painted(NextPanel)[0]


def test_more_than_the_minutes_allow_is_no_reproach(open_app: OpenApp) -> None:
    """The plan says that none are left, and what can wait."""
    app = open_app(scenes.first_run)
    app.press("s", "s", "s", "s", "s")
    assert app.painted(NextPanel)[0].endswith("no minutes left for today")
    assert words(app.painted(NextPanel)[1]) == "c comment can wait"


def test_a_rest_day_asks_for_nothing_but_can_be_used(open_app: OpenApp) -> None:
    """A Saturday, with what Monday asks for and the review that waits."""
    app = open_app(day=SATURDAY)
    assert [words(row) for row in app.painted(NextPanel)] == [
        "REST DAY nothing is due, and nothing fades",
        "Monday 2 comments, 4 others 13 min",
        "4 review this week is waiting, about 5 minutes",
    ]
    assert words(app.row_with("ROUTINE")) == "ROUTINE rest day 0 min"
    assert words(app.task_row("share")) == "s share – 1 on Monday"
    app.press("c")
    assert words(app.task_row("comment")) == "▌ c comment ● 1 2 on Monday"
    assert app.logged(SATURDAY) == {"comment": 1}


def test_time_off_says_until_when_and_mutes_the_risk(open_app: OpenApp) -> None:
    """Nothing is due, nothing is asked; a tick counts."""
    app = open_app()
    assert " if you do nothing" in app.text
    app.app.tracker.routine.take_time_off(MONDAY, SUNDAY, "")
    app.press("s")
    title, *rows = [words(row) for row in app.painted(NextPanel)]
    assert title == "TIME OFF until Sun 29 Nov; nothing is due"
    assert rows[0] == "back on Mon 30 Nov"
    assert rows[1].startswith("until then the score keeps fading −")
    assert "     People drops below its collapse line on Thu 26 Nov." in app.rows
    assert "     Your routine is back before that, on Mon 30 Nov." in app.rows
    assert " if you do nothing" not in app.text
    assert app.text.count("time off") == 5
    assert " that to " not in app.text
    assert app.logged()["share"] == 2


def test_every_task_of_the_routine_has_its_key_in_its_row(today: Session) -> None:
    """The key that ticks it."""
    rows = today.painted(RoutinePanel)[1:6]
    assert [(row[2], row[5:18].strip()) for row in rows] == [
        (key, ACTIONS[task].label) for key, task in TASKS.items()
    ]


def test_a_newcomer_is_told_the_keys_on_a_weekend_too(open_app: OpenApp) -> None:
    """Although nothing is due."""
    app = open_app(scenes.first_run, day=MONDAY + timedelta(days=5))
    assert "Press its letter: c s m f n." in app.painted(NextPanel)[0]


def test_a_tick_paints_the_rows_that_it_changes(
    today: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each row on the way from a key to the screen is time: what says the same is left alone."""
    painted: list[tuple[str, int]] = []
    find = Painted.changed

    def recorded(panel: Painted) -> list[Region]:
        found = find(panel)
        painted.extend((type(panel).__name__, part.y) for part in found)
        return found

    monkeypatch.setattr(Painted, "changed", recorded)
    rows = today.rows
    today.press("c")
    changed = [y for y, (old, new) in enumerate(zip(rows, today.rows, strict=True)) if old != new]
    assert changed
    assert ("RoutinePanel", 1) in painted
    assert "TabBar" not in {name for name, _ in painted}
    assert len(set(painted)) <= len(changed) + 1


def test_no_panel_takes_the_paint_of_another(today: Session) -> None:
    """What changes within one frame is painted in it, whoever has asked for it first."""
    screen = today.app.screen
    keys, panel = screen.query_one(KeyLine), screen.query_one(RoutinePanel)

    async def together(place: int) -> None:
        keys.highlight_link_id = f"{place}"
        await asyncio.sleep(0.005)
        panel.cursor = place

    for place in (2, 3, 2, 3):
        today.run(together(place))
        today.settle()
        assert not keys._repaint_regions


def test_what_answers_a_click_is_marked_under_the_mouse(today: Session) -> None:
    """And is no more once the mouse has left it."""
    key, cell = today.app.screen.query_one(RoutinePanel), Region(0, 1, 3, 1)

    def looks() -> list[Segment]:
        return list(key.render_lines(cell)[0])

    before = looks()
    today.hover(2, key.region.y + 1)
    assert looks()[-1].text == before[-1].text
    assert looks() != before
    today.hover(2, key.region.y)
    assert looks() == before

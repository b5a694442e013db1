"""Days: earlier ones on the same screen, the change of the day, ticks of other processes."""

from datetime import date, timedelta

import pytest

from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.model import PILLARS
from ssi_tui.core.text.rounding import shown_total
from ssi_tui.core.text.words import number, signed
from ssi_tui.tui.dialogs.forms.ask import DateDialog
from ssi_tui.tui.today.next import NextPanel
from ssi_tui.tui.today.routine import RoutinePanel
from ssi_tui.tui.widgets.pillars import PillarsPanel
from tests.tools import scenes
from tests.tools.scenes import MONDAY, at_seven
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, SMALL, Session

BEFORE, AFTER = "left_square_bracket", "right_square_bracket"
FRIDAY, SUNDAY = date(2026, 11, 20), date(2026, 11, 22)
TUESDAY = date(2026, 11, 24)


# Earlier days.


def test_the_day_before_is_shown_and_marked_as_not_today(today: Session) -> None:
    """What the day changed takes the place of the plan, the date stands at the top right."""
    today.press(BEFORE, BEFORE, BEFORE)
    assert today.rows[0].endswith("Fri 20 Nov")
    assert today.painted(RoutinePanel)[0].endswith("not today")
    title, *rows = [" ".join(row.split()) for row in today.painted(NextPanel)]
    assert title.startswith("THAT DAY change over that day ")
    assert rows == ["N note none yet", "] next day . back to today"]


def test_another_day_shows_the_scores_of_its_own_evening(today: Session) -> None:
    """The bars are those of that close, and nothing is foretold or warned of."""
    today.press(BEFORE, BEFORE, BEFORE)
    closed = today.shown.source.history.closed
    scores = [closed.score_on(at, FRIDAY) or 0.0 for at in range(4)]
    title, *bars = today.painted(PillarsPanel)
    assert "that evening" in title
    assert title.split()[4] == number(shown_total(scores))
    assert [row.split()[2] for row in bars] == [number(score) for score in scores]
    assert all(row.endswith("above its line") for row in bars)
    assert "days left" not in today.text
    assert "drops below" not in today.text


def test_a_tick_on_another_day_says_what_it_gained_that_evening(today: Session) -> None:
    """Whatever it has added to today's score."""
    today.press(BEFORE, BEFORE, BEFORE)
    before = today.evening
    today.press("c")
    gains = [
        round(round(new.score, 1) - round(old.score, 1), 1)
        for new, old in zip(today.evening, before, strict=True)
    ]
    label = PILLAR_RULES[PILLARS[gains.index(max(gains))]].label
    assert f"   {label} {signed(max(gains))}   " in today.last


def test_a_day_before_the_log_has_no_scores(open_app: OpenApp) -> None:
    """Nobody knows them, and the labels step back."""
    app = open_app(scenes.first_run).press(BEFORE)
    panel = next(panel for panel in app.panels() if isinstance(panel, PillarsPanel))
    assert {piece.role for row in panel.painted()[1:] for piece in row._pieces} == {"muted"}
    assert "before your log" in app.painted(PillarsPanel)[0]
    assert [row.split() for row in app.painted(PillarsPanel)[1:]] == [
        ["Brand"],
        ["People"],
        ["Insights"],
        ["Relationships"],
    ]


def test_a_wider_screen_says_so_in_the_first_row(open_app: OpenApp) -> None:
    """Beside the date."""
    assert open_app(size=MEDIUM).press(BEFORE).rows[0].endswith("Sun 22 Nov 2026, not today")


def test_a_tick_on_an_earlier_day_lands_there(today: Session) -> None:
    """With the instant at which it was logged; today is as it was."""
    before = today.logged(FRIDAY)
    today.press(BEFORE, BEFORE, BEFORE, "m")
    assert today.rows[0].endswith("Fri 20 Nov")
    assert today.logged(FRIDAY) == {**before, "message": before.get("message", 0) + 1}
    assert "message" not in today.logged(MONDAY)
    with today.elsewhere() as tracker:
        late = tracker.newest("message", FRIDAY)
    assert late is not None
    assert late.at == today.clock.instant


def test_one_taken_back_on_an_earlier_day_is_taken_from_there(today: Session) -> None:
    """The counts on the screen are those of the day."""
    comments = today.logged(FRIDAY)["comment"]
    today.press(*"kkkk", BEFORE, BEFORE, BEFORE, "minus")
    assert today.logged(FRIDAY).get("comment", 0) == comments - 1
    assert today.logged()["comment"] == 1


def test_the_day_after_leads_back_and_stops_at_today(today: Session) -> None:
    """There is nothing to tick tomorrow."""
    rows = today.rows
    today.press(BEFORE, BEFORE, AFTER)
    assert today.rows[0].endswith("Sun 22 Nov")
    assert today.press(AFTER).rows == rows
    assert today.press(AFTER).rows == rows


def test_a_full_stop_leads_back_to_today(today: Session) -> None:
    """From any day."""
    rows = today.rows
    assert today.press(BEFORE, BEFORE, BEFORE, "full_stop").rows == rows


def test_g_goes_to_a_date(today: Session) -> None:
    """As it is written in the dialog."""
    today.press("g").enter("2026-11-20").press("enter")
    assert today.rows[0].endswith("Fri 20 Nov")
    today.press("g").enter("yesterday").press("enter")
    assert today.rows[0].endswith("Sun 22 Nov")


def test_g_refuses_what_is_no_day_of_the_log_and_stays_open(today: Session) -> None:
    """A sentence says why; escape changes nothing."""
    rows = today.rows
    for text, answer in (
        ("tomorow", '"tomorow" isn\'t a date; use 23 nov, mon, -7'),
        ("2026-11-24", "Tue 24 Nov 2026 is in the future"),
        ("1999-01-01", "Fri 1 Jan 1999 is before LinkedIn existed"),
        ("2026-02-30", '"2026-02-30" isn\'t a date'),
    ):
        today.press("g").enter(text).press("enter")
        assert answer in today.text
        assert "Go to a date" in today.text
        assert today.press("escape").rows == rows


def test_each_example_beside_the_field_is_a_day_that_it_takes(today: Session) -> None:
    """Here only days up to today are."""
    examples = today.press("g").row_with(" date ").split("  ")[-1].strip()
    assert examples == "23 nov, mon, -7"
    form = today.app.screen
    assert isinstance(form, DateDialog)
    days = [form.read(text) for text in examples.split(", ")]
    assert days == [MONDAY, MONDAY, MONDAY - timedelta(days=7)]


def test_days_before_the_log_can_be_shown_and_ticked(open_app: OpenApp) -> None:
    """What was forgotten can be added."""
    app = open_app(scenes.first_run)
    app.press(BEFORE, "c")
    assert app.logged(SUNDAY) == {"comment": 1}
    assert app.painted(RoutinePanel)[0].endswith("not today")


# The change of the day.


def test_the_day_lasts_until_the_day_start_hour(today: Session) -> None:
    """Half past two at night still belongs to the Monday."""
    today.clock.instant = at_seven(TUESDAY) - timedelta(hours=4, minutes=30)
    today.look_around().press("c")
    assert today.rows[0].endswith("Mon 23 Nov")
    assert today.logged()["comment"] == 2


def test_the_screen_follows_when_the_day_changes(today: Session) -> None:
    """It says which day it is now."""
    today.clock.instant = at_seven(TUESDAY) - timedelta(hours=4)
    today.look_around()
    assert today.rows[0].endswith("Tue 24 Nov")
    assert today.last.startswith("  It's now Tue 24 Nov.")
    assert today.painted(RoutinePanel)[0].split()[-4:] == ["0", "of", "13", "min"]


@pytest.mark.parametrize(
    ("key", "task"), [("c", "comment"), ("n", "connect"), ("space", "connect")]
)
def test_a_key_press_lands_on_the_day_that_was_shown_when_the_day_has_changed(
    today: Session, key: str, task: str
) -> None:
    """Then the app rolls over and says so."""
    before = today.logged().get(task, 0)
    today.clock.move_to(TUESDAY)
    today.press(key)
    assert today.logged(MONDAY)[task] == before + 1
    assert today.logged(TUESDAY) == {}
    assert today.rows[0].endswith("Tue 24 Nov")
    assert today.last.startswith("  It's now Tue 24 Nov.")


def test_a_quality_changed_when_the_day_has_changed_is_that_of_the_day_before(
    today: Session,
) -> None:
    """The app says that it is a new day."""
    today.press(*"kkkk")
    today.clock.move_to(TUESDAY)
    today.press("e")
    with today.elsewhere() as tracker:
        entry = tracker.newest("comment", MONDAY)
    assert entry is not None
    assert entry.quality == "short"
    assert today.last.startswith("  It's now Tue 24 Nov.")


def test_a_day_that_was_opened_on_purpose_does_not_roll(today: Session) -> None:
    """A tick still lands on it."""
    today.press(BEFORE, BEFORE, BEFORE)
    before = today.logged(FRIDAY).get("message", 0)
    today.clock.move_to(TUESDAY)
    today.look_around()
    assert today.rows[0].endswith("Fri 20 Nov")
    today.press("m")
    assert today.rows[0].endswith("Fri 20 Nov")
    assert today.logged(FRIDAY)["message"] == before + 1


def test_the_month_and_the_year_turn_over_like_any_day(open_app: OpenApp) -> None:
    """From New Year's Eve to New Year, with the year in full where there is room."""
    app = open_app(size=MEDIUM, day=date(2026, 12, 31))
    app.clock.move_to(date(2027, 1, 1))
    app.look_around()
    assert "Fri 1 Jan 2027" in app.rows[0]


def test_a_clock_that_is_set_back_shows_the_earlier_day_and_loses_nothing(today: Session) -> None:
    """What is dated after today waits."""
    today.clock.move_to(FRIDAY)
    today.look_around()
    assert today.rows[0].endswith("Fri 20 Nov")
    today.clock.move_to(MONDAY)
    today.look_around()
    assert today.rows[0].endswith("Mon 23 Nov")
    assert today.logged() == {"comment": 1, "share": 1, "search": 1}


@pytest.mark.parametrize("opened", [0, 1], ids=["today", "the day before"])
def test_a_key_press_after_the_clock_was_set_back_lands_on_the_day_that_it_is_now(
    opened: int, today: Session
) -> None:
    """The day that was shown is still to come; the app goes to the new one and says so."""
    today.press(*[BEFORE] * opened)
    today.clock.move_to(FRIDAY)
    before = today.logged(FRIDAY).get("message", 0)
    today.press("m")
    assert today.logged(FRIDAY)["message"] == before + 1
    assert today.rows[0].endswith("Fri 20 Nov")
    assert today.last.startswith("  It's now Fri 20 Nov.")
    today.look_around()
    assert today.last.startswith("  It's now Fri 20 Nov.")


# Other processes.


def test_a_tick_of_another_process_appears(today: Session) -> None:
    """As soon as the app looks around."""
    with today.elsewhere() as tracker:
        tracker.tick([("comment", 1), ("message", 1)])
    assert "1 of 2" in today.task_row("comment")
    today.look_around()
    assert "2 of 2" in today.task_row("comment")
    assert "1 of 1" in today.task_row("message")


def test_the_app_looks_around_by_itself_within_two_seconds(open_app: OpenApp) -> None:
    """Nobody presses a key."""
    app = open_app(scenes.morning, SMALL)
    with app.elsewhere() as tracker:
        tracker.tick([("message", 1)])
    assert app.until(lambda: "1 of 1" in app.task_row("message"), seconds=2.0)


def test_undo_takes_the_last_operation_whatever_process_wrote_it(today: Session) -> None:
    """The one that was written last."""
    with today.elsewhere() as tracker:
        tracker.tick([("message", 1)])
    today.look_around().press("u")
    assert today.logged() == {"comment": 1, "share": 1, "search": 1}
    assert today.last.startswith("  Undid message (now 0 of 1). ")


def test_a_tick_on_top_of_another_process_keeps_both(today: Session) -> None:
    """The app had not looked around yet."""
    with today.elsewhere() as tracker:
        tracker.tick([("comment", 1)])
    today.press("c")
    assert today.logged()["comment"] == 3
    assert "2 of 2 +1" in today.task_row("comment")

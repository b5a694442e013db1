"""The first run: four short steps in the place of NEXT, over a routine that is alive."""

from pathlib import Path

import pytest
from textual import events

from ssi_tui.core.model import Past, Profile
from ssi_tui.tui.today.next import NextPanel
from ssi_tui.tui.today.welcome import PROMISED, STEPS, WelcomePanel
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session, session

MONDAY_TO_FRIDAY = frozenset(range(5))


def is_welcomed(app: Session) -> bool:
    """Tell whether the welcome is on the screen."""
    return any("WELCOME" in row for row in app.rows)


def profile(app: Session) -> Profile:
    """Return the profile that another process would read."""
    with app.elsewhere() as tracker:
        return tracker.routine.profile()


def operations(app: Session) -> int:
    """Return how many undoable steps the log holds."""
    with app.elsewhere() as tracker:
        found = tracker.store.connection.execute("SELECT COUNT(*) FROM operations")
        return int(found.fetchone()[0])


@pytest.fixture
def app(open_app: OpenApp) -> Session:
    """Return the app on a log that nobody has written to."""
    return open_app(scenes.newcomer)


# -- what is seen -----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [SMALL, MEDIUM, WIDE, NARROW], ids=str)
def test_each_step_is_read_whole_beside_routine_and_pillars(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    """At every size that the app supports."""
    app = open_app(scenes.newcomer, size=size)
    for step in range(1, STEPS + 1):
        assert f"{step} of {STEPS}: " in app.row_with("WELCOME")
        assert "0 of 13 min" in app.row_with("ROUTINE")
        assert app.text.count("too early to judge") == 4
        assert "…" not in app.text
        app.press("enter")


def test_the_first_step_gives_the_three_promises(app: Session) -> None:
    for words in PROMISED:
        assert words in app.text


def test_nothing_jumps_from_step_to_step(app: Session) -> None:
    """The pillars stand still."""
    places = set()
    for _ in range(STEPS):
        places.add(next(at for at, row in enumerate(app.rows) if "ESTIMATE" in row))
        app.press("escape")
    assert len(places) == 1


def test_the_last_row_names_the_keys_of_the_welcome_then_those_of_the_routine(
    app: Session,
) -> None:
    assert app.last.startswith("  enter next   esc skip   c s m f n tick")
    app.press(*["escape"] * STEPS)
    assert app.last.startswith("  c s m f n tick")


def test_there_is_one_cursor_at_a_time(app: Session) -> None:
    """That of the routine comes back at the end."""
    app.press("enter")
    assert [row[:5] for row in app.rows if row.startswith("▌")] == ["▌    "]
    app.press(*["escape"] * (STEPS - 1))
    assert [row[:3] for row in app.rows if row.startswith("▌")] == ["▌ c"]


def test_where_not_all_rows_fit_those_around_the_cursor_are_shown(open_app: OpenApp) -> None:
    """At 60x20 the third step takes more than there is."""
    app = open_app(scenes.newcomer, size=NARROW).press("enter", "enter")
    assert "month before" not in app.text
    app.press("j", "j")
    assert app.row_with("month before").startswith("▌")


def test_under_the_smallest_size_the_routine_stands_alone(app: Session) -> None:
    """And the welcome comes back with the room."""
    app.resize(50, 12)
    assert not is_welcomed(app)
    assert "comment" in app.text
    app.resize(80, 24)
    assert is_welcomed(app)
    app.press("enter")
    assert "2 of 4" in app.text


def test_another_day_hides_it_until_today_is_back(app: Session) -> None:
    app.press("left_square_bracket")
    assert not is_welcomed(app)
    app.press("full_stop", "enter")
    assert "2 of 4" in app.row_with("WELCOME")


# -- what the keys do -------------------------------------------------------------------------


def test_a_task_key_ticks_and_ends_the_welcome(app: Session) -> None:
    """For good: undoing the tick does not bring it back."""
    app.press("c")
    assert app.logged() == {"comment": 1}
    assert not is_welcomed(app)
    app.press("u")
    assert app.logged() == {}
    assert not is_welcomed(app)
    assert app.painted(NextPanel)


@pytest.mark.parametrize("step", range(STEPS))
def test_space_and_enter_never_tick_while_the_welcome_is_there(app: Session, step: int) -> None:
    """A newcomer presses them to go on, not to log a comment."""
    app.press(*["escape"] * step, "space", "enter")
    assert app.logged() == {}


def test_q_quits_at_any_step(app: Session) -> None:
    app.press("enter", "q")
    assert app.until(lambda: not app.app.is_running)


def test_i_opens_the_import_from_the_last_step(app: Session) -> None:
    app.press(*["escape"] * (STEPS - 1))
    assert "Press i" in app.text
    assert app.row_with("Press i")[2] == "i"
    app.press("i")
    assert "archive" in app.text.lower()
    assert len(app.app.screen_stack) > 1
    app.press("escape")
    assert "4 of 4" in app.row_with("WELCOME")


def test_shift_tab_goes_back(app: Session) -> None:
    app.press("tab", "tab", "shift+tab")
    assert "2 of 4" in app.row_with("WELCOME")
    app.press("shift+tab", "shift+tab")
    assert "1 of 4" in app.row_with("WELCOME")


def test_help_names_the_keys_of_the_welcome(open_app: OpenApp) -> None:
    app = open_app(scenes.newcomer, size=WIDE).press("question_mark")
    assert "save and continue" in app.text
    assert "skip this step" in app.text


# -- what is kept -----------------------------------------------------------------------------


def test_skipping_everything_changes_nothing(app: Session) -> None:
    """Not even a step that undo would take."""
    app.press(*["escape"] * STEPS)
    assert not is_welcomed(app)
    assert operations(app) == 0
    assert profile(app) == Profile()
    assert "Nothing to undo." in app.press("u").last


def test_working_days_are_kept_for_all_time(app: Session) -> None:
    """Monday is taken out, Saturday put in."""
    app.press("enter", "space", *["l"] * 5, "space", "enter")
    with app.elsewhere() as tracker:
        schedule = tracker.view.schedule()
        assert schedule.weekdays_on(scenes.MONDAY) == MONDAY_TO_FRIDAY - {0} | {5}
        assert schedule.weekdays_on(scenes.FIRST_DAY) == MONDAY_TO_FRIDAY - {0} | {5}


def test_what_was_chosen_and_then_skipped_stays_as_it_was(app: Session) -> None:
    app.press("enter", "space", "escape")
    with app.elsewhere() as tracker:
        assert tracker.view.schedule().weekdays_on(scenes.MONDAY) == MONDAY_TO_FRIDAY
    app.press("shift+tab")
    assert "● Mon" in app.text


def test_the_profile_is_kept_and_moves_the_bars(app: Session) -> None:
    """A background, five hundred connections, a routine month before."""
    before = app.shown.total
    app.press("enter", "enter", "l", "space", "j", *["l"] * 3, "space")
    app.press("j", "space", "enter")
    found = profile(app)
    assert found.checklist == Profile().checklist | {"background", "connections_500"}
    assert found.connections == 500
    assert found.past is Past.ROUTINE
    assert app.shown.total > before


def test_the_exact_size_of_a_network_outlives_the_welcome(tmp_path: Path) -> None:
    """The steps of the welcome are coarse, a number that was given is not."""
    with session(tmp_path / "log.db", scenes.newcomer) as app:
        with app.elsewhere() as tracker:
            tracker.routine.set_profile(connections=187)
        app.look_around().press("enter", "enter", "space", "enter")
        assert profile(app).connections == 187
        assert "photo" not in profile(app).checklist


def test_what_the_form_of_the_profile_answered_meanwhile_is_what_the_steps_keep(
    app: Session,
) -> None:
    """A little in the month before, and no Fridays."""
    app.press("enter", "enter", "P", *"ll", "space", *"jjjj", *"lll", "space", "enter")
    assert "● a little" in app.text
    assert "○ Fri" in app.press("shift+tab").text
    app.press("enter", "enter")
    assert profile(app).past is Past.SOME
    with app.elsewhere() as tracker:
        assert tracker.view.schedule().weekdays_on(scenes.MONDAY) == MONDAY_TO_FRIDAY - {4}


def test_a_click_chooses(app: Session) -> None:
    app.press("enter")
    row = next(at for at, text in enumerate(app.rows) if "● Tue" in text)
    app.click(app.rows[row].index("Tue"), row).press("enter")
    with app.elsewhere() as tracker:
        assert tracker.view.schedule().weekdays_on(scenes.MONDAY) == MONDAY_TO_FRIDAY - {1}


# -- when it comes ----------------------------------------------------------------------------


def reopened(path: Path) -> bool:
    """Tell whether the welcome comes when the app is opened on a log."""
    with session(path, scenes.newcomer) as app:
        return is_welcomed(app)


def test_it_comes_again_where_nothing_was_answered_or_skipped(tmp_path: Path) -> None:
    """Whoever looks in and leaves has not been welcomed."""
    path = tmp_path / "log.db"
    assert reopened(path)
    assert reopened(path)


@pytest.mark.parametrize(
    "keys",
    [["escape"] * STEPS, ["enter"] * STEPS, ["enter", "enter"], ["c"], ["c", "u"]],
    ids=["skipped", "kept", "left half-way after an answer", "ticked", "ticked and undone"],
)
def test_it_does_not_come_again_once(tmp_path: Path, keys: list[str]) -> None:
    path = tmp_path / "log.db"
    with session(path, scenes.newcomer) as app:
        app.press(*keys)
    assert not reopened(path)


def test_it_stays_away_from_a_log_that_is_used(today: Session) -> None:
    assert not is_welcomed(today)
    assert not today.app.screen.query(WelcomePanel)


def test_a_tick_elsewhere_ends_it(app: Session) -> None:
    with app.elsewhere() as tracker:
        tracker.tick([("share", 1)])
    app.look_around()
    assert not is_welcomed(app)
    assert "1 of 1" in app.task_row("share")


def test_a_dialog_in_between_changes_nothing(app: Session) -> None:
    """Help, and the list of the less frequent actions."""
    app.press("enter", "question_mark", "escape", "x", "escape", "enter")
    assert "3 of 4" in app.row_with("WELCOME")
    assert app.last.startswith("  enter next")


def test_the_keys_work_after_the_terminal_was_out_of_sight(app: Session) -> None:
    """Textual takes the focus away for that time."""

    async def leave_and_come_back() -> None:
        app.app.post_message(events.AppBlur())
        app.app.post_message(events.AppFocus())

    app.run(leave_and_come_back())
    app.settle().press("enter", "space")
    assert "○ Mon" in app.text
    assert app.logged() == {}

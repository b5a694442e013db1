"""The form for the profile, and the row of Today that asks until it is answered or declined."""

import re
from unittest.mock import ANY

import pytest

from ssi_tui.core.model import Past, Profile
from ssi_tui.tui.dialogs.forms.profile import ProfileDialog
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session

ASKS = "two answers make this estimate yours"


def profile(app: Session) -> Profile:
    """Return the profile that another process would read."""
    with app.elsewhere() as tracker:
        return tracker.routine.profile()


@pytest.fixture
def app(open_app: OpenApp) -> Session:
    """Return the app on a log that nobody has written to."""
    return open_app(scenes.newcomer)


@pytest.mark.parametrize("size", [SMALL, MEDIUM, WIDE, NARROW], ids=str)
def test_the_form_is_read_whole(open_app: OpenApp, size: tuple[int, int]) -> None:
    text = open_app(scenes.newcomer, size=size).press("P").text
    questions = ("month before", "Brand starts at 6.5", "under 50", "Navigator", "Sun")
    for words in (*questions, "don't ask"):
        assert words in text
    assert "…" not in text


def test_a_task_key_leaves_the_questions_waiting(app: Session) -> None:
    """The first tick ends the welcome; a row goes on asking, in the third place."""
    app.press("c")
    title = next(at for at, row in enumerate(app.rows) if row.strip().startswith("NEXT"))
    assert app.rows[title + 3].strip().startswith("P  profile")
    assert ASKS in app.rows[title + 3]


def test_the_questions_wait_in_the_title_where_their_row_has_no_room(open_app: OpenApp) -> None:
    app = open_app(scenes.first_run, size=NARROW).press("c")
    assert app.row_with("NEXT").endswith("  P two questions")
    assert app.press("c", *"smfn").row_with("DONE").endswith("  P two questions")
    assert "two questions" not in app.press("P", "enter").text


def test_one_form_answers_both_questions(app: Session) -> None:
    """The answer moves the range to another, and is one step to undo."""
    app.press("c", "P", "l", "l", "l", "space", "enter")
    assert profile(app).past is Past.ROUTINE
    assert ASKS not in app.text
    assert re.match(r"  Profile saved. Estimate \d+–8\d → \d+–8\d. ", app.last)
    app.press("u")
    assert profile(app).past is Past.UNKNOWN
    assert ASKS in app.text


def test_only_what_was_changed_is_written_besides_the_answers(app: Session) -> None:
    """Workdays that were left as they are do not hold anew from today on."""
    app.press("P", "l", "space", "enter")
    with app.elsewhere() as tracker:
        read = tracker.store.connection.execute
        written = "SELECT checklist, connections, sales_navigator, past FROM profile_changes"
        assert read(written).fetchall() == [(ANY, None, None, "none")]
        assert read("SELECT COUNT(*) FROM workday_changes").fetchone() == (0,)


def test_to_know_nothing_is_an_answer(app: Session) -> None:
    app.press("c", "P", "enter")
    assert ASKS not in app.text
    assert profile(app).past is Past.UNKNOWN


def test_what_is_declined_is_never_asked_again(app: Session) -> None:
    """It is no step to undo; the form still opens, and offers it no more."""
    app.press("c", "P", "d")
    assert ASKS not in app.text
    with app.elsewhere() as tracker:
        operation = tracker.next_undo()
        assert operation is not None
        assert operation.kind.value == "tick"
        assert not tracker.routine.asks()
    assert "don't ask again" not in app.press("P").text


@pytest.mark.parametrize("key", ["enter", "d"])
def test_no_answer_is_asked_for_below_the_pillars_once_there_is_one(
    open_app: OpenApp, key: str
) -> None:
    """Not to know is one, and so is to decline; the wide Pillars says the same as Today."""
    app = open_app(scenes.first_run, size=WIDE).press("c")
    for view in ("1", "2"):
        assert "Your answer (P) or LinkedIn's number narrows the range." in app.press(view).text
    app.press("P", key)
    for view in ("1", "2"):
        text = app.press(view).text
        assert "A reading of LinkedIn's own number narrows the range." in text
        assert "Your answer" not in text


@pytest.mark.parametrize("answer", ["d", "enter"])
def test_the_welcome_asks_nothing_that_was_answered_or_declined(app: Session, answer: str) -> None:
    """Its step about the profile is left out."""
    app.press("P", answer, "enter")
    assert "2 of 3: your workdays" in app.text
    assert "3 of 3: your history" in app.press("enter").text
    assert "2 of 3: your workdays" in app.press("shift+tab").text


def test_the_month_that_is_not_known_is_no_open_question(app: Session) -> None:
    """Where the checklist alone is open, no answer narrows the range."""
    with app.elsewhere() as tracker:
        tracker.routine.set_profile(past=Past.UNKNOWN)
    app.look_around()
    assert "A reading of LinkedIn's own number narrows the range." in app.press("c").text
    assert "Your answer" not in app.text


@pytest.mark.parametrize("word", ["ESTIMATE", "10–81"])
def test_a_click_on_the_title_of_the_estimate_opens_it(app: Session, word: str) -> None:
    row = next(at for at, line in enumerate(app.rows) if word in line)
    app.click(app.rows[row].index(word) + 1, row)
    assert isinstance(app.app.screen, ProfileDialog)


def test_half_an_answer_goes_on_asking(app: Session) -> None:
    """The checklist alone leaves the month before open."""
    app.press("c")
    with app.elsewhere() as tracker:
        tracker.routine.set_profile(checklist=frozenset({"photo"}))
    app.look_around()
    assert "one answer makes this estimate yours" in app.text
    with app.elsewhere() as tracker:
        tracker.routine.set_profile(past=Past.NONE)
    app.look_around()
    assert ASKS not in app.text


def test_what_an_answer_changes_is_said_while_it_is_chosen(app: Session) -> None:
    app.press("P", "j", "j", "l", "l", "l", "space")
    assert "Relationships starts at 5.0 of 25" in app.text
    app.press("k", "h", "h", "h", "space")
    assert "Brand starts at 4.5 of 25" in app.text
    assert "range starts wide" in app.text
    assert "score starts high" in app.press("k", "l", "l", "l", "space").text


def test_it_opens_from_the_settings_and_from_why_brand_stands_where_it_does(app: Session) -> None:
    assert "Your profile" in app.press("comma", "P").text
    app.press("escape")
    assert "Your profile" in app.press("2", "enter", "P").text
    app.press("escape", "j", "enter")
    assert "P profile" not in app.text


def test_escape_leaves_everything_as_it_is(app: Session) -> None:
    app.press("c", "P", "l", "space", "escape")
    assert profile(app) == Profile()
    assert ASKS in app.text

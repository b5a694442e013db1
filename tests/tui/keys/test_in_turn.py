"""Keys that come faster than the app answers: each goes to what the one before has opened."""

import asyncio
from typing import cast

import pytest
from textual.app import App
from textual.events import Event, Key

from ssi_tui.tui.keys.in_turn import InTurn
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.dialogs.test_dialogs import note_on, operations
from tests.tui.driver import WIDE, Session

pytestmark = pytest.mark.slow

HALF_DONE = {"comment": 1, "share": 1, "search": 1}
TO_COMMENT = "kkkk"
"""The keys from the task worth most, where the cursor begins, to the first one."""


def test_a_note_typed_in_one_go_is_the_note(today: Session) -> None:
    """No letter is lost, and none ticks a task."""
    today.burst(*TO_COMMENT, "N", *"concfsm", "enter")
    assert note_on(today, "comment") == "concfsm"
    assert today.logged() == HALF_DONE


def test_a_date_typed_in_one_go_is_gone_to(today: Session) -> None:
    """And the keys after it are for the view again."""
    today.burst("g", *"yesterday", "enter", "m")
    assert "Sun 22 Nov" in today.rows[0]
    assert today.logged() == HALF_DONE
    assert today.logged(MONDAY.replace(day=22))["message"] == 1


def test_time_off_typed_in_one_go_is_taken(today: Session) -> None:
    """Through all three fields."""
    today.burst("v", *"2026-12-07", "tab", *"2026-12-08", "tab", *"fun", "enter")
    with today.elsewhere() as tracker:
        taken = tracker.routine.time_off()[-1]
    assert (f"{taken.start}", f"{taken.end}", taken.reason) == ("2026-12-07", "2026-12-08", "fun")
    assert today.logged() == HALF_DONE


@pytest.mark.parametrize("key", ["question_mark", "x", "R", "comma"])
def test_a_dialog_that_is_closed_at_once_leaves_the_keys_to_the_view(
    today: Session, key: str
) -> None:
    """The tick comes after it, the one before is not lost."""
    today.burst("m", key, "escape", "m")
    assert today.logged() == HALF_DONE | {"message": 2}


def test_keys_behind_a_confirmation_do_not_reach_the_view(today: Session) -> None:
    """They are refused or taken by the question, whatever they mean on the view."""
    today.app.tracker.tick([("comment", 30)])
    before = operations(today)
    today.burst("u", "c", "s", "escape", "f")
    assert operations(today) == before + 1
    assert today.logged()["search"] == 2


def test_an_action_typed_into_the_palette_in_one_go_is_found(today: Session) -> None:
    """The letters are for its field."""
    today.burst("ctrl+p", *"streaks")
    assert today.logged() == HALF_DONE
    assert "streaks" in today.text


def test_a_view_opened_and_used_in_one_go_gets_its_keys(open_app: OpenApp) -> None:
    """The filter of the log, opened from Today."""
    app = open_app(size=WIDE)
    app.burst("5", "slash", *"share")
    assert app.until(lambda: "share" in app.last)
    assert app.logged() == HALF_DONE


def test_a_paste_waits_for_the_field_too(today: Session) -> None:
    """What is pasted behind the key that opens the field lands in it."""
    today.burst(*TO_COMMENT, "N", "paste:from the clipboard", "enter")
    assert note_on(today, "comment") == "from the clipboard"


def test_a_key_whose_answer_is_never_heard_of_holds_the_others_for_a_moment_only(
    today: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ones behind it are not lost."""
    monkeypatch.setattr(today.app.screen, "call_later", lambda *_: True)
    today.burst("c", "m")
    monkeypatch.undo()
    assert today.until(lambda: today.logged() == {**HALF_DONE, "comment": 2, "message": 1})


class Closing:
    """An app that takes no message any more."""

    focused = None

    @property
    def screen(self) -> "Closing":
        """It is its only screen."""
        return self

    @property
    def ancestors_with_self(self) -> "list[Closing]":
        """And the whole way up."""
        return [self]

    def post_message(self, *_: object) -> bool:
        """Refuse a message."""
        return False

    def set_timer(self, *_: object) -> "Closing":
        """Promise nothing."""
        return self

    def stop(self) -> None:
        """End what was not begun."""


def test_keys_that_wait_while_the_app_closes_are_let_go() -> None:
    """However many they are."""
    handed: list[Event] = []

    async def hand(event: Event) -> None:
        handed.append(event)
        for _ in range(5000 if len(handed) == 1 else 0):
            await keys.take(Key("c", "c"))

    keys = InTurn(cast("App[None]", Closing()), hand, lambda: None)
    asyncio.run(keys.take(Key("c", "c")))
    assert len(handed) == 1

"""While another program writes, keys wait in their order, and the app goes on."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from ssi_tui.tui.errands import held
from tests.tools.scenes import MONDAY
from tests.tui.driver import Session

HALF_DONE = {"comment": 1, "share": 1, "search": 1}


@contextmanager
def writing(app: Session) -> Iterator[sqlite3.Connection]:
    """Hold the write lock, as another program does that imports much."""
    with closing(sqlite3.connect(app.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def kinds(app: Session) -> list[str]:
    """Return the kinds of the operations, the last one first."""
    with closing(sqlite3.connect(app.path)) as read:
        return [kind for (kind,) in read.execute("SELECT kind FROM operations ORDER BY seq DESC")]


def done(app: Session) -> bool:
    """Tell whether nothing waits any more."""
    return app.until(lambda: not len(app.app._held))


def test_a_key_waits_at_most_a_second_and_is_written_when_the_other_is_done(today: Session) -> None:
    with writing(today) as other:
        before = time.monotonic()
        today.press("c")
        assert time.monotonic() - before < 1.0 + 0.5
        assert today.last.startswith(
            "  Another program is writing; this change waits until it's done."
        )
        assert today.logged() == HALF_DONE
        other.execute("ROLLBACK")
    assert done(today)
    assert today.logged() == {**HALF_DONE, "comment": 2}
    assert "2 of 2" in today.task_row("comment")


def test_the_next_keys_do_not_wait_once_more_and_are_written_in_order(today: Session) -> None:
    number = len(kinds(today))
    with writing(today) as other:
        today.press("c")
        before = time.monotonic()
        today.press("s", "minus", "u", "N")
        today.enter("from the queue").press("enter")
        assert time.monotonic() - before < 5 * held.PATIENCE + 2
        assert "5 changes wait" in today.last
        other.execute("COMMIT")
    assert done(today)
    assert kinds(today)[: len(kinds(today)) - number] == [
        "note",
        "undo",
        "take back",
        "tick",
        "tick",
    ]
    assert today.last.startswith("  Saved the 5 changes that were waiting.")


def test_what_only_looks_goes_on_while_steps_wait(today: Session) -> None:
    with writing(today) as other:
        today.press("c", "2")
        assert "Brand" in today.text
        today.press("5")
        assert today.app.current_mode == "log"
        today.press("1")
        other.execute("ROLLBACK")
    assert done(today)


def test_a_key_counts_on_the_day_on_which_it_was_pressed(today: Session) -> None:
    with writing(today) as other:
        today.press("c", "[")
        other.execute("ROLLBACK")
    assert done(today)
    assert today.logged(MONDAY)["comment"] == 2
    assert today.shown.day < MONDAY


def test_an_answer_of_a_dialog_and_the_clock_wait_like_any_key(today: Session) -> None:
    with writing(today) as other:
        today.press("N").enter("all by hand").press("enter", "t")
        assert "2 changes wait" in today.last
        other.execute("ROLLBACK")
    assert done(today)
    assert today.shown.clock is not None
    assert kinds(today)[0] == "note"


def test_what_waits_is_written_before_the_app_closes(today: Session) -> None:
    with writing(today) as other:
        today.press("c")
        other.execute("ROLLBACK")
        today.press("q")
    assert today.logged()["comment"] == 2
    assert today.app.error is None


def test_what_cannot_be_written_at_the_end_is_told(
    today: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssi_tui.tui.app.LAST_PATIENCE", 0.05)
    with writing(today):
        today.press("c", "q")
    assert "1 change couldn't be saved" in str(today.app.error)

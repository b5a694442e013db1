"""The command ``task``, and tasks of the user's own in the other commands."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from tests.logs import blank

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a Monday, which must succeed, and return what it prints."""
    db = blank(tmp_path / "log.db")

    def run_command(*arguments: str) -> str:
        code = main(["--db", str(db), "--today", "2026-11-23", *arguments])
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        return out

    return run_command


@pytest.fixture
def endorse(run: Run) -> Run:
    """Return the same with a task of the user's own."""
    run("task", "endorse", "--minutes", "0.5", "--weights", "0,2,0,6", "--target", "2")
    return run


def test_task_shows_what_each_task_is_worth(run: Run) -> None:
    """And how to add one while there is none."""
    lines = run("task").splitlines()
    assert lines[1].split() == ["comment", "2", "2", "1", "1", "10", "2", "0.75"]
    assert lines[-1].startswith("   ssi-tui task endorse")
    assert max(map(len, lines)) < 80


def test_task_adds_one(endorse: Run) -> None:
    """With a key of its own."""
    *_, row, key = endorse("task").splitlines()
    assert row.split() == ["endorse", "0.5", "2", "0", "2", "0", "6", "0.7"]
    assert key == "     endorse, key d"


def test_a_new_task_is_added_with_weights_alone_and_that_is_said(run: Run) -> None:
    """``task coment`` added a daily task that was worth nothing."""
    assert run("task", "endorse", "--weights", "0,2,0,6").startswith("Added endorse.\n")
    assert "added" not in run("task", "endorse", "--minutes", "1")
    assert run("task", "endorse", "--remove").startswith("Removed endorse.\n")
    assert run("task", "endorse", "--target", "2").startswith("Added endorse.\n")


def test_task_changes_one_and_keeps_its_weekdays(endorse: Run) -> None:
    """Until they are given."""
    endorse("task", "endorse", "--target", "1", "--on", "mon,thu")
    endorse("task", "endorse", "--target", "3", "--label", "kudos")
    row = endorse("routine").splitlines()[7]
    assert row.split() == ["kudos", "3", "·", "·", "3", "·", "·", "·", "0.5"]
    endorse("task", "endorse", "--target", "3", "--on", "all")
    assert endorse("routine").splitlines()[7].split()[1:6] == ["3"] * 5


def test_task_json_has_exactly_its_fields(endorse: Run) -> None:
    """Of each task of the routine."""
    shown = json.loads(endorse("task", "--json"))
    assert shown["tasks"][-1] == {
        "task": "endorse",
        "label": "endorse",
        "own": True,
        "key": "d",
        "minutes_each": 0.5,
        "target": 2,
        "per": "day",
        "repeat": 0.7,
        "weights": {"brand": 0.0, "people": 2.0, "insights": 0.0, "relationships": 6.0},
    }
    assert (shown["schema"], shown["tasks"][0]["own"]) == (1, False)


def test_task_sets_the_minutes_of_a_usual_one(run: Run) -> None:
    """They are what its ticks take from then on, and what the routine adds up."""
    run("task", "comment", "--minutes", "4")
    assert "17 min" in run("routine").splitlines()[0]
    assert "   4 of 17 min." in run("tick", "comment")


def test_task_takes_one_out_and_undo_brings_it_back(endorse: Run) -> None:
    """What was logged of it still counts."""
    endorse("tick", "endorse")
    endorse("task", "endorse", "--remove")
    assert "endorse" not in endorse("routine")
    assert "endorse" in endorse("export", "--format", "markdown")
    endorse("undo")
    assert "endorse" in endorse("routine")


def test_tick_takes_the_tasks_of_ones_own_and_lists_them(endorse: Run) -> None:
    """By their ids."""
    listed = endorse("tick", "--list").splitlines()
    assert listed[-3].split() == ["endorse", "0.5", "your", "own", "task,", "endorse"]
    assert endorse("tick", "endorse=2").startswith("✓  endorse ×2    2 of 2\n   1 of 14 min.")
    assert endorse("undo").startswith("   Undid endorse ×2.")


def test_status_shows_and_counts_them(endorse: Run) -> None:
    """As a task of the routine, and as a part of the score."""
    endorse("tick", "endorse=2")
    status = json.loads(endorse("status", "--json"))
    row = status["routine"]["tasks"][-1]
    assert (row["task"], row["count"], row["done"]) == ("endorse", 2, True)
    assert status["score"]["pillars"][3]["contributions"]["endorse"] > 0.0
    assert "endorse" in endorse("status")
    assert "endorse" in endorse("week")


def test_a_list_of_actions_makes_no_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is none."""
    path = tmp_path / "none.db"
    assert main(["--db", str(path), "tick", "--list"]) == 0
    assert "comment" in capsys.readouterr().out
    assert not path.exists()


def test_what_is_changed_from_a_date_on_leaves_the_days_before(endorse: Run) -> None:
    """Minutes, weights and target of the day before are what they were."""
    endorse("tick", "endorse=2", "--date", "2026-11-20")
    before = json.loads(endorse("week", "--date", "2026-11-20", "--json"))
    endorse("task", "endorse", "--minutes", "9", "--weights", "9,9,9,9", "--from", "2026-11-24")
    assert json.loads(endorse("week", "--date", "2026-11-20", "--json")) == before
    assert endorse("task").splitlines()[-2].split()[1] == "0.5"
    said = endorse("task", "endorse", "--remove", "--from", "2026-11-25")
    assert said.startswith("Removed endorse from Wed 25 Nov on.\n")
    assert "endorse" in endorse("tick", "endorse")


def test_a_routine_on_the_command_line_takes_tasks_of_ones_own(endorse: Run) -> None:
    """With weekdays, and from a date on."""
    shown = endorse("routine", "endorse=3", "--on", "mon,tue", "--from", "2026-11-24").splitlines()
    (row,) = (line for line in shown if line.strip().startswith("endorse"))
    assert row.split()[1:8] == ["3", "·", "·", "·", "·", "·", "3"]


def test_a_file_with_entries_of_a_task_that_is_not_known_is_read(
    endorse: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another log's export brings the task; a dry run names it by its id."""
    endorse("tick", "endorse")
    endorse("export", "--output", str(tmp_path / "log.json"))
    other = ["--db", str(tmp_path / "other.db"), "--today", "2026-11-23", "import", "log"]
    for more in (["--dry-run"], []):
        assert main([*other, str(tmp_path / "log.json"), *more]) == 0
        assert "endorse" in capsys.readouterr().out

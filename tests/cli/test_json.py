"""The JSON of the command line is a contract: its fields, their kinds and their rules."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.formula import ACTIONS, CHECKLIST, DEFAULT_TARGETS
from tests.logs import FRIDAY, MONDAY, blank

Ask = Callable[..., dict[str, Any]]

STATUS = {"schema", "date", "formula", "due", "routine", "score", "next", "reading"}
ROUTINE = {"minutes_done", "minutes_planned", "tasks"}
TASK = {"task", "count", "target", "per", "minutes_each", "done"}
SCORE = {"total", "low", "high", "margin", "band", "pillars"}
PILLAR = {
    "pillar",
    "score",
    "change_7d",
    "risk",
    "collapse_on",
    "nights_left",
    "line",
    "since",
    "back_on",
    "streak",
    "score_streak",
    "contributions",
}
NEXT = {"task", "count", "minutes", "gain"}
IMPORT = {
    "schema",
    "kind",
    "archive",
    "operation",
    "dry_run",
    "read",
    "added",
    "already_known",
    "set_aside",
    "left_out",
    "skipped",
    "skipped_total",
    "first_day",
    "last_day",
    "analytics",
}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return an empty database."""
    return blank(tmp_path / "log.db")


@pytest.fixture
def ask(db: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on that Monday and return the JSON that it prints, and nothing else."""

    def ask_command(*arguments: str, today: date = MONDAY) -> dict[str, Any]:
        code = main(["--db", str(db), "--today", str(today), *arguments])
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        found = json.loads(out) if "--json" in arguments else {}
        assert isinstance(found, dict)
        return found

    return ask_command


@pytest.fixture
def busy(ask: Ask, tmp_path: Path) -> Ask:
    """Fill the log with ten weeks of routine that end on that Friday."""
    path = tmp_path / "busy.csv"
    lines = [
        f"{day},{task}"
        for day in (FRIDAY - timedelta(days=back) for back in range(70))
        if day.weekday() < 5
        for task in ("comment", "comment", "share", "message", "search", "connect")
    ]
    path.write_text("\n".join(["day,task", *lines]))
    ask("import", "log", str(path))
    return ask


def pillars(status: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the pillars of a status."""
    found = status["score"]["pillars"]
    assert isinstance(found, list)
    return found


# -- status -----------------------------------------------------------------------------------


def test_status_has_exactly_its_fields(busy: Ask) -> None:
    """On every level."""
    busy("tick", "comment", "group")
    status = busy("status", "--json")
    assert set(status) == STATUS
    assert set(status["routine"]) == ROUTINE
    assert set(status["score"]) == SCORE
    assert {frozenset(row) for row in status["routine"]["tasks"]} == {frozenset(TASK)}
    assert {frozenset(row) for row in pillars(status)} == {frozenset(PILLAR)}
    assert {frozenset(row) for row in status["next"]} == {frozenset(NEXT)}
    for row in pillars(status):
        assert set(row["streak"]) == {"current", "longest", "pending"}
        assert set(row["score_streak"]) == {"current", "longest"}


def test_status_of_an_empty_log_has_the_same_fields(ask: Ask) -> None:
    """What is not known is null."""
    status = ask("status", "--json")
    assert set(status) == STATUS
    assert {frozenset(row) for row in pillars(status)} == {frozenset(PILLAR)}
    assert [row["change_7d"] for row in pillars(status)] == [None] * 4
    assert [row["collapse_on"] for row in pillars(status)] == [None] * 4


def test_status_says_schema_formula_and_day(ask: Ask) -> None:
    """First of all."""
    status = ask("status", "--json")
    assert (status["schema"], status["formula"]) == (1, "2")
    assert (status["date"], status["due"]) == ("2026-11-23", True)


def test_status_has_no_reading_where_there_is_none(ask: Ask) -> None:
    """Null, not an empty one."""
    assert ask("status", "--json")["reading"] is None


def test_the_pillars_stand_in_their_order_and_add_up(busy: Ask) -> None:
    """To the total, unrounded."""
    status = busy("status", "--json")
    names = [row["pillar"] for row in pillars(status)]
    assert names == ["brand", "people", "insights", "relationships"]
    total = sum(row["score"] for row in pillars(status))
    assert status["score"]["total"] == pytest.approx(total, abs=1e-9)
    assert total != round(total, 2)


def test_the_contributions_add_up_to_the_score(busy: Ask) -> None:
    """To 1e-9; their names are actions and the four others."""
    for row in pillars(busy("status", "--json")):
        assert sum(row["contributions"].values()) == pytest.approx(row["score"], abs=1e-9)
        known = {*ACTIONS, "baseline", "adjustment", "before", "active_day"}
        assert set(row["contributions"]) <= known
        assert 0.0 not in row["contributions"].values()


def test_collapse_on_is_today_and_the_nights_that_are_left(busy: Ask) -> None:
    """Both or neither."""
    seen = set()
    for back in range(-30, 10, 5):
        today = MONDAY - timedelta(days=back)
        for row in pillars(busy("status", "--json", today=today)):
            nights, on = row["nights_left"], row["collapse_on"]
            assert (nights is None) == (on is None)
            if nights is not None:
                assert on == (today + timedelta(days=nights)).isoformat()
            if row["risk"] in ("building", "dormant", "collapsed"):
                assert nights is None
            seen.add((row["risk"], nights is None))
    assert {nights_known for _, nights_known in seen} == {True, False}


def test_the_routine_comes_before_the_other_actions_of_the_day(ask: Ask) -> None:
    """Which have the target 0."""
    ask("tick", "group", "comment=2")
    rows = ask("status", "--json")["routine"]["tasks"]
    assert [row["task"] for row in rows] == [*DEFAULT_TARGETS, "group"]
    assert rows[0] == {
        "task": "comment",
        "count": 2,
        "target": 2,
        "per": "day",
        "minutes_each": 2.0,
        "done": True,
    }
    assert rows[-1] == {
        "task": "group",
        "count": 1,
        "target": 0,
        "per": "day",
        "minutes_each": 5.0,
        "done": True,
    }


def test_what_counts_toward_a_task_is_in_its_count(ask: Ask) -> None:
    """A reply is a comment, an answer a message, a post a share; they stand there too."""
    ask("tick", "reply=2", "answer", "post")
    rows = ask("status", "--json")["routine"]["tasks"]
    assert [(row["task"], row["count"], row["target"]) for row in rows] == [
        ("comment", 2, 2),
        ("share", 1, 1),
        ("message", 1, 1),
        ("search", 0, 1),
        ("connect", 0, 1),
        ("answer", 1, 0),
        ("post", 1, 0),
        ("reply", 2, 0),
    ]
    assert [row["done"] for row in rows[:5]] == [True, True, True, False, False]


def test_nothing_done_is_not_done(ask: Ask) -> None:
    """Even where the target is 0."""
    ask("routine", "share=0")
    rows = {row["task"]: row for row in ask("status", "--json")["routine"]["tasks"]}
    assert (rows["share"]["target"], rows["share"]["done"]) == (0, False)


@pytest.mark.parametrize("why", ["rest day", "time off"])
def test_a_day_that_is_not_due_plans_nothing(why: str, ask: Ask) -> None:
    """Targets and minutes are 0."""
    ask("off", "2026-11-23")
    status = ask("status", "--json", today=date(2026, 11, 22) if why == "rest day" else MONDAY)
    assert (status["due"], status["routine"]["minutes_planned"]) == (False, 0)
    assert [row["target"] for row in status["routine"]["tasks"]] == [0] * 5


def test_minutes_are_those_of_the_day(ask: Ask) -> None:
    """Not rounded."""
    ask("tick", "comment", "reaction=3")
    routine = ask("status", "--json")["routine"]
    assert routine["minutes_done"] == pytest.approx(2.6)
    assert routine["minutes_planned"] == pytest.approx(13.0)


def test_a_change_is_known_once_the_log_is_seven_days_old(ask: Ask) -> None:
    """It is now minus the close of seven days before."""
    ask("tick", "comment", "--date", "2026-11-20")
    assert pillars(ask("status", "--json", today=date(2026, 11, 26)))[0]["change_7d"] is None
    assert pillars(ask("status", "--json", today=date(2026, 11, 27)))[0]["change_7d"] is not None


def test_the_margin_is_half_of_the_range(busy: Ask, ask: Ask) -> None:
    """Without readings it narrows while the log grows."""
    first = FRIDAY - timedelta(days=67)
    days = (first + timedelta(days=at) for at in (0, 27, 67))
    found = [ask("status", "--json", today=day)["score"]["margin"] for day in days]
    assert found == sorted(found, reverse=True)
    assert 5.0 < found[-1] < found[0] < 35.0


def test_next_fits_into_the_minutes_that_are_left(busy: Ask) -> None:
    """And each item gains something."""
    status = busy("status", "--json")
    assert status["next"]
    assert sum(item["minutes"] for item in status["next"]) <= 13.0
    assert all(item["gain"] > 0 and item["count"] > 0 for item in status["next"])
    assert {item["task"] for item in status["next"]} <= set(ACTIONS)


# -- routine and profile ----------------------------------------------------------------------


def test_routine_has_exactly_its_fields(ask: Ask) -> None:
    """With the days of the coming week on which each task is due."""
    routine = ask("routine", "--json")
    assert set(routine) == {"schema", "date", "minutes", "minutes_on", "tasks"}
    assert routine["minutes_on"] == dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), 13.0)
    assert (routine["schema"], routine["date"], routine["minutes"]) == (1, "2026-11-23", 13.0)
    assert routine["tasks"][0] == {
        "task": "comment",
        "target": 2,
        "per": "day",
        "minutes_each": 2.0,
        "weekdays": ["mon", "tue", "wed", "thu", "fri"],
        "promised": None,
        "later": None,
        "due": [f"2026-11-{day}" for day in range(23, 28)],
    }
    assert [row["task"] for row in routine["tasks"]] == list(DEFAULT_TARGETS)


def test_routine_says_what_holds_from_a_later_day_on(ask: Ask) -> None:
    """After setting it, too."""
    ask("tick", "comment")
    routine = ask("routine", "comment=5", "--from", "2026-12-01", "--json")
    assert (routine["date"], routine["tasks"][0]["target"]) == ("2026-12-01", 5)
    now = ask("routine", "--json")["tasks"][0]
    later = {"date": "2026-12-01", "target": 5, "per": "day"}
    assert (now["target"], now["later"]) == (2, later)


def test_a_weekly_task_keeps_the_target_of_its_week(ask: Ask) -> None:
    """On days that are not due too; its minutes are planned on a day on which it was done."""
    ask("routine", "group=2/week", "share=1/week", "--json", today=FRIDAY)
    ask("tick", "group", today=FRIDAY)
    for day, minutes in ((FRIDAY, 15.0), (FRIDAY + timedelta(days=1), 0.0)):
        routine = ask("status", "--json", today=day)["routine"]
        rows = {row["task"]: row for row in routine["tasks"]}
        assert rows["group"] == {
            "task": "group",
            "count": 1,
            "target": 2,
            "per": "week",
            "minutes_each": 5.0,
            "done": False,
        }
        assert (rows["share"]["per"], rows["comment"]["per"]) == ("week", "day")
        assert [*rows][-2:] == ["share", "group"]
        assert routine["minutes_planned"] == minutes
    monday = ask("status", "--json")["routine"]
    assert [row["count"] for row in monday["tasks"]][-2:] == [0, 0]
    assert monday["minutes_planned"] == 10.0
    week = ask("week", "--date", "2026-11-20", "--json")["tasks"]
    assert [(row["task"], row["per"], row["count"], row["target"]) for row in week][-2:] == [
        ("share", "week", 0, 1),
        ("group", "week", 1, 2),
    ]
    rows = ask("routine", "--json")["tasks"]
    assert [(row["task"], row["target"], row["per"], row["due"]) for row in rows][-1] == (
        *("group", 2, "week", []),
    )
    assert [(row["task"], row["per"]) for row in ask("task", "--json")["tasks"]][-2:] == [
        ("share", "week"),
        ("group", "week"),
    ]


def test_profile_has_exactly_its_fields(ask: Ask) -> None:
    """The assumptions of a fresh database."""
    assert ask("profile", "--json") == {
        "schema": 1,
        "checklist": ["photo", "headline", "experience", "education"],
        "connections": 150,
        "sales_navigator": False,
        "workdays": ["mon", "tue", "wed", "thu", "fri"],
        "past": "unknown",
        "past_answered": None,
    }


def test_profile_says_what_was_set(ask: Ask) -> None:
    """In the same fields."""
    assert ask(
        *("profile", "--has", "all", "--connections", "900", "--sales-navigator", "yes"),
        *("--workdays", "sun,mon", "--past", "routine", "--json"),
    ) == {
        "schema": 1,
        "checklist": list(CHECKLIST),
        "connections": 900,
        "sales_navigator": True,
        "workdays": ["mon", "sun"],
        "past": "routine",
        "past_answered": "2026-11-23",
    }


# -- import -----------------------------------------------------------------------------------


def test_import_has_exactly_its_fields(ask: Ask, given: Path) -> None:
    """What was read, added and skipped."""
    report = ask("import", "log", str(given), "--json")
    assert set(report) == IMPORT
    assert len(report.pop("operation")) == 32
    assert report.pop("skipped")[0].keys() == {"table", "line", "why"}
    assert report == {
        "schema": 1,
        "kind": "log",
        "archive": "unknown",
        "dry_run": False,
        "read": {"comment": 2},
        "added": {"comment": 2},
        "already_known": {},
        "set_aside": {},
        "left_out": {},
        "skipped_total": 1,
        "first_day": "2025-11-20",
        "last_day": "2026-11-20",
        "analytics": None,
    }


def test_an_import_without_news_has_no_operation(ask: Ask, given: Path) -> None:
    """Everything is known already."""
    ask("import", "log", str(given))
    report = ask("import", "log", str(given), "--json")
    assert set(report) == IMPORT
    assert (report["operation"], report["added"]) == (None, {})
    assert report["already_known"] == {"comment": 2}


def test_a_dry_run_says_so(ask: Ask, given: Path) -> None:
    """And has no operation."""
    report = ask("import", "log", str(given), "--json", "--dry-run")
    assert (report["dry_run"], report["operation"]) == (True, None)
    assert report["added"] == {"comment": 2}


def test_an_import_of_no_good_row_has_no_days(ask: Ask, tmp_path: Path) -> None:
    """And is no mistake."""
    path = tmp_path / "bad.csv"
    path.write_text("day,task\n2026-11-20,juggle\n")
    report = ask("import", "log", str(path), "--json")
    assert (report["first_day"], report["last_day"], report["skipped_total"]) == (None, None, 1)


def test_a_baseline_of_nothing_is_no_contribution(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = ["--db", str(tmp_path / "log.db"), "--today", "2026-11-23"]
    assert main([*db, "profile", "--has", "none"]) == 0
    capsys.readouterr()
    assert main([*db, "status", "--json"]) == 0
    brand = json.loads(capsys.readouterr().out)["score"]["pillars"][0]
    assert (brand["score"], brand["contributions"]) == (0.0, {})


def test_minutes_are_numbers_with_decimals_also_when_there_are_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["--db", str(tmp_path / "log.db"), "--today", "2026-11-22", "status", "--json"]) == 0
    )
    routine = json.loads(capsys.readouterr().out)["routine"]
    assert [type(routine[name]) for name in ("minutes_done", "minutes_planned")] == [float, float]

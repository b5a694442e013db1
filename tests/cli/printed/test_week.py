"""``ssi-tui week``: the figures of a week as text, as JSON and as Markdown."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ssi_tui.cli.main import main
from ssi_tui.cli.printed.line import WIDTH
from ssi_tui.core.calendar import DAY
from ssi_tui.core.model import Answer, Pillar
from ssi_tui.core.review.promise import promise_words
from ssi_tui.core.review.record import WEEK, Commitment
from ssi_tui.core.text.words import cells
from ssi_tui.core.value import replace
from ssi_tui.tracker.tracker import Tracker
from tests.logs import MONDAY, Hands, blank, dump, keep_routine, open_tracker

LAST_WEEK = MONDAY - WEEK
WILD = "call [b]two[/b] \x1b[31m| *people*"

WEEK_FIELDS = {
    "analytics",
    "schema",
    "first",
    "last",
    "running",
    "promise",
    "tasks",
    "days",
    "week",
    "week_before",
    "score",
    "reading",
    "estimate_then",
    "outcomes",
    "note",
    "steps",
    "finished",
    "focus",
    "next_promise",
}
PROMISE = {"words", "focus", "subject", "amount", "span", "weekdays"}
SUMS = {"count", "target", "minutes", "minutes_planned", "days_met", "days_due"}

Say = Callable[..., str]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a log of five weeks of the routine until the Friday before that Monday."""
    path = tmp_path / "log.db"
    hands = Hands()
    tracker = open_tracker(path, hands)
    keep_routine(tracker, hands, 5)
    tracker.close()
    return path


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run ``week`` on that Monday and return what it prints."""

    def run(db: Path, *arguments: str, today: date = MONDAY) -> str:
        capsys.readouterr()
        assert main(["--db", str(db), "--today", str(today), "week", *arguments]) == 0
        captured = capsys.readouterr()
        assert captured.err == ""
        return captured.out

    return run


def asked(say: Say, db: Path, *arguments: str, today: date = MONDAY) -> dict[str, Any]:
    """Return what ``week --json`` says."""
    found = json.loads(say(db, "--json", *arguments, today=today))
    assert isinstance(found, dict)
    return found


def reviewed(db: Path, work: Callable[[Tracker], object]) -> None:
    """Do something to a log on that Monday."""
    tracker = open_tracker(db)
    work(tracker)
    tracker.close()


def test_the_week_is_this_one_where_no_date_is_given(db: Path, say: Say) -> None:
    """Else the one that holds the date, by name too."""
    assert say(db).startswith("23–29 Nov 2026, week 48 so far\n")
    for day in ("2026-11-16", "2026-11-22", "yesterday"):
        assert say(db, "--date", day).startswith("16–22 Nov 2026, week 47\n")


def test_the_json_of_a_week_has_every_field(db: Path, say: Say) -> None:
    """Also where nothing was reviewed, and in an empty log."""
    found = asked(say, db, "--date", "2026-11-18")
    assert set(found) == WEEK_FIELDS
    assert (found["schema"], found["first"], found["last"]) == (1, "2026-11-16", "2026-11-22")
    assert (found["running"], found["finished"], found["steps"]) == (False, False, [])
    assert (found["promise"], found["next_promise"], found["note"]) == (None, None, None)
    assert set(found["week"]) == set(found["week_before"]) == SUMS
    assert found["week"] == {
        "count": 30,
        "target": 30,
        "minutes": 65.0,
        "minutes_planned": 65.0,
        "days_met": 5,
        "days_due": 5,
    }
    assert [day["kind"] for day in found["days"]] == ["due"] * 5 + ["rest"] * 2
    assert [day["date"] for day in found["days"]] == [str(LAST_WEEK + at * DAY) for at in range(7)]
    assert [day["clock_minutes"] for day in found["days"]] == [None] * 7
    comment = found["tasks"][0]
    assert comment == {
        "task": "comment",
        "days": [2, 2, 2, 2, 2, 0, 0],
        "count": 10,
        "target": 10,
        "per": "day",
        "count_before": 10,
        "target_before": 10,
        "clock_minutes_each": None,
    }
    assert found["outcomes"] == {"conversations": 0, "meetings": 0, "opportunities": 0}


def test_the_scores_of_the_json_are_not_rounded_and_add_up(db: Path, say: Say) -> None:
    """The text shows each to a tenth, and the total as their sum."""
    score = asked(say, db, "--date", "2026-11-18")["score"]
    text = say(db, "--date", "2026-11-18")
    for when in ("was", "is"):
        values = [row[when] for row in score["pillars"]]
        assert all(value != round(value, 6) for value in values[1:])
        assert sum(values) == pytest.approx(score[when], abs=1e-9)
        assert f"{sum(round(value, 1) for value in values):.1f}" in text
    for row in score["pillars"]:
        was, now = f"{row['was']:.1f}", f"{row['is']:.1f}"
        assert re.search(rf"   {row['pillar'].title()} +{was} → +{now}  ", text)
    assert [row["pillar"] for row in score["pillars"]] == [pillar.value for pillar in Pillar]
    assert all(len(row["moved_by"]) <= 2 for row in score["pillars"])


def test_the_json_of_a_review_tells_what_was_written(db: Path, say: Say) -> None:
    """The promise that was judged, the one that was made, outcomes, note, steps."""

    def review(tracker: Tracker) -> None:
        promise = Commitment("2 connects a day", Pillar.PEOPLE, "connect", 2)
        tracker.review.promise(LAST_WEEK - WEEK, promise)
        tracker.review.judge(LAST_WEEK, Answer.IN_PART)
        tracker.review.count_outcome(LAST_WEEK, "talks", 3)
        tracker.review.note(LAST_WEEK, "good")
        tracker.review.promise(LAST_WEEK, Commitment(WILD, Pillar.BRAND))

    reviewed(db, review)
    found = asked(say, db, "--date", "2026-11-18")
    assert set(found["promise"]) == PROMISE | {"did", "asked", "due_days", "verdict"}
    assert found["promise"] == {
        "words": "2 connects a day",
        "focus": "people",
        "subject": "connect",
        "amount": 2,
        "span": "day",
        "weekdays": None,
        "did": 5,
        "asked": 10,
        "due_days": 5,
        "verdict": "kept in part",
    }
    assert (found["outcomes"]["talks"], found["note"], found["finished"]) == (3, "good", True)
    assert found["steps"] == ["promise", "outcomes", "focus"]
    assert set(found["next_promise"]) == PROMISE
    assert found["next_promise"]["focus"] == found["focus"] == "brand"
    assert found["next_promise"]["amount"] is None


def test_the_weekdays_of_a_promise_are_named_as_everywhere(db: Path, say: Say) -> None:
    """By their ids, as in ``routine --json``."""
    busy = Commitment("", Pillar.PEOPLE, "connect", 2, weekdays=frozenset({3, 0}))
    promised = replace(busy, words=promise_words(busy))
    reviewed(db, lambda tracker: tracker.review.promise(LAST_WEEK, promised))
    found = asked(say, db, "--date", "2026-11-18")["next_promise"]
    assert found["weekdays"] == ["mon", "thu"]
    assert found["words"] == "2 connects on Mon and Thu"
    assert asked(say, db)["promise"]["asked"] == 4


def test_the_steps_are_told_in_their_order(db: Path, say: Say) -> None:
    """In whatever order they were answered."""

    def review(tracker: Tracker) -> None:
        tracker.review.note(LAST_WEEK, "good")
        tracker.review.judge(LAST_WEEK, Answer.KEPT)

    reviewed(db, review)
    assert asked(say, db, "--date", "2026-11-18")["steps"] == ["promise", "outcomes"]


@pytest.mark.parametrize("form", [(), ("--markdown",)])
def test_what_people_read_carries_no_control_characters(
    db: Path, say: Say, form: tuple[str, ...]
) -> None:
    """Whatever the user has typed."""

    def review(tracker: Tracker) -> None:
        tracker.review.promise(LAST_WEEK, Commitment(WILD))
        tracker.review.count_outcome(LAST_WEEK, WILD[:20], 2)
        tracker.review.note(LAST_WEEK, f"{WILD}\n# a head\n- a list")

    reviewed(db, review)
    out = say(db, "--date", "2026-11-18", *form)
    assert all(line.isprintable() and line == line.rstrip() for line in out.splitlines())
    assert "\n# a head" not in out
    assert ("call [b]two" in out) is (form == ())


def test_the_markdown_of_a_week_has_its_heads_in_order(db: Path, say: Say) -> None:
    """And a table of the week and of the pillars."""
    out = say(db, "--date", "2026-11-18", "--markdown")
    heads = [line for line in out.splitlines() if line.startswith("#")]
    assert heads == [
        "# Review of 16–22 Nov 2026, week 47",
        "## The week",
        "## Pillars (estimate)",
        "## What the week brought",
        "## Focus",
    ]
    assert "| comment | 2 | 2 | 2 | 2 | 2 | - | - | 10 of 10 | 10 of 10 |" in out


def test_an_empty_log_has_a_week(tmp_path: Path, say: Say) -> None:
    """With nothing in it and nothing to compare, in every form."""
    db = blank(tmp_path / "empty.db")
    found = asked(say, db)
    assert set(found) == WEEK_FIELDS
    assert (found["running"], found["week_before"], found["tasks"][0]["count_before"]) == (
        True,
        None,
        None,
    )
    assert "No data for the week before yet." in say(db)
    assert say(db, "--markdown").startswith("# Review of 23–29 Nov 2026, week 48")


def test_a_week_before_the_log_has_no_figures(db: Path, say: Say) -> None:
    """As long as LinkedIn was there already."""
    for day in ("2026-03-01", "2003-05-06"):
        found = asked(say, db, "--date", day)
        assert found["week"]["days_due"] == found["week"]["target"] == 0
        assert found["score"]["was"] == found["score"]["is"]
        assert say(db, "--date", day)
        assert say(db, "--date", day, "--markdown")


def test_a_later_day_of_this_week_stands_for_it(db: Path, say: Say) -> None:
    assert say(db, "--date", str(MONDAY + 4 * DAY)) == say(db)


def test_looking_at_a_week_changes_nothing(db: Path, say: Say) -> None:
    """In no form."""
    before = dump(db)
    for form in ((), ("--json",), ("--markdown",), ("--date", "2026-11-02")):
        say(db, *form)
    assert dump(db) == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--date", "2026-11-30"], "hasn't started yet"),
        (["--date", "2002-12-22"], "dates must be between"),
        (["--date", "2026-02-29"], "isn't a date"),
        (["--date", "soon"], "isn't a date"),
        (["--json", "--markdown"], "can't be used with"),
        (["2026-11-18"], "is too much"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    db: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    """With exit code 2 and nothing printed."""
    try:
        code = main(["--db", str(db), "--today", str(MONDAY), "week", *arguments])
    except SystemExit as stopped:
        code = int(str(stopped.code))
    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert sentence in captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("label", ["注釈注釈注釈", "wwwwwwwwwwwww", "e\u0301e\u0301"])
def test_a_label_of_any_script_leaves_the_columns_where_they_are(
    db: Path, say: Say, label: str
) -> None:
    """They are counted in cells, as the terminal shows them."""
    add = ["task", "endorse", "--weights", "1,1,1,1", "--label", label, "--target", "2"]
    assert main(["--db", str(db), "--today", str(MONDAY), *add]) == 0
    rows = say(db).splitlines()
    own = next(row for row in rows if label in row)
    usual = next(row for row in rows if row.startswith("   comment "))
    ends = [cells(row[: row.index("of")]) for row in (own, usual)]
    assert ends[0] == ends[1]


def test_what_the_user_wrote_is_wrapped_below_its_beginning(db: Path, say: Say) -> None:
    """No line is longer than the others, and no word is lost."""
    note = " ".join(["enough"] * 50)
    reviewed(db, lambda tracker: tracker.review.note(MONDAY, note))
    lines = say(db).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert sum(line.count("enough") for line in lines if line.startswith(17 * " ")) == 50

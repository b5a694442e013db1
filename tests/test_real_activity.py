"""What a real member did makes sense: on the last day, and after three weeks of nothing."""

import csv
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from ssi_tui.core.calendar import named_zone
from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.model import Pillar, Risk
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.core.today.words import warning
from ssi_tui.tracker.tracker import Tracker
from tests.logs import ROOT, Hands, all_entries, dump, tracking

ACTIVITY = Path(__file__).parent / "data" / "real-activity.csv"
LAST_DAY = date(2026, 11, 17)
LATER = LAST_DAY + timedelta(weeks=3)
FALLS_ON = date(2026, 11, 25)
STOCKHOLM = named_zone("Europe/Stockholm")
# The same zone as a rule, for processes on machines without a table of zones.
STOCKHOLM_RULE = "CET-1CEST,M3.5.0,M10.5.0/3"


def evening(day: date) -> datetime:
    """Return ten o'clock in the evening there."""
    return datetime(day.year, day.month, day.day, 22, tzinfo=STOCKHOLM)


@pytest.fixture(scope="module")
def hands() -> Hands:
    """Return the hands of the clock of ``tracker``."""
    return Hands(evening(LAST_DAY))


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory, hands: Hands) -> Iterator[Tracker]:
    """Import the activity on the evening of its last day."""
    with tracking(tmp_path_factory.mktemp("real") / "log.db", hands, STOCKHOLM) as opened:
        opened.import_log(ACTIVITY)
        yield opened


def on(tracker: Tracker, hands: Hands, day: date) -> Dashboard:
    """Return what the screens show on the evening of a day."""
    hands.instant = evening(day)
    return tracker.dashboard()


@pytest.fixture
def then(tracker: Tracker, hands: Hands) -> Dashboard:
    """Return what the screens show on the last day."""
    return on(tracker, hands, LAST_DAY)


@pytest.fixture
def later(tracker: Tracker, hands: Hands) -> Dashboard:
    """Return what the screens show three weeks later, nothing done meanwhile."""
    return on(tracker, hands, LATER)


def pillar(dashboard: Dashboard, which: Pillar) -> PillarRow:
    """Return the row of a pillar."""
    return next(row for row in dashboard.pillars if row.pillar is which)


# -- the import -------------------------------------------------------------------------------


def test_every_row_is_an_entry(tracker: Tracker) -> None:
    """601 of them, of the tasks that the file names."""
    with ACTIVITY.open(newline="", encoding="utf-8") as file:
        wanted = Counter(row["task"] for row in csv.DictReader(file))
    found = Counter(entry.task for entry in all_entries(tracker))
    assert found == wanted
    assert found.total() == 601


def test_the_import_says_so(tmp_path: Path) -> None:
    """Nothing is skipped, and the days are those of the file."""
    with tracking(tmp_path / "log.db", Hands(evening(LAST_DAY)), STOCKHOLM) as tracker:
        report = tracker.import_log(ACTIVITY)
    assert sum(report.added.values()) == 601
    assert (report.added, report.already_known) == (report.read, {})
    assert (report.skipped_total, report.first_day) == (0, date(2023, 3, 1))
    assert report.last_day == LAST_DAY


def test_a_second_import_adds_nothing(tracker: Tracker, hands: Hands) -> None:
    """On the same day, and three weeks later; not one byte."""
    before = dump(tracker.store.path)
    for day in (LAST_DAY, LATER):
        hands.instant = evening(day)
        report = tracker.import_log(ACTIVITY)
        assert (report.operation, report.added) == (None, {})
        assert sum(report.already_known.values()) == 601
    assert dump(tracker.store.path) == before


def test_a_day_is_the_one_that_the_person_lived(tracker: Tracker) -> None:
    """It begins at three on the wall there, in summer and in winter."""
    for entry in all_entries(tracker):
        assert entry.at is not None
        wall = entry.at.astimezone(STOCKHOLM)
        lived = wall.date() if wall.hour >= 3 else wall.date() - timedelta(days=1)
        assert entry.day == lived


def test_the_whole_import_is_one_undo(tmp_path: Path) -> None:
    """And comes back with one redo."""
    with tracking(tmp_path / "log.db", Hands(evening(LAST_DAY)), STOCKHOLM) as tracker:
        tracker.import_log(ACTIVITY)
        shown = tracker.dashboard()
        assert tracker.undo().size == 601
        assert tracker.dashboard().empty
        tracker.redo()
        assert tracker.dashboard() == shown


# -- the last day -----------------------------------------------------------------------------


def test_the_scores_of_an_active_member_are_neither_low_nor_full(then: Dashboard) -> None:
    """Most of the way up, none above its ceiling, the total their sum."""
    assert 55.0 < then.total < 85.0
    assert then.total == pytest.approx(sum(row.score for row in then.pillars))
    for row in then.pillars:
        assert row.floor < row.score <= PILLAR_RULES[row.pillar].ceiling
        assert sum(row.contributions.values()) == pytest.approx(row.score, abs=1e-9)


def test_a_long_log_without_a_reading_is_known_to_a_dozen_points(then: Dashboard) -> None:
    """More than three years of it: what was before it no longer matters."""
    assert (then.number, then.empty) == (1358, False)
    assert (then.low, then.high) == pytest.approx((53.8, 79.4), abs=0.5)


def test_people_has_its_night_on_the_last_day_and_is_not_warned_of_yet(then: Dashboard) -> None:
    """It was never done daily, and its gap of a week has not passed."""
    row = pillar(then, Pillar.PEOPLE)
    assert row.risk is Risk.SAFE
    assert row.outlook.collapse_on == FALLS_ON
    assert row.score > row.outlook.line


@pytest.mark.parametrize(
    ("nights", "risk"),
    [(6, Risk.SAFE), (5, Risk.WATCH), (3, Risk.WATCH), (2, Risk.ABOUT_TO_COLLAPSE)],
)
def test_people_is_warned_of_for_six_evenings(
    tracker: Tracker, hands: Hands, nights: int, risk: Risk
) -> None:
    """Five nights before it falls it is on watch, two nights before about to collapse."""
    row = pillar(on(tracker, hands, FALLS_ON - timedelta(days=nights)), Pillar.PEOPLE)
    assert (row.risk, row.outlook.nights_left) == (risk, nights)


def test_the_warning_names_people_its_day_and_what_moves_it(tracker: Tracker, hands: Hands) -> None:
    """In two sentences."""
    told = warning(on(tracker, hands, FALLS_ON - timedelta(days=2)))
    assert told is not None
    row, (happens, *_), (moves, *_) = told
    assert row.pillar is Pillar.PEOPLE
    assert happens == "People drops below its collapse line on Wed 25 Nov if you do nothing."
    assert moves.startswith("One ")


def test_the_others_are_safe_on_the_last_day(then: Dashboard) -> None:
    """Shares and comments came every day."""
    for which in (Pillar.BRAND, Pillar.INSIGHTS, Pillar.RELATIONSHIPS):
        assert pillar(then, which).risk is Risk.SAFE


def test_the_tasks_of_the_last_day_are_those_of_the_file(then: Dashboard) -> None:
    """Two shares and a message."""
    assert {row.task: row.count for row in then.tasks} == {
        "comment": 0,
        "share": 2,
        "message": 1,
        "search": 0,
        "connect": 0,
    }


# -- three weeks later ------------------------------------------------------------------------


def test_people_has_collapsed_exactly_when_it_was_said(then: Dashboard, later: Dashboard) -> None:
    """On the day that was named three weeks before."""
    row = pillar(later, Pillar.PEOPLE)
    assert row.risk is Risk.COLLAPSED
    assert row.down_since == pillar(then, Pillar.PEOPLE).outlook.collapse_on


def test_insights_has_collapsed_exactly_when_it_was_said(then: Dashboard, later: Dashboard) -> None:
    """Later, because more was done for it."""
    row = pillar(later, Pillar.INSIGHTS)
    assert row.risk is Risk.COLLAPSED
    assert row.down_since == pillar(then, Pillar.INSIGHTS).outlook.collapse_on
    people = pillar(later, Pillar.PEOPLE).down_since
    assert row.down_since is not None
    assert people is not None
    assert row.down_since > people


def test_the_slow_pillars_are_still_safe(later: Dashboard) -> None:
    """Brand and relationships reward the long term."""
    assert pillar(later, Pillar.BRAND).risk is Risk.SAFE
    assert pillar(later, Pillar.RELATIONSHIPS).risk is Risk.SAFE


def test_every_pillar_fell_and_the_quick_ones_most(then: Dashboard, later: Dashboard) -> None:
    """In shares of what activity had added above the floor."""

    def lost(which: Pillar) -> float:
        before, after = pillar(then, which), pillar(later, which)
        return (before.score - after.score) / (before.score - before.floor)

    assert 0.0 < lost(Pillar.BRAND) < lost(Pillar.RELATIONSHIPS) < 0.3
    assert lost(Pillar.PEOPLE) > 0.5
    assert lost(Pillar.INSIGHTS) > 0.5


def test_no_pillar_fell_through_its_floor(later: Dashboard) -> None:
    """The profile is still there."""
    for row in later.pillars:
        assert row.score > row.floor > 0.0
    assert 30.0 < later.total < 60.0


def test_nothing_is_left_of_the_week(later: Dashboard) -> None:
    """And the month still remembers the day three weeks before."""
    assert [row.windows[0].count for row in later.tasks] == [0] * 5
    assert sum(row.windows[1].count for row in later.tasks) > 0
    assert later.run.current == 0


def test_the_plan_begins_with_what_has_collapsed(later: Dashboard) -> None:
    """And fits into the thirteen minutes."""
    items = later.advice.plan.items
    assert {"connect", "search", "comment"} & {item.action for item in items}
    assert sum(item.minutes for item in items) <= 13.0


def test_the_day_of_a_collapse_stands_still_while_nothing_is_done(
    tracker: Tracker, hands: Hands
) -> None:
    """Each evening names the same day, until it has come."""
    for which in (Pillar.PEOPLE, Pillar.INSIGHTS):
        said = pillar(on(tracker, hands, LAST_DAY), which).outlook.collapse_on
        assert said is not None
        day = LAST_DAY + timedelta(days=1)
        while day < said:
            row = pillar(on(tracker, hands, day), which)
            assert (row.risk is not Risk.COLLAPSED, row.outlook.collapse_on) == (True, said)
            day += timedelta(days=1)
        after = pillar(on(tracker, hands, said + timedelta(days=1)), which)
        assert (after.risk, after.down_since) == (Risk.COLLAPSED, said)


def test_the_total_falls_from_day_to_day(tracker: Tracker, hands: Hands) -> None:
    """A weekend is transparent, a workday is not."""
    totals = [on(tracker, hands, LAST_DAY + timedelta(days=days)).total for days in range(22)]
    for days, (before, after) in enumerate(pairwise(totals), 1):
        if (LAST_DAY + timedelta(days=days)).weekday() > 4:
            assert after == pytest.approx(before)
        else:
            assert after < before


# -- through the command line -----------------------------------------------------------------


def command(db: Path, today: date, *arguments: str) -> str:
    """Run a command in a process whose machine stands there, and return what it prints."""
    return subprocess.run(
        [sys.executable, "-m", "ssi_tui", "--db", str(db), "--today", str(today), *arguments],
        cwd=ROOT,
        env={**os.environ, "TZ": STOCKHOLM_RULE},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_the_command_line_says_the_same(
    tmp_path: Path, then: Dashboard, tracker: Tracker, hands: Hands
) -> None:
    """As of the last day and as of three weeks later."""
    db = tmp_path / "log.db"
    said = command(db, LAST_DAY, "import", "log", str(ACTIVITY))
    assert said.startswith("Added 601 of 601 entries, Wed 1 Mar 2023 to Tue 17 Nov\n")
    again = command(db, LAST_DAY, "import", "log", str(ACTIVITY))
    assert again.startswith("Added 0 of 601 entries")
    for day, shown in ((LAST_DAY, then), (LATER, on(tracker, hands, LATER))):
        status = json.loads(command(db, day, "status", "--json"))
        assert status["score"]["total"] == pytest.approx(shown.total, abs=1e-9)
        assert [row["risk"] for row in status["score"]["pillars"]] == [
            row.risk.value for row in shown.pillars
        ]
    warned = command(db, FALLS_ON - timedelta(days=2), "status")
    assert "People drops below its collapse line on Wed 25 Nov" in warned
    assert "People has been below its collapse line since Wed 25 Nov." in command(
        db, LATER, "status"
    )

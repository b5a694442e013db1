"""The words of every screen are those of the vocabulary, and days as people write them."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from ssi_tui.tracker.tracker import Tracker
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, Session

pytestmark = pytest.mark.slow

LARGE = (200, 60)
SATURDAY, WEEKS_LATER = MONDAY + timedelta(days=5), MONDAY + timedelta(days=21)

# What the code, the JSON or an earlier version says, and no screen may. A word stands for itself
# with any ending that is given; "line" alone is allowed where there is no room for more.
NOT_SAID = re.compile(
    r"\b(?:usual activity|nights?|tonight|due days?|all five|days met|fed|longest|kept up|"
    r"over (?:its|their|the) line|under (?:its|their|the) line|void(?:ed|s)?|set aside|superseded|"
    r"actions?|operations?|feeds|lifts|besides|left running|baselines?|adjustments?|margin|"
    r"calibrated|our score|at stake|in reach|half pace|commitments?|average|dormant|building|"
    r"SSI|that of|all there is|as usual|none of|look after)\b|±|\d %|20\d\d-\d\d-\d\d"
)
# What may stand all the same: the name of a file, a day as it can be typed, and what the
# abbreviation means where it is said.
MAY_STAND = re.compile(r"ssi-tui-review-[\d-]+|\bor\s+2026-12-21|2026-12-21\.|\(SSI\)")

VIEWS = ("1", "2", "3", "4", "5")
# What says other things in other states of the log.
PATHS: tuple[tuple[str, ...], ...] = (
    *((view,) for view in VIEWS),
    ("2", "j", "j", "j"),
    ("2", "k", "k"),
    ("2", "j", "enter"),
    ("3", "p"),
    ("3", "h", "h"),
    *(("4", *["tab"] * steps) for steps in range(1, 7)),
    ("5", "j", "enter"),
    ("left_square_bracket",),
    ("v", "enter"),
    ("c", "e"),
    ("c", "u"),
)
# What says the same in all of them, or needs an ordinary morning.
FORMS: tuple[tuple[str, ...], ...] = (
    *((view, "question_mark") for view in VIEWS),
    ("2", "enter"),
    ("2", "enter", "enter"),
    ("2", "r"),
    ("3", "y"),
    ("4", "ctrl+s"),
    ("5", "j", "j"),
    ("5", "slash", *"comment"),
    ("x",),
    ("v",),
    ("R",),
    ("R", "a"),
    ("comma",),
    ("P",),
    ("g",),
    ("N",),
    ("t",),
    ("c",),
    ("m", "u", "e"),
    ("c", "u", "ctrl+r"),
    ("minus",),
    ("u",),
    ("ctrl+p",),
)


def on_watch(path: Path) -> Tracker:
    """Return the Monday with time off around it."""
    tracker = scenes.morning(path)
    tracker.routine.take_time_off(MONDAY, MONDAY + timedelta(days=4), "mountains")
    return tracker


SCENES: dict[str, tuple[Callable[[Path], Tracker], date]] = {
    "welcome": (scenes.newcomer, MONDAY),
    "first day": (scenes.first_run, MONDAY),
    "morning": (scenes.morning, MONDAY),
    "done": (scenes.done, MONDAY),
    "reviewed": (scenes.reviewed, MONDAY),
    "logbook": (scenes.logbook, MONDAY),
    "rest day": (scenes.morning, SATURDAY),
    "collapsed": (scenes.morning, WEEKS_LATER),
    "time off": (on_watch, MONDAY),
}


def screens(app: Session, paths: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield each screen that keys lead to, and its rows."""
    for keys in paths:
        app.press("1", "full_stop", *keys)
        yield " ".join(keys), app.rows
        app.press("escape")
        while len(app.app.screen_stack) > 1:
            app.press("escape")
        app.press("escape")


@pytest.mark.parametrize("scene", SCENES)
def test_every_screen_is_said_in_the_words_of_the_vocabulary(scene: str, open_app: OpenApp) -> None:
    """With days and percentages as people write them."""
    app = open_app(SCENES[scene][0], MEDIUM, SCENES[scene][1])
    found = [
        f"{keys}: {wrong[0]!r} in {row.strip()!r}"
        for keys, rows in screens(app, PATHS + FORMS if scene == "morning" else PATHS)
        for row in rows
        for wrong in NOT_SAID.finditer(MAY_STAND.sub("", row))
    ]
    assert sorted(set(found)) == []


@pytest.mark.parametrize("size", [NARROW, LARGE], ids=str)
@pytest.mark.parametrize("scene", SCENES)
def test_every_view_is_said_in_the_same_words_at_every_size(
    scene: str, size: tuple[int, int], open_app: OpenApp
) -> None:
    app = open_app(SCENES[scene][0], size, SCENES[scene][1])
    text = "\n".join(app.press(view).text for view in VIEWS)
    assert [wrong[0] for wrong in NOT_SAID.finditer(MAY_STAND.sub("", text))] == []

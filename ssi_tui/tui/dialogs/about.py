"""What each view shows, in the words of the help."""

from collections.abc import Mapping, Sequence

from ssi_tui.core.labels import RISK_MARKS
from ssi_tui.core.model import Risk
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.estimate import range_words

Mark = tuple[str, str, str]
"""A mark of the screen, its role, and what it means."""
Part = tuple[str, Sequence[str | Mark]]
"""A title, and below it sentences and marks."""

_MARKS: Part = (
    "THE MARKS",
    (
        (RISK_MARKS[Risk.WATCH], "warning", "on watch: 3 to 5 days left"),
        (RISK_MARKS[Risk.ABOUT_TO_COLLAPSE], "error", "about to collapse: 2 days or less"),
        (RISK_MARKS[Risk.COLLAPSED], "error", "collapsed: below its line"),
        (RISK_MARKS[Risk.RECOVERING], "accent", "recovering: below its line, climbing"),
        (RISK_MARKS[Risk.BUILDING], "muted", "too early to judge: under 10 workdays"),
        (RISK_MARKS[Risk.DORMANT], "muted", "inactive: nothing left to lose"),
    ),
)
_DONE: Mark = ("●", "accent", "done   ○ to do   ✓ target reached")
_SOME: Mark = ("•", "accent", "some, on a past workday   · none")
_CELL = "One cell is one point; a pillar has 25."
_LINE = "collapse line: a quarter below your usual level, or lower if you are used to gaps"
_LEFT: Mark = ("days left", "muted", "until it drops below its line, if you do nothing")
_CHART: Part = (
    "THE CHART",
    (
        ("◆", "accent", "a reading, LinkedIn's own number"),
        ("╌", "muted", "collapse line"),
        "Ahead: dots are your routine kept, dashes nothing done.",
    ),
)

_ABOUT: Mapping[str, Sequence[Part]] = {
    "today": (
        (
            "THE BARS",
            (_CELL, ("│", "text", _LINE), ("7 days", "muted", "change in a week"), _LEFT),
        ),
        (_MARKS[0], (_DONE, _SOME, *_MARKS[1])),
        ("NEXT", ("Your routine if it fits, then what adds most.",)),
    ),
    "pillars": (
        ("THE BARS", (_CELL, ("│", "text", _LINE), _LEFT)),
        (
            "MADE OF",
            (
                "The parts add up to the pillar's score.",
                ("7 days", "muted", "done, of what your routine asked;"),
                "of the total: change in 7 days.",
                ("28 days", "muted", "the same over four weeks"),
                ("1 more", "muted", "points gained by doing one more today"),
            ),
        ),
        _CHART,
        _MARKS,
    ),
    "streaks": (
        (
            "RUNS",
            (
                ("in a row", "muted", "workdays with something done for this pillar"),
                _LEFT,
                "One missed day in seven is forgiven.",
            ),
        ),
        (
            "THE YEAR",
            (
                ("●", "accent", "all tasks done"),
                ("•", "accent", "some of them"),
                ("·", "muted", "none"),
                ("-", "muted", "rest day"),
                ("~", "muted", "time off"),
            ),
        ),
        _MARKS,
    ),
    "review": (
        (
            "THE STEPS",
            (
                "Six steps, about five minutes. Each step is saved as you go, so you can stop and "
                "continue later. Looking around commits you to nothing.",
            ),
        ),
        (
            "THE PROMISE",
            (
                "If a promise counts a task, the next review checks it for you. For promises in "
                "your own words, it asks you.",
                ("per week", "muted", "points gained if you keep it on top of your routine"),
                ("minutes that day", "muted", "your total on a day when you do it"),
            ),
        ),
    ),
    "log": (
        (
            "THE ROWS",
            (
                "Struck-through rows don't count; the reason is shown.",
                "A date instead of a time: logged on that date, for another day.",
            ),
        ),
        (
            "THE FILTER",
            (
                "Filter by task or source (comment, LinkedIn) or by words in notes; quote a task "
                "name to search notes.",
            ),
        ),
    ),
}


def about(mode: str, dashboard: Dashboard | None) -> Sequence[Part]:
    """Return what the view of a mode shows; Today also says what its score is."""
    if mode != "today" or dashboard is None:
        return _ABOUT[mode]
    score = (
        "THE SCORE",
        (
            "An estimate of LinkedIn's Social Selling Index (SSI), 0 to 100, made from what you "
            "log. It is never LinkedIn's own number.",
            (
                range_words(dashboard),
                "muted",
                "in simulations LinkedIn's number lies in it four times in five",
            ),
        ),
    )
    return (score, *_ABOUT[mode])

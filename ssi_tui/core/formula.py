"""The parameters of the score, formula version 2, each with its source.

The sources are five published guides to the index (ES, PL, IT, NL and ZH, after their languages),
LinkedIn's own slides "Social Selling Index breakdown" of 2015 (LI15) and two LinkedIn help pages
(LIHELP). They say what raises or lowers a pillar; where they give no number, it is our choice.
Nothing was measured on LinkedIn, which publishes neither its formula nor past values.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from ssi_tui.core.model import Past, Pillar, Risk
from ssi_tui.core.value import dataclass, field

FORMULA_VERSION = "2"

BEFORE = "before"
ACTIVE_DAY = "active_day"
BASELINE = "baseline"
ADJUSTMENT = "adjustment"

SCORE_MAX = 25.0


@dataclass(frozen=True, slots=True)
class PillarRule:
    """The constants of one pillar.

    ``half_life`` is in days of the activity clock. ``half_pace`` (K) is the pace in points a week
    that closes half of the gap to the ceiling. ``ceiling`` and ``ceiling_navigator`` (with a Sales
    Navigator licence) are in points of the pillar.
    """

    label: str
    half_life: float
    half_pace: float
    ceiling: float
    ceiling_navigator: float


PILLAR_RULES: Mapping[Pillar, PillarRule] = MappingProxyType(
    {
        # "loses some points, hard to collapse", "close to 25 is not hard" (ES).
        Pillar.BRAND: PillarRule("Brand", 60.0, 20.0, 25.0, 25.0),
        # "collapses quickly", after "days or weeks" (ES); starred metrics need Sales Navigator.
        Pillar.PEOPLE: PillarRule("People", 10.0, 50.0, 21.0, 25.0),
        # ES uses the same words as for People, so the half-life is the same.
        Pillar.INSIGHTS: PillarRule("Insights", 10.0, 80.0, 23.0, 25.0),
        # "rewards the long term, hard to lose many points" (ES); NL says the same of holidays.
        Pillar.RELATIONSHIPS: PillarRule("Relationships", 45.0, 80.0, 23.0, 25.0),
    }
)

# Each K is chosen so that the default routine on five days a week gets three quarters of the way.

BASE_PEOPLE = 2.0
BASE_INSIGHTS = 1.0

# ES, IT, NL, ZH and PL name the items; the points, 14 in all, are our choice.
CHECKLIST: Mapping[str, float] = MappingProxyType(
    {
        "photo": 2.0,
        "background": 1.0,
        "headline": 2.0,
        "about": 2.0,
        "experience": 2.0,
        "education": 0.5,
        "skills": 0.5,
        "media": 1.0,
        "recommendations": 1.5,
        "endorsements": 1.0,
        "connections_500": 0.5,
    }
)

# Baseline of Relationships by the size of the network (ZH, LI15), largest tier first.
CONNECTION_TIERS: tuple[tuple[int, float], ...] = (
    (500, 6.0),
    (300, 5.0),
    (150, 3.5),
    (50, 2.0),
    (0, 1.0),
)

# What the answer at the first start says of the time before the log: a pace in multiples of K.
PAST_START: Mapping[Past, float] = MappingProxyType(
    {Past.UNKNOWN: 0.0, Past.NONE: 0.0, Past.SOME: 0.8, Past.ROUTINE: 1.8}
)

# Bands of the total (NL), highest first.
BANDS: tuple[tuple[float, str], ...] = (
    (80.0, "super"),
    (70.0, "very good"),
    (60.0, "good"),
    (50.0, "average"),
    (0.0, "needs work"),
)

# When a pillar is at risk: our choice, tuned on simulated people. The rhythm is that of the days
# which fed the pillar; who has gaps in it is warned later, below the low that usually follows one.
USUAL_DAYS = 28
COLLAPSE_SHARE = 0.25
USUAL_MINIMUM = 3.0
DUE_DAYS_MINIMUM = 10
NIGHTS_ABOUT = 2
NIGHTS_WATCH = 5
NIGHTS_WALKED = 60
FED_DIVISOR = 20.0
RHYTHM_NIGHTS = 91
RHYTHM_DAYS_MINIMUM = 5
GAP_SHARE = 0.7
GAP_LOW_SHARE = 0.9
STEADY_DUE_DAYS = 1.5
BACK_NIGHTS = 28
DOWN_NIGHTS_MOST = 84
DORMANT_MISSED = 5
DORMANT_LEVEL = 2.0

# The chance that a pillar slides has three states: the due day after a fed one, after one or two
# misses, and after three or more. Each begins with prior counts (missed, fed), and each further
# due day in a state multiplies what was counted there before by the forgetting factor. Checked on
# synthetic mornings only (Brier score 0.046, against 0.084 for a constant rate).
SLIDE_PRIORS: tuple[tuple[float, float], ...] = ((1.0, 2.0), (2.0, 1.0), (3.0, 1.0))
SLIDE_LONG_MISSES = 3
SLIDE_FORGETTING = 0.98

# From how many points between its ends on a range is too wide to name one total.
RANGE_WIDE = 30.0

# Calibration, the person's own numbers that readings may point to: multipliers of the half-life
# (with the standard deviation of their logarithm), and paces before the log in multiples of K
# (with their odds by the answer about them). Our choice, tuned on synthetic people.
HALF_LIFE_MULTIPLIERS: tuple[float, ...] = (0.45, 0.67, 1.0, 1.5, 2.2)
HALF_LIFE_SPREAD = 0.40
STARTS: tuple[float, ...] = (0.0, 0.8, 1.8, 3.2)
START_ODDS: Mapping[Past, tuple[float, ...]] = MappingProxyType(
    {
        Past.UNKNOWN: (0.35, 0.30, 0.20, 0.15),
        Past.NONE: (0.80, 0.15, 0.04, 0.01),
        Past.SOME: (0.02, 0.66, 0.30, 0.02),
        Past.ROUTINE: (0.02, 0.10, 0.62, 0.26),
    }
)

# Standard deviations before any reading: of the offset, in points of a pillar, and of the gain by
# the answer. Our choice, tuned on synthetic people.
OFFSET_SPREAD = 2.5
GAIN_SPREAD: Mapping[Past, float] = MappingProxyType(
    {Past.UNKNOWN: 0.30, Past.NONE: 0.34, Past.SOME: 0.36, Past.ROUTINE: 0.25}
)

# Standard deviations: of a reading, of how far offset and gain drift in a night after the first
# reading, and of what a day between a reading and a log that begins later adds. Our choice, the
# second picked among five on synthetic people.
READING_NOISE = 0.5
OFFSET_DRIFT = 0.15
GAIN_DRIFT = 0.01
GAP_NOISE = 0.4

# A reading so many standard deviations from what was expected is a step of LinkedIn's own (one
# overnight cut of 7 % is known, Sales for Life 2017), which may come again: it adds to the drift as
# if it had taken so many days, and those of the readings. After a reading the estimate is at most
# so many points away from it. Our choice, the first picked among five on synthetic people.
STEP_DEVIATIONS = 5.0
STEP_DAYS = 28
BELIEVED = 0.5

# The range leaves out one in ten at either end.
RANGE_TAIL = 0.1

# A free account may send about five invitations with a personal note a month (LIHELP a550555).
NOTES_A_MONTH = 5


@dataclass(frozen=True, slots=True)
class Action:
    """An action that scores.

    ``minutes`` is what one of it takes. ``repeat`` is the factor by which each further one on the
    same day is worth less. ``points`` is what one is worth in each pillar, in pillar order.
    ``qualities`` holds the factor of each quality, in the order in which the app cycles through
    them. ``toward`` is the task that it counts toward.
    """

    id: str
    label: str
    minutes: float
    repeat: float
    points: tuple[float, float, float, float]
    toward: str
    qualities: Mapping[str, float] = field(default_factory=dict)

    def next_quality(self, quality: str | None) -> str | None:
        """Return the quality after one, ``None`` without any; no quality counts like the first."""
        known = list(self.qualities)
        if not known:
            return None
        at = 0 if quality is None else known.index(quality)
        return known[(at + 1) % len(known)]


def _actions() -> Mapping[str, Action]:
    comment = {"thoughtful": 1.0, "short": 0.5}
    share = {"original": 1.0, "reshare": 1.0}
    message = {"sent": 1.0, "replied": 1.5}
    connect = {"note": 1.0, "plain": 0.5, "decision_maker": 1.3}
    rows = (
        # comment: ES, IT, NL, ZH (insights); the profile shows it NL; relations PL; length IT, ZH.
        Action("comment", "comment", 2.0, 0.75, (1, 1, 10, 2), "comment", comment),
        # share: ES (news), NL and ZH (daily status).
        Action("share", "share", 3.0, 0.50, (6, 0, 10, 1), "share", share),
        # message: ES (messages and reply rate in insights), IT, NL, PL (relationships).
        Action("message", "message", 2.0, 0.75, (0, 1, 6, 10), "message", message),
        # search: NL, ZH, LI15 (people); ES (relationships).
        Action("search", "search", 2.0, 0.60, (0, 7, 0, 4), "search"),
        # connect: sent counts more than received ES; decision makers PL, NL; notes ES, NL.
        Action("connect", "connect", 2.0, 0.80, (0, 10, 0, 5), "connect", connect),
        # reaction: NL, ZH, PL.
        Action("reaction", "reaction", 0.2, 0.70, (0, 0, 1.5, 0.5), "reaction"),
        # reply (to a comment on one's own post): ES reply rate, PL.
        Action("reply", "reply", 1.0, 0.75, (1, 0, 6, 6), "comment"),
        # answer (a message in reply to one): as reply.
        Action("answer", "answer", 1.0, 0.75, (1, 0, 6, 6), "message"),
        # profile_view: ZH, LI15.
        Action("profile_view", "profile view", 0.5, 0.70, (0, 2, 0, 1), "profile_view"),
        # invite_in (accepting a received one): less than sent ES; IT, ZH.
        Action("invite_in", "accepted an invitation", 0.5, 0.80, (0, 4, 0, 3), "invite_in"),
        # invite_ok (mine was accepted): acceptance rate ES, LI15; rewarded, never punished.
        Action("invite_ok", "my invitation accepted", 0.0, 0.80, (0, 5, 0, 4), "invite_ok"),
        # group: ES, IT, NL (insights); ZH (people).
        Action("group", "group", 5.0, 0.60, (1, 3, 10, 3), "group"),
        # event: ES.
        Action("event", "event", 5.0, 0.60, (1, 2, 8, 3), "event"),
        # post: ES, NL, PL.
        Action("post", "post", 10.0, 0.40, (10, 1, 12, 2), "share"),
        # article: ES, ZH weekly, LI15.
        Action("article", "article", 45.0, 0.30, (30, 2, 15, 3), "article"),
        # recommend (asking or giving): ES, IT, ZH.
        Action("recommend", "recommendation", 4.0, 0.50, (10, 0, 1, 4), "recommend"),
        # profile_upkeep: all sources.
        Action("profile_upkeep", "profile update", 10.0, 0.30, (15, 0, 0, 0), "profile_upkeep"),
        # inmail: ES, NL.
        Action("inmail", "InMail", 3.0, 0.75, (0, 2, 6, 12), "inmail"),
    )
    return MappingProxyType({row.id: row for row in rows})


Actions = Mapping[str, Action]
"""Everything that scores on a day, by id: the formula's own actions first, then the user's."""

ACTIONS: Actions = _actions()


def usual_actions(day: date) -> Actions:  # noqa: ARG001
    """Return what scores on any day where the user has changed no task."""
    return ACTIONS


# A day on which anything is logged also counts as an active day: those drive Relationships (ES).
ACTIVE_DAY_POINTS: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 10.0)

# The default routine, 13 minutes a day: tasks with their daily targets.
DEFAULT_TARGETS: Mapping[str, int] = MappingProxyType(
    {"comment": 2, "share": 1, "message": 1, "search": 1, "connect": 1}
)


def may_be_daily(task: str) -> bool:
    """Tell whether a task can be asked for by the day: other actions are for the week alone."""
    return task in DEFAULT_TARGETS or task not in ACTIONS


# How many of an action the planner may ask for on one day, including those already done. Weekly
# things (article, group, recommendation) are not for the daily plan. Our choice.
PLAN_CAPS: Mapping[str, int] = MappingProxyType(
    {"comment": 3, "share": 1, "message": 2, "search": 1, "connect": 2, "reply": 1}
)

# From which due day of its week on a weekly task is a candidate of the plan, how many of it a day,
# and how many such tasks at most: each doubles what is tried. Our choice.
WEEKLY_FROM = 3
WEEKLY_CAP = 1
WEEKLY_MOST = 4

# What can be replied to, and for how many days after the day on which it was written. Our choice.
REPLIED_TO: tuple[str, ...] = ("comment", "share", "post", "article", "group", "event")
REPLY_DAYS = 3

# How much a point of a pillar counts in the plan, by its risk; any other risk counts 1. Our choice.
URGENCY: Mapping[Risk, float] = MappingProxyType(
    {
        Risk.WATCH: 1.5,
        Risk.COLLAPSED: 2.0,
        Risk.RECOVERING: 2.0,
        Risk.ABOUT_TO_COLLAPSE: 3.0,
    }
)

# What each action costs in the plan, in weighted points, so that a tie goes to the shorter list,
# and what it is worth to complete a task of the routine. Our choice.
ACTION_COST = 0.03
TASK_WORTH = 0.30

# What somebody keeps of a task is read from the days of the last four weeks that asked for it, and
# known once they are ten. Our choice.
KEPT_DAYS = 28
KEPT_DUE_DAYS_MINIMUM = 10
# What is asked for by the week is read from the last four closed weeks, known once they are two.
KEPT_WEEKS = 4
KEPT_WEEKS_MINIMUM = 2

# How many days ahead the planner looks for a way back over the line.
RECOVERY_DAYS = 28

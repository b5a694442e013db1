"""The parameters of the score, formula version 1, each with its source.

The numbers are readings of five published guides to the index (ES, PL, IT, NL, ZH after their
languages), of LinkedIn's own "Social Selling Index breakdown" slides of 2015 (LI15) and of two
LinkedIn help pages (LIHELP). Directions are the sources'; where a source gives none, the number
is our choice. Nothing here was measured on LinkedIn, which publishes neither formula nor series.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from ssi_tui.core.model import Past, Pillar, Risk
from ssi_tui.core.value import dataclass, field

FORMULA_VERSION = "1"

BEFORE = "before"
ACTIVE_DAY = "active_day"
BASELINE = "baseline"
ADJUSTMENT = "adjustment"

SCORE_MAX = 25.0


@dataclass(frozen=True, slots=True)
class PillarRule:
    """The constants of one pillar.

    ``half_life`` in days of the activity clock, ``half_pace`` (K) in points a week that close half
    of the gap to the ceiling, ``ceiling`` and ``ceiling_navigator`` in points of the pillar.
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
        # The same words as for the pillar before (ES), so the same half-life.
        Pillar.INSIGHTS: PillarRule("Insights", 10.0, 80.0, 23.0, 25.0),
        # "rewards the long term, hard to lose many points" (ES), the holiday remark of NL.
        Pillar.RELATIONSHIPS: PillarRule("Relationships", 45.0, 80.0, 23.0, 25.0),
    }
)

# K makes the default routine on five days reach about 75 % of the way to the ceiling.

BASE_PEOPLE = 2.0
BASE_INSIGHTS = 1.0

# Sum 14: ES, IT, NL, ZH and PL name the items; the points are our choice.
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

# Baseline of relationships by size of the network (ZH, LI15), largest tier first.
CONNECTION_TIERS: tuple[tuple[int, float], ...] = (
    (500, 6.0),
    (300, 5.0),
    (150, 3.5),
    (50, 2.0),
    (0, 1.0),
)

# The onboarding answer, as a multiple of the half pace kept up before the log began.
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

# Flags: our choice, tuned to the wording of ES.
USUAL_DAYS = 28
COLLAPSE_SHARE = 0.25
USUAL_MINIMUM = 2.0
DUE_DAYS_MINIMUM = 10
NIGHTS_ABOUT = 2
NIGHTS_WATCH = 5
NIGHTS_WALKED = 60
FED_DIVISOR = 20.0
DORMANT_MISSED = 5
STEADY_DUE_DAYS = 1.5

# The chance that a pillar slides: due days after a fed one, after one or two misses, after three
# and more. (not fed, fed) before anything is known, and what one more visit leaves of the rest;
# checked on synthetic mornings only (Brier 0.046, a constant rate 0.084).
SLIDE_PRIORS: tuple[tuple[float, float], ...] = ((1.0, 2.0), (2.0, 1.0), (3.0, 1.0))
SLIDE_LONG_MISSES = 3
SLIDE_FORGETTING = 0.98

# The honest margin of the total without readings: unknown past, then a known month.
MARGIN_YOUNG = 15.0
MARGIN = 9.0
YOUNG_DAYS = 28

# Calibration: what a reading may say about a person's own numbers. Multipliers of the half-life
# with the spread of their logarithm, and paces kept up before the log (multiples of the half
# pace) with their odds by the onboarding answer; checked on synthetic people only.
HALF_LIFE_MULTIPLIERS: tuple[float, ...] = (0.45, 0.67, 1.0, 1.5, 2.2)
HALF_LIFE_SPREAD = 0.40
STARTS: tuple[float, ...] = (0.0, 0.8, 1.8, 3.2)
START_ODDS: Mapping[Past, tuple[float, ...]] = MappingProxyType(
    {
        Past.UNKNOWN: (0.35, 0.30, 0.20, 0.15),
        Past.NONE: (0.85, 0.10, 0.04, 0.01),
        Past.SOME: (0.15, 0.50, 0.25, 0.10),
        Past.ROUTINE: (0.05, 0.20, 0.50, 0.25),
    }
)

# Standard deviations of the offset (points of a pillar) and the gain before any reading, of what
# they drift a day after the first one, and of a reading itself; how many make an 80 % band.
OFFSET_SPREAD = 2.5
GAIN_SPREAD = 0.30
OFFSET_DRIFT = 0.18
GAIN_DRIFT = 0.01
READING_NOISE = 0.6
BAND_DEVIATIONS = 1.28

# A free account may send about five invitations with a personal note a month (LIHELP a550555).
NOTES_A_MONTH = 5


@dataclass(frozen=True, slots=True)
class Action:
    """Anything that scores.

    ``minutes`` for one; ``repeat`` the factor by which each further one of a day is worth less;
    ``points`` the weight of one in each pillar, in pillar order; ``qualities`` the factor of each
    quality, in the order in which the app cycles through them; ``toward`` the task whose target it
    counts toward.
    """

    id: str
    label: str
    minutes: float
    repeat: float
    points: tuple[float, float, float, float]
    toward: str
    qualities: Mapping[str, float] = field(default_factory=dict)


def _actions() -> Mapping[str, Action]:
    rows = (
        # comment: ES, IT, NL, ZH (insights); the profile shows it NL; relations PL; length IT, ZH.
        Action(
            "comment",
            "comment",
            2.0,
            0.75,
            (1, 1, 10, 2),
            "comment",
            {"thoughtful": 1.0, "short": 0.5},
        ),
        # share: ES (news), NL and ZH (daily status).
        Action(
            "share", "share", 3.0, 0.50, (6, 0, 10, 1), "share", {"original": 1.0, "reshare": 1.0}
        ),
        # message: ES (messages and reply rate in insights), IT, NL, PL (relationships).
        Action(
            "message",
            "message",
            2.0,
            0.75,
            (0, 1, 6, 10),
            "message",
            {"sent": 1.0, "replied": 1.5},
        ),
        # search: NL, ZH, LI15 (people); ES (relationships).
        Action("search", "search", 2.0, 0.60, (0, 7, 0, 4), "search"),
        # connect: sent counts more than received ES; decision makers PL, NL; notes ES, NL.
        Action(
            "connect",
            "connect",
            2.0,
            0.80,
            (0, 10, 0, 5),
            "connect",
            {"note": 1.0, "plain": 0.5, "decision_maker": 1.3},
        ),
        # reaction: NL, ZH, PL.
        Action("reaction", "reaction", 0.2, 0.70, (0, 0, 1.5, 0.5), "reaction"),
        # reply (to a comment on one's own post): ES reply rate, PL.
        Action("reply", "reply", 1.0, 0.75, (1, 0, 6, 6), "comment"),
        # answer (a message in reply to one): as reply.
        Action("answer", "answer", 1.0, 0.75, (1, 0, 6, 6), "message"),
        # profile_view: ZH, LI15.
        Action("profile_view", "profile view", 0.5, 0.70, (0, 2, 0, 1), "profile_view"),
        # invite_in (accept a received one): less than sent ES; IT, ZH.
        Action("invite_in", "invitation accepted", 0.5, 0.80, (0, 4, 0, 3), "invite_in"),
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
        # recommend (ask or give): ES, IT, ZH.
        Action("recommend", "recommendation", 4.0, 0.50, (10, 0, 1, 4), "recommend"),
        # profile_upkeep: all sources.
        Action("profile_upkeep", "profile upkeep", 10.0, 0.30, (15, 0, 0, 0), "profile_upkeep"),
        # inmail: ES, NL.
        Action("inmail", "InMail", 3.0, 0.75, (0, 2, 6, 12), "inmail"),
    )
    return MappingProxyType({row.id: row for row in rows})


Actions = Mapping[str, Action]
"""Everything that scores on a day, by id: the formula's own first, then the user's."""

ACTIONS: Actions = _actions()


def usual_actions(day: date) -> Actions:  # noqa: ARG001
    """Return what scores on a day where the user has said nothing of tasks."""
    return ACTIONS


# active_day is automatic: days of activity drive relationships (ES).
ACTIVE_DAY_POINTS: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 10.0)

# The default routine: task and daily target; 13 minutes.
DEFAULT_TARGETS: Mapping[str, int] = MappingProxyType(
    {"comment": 2, "share": 1, "message": 1, "search": 1, "connect": 1}
)

# The planner: how many of an action it may ask for on one day, what is done already counted in.
# Weekly things (article, group, recommendation) are not for the daily plan. Our choice.
PLAN_CAPS: Mapping[str, int] = MappingProxyType(
    {"comment": 3, "share": 1, "message": 2, "search": 1, "connect": 2, "reply": 1}
)

# How much a point of a pillar weighs in the plan; every other risk weighs 1. Our choice.
URGENCY: Mapping[Risk, float] = MappingProxyType(
    {Risk.WATCH: 1.5, Risk.COLLAPSED: 2.0, Risk.ABOUT_TO_COLLAPSE: 3.0}
)

# What one more action costs in the plan, in weighted points: a tie goes to the shorter list.
ACTION_COST = 0.03

# How far ahead the way back over the line is looked for, in days.
RECOVERY_DAYS = 28

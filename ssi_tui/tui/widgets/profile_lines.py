"""The questions about the profile as lines of choices, and what their answers change."""

from collections.abc import Sequence

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import CHECKLIST, CONNECTION_TIERS
from ssi_tui.core.labels import PAST_LABELS
from ssi_tui.core.model import Past
from ssi_tui.core.text.words import WEEKDAYS
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import dataclass
from ssi_tui.tui.widgets.choices import Choice, Line

BIG_NETWORK = "connections_500"


@dataclass(frozen=True, slots=True)
class ProfileAnswers:
    """What was answered about the profile; ``None`` is what the answers leave as it is."""

    checklist: frozenset[str] | None = None
    connections: int | None = None
    sales_navigator: bool | None = None
    past: Past | None = None
    workdays: frozenset[int] | None = None


def workdays_line(dashboard: Dashboard, label: str = "") -> Line:
    """Return the weekdays, with the workdays of today chosen."""
    chosen = Schedule.of(dashboard.source.log).weekdays_on(dashboard.today)
    days = tuple(Choice(at, name) for at, name in enumerate(WEEKDAYS))
    return Line(label, days, frozenset(chosen))


def profile_lines(dashboard: Dashboard, label: str = "") -> tuple[Line, Line, Line]:
    """Return the checklist, the size of the network and the month before, as the log has them."""
    profile = dashboard.source.log.profile
    tier = next(start for start, _ in CONNECTION_TIERS if profile.connections >= start)
    has = tuple(Choice(item, item) for item in CHECKLIST if item != BIG_NETWORK)
    lowest, *others = (start for start, _ in reversed(CONNECTION_TIERS))
    sizes = (Choice(lowest, f"under {others[0]}"), *(Choice(at, f"{at}+") for at in others))
    answers = tuple(Choice(past, words) for past, words in PAST_LABELS.items())
    return (
        Line(label, has, frozenset(profile.checklist - {BIG_NETWORK})),
        Line("connections", sizes, frozenset({tier}), single=True),
        Line("month before", answers, frozenset({profile.past}), single=True),
    )


def navigator_line(dashboard: Dashboard) -> Line:
    """Return whether the user pays for Sales Navigator."""
    has = dashboard.source.log.profile.sales_navigator
    return Line("Navigator", (Choice(False, "no"), Choice(True, "yes")), frozenset({has}), True)


def chosen_days(line: Line) -> frozenset[int]:
    """Return the weekdays that are chosen."""
    return frozenset(at for at in range(len(WEEKDAYS)) if at in line.chosen)


def profile_answers(lines: Sequence[Line], asked: Sequence[Line]) -> ProfileAnswers:
    """Return the answers in lines as ``profile_lines`` gives them; ``asked`` are those shown first.

    A network of the same size as before keeps its exact number of connections.
    """
    has, network, past = lines
    tier, answer = network.one(), past.one()
    checklist = {item for item in CHECKLIST if item in has.chosen}
    if tier == CONNECTION_TIERS[0][0]:
        checklist.add(BIG_NETWORK)
    same = tier == asked[1].one()
    return ProfileAnswers(
        checklist=frozenset(checklist),
        connections=tier if isinstance(tier, int) and not same else None,
        past=answer if isinstance(answer, Past) else None,
    )

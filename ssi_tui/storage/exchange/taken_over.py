"""What the import of a log changes besides entries, in words."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.import_report import Days
from ssi_tui.core.journal.rows import StepFacts
from ssi_tui.core.journal.words import profile_words
from ssi_tui.core.model import Profile, TargetVersion, TaskDefinition
from ssi_tui.core.routine.words import changed_words
from ssi_tui.core.tasks import actions_by_day, current
from ssi_tui.core.text.words import count_of
from ssi_tui.core.value import dataclass
from ssi_tui.storage.exchange.tables import Numbered
from ssi_tui.storage.log.analytics import AnalyticsRows
from ssi_tui.storage.log.store import Store

_STATES = """SELECT one.id, one.undone_at IS NOT NULL, (SELECT device FROM operations AS turn
        WHERE turn.of = one.id ORDER BY turn.stamp DESC, turn.id DESC LIMIT 1)
    FROM operations AS one WHERE one.of IS NULL AND one.id IN (SELECT value FROM json_each(?))"""


@dataclass(frozen=True, slots=True)
class Held:
    """What a log held at some time: the values of now, and for operations whether each is undone.

    ``steps`` has the operations that an export undoes or redoes, each with the device that did so
    last. ``analytics`` are LinkedIn's figures of each day.
    """

    profile: Profile
    weekdays: frozenset[int] | None
    targets: Mapping[str, TargetVersion]
    tasks: Sequence[TaskDefinition]
    steps: Mapping[str, tuple[bool, str | None]]
    analytics: Days


def held(store: Store, tables: Numbered, today: date) -> Held:
    """Return what a log holds of all that an export may change."""
    turned = {row["of"] for _, row in tables["operations"] if row.get("of") is not None}
    routine, states = store.routine, store.connection.execute(_STATES, (json.dumps(list(turned)),))
    workdays = [each.weekdays for each in routine.workdays() if each.valid_from <= today]
    return Held(
        routine.profile(),
        workdays[-1] if workdays else None,
        {each.task: each for each in routine.targets() if each.valid_from <= today},
        routine.task_changes(),
        {one: (bool(undone), device) for one, undone, device in states},
        AnalyticsRows(store.path, store.connection).in_force(),
    )


def taken_over(before: Held, after: Held, *, dry_run: bool) -> Iterator[str]:
    """Yield what an import has changed: ``took over connections 900, comment 4 a day``."""
    workdays = None if before.weekdays == after.weekdays else after.weekdays
    facts = StepFacts(profiles=(before.profile, after.profile), workdays=workdays)
    targets = [each for task, each in after.targets.items() if before.targets.get(task) != each]
    known = {*ACTIONS, *(each.id for each in before.tasks)}
    new = [each for each in current(after.tasks).values() if each.id not in known]
    words = list(profile_words(facts))
    if targets or new:
        words += changed_words(targets, new, actions_by_day(after.tasks)[-1][1])
    days = sum(before.analytics.get(day) != each for day, each in after.analytics.items())
    words += [f"{count_of(days, 'day')} of LinkedIn's analytics"] if days else []
    if words:
        yield f"{'would take' if dry_run else 'took'} over {', '.join(words)}"
    turned = (
        ("undone" if undone else "redone", device)
        for one, (undone, device) in after.steps.items()
        if one in before.steps and before.steps[one][0] != undone
    )
    for (verb, device), count in Counter(turned).items():
        yield f"{count_of(count, 'step')} {verb} on {device}"

"""What was saved in the routine editor is what it shows when it is opened again."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.core.calendar import DAY
from ssi_tui.core.model import TaskDefinition
from ssi_tui.core.routine.draft import Draft, carried, changes, draft_of, redefined, toggled
from ssi_tui.core.routine.task_checks import free_key
from ssi_tui.core.tasks import free_id
from ssi_tui.tracker.tracker import Tracker
from tests.examples import examples
from tests.logs import Hands, tracking

NAMES = ("call", "endorse", "thank people")
STEPS = ("minutes", "target", "move", "weekday", "add", "take out", "from")


def opened(tracker: Tracker, days: int | None = None) -> Draft:
    """Return the editor's draft from a number of days after today on, or as it is opened."""
    start = None if days is None else tracker.today() + days * DAY
    log = tracker.view.log()
    return draft_of(tracker.view.schedule(), start or tracker.today(), start, log.tasks)


def days_to(tracker: Tracker, draft: Draft) -> int | None:
    """Return from how many days after today on a draft holds; ``None`` as it is opened."""
    return None if draft.start is None else (draft.start - tracker.today()).days


def added(tracker: Tracker, draft: Draft, name: str) -> Draft:
    """Return the draft with a new task of one's own, if its name is free."""
    own = [item.definition for item in draft.items if item.own]
    known = [*own, *tracker.tasks.own()]
    if name in {each.label for each in known}:
        return draft
    task = TaskDefinition(
        free_id(name, [each.id for each in own]),
        retired=False,
        label=name,
        minutes=1.0,
        points=(0.0, 0.0, 0.0, 1.0),
        key=free_key(name, [each.key or "" for each in known]),
    )
    return draft.with_new(task)


def changed(data: st.DataObject, tracker: Tracker, before: Draft, draft: Draft) -> Draft:
    """Return the draft after one step at the keys."""
    at = data.draw(st.integers(0, len(draft.items) - 1))
    item = draft.items[at]
    step = data.draw(st.sampled_from(STEPS))
    if step == "minutes":
        return draft.with_item(at, item.taking(data.draw(st.sampled_from((0.0, 1.5, 4.0)))))
    if step == "target":
        return draft.with_item(at, item.aimed(data.draw(st.integers(0, 3))))
    if step == "move":
        return draft.moved(at, data.draw(st.integers(0, len(draft.items) - 1)))
    if step == "weekday":
        return toggled(draft, at, data.draw(st.integers(0, 4)))
    if step == "add":
        return added(tracker, draft, data.draw(st.sampled_from(NAMES)))
    if step == "take out":
        return draft.without(at) if item.own else draft
    other = opened(tracker, data.draw(st.integers(-5, 8)))
    return carried(before, draft, other)


def seen(draft: Draft) -> list[tuple[object, ...]]:
    """Return what the editor shows of each task."""
    return [
        (item.task, item.label, item.minutes, item.version.target, item.version.weekdays)
        for item in draft.items
    ]


@settings(max_examples=examples(100), deadline=None)
@given(st.data())
def test_a_routine_is_found_as_it_was_saved(data: st.DataObject) -> None:
    """After any steps, from any date on, on any later morning, with undos in between."""
    hands = Hands()
    with TemporaryDirectory() as folder, tracking(Path(folder) / "log.db", hands) as tracker:
        if data.draw(st.booleans(), "an entry"):
            tracker.tick([("comment", 1)])
        for _ in range(data.draw(st.integers(1, 4), "visits")):
            before = draft = opened(tracker)
            for _ in range(data.draw(st.integers(1, 5), "steps")):
                after = changed(data, tracker, before, draft)
                if after.start != draft.start:
                    before = opened(tracker, days_to(tracker, after))
                draft = after
            versions, tasks = changes(before, draft), redefined(before, draft)
            if versions or tasks:
                tracker.routine.keep_targets(versions, draft.start, tasks)
                assert seen(opened(tracker, days_to(tracker, draft))) == seen(draft)
                if data.draw(st.booleans(), "undo"):
                    tracker.undo()
            hands.move(days=data.draw(st.integers(0, 5), "nights"))

"""What may be said of a task: the rules of input, each broken one a sentence."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from ssi_tui.core.checks import RefusedError, line
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import TaskDefinition
from ssi_tui.core.routine.draft import MINUTES_EACH_MAX
from ssi_tui.core.slips import quoted
from ssi_tui.core.tasks import OWN_TASKS_MAX, TASK_IDS_TAKEN, TASK_LETTERS, TASK_MAX
from ssi_tui.core.text.words import cells, folded, printable

# Letters and what is written above, below and between them.
LABEL_MAX = 4 * TASK_MAX
REPEAT_MAX = 0.95
WEIGHT_MAX = 30.0
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NOTHING_TAKEN: Mapping[str, str] = MappingProxyType({})


def task_id(text: str) -> str:
    """Return the id of a task of the user's own."""
    if not 1 <= len(text) <= TASK_MAX or not set(text) <= TASK_LETTERS:
        raise RefusedError(f"task names use a–z, 0–9 and _, at most {TASK_MAX} characters")
    if text in ACTIONS or text in TASK_IDS_TAKEN:
        raise RefusedError(f"{quoted(text)} is already taken; choose another name")
    return text


def task_label(text: str) -> str:
    """Return the label of a task: one short line that can be shown."""
    label = line(text)
    if not (1 <= cells(label) <= TASK_MAX and len(label) <= LABEL_MAX and _is_shown(label)):
        raise RefusedError(f"a task needs a label of 1 to {TASK_MAX} characters, such as endorse")
    if any(folded(label) == action.label for action in ACTIONS.values()):
        raise RefusedError(_taken(label))
    return label


def _taken(label: str) -> str:
    return f"{quoted(label)} is already the label of another task; choose another"


def _is_shown(label: str) -> bool:
    """Tell whether nothing in a label is replaced where it is shown, but for kinds of spaces."""
    return all(printable(each) != " " or each.isspace() for each in label)


def task_key(text: str, taken: Mapping[str, str]) -> str:
    """Return the key that ticks a task; ``taken`` names what other keys do in Today."""
    if not is_typed(text):
        raise RefusedError("a key is one letter, digit or mark")
    if text in taken:
        free = free_key("", taken)
        raise RefusedError(f"the key {text} is already used for {taken[text]}; {free} is free")
    return text


def is_typed(key: str) -> bool:
    """Tell whether a key is one that a keyboard types: a letter, a digit or a mark."""
    return len(key) == 1 and key.isascii() and key.isprintable() and not key.isspace()


def taken_keys(
    usual: Mapping[str, tuple[Iterable[str], str]], keymap: Mapping[str, Iterable[str]]
) -> dict[str, str]:
    """Return what each key does, those among them that the user has given.

    ``usual`` holds the keys of each id with the name of what they do, ``keymap`` the keys of ids
    that have others.
    """
    found: dict[str, str] = {}
    for identity, (keys, name) in usual.items():
        for key in keymap.get(identity, keys):
            found.setdefault(key, name)
    return found


def free_key(label: str, taken: Iterable[str]) -> str | None:
    """Return a key for a new task: a letter of its label if one is free, else any letter."""
    used = set(taken)
    wanted = (*label.lower(), *label.upper(), *LETTERS, *LETTERS.upper())
    return next(
        (key for key in wanted if key.isalpha() and is_typed(key) and key not in used), None
    )


def task_minutes(value: float) -> float:
    """Return the minutes that one of a task takes."""
    if not 0.0 <= value <= MINUTES_EACH_MAX:
        raise RefusedError(f"minutes each must be 0 to {MINUTES_EACH_MAX:g}")
    return value


def task_repeat(value: float) -> float:
    """Return by how much each further one of a day is worth less."""
    if not 0.0 <= value <= REPEAT_MAX:
        raise RefusedError(f"the repeat factor must be 0 to {REPEAT_MAX:g}")
    return value


def task_weights(values: Sequence[float]) -> tuple[float, float, float, float]:
    """Return the points that one of a task brings to the four pillars."""
    if len(values) != 4 or not all(0.0 <= value <= WEIGHT_MAX for value in values):
        raise RefusedError(
            f"weights are four numbers, 0 to {WEIGHT_MAX:g}: Brand, People, Insights, Relationships"
        )
    brand, people, insights, relationships = values
    return (brand, people, insights, relationships)


def definition(
    given: TaskDefinition,
    others: Sequence[TaskDefinition] = (),
    taken: Mapping[str, str] = NOTHING_TAKEN,
) -> TaskDefinition:
    """Return what is said of a task.

    ``others`` are the user's own that are offered beside it, ``taken`` the keys of Today with what
    each does.
    """
    if given.minutes is not None:
        task_minutes(given.minutes)
    if given.id in ACTIONS:
        if (given.label, given.key, given.repeat, given.points, given.retired) != (None,) * 5:
            raise RefusedError(
                f"{given.id} is built in; only its minutes and position can be changed"
            )
        return given
    task_id(given.id)
    if given.label is not None:
        if task_label(given.label) != given.label:
            raise RefusedError("a label must be one short line")
        if any(folded(each.label or "") == folded(given.label) for each in others):
            raise RefusedError(_taken(given.label))
    if given.key is not None:
        own = {each.key: each.label or each.id for each in others if each.key}
        task_key(given.key, {**own, **taken})
    if given.repeat is not None:
        task_repeat(given.repeat)
    if given.points is not None:
        task_weights(given.points)
    return given


def room(offered: int) -> None:
    """Check that there are not more tasks of the user's own than Today has room for."""
    if offered > OWN_TASKS_MAX:
        raise RefusedError(f"you can have at most {OWN_TASKS_MAX} tasks of your own")

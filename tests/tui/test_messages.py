"""One way down and one way up: nothing is set from outside, and messages are plain values."""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tracker.tracker import Tracker
from tests.test_architecture import SOURCES, within
from tests.tui.driver import Session

TUI = {name: source for name, source in SOURCES.items() if within(name, ("ssi_tui.tui",))}
QUERIES = frozenset({"query", "query_one", "query_exactly_one", "query_children"})
SCREENS = frozenset({"screen", "screen_stack"})
PAST = re.compile(r"([^e]ed|Taken|TakenBack|Kept|Seen)$")


def name_of(node: ast.expr) -> str:
    """Return the last part of a name: ``Message`` of ``textual.message.Message``."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def messages(sources: Mapping[str, str]) -> list[ast.ClassDef]:
    """Return the classes that are messages, or are derived from one."""
    classes = [
        node
        for source in sources.values()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
    ]
    names = {"Message", "Sent"}
    found: list[ast.ClassDef] = []
    while more := [
        each
        for each in classes
        if each not in found
        and each.name != "Sent"
        and any(name_of(base) in names for base in each.bases)
    ]:
        found += more
        names |= {each.name for each in more}
    return found


def leaves(sources: Mapping[str, str]) -> list[ast.ClassDef]:
    """Return the messages that are sent: those that no other is derived from."""
    found = messages(sources)
    bases = {name_of(base) for each in found for base in each.bases}
    return [each for each in found if each.name not in bases]


def is_plain(message: ast.ClassDef) -> bool:
    """Return whether a message is made of what it annotates, and of nothing that can be called."""
    bases = {name_of(base) for base in message.bases}
    fields = [
        ast.unparse(each.annotation) for each in message.body if isinstance(each, ast.AnnAssign)
    ]
    methods = [each for each in message.body if isinstance(each, ast.FunctionDef)]
    return "Message" not in bases and not methods and "Callable" not in " ".join(fields)


def reached(expression: ast.expr, names: set[str]) -> bool:
    """Return whether an expression is what a query found, a screen of the app, or so named."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Call) and name_of(node.func) in QUERIES:
            return True
        if isinstance(node, ast.Attribute) and node.attr in SCREENS:
            return True
        if isinstance(node, ast.Name) and node.id in names:
            return True
    return False


def assigned(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield what is assigned to, and what it is given."""
    if isinstance(node, ast.Assign):
        yield from ((target, node.value) for target in node.targets)
    elif isinstance(node, ast.AugAssign | ast.AnnAssign) and node.value is not None:
        yield node.target, node.value
    elif isinstance(node, ast.For | ast.comprehension):
        yield node.target, node.iter


def set_from_outside(source: str) -> list[int]:
    """Return the lines that assign to an attribute of what a query found, or of another screen."""
    lines: list[int] = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        pairs = [pair for node in ast.walk(function) for pair in assigned(node)]
        names = {
            part.id
            for target, value in pairs
            if reached(value, set())
            for part in ast.walk(target)
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
        }
        lines += [
            target.lineno
            for pair, _ in pairs
            for target in ast.walk(pair)
            if isinstance(target, ast.Attribute)
            and isinstance(target.ctx, ast.Store)
            and reached(target.value, names)
        ]
    return lines


def queries(source: str) -> list[int]:
    """Return the lines that look for widgets."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and name_of(node.func) in QUERIES
    ]


def called_back(source: str) -> list[str]:
    """Return the classes whose constructor is handed something to call."""
    return [
        owner.name
        for owner in ast.walk(ast.parse(source))
        if isinstance(owner, ast.ClassDef)
        for each in owner.body
        if isinstance(each, ast.FunctionDef) and each.name == "__init__"
        if "Callable" in ast.unparse(each.args)
    ]


# -- one way up -------------------------------------------------------------------------------


@pytest.mark.parametrize("message", messages(TUI), ids=lambda each: each.name)
def test_a_message_is_a_plain_value_and_carries_no_callback(message: ast.ClassDef) -> None:
    """Who handles it answers by what comes down."""
    assert is_plain(message)


@pytest.mark.parametrize("message", leaves(TUI), ids=lambda each: each.name)
def test_a_message_says_what_has_happened(message: ast.ClassDef) -> None:
    """In the past tense; what is to be done about it is not the sender's business."""
    assert PAST.search(message.name)


@pytest.mark.parametrize("module", [name for name in TUI if ".dialogs." in name])
def test_a_dialog_is_handed_nothing_to_call(module: str) -> None:
    """It sends messages, or closes with a result."""
    assert called_back(TUI[module]) == []


# -- one way down -----------------------------------------------------------------------------


@pytest.mark.parametrize("module", TUI)
def test_no_widget_is_set_from_outside(module: str) -> None:
    """It is bound to the value that it shows."""
    assert set_from_outside(TUI[module]) == []


@pytest.mark.parametrize(
    "module", [name for name in TUI if within(name, ("ssi_tui.tui.app", "ssi_tui.tui.errands"))]
)
def test_the_app_and_its_errands_look_for_no_widget(module: str) -> None:
    """What is below them is not their business."""
    assert queries(TUI[module]) == []


@pytest.mark.parametrize("key", ["c", "minus", "e", "u", "left_square_bracket"])
def test_a_key_builds_one_dashboard(
    today: Session, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many widgets show a part of it."""
    today.press("n")
    build = Tracker.dashboard
    built: list[Tracker] = []

    def counted(tracker: Tracker, day: date | None = None) -> Dashboard:
        built.append(tracker)
        return build(tracker, day)

    monkeypatch.setattr(Tracker, "dashboard", counted)
    today.press(key)
    assert len(built) == 1


# -- that the rules can be broken -------------------------------------------------------------


@pytest.mark.parametrize("name", ["Need", "NeedsAnswer", "FeedMe", "SpeedUp", "Tick"])
def test_a_name_that_is_not_in_the_past_tense_is_found(name: str) -> None:
    """The past is told at the end of the name."""
    assert PAST.search(name) is None


@pytest.mark.parametrize(
    "source",
    [
        "class Ticked(Message):\n    task: str",
        "class Asked(Sent):\n    then: Callable[[date], None]",
        "class Asked(Sent):\n    then: 'Callable[[date], None] | None' = None",
        "class Asked(messages.Sent):\n    def __init__(self) -> None: ...",
        "class A(Message): ...\nclass B(A): ...",
    ],
)
def test_a_message_that_is_no_plain_value_is_found(source: str) -> None:
    """Whatever it is derived from."""
    assert not all(is_plain(each) for each in messages({"": source}))


@pytest.mark.parametrize(
    "line",
    [
        "self.query_one(Panel).cursor += 1",
        "self.query_one(Panel).keys = {}",
        "self.app.screen.page = page",
        "app.screen.styles.width = 3",
        "panel = self.query_one(Panel); panel.limit = 3",
        "for panel in self.query(Panel): panel.pillar = 1",
        "screen = self._app.screen; screen.page = page",
        "one, self.query_one(Panel).two = 1, 2",
    ],
)
def test_setting_a_widget_from_outside_is_found(line: str) -> None:
    """On the spot, or under a name."""
    assert set_from_outside(f"def f(self):\n    {line}") == [2]


@pytest.mark.parametrize(
    "line",
    ["self.cursor += 1", "self._field.value = ''", "width = self.query_one(Panel).size.width"],
)
def test_setting_what_is_ones_own_is_left_alone(line: str) -> None:
    """And so is reading."""
    assert set_from_outside(f"def f(self):\n    {line}") == []


def test_a_dialog_with_a_callback_is_found() -> None:
    """By the type of what it is handed."""
    source = "class More:\n    def __init__(self, tick: Callable[[str], None]) -> None: ..."
    assert called_back(source) == ["More"]

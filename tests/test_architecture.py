"""Who may import whom, and the other rules that keep the package as it is cut."""

import ast
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import ssi_tui
from ssi_tui.core.value import replace

PACKAGE = Path(ssi_tui.__file__).parent
LINES_MAX = 400
# Between the name of a dependency, its lowest version and the one that it must be below.
SPAN = re.compile(">=|,<")

VALUE_MODULES = frozenset(
    [
        "__future__",
        "bisect",
        "collections",
        "contextlib",
        "dataclasses",
        "datetime",
        "enum",
        "fractions",
        "functools",
        "heapq",
        "itertools",
        "math",
        "operator",
        "re",
        "statistics",
        "string",
        "textwrap",
        "types",
        "typing",
        "unicodedata",
    ]
)
"""What of the standard library neither reads nor writes anything."""

NETWORK = frozenset(
    [
        "aiohttp",
        "asyncore",
        "ftplib",
        "http",
        "httpx",
        "imaplib",
        "nntplib",
        "poplib",
        "requests",
        "smtplib",
        "socket",
        "socketserver",
        "ssl",
        "telnetlib",
        "urllib.error",
        "urllib.request",
        "urllib3",
        "webbrowser",
        "websockets",
        "xmlrpc",
    ]
)
"""What could contact anything; nobody may import it, but where a layer names it."""

UI = frozenset({"textual", "rich"})


@dataclass(frozen=True, slots=True)
class Layer:
    """What the modules of a layer may import.

    ``ours`` are modules of the package, with what lies below them; ``third`` are packages of
    others; ``lazy`` are either, inside functions alone. ``standard`` is ``None`` where all of the
    standard library is allowed, which ``never`` narrows.
    """

    ours: tuple[str, ...] = ()
    third: frozenset[str] = frozenset()
    lazy: frozenset[str] = frozenset()
    standard: frozenset[str] | None = None
    never: frozenset[str] = frozenset()


SQL = frozenset({"sqlite3"})
VIEWS = ("today", "pillars", "streaks", "review", "log")


def screen_layer(*rooms: str) -> Layer:
    """Return the layer of what is on the screen and knows some rooms of ``tui``."""
    known = ("look", "widgets", "keys", *rooms)
    ours = ("ssi_tui.core", *(f"ssi_tui.tui.{room}" for room in known))
    return Layer(ours=ours, third=UI, never=SQL)


APP = Layer(ours=("ssi_tui.core", "ssi_tui.tui", "ssi_tui.tracker"), third=UI, never=SQL)
ERRANDS = screen_layer("view", "dialogs", "errands", *VIEWS)

LAYERS: dict[str, Layer] = {
    "ssi_tui": Layer(),
    "ssi_tui.__main__": Layer(ours=("ssi_tui.cli",)),
    "ssi_tui.core": Layer(ours=("ssi_tui.core",), standard=VALUE_MODULES),
    "ssi_tui.core.calendar": Layer(
        ours=("ssi_tui.core",), lazy=frozenset({"dateutil"}), standard=VALUE_MODULES
    ),
    "ssi_tui.linkedin": Layer(
        ours=("ssi_tui.core", "ssi_tui.linkedin"), lazy=frozenset({"openpyxl"}), never=SQL
    ),
    "ssi_tui.storage": Layer(
        ours=("ssi_tui.core", "ssi_tui.storage"),
        lazy=frozenset({"sqlite_utils", "platformdirs", "tomlkit"}),
    ),
    # Nobody waits for these: they are loaded for an upgrade and for a salvage.
    **{
        f"ssi_tui.storage.{file}": Layer(
            ours=("ssi_tui.core", "ssi_tui.storage"), third=frozenset({"sqlite_utils"})
        )
        for file in ("database.schema", "safety.salvage", "safety.placeholders")
    },
    "ssi_tui.publish": Layer(
        ours=("ssi_tui.core", "ssi_tui.publish"), lazy=frozenset({"dateutil", "jinja2"}), never=SQL
    ),
    "ssi_tui.tracker": Layer(
        ours=tuple(
            f"ssi_tui.{room}" for room in ("core", "storage", "linkedin", "publish", "tracker")
        ),
        never=SQL,
    ),
    "ssi_tui.tui": Layer(),
    **{f"ssi_tui.tui.{room}": screen_layer() for room in ("look", "widgets", "keys")},
    "ssi_tui.tui.keys.table": Layer(standard=frozenset()),
    "ssi_tui.tui.view": screen_layer("view"),
    "ssi_tui.tui.view.host": replace(
        screen_layer("view"), ours=(*screen_layer("view").ours, "ssi_tui.tracker")
    ),
    **{f"ssi_tui.tui.{room}": screen_layer("view", room) for room in (*VIEWS, "dialogs")},
    "ssi_tui.tui.errands": replace(ERRANDS, ours=(*ERRANDS.ours, "ssi_tui.tracker")),
    **{f"ssi_tui.tui.{name}": APP for name in ("app", "views", "demo", "rescue")},
    "ssi_tui.cli": Layer(
        ours=("ssi_tui.core", "ssi_tui.tracker", "ssi_tui.storage", "ssi_tui.cli"),
        lazy=frozenset({"ssi_tui.tui"}),
        never=SQL,
    ),
    # It gives the browser the path of a file that was just written.
    "ssi_tui.cli.publish": Layer(
        ours=("ssi_tui.core", "ssi_tui.tracker", "ssi_tui.storage", "ssi_tui.cli"),
        lazy=frozenset({"webbrowser"}),
        never=SQL,
    ),
    "ssi_tui.cli.guide": Layer(
        ours=("ssi_tui.core", "ssi_tui.cli"), lazy=frozenset({"rich"}), never=SQL
    ),
}
"""The longest name that a module begins with is its layer. ``ssi_tui`` itself, which holds the
version, may be imported by all."""


@dataclass(frozen=True, slots=True)
class Import:
    """An imported module; ``nested`` where it is loaded inside a function."""

    module: str
    line: int
    nested: bool


def module_name(path: Path) -> str:
    """Return the name of the module in a file of the package."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def within(module: str, names: tuple[str, ...] | frozenset[str]) -> bool:
    """Tell whether a module is one of the names, or lies below one."""
    return any(module == name or module.startswith(f"{name}.") for name in names)


def imports(source: str) -> Iterator[Import]:
    """Yield what a source imports; a name that is a module of ours counts as that module."""

    def visit(node: ast.AST, nested: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(alias.name, child.lineno, nested)
            elif isinstance(child, ast.ImportFrom):
                base = "." * child.level + (child.module or "")
                for alias in child.names:
                    below = f"{base}.{alias.name}"
                    yield Import(below if below in FILES else base, child.lineno, nested)
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from visit(child, nested or inside)

    yield from visit(ast.parse(source), False)


def layer_of(module: str) -> Layer:
    """Return the layer of a module."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next(LAYERS[name] for name in names if name in LAYERS)


def is_allowed(layer: Layer, found: Import) -> bool:
    """Tell whether a module of a layer may import something at that place."""
    top = found.module.split(".")[0]
    if found.nested and within(found.module, layer.lazy):
        return True
    if within(found.module, NETWORK) or found.module.startswith("."):
        return False
    if top == "ssi_tui":
        return found.module == "ssi_tui" or within(found.module, layer.ours)
    if top in sys.stdlib_module_names:
        return top not in layer.never and (layer.standard is None or top in layer.standard)
    return top in layer.third


def forbidden(module: str, source: str) -> list[str]:
    """Return what a module imports although it may not."""
    layer = layer_of(module)
    return [
        f"{module}:{found.line} imports {found.module}"
        for found in imports(source)
        if not is_allowed(layer, found)
    ]


def clock_reads(source: str) -> list[int]:
    """Return the lines on which a source asks the machine what time it is."""
    asked = {
        *(("date", "today"), ("datetime", "today"), ("datetime", "now"), ("datetime", "utcnow")),
        *(("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime")),
    }
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in asked
    ]


def circle(arrows: Mapping[str, set[str]]) -> list[str]:
    """Return a circle of what imports each other, from one back to itself; nothing without one."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def file_arrows(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the modules of ours that each module imports, wherever in it that stands."""
    return {
        module: {found.module for found in imports(source) if found.module in FILES} - {module}
        for module, source in sources.items()
    }


def folder_of(module: str) -> str:
    """Return the folder in which the file of a module lies."""
    return FILES[module].parent.relative_to(PACKAGE.parent).as_posix()


def folder_arrows(files: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the folders that the files of each folder import from; the version is no arrow."""
    arrows: dict[str, set[str]] = defaultdict(set)
    for module, below in files.items():
        arrows[folder_of(module)] |= {folder_of(each) for each in below - {"ssi_tui"}}
    return {folder: below - {folder} for folder, below in arrows.items()}


def numbers(version: str) -> list[int]:
    """Return a version as numbers, which compare as versions do."""
    return [int(part) for part in version.split(".")]


every_module = pytest.mark.parametrize("module", FILES)


# -- the rules --------------------------------------------------------------------------------


@every_module
def test_a_module_imports_what_its_layer_may(module: str) -> None:
    """The table of the design."""
    assert forbidden(module, FILES[module].read_text(encoding="utf-8")) == []


@every_module
def test_only_the_command_line_reads_the_clock(module: str) -> None:
    """Everybody else is told what day it is."""
    lines = clock_reads(FILES[module].read_text(encoding="utf-8"))
    assert within(module, ("ssi_tui.cli",)) or lines == []


@every_module
def test_a_module_begins_with_a_docstring(module: str) -> None:
    """One sentence about what it is."""
    text = ast.get_docstring(ast.parse(FILES[module].read_text(encoding="utf-8")))
    assert text
    assert text.splitlines()[0].endswith((".", "?"))


@every_module
def test_a_file_is_not_too_long(module: str) -> None:
    """It is split before."""
    assert len(FILES[module].read_text(encoding="utf-8").splitlines()) <= LINES_MAX


FILES_MAX = 15


def crowded(root: Path) -> list[str]:
    """Return the folders with more files of Python than one looks through at a glance."""
    files = (path for path in root.rglob("*.py") if path.stem != "__init__")
    counted = Counter(path.parent for path in files)
    return [folder.name for folder, count in counted.items() if count > FILES_MAX]


def test_no_folder_is_crowded() -> None:
    """A room with more than fifteen files is two rooms."""
    assert crowded(PACKAGE) == []
    assert crowded(PACKAGE.parent / "tests") == []


@pytest.mark.parametrize(
    "module", [name for name, path in FILES.items() if path.stem == "__init__"]
)
def test_a_package_is_one_sentence_and_re_exports_nothing(module: str) -> None:
    """Importing a module costs what it needs itself; that of ``ssi_tui`` holds the version."""
    body = ast.parse(SOURCES[module]).body[1:]
    assert len(body) == (1 if module == "ssi_tui" else 0)


@every_module
def test_a_module_is_named_after_what_it_is(module: str) -> None:
    """Not after nothing."""
    assert module.split(".")[-1] not in {"utils", "util", "helpers", "helper", "manager", "common"}


def test_the_package_says_that_it_is_typed() -> None:
    """For those who import it."""
    assert (PACKAGE / "py.typed").is_file()


SOURCES = {module: path.read_text(encoding="utf-8") for module, path in FILES.items()}


def test_no_files_import_each_other_in_a_circle() -> None:
    """Imports inside functions and for type checkers count."""
    assert circle(file_arrows(SOURCES)) == []


def test_no_folders_import_each_other_in_a_circle() -> None:
    """A folder is what its files are about; it stands above or below another, not both."""
    assert circle(folder_arrows(file_arrows(SOURCES))) == []


# -- that the rules can be broken -------------------------------------------------------------

BROKEN = {
    ("ssi_tui.core.today.dashboard", "import sqlite3"),
    ("ssi_tui.core.today.dashboard", "import os"),
    ("ssi_tui.core.today.dashboard", "import json"),
    ("ssi_tui.core.today.dashboard", "from pathlib import Path"),
    ("ssi_tui.core.today.dashboard", "import rich.text"),
    ("ssi_tui.core.today.dashboard", "from ssi_tui.storage.log.store import Store"),
    ("ssi_tui.core.today.dashboard", "def f():\n    import dateutil"),
    ("ssi_tui.core.calendar", "from dateutil import tz"),
    ("ssi_tui.core.calendar", "class A:\n    from dateutil import tz"),
    ("ssi_tui.core.calendar", "if True:\n    from dateutil import tz"),
    ("ssi_tui.linkedin.files.archive", "import sqlite3"),
    ("ssi_tui.linkedin.files.archive", "from urllib.request import urlopen"),
    ("ssi_tui.linkedin.files.archive", "from ssi_tui.tracker.tracker import Tracker"),
    ("ssi_tui.linkedin.analytics.workbook", "import openpyxl"),
    ("ssi_tui.publish.calendar", "from dateutil.rrule import rrule"),
    ("ssi_tui.publish.calendar", "from ssi_tui.storage.log.store import Store"),
    ("ssi_tui.storage.log.store", "import sqlite_utils"),
    ("ssi_tui.storage.log.store", "from sqlite_utils import Database"),
    ("ssi_tui.storage.settings.edit", "from tomlkit import parse"),
    ("ssi_tui.storage.log.store", "from ssi_tui.tracker.tracker import Tracker"),
    ("ssi_tui.storage.log.store", "def f():\n    import textual"),
    ("ssi_tui.tracker.log_view", "from textual.app import App"),
    ("ssi_tui.tracker.log_view", "def f():\n    from ssi_tui.tui.app import SsiApp"),
    ("ssi_tui.tracker.log_view", "import sqlite3"),
    ("ssi_tui.tui.look.grid", "from ssi_tui.tui.view.base import ViewScreen"),
    ("ssi_tui.tui.look.grid", "from ssi_tui.tracker.tracker import Tracker"),
    ("ssi_tui.tui.look.rows", "from ssi_tui.tui.app import SsiApp"),
    ("ssi_tui.tui.view.base", "from ssi_tui.tui import app"),
    (
        "ssi_tui.tui.view.base",
        "from ssi_tui.storage.database.errors import DatabaseUnusableError",
    ),
    ("ssi_tui.tui.errands.words", "from ssi_tui.tui.app import SsiApp"),
    ("ssi_tui.tui.dialogs.forms.ask", "from ssi_tui.tracker.verb import Done"),
    ("ssi_tui.tui.errands.journal", "from ssi_tui.tui.app import SsiApp"),
    ("ssi_tui.tui.errands.run", "def f():\n    from ssi_tui.tui.app import SsiApp"),
    ("ssi_tui.tui.view.host", "from ssi_tui.tui.today.screen import TodayScreen"),
    ("ssi_tui.tui.view.host", "from ssi_tui.storage.log.store import Store"),
    ("ssi_tui.tui.keys.tasks", "from ssi_tui.tui.today.screen import TodayScreen"),
    ("ssi_tui.tui.keys.table", "from ssi_tui.core.value import dataclass"),
    ("ssi_tui.tui.keys.table", "import typing"),
    ("ssi_tui.tui.view.messages", "from ssi_tui.tracker.verb import Done"),
    ("ssi_tui.tui.today.screen", "from ssi_tui.tui.dialogs.forms.ask import NoteDialog"),
    ("ssi_tui.tui.log.screen", "from ssi_tui.tui.today.screen import TodayScreen"),
    ("ssi_tui.tui.widgets.why", "from ssi_tui.tui.view.host import Host"),
    ("ssi_tui.tui.app", "import sqlite3"),
    ("ssi_tui.tui.app", "from ssi_tui.storage.log.store import Store"),
    ("ssi_tui.cli.printed.status", "from ssi_tui.tui.look.rows import Row"),
    ("ssi_tui.cli.printed.status", "from ssi_tui import tui"),
    ("ssi_tui.cli.printed.status", "import textual"),
    ("ssi_tui.cli.printed.status", "import sqlite_utils"),
    ("ssi_tui.cli.guide", "import rich.markdown"),
    ("ssi_tui.cli.publish", "import webbrowser"),
    ("ssi_tui.cli.app", "def f():\n    import webbrowser"),
    ("ssi_tui.publish.report", "from jinja2 import Environment"),
    ("ssi_tui.cli.printed.status", "from . import commands"),
    ("ssi_tui.cli.printed.status", "import socket"),
    ("ssi_tui", "from ssi_tui.core import model"),
}


@pytest.mark.parametrize(("module", "source"), sorted(BROKEN))
def test_a_module_that_imports_too_much_is_found(module: str, source: str) -> None:
    """Each rule can fail."""
    assert len(forbidden(module, source)) == 1


KEPT = {
    ("ssi_tui.core.today.dashboard", "from collections.abc import Mapping"),
    ("ssi_tui.core.calendar", "def f():\n    from dateutil import tz"),
    ("ssi_tui.linkedin.files.archive", "from urllib.parse import unquote"),
    ("ssi_tui.storage.log.store", "def f():\n    from sqlite_utils import Database"),
    ("ssi_tui.storage.settings.edit", "def f():\n    from tomlkit import parse"),
    ("ssi_tui.storage.database.schema", "from sqlite_utils import Migrations"),
    ("ssi_tui.storage.exchange.export", "from ssi_tui import __version__"),
    ("ssi_tui.tracker.log_view", "from ssi_tui.storage.log.store import Store"),
    ("ssi_tui.tui.view.base", "from ssi_tui.tui.look import grid"),
    ("ssi_tui.tui.errands.run", "from ssi_tui.tui.view.host import Host"),
    ("ssi_tui.cli.printed.status", "def f():\n    from ssi_tui.tui.app import SsiApp"),
}


@pytest.mark.parametrize(("module", "source"), sorted(KEPT))
def test_a_module_that_keeps_to_its_layer_is_left_alone(module: str, source: str) -> None:
    """And no rule forbids what is allowed."""
    assert forbidden(module, source) == []


def test_a_crowded_folder_is_found(tmp_path: Path) -> None:
    """Packages of a folder do not count."""
    for number in range(FILES_MAX + 1):
        (tmp_path / f"of_{number}.py").touch()
    (tmp_path / "__init__.py").touch()
    assert crowded(tmp_path) == [tmp_path.name]


def test_a_circle_of_files_is_found_inside_functions_and_for_type_checkers() -> None:
    """It is named from one file back to itself."""
    sources = {
        "ssi_tui.core.text.words": "def f():\n    from ssi_tui.core.model import Risk",
        "ssi_tui.core.model": "if TYPE_CHECKING:\n    from ssi_tui.core.text.words import number",
    }
    found = circle(file_arrows(sources))
    assert set(found) == set(sources)
    assert found[0] == found[-1]


def test_a_circle_of_folders_is_found_where_no_file_is_in_one() -> None:
    """Two files of each folder are enough."""
    files = {
        "ssi_tui.tracker.log_view": {"ssi_tui.storage.database.ids"},
        "ssi_tui.storage.database.errors": {"ssi_tui.tracker.backups"},
    }
    assert circle(files) == []
    assert set(circle(folder_arrows(files))) == {"ssi_tui/tracker", "ssi_tui/storage/database"}


@pytest.mark.parametrize(
    "source", ["date.today()", "datetime.now(UTC)", "datetime.utcnow()", "time.time()"]
)
def test_a_read_of_the_clock_is_found(source: str) -> None:
    """Wherever it stands."""
    assert clock_reads(f"def f():\n    return {source}") == [2]


@pytest.mark.parametrize("source", ["clock.today()", "self.wall_clock.now()", "time.monotonic()"])
def test_asking_the_clock_that_was_handed_in_is_no_read(source: str) -> None:
    """Nor is measuring how long something takes."""
    assert clock_reads(source) == []


def test_the_top_of_the_repository_holds_the_package_its_tests_and_its_pictures() -> None:
    """What is built and what begins with a dot does not count."""
    found = {path.name for path in PACKAGE.parent.iterdir()}
    kept = {name for name in found if not name.startswith((".", "_")) and "egg" not in name}
    pages = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"}
    folders = {"ssi_tui", "tests", "screenshots"}
    # A package of the sources has a page of its own about itself.
    assert kept - {"build", "dist", "PKG-INFO"} == folders | pages | {"pyproject.toml"}


@pytest.mark.parametrize("bound", ["lowest", "newest"])
def test_the_dependencies_are_tried_at_both_ends_of_what_is_allowed(bound: str) -> None:
    """The lower end is written in both places; the upper one moves, and is written in one."""
    root = PACKAGE.parent
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    allowed = {name: least for name, least, _ in map(SPAN.split, project["dependencies"])}
    text = (root / ".ci" / f"constraints-{bound}.txt").read_text(encoding="utf-8")
    pinned = dict(line.split("==") for line in text.splitlines() if not line.startswith("#"))
    assert pinned.keys() == allowed.keys()
    for name, version in pinned.items():
        parts, least = numbers(version), numbers(allowed[name])
        assert parts[: len(least)] == least if bound == "lowest" else parts >= least, name

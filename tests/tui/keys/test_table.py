"""The table of keys: one declaration a key, and every one of it in use."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import ssi_tui.tui
from ssi_tui.tui.errands.keymap import keymap_of, scopes
from ssi_tui.tui.keys import table
from ssi_tui.tui.keys.names import bindings, key_name
from ssi_tui.tui.keys.table import ABOVE, EVERYWHERE, HIDDEN, IN_VIEWS, KEYS, UNDO, Row

ROWS = [row for rows in KEYS.values() for row in rows if row is not UNDO] + [UNDO]


def owners() -> dict[str, list[type[DOMNode]]]:
    """Return the classes that bind the keys of each place, which is told by its ids."""
    places = {tuple(row[0] for row in rows): place for place, rows in KEYS.items()}
    found: dict[str, list[type[DOMNode]]] = {place: [] for place in KEYS}
    for module in pkgutil.walk_packages(ssi_tui.tui.__path__, "ssi_tui.tui."):
        for owner in vars(importlib.import_module(module.name)).values():
            if isinstance(owner, type) and owner.__module__ == module.name:
                own = vars(owner).get("BINDINGS", ())
                if own and issubclass(owner, DOMNode):
                    found[places[tuple(each.id for each in own)]].append(owner)
    return found


OWNERS = owners()


def test_the_table_imports_nothing() -> None:
    """A command that asks for a key loads no app."""
    tree = ast.parse(Path(table.__file__).read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    asked = "import sys, ssi_tui.tui.keys.table; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"


def test_an_id_is_given_once() -> None:
    """The ids are the keymap that users write; those of what works everywhere say so."""
    everywhere = [row[0] for rows in EVERYWHERE.values() for row in (*rows, UNDO)]
    assert {identity.split(".")[0] for identity in everywhere} == {"app"}
    assert [name for name, count in Counter(row[0] for row in ROWS).items() if count > 1] == []


@pytest.mark.parametrize("place", KEYS)
def test_each_place_is_bound_by_one_class(place: str) -> None:
    """Which binds nothing beside it."""
    (owner,) = OWNERS[place]
    assert vars(owner)["BINDINGS"] == bindings(place)


@pytest.mark.parametrize("place", KEYS)
def test_what_a_key_runs_is_there(place: str) -> None:
    """On the class that binds it, or on the app."""
    from ssi_tui.tui.app import SsiApp

    for row in KEYS[place]:
        name = re.sub(r"\(.*", "", row[2])
        owner = SsiApp if name.startswith("app.") else OWNERS[place][0]
        assert callable(getattr(owner, f"action_{name.removeprefix('app.')}", None)), row[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_has_all_its_parts(row: Row) -> None:
    """A tooltip is the sentence of the help, without its full stop."""
    identity, keys, action, description, tooltip, *how = row
    assert "" not in (identity, keys, action, description)
    assert tooltip.endswith(tuple("abcdefghijklmnopqrstuvwxyz0123456789)"))
    assert len([word for word in how if word.isupper()]) <= 1
    assert len([word for word in {*how} - {HIDDEN, ABOVE} if word.islower()]) <= 1


@pytest.mark.parametrize("row", [*IN_VIEWS["today"], *IN_VIEWS["log"], *EVERYWHERE["app"]])
def test_what_a_key_does_fits_beside_it_in_the_help(row: Row) -> None:
    """In one row of a terminal of 100 columns."""
    assert len(row[4]) <= 34


def test_a_key_is_written_as_it_stands_on_the_keyboard() -> None:
    """Whatever Textual calls it."""
    for place, rows in KEYS.items():
        made = Binding.make_bindings(bindings(place))
        names = [key_name(each.key) for each in made]
        assert names == [key for row in rows for key in row[1].split()]


def test_without_a_keymap_nothing_clashes() -> None:
    """No two things have one key in one view, and every view and dialog is looked at."""
    found = list(scopes())
    assert {row for scope in found for row in scope} == set(ROWS)
    for scope in found:
        # A dialog stands in the scope of all dialogs too.
        keys = [key for row in dict.fromkeys(scope) for key in row[1].split()]
        assert len(set(keys)) == len(keys), scope
    assert keymap_of({}).problems == {}

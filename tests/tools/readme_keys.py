"""Writes the table of all keys into the guide: ``python -m tests.tools.readme_keys``."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from textual.binding import Binding

import ssi_tui.tui
from ssi_tui.tui.keys.names import key_name

PAGE = Path(ssi_tui.tui.__file__).parent.parent / "guide" / "keys.md"
BEGIN = "| id | keys | what it does |\n|---|---|---|\n"


def all_bindings() -> Iterator[Binding]:
    """Yield every binding of the app, by the order of modules and declarations."""
    for module in pkgutil.walk_packages(ssi_tui.tui.__path__, "ssi_tui.tui."):
        for owner in vars(importlib.import_module(module.name)).values():
            if isinstance(owner, type) and owner.__module__ == module.name:
                yield from vars(owner).get("BINDINGS", ())


def _shown(key: str) -> str:
    return f"`{key_name(key.strip())}`"


def table() -> str:
    """Return the rows of all bindings, those of the app first, each id once."""
    rows: dict[str, str] = {}
    for binding in all_bindings():
        keys = " ".join(map(_shown, binding.key.split(",")))
        rows[str(binding.id)] = f"| `{binding.id}` | {keys} | {binding.tooltip} |\n"
    places = {"app": 0, "today": 1, "pillars": 2, "streaks": 3, "review": 4, "log": 5}
    order = sorted(rows, key=lambda identity: places.get(identity.split(".")[0], 9))
    return "".join(rows[identity] for identity in order)


def main() -> int:
    """Write the table, which ends the page."""
    before = PAGE.read_text(encoding="utf-8").split(BEGIN)[0]
    PAGE.write_text(before + BEGIN + table(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

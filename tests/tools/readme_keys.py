"""Writes the tables of keys into the guide: ``python -m tests.tools.readme_keys``."""

from pathlib import Path

import ssi_tui
from ssi_tui.tui.keys.listed import KeyUse, listed
from ssi_tui.tui.keys.table import BY_ID, KEYS

PAGE = Path(ssi_tui.__file__).parent / "guide" / "keys.md"
BEGIN = "| id | keys | what it does |\n|---|---|---|\n"
MORNING = "| key | what it does |\n|---|---|\n"


def morning() -> str:
    """Return the keys of Today as its help lists them."""
    rows = (*KEYS["today"], *KEYS["view"], *KEYS["app"])
    uses = (KeyUse(row[0], tuple(row[1].split()), row[4]) for row in rows)
    lines = [line for each in listed(uses).values() for line in each]
    return "".join(f"| {_keys(keys)} | {words} |\n" for keys, words in lines)


def _keys(keys: str) -> str:
    return " ".join(f"`{key}`" for key in keys.split())


def table() -> str:
    """Return a row an id, those of the app first."""
    order = sorted(BY_ID.values(), key=lambda row: not row[0].startswith("app."))
    return "".join(map(_line, order))


def _line(row: tuple[str, ...]) -> str:
    identity, keys, _, _, tooltip, *_ = row
    return f"| `{identity}` | {_keys(keys)} | {tooltip} |\n"


def main() -> int:
    """Write the table of a morning, and the one of all keys, which ends the page."""
    before = PAGE.read_text(encoding="utf-8").split(BEGIN)[0]
    above, rest = before.split(MORNING)
    below = rest[rest.index("\n\n") :]
    page = f"{above}{MORNING}{morning().rstrip()}{below}{BEGIN}{table()}"
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

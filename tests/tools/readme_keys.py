"""Writes the table of all keys into the guide: ``python -m tests.tools.readme_keys``."""

from pathlib import Path

import ssi_tui
from ssi_tui.tui.keys.table import BY_ID

PAGE = Path(ssi_tui.__file__).parent / "guide" / "keys.md"
BEGIN = "| id | keys | what it does |\n|---|---|---|\n"


def table() -> str:
    """Return a row an id, those of the app first."""
    order = sorted(BY_ID.values(), key=lambda row: not row[0].startswith("app."))
    return "".join(map(_line, order))


def _line(row: tuple[str, ...]) -> str:
    identity, keys, _, _, tooltip, *_ = row
    return f"| `{identity}` | {' '.join(f'`{key}`' for key in keys.split())} | {tooltip} |\n"


def main() -> int:
    """Write the table, which ends the page."""
    before = PAGE.read_text(encoding="utf-8").split(BEGIN)[0]
    PAGE.write_text(before + BEGIN + table(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

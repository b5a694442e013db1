"""The bar of an import: on a terminal alone, and gone at its end."""

import io
import sys
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from tests.linkedin.importing import comments
from tests.logs import blank


class Screen(io.StringIO):
    """A terminal, as far as a bar can tell."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


def log_file(folder: Path, kind: str, number: int = 5000) -> Path:
    """Return a log of as many rows, to be imported as LinkedIn's archive or as a log."""
    if kind == "linkedin":
        return comments("one", "two").zip(folder / "archive.zip")
    path = folder / "log.csv"
    path.write_text("day,task\n" + "2025-12-01,comment\n" * number)
    return path


@pytest.mark.parametrize("kind", ["log", "linkedin"])
@pytest.mark.parametrize("out", [Screen, io.StringIO])
def test_an_import_draws_its_bar_on_a_terminal_and_nowhere_else(
    kind: str, out: type[io.StringIO], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stderr = out()
    monkeypatch.setattr(sys, "stderr", stderr)
    given = log_file(tmp_path, kind)
    assert main(["--db", str(blank(tmp_path / "log.db")), "import", kind, str(given)]) == 0
    drawn = [line for line in stderr.getvalue().split("\r") if "%" in line]
    assert bool(drawn) == (out is Screen)
    shares = [int(line.rpartition(" ")[2].removesuffix("%")) for line in drawn]
    assert shares == sorted(shares)
    assert stderr.getvalue().rpartition("\r")[2] == ""

"""The bar of an import, on a terminal alone and gone at its end, and its report."""

import io
import json
import sys
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from tests.linkedin.builder import Export, sheet
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


def test_json_tells_what_was_left_out_as_the_text_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A search by a saved job alert is none of the user's."""
    times = [f"2023/05/01 {hour:02}:00:00 UTC" for hour in (1, 4, 7, 10, 13, 16)]
    searches = [(at, "head of sales") for at in times] + [("2023/05/01 12:00:00 UTC", "carpenter")]
    alert = "https://www.linkedin.com/jobs/search?keywords=head+of+sales&distance=25"
    given = (
        Export()
        .add("SearchQueries.csv", sheet("SearchQueries", searches))
        .add("SavedJobAlerts.csv", f"Saved Search Date,Jobs Search Url\n4/22/23,{alert}\n".encode())
        .zip(tmp_path / "archive.zip")
    )
    where = ["--db", str(blank(tmp_path / "log.db")), "import", "linkedin", str(given), "--dry-run"]
    assert main([*where, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["added"], report["skipped_total"]) == ({"search": 1}, 0)
    assert report["left_out"] == {"searches of saved job alerts": 6}
    main(where)
    assert "6  searches of saved job alerts" in capsys.readouterr().out

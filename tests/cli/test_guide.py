"""The guide as ``ssi-tui help`` prints it."""

from pathlib import Path

import pytest

from ssi_tui.cli import guide
from ssi_tui.cli.main import main
from tests.tui.terminal import command, terminal

PAGES = {path.stem: path.read_text(encoding="utf-8") for path in guide.FOLDER.glob("*.md")}
# Marks what went through it.
PAGER = "sed s/^/:/"


def test_help_lists_every_page_with_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[:-2] == [f"{topic:14}{guide.about(topic)}" for topic in sorted(PAGES)]
    assert all(len(line) <= 80 for line in out.splitlines())


@pytest.mark.parametrize("topic", PAGES)
def test_a_pipe_gets_a_page_as_text_without_pictures_and_links(
    topic: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And without a pager, which would wait for a key."""
    assert main(["help", topic]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"# {PAGES[topic].splitlines()[0][2:]}\n\n{guide.about(topic)}\n\n")
    assert "![" not in out
    assert ".md)" not in out
    assert "\x1b" not in out
    written = [line for line in PAGES[topic].splitlines() if "](" not in line]
    assert [line for line in written if line not in out.splitlines()] == []


@pytest.mark.parametrize(
    ("topic", "advice"),
    [
        ("keyz", "Did you mean keys?"),
        ("KEYS", "Did you mean keys?"),
        ("command line", "Did you mean command-line?"),
        ("tick", "See ssi-tui help"),
        ("../README", "See ssi-tui help"),
        ("", "See ssi-tui help"),
    ],
)
def test_an_unknown_page_is_refused_with_what_may_be_meant(
    topic: str, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["help", topic]) == 2
    assert capsys.readouterr() == ("", f'ssi-tui: no page "{topic}". {advice}\n')


def test_help_makes_no_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", str(tmp_path / "log.db"), "help", "score"]) == 0
    assert capsys.readouterr().err == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("pager", "before"),
    [(PAGER, ":"), ("", ""), ("there-is-none", "")],
    ids=["the user's", "none", "one that is not there"],
)
def test_a_terminal_shows_a_page_in_the_pager_at_its_width(
    pager: str, before: str, tmp_path: Path
) -> None:
    """Where there is no pager, it prints it all the same."""
    program = command(tmp_path / "log.db", "help", "machines")
    variables = {"PAGER": pager}
    with terminal(tmp_path / "log.db", (60, 40), variables, program) as shown:
        assert shown.wait() == 0
    rows = shown.screen.rows
    assert f"{before}{guide.about('machines')}" in rows
    assert max(map(len, rows)) <= 60
    assert not any(row.startswith(f"{before}#") or "`" in row for row in rows)


def test_a_terminal_without_glyphs_gets_a_page_without_them(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('glyphs = "ascii"\n', encoding="utf-8")
    program = command(tmp_path / "log.db", "help", "archive")
    with terminal(tmp_path / "log.db", (100, 90), {"PAGER": ""}, program) as shown:
        assert shown.wait() == 0
    rows = "\n".join(shown.screen.rows)
    assert "Import your LinkedIn history" in rows
    assert rows.isascii()

"""Lines of columns, in colours where a terminal shows them; the text is the same everywhere."""

import io

import pytest

from ssi_tui.cli.printed.line import BOLD, GOOD, MUTED, WIDTH, Line, complain, in_color, print_lines


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


def line() -> Line:
    """Return a line with two styles and a link."""
    return Line("✓", GOOD).put(3, "comment", link="https://x.org/").right(20, "2 of 2", MUTED)


def test_columns_stand_where_they_are_put() -> None:
    assert str(Line("✓").put(3, "comment").right(20, "2 of 2")) == "✓  comment     2 of 2"
    assert str(Line().right(5, "日本")) == "  日本"


def test_a_text_that_is_too_long_pushes_the_next_one_on() -> None:
    """Nothing is cut, and nothing lies on another text."""
    assert str(Line("a long name").put(3, "b").right(4, "c")) == "a long name b c"


def test_colours_and_links_change_no_text() -> None:
    """Each piece is closed, so that nothing runs into the next line."""
    assert line().shown("unicode", color=True) == (
        "\x1b[32m✓\x1b[m  \x1b]8;;https://x.org/\x1b\\comment\x1b]8;;\x1b\\     \x1b[2m2 of 2\x1b[m"
    )
    assert line().shown("ascii", color=False).startswith("*  ")


def test_user_text_cannot_colour() -> None:
    assert str(Line("a\x1b[31mb", BOLD)) == "a [31mb"


@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({}, True),
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_a_terminal_is_coloured_unless_the_user_says_no(
    variables: dict[str, str], shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a pipe never."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert in_color(Terminal()) is shown
    assert not in_color(io.StringIO())


def test_what_is_printed_is_coloured_in_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Errors too."""
    print_lines([Line("title", BOLD), "plain   "])
    complain("no")
    assert capsys.readouterr() == ("title\nplain\n", "ssi-tui: no\n")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    out, err = Terminal(), Terminal()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    print_lines([Line("title", BOLD)])
    complain("no")
    assert out.getvalue() == "\x1b[1mtitle\x1b[m\n"
    assert err.getvalue() == "\x1b[1;31mssi-tui: no\x1b[m\n"


def test_a_word_that_is_too_long_is_shown_by_its_beginning_and_its_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A path may have thousands of characters."""
    complain(f"no such file: /{5000 * 'x'}/archive.zip")
    said = capsys.readouterr().err
    assert said.startswith("ssi-tui: no such file: /xxx")
    assert said.endswith("xxx/archive.zip\n")
    assert len(said) < 300


def test_what_the_user_wrote_ends_with_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A reason for time off may have 2,000 characters."""
    print_lines([Line("12ab34").fit(8, "why " * 100)])
    said = capsys.readouterr().out
    assert said.startswith("12ab34  why why")
    assert said.endswith("wh…\n")
    assert len(said) - 1 == WIDTH

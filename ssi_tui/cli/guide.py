"""The command ``help``: prints a page of the guide, or lists the pages."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ssi_tui.cli.daily import preferences
from ssi_tui.cli.printed.line import in_glyphs
from ssi_tui.core.checks import RefusedError

FOLDER = Path(__file__).parent.parent / "guide"
# Longer lines are hard to read.
WIDEST = 100
# The exit code of the shell where the program does not exist.
NOT_FOUND = 127


def run(topic: str | None) -> None:
    """Show the page of a topic, or list all pages; raises ``RefusedError`` for an unknown topic."""
    glyphs = preferences().settings.glyphs
    if topic is None:
        print("\n".join(listing()))
    elif not sys.stdout.isatty():
        print(in_glyphs(page(topic), glyphs), end="")
    else:
        text = in_glyphs(_laid_out(page(topic)), glyphs)
        if not _paged(text):
            print(text, end="")


def topics() -> tuple[str, ...]:
    """Return the names of all pages."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md")))


def about(topic: str) -> str:
    """Return the first paragraph of a page, the sentence that says what it is about."""
    return (FOLDER / f"{topic}.md").read_text(encoding="utf-8").split("\n\n")[1]


def listing() -> Iterator[str]:
    """Yield a line for each page, then how to read one."""
    yield from (f"{topic:14}{about(topic)}" for topic in topics())
    yield ""
    yield "To read one: ssi-tui help TOPIC. For a command: ssi-tui COMMAND --help"


def page(topic: str) -> str:
    """Return the Markdown of a page, without pictures and with links to pages as plain words."""
    if topic not in topics():
        # Loaded here: only a mistyped topic needs it.
        from ssi_tui.core.slips import hint, quoted

        raise RefusedError(f"no page {quoted(topic)}. {hint(topic, topics(), 'See ssi-tui help')}")
    text = (FOLDER / f"{topic}.md").read_text(encoding="utf-8")
    text = re.sub(r"^!\[.*\n+", "", text, flags=re.MULTILINE)
    return re.sub(r"\[([^][]+)\]\([\w-]+\.md\)", r"\1", text)


def _laid_out(text: str) -> str:
    """Return a page laid out for the width of the terminal, in bold and italics without colours."""
    # Loaded here: a pipe gets the page as it is.
    from rich.console import Console
    from rich.markdown import Markdown

    width = min(shutil.get_terminal_size().columns, WIDEST)
    console = Console(width=width, force_terminal=True, no_color=True)
    with console.capture() as captured:
        console.print(Markdown(text))
    return captured.get()


def _paged(text: str) -> bool:
    """Show a text in the user's pager; return whether there is one."""
    pager = os.environ.get("PAGER", "less" if shutil.which("less") else "")
    if not pager:
        return False
    # As git sets it: less shows bold letters, and quits at once if the page fits the screen.
    environment = {"LESS": "FRX", **os.environ}
    # Ctrl+c is for the pager, which may handle it and go on.
    usual = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        # PAGER holds a shell command by convention, and the user wrote it.
        done = subprocess.run(  # noqa: S602
            pager, shell=True, env=environment, input=text, encoding="utf-8", check=False
        )
    finally:
        signal.signal(signal.SIGINT, usual)
    return done.returncode != NOT_FOUND

"""The command that prints a page of the guide, or lists the pages."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ssi_tui.cli.daily import preferences
from ssi_tui.cli.printed.status import in_glyphs
from ssi_tui.core.checks import RefusedError

FOLDER = Path(__file__).parent.parent / "guide"
# Longer lines are hard to read.
WIDEST = 100
# What the shell answers where there is no such program.
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
    """Return the sentence that says what a page is about, its first paragraph."""
    return (FOLDER / f"{topic}.md").read_text(encoding="utf-8").split("\n\n")[1]


def listing() -> Iterator[str]:
    """Yield a line for each page, and how to go on."""
    yield from (f"{topic:14}{about(topic)}" for topic in topics())
    yield ""
    yield "ssi-tui help TOPIC prints a page, ssi-tui COMMAND --help explains a command."


def page(topic: str) -> str:
    """Return a page as text: without pictures, links to pages as the words they stand on."""
    if topic not in topics():
        raise RefusedError(f"there is no page {topic!r}; {_advice(topic)}")
    text = (FOLDER / f"{topic}.md").read_text(encoding="utf-8")
    text = re.sub(r"^!\[.*\n+", "", text, flags=re.MULTILINE)
    return re.sub(r"\[([^]]+)\]\([\w-]+\.md\)", r"\1", text)


def _advice(topic: str) -> str:
    # Loaded for a slip alone.
    from difflib import get_close_matches

    near = get_close_matches(topic, topics(), 1)
    if near:
        return f"did you mean {near[0]}?"
    return "ssi-tui help lists them, ssi-tui COMMAND --help explains a command"


def _laid_out(text: str) -> str:
    """Return a page laid out for the terminal: lines of its width, bold and italics, no colours."""
    # Loaded for a reader alone: a pipe gets the page as it stands.
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
    # So that it shows bold letters, and does not stay for a page that fits; as git has it.
    environment = {"LESS": "FRX", **os.environ}
    # Ctrl+c is for the pager, which may go on after it.
    usual = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        # It is a line of the shell wherever it is used, and what it says is the user's own.
        done = subprocess.run(  # noqa: S602
            pager, shell=True, env=environment, input=text, encoding="utf-8", check=False
        )
    finally:
        signal.signal(signal.SIGINT, usual)
    return done.returncode != NOT_FOUND

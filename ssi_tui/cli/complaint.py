"""What a command says on standard error, where somebody may listen or nobody."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


def complain(sentence: Exception | str) -> None:
    """Print one sentence, without the control characters in it, which a terminal would obey."""
    # Loaded here: most commands have nothing to complain of.
    from ssi_tui.core.text.words import printable

    try:
        print(f"ssi-tui: {' '.join(printable(str(sentence)).split())}", file=sys.stderr)
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Discard what was not written, so that the last flush of the process does not fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

"""What a command says on standard error."""

import os
import sys


def complain(sentence: Exception | str) -> None:
    """Print one sentence, without the control characters in it, which a terminal would obey."""
    text = "".join(character if character.isprintable() else " " for character in str(sentence))
    try:
        print(f"ssi-tui: {' '.join(text.split())}", file=sys.stderr, flush=True)
    except OSError:
        # Nobody can be told; at the end of the process what is left must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())

"""What a command says on standard error."""

import os
import sys


def complain(sentence: Exception | str) -> None:
    """Print one sentence, without the control characters in it, which a terminal would obey."""
    # Loaded here: most commands have nothing to complain of.
    from ssi_tui.core.text.words import printable

    try:
        print(f"ssi-tui: {' '.join(printable(str(sentence)).split())}", file=sys.stderr, flush=True)
    except OSError:
        # Nobody can be told; at the end of the process what is left must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())

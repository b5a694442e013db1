"""The command line: parses, calls the tracker, prints text or JSON."""

from __future__ import annotations

import gc
import io
import os
import sys

from ssi_tui.cli.grammar.quick import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence
    from types import SimpleNamespace
    from typing import Any

    Parsed = Namespace | SimpleNamespace

EXIT_DONE = 0
EXIT_UNTOLD = 1
EXIT_BAD_INPUT = 2
EXIT_DATABASE = 3
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    0 done, 1 done but the output could not be written, 2 bad input, 3 unusable database.
    """
    _open_closed_streams()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (``| head``): nobody is left to tell.
        _drop_output()
        return EXIT_DONE
    except OSError as error:
        # Standard output is the one file without a name.
        if error.filename is not None:
            raise
        _drop_output()
        reason = (error.strerror or str(error)).lower()
        why = f"the output cannot be written ({reason}); free some space or write it elsewhere"
        return _refuse(why, EXIT_UNTOLD)


def _open_closed_streams() -> None:
    """Put nothing in the place of a stream that was closed (``>&-``), so that it can be written."""
    # They live as long as the process.
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _drop_output() -> None:
    """Let what is still to be written vanish, so that the end of the process does not stumble."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: Sequence[str] | None) -> int:
    daily = read(sys.argv[1:] if arguments is None else arguments)
    if daily is not None and daily.command not in ("tick", "status"):
        from ssi_tui.cli.app import open_app

        return _told(open_app, daily)

    if daily is not None:
        from ssi_tui.cli.daily import run as run_daily

        if arguments is not None:
            return _told(run_daily, daily)
        # Our own process, which ends with this line: nothing in it is worth looking for garbage.
        gc.disable()
        try:
            return _told(run_daily, daily)
        finally:
            gc.freeze()

    from ssi_tui.cli.grammar.parser import UsageError, build_parser

    try:
        parsed = build_parser().parse_args(arguments)
    except UsageError as error:
        return _refuse(error, EXIT_BAD_INPUT)

    from ssi_tui.cli.commands import run

    return _told(run, parsed)


def _told(run: Callable[[Any], None], parsed: Parsed) -> int:
    """Run a command and tell what is wrong with it, if anything is."""
    from ssi_tui.core.checks import RefusedError
    from ssi_tui.storage.database.errors import DatabaseUnusableError

    try:
        run(parsed)
    except RefusedError as error:
        return _refuse(error, EXIT_BAD_INPUT)
    except DatabaseUnusableError as error:
        from ssi_tui.storage.safety.remedy import sentence

        return _refuse(sentence(error), EXIT_DATABASE)
    return EXIT_DONE


def _refuse(error: Exception | str, code: int) -> int:
    # What the user gave is quoted back, without what a terminal would obey.
    text = "".join(character if character.isprintable() else " " for character in str(error))
    print(f"ssi-tui: {' '.join(text.split())}", file=sys.stderr)
    return code

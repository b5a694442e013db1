"""The entry point of the command line: chooses how a command runs, and reports what fails."""

import codecs
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from types import SimpleNamespace

from ssi_tui.cli.grammar.quick import read
from ssi_tui.cli.printed.line import NotShownError, complain, discard

EXIT_DONE = 0
EXIT_NOT_PRINTED = 1
EXIT_BAD_INPUT = 2
EXIT_DATABASE = 3
EXIT_FAULT = 70
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    0 done, 1 done but the output could not be written, 2 bad input, 3 unusable database,
    70 a fault of ours, 130 interrupted. Without ``arguments``, those of the process are taken.
    """
    _open_closed_streams()
    replacing = _Replacing()
    codecs.register_error(_Replacing.NAME, replacing)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors=_Replacing.NAME)
    try:
        try:
            code = _run(arguments)
        finally:
            sys.stdout.flush()
            if replacing.encoding:
                complain(
                    f"{replacing.encoding} can't show what is printed as ?; see ssi-tui doctor"
                )
            try:
                sys.stderr.flush()
            except OSError:
                # The terminal of the app is gone, for example.
                discard(sys.stderr)
        if arguments is None and "ssi_tui.cli.sending" in sys.modules:
            # The process that sends shares the memory of this one: it would be copied to be freed.
            os._exit(code)
        return code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (``| head``): nobody is left to report to.
        discard(sys.stdout)
        return EXIT_DONE
    except OSError as error:
        from ssi_tui.core.checks import reason

        discard(sys.stdout)
        why = f"can't write the output ({reason(error)}); free some space or write it elsewhere"
        return _refuse(why, EXIT_NOT_PRINTED)
    except Exception as error:  # noqa: BLE001 - nobody is left who could know what it means
        from ssi_tui.cli.fault import written_down

        return _refuse(written_down(error), EXIT_FAULT)


class _Replacing:
    """Prints ``?`` for a character that the encoding of the output lacks.

    ``encoding`` is its name once there was one.
    """

    NAME = "ssi-tui"

    def __init__(self) -> None:
        self.encoding = ""

    def __call__(self, error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        self.encoding = error.encoding
        return "?" * (error.end - error.start), error.end


def _open_closed_streams() -> None:
    """Replace a stream that was closed (``>&-``, ``<&-``) by one without an end or a beginning."""
    # They stay open as long as the process lives.
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _run(arguments: Sequence[str] | None) -> int:
    """Run a command with as few modules loaded as it needs, and return its exit code."""
    parsed = read(sys.argv[1:] if arguments is None else arguments)
    if parsed is None:
        from ssi_tui.cli.grammar.parser import UsageError, build_parser

        try:
            parsed = build_parser().parse_args(arguments, SimpleNamespace())
        except UsageError as error:
            return _refuse(error, EXIT_BAD_INPUT)
        from ssi_tui.cli.commands import run
    else:
        if arguments is None and parsed.command != "sync":
            # A prompt's command ends before there is much garbage; the app collects it later.
            gc.disable()
        if parsed.command in ("tick", "status", "sync"):
            from ssi_tui.cli.daily import run
        else:
            from ssi_tui.cli.app import open_app as run
    try:
        return _report(run, parsed)
    finally:
        if arguments is None and not gc.isenabled():
            # Nor does the end of the process look for any.
            gc.freeze()


def _report(run: Callable[[SimpleNamespace], None], parsed: SimpleNamespace) -> int:
    """Run a command, print what is wrong where it fails, and return its exit code."""
    from ssi_tui.core.checks import RefusedError
    from ssi_tui.storage.database.errors import DatabaseUnusableError, of_file

    try:
        try:
            run(parsed)
        except OSError as error:
            # Standard output is the only file without a name.
            if error.filename is None:
                raise
            raise of_file(error) from error
    except RefusedError as error:
        return _refuse(error, EXIT_BAD_INPUT)
    except NotShownError as error:
        return _refuse(error, EXIT_NOT_PRINTED)
    except DatabaseUnusableError as error:
        from ssi_tui.storage.safety.remedy import sentence

        return _refuse(sentence(error), EXIT_DATABASE)
    return EXIT_DONE


def _refuse(error: Exception | str, code: int) -> int:
    """Say a sentence on standard error and return the exit code."""
    complain(error)
    return code

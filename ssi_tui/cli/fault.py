"""An error that nobody expected: it is written down, and said in one sentence."""

import sys
from pathlib import Path
from traceback import extract_tb, format_exception

from ssi_tui import __version__
from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.storage.database.files import make_private_directory, private_text
from ssi_tui.storage.database.locations import fault_path


def written_down(error: Exception) -> str:
    """Write the trace of an error into a file of its own, and return a sentence that names it."""
    at = extract_tb(error.__traceback__)[-1:]
    where = "".join(f" in {Path(frame.filename).name}, line {frame.lineno}" for frame in at)
    failed = f"ssi-tui has a bug ({type(error).__name__}{where})"
    try:
        path = fault_path()
        make_private_directory(path.parent)
        with private_text(path, over=True) as out:
            out.write(f"ssi-tui {__version__}, Python {sys.version}, {sys.platform}\n\n")
            out.writelines(format_exception(error))
    except (OSError, RefusedError) as lost:
        return f"{failed}; the report couldn't be saved ({reason(lost)})"
    return f"{failed}; please report it with {path}"

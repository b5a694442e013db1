"""What a terminal writes for a file that is dropped on it, as a path."""

import os
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINK = "file://"


def dropped(text: str) -> str:
    """Return a typed or dropped path without blanks, quotes, escapes and ``file://`` around it.

    What is the name of a file as it stands is left alone.
    """
    bare = text.strip()
    at = bare.find(_LINK)
    if at >= 0:
        path = unquote(urlsplit(bare[at:].strip("'\"")).path)
        return path if os.sep == "/" else path.removeprefix("/")
    if os.path.lexists(expanded(bare)):
        return bare
    if bare[:1] in ("'", '"') and bare[-1:] == bare[:1] and os.sep == "\\":
        # A backslash stands between folders there, and escapes nothing.
        return bare[1:-1]
    try:
        words = shlex.split(bare) if os.sep == "/" else []
    except ValueError:
        return bare
    return words[0] if len(words) == 1 else bare


def begins_anew(text: str) -> bool:
    """Tell whether a path does not go on from another one."""
    return text.startswith("~") or Path(text).is_absolute()


def expanded(typed: str) -> Path:
    """Return the typed path, with ``~`` replaced by the home folder."""
    path = Path(typed)
    try:
        return path.expanduser()
    except RuntimeError:
        # Nobody of that name has a home folder.
        return path


def shortened(path: Path) -> str:
    """Return a path with ``~`` in place of the home folder."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)

"""The versions of what the program runs on; nothing of it is loaded to ask."""

import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version

from ssi_tui import __version__
from ssi_tui.core.checkup import Check

OLDEST_SQLITE = (3, 37)
PACKAGES = ("textual", "sqlite-utils", "python-dateutil", "platformdirs")


def versions(packages: tuple[str, ...] = PACKAGES) -> Check:
    """Return the versions, and what to do about what is missing or too old."""
    found = [
        f"ssi-tui {__version__}",
        f"Python {_dotted(sys.version_info[:3])}",
        f"SQLite {sqlite3.sqlite_version}",
    ]
    remedies = []
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            remedies.append(f"{package} is not installed, install ssi-tui again")
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        remedies.append(f"SQLite {_dotted(OLDEST_SQLITE)} is needed, use a newer Python")
    return Check("versions", not remedies, "; ".join([", ".join(found), *remedies]))


def _dotted(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))

"""Writes the sample of the present schema: ``python -m tests.storage.make_database``."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from ssi_tui.storage.database.connection import SCHEMA_VERSION
from tests.logs import Hands, fill, tracking
from tests.storage.database.test_upgrade import DATABASES


def main() -> None:
    """Write the file, unless there is one: what a version has written does not change."""
    path = DATABASES / f"v{SCHEMA_VERSION}.db"
    if path.exists():
        raise SystemExit(f"{path} is there already")
    with TemporaryDirectory() as folder:
        made, hands = Path(folder) / "log.db", Hands()
        with tracking(made, hands) as tracker:
            fill(tracker, hands, Path(folder))
        with closing(sqlite3.connect(made)) as connection:
            connection.execute("VACUUM")
        path.write_bytes(made.read_bytes())


if __name__ == "__main__":
    main()

"""What imports take, and what comes right after one, when nothing was ticked yet."""

import csv
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tools.bench.figures import (
    SQLITE,
    Figure,
    Size,
    app,
    figure,
    milliseconds,
    opened,
    reference,
    variables,
    whole,
)
from tests.tools.bench.logs import TEN_YEARS, copy_of, rows_of

CSV_ROWS = 100_000
TIMES = 3


def archive(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield the import of a large archive."""
    from tests.tools import import_speed as speed

    path = folder / "archive.zip"
    speed.make(path)
    pairs = []
    for _ in range(size.rounds):
        ours = speed.measure("ours", path, folder)
        plain = speed.measure("plain", path, folder, speed.MESSAGES * 3 // 2)
        pairs.append((ours.seconds, plain.seconds))
        for made in (*folder.glob("ours.db*"), *folder.glob("plain.db*")):
            made.unlink()
    against = "csv and sqlite_utils, as many rows"
    what = "import of 150,000 rows"
    yield figure("import", what, against, 1.2, milliseconds(pairs))


def csv_growth(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield what three times as many rows of a CSV file cost."""
    paths = []
    for times in (1, TIMES):
        paths.append(folder / f"rows-{times}.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("id", "day", "task", "quality"))
            rows.writerows(
                (identity, day, task, quality or "")
                for _, identity, day, task, quality, _ in rows_of(times * CSV_ROWS)
            )

    def imported(path: Path) -> float:
        with TemporaryDirectory(dir=folder) as new:
            return whole([*app(Path(new) / "rows.db"), "import", "log", str(path)])

    pairs = [(imported(paths[1]), imported(paths[0])) for _ in range(size.rounds)]
    what, against = f"import of a CSV of {TIMES * CSV_ROWS:,} rows", f"one of {CSV_ROWS:,} rows"
    yield figure("csv", what, against, 3.2, milliseconds(pairs))


def after(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield the line of a prompt and the second start, where only an import was written."""
    exported, ours = folder / "log.json", app(folder / "imported.db")
    export = [*app(copy_of(TEN_YEARS, folder)), "export", "--output", str(exported)]
    for command in (export, [*ours, "import", "log", str(exported)]):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=variables())
    status = [*ours, "status", "--short"]
    pairs = [(whole(status), whole(SQLITE)) for _ in range(3 * size.rounds)]
    what = "status --short after an import, ten years"
    yield figure("after import", what, 'python -c "import sqlite3"', 2.4, milliseconds(pairs))
    plain = reference("one_static")
    pairs = [(opened(ours).seconds, opened(plain).seconds) for _ in range(size.rounds)]
    what = "first frame after an import, second start"
    yield figure("second start", what, "app with one Static", 1.3, milliseconds(pairs))

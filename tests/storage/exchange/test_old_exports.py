"""What an earlier version has exported is read as its database would be brought up to date."""

import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.opening import connect
from tests.examples import examples
from tests.logs import Hands, exported, tracking
from tests.storage.database.test_upgrade import EARLIER, VERSIONS, named
from tests.tools.stress.exchanges import dump, shown
from tests.tracker.test_sequences import Step, steps


def first_export(version: int, folder: Path) -> str:
    """Return the log of a sample as the first programs wrote it."""
    path = folder / f"v{version}.db"
    path.write_bytes(VERSIONS[version].read_bytes())
    tables = named(path)
    for rows in tables.values():
        rows.sort(key=lambda row: int(str(row.get("seq", 0))))
    return json.dumps({"kind": "ssi-tui log", "schema": 1, "version": "0.1.0", **tables})


def upgraded(version: int, folder: Path) -> Path:
    """Return the sample of a version, brought up to date."""
    path = folder / "upgraded.db"
    path.write_bytes(VERSIONS[version].read_bytes())
    connect(path).close()
    return path


# The programs of the databases from then on write schema 2.
WITH_SCHEMA_2 = 11


@pytest.mark.parametrize("version", [one for one in EARLIER if one < WITH_SCHEMA_2])
def test_a_database_and_its_old_export_are_the_same_log(version: int, tmp_path: Path) -> None:
    """On the machine that imports it, to the last bit, and on the one that exported it."""
    path, text = upgraded(version, tmp_path), first_export(version, tmp_path)
    hands = Hands()
    with tracking(path, hands) as kept, tracking(tmp_path / "new.db", hands) as new:
        assert new.import_log(text).skipped == ()
        assert dump(new, new.today()) == dump(kept, kept.today())
        assert kept.import_log(text).operation is None


@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps)
def test_any_log_that_an_earlier_version_had_written_shows_the_same(sequence: list[Step]) -> None:
    """Undone steps stay undone, and copies are copies of what they were."""
    with TemporaryDirectory() as name:
        folder, hands = Path(name), Hands()
        with tracking(folder / "a.db", hands) as one, tracking(folder / "b.db", hands) as other:
            for step in sequence:
                with suppress(RefusedError):
                    step(one, hands, folder)
            tables = json.loads(exported(one))
            tables["schema"] = 1
            tables["operations"] = [row for row in tables["operations"] if row["of"] is None]
            for row in (*tables["operations"], *tables["entries"]):
                for column in ("stamp", "of", "root"):
                    row.pop(column, None)
            assert other.import_log(json.dumps(tables)).skipped == ()
            assert shown(other, other.today()) == shown(one, one.today())

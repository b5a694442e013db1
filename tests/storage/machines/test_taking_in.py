"""What machine files say is taken in line by line: each as a whole, or not at all."""

import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ssi_tui.storage.database.ids import new_id
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.machines import taking_in
from ssi_tui.storage.machines.cursors import amiss, cursors
from ssi_tui.storage.machines.folder import look
from ssi_tui.storage.machines.lines import LEVEL
from ssi_tui.storage.machines.taking_in import Taken, TakingIn
from tests.logs import blank

MINE, THEIRS = "277f54fe", "5e0c11aa"
AT = 1_795_416_420_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty log."""
    found = Store(blank(tmp_path / "log.db"))
    yield found
    found.close()


def tick(number: int, **changes: Any) -> dict[str, Any]:
    """Return a tick as a line says it, with some values changed: those of its entry by ``row_``."""
    operation = {
        "id": new_id(AT, number)[:16] + f"{number:016x}",
        "stamp": AT + number,
        "at_utc": "2026-11-23T06:47:00.000Z",
        "kind": "tick",
        "device": THEIRS,
        "day": "2026-11-23",
    }
    row = {
        "id": new_id(AT, number)[:16] + f"{number + 1000:016x}",
        "day": "2026-11-23",
        "at_utc": "2026-11-23T06:47:00.000Z",
        "task": "comment",
        "count": 1,
        "source": "cli",
    }
    row |= {name[4:]: value for name, value in changes.items() if name.startswith("row_")}
    operation |= {name: value for name, value in changes.items() if not name.startswith("row_")}
    return {"v": 1, "op": operation, "rows": {"entries": [row]}}


def line(value: object) -> bytes:
    """Return a line of a file."""
    raw = json.dumps(value).encode()
    return b"%08x %b\n" % (zlib.crc32(raw), raw)


def take(store: Store, folder: Path, *values: object, device: str = THEIRS) -> Taken:
    """Append lines to the file of a machine, and take in what is new in all."""
    path = folder / device / "00001.journal"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(b"".join(map(line, values)))
    files = look(folder, cursors(store.connection), LEVEL).files
    return TakingIn(store, MINE, "", notes=True).read(files)


def count(store: Store, condition: str = "1") -> int:
    """Return how many operations there are, or how many of them are so."""
    query = f"SELECT COUNT(*) FROM operations WHERE {condition}"
    return int(store.connection.execute(query).fetchone()[0])


@pytest.mark.parametrize(
    "changes",
    [
        {"row_count": 0},
        {"row_day": "2026-02-30"},
        {"row_task": "Not a task!"},
        {"row_source": "nobody"},
        {"row_id": "short"},
        {"row_minutes": 1e9},
        {"day": "yesterday"},
        {"at_utc": "now"},
        {"stamp": -1},
        {"kind": "undo"},
    ],
    ids=str,
)
def test_a_row_that_breaks_a_rule_damages_its_line_alone(
    changes: dict[str, Any], store: Store, tmp_path: Path
) -> None:
    taken = take(store, tmp_path, tick(1), tick(2, **changes), tick(3))
    assert [len(new) for new in taken.operations.values()] == [2]
    assert (count(store), count(store, "carried = 2")) == (2, 2)
    assert amiss(cursors(store.connection))[0] == {THEIRS: 1}


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(v=2),
        lambda value: value["op"].update(kind="dream"),
        lambda value: value["op"].update(mood=1),
        lambda value: value["rows"].update(dreams=[]),
        lambda value: value["rows"]["entries"][0].update(mood=1),
    ],
    ids=["version", "kind", "of operation", "table", "column"],
)
def test_what_a_newer_program_says_is_read_again_by_a_newer_one(
    change: Callable[[dict[str, Any]], object], store: Store, tmp_path: Path
) -> None:
    newer = tick(2)
    change(newer)
    take(store, tmp_path, tick(1), newer)
    assert (count(store), amiss(cursors(store.connection))[1]) == (1, {THEIRS: 1})
    assert not look(tmp_path, cursors(store.connection), LEVEL).files
    assert len(look(tmp_path, cursors(store.connection), LEVEL + 1).files) == 1


@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_it_is_taken_in_once_in_transactions_of_any_size(
    at_once: int, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "AT_ONCE", at_once)
    ticks = [tick(number) for number in range(5)]
    take(store, tmp_path, *ticks, *ticks[:2], ticks[0])
    take(store, tmp_path, *ticks, device="0badf00d")
    assert count(store) == 5
    assert store.connection.execute("SELECT SUM(live) FROM entries").fetchone() == (5,)
    assert take(store, tmp_path).operations == {}


def test_an_undo_may_come_before_what_it_undoes(store: Store, tmp_path: Path) -> None:
    target = tick(1)
    undo = tick(2, kind="undo", of=target["op"]["id"])
    undo["rows"] = {}
    del undo["op"]["day"]
    take(store, tmp_path, undo)
    take(store, tmp_path, target)
    assert store.connection.execute("SELECT live FROM entries").fetchall() == [(0,)]
    assert count(store, "undone_at IS NOT NULL") == 1


@pytest.mark.parametrize("turned", [False, True])
def test_what_no_import_brought_was_brought_by_none(
    turned: bool, store: Store, tmp_path: Path
) -> None:
    """Of several imports the greatest id wins, and the greater of two stamps."""
    ways = [
        tick(1, by="a" * 32),
        tick(1, by="b" * 32, stamp=AT + 9),
        tick(1, by="a" * 32, stamp=AT + 3),
    ]
    take(store, tmp_path, *(reversed(ways) if turned else ways))
    found = "SELECT import_id, stamp FROM operations"
    assert store.connection.execute(found).fetchall() == [("b" * 32, AT + 9)]
    take(store, tmp_path, tick(1))
    assert store.connection.execute(found).fetchall() == [(None, AT + 9)]


def test_an_entry_gets_the_note_that_it_lacked(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, tick(1))
    take(store, tmp_path, tick(1, row_note="seen"), device="0badf00d")
    assert store.connection.execute("SELECT note FROM entries").fetchall() == [("seen",)]


def test_a_line_in_a_file_of_this_machine_that_it_does_not_know_is_strange(
    store: Store, tmp_path: Path
) -> None:
    assert not take(store, tmp_path, tick(1)).strange
    assert not take(store, tmp_path, tick(1), device=MINE).strange
    assert take(store, tmp_path, tick(2), device=MINE).strange

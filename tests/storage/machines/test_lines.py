"""A line of a machine file is a fact by itself, or it is told why it is none."""

import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.storage.database.stamps import STAMPS_END
from ssi_tui.storage.machines import lines
from ssi_tui.storage.machines.lines import (
    DamagedError,
    Fact,
    Head,
    NewerError,
    Rows,
    fact_lines,
    head_line,
    read_line,
)

ID, OTHER = "0" * 31 + "1", "f" * 32
OPERATION = {
    "id": ID,
    "stamp": 1_795_967_000_123,
    "at_utc": "2026-11-29T15:43:20.123Z",
    "kind": "tick",
    "device": "277f54fe",
    "day": "2026-11-29",
}
ENTRY = {"id": OTHER, "day": "2026-11-29", "task": "comment", "count": 1, "source": "tui"}
HEAD = Head("277f54fe", "laptop", ("5e0c11aa",), 3, "monday")

texts = st.text(st.characters(exclude_categories=["Cs"]))
cells = st.none() | texts | st.integers(-(1 << 63), (1 << 63) - 1) | st.floats(allow_nan=False)
finite = cells.filter(lambda cell: cell not in (float("inf"), float("-inf")))
columns = st.sampled_from(["id", "day", "task", "count", "minutes", "quality", "note", "source"])
facts = st.lists(st.dictionaries(columns, finite), max_size=4)


def sealed(value: object) -> bytes:
    """Return a line of any JSON, with the right checksum."""
    raw = json.dumps(value).encode()
    return b"%08x %b" % (zlib.crc32(raw), raw)


def fact(**operation: object) -> dict[str, Any]:
    """Return the JSON of a line, changed in its operation."""
    return {"v": 1, "op": {**OPERATION, **operation}, "rows": {"entries": [ENTRY]}}


@given(facts)
def test_what_is_written_is_read(rows: list[dict[str, Any]]) -> None:
    """Without the columns that have no value."""
    (line,) = fact_lines(Fact(OPERATION, {"entries": rows} if rows else {}))
    filled = [{name: cell for name, cell in row.items() if cell is not None} for row in rows]
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert read_line(line[:-1]) == Fact(OPERATION, {"entries": filled} if rows else {})
    assert read_line(line[:-1] + b"\r") == read_line(line[:-1])


def test_a_head_is_read_as_it_was_written() -> None:
    assert read_line(head_line(HEAD)[:-1]) == HEAD


@given(st.data())
def test_a_line_in_which_a_byte_has_changed_is_damaged(data: st.DataObject) -> None:
    line = bytearray(next(fact_lines(Fact(OPERATION, {"entries": [ENTRY]})))[:-1])
    at = data.draw(st.integers(0, len(line) - 1))
    line[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(DamagedError):
        read_line(bytes(line))


def test_a_part_of_a_line_is_damaged() -> None:
    """Whatever byte of it was written last."""
    line = next(fact_lines(Fact(OPERATION, {"entries": [ENTRY]})))[:-1]
    for cut in range(len(line)):
        with pytest.raises(DamagedError):
            read_line(line[:cut])


def test_a_large_operation_is_several_lines_that_each_name_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "_SPLIT_BYTES", 300)
    rows: Rows = {"entries": [ENTRY] * 5, "day_notes": [{"day": "2026-11-29", "note": "x" * 400}]}
    parts = [read_line(line[:-1]) for line in fact_lines(Fact(OPERATION, rows))]
    assert len(parts) == 4
    found: dict[str, list[object]] = {}
    for part in parts:
        assert isinstance(part, Fact)
        assert part.operation == OPERATION
        for table, some in part.rows.items():
            found.setdefault(table, []).extend(some)
    assert found == rows


@pytest.mark.parametrize(
    "value",
    [
        [],
        "text",
        {},
        {"v": True},
        {"v": 1},
        {"v": 1, "op": [], "rows": {}},
        {"v": 1, "op": OPERATION},
        {"v": 1, "op": OPERATION, "rows": {"entries": {}}},
        {"v": 1, "op": OPERATION, "rows": {"entries": [[]]}},
        {"v": 1, "op": OPERATION, "rows": {"entries": [{"count": True}]}},
        {"v": 1, "op": OPERATION, "rows": {"entries": [{"count": 1 << 63}]}},
        {"v": 1, "op": OPERATION, "rows": {"entries": [{"note": ["nested"]}]}},
        {"v": 1, "op": OPERATION, "rows": {"entries": [{"note": "\ud800"}]}},
        fact(id="../../etc"),
        fact(id=7),
        fact(of="short"),
        fact(by="F" * 32),
        fact(stamp=-1),
        fact(stamp=STAMPS_END),
        fact(stamp=1.5),
        fact(device="../.."),
        fact(at_utc=3),
        {"v": 1, "device": "277f54fe", "name": "x", "was": ["../.."], "day_start_hour": 3},
        {"v": 1, "device": "277f54fe", "name": "x", "was": [], "day_start_hour": 24},
        {
            "v": 1,
            "device": "277f54fe",
            "name": "x",
            "was": [],
            "day_start_hour": 3,
            "week_start": [],
        },
    ],
)
def test_what_has_another_form_is_damaged(value: object) -> None:
    """Also where its checksum is right."""
    with pytest.raises(DamagedError):
        read_line(sealed(value))


@pytest.mark.parametrize("json_text", ["NaN", "1e999", "[" * 100_000, "{", "\udcff"])
def test_what_is_no_json_is_damaged(json_text: str) -> None:
    raw = json_text.encode(errors="surrogateescape")
    raw = b'{"v":1,"op":{"stamp":%b},"rows":{}}' % raw
    with pytest.raises(DamagedError):
        read_line(b"%08x %b" % (zlib.crc32(raw), raw))


@pytest.mark.parametrize(
    "value",
    [
        {"v": 2},
        fact(kind="teleport"),
        fact(mood="good"),
        fact(undone_at="2026-11-29T15:43:20.123Z"),
        {"v": 1, "op": OPERATION, "rows": {"moods": []}},
        {"v": 1, "op": OPERATION, "rows": {"operations": []}},
        {"v": 1, "op": OPERATION, "rows": {"entries": [{**ENTRY, "mood": "good"}]}},
        {"v": 1, "op": OPERATION, "rows": {"entries": [{**ENTRY, "live": 1}]}},
    ],
)
def test_what_is_not_known_here_is_newer(value: object) -> None:
    with pytest.raises(NewerError):
        read_line(sealed(value))


def test_a_line_that_is_too_long_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    line = head_line(HEAD)[:-1]
    monkeypatch.setattr(lines, "MOST_BYTES", len(line) - 1)
    with pytest.raises(DamagedError, match="too long"):
        read_line(line)

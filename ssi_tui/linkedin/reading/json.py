"""Finds a reading in the JSON behind the page, whatever saved it may have wrapped around it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ssi_tui.core.model import Peers
from ssi_tui.linkedin.reading.labels import pillar_labels
from ssi_tui.linkedin.reading.value import (
    NO_PEERS,
    Four,
    NotFoundError,
    PastedReading,
    agree,
    four,
    peers_of,
)

_DEPTH = 12
_GROUPS = ("groupscore", "industry", "network", "team", "peer")
_MEMBER = ("memberscore", "currentscore", "socialsellingindex", "score", "ssi")
_TOTALS = (
    *("overall", "total", "ssi", "totalscore", "overallscore", "ssiscore", "totalssi"),
    *("socialsellingindex", "score", "value"),
)
_VALUES = ("score", "value", "points")
_LABELS = ("pillar", "name", "type", "label", "key", "id")
_RANKS = ("rank", "top", "percentile")

# A number that is written as a text, perhaps with the most that it can be.
_WRITTEN = re.compile(r"\s*([0-9]{1,3}(?:[.,][0-9]{1,9})?)(?:\s*/\s*(?:25|100))?\s*")


def read_json(data: Any) -> PastedReading:
    """Return the reading in a JSON value; raises ``NotFoundError``."""
    candidates = [
        (_total(value), *found)
        for path, value in _walk(data, ())
        if not _is_of_a_group(path) and (found := _pillars(value)) is not None
    ]
    if not candidates:
        raise NotFoundError(next(_loose_totals(data), 0.0))
    loose = list(_loose_totals(data))
    groups: dict[str, Peers] = {}
    for name, peers in _groups(data):
        groups.setdefault(name, peers)
    for total, pillars, named in candidates:
        for known in loose if total is None else (total,):
            if agree(known, pillars):
                industry, network = (groups.get(name, NO_PEERS) for name in ("industry", "network"))
                return PastedReading(known, pillars, industry, network, named)
    total, pillars, _ = candidates[0]
    raise NotFoundError(next(iter(loose), None) if total is None else total, pillars)


def _is_of_a_group(path: tuple[str, ...]) -> bool:
    return any(name.startswith(_GROUPS) for name in path)


def _walk(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Yield every object with the names that lead to it, outer objects first."""
    if len(path) > _DEPTH:
        return
    if isinstance(value, dict):
        yield path, value
        for name, inner in value.items():
            yield from _walk(inner, (*path, _plain(str(name))))
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, (*path, "[]"))


def _plain(name: str) -> str:
    """Return a name as it is compared: ``total_score`` and ``totalScore`` are one."""
    return re.sub(r"[_\W]+", "", name.casefold())


def _number(value: Any) -> float | None:
    """Return a value as a number, even if it is written as a text, or ``None``."""
    if isinstance(value, str):
        written = _WRITTEN.fullmatch(value)
        value = None if written is None else float(written[1].replace(",", "."))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        # NaN and what no score can be are not numbers here.
        return float(value) if 0.0 <= value <= 1000.0 else None
    return None


def _first(value: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return the value under the first name that there is, however it is written."""
    by_name = {_plain(str(name)): inner for name, inner in value.items()}
    return next((by_name[name] for name in names if name in by_name), None)


def _place(label: str) -> int | None:
    """Return the index of the pillar that a label names, or ``None``."""
    labels = pillar_labels(label)
    short = next(
        (place for place, stem in ((1, "find"), (2, "engage")) if stem in label.lower()), None
    )
    return labels[0].place if labels else short


def _pillars(value: Mapping[str, Any]) -> tuple[Four, bool] | None:
    """Return the four pillars in an object: in a list, in an inner object, or as its own values.

    The second value tells whether they are named.
    """
    for name, inner in value.items():
        if _plain(str(name)).startswith(_GROUPS):
            continue
        found = None
        if isinstance(inner, list):
            found = _listed(inner)
        if isinstance(inner, dict):
            found = _named(inner)
        if found is not None:
            return found
    return _named(value)


def _listed(items: Sequence[Any]) -> tuple[Four, bool] | None:
    """Return the four pillars in a list, by their names or else by their order."""
    values: dict[int, float] = {}
    in_order = []
    for item in items:
        number = _number(_first(item, _VALUES) if isinstance(item, dict) else item)
        if number is None:
            return None
        in_order.append(number)
        place = _place(str(_first(item, _LABELS))) if isinstance(item, dict) else None
        if place is not None:
            values.setdefault(place, number)
    if len(values) == 4:
        return four([values[place] for place in range(4)]), True
    return (four(in_order), False) if len(in_order) == 4 and not values else None


def _named(value: Mapping[str, Any]) -> tuple[Four, bool] | None:
    """Return the four pillars in an object that holds them by name."""
    values: dict[int, float] = {}
    for name, inner in value.items():
        place = _place(str(name))
        number = _number(_first(inner, _VALUES) if isinstance(inner, dict) else inner)
        if place is not None and number is not None:
            values.setdefault(place, number)
    return (four([values[place] for place in range(4)]), True) if len(values) == 4 else None


def _total(value: Mapping[str, Any]) -> float | None:
    return _number(_first(value, _TOTALS))


def _loose_totals(data: Any) -> Iterator[float]:
    """Yield everything that may be the member's total, wherever it is."""
    for path, value in _walk(data, ()):
        if path and path[-1] in _MEMBER and not _is_of_a_group(path):
            total = _total(value)
            if total is not None:
                yield total


def _groups(data: Any) -> Iterator[tuple[str, Peers]]:
    """Yield what the JSON says about industry and network, each with its name."""
    for path, value in _walk(data, ()):
        name = _plain(str(_first(value, ("grouptype",)) or (path[-1] if path else "")))
        if name not in ("industry", "network"):
            continue
        score = _first(value, ("score", "ssi"))
        inner = score if isinstance(score, dict) else {}
        average = _total(inner) if inner else _number(score)
        rank = _number(_first(value, _RANKS))
        found = _pillars(inner) if inner else None
        yield name, peers_of(rank, average, None if found is None else found[0])

"""Finds a reading in the JSON behind the page, whatever saved it may have wrapped around it."""

from collections.abc import Iterator, Mapping
from typing import Any

from ssi_tui.core.model import Peers
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
_TOTALS = ("overall", "total", "ssi", "score", "value")
_VALUES = ("score", "value", "points")
_LABELS = ("pillar", "name", "type", "label", "key", "id")
_RANKS = ("rank", "top", "percentile")

# Words that name each pillar, in pillar order; its full names and its synonyms contain one.
_STEMS = (("brand",), ("people", "find"), ("insight", "engage"), ("relationship",))


def read_json(data: Any) -> PastedReading:
    """Return the reading in a JSON value; raises ``NotFoundError``."""
    candidates = [
        (_total(value), pillars)
        for path, value in _walk(data, ())
        if not _is_of_a_group(path) and (pillars := _pillars(value)) is not None
    ]
    if not candidates:
        raise NotFoundError(has_total=True)
    loose = list(_loose_totals(data))
    groups: dict[str, Peers] = {}
    for name, peers in _groups(data):
        groups.setdefault(name, peers)
    for total, pillars in candidates:
        for known in loose if total is None else (total,):
            if agree(known, pillars):
                both = (groups.get(name, NO_PEERS) for name in ("industry", "network"))
                return PastedReading(known, pillars, *both)
    raise NotFoundError(has_total=bool(loose))


def _is_of_a_group(path: tuple[str, ...]) -> bool:
    return any(name.startswith(_GROUPS) for name in path)


def _walk(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Yield every object with the names that lead to it, outer objects first."""
    if len(path) > _DEPTH:
        return
    if isinstance(value, dict):
        yield path, value
        for name, inner in value.items():
            yield from _walk(inner, (*path, str(name).casefold().replace("_", "")))
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, (*path, "[]"))


def _number(value: Any) -> float | None:
    """Return a value as a number, even if it is written as a text, or ``None``."""
    if isinstance(value, str):
        try:
            value = float(value.strip().replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        # NaN and what no score can be are not numbers here.
        return float(value) if 0.0 <= value <= 1000.0 else None
    return None


def _first(value: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return the value under the first name that there is, whatever its case."""
    by_name = {str(name).casefold(): inner for name, inner in value.items()}
    return next((by_name[name] for name in names if name in by_name), None)


def _place(label: str) -> int | None:
    """Return the index of the pillar that a label names, or ``None``."""
    folded = label.casefold()
    return next(
        (place for place, stems in enumerate(_STEMS) if any(stem in folded for stem in stems)), None
    )


def _pillars(value: Mapping[str, Any]) -> Four | None:
    """Return the four pillars in an object: in a list, in an inner object, or as its own values."""
    for name, inner in value.items():
        if str(name).casefold().startswith(_GROUPS):
            continue
        if isinstance(inner, list) and inner and all(isinstance(one, dict) for one in inner):
            found = _listed(inner)
            if found is not None:
                return found
        if isinstance(inner, dict):
            found = _named(inner)
            if found is not None:
                return found
    return _named(value)


def _listed(items: list[Any]) -> Four | None:
    """Return the four pillars in a list of objects, by their names or else by their order."""
    values: dict[int, float] = {}
    in_order = []
    for item in items:
        number = _number(_first(item, _VALUES))
        if number is None:
            return None
        in_order.append(number)
        place = _place(str(_first(item, _LABELS)))
        if place is not None:
            values.setdefault(place, number)
    if len(values) == 4:
        return four([values[place] for place in range(4)])
    return four(in_order) if len(in_order) == 4 and not values else None


def _named(value: Mapping[str, Any]) -> Four | None:
    """Return the four pillars in an object that holds them by name."""
    values: dict[int, float] = {}
    for name, inner in value.items():
        place = _place(str(name))
        number = _number(_first(inner, _VALUES) if isinstance(inner, dict) else inner)
        if place is not None and number is not None:
            values.setdefault(place, number)
    return four([values[place] for place in range(4)]) if len(values) == 4 else None


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
        name = str(_first(value, ("grouptype",)) or (path[-1] if path else "")).casefold()
        if name not in ("industry", "network"):
            continue
        score = _first(value, ("score", "ssi"))
        inner = score if isinstance(score, dict) else {}
        average = _total(inner) if inner else _number(score)
        rank = _number(_first(value, _RANKS))
        yield name, peers_of(rank, average, _pillars(inner) if inner else None)

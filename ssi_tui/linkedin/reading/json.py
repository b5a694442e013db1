"""A reading from the JSON behind the page, as it is or wrapped by what saved it."""

from collections.abc import Iterator, Mapping
from typing import Any

from ssi_tui.linkedin.reading.value import (
    NO_PILLARS,
    NO_TOTAL,
    Four,
    NotFoundError,
    PastedReading,
    Peers,
    agree,
    average_of,
    four,
    rank_of,
)

_DEPTH = 12
_GROUPS = ("groupscore", "industry", "network", "team", "peer")
_MEMBER = ("memberscore", "currentscore", "socialsellingindex", "score", "ssi")
_TOTALS = ("overall", "total", "ssi", "score", "value")
_VALUES = ("score", "value", "points")
_LABELS = ("pillar", "name", "type", "label", "key", "id")
_RANKS = ("rank", "top", "percentile")

# What names a pillar, in their order; the whole names and the synonyms share these stems.
_STEMS = (("brand",), ("people", "find"), ("insight", "engage"), ("relationship",))


def read_json(data: Any) -> PastedReading:
    """Return the reading of a JSON value; raises ``NotFoundError``."""
    candidates = [
        (_total(value), pillars)
        for path, value in _walk(data, ())
        if not _is_of_a_group(path) and (pillars := _pillars(value)) is not None
    ]
    if not candidates:
        raise NotFoundError(NO_PILLARS)
    loose = list(_loose_totals(data))
    groups: dict[str, Peers] = {}
    for name, peers in _groups(data):
        groups.setdefault(name, peers)
    for total, pillars in candidates:
        for known in loose if total is None else (total,):
            if agree(known, pillars):
                return PastedReading(
                    known, pillars, groups.get("industry", Peers()), groups.get("network", Peers())
                )
    raise NotFoundError(NO_PILLARS if loose else NO_TOTAL)


def _is_of_a_group(path: tuple[str, ...]) -> bool:
    return any(name.startswith(_GROUPS) for name in path)


def _walk(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Yield every object with the names that lead to it, the outer ones first."""
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
    """Return a number, also one that is written as a text."""
    if isinstance(value, str):
        try:
            value = float(value.strip().replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        # Not a number is none, and neither is what no score can be.
        return float(value) if 0.0 <= value <= 1000.0 else None
    return None


def _first(value: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return what stands under the first of some names, whatever their case."""
    by_name = {str(name).casefold(): inner for name, inner in value.items()}
    return next((by_name[name] for name in names if name in by_name), None)


def _place(label: str) -> int | None:
    """Return which pillar a name is of."""
    folded = label.casefold()
    return next(
        (place for place, stems in enumerate(_STEMS) if any(stem in folded for stem in stems)), None
    )


def _pillars(value: Mapping[str, Any]) -> Four | None:
    """Return the four pillars that an object holds: in a list of its own, or as its values."""
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
    """Return four pillars from a list of objects: by their names, else by their order."""
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
    """Return four pillars from an object that has them by name."""
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
    """Yield the totals of the member, wherever they stand."""
    for path, value in _walk(data, ()):
        if path and path[-1] in _MEMBER and not _is_of_a_group(path):
            total = _total(value)
            if total is not None:
                yield total


def _groups(data: Any) -> Iterator[tuple[str, Peers]]:
    """Yield what is said about industry and network."""
    for path, value in _walk(data, ()):
        name = str(_first(value, ("grouptype",)) or (path[-1] if path else "")).casefold()
        if name not in ("industry", "network"):
            continue
        score = _first(value, ("score", "ssi"))
        inner = score if isinstance(score, dict) else {}
        average = _total(inner) if inner else _number(score)
        rank = rank_of(_number(_first(value, _RANKS)))
        yield name, Peers(rank, average_of(average), _pillars(inner) if inner else None)

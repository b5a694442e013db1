"""Frozen dataclasses with slots that are quick to load, and values worked out when asked for.

Loading ``dataclasses`` takes twice as long as loading SQLite, and every class that it makes about
a millisecond more. Values look, compare, hash and refuse changes as its own do, and type checkers
take them for its own; but they are changed by ``replace`` only, not copied or pickled.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass, field, replace
    from typing import Any, Generic, TypeVar

    Value = TypeVar("Value")
else:
    # ``typing`` is slow to load as well, so the base of what is generic is ``object``.
    Value, Generic = "Value", {"Value": object}

__all__ = ["Late", "dataclass", "field", "replace"]


class _Field:
    """What is said of a field besides its type."""

    __slots__ = ("compare", "hash", "repr", "usual")

    def __init__(
        self,
        *,
        default_factory: Callable[[], object] | None = None,
        repr: bool = True,  # noqa: A002 - named as in dataclasses
        hash: bool = True,  # noqa: A002
        compare: bool = True,
    ) -> None:
        self.usual, self.repr, self.compare = default_factory, repr, compare
        self.hash = hash and compare


_PLAIN = _Field()
_REPLACED = frozenset({"__dict__", "__weakref__"})


def _constructor(cls: Any, fields: dict[str, _Field]) -> Callable[..., None]:
    """Return the ``__init__`` of a class; it is quickest where all fields are given in order."""
    usual = {name: said.usual for name, said in fields.items() if said.usual is not None}
    names = tuple(fields)
    # A slot knows how to fill itself, past what refuses changes.
    setters = [getattr(cls, name).__set__ for name in names]

    def completed(given: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
        rest = [
            named.pop(name) if name in named else usual[name]()
            for name in names[len(given) :]
            if name in named or name in usual
        ]
        if named or len(given) + len(rest) != len(names):
            raise TypeError(f"{cls.__qualname__} takes {', '.join(names)}: each once")
        return (*given, *rest)

    def filled(self: object, /, *given: object, **named: object) -> None:
        if named or len(given) != len(setters):
            given = completed(given, named)
        for at, fill in enumerate(setters):
            fill(self, given[at])

    return filled


def _refuse(_value: object, name: str, *to: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot {'assign to' if to else 'delete'} field {name!r}")


def _methods(fields: dict[str, _Field], eq: bool) -> dict[str, Any]:
    """Return how values of these fields are written, compared and kept as they are."""
    shown = [name for name, said in fields.items() if said.repr]
    key = attrgetter(*[name for name, said in fields.items() if said.compare])
    hash_key = attrgetter(*[name for name, said in fields.items() if said.hash])

    def written(self: object) -> str:
        words = ", ".join([f"{name}={getattr(self, name)!r}" for name in shown])
        return f"{type(self).__qualname__}({words})"

    def equal(self: object, other: object) -> Any:
        return key(self) == key(other) if type(self) is type(other) else NotImplemented

    alike = {"__eq__": equal, "__hash__": lambda self: hash(hash_key(self))} if eq else {}
    return {"__repr__": written, "__setattr__": _refuse, "__delattr__": _refuse, **alike}


def _field_of(said: object) -> _Field:
    return said if isinstance(said, _Field) else _Field(default_factory=lambda: said)


def _dataclass(
    *, frozen: bool, slots: bool, eq: bool = True
) -> Callable[[type[Value]], type[Value]]:
    """Make a class a frozen dataclass with slots; whatever it annotates is a field."""

    def made(cls: Any) -> Any:
        other = hasattr(cls, "__post_init__") or hasattr(cls, "__match_args__")
        if other or not (frozen and slots):
            raise TypeError("a value is frozen, has slots, no __post_init__ and no base value")
        # A class gets its slots when it is made, so it is made once more without what they replace.
        body = {name: one for name, one in vars(cls).items() if name not in _REPLACED}
        fields = {name: _field_of(body.pop(name, _PLAIN)) for name in cls.__annotations__}
        names = tuple(fields)
        body |= {"__qualname__": cls.__qualname__, "__slots__": names, "__match_args__": names}
        value = type(cls)(cls.__name__, cls.__bases__, body | _methods(fields, eq))
        value.__init__ = _constructor(value, fields)
        return value

    return made


def _replace(value: Any, /, **changes: object) -> Any:
    """Return a value with some fields changed."""
    kept = [changes.pop(name, getattr(value, name)) for name in value.__match_args__]
    return type(value)(*kept, **changes)


if not TYPE_CHECKING:
    dataclass, field, replace = _dataclass, _Field, _replace


class Late(Generic[Value]):
    """A value that is worked out when somebody asks for it, and compares as that does."""

    __slots__ = ("_found", "_work_out")

    def __init__(self, work_out: Callable[[], Value]) -> None:
        self._work_out = work_out
        self._found: tuple[Value, ...] = ()

    @property
    def value(self) -> Value:
        """The value, worked out once."""
        if not self._found:
            self._found = (self._work_out(),)
        return self._found[0]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Late) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)

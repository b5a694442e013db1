"""Frozen dataclasses with slots, made as they are needed: ``dataclasses`` with less before it.

What the standard library makes of a class is text that it compiles, about a millisecond a class,
and loading it takes as long as SQLite does, twice: more than all that a prompt asks for. Here a
class costs what any class costs, and its constructor is compiled where many values are made.
Values look, compare, hash and refuse alike, and ``dataclasses`` itself takes them as its own. For
who checks types they are its own.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import Field, dataclass, field, replace
    from typing import Any, TypeVar

    Value = TypeVar("Value")

__all__ = ["dataclass", "field", "replace"]

_NONE: Any = object()
# Compiling a constructor takes as long as filling so many values without one.
_FEW = 20


class _Spec:
    """What is said of a field besides its type."""

    __slots__ = ("compare", "default", "factory", "hash", "repr")

    def __init__(
        self,
        *,
        default: object = _NONE,
        default_factory: Callable[[], object] = _NONE,
        repr: bool = True,  # noqa: A002 - named as in dataclasses
        hash: bool | None = None,  # noqa: A002
        compare: bool = True,
    ) -> None:
        self.default = default
        self.factory = default_factory
        self.repr = repr
        self.compare = compare
        self.hash = compare if hash is None else hash

    def arguments(self) -> dict[str, Any]:
        """Return what ``dataclasses.field`` is told for the same."""
        given = {"default": self.default, "default_factory": self.factory}
        known = {name: value for name, value in given.items() if value is not _NONE}
        return known | {"repr": self.repr, "compare": self.compare, "hash": self.hash}


_PLAIN = _Spec()


class _Fields:
    """``__dataclass_fields__``, made when ``dataclasses`` asks for it."""

    __slots__ = ("_specs",)

    def __init__(self, specs: Mapping[str, _Spec]) -> None:
        self._specs = specs

    def __get__(self, value: object, owner: type) -> dict[str, Field[Any]]:
        from dataclasses import field, make_dataclass

        rows = [
            (name, owner.__annotations__[name], field(**spec.arguments()))
            for name, spec in self._specs.items()
        ]
        made: Any = make_dataclass(owner.__name__, rows)
        found: dict[str, Field[Any]] = made.__dataclass_fields__
        type.__setattr__(owner, "__dataclass_fields__", found)
        return found


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[object, ...]]:
    """Return what reads the fields of a value as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _fill(
    value: object, specs: Mapping[str, _Spec], given: tuple[object, ...], named: dict[str, object]
) -> bool:
    """Fill a new value; tell whether it was given what it has to be."""
    if len(given) > len(specs):
        return False
    found = dict(zip(specs, given, strict=False))
    if not found.keys().isdisjoint(named):
        return False
    found |= named
    for name, spec in specs.items():
        if name not in found:
            if spec.default is _NONE and spec.factory is _NONE:
                return False
            found[name] = spec.default if spec.factory is _NONE else spec.factory()
    if len(found) > len(specs):
        return False
    for name, one in found.items():
        object.__setattr__(value, name, one)
    return True


def _constructor(specs: Mapping[str, _Spec]) -> Callable[..., None]:
    """Return ``__init__`` as it is for the first values; then it makes way for a compiled one."""
    left = _FEW

    def first(self: Any, *given: object, **named: object) -> None:
        nonlocal left
        left -= 1
        # The compiled one refuses a wrong call, in the words that Python has for it.
        if left > 0 and _fill(self, specs, given, named):
            return
        owner = type(self)
        place: dict[str, Any] = {}
        heads, lines = ["self"], []
        for name, spec in specs.items():
            # A slot knows how to fill itself, past what refuses changes.
            place[f"_set_{name}"] = getattr(owner, name).__set__
            usual = spec.default if spec.factory is _NONE else spec.factory
            place[f"_usual_{name}"] = usual
            heads.append(name if usual is _NONE else f"{name}=_usual_{name}")
            if spec.factory is not _NONE:
                lines.append(f" if {name} is _usual_{name}: {name} = {name}()")
            lines.append(f" _set_{name}(self, {name})")
        exec("\n".join([f"def __init__({', '.join(heads)}):", *lines]), place)  # noqa: S102
        made = place["__init__"]
        made.__qualname__ = f"{owner.__qualname__}.__init__"
        type.__setattr__(owner, "__init__", made)
        made(self, *given, **named)

    return first


def _refuse_setting(_value: object, name: str, _to: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_value: object, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _methods(specs: Mapping[str, _Spec], eq: bool) -> dict[str, object]:
    """Return what a class is given to be a value."""
    fields = _getter(tuple(specs))
    shown = [name for name, spec in specs.items() if spec.repr]

    def written(self: Any) -> str:
        words = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({words})"

    def reduced(self: Any) -> tuple[type, tuple[object, ...]]:
        return type(self), fields(self)

    methods: dict[str, object] = {
        "__init__": _constructor(specs),
        "__repr__": written,
        "__reduce__": reduced,
        "__setattr__": _refuse_setting,
        "__delattr__": _refuse_deleting,
        "__match_args__": tuple(specs),
        "__dataclass_fields__": _Fields(specs),
    }
    if eq:
        compared = _getter(tuple(name for name, spec in specs.items() if spec.compare))
        counted = _getter(tuple(name for name, spec in specs.items() if spec.hash))

        def equal(self: Any, other: Any) -> Any:
            if other.__class__ is not self.__class__:
                return NotImplemented
            return compared(self) == compared(other)

        def hashed(self: Any) -> int:
            return hash(counted(self))

        methods |= {"__eq__": equal, "__hash__": hashed}
    return methods


def _dataclass(
    *, frozen: bool, slots: bool, eq: bool = True
) -> Callable[[type[Value]], type[Value]]:
    """Make a class a frozen dataclass with slots; whatever it annotates is a field."""
    if not (frozen and slots):
        raise TypeError("only values that are frozen and have slots are made here")

    def made(cls: type[Value]) -> type[Value]:
        body = dict(vars(cls))
        if "__post_init__" in body or hasattr(cls, "__dataclass_fields__"):
            raise TypeError("a value is made here without __post_init__ and without a base value")
        specs: dict[str, _Spec] = {}
        for name in cls.__annotations__:
            said = body.pop(name, _NONE)
            if said is _NONE:
                specs[name] = _PLAIN
            else:
                specs[name] = said if isinstance(said, _Spec) else _Spec(default=said)
        # A class gets its slots when it is made, so it is made once more without what they replace.
        for name in ("__dict__", "__weakref__"):
            body.pop(name, None)
        body |= _methods(specs, eq)
        body["__slots__"] = tuple(specs)
        remade: Any = type(cls)
        found: type[Value] = remade(cls.__name__, cls.__bases__, body)
        found.__qualname__ = cls.__qualname__
        return found

    return made


def _replace(value: Any, /, **changes: object) -> Any:
    """Return a value with some fields changed, of this kind or of ``dataclasses``."""
    of = type(value)
    for name in of.__match_args__:
        if name not in changes:
            changes[name] = getattr(value, name)
    return of(**changes)


if not TYPE_CHECKING:
    dataclass, field, replace = _dataclass, _Spec, _replace

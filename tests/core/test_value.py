"""Our frozen dataclasses are those of the standard library, in all that a value does."""

import copy
import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest

from ssi_tui.core import value as frozen


class Pair(NamedTuple):
    """One class as it is made by us, and by the standard library."""

    ours: Any
    usual: Any


def pair(make: Callable[[Any, Any], Any]) -> Pair:
    """Make a class twice."""
    ours: Any = frozen
    return Pair(
        make(ours.dataclass(frozen=True, slots=True), ours.field),
        make(dataclasses.dataclass(frozen=True, slots=True), dataclasses.field),
    )


def _point(value: Any, _: Any) -> Any:
    @value
    class Point:
        """Two numbers."""

        x: int
        y: float = 1.5

        @property
        def both(self) -> float:
            return self.x + self.y

        @classmethod
        def at(cls: Any, x: int) -> "Point":
            made: Point = cls(x)
            return made

    return Point


def _bag(value: Any, field: Any) -> Any:
    @value
    class Bag:
        """With all that can be said of a field."""

        name: str
        source: object = field(repr=False, compare=False)
        named: Mapping[str, int] = field(default_factory=dict)
        many: tuple[int, ...] = field(default=(1, 2), hash=False)

    return Bag


def _single(value: Any, field: Any) -> Any:
    @value
    class Single:
        """One field."""

        x: float

    return Single


POINT, BAG, SINGLE = pair(_point), pair(_bag), pair(_single)
NAN = float("nan")

GIVEN: list[tuple[Callable[[Any, Any], Any], tuple[Any, ...], dict[str, Any]]] = [
    (_point, (1,), {}),
    (_point, (1, 2.5), {}),
    (_point, (), {"x": 1}),
    (_point, (), {"y": 3, "x": 1}),
    (_bag, ("a", None), {}),
    (_bag, ("a", "b", {"c": 1}), {"many": ()}),
    (_bag, ("a",), {"source": 1, "named": {}}),
    (_single, (NAN,), {}),
]
# The first values of a class are made in another way than those after them.
EARLIER = pytest.mark.parametrize("earlier", [0, 1, 100])


@EARLIER
@pytest.mark.parametrize(("make", "given", "named"), GIVEN)
def test_a_value_is_that_of_the_standard_library(
    make: Callable[[Any, Any], Any], given: tuple[Any, ...], named: dict[str, Any], earlier: int
) -> None:
    """Its fields, how it is written, what it is equal to, what can be asked of its class."""
    of = pair(make)
    for _ in range(earlier):
        of.ours(*given, **named)
    ours: Any = of.ours(*given, **named)
    usual: Any = of.usual(*given, **named)
    names = [each.name for each in dataclasses.fields(usual)]
    assert [getattr(ours, name) for name in names] == [getattr(usual, name) for name in names]
    assert repr(ours) == repr(usual)
    assert (ours == of.ours(*given, **named)) == (usual == of.usual(*given, **named))
    assert ours != usual
    assert ours != given
    assert dataclasses.is_dataclass(of.ours)
    assert [each.name for each in dataclasses.fields(ours)] == names
    assert [each.type for each in dataclasses.fields(ours)] == [
        each.type for each in dataclasses.fields(usual)
    ]
    assert repr(dataclasses.astuple(ours)) == repr(dataclasses.astuple(usual))
    assert type(ours).__match_args__ == type(usual).__match_args__
    assert type(ours).__doc__ == type(usual).__doc__
    assert type(ours).__qualname__ == type(usual).__qualname__
    assert type(ours).__module__ == type(usual).__module__


def test_values_are_told_apart_by_each_field() -> None:
    """And hashed alike where they are equal."""
    for made in POINT:
        assert len({made(1), made(1, 1.5), made(1, 2.0), made(2)}) == 3
    assert hash(POINT.ours(1, 2.0)) == hash(POINT.usual(1, 2.0))
    assert hash(SINGLE.ours(2.0)) == hash(SINGLE.usual(2.0))


def test_a_field_that_is_not_compared_does_not_tell_values_apart() -> None:
    """Nor does one that is not hashed hinder that they are."""
    for made in BAG:
        assert made("a", 1) == made("a", 2)
        assert made("a", 1, many=()) != made("a", 1)
    assert POINT.ours(1) != BAG.ours(1, 1)


def test_a_default_is_made_anew_for_each_value() -> None:
    """Two values share no mapping."""
    one, other = BAG.ours("a", None), BAG.ours("a", None)
    assert one.named == {}
    assert one.named is not other.named


@EARLIER
@pytest.mark.parametrize(
    ("given", "named"),
    [((), {}), ((1, 2, 3), {}), ((1,), {"x": 2}), ((1,), {"z": 2}), ((), {"y": 1, "z": 2})],
)
def test_a_wrong_call_is_refused_in_the_same_words(
    given: tuple[Any, ...], named: dict[str, Any], earlier: int
) -> None:
    """The first call, and those after it."""
    of = pair(_point)
    for _ in range(earlier):
        of.ours(1)
    with pytest.raises(TypeError) as usual:
        of.usual(*given, **named)
    for _ in range(2):
        with pytest.raises(TypeError) as ours:
            of.ours(*given, **named)
        assert str(ours.value) == str(usual.value)


@pytest.mark.parametrize(
    "change",
    [lambda value, name: setattr(value, name, 1), lambda value, name: delattr(value, name)],
)
def test_a_value_refuses_to_be_changed_in_the_same_words(
    change: Callable[[object, str], None],
) -> None:
    """By a field, and by a name that it has not."""
    for name in ("x", "y"):
        said = []
        for made in POINT:
            with pytest.raises(dataclasses.FrozenInstanceError) as refused:
                change(made(1), name)
            said.append(str(refused.value))
        assert said[0] == said[1]
    for name in ("both", "other"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change(POINT.ours(1), name)
    assert not hasattr(POINT.ours(1), "__dict__")


def test_a_value_is_replaced_and_copied() -> None:
    """By us and by the standard library, of either kind."""
    for made in POINT:
        for replace in (frozen.replace, dataclasses.replace):
            assert replace(made(1), y=2.0) == made(1, 2.0)
            with pytest.raises(TypeError):
                replace(made(1), z=2.0)
        assert copy.copy(made(1)) == made(1)
        assert copy.deepcopy(made(1)) == made(1)
    single = frozen.replace(SINGLE.ours(1.0), x=2.0)
    assert single == SINGLE.ours(2.0)


def test_a_value_is_pickled() -> None:
    """As its class and its fields."""
    from ssi_tui.core.model import Profile

    assert pickle.loads(pickle.dumps(Profile(connections=7))) == Profile(connections=7)  # noqa: S301


def test_a_value_has_what_its_class_says() -> None:
    """Properties, class methods, patterns."""
    assert POINT.ours.at(2).both == 3.5
    match POINT.ours(1, 2.0):
        case POINT.ours(x, y):
            assert (x, y) == (1, 2.0)


def test_what_is_not_made_here_is_refused() -> None:
    """Anything else is a case for ``dataclasses``, and would be half a value."""
    with pytest.raises(TypeError):
        frozen.dataclass(frozen=False, slots=True)
    for name, bases in (("__post_init__", ()), ("more", (POINT.ours,)), ("more", (POINT.usual,))):
        with pytest.raises(TypeError):
            frozen.dataclass(frozen=True, slots=True)(type("Value", bases, {name: None}))
    with pytest.raises(TypeError):
        frozen.field(init=False)


def test_values_can_be_had_without_loading_dataclasses() -> None:
    """That is what they are for."""
    program = (
        "import sys; from ssi_tui.core.value import replace; "
        "from ssi_tui.core.model import Profile; replace(Profile(), connections=7); "
        "print([name for name in ('dataclasses', 'inspect', 'typing') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr

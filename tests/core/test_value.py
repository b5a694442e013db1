"""A value looks, compares, hashes and refuses as a frozen dataclass does."""

import dataclasses
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest

from ssi_tui.core import value
from ssi_tui.core.value import Late


class Pair(NamedTuple):
    """One class as it is made by us, and by the standard library."""

    ours: Any
    usual: Any


def pair(make: Callable[[Any, Any], Any]) -> Pair:
    """Make a class twice."""
    ours: Any = value
    return Pair(
        make(ours.dataclass(frozen=True, slots=True), ours.field),
        make(dataclasses.dataclass(frozen=True, slots=True), dataclasses.field),
    )


def _point(made: Any, _: Any) -> Any:
    @made
    class Point:
        """Two numbers."""

        x: int
        y: float = 1.5

        @property
        def both(self) -> float:
            return self.x + self.y

        @classmethod
        def at(cls: Any, x: int) -> "Point":
            point: Point = cls(x)
            return point

    return Point


def _bag(made: Any, field: Any) -> Any:
    @made
    class Bag:
        """With all that can be said of a field."""

        name: str
        source: object = field(repr=False, compare=False)
        named: Mapping[str, int] = field(default_factory=dict)
        many: tuple[int, ...] = field(default_factory=tuple, hash=False)

    return Bag


def _single(made: Any, _: Any) -> Any:
    @made
    class Single:
        """One field."""

        x: float

    return Single


POINT, BAG, SINGLE = pair(_point), pair(_bag), pair(_single)

GIVEN: list[tuple[Pair, tuple[Any, ...], dict[str, Any]]] = [
    (POINT, (1,), {}),
    (POINT, (1, 2.5), {}),
    (POINT, (), {"x": 1}),
    (POINT, (), {"y": 3, "x": 1}),
    (BAG, ("a", None), {}),
    (BAG, ("a", "b", {"c": 1}), {"many": (3,)}),
    (BAG, ("a",), {"source": 1, "named": {}}),
    (SINGLE, (1.5,), {}),
]


@pytest.mark.parametrize(("of", "given", "named"), GIVEN)
def test_a_value_is_that_of_the_standard_library(
    of: Pair, given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    """Its fields, how it is written, what it is equal to, what can be asked of its class."""
    ours: Any = of.ours(*given, **named)
    usual: Any = of.usual(*given, **named)
    names = [each.name for each in dataclasses.fields(usual)]
    assert [getattr(ours, name) for name in names] == [getattr(usual, name) for name in names]
    assert repr(ours) == repr(usual)
    assert ours == of.ours(*given, **named)
    assert ours != usual
    assert ours != given
    assert type(ours).__match_args__ == type(usual).__match_args__
    assert type(ours).__slots__ == type(usual).__slots__
    assert type(ours).__doc__ == type(usual).__doc__
    assert type(ours).__qualname__ == type(usual).__qualname__
    assert type(ours).__module__ == type(usual).__module__


def test_values_are_told_apart_by_each_field() -> None:
    """And hashed alike where they are equal."""
    for made in POINT:
        assert len({made(1), made(1, 1.5), made(1, 2.0), made(2)}) == 3
    assert hash(POINT.ours(1, 2.0)) == hash(POINT.usual(1, 2.0))


def test_a_field_that_is_not_compared_does_not_tell_values_apart() -> None:
    """Nor does one that is not hashed, or not compared, keep others from being hashed."""
    for made in BAG:
        assert made("a", 1) == made("a", 2)
        assert made("a", 1, many=(1,)) != made("a", 1)
    assert POINT.ours(1) != BAG.ours(1, 1)
    named: Any = value.dataclass(frozen=True, slots=True)(_hashable())
    assert hash(named(1, [], [])) == hash(named(1, [2], [3]))


def _hashable() -> Any:
    class Hashable:
        x: int
        source: object = value.field(compare=False)
        many: list[int] = value.field(hash=False)

    return Hashable


def test_values_that_are_not_to_be_compared_are_equal_to_themselves_alone() -> None:
    """As any object is."""
    made: Any = value.dataclass(frozen=True, slots=True, eq=False)(_hashable())
    one = made(1, [], [])
    assert one == one
    assert one != made(1, [], [])
    assert hash(one) == object.__hash__(one)


def test_a_default_is_made_anew_for_each_value() -> None:
    """Two values share no mapping."""
    one, other = BAG.ours("a", None), BAG.ours("a", None)
    assert one.named == {}
    assert one.named is not other.named


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((), {}),
        ((1, 2, 3), {}),
        ((1,), {"x": 2}),
        ((1, 2), {"y": 2}),
        ((1,), {"z": 2}),
        ((1, 2), {"z": 2}),
        ((), {"y": 1}),
        ((), {"y": 1, "z": 2}),
    ],
)
def test_a_wrong_call_is_refused(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    """What is missing, given twice or unknown; the refusal says what would be right."""
    with pytest.raises(TypeError):
        POINT.usual(*given, **named)
    with pytest.raises(TypeError, match=r"Point takes x, y: each once"):
        POINT.ours(*given, **named)


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


def test_a_value_is_replaced() -> None:
    """One of ours, and one of the standard library."""
    for made in POINT:
        assert value.replace(made(1), y=2.0) == made(1, 2.0)
        assert value.replace(made(1, 2.0)) == made(1, 2.0)
        with pytest.raises(TypeError):
            value.replace(made(1), z=2.0)
    assert value.replace(SINGLE.ours(1.0), x=2.0) == SINGLE.ours(2.0)


def test_a_value_has_what_its_class_says() -> None:
    """Properties, class methods, patterns."""
    assert POINT.ours.at(2).both == 3.5
    match POINT.ours(1, 2.0):
        case POINT.ours(x, y):
            assert (x, y) == (1, 2.0)


def test_what_is_not_made_here_is_refused() -> None:
    """Anything else is a case for ``dataclasses``, and would be half a value."""
    plain = type("Plain", (), {"__annotations__": {"x": "int"}})
    for options in ({"frozen": False, "slots": True}, {"frozen": True, "slots": False}):
        with pytest.raises(TypeError):
            value.dataclass(**options)(plain)
    for name, bases in (("__post_init__", ()), ("more", (POINT.ours,)), ("more", (POINT.usual,))):
        with pytest.raises(TypeError, match="no base value"):
            value.dataclass(frozen=True, slots=True)(type("Value", bases, {name: None}))
    with pytest.raises(TypeError):
        value.field(init=False)


def test_values_can_be_had_without_loading_dataclasses() -> None:
    """That is what they are for."""
    program = (
        "import sys; from ssi_tui.core.value import replace; "
        "from ssi_tui.core.model import Profile; replace(Profile(), connections=7); "
        "print([name for name in ('dataclasses', 'inspect', 'typing') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_what_is_late_is_worked_out_once_and_only_when_it_is_asked_for() -> None:
    """It compares, hashes and is written as what it is worked out to be."""
    worked_out: list[int] = []

    def work_out() -> int:
        worked_out.append(1)
        return 7

    late = Late(work_out)
    assert worked_out == []
    assert (late.value, late.value, repr(late), hash(late)) == (7, 7, "7", hash(7))
    assert late == Late(lambda: 7)
    assert late != Late(lambda: 8)
    assert late != 7
    assert worked_out == [1]

"""Values that are worked out when somebody asks for them."""

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


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

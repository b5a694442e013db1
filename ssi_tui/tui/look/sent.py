"""Messages as plain values: what a class annotates is what its messages are made with."""

from typing import Any, dataclass_transform

from textual.message import Message


@dataclass_transform(eq_default=False)
class Sent(Message):
    """A message made as a dataclass is, whose class takes a twentieth of the time to make."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__()
        vars(self).update(zip(self.__annotations__, given, strict=False), **named)

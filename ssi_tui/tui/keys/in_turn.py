"""Keys in turn: each waits until the app has answered the one before, however fast they come.

Textual hands a key at once to whatever has the focus. Letters typed right after the key that opens
a dialog would therefore reach the view below it.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial

from textual.app import App
from textual.dom import DOMNode
from textual.events import Callback, Event, Key, Paste
from textual.timer import Timer

Hand = Callable[[Event], Awaitable[None]]
"""Hands an event on to whatever has the focus."""

# A key goes up to the app, which runs its action; a message that this sends goes up once more.
ROUNDS = 2
# Enough for a dialog that opens another at once; a focus that keeps changing is not waited for.
MOST_ROUNDS = 6
# A widget that was closed on the way may never answer.
LONGEST_SECONDS = 1.0


class InTurn:
    """The keys that wait, and how far the answer to the last one has come."""

    def __init__(self, app: App[None], hand: Hand, answered: Callable[[], None]) -> None:
        self._app = app
        self._hand = hand
        self._answered = answered
        self._waiting: deque[Event] = deque()
        # The number of the key that is being answered: an end of an earlier one comes too late.
        self._number = 0
        self._busy = False
        # Runs while keys wait.
        self._limit: Timer | None = None

    @staticmethod
    def takes(event: Event) -> bool:
        """Return whether an event is a key or a paste from outside, not one handed on."""
        return isinstance(event, Key | Paste) and not event.is_forwarded

    async def take(self, event: Event) -> None:
        """Hand an event on now, or keep it until its turn comes."""
        if self._busy:
            self._waiting.append(event)
            self._be_patient()
            return
        self._number += 1
        self._busy = True
        if self._waiting:
            self._be_patient()
        await self._hand(event)
        await _Climb(self, self._number).go()

    def _be_patient(self) -> None:
        if self._limit is None:
            self._limit = self._app.set_timer(LONGEST_SECONDS, partial(self.end, self._number))

    def path(self) -> list[DOMNode]:
        """Return the way of a message, from the widget that has the focus up to the app."""
        return (self._app.focused or self._app.screen).ancestors_with_self

    async def end(self, number: int) -> None:
        """End the wait for a key, and hand on the next one."""
        if number != self._number or not self._busy:
            return
        self._busy = False
        self._answered()
        if self._limit is not None:
            self._limit.stop()
            self._limit = None
        if self._waiting:
            await self.take(self._waiting.popleft())

    def give_up(self) -> None:
        """Forget the keys that wait: the app is closing, and nobody is left to take them."""
        self._waiting.clear()


class _Climb:
    """The way that all messages sent before it go, one node after the other.

    Its steps take no arguments: those with some are slow, as Textual inspects each anew.
    """

    def __init__(self, keys: InTurn, number: int) -> None:
        self._keys = keys
        self._number = number
        self._rounds = 0
        self._begin()

    def _begin(self) -> None:
        self._rounds += 1
        path = self._keys.path()
        self._start, self._left = path[0], deque(path)

    async def go(self) -> None:
        """Go on to the next node that still takes messages; at the end begin again or be done."""
        if not self._left:
            moved = self._keys.path()[0] is not self._start
            if self._rounds >= (MOST_ROUNDS if moved else ROUNDS):
                await self._keys.end(self._number)
                return
            self._begin()
        while self._left:
            if self._left.popleft().post_message(Callback(self.go)):
                return
        self._keys.give_up()

"""What the app tells other computers, and what it hears of them; loaded only where sync is on.

The folder may lie on a disk that does not answer, so only a thread of its own ever touches it.
"""

import asyncio
import threading
import time
from contextlib import closing
from functools import partial

from textual.timer import Timer

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.text.words import sentence
from ssi_tui.core.value import dataclass
from ssi_tui.tracker.tracker import DatabaseUnusableError, LockedError, Tracker
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice

# The first screen is on its way to the terminal, and the first keys come.
FIRST_SECONDS = 0.3
AGAIN_SECONDS = 60.0
AFTER_KEY_SECONDS = 2.0
# At the end of the app; what is not sent by then is sent by the next command.
LAST_SECONDS = 3.0
_STEP_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a look: what was taken in, what needs a look, and what was sent, in words."""

    taken: str = ""
    amiss: str = ""
    summary: str = ""


class Machines:
    """Sends and takes in, one thread at a time, and says in the last row what came in."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._thread: threading.Thread | None = None
        # What is to be done once the thread is done: look, and say also that nothing was new.
        self._wanted: set[str] = set()
        self._timer: Timer | None = None

    def start(self) -> None:
        """Look soon and once a minute."""
        self._app.set_timer(FIRST_SECONDS, self.look)
        self._app.set_interval(AGAIN_SECONDS, self.look)

    def look(self) -> None:
        """Take in what is new, and send."""
        self._begin("look")

    def sync_now(self) -> None:
        """Take in and send, and say what came of it."""
        self._begin("look", "tell")

    def touched(self) -> None:
        """Send what was done, once no key was pressed for two seconds."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(AFTER_KEY_SECONDS, self._send)

    def _send(self) -> None:
        with self._app.guarded():
            if self._app.tracker.has_unsent():
                self._begin("send")

    async def end(self) -> None:
        """Send what is left, unless that takes long."""
        last = time.monotonic() + LAST_SECONDS
        await self._wait(last)
        self._wanted.clear()
        self._thread = None
        self._send()
        await self._wait(last)

    async def _wait(self, last: float) -> None:
        while self._thread is not None and self._thread.is_alive() and time.monotonic() < last:
            await asyncio.sleep(_STEP_SECONDS)

    def _begin(self, *what: str) -> None:
        self._wanted.update(what)
        if self._thread is None:
            work = partial(self._work, frozenset(self._wanted))
            self._wanted.clear()
            # The end of the program does not wait for it: what it writes may be cut off anywhere.
            self._thread = threading.Thread(target=work, daemon=True)
            self._thread.start()

    def _work(self, wanted: frozenset[str]) -> None:
        """Send or look, with a connection of its own, and hand over what came of it."""
        ours = self._app.tracker
        found: Found | None = None
        try:
            own = Tracker(ours.store.path, ours.wall_clock, ours.source, ours.preferences)
            with closing(own):
                if "look" in wanted:
                    found = _looked(own, tells="tell" in wanted)
                else:
                    own.machines.send()
        except LockedError:
            # Another program writes; there will be another look.
            pass
        except (RefusedError, DatabaseUnusableError) as error:
            found = Found(amiss=str(error))
        self._app.call_later(self._finish, found, wanted)

    def _finish(self, found: Found | None, wanted: frozenset[str]) -> None:
        """Show what was taken in, and whether sync needs a look."""
        app, self._thread = self._app, None
        if found is not None:
            with app.guarded():
                app.sync_amiss = bool(found.amiss) and app.tracker.is_synced()
            if found.taken:
                app.look_around()
            amiss = found.amiss if "tell" in wanted else ""
            if found.taken and amiss:
                app.tell(Notice(f"{found.taken}; {amiss}", stays=True, short=(sentence(amiss),)))
            elif found.taken:
                app.tell(Notice(found.taken))
            elif "tell" in wanted:
                app.tell(Notice(sentence(amiss or found.summary), stays=bool(amiss)))
        if self._wanted:
            self._begin()


def _looked(tracker: Tracker, *, tells: bool) -> Found:
    """Take in and send; nothing is counted where nothing is new."""
    # Loaded here, in the thread.
    from ssi_tui.tracker.machines import exchanged_words, needs_look, taken_words

    look, sent = tracker.machines.look(), tracker.machines.send()
    if not (look.new or look.amiss or look.problems or tells):
        return Found()
    if look.new:
        tracker.view.keep()
    standing = tracker.machines.status()
    taken = taken_words(tracker.journal, look.new, standing.names)
    number = sum(map(len, look.new.values()))
    return Found(taken, needs_look(standing), exchanged_words(sent, number))

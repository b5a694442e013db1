"""Sending what a command has written, in a process of its own, after the answer."""

import os
import sys
from contextlib import closing

from ssi_tui.core.model import Source
from ssi_tui.tracker.tracker import Tracker


def send_apart(tracker: Tracker) -> None:
    """Write into the machine files what a closed tracker has left to be sent.

    Nobody waits for it, however slow the folder is; what it cannot write, the next command or
    ``sync`` does. So it is where no process can be started.
    """
    if sys.platform == "win32":
        return
    try:
        if os.fork():
            return
    except OSError:
        return
    try:
        # Whoever reads what the command has printed waits until nobody can print any more.
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        path, clock = tracker.store.path, tracker.wall_clock
        with closing(Tracker(path, clock, Source.CLI, tracker.preferences)) as own:
            own.machines.send()
    finally:
        # No handler of the process that it comes from may run here, whatever has failed.
        os._exit(0)

"""The laws of machine files under thousands of draws, others each time.

A law that is broken ends the programme with the shortest draw that breaks it.
"""

from pathlib import Path

from tests.examples import tried
from tests.machines.laws import LAWS
from tests.tools.stress.outcome import Outcome


def laws(_: Path, number: int) -> Outcome:
    """Try each law with that many draws; raises what a broken one raises."""
    for law in LAWS.values():
        tried(law.holds, law.draws, number)
    return Outcome("Laws of machine files", dict.fromkeys(LAWS, number), ())

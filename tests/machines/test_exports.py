"""The logs of several machines, exchanged by exports, become the same log to the last bit."""

import pytest

from tests.examples import examples
from tests.tools.stress.exchanges import tried

pytestmark = pytest.mark.slow


def test_machines_that_exchange_exports_hold_and_show_the_same() -> None:
    """In any order and any number of times, whatever their clocks show; nothing written is lost."""
    tried(examples(12))

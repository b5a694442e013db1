"""Five newcomers in a short form: the long one is ``python -m tests.tools.newcomers``."""

import pytest

from tests.tools.newcomers import NEWCOMERS, Newcomer, lived

pytestmark = pytest.mark.slow

MORNINGS = (1, 2, 6, 12)


@pytest.mark.parametrize("person", NEWCOMERS, ids=lambda person: person.name)
def test_a_newcomer_can_answer_is_reminded_and_is_never_blamed(person: Newcomer) -> None:
    mornings = lived(person, MORNINGS)
    assert [told.number for told, _ in mornings] == list(MORNINGS)
    assert [(told.number, wrong) for told, wrong in mornings if wrong] == []

"""Numbers as words."""

import pytest

from ssi_tui.core.text.words import minutes, out_of


@pytest.mark.parametrize(
    ("value", "text"),
    [(13.5, "13.5"), (14.5, "14.5"), (14.0, "14"), (0.2, "0.2"), (1e6, "1000000")],
)
def test_minutes_have_one_decimal_where_there_is_one(value: float, text: str) -> None:
    assert minutes(value) == text
    assert out_of(value, value) == f"{text} of {text}"

"""The last row of each view: what can be done, or what has been, and the way to the help."""

import pytest

from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE

pytestmark = pytest.mark.slow

VIEWS = ("1", "2", "3", "4", "5")
HINTS = "? help  ^p commands  q quit"
KEYS_ALONE = "?  ^p  q"


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM, WIDE], ids=str)
def test_the_last_row_of_every_view_ends_in_help_commands_and_quit(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    app = open_app(size=size)
    for view in VIEWS:
        assert app.press(view).last.endswith(HINTS)


def test_below_sixty_columns_the_last_row_names_the_keys_alone(open_app: OpenApp) -> None:
    assert open_app(size=(59, 24)).last.endswith(KEYS_ALONE)


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM], ids=str)
@pytest.mark.parametrize("key", ["c", "m", "u", "e", "minus", "t"])
def test_the_last_row_with_a_message_ends_in_help_at_least(
    key: str, size: tuple[int, int], open_app: OpenApp
) -> None:
    last = open_app(size=size).press(key).last
    assert "? help" in last
    assert not last.strip().startswith("c s m f n")

"""The views of the app, with the keys that open them."""

from ssi_tui.core.value import dataclass
from ssi_tui.tui.keys.table import KEYS


@dataclass(frozen=True, slots=True)
class View:
    """A view of the app: its mode, the key that opens it and its name."""

    mode: str
    key: str
    label: str


VIEWS: tuple[View, ...] = tuple(
    View(identity.removeprefix("app."), key, label)
    for identity, key, action, label, *_ in KEYS["app"]
    if action.startswith("switch_mode")
)

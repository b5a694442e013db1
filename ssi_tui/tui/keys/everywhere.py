"""The keys that work everywhere in the app, those of the views among them."""

from textual.binding import Binding

from ssi_tui.core.value import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view of the app: its mode, the key that opens it and its name."""

    mode: str
    key: str
    label: str


VIEWS: tuple[View, ...] = (
    View("today", "1", "Today"),
    View("pillars", "2", "Pillars"),
    View("streaks", "3", "Streaks"),
    View("review", "4", "Review"),
    View("log", "5", "Log"),
)


def view_binding(view: View) -> Binding:
    """Return the key that opens a view."""
    return Binding(
        view.key,
        f"switch_mode('{view.mode}')",
        view.label,
        id=f"app.{view.mode}",
        tooltip=f"Open {view.label}",
        show=False,
    )


EVERYWHERE: tuple[Binding, ...] = (
    *(view_binding(view) for view in VIEWS),
    Binding("ctrl+r", "redo", "Redo", id="app.redo", tooltip="Redo what was undone", show=False),
    Binding(
        "ctrl+p",
        "command_palette",
        "Palette",
        id="app.palette",
        tooltip="Find any action by its name",
        show=False,
        priority=True,
    ),
    Binding(
        "comma",
        "settings",
        "Settings",
        id="app.settings",
        tooltip="Change the settings",
        show=False,
    ),
    Binding("q", "quit", "Quit", id="app.quit", tooltip="Quit", show=False),
    # Dialogs shut out what has no priority.
    Binding(
        "ctrl+q",
        "quit",
        "Quit",
        id="app.quit-anywhere",
        tooltip="Quit",
        show=False,
        priority=True,
    ),
)

"""The keys that work everywhere in the app."""

from textual.binding import Binding

from ssi_tui.tui.views import VIEWS, view_binding

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

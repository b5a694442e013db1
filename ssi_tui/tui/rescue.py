"""The small app that opens instead of the usual one when the database cannot be read."""

from collections.abc import Callable, Mapping, Sequence

from textual.filter import LineFilter

from ssi_tui.core.settings import GLYPHS, Settings
from ssi_tui.tui.dialogs.rescue import OutcomeDialog, RescueDialog
from ssi_tui.tui.look.ascii import AsciiFilter
from ssi_tui.tui.look.terminal import TerminalApp
from ssi_tui.tui.look.theme import DARK
from ssi_tui.tui.look.traffic import poor_encoding

Step = Callable[[], tuple[bool, Sequence[str]]]
"""Tries to repair the database; returns whether it could, and lines that say what was done."""


class RescueApp(TerminalApp[bool]):
    """Asks what to do about the database, does it, and says what came of it.

    It returns whether to open the usual app on the repaired database, or ``None`` if there is none.
    """

    TITLE = "ssi-tui"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, what: str, copy: str | None, steps: Mapping[str, Step], settings: Settings
    ) -> None:
        super().__init__()
        self._what = what
        self._copy = copy
        self._steps = steps
        self._plain = settings.glyphs != GLYPHS[0] or poor_encoding() is not None
        wanted = self.available_themes.get(settings.theme, DARK)
        # Without colour an ANSI theme would be black on black.
        self.theme = DARK.name if self.no_color and wanted.ansi else wanted.name
        self.set_class(self._plain, "-ascii")

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of everything that is painted."""
        plain = (AsciiFilter(),) if self._plain else ()
        return [*super().get_line_filters(), *plain]

    def on_mount(self) -> None:
        """Ask what to do."""
        self._ask()

    def _ask(self) -> None:
        self.push_screen(RescueDialog(self._what, self._copy), self._chosen)

    def _chosen(self, choice: str | None) -> None:
        if choice is None:
            self.exit()
            return
        mended, lines = self._steps[choice]()
        dialog = OutcomeDialog(lines, "open the app" if mended else "choose again")
        self.push_screen(dialog, self._open if mended else self._again)

    def _open(self, yes: bool | None) -> None:
        self.exit(bool(yes))

    def _again(self, yes: bool | None) -> None:
        if yes:
            self._ask()
        else:
            self.exit()

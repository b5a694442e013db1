"""The dialog for the settings: a list of values to step through, or to type."""

from collections.abc import Mapping, Sequence

from textual import on
from textual.reactive import reactive, var
from textual.widget import Widget
from textual.widgets import Input

from ssi_tui.core.setting_keys import SETTINGS, Setting
from ssi_tui.core.settings import Value, value_of
from ssi_tui.core.value import replace
from ssi_tui.tui.dialogs.base import Dialog, PanelRows, paragraph, title_row
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import ELLIPSIS, Row
from ssi_tui.tui.view.messages import ProfileWanted, SettingChanged
from ssi_tui.tui.view.shown import SettingsShown

_KEYS = tuple(SETTINGS)
_VALUE_AT = 24
_ABOUT_ROWS = 2


class SettingsDialog(Dialog[None]):
    """Lists the settings; each change is written at once, and comes back in ``shown``.

    ``choices`` holds values to step through that only the app knows, by the key of their setting;
    ``place`` is the path of the settings file.
    """

    AUTO_FOCUS = ""

    BINDINGS = bindings("settings")

    cursor: reactive[int] = reactive(0)
    shown: var[SettingsShown | None] = var(None)

    def __init__(
        self, shown: SettingsShown, choices: Mapping[str, Sequence[Value]], place: str
    ) -> None:
        super().__init__()
        self._choices = choices
        self._place = place
        self._now = shown
        self._field = Input(id="typed", select_on_focus=True, max_length=64)
        self._field.display = False

    def parts(self) -> Sequence[Widget]:
        """Return the list, the text field for a value, and the remarks below."""
        below = PanelRows(self._below(), id="below")
        return [PanelRows(self._list(), id="list"), self._field, below]

    @property
    def setting(self) -> Setting:
        """The setting under the cursor."""
        return SETTINGS[_KEYS[self.cursor]]

    @property
    def typing(self) -> bool:
        """Whether a value is being typed."""
        return self._field.display

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a setting."""
        return max(0, min(cursor, len(_KEYS) - 1))

    def watch_cursor(self) -> None:
        """Show the setting under the cursor."""
        if self.is_mounted:
            self._end_typing()

    def watch_shown(self, shown: SettingsShown | None) -> None:
        """Show the settings after a change; close the text field if its value was accepted."""
        if shown is None:
            return
        self._now = shown
        if self.is_mounted and self.typing and shown.refused is None:
            self._end_typing()
        elif self.is_mounted:
            self._paint()

    def _paint(self) -> None:
        self.query_one("#list", PanelRows).show(self._list())
        self.query_one("#below", PanelRows).show(self._below())

    def _list(self) -> Sequence[Row]:
        settings = self._now.settings
        rows = [title_row("Settings", "in force at once"), Row()]
        for at, setting in enumerate(SETTINGS.values()):
            chosen, click = at == self.cursor, f"screen.pick({at})"
            row = Row().put(0, "▌" if chosen else "", "accent")
            row.put(2, setting.label, "bold" if chosen else "text", click=click)
            words = setting.words(value_of(settings, setting.key))
            role = "accent" if chosen else "muted"
            rows.append(row.put(_VALUE_AT, words, role, width=INNER - _VALUE_AT, click=click))
        changed = len(settings.keymap)
        keys = f"{changed} changed" if changed else "the usual ones"
        rows.append(Row().put(2, "Keys").put(_VALUE_AT, f"{keys}; see [keymap]", "muted"))
        rows.append(Row().put(2, "Profile").put(_VALUE_AT, "P opens its form", "muted"))
        return [*rows, Row()]

    def _below(self) -> Sequence[Row]:
        rows = paragraph(self.setting.about, "muted")
        rows += [Row()] * (_ABOUT_ROWS - len(rows))
        if self._place:
            # Of a long path the end is shown, which says more than its beginning.
            place = self._place
            cut = place if len(place) <= INNER else ELLIPSIS + place[len(place) - INNER + 1 :]
            rows.append(Row().put(0, cut, "muted"))
        for text in [self._now.refused] if self._now.refused else self._now.mistakes:
            rows += paragraph(text, "warning")
        if self.is_mounted and self.typing:
            keys = self.keys_row(("take", "set"), ("dialog.close", "leave it"))
        else:
            keys = self.keys_row(
                ("settings.before", "before"),
                ("settings.next", "next"),
                ("settings.edit", "edit"),
                ("dialog.close", "close"),
            )
        return [*rows, Row(), keys]

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.cursor += step

    def action_pick(self, at: int) -> None:
        """Move the cursor to a setting, or edit it if the cursor is there already."""
        if at == self.cursor:
            self.action_edit()
        else:
            self.cursor = at

    def action_step(self, step: int) -> None:
        """Take a value further on or back; after the last word comes the first again."""
        setting = self.setting
        choices = tuple(self._choices.get(setting.key, setting.choices))
        if not choices:
            self.action_edit()
            return
        value = value_of(self._now.settings, setting.key)
        at = choices.index(value) + step if value in choices else 0
        at = max(0, min(at, len(choices) - 1)) if setting.typed else at % len(choices)
        self.post_message(SettingChanged(setting.key, choices[at]))

    def action_edit(self) -> None:
        """Open the text field, or take the next value if there are only a few."""
        if not self.setting.typed:
            self.action_step(1)
            return
        self._field.value = str(value_of(self._now.settings, self.setting.key))
        self._field.display = True
        self._field.focus()
        self._paint()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Set the typed value, or have the app say why not."""
        text = self._field.value.strip()
        value: Value = text
        if isinstance(self.setting.default, int):
            # A text that is not a number goes up as it is: the refusal says what is wanted.
            value = int(text) if text.isascii() and text.isdigit() else text
        self.post_message(SettingChanged(self.setting.key, value))

    def _end_typing(self) -> None:
        self._now = replace(self._now, refused=None)
        self._field.display = False
        self.set_focus(None)
        self._paint()

    def action_profile(self) -> None:
        """Close, and ask for the form of the profile."""
        self.dismiss(None)
        self.post_message(ProfileWanted())

    def action_close(self) -> None:
        """Close the text field, or the settings if it is not open."""
        if self.typing:
            self._end_typing()
        else:
            self.dismiss(None)

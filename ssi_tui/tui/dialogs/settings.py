"""The settings: a list that is changed with left and right, or typed into."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from textual import on
from textual.reactive import reactive, var
from textual.widget import Widget
from textual.widgets import Input

from ssi_tui.core.setting_keys import SETTINGS, Setting
from ssi_tui.core.settings import Value, value_of
from ssi_tui.tui.dialogs.base import Dialog, PanelRows, title_row
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import ELLIPSIS, Row
from ssi_tui.tui.view.messages import SettingChanged
from ssi_tui.tui.view.shown import SettingsShown

_KEYS = tuple(SETTINGS)
_VALUE_AT = 24
_ABOUT_ROWS = 2


class SettingsDialog(Dialog[None]):
    """Each change is written and in force at once; ``shown`` is what the app makes of it.

    ``choices`` are the values to step through of keys that the app knows more of.
    """

    AUTO_FOCUS = ""

    BINDINGS = bindings("settings")

    cursor: reactive[int] = reactive(0)
    shown: var[SettingsShown | None] = var(None)

    def __init__(
        self, shown: SettingsShown, choices: Mapping[str, Sequence[Value]], place: str = ""
    ) -> None:
        super().__init__()
        self._choices = choices
        self._place = place
        self._settings = shown.settings
        self._mistakes = shown.mistakes
        self._refused: str | None = None
        self._field = Input(id="typed", select_on_focus=True, max_length=64)
        self._field.display = False

    def parts(self) -> Sequence[Widget]:
        """Return the list, the field for what is typed, and what there is to say."""
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
        """Show what has become of a change; a value that was taken is not typed any more."""
        if shown is None:
            return
        self._settings, self._mistakes = shown.settings, shown.mistakes
        self._refused = shown.refused
        if self.is_mounted and self.typing and shown.refused is None:
            self._end_typing()
        elif self.is_mounted:
            self._paint()

    def _paint(self) -> None:
        self.query_one("#list", PanelRows).show(self._list())
        self.query_one("#below", PanelRows).show(self._below())

    def _list(self) -> Sequence[Row]:
        settings = self._settings
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
        return [*rows, Row()]

    def _below(self) -> Sequence[Row]:
        about = wrap(self.setting.about, INNER)
        rows = [Row().put(0, line, "muted") for line in about]
        rows += [Row()] * (_ABOUT_ROWS - len(rows))
        if self._place:
            # The end of a path says more than its beginning.
            place = self._place
            cut = place if len(place) <= INNER else ELLIPSIS + place[len(place) - INNER + 1 :]
            rows.append(Row().put(0, cut, "muted"))
        said = [self._refused] if self._refused else self._mistakes
        for text in said:
            rows += [Row().put(0, line, "warning") for line in wrap(text, INNER)]
        if self.is_mounted and self.typing:
            keys = self.keys_row(("enter", "set", "take"), ("escape", "leave it", "close"))
        else:
            keys = self.keys_row(
                ("h", "before", "step(-1)"),
                ("l", "next", "step(1)"),
                ("enter", "edit", "edit"),
                ("escape", "close", "close"),
            )
        return [*rows, Row(), keys]

    def _set(self, value: Value) -> None:
        self.post_message(SettingChanged(self.setting.key, value))

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.cursor += step

    def action_pick(self, at: int) -> None:
        """Go to a setting, or edit it where the cursor is on it already."""
        if at == self.cursor:
            self.action_edit()
        else:
            self.cursor = at

    def action_step(self, step: int) -> None:
        """Take the next value, or the one before; of words round and round."""
        setting = self.setting
        choices = tuple(self._choices.get(setting.key, setting.choices))
        if not choices:
            self.action_edit()
            return
        value = value_of(self._settings, setting.key)
        at = choices.index(value) + step if value in choices else 0
        at = max(0, min(at, len(choices) - 1)) if setting.typed else at % len(choices)
        self._set(choices[at])

    def action_edit(self) -> None:
        """Type the value, or take the next where there are only a few."""
        if not self.setting.typed:
            self.action_step(1)
            return
        self._field.value = str(value_of(self._settings, self.setting.key))
        self._field.display = True
        self._field.focus()
        self._paint()

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Set what was typed."""
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Set what was typed, or say why not."""
        text = self._field.value.strip()
        value: Value = text
        if isinstance(self.setting.default, int):
            # What is no number is refused with what is wanted.
            value = int(text) if text.isascii() and text.isdigit() else text
        self._set(value)

    def _end_typing(self) -> None:
        self._refused = None
        self._field.display = False
        self.set_focus(None)
        self._paint()

    def action_close(self) -> None:
        """Leave the field, or close the settings."""
        if self.typing:
            self._end_typing()
        else:
            self.dismiss(None)

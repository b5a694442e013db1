"""The dialog for the settings: a list of values to step through, or to type."""

from collections.abc import Mapping, Sequence

from textual import on
from textual.reactive import reactive, var
from textual.widget import Widget
from textual.widgets import Input

from ssi_tui.core.setting_keys import SETTINGS, Setting
from ssi_tui.core.settings import Value, value_of
from ssi_tui.core.text.words import count_of, sentence
from ssi_tui.core.value import replace
from ssi_tui.tui.dialogs.base import Dialog, PanelRows, paragraph, refusal, title_row
from ssi_tui.tui.keys.names import bindings, given_key
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import ELLIPSIS, Row
from ssi_tui.tui.view.messages import SettingChanged
from ssi_tui.tui.view.shown import SettingsShown
from ssi_tui.tui.widgets.plain_input import PlainInput

_KEYS = tuple(SETTINGS)
_VALUE_AT = 24
_ABOUT_ROWS = 2
# Padding, title, blank rows, what the setting is about, and keys.
_OTHER_ROWS = 9
# The fewest rows of settings, and of what is wrong, on a small terminal.
_LEAST_ROWS, _LEAST_WRONG = 5, 3


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
        self._field = PlainInput(id="typed", select_on_focus=True)
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

    def on_resize(self) -> None:
        """Show as many settings as there is room for."""
        self._paint()

    def _paint(self) -> None:
        self.query_one("#list", PanelRows).show(self._list())
        self.query_one("#below", PanelRows).show(self._below())

    def _list(self) -> Sequence[Row]:
        """Return the rows of the settings; where not all fit, they scroll with the cursor."""
        settings = self._now.settings
        rows = []
        for at, setting in enumerate(SETTINGS.values()):
            chosen, click = at == self.cursor, f"screen.pick({at})"
            row = Row().put(0, "▌" if chosen else "", "accent")
            row.put(2, setting.label, "bold" if chosen else "text", click=click)
            words = setting.words(value_of(settings, setting.key))
            role = "accent" if chosen else "muted"
            rows.append(row.put(_VALUE_AT, words, role, width=INNER - _VALUE_AT, click=click))
        keys = f"{self._now.keys} changed" if self._now.keys else "defaults"
        rows.append(Row().put(2, "Keys").put(_VALUE_AT, f"{keys}; [keymap] in the file", "muted"))
        profile = f"{given_key(self, 'settings.profile')} opens its form"
        rows.append(Row().put(2, "Profile").put(_VALUE_AT, profile, "muted"))
        room = max(_LEAST_ROWS, self._room - len(self._wrong()))
        # The last setting is seen with the two rows behind it.
        last = self.cursor if self.cursor < len(SETTINGS) - 1 else len(rows) - 1
        first = max(0, last - room + 1)
        return [title_row("Settings", "applied immediately"), Row(), *rows[first : first + room]]

    @property
    def _room(self) -> int:
        """How many rows there are for settings, and for what is wrong."""
        return self.app.size.height - _OTHER_ROWS - self.typing

    def _wrong(self) -> Sequence[Row]:
        """Return why a value was refused, or the mistakes in the file, as far as there is room."""
        if self._now.refused:
            return refusal(sentence(self._now.refused))
        told = [refusal(f"{text.rstrip('.')}.") for text in self._now.mistakes]
        most = max(_LEAST_WRONG, self._room - len(SETTINGS) - 2)
        rows = [row for each in told for row in each]
        if len(rows) <= most:
            return rows
        shown = 0
        while sum(map(len, told[: shown + 1])) < most:
            shown += 1
        more = f"{count_of(len(told) - shown, 'more mistake')} in the file"
        return [*(row for each in told[:shown] for row in each), Row().put(2, more, "muted")]

    def _below(self) -> Sequence[Row]:
        about = paragraph(self.setting.about, "muted")
        rows = [Row(), *about, *([Row()] * (_ABOUT_ROWS - len(about))), *self._wrong()]
        if self._place and len(SETTINGS) + 2 + len(self._wrong()) < self._room:
            # Of a long path the end is shown, which says more than its beginning.
            place = self._place
            cut = place if len(place) <= INNER else ELLIPSIS + place[len(place) - INNER + 1 :]
            rows.append(Row().put(0, cut, "muted"))
        if self.typing:
            keys = self.keys_row(("take", "save"), ("dialog.close", "discard"))
        else:
            keys = self.keys_row(
                ("settings.before", "previous"),
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

    def action_close(self) -> None:
        """Close the text field, or the settings if it is not open."""
        if self.typing:
            self._end_typing()
        else:
            self.dismiss(None)

"""The settings in the app: their colours, keys and glyphs, mistakes in the file, the dialog."""

import os
from functools import partial
from itertools import chain

from textual.app import App
from textual.filter import LineFilter
from textual.theme import BUILTIN_THEMES, Theme

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.settings import KEYMAP, Settings, Value, value_of, with_value
from ssi_tui.core.slips import hint, quoted
from ssi_tui.core.text.words import count_of, sentence
from ssi_tui.tui.keys.names import key_of
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.theme import DARK, LIGHT
from ssi_tui.tui.look.traffic import poor_encoding
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.shown import SettingsShown

THEME_VARIABLE = "TEXTUAL_THEME"


class Preferences:
    """Makes the app follow the settings of the tracker, and changes them."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._wrong_theme: tuple[str, ...] = ()
        self._wrong_keys: tuple[str, ...] = ()
        self._no_glyphs: tuple[str, ...] = ()
        self._keys = 0
        self.filters: tuple[LineFilter, ...] = ()
        wanted = os.environ.get(THEME_VARIABLE)
        self._begin_with(str(wanted) if wanted in app.available_themes else self._wanted_theme())
        self._shown_theme = app.theme

    def _begin_with(self, name: str) -> None:
        """Set the first theme, before there is anything that has colours."""
        app = self._app
        # Set in the usual way, a theme would make Textual parse the style sheet several times.
        app.set_reactive(App.theme, name)
        app.set_class(app.current_theme.dark, "-dark-mode", update=False)
        app.set_class(not app.current_theme.dark, "-light-mode", update=False)
        app.set_class(True, f"-theme-{name}", update=False)
        app._refresh_truecolor_filter(app.ansi_theme)
        app.stylesheet.set_variables(app.get_css_variables())

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._app.tracker.settings

    @property
    def mistakes(self) -> tuple[str, ...]:
        """What of the settings does not hold, each in a sentence."""
        found = self._app.tracker.preferences.problems
        return (*found, *self._wrong_theme, *self._wrong_keys, *self._no_glyphs)

    def start(self) -> None:
        """Say what is wrong in the file, and keep each theme that is chosen from now on."""
        self._app.theme_changed_signal.subscribe(self._app, self._keep_theme)
        if self.mistakes:
            key = key_of(self._app.screen, "app.settings", "settings")
            self._app.tell(Notice(self.mistakes[0], offer=key, stays=True))

    def follow_start(self) -> None:
        """Apply the keymap and the glyphs of the settings, before anything is shown."""
        self._follow_keymap()
        self._follow_glyphs()

    def _follow_glyphs(self) -> None:
        poor = poor_encoding()
        plain = self.settings.glyphs == "ascii"
        if poor is not None and not plain:
            plain = True
            self._no_glyphs = (f"Your locale is {poor}, not UTF-8, so lines and marks are ASCII.",)
        self._app.set_class(plain, "-ascii")
        self.filters = ()
        if plain:
            from ssi_tui.tui.look.ascii import AsciiFilter

            self.filters = (AsciiFilter(),)
        # Those of the other views too, which keep the rows that they were shown with.
        for screen in chain.from_iterable(self._app._screen_stacks.values()):
            for widget in (screen, *screen.walk_children()):
                # Some rows have other glyphs, which no filter puts there.
                widget.renew() if isinstance(widget, Painted) else widget.refresh()

    def _follow_keymap(self) -> None:
        wanted = self.settings.keymap
        if not wanted:
            return
        from ssi_tui.tui.errands.keymap import keymap_of

        found = keymap_of(wanted)
        self._keys = len(found.keys)
        self._app.set_keymap(dict(found.keys))
        place = self._app.tracker.preferences.place
        self._wrong_keys = tuple(
            f"{place(f'{KEYMAP}.{identity}')}: {words}"
            for identity, words in found.problems.items()
        )

    def _wanted_theme(self) -> str:
        """Return the theme of the settings, or the dark one if there is none of that name."""
        name, known = self.settings.theme, self._app.available_themes
        self._wrong_theme = ()
        if name in known:
            return name
        # Without colour some of Textual's themes are not offered, but their names are no mistake.
        if name not in BUILTIN_THEMES:
            at = self._app.tracker.preferences.place("theme")
            advice = hint(name, known, "Press , to see the themes.")
            self._wrong_theme = (f"{at}: no theme {quoted(name)}; using {DARK.name}. {advice}",)
        return DARK.name

    def _keep_theme(self, theme: Theme) -> None:
        """Write the theme that was chosen in the palette to the settings."""
        if theme.name == self._shown_theme:
            return
        self._shown_theme = theme.name
        refused = self.change("theme", theme.name)
        if refused is not None:
            self._app.tell(Notice(sentence(refused), stays=True))
        else:
            self._app.tell(Notice(f"The theme is {theme.name} now."))

    def change(self, key: str, value: Value) -> str | None:
        """Change a setting, follow and show it at once; return why it was refused, if it was."""
        refused = self._set(key, value)
        self._app.settings_shown = self._shown(refused)
        return refused

    def _shown(self, refused: str | None = None) -> SettingsShown:
        """Return the settings with the theme in use, which the environment may have chosen."""
        shown = with_value(self.settings, "theme", self._app.theme)
        return SettingsShown(shown, self.mistakes, refused, self._keys)

    def _set(self, key: str, value: Value) -> str | None:
        if value == value_of(self._shown().settings, key) == value_of(self.settings, key):
            return None
        before = self.settings
        try:
            self._app.tracker.change_setting(key, value)
        except RefusedError as error:
            return str(error)
        # The file has been read anew, and may hold other changes made by hand meanwhile.
        after = self.settings
        if key == "theme" or after.theme != before.theme:
            self._shown_theme = after.theme
            self._app.theme = self._wanted_theme()
        if after.glyphs != before.glyphs:
            self._follow_glyphs()
        self._app.read_anew()
        return None

    def open(self) -> None:
        """Open the dialog for the settings."""
        from ssi_tui.tui.dialogs.settings import SettingsDialog

        ours = (DARK.name, LIGHT.name)
        others = sorted(set(self._app.available_themes) - set(ours))
        path = self._app.tracker.preferences.path
        shown = self._shown()
        # Otherwise the dialog would begin with what was refused the last time.
        self._app.settings_shown = shown
        choices = {"theme": (*ours, *others)}
        dialog = SettingsDialog(shown, choices, "" if path is None else str(path))
        tell = partial(self._tell_changes, self.settings)
        self._app.push_screen(dialog.data_bind(shown=Host.settings_shown), tell)

    def _tell_changes(self, before: Settings, _: object) -> None:
        """Say what was changed since the dialog was opened, and how to change it back."""
        from ssi_tui.core.setting_keys import SETTINGS

        pairs = [
            (each, value_of(before, each.key), value_of(self.settings, each.key))
            for each in SETTINGS.values()
        ]
        changed = [(each, old, new) for each, old, new in pairs if old != new]
        if not changed:
            return
        setting, old, new = changed[0]
        said = f"{setting.label}: {setting.words(old)} → {setting.words(new)}."
        if len(changed) > 1:
            said = f"{count_of(len(changed), 'setting')} changed."
        key = key_of(self._app.screen, "app.settings", "change back")
        self._app.tell(Notice(said, key))

"""The colours: enough contrast in our own themes, and a full palette for every theme there is."""

import pytest
from rich.color import ColorType
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.look.theme import DARK, LIGHT, Palette, palette
from tests.tools import scenes

OUR_THEMES = (DARK, LIGHT)
TEXTS = ("text", "bold", "muted", "title", "accent", "accent-bold", "warning", "check")
ON_PANEL = ("text", "muted", "accent", "warning", "warning-bold", "error", "error-bold")
FILLS = ("fill", "warn-fill", "err-fill")
ANSI_THEMES = ("ansi-dark", "ansi-light")


def luminance(style: Style, *, ground: bool) -> float:
    """Return the relative luminance (WCAG 2) of a style's text, or of what it stands on."""
    colour = style.bgcolor if ground else style.color
    assert colour is not None
    assert colour.triplet is not None
    channels = [value / 255 for value in colour.triplet]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style, other: Style | None = None) -> float:
    """Return the contrast of text with what it stands on, or of the text of two styles."""
    one = luminance(style, ground=False)
    two = luminance(style, ground=True) if other is None else luminance(other, ground=False)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)


def styles(theme: Theme, surface: str = "background") -> Palette:
    """Return the styles of one of our themes."""
    return palette({**theme.to_color_system().generate(), **theme.variables}, surface)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> SsiApp:
    """Return an app that does not run."""
    tracker = scenes.first_run(tmp_path_factory.mktemp("theme") / "log.db")
    tracker.close()
    return SsiApp(tracker)


@pytest.mark.parametrize("theme", OUR_THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", [*TEXTS, "error", "error-bold", "faint"])
def test_text_of_our_themes_has_a_contrast_of_four_and_a_half(theme: Theme, role: str) -> None:
    """On the ground of the views."""
    assert contrast(styles(theme)[role]) >= 4.5


@pytest.mark.parametrize("theme", OUR_THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", ON_PANEL)
def test_text_of_dialogs_has_a_contrast_of_four_and_a_half(theme: Theme, role: str) -> None:
    """On the ground of dialogs; what is faint does not stand there."""
    assert contrast(styles(theme, "panel")[role]) >= 4.5


@pytest.mark.parametrize("theme", OUR_THEMES, ids=lambda theme: theme.name)
def test_a_cursor_cell_has_a_contrast_of_four_and_a_half(theme: Theme) -> None:
    """The ground on the accent."""
    assert contrast(styles(theme)["cursor-cell"]) >= 4.5


@pytest.mark.parametrize("theme", OUR_THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("fill", FILLS)
def test_bars_stand_out_from_their_track_and_from_the_ground(theme: Theme, fill: str) -> None:
    """By a contrast of three."""
    found = styles(theme)
    assert contrast(found[f"{fill}:part"]) >= 3.0
    assert contrast(found[fill]) >= 3.0


@pytest.mark.parametrize("theme", OUR_THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("fill", FILLS)
def test_the_collapse_line_stands_out_from_fill_and_track(theme: Theme, fill: str) -> None:
    """By a contrast of three."""
    found = styles(theme)
    assert contrast(found[f"{fill}:line on fill"]) >= 3.0
    assert contrast(found[f"{fill}:line on track"]) >= 3.0


@pytest.mark.parametrize("theme", OUR_THEMES, ids=lambda theme: theme.name)
def test_the_three_fills_differ_from_each_other(theme: Theme) -> None:
    """Calm, watch and collapse are three colours."""
    assert len({styles(theme)[fill].color for fill in FILLS}) == 3


@pytest.mark.parametrize("name", [DARK.name, LIGHT.name, *BUILTIN_THEMES])
@pytest.mark.parametrize("surface", ["background", "panel"])
def test_every_theme_gives_a_full_palette(app: SsiApp, name: str, surface: str) -> None:
    """Ours, all of Textual's, and the ANSI themes among them: each role has text and ground."""
    app.theme = name
    found = palette(app.get_css_variables(), surface)
    assert set(found) == set(styles(DARK))
    assert all(style.color is not None for style in found.values())
    assert all(style.bgcolor is not None or style.reverse for style in found.values())


@pytest.mark.parametrize("name", [name for name in BUILTIN_THEMES if name not in ANSI_THEMES])
@pytest.mark.parametrize("surface", ["background", "panel"])
def test_every_theme_paints_text_that_can_be_read(app: SsiApp, name: str, surface: str) -> None:
    """Colours that a theme means for areas are deepened where they are text: amber on white."""
    app.theme = name
    found = palette(app.get_css_variables(), surface)
    texts = (*TEXTS, "error", "error-bold", "faint", "struck", "cursor-cell")
    assert {role: contrast(found[role]) for role in texts if contrast(found[role]) < 4.5} == {}
    bars = [f"{fill}:{part}" for fill in FILLS for part in ("part", "line on fill")]
    assert {role: contrast(found[role]) for role in bars if contrast(found[role]) < 3.0} == {}


@pytest.mark.parametrize("name", ANSI_THEMES)
def test_no_theme_of_the_terminal_paints_text_in_the_colour_of_its_ground(
    app: SsiApp, name: str
) -> None:
    """Terminals decide on the default colour, which is never both."""
    app.theme = name
    found = palette(app.get_css_variables())
    for role in (*TEXTS, *ON_PANEL, "faint", *FILLS):
        style = found[role]
        assert style.color is not None
        assert style.color.is_default or style.color != style.bgcolor, role


@pytest.mark.parametrize("theme", OUR_THEMES, ids=lambda theme: theme.name)
def test_our_themes_are_painted_in_the_colours_that_they_name(theme: Theme) -> None:
    """Nothing of them is deepened."""
    found, named = styles(theme), {**theme.to_color_system().generate(), **theme.variables}
    for role, name in {"muted": "ssi-muted", "warning": "warning", "fill": "ssi-fill"}.items():
        assert found[role].color == Color.parse(named[name]).rich_color


@pytest.mark.parametrize("name", ANSI_THEMES)
@pytest.mark.parametrize("surface", ["background", "panel"])
def test_an_ansi_theme_uses_the_colours_of_the_terminal_alone(
    app: SsiApp, name: str, surface: str
) -> None:
    """The sixteen that the user has chosen, and the default ones, in dialogs too."""
    app.theme = name
    own = {ColorType.DEFAULT, ColorType.STANDARD}
    for role, style in palette(app.get_css_variables(), surface).items():
        for colour in (style.color, style.bgcolor):
            assert colour is None or colour.type in own, role


def test_without_colour_no_ansi_theme_is_offered(
    app: SsiApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The filter of NO_COLOR would paint them black on black."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TEXTUAL_THEME", ANSI_THEMES[0])
    grey = SsiApp(app.tracker)
    assert grey.theme == DARK.name
    assert set(app.available_themes) - set(grey.available_themes) == set(ANSI_THEMES)


def test_the_theme_of_the_environment_is_taken(
    app: SsiApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that does not exist is not."""
    monkeypatch.setenv("TEXTUAL_THEME", LIGHT.name)
    assert SsiApp(app.tracker).theme == LIGHT.name
    monkeypatch.setenv("TEXTUAL_THEME", "no such theme")
    assert SsiApp(app.tracker).theme == DARK.name

"""ASCII in the place of glyphs: nothing moves, and no glyph of ours is left."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import ssi_tui
from ssi_tui.core.text.ascii import ASCII, ascii_text
from ssi_tui.core.text.bars import EIGHTHS, SPARKS, bar_cells
from ssi_tui.tui.look.painted import PLAIN_WHOLE

PACKAGE = Path(ssi_tui.__file__).parent


def shown_glyphs() -> Iterator[str]:
    """Yield every character beyond ASCII in what the program can show."""
    for path in PACKAGE.rglob("*.py"):
        # What LinkedIn writes is read there, in many languages.
        if "linkedin" in path.parts or path.name == "glyphs.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documents = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and id(node) not in documents:
                yield from (each for each in text if not each.isascii())


def test_every_glyph_of_ours_has_a_character() -> None:
    """Of one cell, as the glyph has."""
    found = set(shown_glyphs())
    assert len(found) > 20
    assert found <= set(ASCII)
    assert all(cell_len(glyph) == 1 and len(plain) == 1 for glyph, plain in ASCII.items())
    assert "".join(ASCII.values()).isascii()


@given(st.text(st.sampled_from([*ASCII, *" a1é", "→", "±"])))
def test_nothing_moves_on_the_screen(text: str) -> None:
    """Each text keeps its cells; other letters stay."""
    plain = ascii_text(text)
    assert cell_len(plain) == cell_len(text)
    assert plain.count("é") == text.count("é")
    assert plain.replace("é", "").isascii()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("".join(cell.text for cell in bar_cells(12.6, 11.0)), "###########|#............"),
        (SPARKS, "1234567"),
        ("3 ±9 ↑ 58–69", "3+-9 ^ 58-69"),
        ("60.1 → 61.4", "60.1-> 61.4"),
        ("→", ">"),
        ("● ○ ▲ 0.1 ▼ 0.2 − × ✓ …", "* o + 0.1 - 0.2 - x * ~"),
        ("━━╸──", "===--"),
    ],
)
def test_glyphs_in_ascii(text: str, plain: str) -> None:
    """Two characters stand where there is room for them."""
    assert ascii_text(text) == plain


def test_a_fuller_cell_is_never_drawn_emptier() -> None:
    """Half a cell and more is full."""
    assert ascii_text(EIGHTHS) == " ...#####"


def test_what_may_stand_in_the_same_place_stays_apart() -> None:
    """Done and to do, the days of a task, those of a year, the marks of a risk, and of a change."""
    for place in ("●○", "•·", f"{PLAIN_WHOLE}•·-~", "×+-!↑", "▲▼="):
        assert len(set(ascii_text(place))) == len(place)

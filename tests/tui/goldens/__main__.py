"""Writes the texts beside this file, to be looked at before they are committed."""

from tests.tui.goldens import SIZES, draw, path_of

if __name__ == "__main__":
    for name in SIZES:
        path_of(name).write_text(draw(name), encoding="utf-8")

"""The completion scripts of shells, which ``tests.tools.completion_scripts`` makes from the grammar."""

from pathlib import Path

FOLDER = Path(__file__).parent / "completions"
SCRIPTS = {"bash": "ssi-tui.bash", "zsh": "_ssi-tui", "fish": "ssi-tui.fish"}


def script(shell: str) -> str:
    """Return the script that teaches a shell the commands, options and values of ``ssi-tui``."""
    return (FOLDER / SCRIPTS[shell]).read_text(encoding="utf-8")

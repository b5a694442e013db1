"""The completion scripts for shells, written by ``tests.tools.completion_scripts``."""

from pathlib import Path

FOLDER = Path(__file__).parent / "completions"
SCRIPTS = {"bash": "ssi-tui.bash", "zsh": "_ssi-tui", "fish": "ssi-tui.fish"}


def script(shell: str) -> str:
    """Return the script with which a shell completes the commands, options and values."""
    return (FOLDER / SCRIPTS[shell]).read_text(encoding="utf-8")

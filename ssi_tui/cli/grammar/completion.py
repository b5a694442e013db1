"""The completion scripts of shells, made by ``tests.tools.completion_scripts``."""

from pathlib import Path

FOLDER = Path(__file__).parent / "completions"
SCRIPTS = {"bash": "ssi-tui.bash", "zsh": "_ssi-tui", "fish": "ssi-tui.fish"}


def script(shell: str) -> str:
    """Return the script that teaches a shell the commands, options and values of ``ssi-tui``."""
    return (FOLDER / SCRIPTS[shell]).read_text(encoding="utf-8")

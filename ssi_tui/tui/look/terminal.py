"""The app as its terminal knows it: how it begins and how it ends."""

from typing import TypeVar

from textual.app import App
from textual.worker import WorkerFailed

Result = TypeVar("Result")


class TerminalApp(App[Result]):
    """An app that leaves its terminal as it found it, however it ends."""

    def show(self) -> Result | None:
        """Run until the user quits; raises an error that nobody expected."""
        result = self.run()
        if self._exception is not None:
            raise self._exception
        return result

    def _handle_exception(self, error: Exception) -> None:
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        super()._handle_exception(error)
        # Textual would print the trace with the values in it, over what stood in the terminal.
        self._exit_renderables.clear()

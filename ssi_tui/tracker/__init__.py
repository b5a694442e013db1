"""The verbs of the application, over the store and the core."""

from ssi_tui.storage.errors import DatabaseUnusableError, NotNowError
from ssi_tui.tracker.tracker import Tracker

__all__ = ["DatabaseUnusableError", "NotNowError", "Tracker"]

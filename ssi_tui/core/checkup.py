"""What a check of the installation found, as values."""

from ssi_tui.core.value import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was looked at; ``detail`` says what was found and, if not well, what to do."""

    name: str
    ok: bool
    detail: str

"""Reads a pasted Social Selling Index, whether it is page text, a saved page or JSON."""

import json
import re
import unicodedata
from typing import Any

from ssi_tui.core.checks import RefusedError
from ssi_tui.linkedin.reading.html import read_html
from ssi_tui.linkedin.reading.json import read_json
from ssi_tui.linkedin.reading.text import read_text
from ssi_tui.linkedin.reading.value import NotFoundError, PastedReading

CLOSED = (
    "LinkedIn has discontinued this page for you. That's fine: the estimate works without readings"
)
_TEXT_MAX = 1 << 24

# What the page says to members without access, in some of LinkedIn's languages.
_CLOSED_WORDS = re.compile(
    r"(do not|don't|don’t|no longer) have access|discontinu|no longer available|"
    r"não tem (mais )?acesso|descontinuad|no tienes? acceso|pas accès|plus disponible|"
    r"keinen zugriff|kein zugang|eingestellt|non hai accesso|geen toegang|нет доступа|"
    r"brak dostępu|nie masz dostępu"
)
_MARKUP = re.compile(
    r"<(?:!doctype|html|body|div|span|progress|table|section|main|p)\b", re.IGNORECASE
)


def parse_reading(text: str) -> PastedReading:
    """Return the reading in a text, whatever its language and its form.

    Raises ``RefusedError`` if there is none, if a pillar is missing, if it does not add up to its
    total, or if the page says that the index is closed.
    """
    if len(text) > _TEXT_MAX:
        raise RefusedError("too long; copy only the page text")
    text = _plain(text)
    if not text.strip():
        raise RefusedError("nothing to read; copy the page text, then paste it")
    try:
        return _read(text)
    except NotFoundError as error:
        if _CLOSED_WORDS.search(text.casefold()):
            raise RefusedError(CLOSED) from None
        raise RefusedError(str(error)) from None


def _read(text: str) -> PastedReading:
    data = _json(text.strip())
    if data is not None:
        return read_json(data)
    # A browser may show JSON inside a page of its own.
    start = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=0)
    data = _json(text[start : max(text.rfind("}"), text.rfind("]")) + 1])
    if data is not None:
        try:
            return read_json(data)
        except NotFoundError:
            pass
    return read_html(text) if _MARKUP.search(text) else read_text(text)


def _json(text: str) -> Any:
    """Return the JSON object or list that a text is, or ``None``."""
    if not text.startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _plain(text: str) -> str:
    """Return the text with a single form for each digit, decimal point and space."""
    text = unicodedata.normalize("NFKC", text).replace("\u066b", ".").replace("\u066a", "%")
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(character))
        if not character.isascii() and unicodedata.category(character) == "Nd"
        else character
        for character in text
    )

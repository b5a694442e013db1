"""Removes characters that a terminal obeys, or that reverse the text around them."""

_OBEYED = frozenset({*range(0x20), *range(0x7F, 0xA0)})
_TURNING = frozenset({*range(0x202A, 0x202F), *range(0x2066, 0x206A)})
_LINE_ENDS = frozenset({0x2028, 0x2029})
_KEPT = frozenset(map(ord, "\t\n"))

# Line ends between the values of JSON are ours; those inside strings are escaped already.
_AS_JSON = {code: f"\\u{code:04x}" for code in (_OBEYED | _TURNING | _LINE_ENDS) - _KEPT}
_AS_NOTHING = dict.fromkeys((_OBEYED | _TURNING) - _KEPT)
_AS_ONE_LINE = _AS_NOTHING | dict.fromkeys(_KEPT | _LINE_ENDS, " ")


def without_controls(text: str) -> str:
    """Return user text without control characters; tabs and line feeds stay."""
    return text.translate(_AS_NOTHING)


def one_line(text: str) -> str:
    """Return user text as one line without control characters."""
    return text.translate(_AS_ONE_LINE)


def field_text(text: str) -> str:
    """Return user text as a field holds it: what comes back alike was not changed there."""
    return one_line(text).strip()


def inert_json(text: str) -> str:
    """Return the same JSON with its control characters escaped."""
    return text.translate(_AS_JSON)

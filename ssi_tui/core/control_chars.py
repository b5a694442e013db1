"""Characters that a terminal obeys or that turn the text around them, and how to be rid of them."""

_OBEYED = frozenset({*range(0x20), *range(0x7F, 0xA0)})
_TURNING = frozenset({*range(0x202A, 0x202F), *range(0x2066, 0x206A)})
_LINE_ENDS = frozenset({0x2028, 0x2029})
_KEPT = frozenset(map(ord, "\t\n"))

# Text of our own is laid out with line ends; in a string JSON has escaped them already.
_AS_JSON = {code: f"\\u{code:04x}" for code in (_OBEYED | _TURNING | _LINE_ENDS) - _KEPT}
_AS_NOTHING = dict.fromkeys((_OBEYED | _TURNING) - _KEPT)
_AS_ONE_LINE = _AS_NOTHING | dict.fromkeys(_KEPT | _LINE_ENDS, " ")


def without_controls(text: str) -> str:
    """Return user text without control characters; tabs and line ends stay."""
    return text.translate(_AS_NOTHING)


def one_line(text: str) -> str:
    """Return user text as one line without control characters."""
    return text.translate(_AS_ONE_LINE)


def inert_json(text: str) -> str:
    """Return JSON that says the same, with control characters as escapes."""
    return text.translate(_AS_JSON)

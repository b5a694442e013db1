"""Every refusal of the program: small letter first, no period last, and no word that is banned."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent.parent / "ssi_tui"
ERRORS = {"RefusedError", "UnfinishedError", "DatabaseUnusableError", "NotNowError", "LockedError"}
BANNED = re.compile(
    r"\b(give|name (it|a|the|at)|of it|is no|that of|stands|lies|none of|as usual|look after|mend"
    r"|cannot|is not)\b|!"
)
PLACE = "{}"


def text_of(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression can be, with a place for each value in them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else PLACE for part in node.values
        )
    elif isinstance(node, ast.IfExp):
        yield from text_of(node.body)
        yield from text_of(node.orelse)


def refusals() -> Iterator[tuple[str, str]]:
    """Yield each sentence with which the program refuses something, and where it is."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            if node.func.id in ERRORS:
                where = f"{path.relative_to(SOURCE)}:{node.lineno}"
                yield from ((where, text) for text in text_of(node.args[0]))


FOUND = list(refusals())


def test_the_refusals_are_found() -> None:
    assert len(FOUND) > 90


@pytest.mark.parametrize(("where", "text"), FOUND, ids=[where for where, _ in FOUND])
def test_a_refusal_is_one_sentence_of_the_house(where: str, text: str) -> None:
    """The app gives it a capital and a period."""
    assert re.match(r"[a-z\"{-]|[A-Z]{2}|\d", text), where
    assert not text.rstrip().endswith((".", "!")), where
    assert not BANNED.search(text), where

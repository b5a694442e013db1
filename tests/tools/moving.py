"""Joins pictures of the app into one that moves: SVG with steps in CSS, without a script.

A row that does not change is drawn once; each state of a row that does is seen for its time.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

ROW = 24.4
_ELEMENT = re.compile(r"<rect [^>]*/>|<text [^>]*>[^<]*</text>")
_Y = re.compile(r' y="([\d.]+)"')
_STYLE = re.compile(r"\.terminal-\d+-(r\d+) \{ (.*?) \}")
_CLASS = re.compile(r'class="terminal-\d+-(r\d+)"')
_BODY = re.compile(r'<g transform="translate\(9, 41\)">.*', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of the app, and how many seconds it is seen."""

    picture: str
    seconds: float


def joined(frames: Sequence[Frame]) -> str:
    """Return one picture that shows frames of the same size one after the other, again and again.

    Where motion is not wanted it stands at the last of them.
    """
    names: dict[str, str] = {}
    rows = [_rows(frame.picture, names) for frame in frames]
    ends = [sum(frame.seconds for frame in frames[: at + 1]) for at in range(len(frames))]
    spans: dict[tuple[int, int], str] = {}
    body = "".join(
        f"<g{_name(span, len(frames), spans)}>{text}</g>\n"
        for number in sorted({number for row in rows for number in row})
        for span, text in _states([row.get(number, "") for row in rows])
    )
    first = frames[0].picture
    head = _BODY.sub("", _STYLE.sub("", first))
    rules = "".join(f".{name} {{ {rule} }}\n" for rule, name in names.items())
    motion = "".join(_motion(name, *span, ends) for span, name in spans.items())
    still = "@media (prefers-reduced-motion: reduce) { g { animation: none !important } }\n"
    head = head.replace("</style>", f"{rules}{motion}{still}</style>")
    matrix = re.search(r"terminal-\d+-matrix", first)
    assert matrix is not None
    return f'{head}<g transform="translate(9, 41)" class="{matrix[0]}">\n{body}</g>\n</svg>\n'


def _rows(picture: str, names: dict[str, str]) -> Mapping[int, str]:
    """Return the elements of each row, with the classes that all frames share."""
    styles = dict(_STYLE.findall(picture))
    body = _BODY.search(picture)
    assert body is not None

    def shared(found: re.Match[str]) -> str:
        return f'class="{names.setdefault(styles[found[1]], f"s{len(names)}")}"'

    rows: dict[int, str] = {}
    for element in _ELEMENT.findall(body[0]):
        place = _Y.search(element)
        assert place is not None
        number = int(float(place[1]) // ROW)
        rows[number] = rows.get(number, "") + _CLASS.sub(shared, element)
    return {number: _grounds_joined(text) for number, text in rows.items()}


_GROUND = re.compile(
    r'<rect fill="([^"]*)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"[^>]*/>'
)


def _grounds_joined(row: str) -> str:
    """Return a row whose neighbouring grounds of one colour are one."""
    rest = _GROUND.sub("", row)
    grounds = ""
    for (fill, y, height), found in groupby(
        _GROUND.findall(row), key=lambda each: (each[0], each[2], each[4])
    ):
        cells = list(found)
        x, width = float(cells[0][1]), sum(float(cell[3]) for cell in cells)
        grounds += f'<rect fill="{fill}" x="{x:g}" y="{y}" width="{width:g}" height="{height}"/>'
    return grounds + rest


def _states(texts: Sequence[str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield what a row shows, with the first frame that shows it and the one behind the last."""
    at = 0
    for text, alike in groupby(texts):
        end = at + len(list(alike))
        if text:
            yield (at, end), text
        at = end


def _name(span: tuple[int, int], last: int, spans: dict[tuple[int, int], str]) -> str:
    if span == (0, last):
        return ""
    return f' class="{spans.setdefault(span, f"f{span[0]}-{span[1]}")}"'


def _motion(name: str, first: int, end: int, ends: Sequence[float]) -> str:
    """Return the rules that show something from one frame up to another."""
    whole = ends[-1]
    start = 0.0 if first == 0 else ends[first - 1] / whole * 100
    stop = ends[end - 1] / whole * 100
    seen, hidden = "visibility: visible", "visibility: hidden"
    steps = [f"0% {{ {seen if first == 0 else hidden} }}"]
    steps += [f"{start:.2f}% {{ {seen} }}"] if first else []
    steps += [f"{stop:.2f}% {{ {hidden} }}"] if end < len(ends) else []
    rest = seen if end == len(ends) else hidden
    return (
        f".{name} {{ {rest}; animation: {name} {whole:g}s step-end infinite }}\n"
        f"@keyframes {name} {{ {' '.join(steps)} }}\n"
    )

"""Reads the rows of a table: finds its header by the column names, and reads its dates."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from ssi_tui.linkedin.files.dates import Fault, Moment, parse_moment, parse_unmarked
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.files.quoting import Cells, Records, Row, Settle, Shape

# The longest preamble seen so far has three lines; a spreadsheet may add some.
_PREAMBLE_LINES = 40
_DELIMITERS = (",", "\t", ";")

ALERT_URL = "Jobs Search Url"
"""Where the job alerts up to 2024 have the keywords: in the link of the search."""

NOT_READABLE = "unreadable row"
BLANK_LINK = "no link"
NO_LINK = "not a LinkedIn link"

_LINK = re.compile(r"\s*(?:https?://)?(?:\w+\.)?linkedin\.com/", re.IGNORECASE)
_NO_DATES = (Fault.BLANK, Fault.FORM, Fault.NO_DAY)

# The column that gives a table away if the name of its file does not, besides what the table needs.
# The columns of the last table are all in tables before it, so it must be the last.
_TOLD_BY = (
    (Table.MESSAGES, "Content"),
    (Table.INVITATIONS, "To"),
    (Table.CONNECTIONS, "Position"),
    (Table.SHARES, "ShareCommentary"),
    (Table.COMMENTS, "Message"),
    (Table.REACTIONS, "Type"),
    (Table.VOTES, "OptionText"),
    (Table.SEARCHES, "Time"),
    (Table.INSTANT_REPOSTS, "Link"),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the header of a table is recognised, and what every row must have.

    Each group of ``needs`` names columns of which the header must have one. ``moment`` and ``link``
    are columns that every row must fill; ``utc`` tells whether a time without a zone is UTC, and
    ``text`` whether the rows have texts, whose line breaks are not always quoted.
    """

    needs: tuple[tuple[str, ...], ...]
    moment: str = ""
    link: str = ""
    utc: bool = True
    text: bool = False


LAYOUTS: Mapping[Table, Layout] = MappingProxyType(
    {
        Table.MESSAGES: Layout(
            (("Date",), ("From",), ("Folder", "Sender Profile URL", "Direction")), "Date"
        ),
        Table.SHARES: Layout((("Date",), ("ShareLink",)), "Date", "ShareLink", text=True),
        Table.COMMENTS: Layout((("Date",), ("Link",)), "Date", "Link", text=True),
        Table.REACTIONS: Layout((("Date",), ("Link",)), "Date", "Link"),
        Table.VOTES: Layout((("Date",), ("Link",)), "Date", "Link"),
        Table.INSTANT_REPOSTS: Layout((("Date",), ("Link",)), "Date", "Link"),
        Table.INVITATIONS: Layout((("Sent At",), ("Direction",)), "Sent At", utc=False),
        # Somebody is a connection, whatever the day on which that began.
        Table.CONNECTIONS: Layout((("First Name",), ("Last Name",))),
        Table.SEARCHES: Layout((("Time",), ("Search Query",)), "Time"),
        Table.JOB_ALERTS: Layout((("QUERY_CONTEXT", ALERT_URL),)),
        Table.PROFILE: Layout((("First Name",), ("Last Name",), ("Headline", "Summary"))),
        Table.PROFILE_SUMMARY: Layout((("Profile Summary",),)),
        Table.POSITIONS: Layout((("Company Name", "Title"),)),
        Table.EDUCATION: Layout((("School Name",),)),
        Table.SKILLS: Layout((("Name",),)),
        Table.RECOMMENDATIONS: Layout((("Text",), ("Status",))),
        Table.ENDORSEMENTS: Layout((("Endorsement Status",),)),
    }
)


def _column(name: str) -> str:
    return name.strip("\ufeff \t\n").casefold().replace(" ", "").replace("_", "")


def _header(line: str, delimiter: str) -> list[str]:
    try:
        return [_column(name) for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _is_header(names: Sequence[str], layout: Layout) -> bool:
    return all(any(_column(name) in names for name in group) for group in layout.needs)


def table_of_header(lines: Sequence[str]) -> Table | None:
    """Return the table whose header is among the first lines of a file, or ``None``."""
    for table, extra in _TOLD_BY:
        layout = LAYOUTS[table]
        for line in lines[:_PREAMBLE_LINES]:
            for mark in _DELIMITERS:
                names = _header(line, mark)
                if _is_header(names, layout) and _column(extra) in names:
                    return table
    return None


def read_rows(
    chunks: Iterator[list[str]],
    layout: Layout,
    columns: Sequence[str],
    skip: Callable[[int, str], None],
) -> Iterator[Row]:
    """Yield the rows of a table with the wanted columns (at least two), "" for a missing one.

    ``chunks`` are its lines. ``skip`` is called with line and reason of rows that cannot be used.
    """
    head = _first_lines(chunks)
    found = next(
        (
            (number, mark, names)
            for number, line in enumerate(head[:_PREAMBLE_LINES])
            for mark in _DELIMITERS
            if _is_header(names := _header(line, mark), layout)
        ),
        None,
    )
    if found is None:
        if any(line.strip() for line in head):
            wanted = ", ".join(" or ".join(group) for group in layout.needs)
            skip(1, f"no header with the columns {wanted}")
        return
    number, delimiter, names = found
    # A column that the file lacks is read from the empty cell that is added at the end.
    pick = itemgetter(*(_place(names, column) for column in columns))
    look, settle = _look(layout, names), _settle(layout, names, number + 2, pick, skip)
    shape = Shape(delimiter, len(names), look, pick, settle, first_line_will_do=bool(layout.link))
    yield from Records(chain([head], chunks), shape).read(number + 1)


def _first_lines(chunks: Iterator[list[str]]) -> list[str]:
    head: list[str] = []
    for lines in chunks:
        head += lines
        if len(head) >= _PREAMBLE_LINES:
            break
    return head


def _place(names: Sequence[str], name: str) -> int:
    """Return the index of a column (the first of equal names), -1 if it is missing."""
    column = _column(name)
    return names.index(column) if name and column in names else -1


def _look(layout: Layout, names: Sequence[str]) -> Callable[[Cells], Moment | Fault | None]:
    """Return the function that recognises a record of the table by its date and its link."""
    if not layout.moment:
        return lambda _: date.min
    moment_at = _place(names, layout.moment)
    link_at = _place(names, layout.link)
    last = max(moment_at, link_at)
    parse = parse_moment if layout.utc else parse_unmarked

    def look(cells: Cells) -> Moment | Fault | None:
        if len(cells) <= last:
            return None
        moment = parse(cells[moment_at])
        return None if moment is Fault.FORM else moment

    def look_with_link(cells: Cells) -> Moment | Fault | None:
        return look(cells) if len(cells) > last and "linkedin.com/" in cells[link_at] else None

    return look_with_link if link_at >= 0 else look


def _settle(
    layout: Layout,
    names: Sequence[str],
    first: int,
    pick: Callable[[Cells], Any],
    skip: Callable[[int, str], None],
) -> Settle:
    """Return the function that makes a row of a record, or skips it with a reason.

    A line of text goes to the row before it, whose first line says all that counts; on the
    ``first`` line there is none.
    """
    width = len(names)
    places = {_place(names, layout.moment), _place(names, layout.link)}

    def settle(line: int, cells: Cells | None, moment: Moment | Fault | None) -> Row | None:
        if cells is None:
            skip(line, NOT_READABLE)
            return None
        if isinstance(moment, date):
            return line, moment, pick([*(cells + [""] * width)[:width], ""])
        is_text = layout.text and line > first and _is_text(cells, places)
        if not is_text and any(cell.strip() for cell in cells):
            skip(line, _why(cells, layout, names))
        return None

    return settle


def _is_text(cells: Cells, places: Set[int]) -> bool:
    """Tell whether cells have neither a date nor a link where a row has them."""
    return len(cells) <= max(places) or not any(
        _LINK.match(cells[at]) or parse_moment(cells[at]) not in _NO_DATES for at in places
    )


def _why(cells: Cells, layout: Layout, names: Sequence[str]) -> str:
    """Return what is wrong with the date or the link of a row."""
    moment_at, link_at = _place(names, layout.moment), _place(names, layout.link)
    cell = cells[moment_at] if moment_at < len(cells) else ""
    moment = parse_moment(cell)
    if isinstance(moment, Fault):
        return moment.value
    link = cells[link_at] if 0 <= link_at < len(cells) else ""
    return NO_LINK if link.strip() else BLANK_LINK

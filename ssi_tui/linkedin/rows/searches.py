"""Reads the searches, without those of saved job alerts, and joins what was typed in one go."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from urllib.parse import parse_qs

from ssi_tui.core.import_report import ArchiveRow
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.files.tables import ALERT_URL
from ssi_tui.linkedin.rows.intake import Intake, Keys, LeftOut

ONE_GO = timedelta(minutes=10)
_QUERY_MAX = 300
# A map as Java prints it: {keywords=head of sales, location=...}
_KEYWORDS = re.compile(r"\bkeywords=(.*?)(?=, \w+=|[}\]]|$)")


def query_of(text: str) -> str:
    """Return a query in the form in which queries are compared."""
    return " ".join(text.casefold().split())[:_QUERY_MAX]


def alerts_of(intake: Intake) -> frozenset[str]:
    """Return the keywords of the saved job alerts, which LinkedIn searches for by itself."""
    found: set[str] = set()
    for rows in intake.files(Table.JOB_ALERTS, "QUERY_CONTEXT", "ALERT_PARAMETERS", ALERT_URL):
        for _, _, (*maps, url) in rows:
            for cell in maps:
                found.update(_KEYWORDS.findall(cell))
            found.update(parse_qs(url.partition("?")[2]).get("keywords", ()))
    return frozenset(filter(None, map(query_of, found)))


def search_rows(intake: Intake) -> Iterator[ArchiveRow]:
    """Yield a row for each search, at the time of its first query.

    Queries belong to one search if they are equal or one is the beginning of the other, and each
    comes within ten minutes of the one before. The key is that of the last query, as LinkedIn
    drops the oldest queries after some weeks.
    """
    alerts = alerts_of(intake)
    searches: list[tuple[datetime | date, int, str]] = []
    for rows in intake.files(Table.SEARCHES, "Search Query", "Time"):
        for line, moment, (text, _) in rows:
            query = query_of(text)
            if query in alerts:
                intake.left_out[LeftOut.ALERT] += 1
            elif moment is not None:
                searches.append((moment, line, query))
    keys = Keys("SearchQueries")
    timed = [
        (moment, line, query) for moment, line, query in searches if isinstance(moment, datetime)
    ]
    for first, last, line, query in _joined(intake, timed):
        day = intake.day(Table.SEARCHES, line, int(first.timestamp()))
        if day is not None:
            key = keys.key(int(last.timestamp()), query)
            yield ArchiveRow("search", day, first, None, key)
    seen = set()
    for moment, line, query in searches:
        # Once a spreadsheet has dropped the time, a query counts once a day.
        if not isinstance(moment, datetime):
            if (moment, query) in seen:
                intake.left_out[LeftOut.REPEATED] += 1
                continue
            seen.add((moment, query))
            yield from intake.accept(Table.SEARCHES, line, moment, "search", None, keys, query)


def _joined(
    intake: Intake, queries: list[tuple[datetime, int, str]]
) -> Iterator[tuple[datetime, datetime, int, str]]:
    """Yield each search: its first time, its last time, its first line and its last query."""
    # The searches that may still go on: these four, with the longest query before the last.
    going: list[tuple[datetime, datetime, int, str, str]] = []
    for moment, line, query in sorted(queries):
        still = []
        for one in going:
            if moment - one[1] <= ONE_GO:
                still.append(one)
            else:
                yield one[0], one[1], one[2], one[4]
        going = still
        for place, (first, _, first_line, longest, _) in enumerate(going):
            if _belongs(query, longest):
                longer = max(longest, query, key=len)
                going[place] = (first, moment, first_line, longer, query)
                intake.left_out[LeftOut.REPEATED] += 1
                break
        else:
            going.append((moment, moment, line, query, query))
    for one in going:
        yield one[0], one[1], one[2], one[4]


def _belongs(query: str, longest: str) -> bool:
    """Tell whether a query belongs to a search, by the longest query of that so far."""
    if not longest or not query:
        return longest == query
    return longest.startswith(query) or query.startswith(longest)

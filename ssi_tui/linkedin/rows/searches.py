"""Searches: saved job alerts taken out, and what was typed in one go counted as one."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ssi_tui.core.import_report import ArchiveRow
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.rows.intake import Intake, Keys, LeftOut

ONE_GO = timedelta(minutes=10)
_QUERY_MAX = 300
# {keywords=head of sales, location=...}: a map as Java prints it.
_KEYWORDS = re.compile(r"\bkeywords=(.*?)(?=, \w+=|[}\]]|$)")


def query_of(text: str) -> str:
    """Return a query as it can be compared."""
    return " ".join(text.casefold().split())[:_QUERY_MAX]


def alerts_of(intake: Intake) -> frozenset[str]:
    """Return the keywords of the saved job alerts, which LinkedIn searches for by itself."""
    found: set[str] = set()
    for rows in intake.files(Table.JOB_ALERTS, "QUERY_CONTEXT", "ALERT_PARAMETERS"):
        for _, _, cells in rows:
            for cell in cells:
                found.update(query_of(words) for words in _KEYWORDS.findall(cell))
    return frozenset(filter(None, found))


def search_rows(intake: Intake) -> Iterator[ArchiveRow]:
    """Yield one row for the searches of one go, with the time of the first.

    Of one go are queries that are equal, or one the beginning of the other, each within ten
    minutes of the one before. The key is that of the last: what LinkedIn drops after some weeks
    is the beginning of a file.
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
    timed = [found for found in searches if isinstance(found[0], datetime)]
    for first, last, line, query in _collapsed(intake, timed):
        day = intake.day(Table.SEARCHES, line, int(first.timestamp()))
        if day is not None:
            key = keys.key(int(last.timestamp()), query)
            yield ArchiveRow(Table.SEARCHES.value, line, "search", day, first, None, key)
    seen = set()
    for moment, line, query in searches:
        # A spreadsheet took the time away: the same query of one day counts once.
        if not isinstance(moment, datetime):
            if (moment, query) in seen:
                intake.left_out[LeftOut.REPEATED] += 1
                continue
            seen.add((moment, query))
            row = intake.row(Table.SEARCHES, line, moment, "search", None, keys, query)
            if row is not None:
                yield row


def _collapsed(
    intake: Intake, searches: list[tuple[datetime | date, int, str]]
) -> Iterator[tuple[datetime, datetime, int, str]]:
    """Yield first time, last time, line of the first and last query of each go."""
    # Of each go that may go on: first, last, line, the longest query and the last one.
    going: list[tuple[datetime, datetime, int, str, str]] = []
    for moment, line, query in sorted(searches, key=lambda found: (str(found[0]), found[1])):
        if not isinstance(moment, datetime):
            continue
        still = []
        for one in going:
            if moment - one[1] <= ONE_GO:
                still.append(one)
            else:
                yield one[0], one[1], one[2], one[4]
        going = still
        for place, (first, _, first_line, longest, _) in enumerate(going):
            if _is_one_go(longest, query):
                longer = max(longest, query, key=len)
                going[place] = (first, moment, first_line, longer, query)
                intake.left_out[LeftOut.REPEATED] += 1
                break
        else:
            going.append((moment, moment, line, query, query))
    for one in going:
        yield one[0], one[1], one[2], one[4]


def _is_one_go(longest: str, query: str) -> bool:
    if not longest or not query:
        return longest == query
    return longest.startswith(query) or query.startswith(longest)

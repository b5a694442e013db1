"""Reads what the export says about the profile, as proposals for the user to confirm."""

from collections.abc import Iterator

from ssi_tui.core.import_report import Proposals
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.rows.intake import Intake
from ssi_tui.linkedin.rows.people import Hints

_CONNECTIONS_ITEM = 500

# The tables whose rows show an item of the checklist as done, and what a row must say for that.
_BY_STATUS = (
    (Table.RECOMMENDATIONS, "recommendations", ("Status", "Text"), "visible"),
    (Table.ENDORSEMENTS, "endorsements", ("Endorsement Status", "Skill Name"), "accepted"),
)
_BY_NAME = (
    (Table.POSITIONS, "experience", ("Company Name", "Title")),
    (Table.EDUCATION, "education", ("School Name", "Degree Name")),
    (Table.SKILLS, "skills", ("Name", "Name")),
    (Table.PROFILE_SUMMARY, "about", ("Profile Summary", "Profile Summary")),
)


def proposals_of(intake: Intake, hints: Hints, connections: int | None) -> Proposals:
    """Return what the archive says about the checklist and the size of the network.

    An empty table shows that an item is open; a missing table says nothing. A recommendation
    without a status, as in old files, counts as visible.
    """
    items: dict[bool, set[str]] = {True: set(), False: set()}
    if hints.headline is not None:
        items[hints.headline].add("headline")
    if hints.about is not None:
        items[hints.about].add("about")
    for table, item, columns in _BY_NAME:
        if table in intake.archive.members:
            items[any(_filled(intake, table, columns))].add(item)
    for table, item, columns, wanted in _BY_STATUS:
        if table in intake.archive.members:
            items[any(_with_status(intake, table, columns, wanted))].add(item)
    if connections is not None:
        items[connections >= _CONNECTIONS_ITEM].add("connections_500")
    has, lacks = items[True], items[False]
    return Proposals(frozenset(has), frozenset(lacks - has), connections)


def _filled(intake: Intake, table: Table, columns: tuple[str, str]) -> Iterator[bool]:
    for rows in intake.files(table, *columns):
        for _, _, cells in rows:
            yield any(cell.strip() for cell in cells)


def _with_status(
    intake: Intake, table: Table, columns: tuple[str, str], wanted: str
) -> Iterator[bool]:
    for rows in intake.files(table, *columns):
        for _, _, (status, what) in rows:
            if status.strip():
                yield status.strip().casefold() == wanted
            else:
                yield table is Table.RECOMMENDATIONS and bool(what.strip())

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

    A table that is missing, or has no usable row, says nothing. A recommendation without a status,
    as in old files, counts as visible.
    """
    shown: dict[str, bool | None] = {"headline": hints.headline, "about": hints.about}
    for table, item, columns in _BY_NAME:
        if any(_filled(intake, table, columns)):
            shown[item] = True
    for table, item, columns, wanted in _BY_STATUS:
        found = list(_with_status(intake, table, columns, wanted))
        shown[item] = any(found) if found else None
    if connections is not None:
        shown["connections_500"] = connections >= _CONNECTIONS_ITEM
    has, lacks = (
        frozenset(item for item, is_there in shown.items() if is_there is wanted)
        for wanted in (True, False)
    )
    return Proposals(has, lacks, connections)


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

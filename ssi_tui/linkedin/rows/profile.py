"""What the export says about the profile itself, as proposals for the user to confirm."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ssi_tui.core.import_report import Proposals
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.rows.intake import Intake
from ssi_tui.linkedin.rows.people import Hints

_CONNECTIONS_ITEM = 500

# The item of the checklist that a row of a table is worth, and what the row must say.
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


@dataclass(slots=True)
class _Items:
    has: set[str] = field(default_factory=set)
    lacks: set[str] = field(default_factory=set)

    def say(self, item: str, *, done: bool) -> None:
        (self.has if done else self.lacks).add(item)


def proposals_of(intake: Intake, hints: Hints, connections: int | None) -> Proposals:
    """Return what the archive says about the checklist and the size of the network.

    A table that is there and empty speaks as well; one that is missing says nothing. A missing
    status (old recommendations) is taken as shown.
    """
    items = _Items()
    if hints.headline is not None:
        items.say("headline", done=hints.headline)
    if hints.about is not None:
        items.say("about", done=hints.about)
    for table, item, columns in _BY_NAME:
        if table in intake.archive.members:
            items.say(item, done=any(_filled(intake, table, columns)))
    for table, item, columns, wanted in _BY_STATUS:
        if table in intake.archive.members:
            items.say(item, done=any(_with_status(intake, table, columns, wanted)))
    if connections is not None:
        items.say("connections_500", done=connections >= _CONNECTIONS_ITEM)
    return Proposals(frozenset(items.has), frozenset(items.lacks - items.has), connections)


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

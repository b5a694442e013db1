"""Who is who in an export: profile URLs and names made comparable, and hints at the user."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.rows.intake import Intake

_PROFILE = re.compile(r"/(?:in|pub)/([^/?#\s]+)", re.IGNORECASE)
# Links that could be anybody's: archives of late 2023 leave the name out of all of them.
_NOBODY = re.compile(r"(?:\w+\.)?linkedin\.com(?:/(?:in|pub|profile/view))?")
_SEPARATORS = re.compile(r"[,;]")


def slug_of(url: str) -> str:
    """Return the part of a profile URL that names the person, "" for a URL that names nobody."""
    url = url.strip()
    if not url:
        return ""
    if "%" in url:
        url = unquote(url)
    found = _PROFILE.search(url)
    if found is not None:
        return found[1].casefold()
    bare = re.split(r"[?#]", url.casefold())[0].rstrip("/")
    bare = bare.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return "" if _NOBODY.fullmatch(bare) else bare


def slugs_of(urls: str) -> frozenset[str]:
    """Return the people in a list of profile URLs with commas or semicolons."""
    return frozenset(filter(None, map(slug_of, _SEPARATORS.split(urls))))


def name_of(text: str) -> str:
    """Return a name in the form in which names are compared."""
    return " ".join(text.casefold().split())


@dataclass(slots=True)
class Hints:
    """Hints at who the user is, held in memory while an archive is read and stored nowhere.

    ``names`` are as ``name_of`` gives them; ``is_given`` tells whether the user gave one of them,
    or ``given_slug``. ``slugs`` and ``invitation_names`` count the profiles and names on the user's
    side of invitations. ``headline`` and ``about`` tell whether the profile has them, ``None`` if
    the archive has no profile.
    """

    names: set[str] = field(default_factory=set)
    given_slug: str = ""
    is_given: bool = False
    slugs: Counter[str] = field(default_factory=Counter)
    invitation_names: Counter[str] = field(default_factory=Counter)
    headline: bool | None = None
    about: bool | None = None

    def own_slugs(self) -> frozenset[str]:
        """Return the user's profiles, of which an old one may be used beside the present one."""
        if self.given_slug:
            return frozenset({self.given_slug})
        total = self.slugs.total()
        return frozenset(slug for slug, count in self.slugs.items() if count * 20 >= total)

    def own_names(self) -> frozenset[str]:
        """Return the user's names, from invitations only if nothing else tells them."""
        if self.names:
            return frozenset(self.names)
        return frozenset(name for name, _ in self.invitation_names.most_common(1))


def hints_of(intake: Intake) -> Hints:
    """Return the hints of the profile."""
    hints = Hints()
    columns = ("First Name", "Last Name", "Maiden Name", "Headline", "Summary")
    for rows in intake.files(Table.PROFILE, *columns):
        for _, _, (first, last, maiden, headline, summary) in rows:
            hints.headline = bool(headline.strip())
            hints.about = bool(summary.strip())
            for family in (last, maiden):
                if first.strip() and family.strip():
                    hints.names.add(name_of(f"{first} {family}"))
    return hints


def in_nearly_all(conversations: Iterable[frozenset[str]]) -> str:
    """Return the only person who is in nearly all of two or more conversations, or ""."""
    counts: Counter[str] = Counter()
    total = 0
    for people in conversations:
        counts.update(people)
        total += 1
    ranked = counts.most_common(2)
    if total < 2 or not ranked:
        return ""
    second = ranked[1][1] if len(ranked) > 1 else 0
    best, count = ranked[0]
    return best if count * 10 >= total * 9 and second * 10 <= total * 6 else ""

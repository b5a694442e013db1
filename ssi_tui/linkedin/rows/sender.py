"""Finds out which of the people in the messages is the user."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ssi_tui.linkedin.rows.messages import Situation, conversation_of
from ssi_tui.linkedin.rows.people import Hints, in_nearly_all, name_of, slug_of, slugs_of


@dataclass(frozen=True, slots=True)
class Sender:
    """The user in the messages: the profiles, and the names for rows without a profile."""

    slugs: frozenset[str]
    names: frozenset[str]
    is_known: bool = True


def stands_nowhere(me: str, situations: Sequence[Situation], hints: Hints) -> bool:
    """Add the name or URL that the user gave to the hints, unless nobody in the archive has it."""
    if "/in/" in me or "linkedin.com/" in me:
        slug = slug_of(me)
        slugs = (slugs_of(f"{one.url},{one.to_urls}") for one in situations)
        if slug and any(slug in found for found in (hints.slugs, *slugs)):
            hints.given_slug = slug
            hints.is_given = True
            return False
        return True
    name = name_of(me)
    names = (map(name_of, (one.writer, one.to, *one.to.split(","))) for one in situations)
    if any(name in found for found in (hints.names, hints.invitation_names, *names)):
        hints.names.add(name)
        hints.is_given = True
        return False
    return True


def sender_of(situations: Sequence[Situation], hints: Hints, *, directed: bool) -> Sender:
    """Return who the user is, by invitations, by name, or as the one in nearly all conversations.

    Another profile with the user's name is the user's too (the URL may have changed), unless it
    writes to one of the user's own: then it is a namesake's. ``directed`` tells whether the rows
    themselves say who sent them.
    """
    names = hints.own_names()
    own = set(hints.own_slugs())
    by_name = [one for one in situations if name_of(one.writer) in names]
    conversations = Counter(
        slug for slug, _ in {(slug_of(one.url), conversation_of(one)) for one in by_name} if slug
    )
    if not own and conversations:
        own.add(max(conversations, key=lambda slug: (conversations[slug], slug)))
    candidates = set(conversations) - own
    if candidates:
        own |= candidates - {
            slug
            for one in by_name
            if (slug := slug_of(one.url)) in candidates and slugs_of(one.to_urls) & own
        }
    if directed or by_name or any(slug_of(one.url) in own for one in situations):
        return Sender(frozenset(own), names)
    slug = in_nearly_all(_people(situations))
    if slug:
        own.add(slug)
    return Sender(frozenset(own), names, is_known=bool(own) or hints.is_given)


def _people(situations: Sequence[Situation]) -> list[frozenset[str]]:
    """Return the profiles in each conversation, or nothing if no receiver has one."""
    if not any(slugs_of(one.to_urls) for one in situations):
        return []
    people: defaultdict[str, set[str]] = defaultdict(set)
    for one in situations:
        people[conversation_of(one)] |= slugs_of(one.url) | slugs_of(one.to_urls)
    return [frozenset(found) for found in people.values()]

"""Reads comments, shares, reactions, votes and articles."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from ssi_tui.core.import_report import ArchiveRow
from ssi_tui.linkedin.files.archive import ARTICLE_MAX, opened
from ssi_tui.linkedin.files.dates import Fault, parse_moment
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.rows.intake import Intake, Keys, LeftOut

_URN = re.compile(r"urn:li:(activity|share|ugcpost):([0-9]{1,19})")
# An id holds the milliseconds since 1970 at which it was made. Comments name the activity of a
# share, which was made 231 to 762 ms after the share (14 of 14 pairs of one real export).
_TIME_BITS = 22
_SAME_POST_MS = 2000

_PUBLISHED = re.compile(
    r'class="published"[^>]*>[^<0-9]*([0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:]{5,8})?)'
)
_HEADLINE = re.compile(r"<h1[^>]*>\s*<a[^>]*href=\"([^\"]*)\"", re.IGNORECASE)


def link_of(url: str) -> str:
    """Return a link in the form in which links are compared, however it was written."""
    if "%" in url:
        url = url.replace("%3A", ":")
        url = unquote(url) if "%" in url else url
    url = url.strip().casefold()
    at = url.find("urn:li:")
    if at < 0:
        at = url.find("linkedin.com/")
    return url[max(at, 0) :].rstrip("/")


def text_of(text: str) -> str:
    """Return a text in a form that is the same in both quoting dialects, to be hashed."""
    return "".join(text.split()).replace('"', "").replace("\\", "")


@dataclass(slots=True)
class OwnPosts:
    """The ids of the user's posts, and the times at which they were made, in milliseconds."""

    ids: set[int] = field(default_factory=set)
    times: list[int] = field(default_factory=list)

    def add(self, link: str) -> None:
        """Add a post by its link."""
        found = _URN.search(link)
        if found is not None:
            self.ids.add(int(found[2]))
            self.times.append(int(found[2]) >> _TIME_BITS)

    def settle(self) -> None:
        """Sort the times, which ``hold`` needs once all posts are added."""
        self.times.sort()

    def hold(self, link: str) -> bool:
        """Tell whether a link names one of the posts, or the activity made for one."""
        found = _URN.search(link)
        if found is None:
            return False
        number = int(found[2])
        if number in self.ids:
            return True
        if found[1] != "activity":
            return False
        made = number >> _TIME_BITS
        at = bisect_left(self.times, made - _SAME_POST_MS)
        return at < len(self.times) and self.times[at] <= made


def share_rows(intake: Intake, own: OwnPosts) -> Iterator[ArchiveRow]:
    """Yield the shares and the reposts, and add them to the user's own posts."""
    # A repost has no text, and no column for one.
    for table, column in ((Table.SHARES, "ShareLink"), (Table.INSTANT_REPOSTS, "Link")):
        for rows in intake.files(table, column, "ShareCommentary", "SharedUrl"):
            keys = Keys(table.value)
            for line, moment, (url, text, shared) in rows:
                link = link_of(url)
                own.add(link)
                words = text.strip('" \n')
                quality = "original" if words and not shared.strip() else "reshare"
                yield from intake.accept(table, line, moment, "share", quality, keys, link)
    own.settle()


def comment_rows(intake: Intake, own: OwnPosts) -> Iterator[ArchiveRow]:
    """Yield the comments; a comment on one of the user's own posts is a reply.

    The key takes how the text begins: where LinkedIn did not quote it, the rest is not in its cell.
    """
    for rows in intake.files(Table.COMMENTS, "Link", "Message"):
        keys = Keys("Comments")
        for line, moment, (url, text) in rows:
            link = link_of(url)
            task = "reply" if own.hold(link) else "comment"
            begins = text.partition("\n")[0].partition(",")[0]
            identity, old = (f"{link}\0{text_of(words)}" for words in (begins, text))
            yield from intake.accept(Table.COMMENTS, line, moment, task, None, keys, identity, old)


def reaction_rows(intake: Intake) -> Iterator[ArchiveRow]:
    """Yield the reactions and the votes in polls."""
    for table in (Table.REACTIONS, Table.VOTES):
        for rows in intake.files(table, "Link", "Date"):
            keys = Keys(table.value)
            for line, moment, (url, _) in rows:
                link = link_of(url)
                yield from intake.accept(table, line, moment, "reaction", None, keys, link)


def article_rows(intake: Intake) -> Iterator[ArchiveRow]:
    """Yield the published articles, each of which is a page of its own."""
    for member in intake.archive.members.get(Table.ARTICLES, ()):
        with opened(member) as read:
            page = read(ARTICLE_MAX).decode("utf-8", "replace")
        intake.advance(member.size)
        published = _PUBLISHED.search(page)
        if published is None:
            intake.left_out[LeftOut.UNPUBLISHED] += 1
            continue
        moment = parse_moment(published[1])
        if isinstance(moment, Fault):
            intake.skip(Table.ARTICLES, 1, moment.value)
            continue
        headline = _HEADLINE.search(page)
        identity = link_of(headline[1]) if headline else text_of(page)
        keys = Keys("Articles")
        yield from intake.accept(Table.ARTICLES, 1, moment, "article", None, keys, identity)

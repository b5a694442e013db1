"""The page of the report: complete in itself, the same each time, and readable in both themes."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.cli.demo import demo_tracker
from ssi_tui.core.import_report import DayFigures
from ssi_tui.core.model import Pillar
from ssi_tui.core.review.record import Commitment, Review
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from ssi_tui.publish.report import TEMPLATE, Wanted, is_report, report_page
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.look.theme import DARK, LIGHT
from tests.core.builders import after, keeper
from tests.core.strategies import FEWER, Case, cases

GOLDEN = Path(__file__).parent / "goldens" / "demo.html"
PICTURES = [
    Path(__file__).parents[2] / "screenshots" / f"report-{theme}.png" for theme in ("light", "dark")
]
PAGE_MOST = 400 * 1024
STYLES = TEMPLATE.read_text(encoding="utf-8")
# What a colour of the page is called in the theme.
NAMED = {
    "bg": "background",
    "text": "foreground",
    "muted": "ssi-muted",
    "faint": "ssi-faint",
    "accent": "ssi-accent",
    "fill": "ssi-fill",
    "warn": "warning",
    "err": "error",
    "errfill": "ssi-err-fill",
    "ok": "success",
}
TEXTS = ("text", "muted", "faint", "accent", "warn", "err", "ok")
DRAWN = ("accent", "fill", "errfill", "faint")
GROUNDS = ("bg", "card")
CHIPS = {"ok": "oksoft", "warn": "warnsoft", "err": "errsoft"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    """Return the tracker of the demo on its own day."""
    with closing(demo_tracker(tmp_path_factory.mktemp("demo"), None)) as tracker:
        yield tracker


@pytest.fixture(scope="module")
def page(demo: Tracker) -> str:
    """Return the report of the year of the demo."""
    return demo.publish.report(invented=True)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the texts between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of each element of a kind."""
        return [attributes for name, attributes in self.found if name == tag]


def test_the_report_of_the_demo_is_the_one_that_was_looked_at(page: str) -> None:
    """After a change to it: look at it in light, in dark and printed, then write it anew."""
    assert page == GOLDEN.read_text(encoding="utf-8"), "run python -m tests.tools.report_golden"


def drawn_from(page: str) -> bytes:
    """Return what the pictures of a page say of its upper part, which is all they show."""
    upper, lanes, _ = page.partition('<section aria-labelledby="lanes">')
    assert lanes
    return b"drawn from " + hashlib.sha256(upper.encode()).hexdigest().encode()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_the_pictures_are_those_of_the_report(picture: Path) -> None:
    found = picture.read_bytes()
    page = GOLDEN.read_text(encoding="utf-8")
    assert drawn_from(page) in found, "run python -m tests.tools.report_golden"
    assert found.startswith(b"\x89PNG")


def test_the_page_names_nothing_that_could_be_loaded(page: str) -> None:
    """No address, no script, no picture, and rules that forbid the browser to load any."""
    elements = Elements(page)
    assert not {tag for tag, _ in elements.found} & {"script", "img", "link", "iframe", "a", "form"}
    assert not re.search(r"https?:|//\w|url\(|@import|\bsrc=|\bhref=", page)
    (policy,) = [each["content"] for each in elements.of("meta") if "http-equiv" in each]
    assert str(policy).startswith("default-src 'none';")


def test_the_page_can_be_heard(page: str) -> None:
    """Its language, one title, and a sentence for each drawing."""
    elements = Elements(page)
    assert elements.of("html") == [{"lang": "en"}]
    assert len(elements.of("h1")) == 1
    drawings = elements.of("svg")
    assert all(each.get("aria-label") or each.get("aria-hidden") == "true" for each in drawings)
    assert sum(each.get("role") == "img" for each in drawings) == 13
    assert {each.get("scope") for each in elements.of("th")} == {"col", "row"}


def test_linkedins_numbers_stand_beside_effort_if_there_are_any() -> None:
    """As lanes, columns and a fact, and the page says whose they are."""
    dashboard = build(keeper(35), after(35))
    known = {after(at): (DayFigures(9, 1, 2, 50), after(34)) for at in range(35)}
    bare = Wanted(after(0), running=True, whole=True)
    with_numbers = report_page(dashboard, {}, replace(bare, known=known))
    without = report_page(dashboard, {}, bare)
    words = (
        "<bdi>Impressions</bdi> <small>as LinkedIn counts</small>",
        "<dt>Followers</dt><dd>50<small><bdi>70 new in 5 weeks</bdi></small></dd>",
        '<th scope="col">New followers</th>',
        "<td>63</td><td>14</td>",
        "<td>63*</td><td>14*</td>",
        "* LinkedIn may still raise these",
        "are from LinkedIn&#39;s own export",
    )
    assert [word for word in words if word not in with_numbers] == []
    assert [word for word in words if word in without] == []


def test_a_report_is_known_by_its_beginning(page: str) -> None:
    assert is_report(page[:2000])
    assert not is_report("<!doctype html><title>LinkedIn routine</title>")


def test_a_young_log_gets_a_sentence_in_the_place_of_charts() -> None:
    dashboard = build(keeper(9), after(9))
    page = report_page(dashboard, {}, Wanted(after(-300), running=True, whole=False))
    assert "Charts start after 4 weeks; this log has 10 days." in page
    assert "<svg" not in page


@settings(FEWER)
@given(cases(span=60), st.sampled_from([0, 30, 90]), st.booleans())
def test_whatever_was_logged_has_a_report(case: Case, later: int, running: bool) -> None:
    """Also of somebody who stopped long ago, and of an empty log."""
    today = case.today + timedelta(days=later)
    wanted = Wanted(today - timedelta(weeks=52), running=running, whole=True, notes=())
    assert len(Elements(report_page(build(case.log, today), {}, wanted)).of("h3")) == 4


def test_ten_years_with_all_that_can_be_in_them_fit_on_a_page_that_can_be_sent() -> None:
    days = 3650
    words = "write to two people whom I have not seen for a long time"
    promise = Commitment(words, Pillar.RELATIONSHIPS)
    outcomes = {"conversations": 2, "meetings": 1, "calls booked": 1}
    weeks = (after(7 * at) for at in range(days // 7))
    reviews = {week: Review(week, commitment=promise, outcomes=outcomes) for week in weeks}
    dashboard = build(keeper(days), after(days))
    known = {after(at): (DayFigures(1234, 56, 7, 12345), after(days)) for at in range(days)}
    wanted = Wanted(after(0), running=True, whole=True, known=known)
    page = report_page(dashboard, reviews, wanted)
    assert page.count("<tr>") == days // 7 + 1
    assert len(page.encode()) <= PAGE_MOST


def test_a_year_that_is_over_is_shown_as_it_ended(demo: Tracker) -> None:
    """Nothing that came later is in it, and nothing is foretold."""
    page = demo.publish.report(year=2025)
    assert "24 Nov 2025 – Wed 31 Dec 2025" in page
    assert "This is how things were on Wed 31 Dec 2025." in page
    assert "if you do nothing" not in page
    assert "2026" not in page.replace("31 Dec 2025", "")


def test_notes_and_reasons_stand_in_it_only_if_they_are_wanted(demo: Tracker, page: str) -> None:
    """At its end."""
    told = demo.publish.report(notes=True)
    for text in ("turn of the year", "asked for a meeting, got one"):
        assert text not in page
        assert told.index(text) > told.index("Promises and weeks")


# -- colours ----------------------------------------------------------------------------------


def colours(block: str) -> dict[str, str]:
    """Return the colours of a block of variables."""
    return dict(re.findall(r"--(\w+):(#\w+)", block))


BLOCKS = [colours(found) for found in re.findall(r":root\{(.*?)\}", STYLES, re.DOTALL)]
THEMES = dict(zip(("light", "dark", "print"), BLOCKS, strict=True))


@pytest.mark.parametrize(("theme", "ours"), [("light", LIGHT), ("dark", DARK), ("print", LIGHT)])
def test_the_page_has_the_colours_of_the_app(theme: str, ours: object) -> None:
    """On paper the ground is white."""
    of_app = {**vars(ours), **vars(ours)["variables"]}
    paper = {"bg"} if theme == "print" else set()
    wrong = {
        name
        for name, called in NAMED.items()
        if name not in paper and THEMES[theme][name] != of_app[called]
    }
    assert wrong == set()
    assert {name: colour for name, colour in THEMES[theme].items() if name in paper} in (
        [{}, {"bg": "#fff"}]
    )


def parts(colour: str) -> list[float]:
    """Return red, green, blue and how much a colour covers, each from 0 to 1."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    values = [int(digits[at : at + 2], 16) / 255 for at in range(0, len(digits), 2)]
    return [*values, 1.0][:4]


def over(colour: str, ground: str) -> list[float]:
    """Return a colour as it is seen on a ground."""
    *seen, share = parts(colour)
    return [
        share * one + (1 - share) * below
        for one, below in zip(seen, parts(ground)[:3], strict=True)
    ]


def luminance(seen: list[float]) -> float:
    """Return how bright a colour is (WCAG 2.2, relative luminance)."""
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in seen
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: list[float], other: list[float]) -> float:
    """Return the contrast of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_and_every_mark_can_be_told_from_its_ground(theme: str) -> None:
    """4.5 for text, 3 for what is drawn."""
    found = THEMES[theme]
    for ground in GROUNDS:
        below = over(found[ground], "#000")
        assert all(contrast(over(found[name], "#000"), below) >= 4.5 for name in TEXTS), ground
        assert all(contrast(over(found[name], "#000"), below) >= 3.0 for name in DRAWN), ground
        for name, soft in CHIPS.items():
            assert contrast(over(found[name], "#000"), over(found[soft], found[ground])) >= 4.5
    # What is drawn over the ground below a curve, and over the days ahead.
    for shade in ("soft", "soon"):
        below = over(found[shade], found["card"])
        assert all(contrast(over(found[name], "#000"), below) >= 3.0 for name in DRAWN), shade
    track = over(found["track"], "#000")
    assert contrast(over(found["muted"], "#000"), track) >= 4.5

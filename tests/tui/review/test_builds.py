"""How often the review builds what it shows: a page when it is opened, one more at each step."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from ssi_tui.core.model import Pillar
from ssi_tui.core.review.page import ReviewPage
from ssi_tui.core.today import dashboard
from ssi_tui.tracker import review as review_verbs
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.driver import Session, session


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how many pages and dashboards have been built so far."""
    found: Counter[str] = Counter()

    def counted(module: object, name: str) -> None:
        build: Callable[..., object] = getattr(module, name)

        def count(*given: object, **named: object) -> object:
            found[name] += 1
            return build(*given, **named)

        monkeypatch.setattr(module, name, count)

    counted(review_verbs, "page_of")
    counted(dashboard, "build")
    return found


@pytest.fixture
def app(tmp_path: Path, built: Counter[str]) -> Iterator[Session]:
    """Open the app on Today, and forget what that has built."""
    with session(tmp_path / "log.db", scenes.reviewed) as opened:
        built.clear()
        yield opened


def test_opening_it_builds_one_page_and_no_dashboard(app: Session, built: Counter[str]) -> None:
    app.press("4")
    assert "REVIEW" in app.rows[0].upper()
    assert built == {"page_of": 1}


def test_opening_it_asks_for_one_page(app: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also the first time, when the view is made, resumed and given its dashboard."""
    page = review_verbs.ReviewVerbs.page
    asked: list[date] = []

    def counted(
        verbs: review_verbs.ReviewVerbs, day: date, pillar: Pillar | None = None
    ) -> ReviewPage:
        asked.append(day)
        return page(verbs, day, pillar)

    monkeypatch.setattr(review_verbs.ReviewVerbs, "page", counted)
    app.press("4")
    assert len(asked) == 1


def test_opening_it_beside_an_earlier_day_builds_no_dashboard_either(
    app: Session, built: Counter[str]
) -> None:
    """That of today was built when the app was opened."""
    app.press("left_square_bracket")
    assert app.shown.day == MONDAY - timedelta(days=1)
    built.clear()
    app.press("4")
    assert built == {"page_of": 1}


def test_a_step_builds_nothing_and_what_is_said_in_it_one_page(
    app: Session, built: Counter[str]
) -> None:
    app.press("4", "tab", "tab", "tab", "tab")
    assert built == {"page_of": 1}
    app.press("space")
    assert built == {"page_of": 2}


def test_undo_of_what_was_said_shows_the_page_as_it_was(app: Session, built: Counter[str]) -> None:
    app.press("4", "tab", "tab", "tab", "tab")
    before = app.rows
    app.press("space")
    built.clear()
    assert app.rows[:-1] != before[:-1]
    app.press("u")
    assert built["page_of"] == 1
    # The last row is the message.
    assert app.rows[:-1] == before[:-1]


def test_a_step_that_another_process_takes_is_shown(app: Session) -> None:
    app.press("4")
    before = app.text
    with app.elsewhere() as tracker:
        tracker.review.count_outcome(MONDAY - timedelta(days=7), "meetings", 2)
    app.look_around()
    assert app.text != before


def test_the_clock_of_the_week_goes_on_without_a_new_page(
    app: Session, built: Counter[str]
) -> None:
    """It is the one thing on the page that changes by itself."""
    app.app.tracker.clock.start()
    verbs = app.app.tracker.review
    app.clock.instant += timedelta(minutes=1)
    first = verbs.page(MONDAY)
    app.clock.instant += timedelta(minutes=6)
    second = verbs.page(MONDAY)
    assert built == {"page_of": 1}
    assert (first.clock.minutes, second.clock.minutes) == ({MONDAY: 1.0}, {MONDAY: 7.0})

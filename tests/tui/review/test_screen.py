"""The weekly review: six steps with the keyboard alone, kept at each, taken up again."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from ssi_tui.core.import_report import Analytics, DayFigures
from ssi_tui.core.model import Answer, Pillar
from ssi_tui.core.review.record import Commitment, Step
from ssi_tui.core.value import replace
from ssi_tui.storage.exchange.analytics import import_analytics
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.look.grid import CURSOR, grid_of
from ssi_tui.tui.look.rows import ELLIPSIS, Row
from ssi_tui.tui.review.panel import ReviewPanel
from ssi_tui.tui.review.steps import put_head
from tests.tools import scenes
from tests.tools.scenes import MONDAY, SATURDAY
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session, session

pytestmark = pytest.mark.slow

WEEK = timedelta(days=7)
LAST_WEEK = MONDAY - WEEK
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PAGE = """Current Social Selling Index
58 out of 100
17.2 | Establish your professional brand
9.9 | Find the right people
11.4 | Engage with insights
19.3 | Build relationships
"""


def steps(app: Session) -> list[str]:
    """Return the rows of the panel that hold a step."""
    rows = app.painted(ReviewPanel)
    return [row for row in rows if len(row) > 7 and row[5:6].isdigit() and row[6] == " "]


def test_a_review_is_done_by_keys_left_taken_up_and_found_in_the_next_one(tmp_path: Path) -> None:
    """The promise stands at the top of the review of the week after."""
    path = tmp_path / "log.db"
    with session(path) as app:
        app.press("4")
        assert "16–22 Nov" in app.rows[0]
        assert "No promise yet." in app.row_with("1 Promise")
        app.press("tab")
        assert "8 of 10" in app.row_with("comment")
        app.press("tab")
        assert "moved most by" in app.row_with("3 Pillars")
        app.press("tab", "tab", "space", "escape")
        assert "ROUTINE" in app.text
    with session(path, scene=taken_up) as app:
        app.press("4")
        assert [row[2] for row in steps(app)] == ["✓", "✓", "✓", "✓", "✓", "○"]
        app.press("shift+tab", "space", "j", "space")
        assert app.row_with("conversations").split()[1] == "2"
        app.press("enter")
        assert "2 conversations, 1 meeting" in app.row_with("5 Outcomes")
        assert "People, at risk" in app.row_with("6 Focus")
        app.press("j", "enter")
        promised = app.row_with("6 Focus").split("People: ")[1]
        assert promised
        assert app.last.startswith(f"  Promised: {promised}, from 23 Nov.   u undo ")
        assert "Review complete." in app.text
        with app.elsewhere() as tracker:
            assert tracker.review.reviews()[LAST_WEEK].finished
    with session(path, scene=taken_up, day=MONDAY + 2 * WEEK) as app:
        app.press("4")
        assert promised in app.row_with("1 Promise")
        assert "not kept" in app.text


def taken_up(path: Path) -> Tracker:
    """Return the log that is there."""
    return scenes.open_tracker(path, scenes.SceneClock(MONDAY))


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Session]:
    """Open the review of a Monday with ten reviews behind it."""
    with session(tmp_path / "log.db", scenes.reviewed) as app:
        yield app.press("4")


def forward(app: Session, times: int) -> Session:
    """Go on so many steps."""
    return app.press(*["tab"] * times)


def test_a_promise_that_is_data_is_judged_by_the_app(review: Session) -> None:
    assert "2 connects a day" in review.row_with("1 Promise")
    assert "2 of 10, not kept" in review.text


def test_free_words_are_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    scenes.morning(path).close()
    with closing(scenes.open_tracker(path, scenes.SceneClock(LAST_WEEK))) as tracker:
        tracker.review.promise(LAST_WEEK - WEEK, Commitment("answer at noon", Pillar.PEOPLE))
    with session(path, scene=taken_up) as app:
        app.press("4")
        assert "answer at noon" in app.row_with("1 Promise")
        app.press("enter", "shift+tab")
        with app.elsewhere() as tracker:
            assert tracker.review.reviews()[LAST_WEEK - WEEK].said == {Step.FOCUS}
            assert LAST_WEEK not in tracker.review.reviews()
        app.press("j", "j", "enter")
        assert "answer at noon: partly kept" in app.row_with("1 Promise")
        app.press("shift+tab", "j", "enter")
        assert "answer at noon: not kept" in app.row_with("1 Promise")


def test_h_and_l_focus_on_another_pillar(review: Session) -> None:
    forward(review, 5)
    assert "People, at risk" in review.text
    assert "Insights, your choice" in review.press("l").text
    assert "Brand, your choice" in review.press("h", "h").text


def test_what_is_kept_already_is_offered_for_what_it_keeps(review: Session) -> None:
    """The two connects of last week were not kept; some other pillar has what is."""
    forward(review, 5)
    assert review.row_with("2 connects a day   ").split()[-2] == "+0.8"
    assert any(" keeps " in review.press("l").text for _ in range(4))


def test_a_promise_shows_the_minutes_of_a_day_on_which_it_is_done(review: Session) -> None:
    """15 minutes with last week's promise, and the whole visit, not a fifth of it."""
    forward(review, 5)
    assert review.row_with("6 Focus").endswith("minutes that day")
    assert review.row_with("1 group a week").endswith(" 20")


def test_a_promise_in_own_words_is_taken(review: Session) -> None:
    forward(review, 5).press("o").enter("call three people").press("enter")
    assert "People: call three people" in review.row_with("6 Focus")


def test_an_own_outcome_is_counted_and_stays_for_the_weeks_to_come(review: Session) -> None:
    forward(review, 4).press("a").enter("calls booked").press("enter")
    assert review.row_with("calls booked").split()[2] == "1"
    review.press("right_square_bracket")
    assert "23–29 Nov" in review.rows[0]
    assert review.row_with("6 Focus")
    forward(review, 4)
    assert review.row_with("calls booked").split()[2:4] == ["0", "1"]


def test_less_than_none_is_not_counted(review: Session) -> None:
    forward(review, 4).press("minus")
    assert review.row_with("conversations").split()[2] == "0"


def test_the_note_of_the_week_stands_under_the_outcomes(review: Session) -> None:
    forward(review, 4).press("N").enter("[bold]two calls[/] \x1b[31m").press("enter")
    assert "[bold]two calls[/]" in review.text


def test_numbers_that_are_typed_are_a_reading(review: Session) -> None:
    forward(review, 3).press("r").enter("17,2 9.9 11.4 19.3").press("tab").enter("4 9")
    review.press("enter")
    assert review.last.startswith("  LinkedIn 57.8; the estimate is now ")
    assert "17.2" in review.row_with("        Brand")
    assert "Top 4% of your industry, top 9% of your network." in review.text
    assert "Without your readings, the estimate that day would be" in review.text
    with review.elsewhere() as tracker:
        (reading,) = tracker.store.readings.up_to(MONDAY)
    assert reading.pillars == (17.2, 9.9, 11.4, 19.3)
    assert "LinkedIn said 57.8 on 23 Nov" in review.press("tab").row_with("4 Reading")


def test_a_page_that_is_pasted_is_a_reading(review: Session) -> None:
    forward(review, 3).press("r")

    async def paste() -> None:
        field = review.app.focused
        assert isinstance(field, Input)
        field.post_message(Paste(PAGE))

    review.run(paste())
    assert "19.3" in review.settle().settle().row_with("Relationships")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("SSI 72: Relationships 19.5, Insights 17, People 14, Brand 21.5", False),
        ("SSI 72: 21.5 / 14 / 17 / 19.5", True),
    ],
)
def test_a_line_with_the_total_is_a_reading_and_what_has_no_names_is_told(
    review: Session, line: str, *, told: bool
) -> None:
    forward(review, 3).press("r").enter(line).press("enter")
    with review.elsewhere() as tracker:
        (reading,) = tracker.store.readings.up_to(MONDAY)
    assert reading.pillars == (21.5, 14.0, 17.0, 19.5)
    order = "Saved as Brand, People, Insights, Relationships."
    assert (order in review.last) is told


def test_a_line_that_does_not_add_up_stays_for_correction(review: Session) -> None:
    forward(review, 3).press("r").enter("SSI 77: 21.5 14 17 19.5").press("enter")
    assert "add up to 72.0, but the total is 77" in review.text
    field = review.app.focused
    assert isinstance(field, Input)
    assert field.value == "SSI 77: 21.5 14 17 19.5"


def test_four_zeros_are_asked_about_before_they_are_a_reading(review: Session) -> None:
    """They are nearly always a page that failed to load."""
    forward(review, 3).press("r").enter("0 0 0 0").press("enter")
    assert "Four zeros: is that what LinkedIn shows?" in review.text
    assert "a page that failed to load shows them." in " ".join(
        review.text.replace("▌", "").split()
    )
    with review.press("escape").elsewhere() as tracker:
        assert tracker.store.readings.up_to(MONDAY) == ()
    review.press("r").enter("0 0 0 0").press("enter", "enter")
    with review.elsewhere() as tracker:
        assert [each.pillars for each in tracker.store.readings.up_to(MONDAY)] == [(0.0,) * 4]


def test_a_reading_that_cannot_be_right_is_named_at_once(review: Session) -> None:
    forward(review, 3).press("r").enter("17 9 11")
    assert "A reading has four pillars; these are 3 numbers." in review.text
    review.press("escape")
    assert "optional: LinkedIn's own number" in review.text


@pytest.mark.parametrize("key", ["tab", "enter"])
def test_a_review_looked_through_promises_and_writes_nothing(tmp_path: Path, key: str) -> None:
    """The export before and after is the same to the byte, and the review no longer waits."""
    path = tmp_path / "log.db"
    with session(path, scenes.reviewed) as app:
        with app.elsewhere() as tracker:
            before = exported(tracker)
        assert "enter continue" in app.press("4", *[key] * 5).text
        assert "enter promise" in app.press("j").text
        app.press("k", key)
        assert "looked through on Mon 23 Nov" in app.row_with("6 Focus")
        with app.elsewhere() as tracker:
            assert exported(tracker) == before
            assert tracker.review.reviews()[LAST_WEEK].finished
        app.press("escape", "4")
        assert "23–29 Nov" in app.rows[0]


def test_a_review_that_is_finished_waits_no_more_in_today(tmp_path: Path) -> None:
    """Neither that of this week, nor that of last week after it, and without a restart."""
    with session(tmp_path / "log.db", day=SATURDAY) as app:
        assert "this week is waiting" in app.text
        app.press("4", *["tab"] * 6, "escape")
        assert "last week is waiting" in app.text
        app.press("4", *["tab"] * 6, "escape")
        assert "is waiting" not in app.text


def exported(tracker: Tracker) -> str:
    """Return everything that an export of a log holds."""
    out = StringIO()
    tracker.export("json", out)
    return out.getvalue()


def test_undo_names_the_promise_that_it_takes_back(review: Session) -> None:
    forward(review, 5).press("j", "enter", "u")
    assert 'Undid the promise "2 connects a day".' in review.last
    assert steps(review)[5][2] != "✓"


def test_undo_names_the_step_of_a_review_that_it_takes_back(review: Session) -> None:
    """With its week, which may be another one than that on the screen."""
    with review.elsewhere() as tracker:
        tracker.review.note(LAST_WEEK, "fair: calm")
        tracker.review.judge(LAST_WEEK, Answer.IN_PART)
        tracker.review.count_outcome(LAST_WEEK, "conversations", 2)
    for what in ("conversations 2", "promise partly kept", "the note"):
        assert f"Undid {what} in the review of 16–22 Nov." in review.press("u").last


def test_a_review_is_saved_among_the_documents_whatever_their_name_is(
    review: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "Dokumente"
    documents.mkdir()
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(documents))
    review.press("ctrl+s")
    assert review.app.screen.query_one(Input).value == f"{documents}/ssi-tui-review-2026-11-16.md"


def test_a_report_is_written_among_the_documents_from_here_and_from_the_palette(
    review: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once more on the same day takes the place of the first; another file stays."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    path = tmp_path / "ssi-tui-report-2026-11-23.html"
    assert f"Saved as ~/{path.name}." in review.press("W").last
    first = path.read_text(encoding="utf-8")
    review.press("1", "ctrl+p", *"html")
    assert review.until(lambda: "Write a report to show" in review.text)
    path.unlink()
    review.press("enter")
    assert review.until(path.exists)
    assert path.read_text(encoding="utf-8") == first
    path.write_text("mine", encoding="utf-8")
    assert f"{path.name} exists and isn't a report" in review.press("4", "W").last
    assert path.read_text(encoding="utf-8") == "mine"


def test_other_weeks_are_browsed_and_none_is_ahead(review: Session) -> None:
    review.press("left_square_bracket")
    assert "9–15 Nov" in review.rows[0]
    assert "2 connects a day" in review.row_with("6 Focus")
    review.press("full_stop")
    assert "23–29 Nov" in review.rows[0]
    review.press("right_square_bracket")
    assert "23–29 Nov" in review.rows[0]
    review.press("g").enter("2026-03-01").press("enter")
    assert "23 Feb–1 Mar" in review.rows[0]


def test_a_review_is_written_to_a_new_file_and_to_no_old_one(
    review: Session, tmp_path: Path
) -> None:
    target = tmp_path / "review.md"

    def save() -> str:
        review.press("ctrl+s", "ctrl+u").enter(str(target)).press("enter")
        return review.last

    assert "Saved 16–22 Nov to /" in save()
    assert target.read_text(encoding="utf-8").startswith("# Review of 16–22 Nov 2026, week 47")
    assert target.stat().st_mode & 0o777 == 0o600
    assert "review.md already exists; choose another name." in save()
    target.unlink()
    target.symlink_to(tmp_path / "nothing")
    assert "already exists" in save()


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("nowhere/review.md", "Can't write nowhere/"),
        ("~nobody-here/a.md", "No such home folder: ~nobody-here/a.md; use a full path"),
    ],
)
def test_a_review_that_cannot_be_written_says_why(review: Session, path: str, why: str) -> None:
    review.press("ctrl+s", "ctrl+u").enter(path).press("enter")
    assert why in review.last


def test_a_step_is_opened_by_the_mouse(review: Session) -> None:
    row = next(at for at, text in enumerate(review.rows) if "3 Pillars" in text)
    review.click(8, row)
    assert "moved most by" in review.row_with("3 Pillars")


def test_a_wide_terminal_shows_the_weeks_before(tmp_path: Path) -> None:
    with session(tmp_path / "log.db", scenes.reviewed, WIDE) as app:
        app.press("4")
        assert "EARLIER WEEKS" in app.rows[3]
        assert "1 message a day" in app.text


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM, WIDE, (200, 60)])
def test_every_step_fits(tmp_path: Path, size: tuple[int, int]) -> None:
    """The open step is in sight, and nothing is cut."""
    with session(tmp_path / "log.db", scenes.reviewed, size) as app:
        app.press("4")
        for _ in Step:
            assert any(row.startswith(CURSOR) for row in app.painted(ReviewPanel))
            assert all(len(row) <= size[0] for row in app.rows)
            assert ELLIPSIS not in app.text
            app.press("tab")


def test_the_numbers_of_linkedin_stand_below_the_outcomes(tmp_path: Path) -> None:
    """Beside no estimate: the other views are as without them."""
    day = timedelta(days=1)
    figures = {LAST_WEEK + at * day: DayFigures(1200 + at, 30, 4, 2571) for at in range(-7, 7)}
    for size in (NARROW, WIDE):
        with session(tmp_path / f"{size[0]}.db", scenes.reviewed, size) as app:
            views = {key: app.press(key).rows[:-1] for key in "123"}
            forward(app.press("4"), 4)
            without = app.painted(ReviewPanel)
            with app.elsewhere() as tracker:
                import_analytics(tracker.store, Analytics(figures), NOW, dry_run=False)
            app.look_around()
            rows = app.painted(ReviewPanel)
            at = next(at for at, row in enumerate(rows) if row[8:].startswith("impressions"))
            said = rows[at : at + 3]
            assert all(row in rows for row in without if row.strip())
            assert said[0].split()[:3] == ["impressions", "8,421*", "8,372"]
            assert said[1].split()[:4] == ["new", "followers", "28*", "28"]
            assert said[2].split("LinkedIn")[1].strip().startswith("2,571 followers in all")
            assert ELLIPSIS not in "".join(said)
            assert {key: app.press(key).rows[:-1] for key in "123"} == views


def test_the_longest_pillar_in_focus_keeps_clear_of_the_heads_of_the_columns(
    tmp_path: Path,
) -> None:
    with closing(scenes.reviewed(tmp_path / "log.db")) as tracker:
        page = tracker.review.page(MONDAY)
    for why in ("at risk", "most room left", "climbing back", "your choice"):
        focus = replace(page.focus, pillar=Pillar.RELATIONSHIPS, why=why)
        head = put_head(Row(), replace(page, focus=focus), Step.FOCUS, grid_of(SMALL[0]))
        assert f"Relationships, {why}  " in head.plain


def test_the_first_week_says_what_it_cannot_compare(tmp_path: Path) -> None:
    with session(tmp_path / "log.db", scenes.first_run) as app:
        app.press("c", "4")
        said = "Your first review is due on Fri 27 Nov. Press enter to start early."
        assert said in app.text
        app.press("enter", "tab")
        assert said not in app.text
        assert "23–29 Nov" in app.rows[0]
        assert "No data for the week before yet." in app.text


def test_what_makes_a_day_done_and_what_the_review_is_for_stand_below(tmp_path: Path) -> None:
    with session(tmp_path / "log.db", scenes.reviewed, MEDIUM) as app:
        forward(app.press("4"), 1)
        assert "A day counts with 3 or more tasks done." in app.text
        assert "The score isn't the goal. Step 5 is." in app.text
        assert "The score isn't the goal. These are." in forward(app, 3).text


def test_leaving_says_that_it_is_saved_once_something_was_said(review: Session) -> None:
    assert "leave (saved)" not in review.last
    assert "Counted 1 conversation for 16–22 Nov." in forward(review, 4).press("space").last
    assert "leave (saved)" in review.press("j").last

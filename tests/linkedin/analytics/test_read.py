"""A workbook of LinkedIn's analytics is known by its form, and read to the last number."""

import random
import struct
import warnings
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.import_report import COUNT_MAX, Analytics, DayFigures, together
from ssi_tui.linkedin.analytics.cells import NoCountError, Order, count_of_cell, day_cell
from ssi_tui.linkedin.analytics.read import read_workbook
from ssi_tui.linkedin.analytics.workbook import FILE_MAX, is_workbook
from tests.core.strategies import PROPERTY
from tests.linkedin.analytics.books import (
    DAY,
    HEAD,
    LANGUAGES,
    LAST,
    MAIN,
    Book,
    Counts,
    Language,
    book,
    counts,
    latin,
    us,
)

TODAY = date(2026, 11, 29)
NAME = "AggregateAnalytics_Ada Quill_2026-10-30_2026-11-28.xlsx"
ENGLISH, SPANISH, GERMAN = LANGUAGES["en"], LANGUAGES["es"], LANGUAGES["de"]
SHEET = "xl/worksheets/sheet2.xml"


def read(made: Book, folder: Path, name: str = NAME) -> Analytics:
    """Return what is read of a workbook."""
    return read_workbook(made.save(folder / name), TODAY)


def refusal(made: Book, folder: Path, name: str = NAME) -> str:
    """Return why a workbook is refused."""
    with pytest.raises(RefusedError) as refused:
        read(made, folder, name)
    return str(refused.value)


def figures(found: Counts) -> dict[date, tuple[int | None, ...]]:
    """Return counts as they are read, without the total."""
    return {day: (*one, 2571 if day == max(found) else None) for day, one in found.items()}


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_workbook_in_any_language_is_read_by_its_form(language: Language, tmp_path: Path) -> None:
    """Also in one that nobody has seen, with its own digits and its own marks."""
    shown = counts()
    got = read(book(language, shown), tmp_path, "download.xlsx")
    assert {day: one.values for day, one in got.days.items()} == figures(shown)
    assert (got.missing, got.skipped) == ((), ())
    assert got.followers() == {LAST: 2571}
    assert got.sums()["impressions"] == sum(one[0] for one in shown.values())


def test_days_and_sheets_may_stand_in_any_order(tmp_path: Path) -> None:
    shown = counts()
    made = book(ENGLISH, shown)
    turned = Book(dict(reversed(made.sheets.items())))
    for name in ("ENGAGEMENT", "FOLLOWERS"):
        rows = turned.sheets[name]
        start = next(at for at, row in enumerate(rows) if row and row[0] == "Date") + 1
        turned.sheets[name] = [*rows[:start], *reversed(rows[start:])]
    assert {day: one.values for day, one in read(turned, tmp_path).days.items()} == figures(shown)


def test_a_wrong_size_of_a_sheet_hides_no_row(tmp_path: Path) -> None:
    made = book()
    made.dimension = '<dimension ref="A1"/>'
    assert len(read(made, tmp_path).days) == 30


@pytest.mark.parametrize("missing", ["ENGAGEMENT", "FOLLOWERS"])
def test_one_table_is_enough_and_what_is_missing_is_named(missing: str, tmp_path: Path) -> None:
    made = book()
    del made.sheets[missing]
    got = read(made, tmp_path)
    names = ("new_followers",) if missing == "FOLLOWERS" else ("impressions", "engagements")
    assert got.missing == names
    assert len(got.days) == 30


def test_what_stands_below_the_days_is_no_day_and_of_a_day_twice_the_larger_counts(
    tmp_path: Path,
) -> None:
    made = book(ENGLISH, {LAST: (10, 1, 1)})
    rows = made.sheets["ENGAGEMENT"]
    rows += [(us(LAST), "12", "0"), ("Total", "999", "99"), (us(LAST), "5000", "5")]
    assert read(made, tmp_path).days[LAST] == DayFigures(12, 1, 1, 2571)


def test_columns_are_known_by_their_heads_or_by_their_sum(tmp_path: Path) -> None:
    """Where both heads are unknown, the column that sums to the impressions holds them."""
    shown = counts()
    for language in (ENGLISH, GERMAN):
        made = book(language, shown)
        name = language.sheets[1]
        made.sheets[name] = [(row[0], row[2], row[1]) for row in made.sheets[name]]
        got = read(made, tmp_path, "download.xlsx")
        assert {day: one.values for day, one in got.days.items()} == figures(shown)


def test_cells_that_cannot_be_counted_are_skipped_with_a_reason(tmp_path: Path) -> None:
    """What is not given is no error, and neither ever becomes 0."""
    made = book(ENGLISH, counts(5))
    rows = made.sheets["ENGAGEMENT"]
    rows[1] = (rows[1][0], "12.5", "7")
    rows[2] = (rows[2][0], "--", None)
    rows[3] = ("2/30/2026", "5", "0")
    got = read(made, tmp_path)
    assert [(one.sheet, one.row, one.why) for one in got.skipped] == [
        (2, 2, "not a count: 12.5"),
        (2, 4, "no such day: 2/30/2026"),
    ]
    first, second, third, *_ = got.days.values()
    assert first.values[:2] == (None, 7)
    assert second.values[:2] == third.values[:2] == (None, None)


# -- the order of dates -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "last", "name"),
    [
        (7, date(2026, 11, 9), "download.xlsx"),
        (1, date(2026, 11, 5), "AggregateAnalytics_Lía_2026-11-05_2026-11-05.xlsx"),
        (3, date(2026, 6, 6), "AggregateAnalytics_Lía_2026-06-04_2026-06-06.xlsx"),
    ],
)
@pytest.mark.parametrize("stamp", [us, latin])
def test_the_order_of_dates_is_told_by_their_sequence_or_by_the_name(
    stamp: Callable[[date], str], days: int, last: date, name: str, tmp_path: Path
) -> None:
    """Where no group of digits is over 12."""
    shown = counts(days, last)
    language = Language(ENGLISH.sheets, ENGLISH.heads, ENGLISH.total, stamp)
    got = read(book(language, shown), tmp_path, name)
    assert list(got.days) == list(shown)


def test_a_day_that_may_be_two_is_refused_with_both(tmp_path: Path) -> None:
    said = refusal(book(SPANISH, counts(1, date(2026, 11, 5))), tmp_path, "download.xlsx")
    assert "5/11/2026 may be Mon 11 May 2026 or Thu 5 Nov 2026" in said


def test_dates_in_both_orders_are_refused(tmp_path: Path) -> None:
    made = book()
    made.sheets["ENGAGEMENT"][2] = ("17/11/2026", "5", "0")
    assert refusal(made, tmp_path).startswith("some dates have the month first and others the day")


def test_a_day_after_today_is_refused(tmp_path: Path) -> None:
    assert "which is after today" in refusal(book(ENGLISH, counts(3, TODAY + DAY)), tmp_path)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("28.11.2026", LAST),
        ("2026. 11. 28.", LAST),
        ("2026年11月28日", LAST),
        ("28.11.2026 r.", LAST),
        ("٢٨/١١/٢٠٢٦", LAST),
        ("\u200e28/11/2026\u200f", LAST),
        (datetime(2026, 11, 28, 0, 0), LAST),  # noqa: DTZ001 - as openpyxl gives it
        ("30/2/2026", None),
        ("28/11/1999", None),
    ],
)
def test_a_day_is_read_in_any_form(cell: object, day: date | None) -> None:
    found = day_cell(cell)
    assert found is not None
    assert found.day(Order.DAY_FIRST) == day


@pytest.mark.parametrize(
    "cell", ["", None, 46000, True, "11/28", "1/2/3", "Total 1/2/2026", "11/28/2026 - 12/1/2026"]
)
def test_what_has_not_the_form_of_a_day_is_none(cell: object) -> None:
    assert day_cell(cell) is None


@PROPERTY
@given(
    st.integers(-COUNT_MAX, COUNT_MAX),
    st.sampled_from([",", ".", " ", "'", "’", "٬", "\u00a0", "\u202f", ""]),
    st.sampled_from("-−"),
)
def test_a_count_is_read_with_any_mark(value: int, mark: str, minus: str) -> None:
    text = f"{value:,}".replace(",", mark).replace("-", minus)
    assert count_of_cell(text) == count_of_cell(value) == count_of_cell(float(value)) == value


@pytest.mark.parametrize("cell", ["", " ", "-", "--", "–", "N/A", "n/a", None])
def test_what_is_not_given_is_no_count_and_no_error(cell: object) -> None:
    assert count_of_cell(cell) is None


@pytest.mark.parametrize(
    "cell", ["12.5", 12.5, "1.23.456", "1,234.567", "2%", "< 1", "1e3", True, "9" * 99, 10**10]
)
def test_what_is_no_count_is_an_error(cell: object) -> None:
    with pytest.raises(NoCountError):
        count_of_cell(cell)


# -- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheets", "name", "words"),
    [
        ({"Post analytics": [("Post URL", "x")]}, NAME, "one post"),
        ({"PERFORMANCE": [("a",)], "TOP DEMOGRAPHICS": [("b",)]}, NAME, "one post"),
        ({"A": [("a",)]}, "SinglePostAnalytics_Ada_1.xlsx", "one post"),
        (
            {"Metrics": [("Date", "A", "B", "C")], "All posts": [("x",)]},
            NAME,
            "analytics of a page",
        ),
        ({"New followers": [("Date", "A", "B", "C")]}, "larch_followers_1.xlsx", "of a page"),
        ({"Budget": [("Month", "Cost"), ("Jan", 5)]}, "budget.xlsx", "no day"),
        ({"ENGAGEMENT": [("Date", "Impressions", "Engagements")]}, NAME, "no day"),
        ({"Runs": [("When", "Km"), ("28.11.2026", 5)]}, "runs.xlsx", "no LinkedIn analytics"),
    ],
)
def test_other_workbooks_are_named(
    sheets: dict[str, list[Sequence[object]]], name: str, words: str, tmp_path: Path
) -> None:
    assert words in refusal(Book(dict(sheets)), tmp_path, name)


PASSWORD = bytes.fromhex("d0cf11e0a1b11ae1") + struct.pack("<HHH", 0x3E, 3, 0xFFFE)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no workbook"),
        (b"Date,Impressions\n11/16/2026,5\n", "no workbook"),
        (PASSWORD, "password"),
        (b"PK\x03\x04" + bytes(FILE_MAX), "larger"),
        (b"PK\x03\x04", "cut short or damaged"),
    ],
)
def test_what_is_no_whole_workbook_is_refused(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(data)
    with pytest.raises(RefusedError, match=words):
        read_workbook(path, TODAY)


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(9))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>' + " " * (5 << 20), "larger"),
        (f'<?xml version="1.0"?><!DOCTYPE w [{ENTITIES}]><w>&a8;</w>', "damaged"),
        ('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w>&x;</w>', "damaged"),
    ],
    ids=["a bomb", "entities", "a file from outside"],
)
def test_what_is_made_to_hurt_is_refused(part: str, words: str, tmp_path: Path) -> None:
    made = book()
    made.extra[SHEET] = part
    assert words in refusal(made, tmp_path)


def test_a_cell_far_away_is_never_looked_at(tmp_path: Path) -> None:
    made = book()
    made.extra[SHEET] = (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v>'
        "</c></row></sheetData></worksheet>"
    )
    assert read(made, tmp_path).missing == ("impressions", "engagements")


@pytest.mark.slow
def test_a_file_in_which_bytes_were_changed_is_read_or_refused(tmp_path: Path) -> None:
    """Nothing else is raised, whatever zipfile, the parser and openpyxl make of it."""
    path = book(ENGLISH, counts(5)).save(tmp_path / NAME)
    whole = path.read_bytes()
    roll = random.Random(3)  # noqa: S311 - the same files each time
    refused = 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(300):
            data = bytearray(whole)
            for _ in range(roll.randint(1, 12)):
                data[roll.randrange(len(data))] = roll.randrange(256)
            path.write_bytes(data[: roll.choice((len(data), roll.randrange(len(data))))])
            try:
                read_workbook(path, TODAY)
            except RefusedError:
                refused += 1
    assert refused > 100


# -- several ----------------------------------------------------------------------------------

days_of_figures = st.dictionaries(
    st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    st.builds(DayFigures, *(st.one_of(st.none(), st.integers(-9, 9)) for _ in range(4))),
)


@PROPERTY
@given(st.lists(days_of_figures, max_size=4), st.randoms())
def test_several_files_are_one_in_any_order(
    files: list[dict[date, DayFigures]], roll: random.Random
) -> None:
    """And each of them twice is no more than once."""
    found = together(map(Analytics, files))
    again = [*files, *files]
    roll.shuffle(again)
    assert together(map(Analytics, again)).days == found.days


def test_a_file_is_taken_for_a_workbook_by_its_name() -> None:
    assert is_workbook(Path("a/AggregateAnalytics_x (1).XLSX"))
    assert not is_workbook(Path("Complete_LinkedInDataExport.zip"))

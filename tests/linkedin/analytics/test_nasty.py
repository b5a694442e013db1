"""Workbooks as other programs write them, and as somebody would who wants to do harm."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.linkedin.analytics.read import read_workbook
from ssi_tui.linkedin.analytics.workbook import TAGS_MAX
from tests.linkedin.analytics.books import (
    DAY,
    HEAD,
    LANGUAGES,
    LAST,
    MAIN,
    RELS,
    Book,
    Language,
    book,
    counts,
    latin,
    us,
)
from tests.linkedin.analytics.test_read import ENGLISH, GERMAN, SHEET, figures, read, refusal

DATES = LANGUAGES["cells"]
STRICT, RELATED = "http://purl.oclc.org/ooxml", "officeDocument/relationships"
MERGED = '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'


@pytest.mark.parametrize(
    ("language", "edits"),
    [
        (ENGLISH, [(MAIN, f"{STRICT}/spreadsheetml/main"), (RELS, f"{STRICT}/{RELATED}")]),
        (ENGLISH, [('(sheetId="[24]")', r'\1 state="veryHidden"')]),
        (ENGLISH, [("</worksheet>", f"{MERGED}</worksheet>")]),
        (ENGLISH, [(r' r="[A-Z]*\d+"', "")]),
        (ENGLISH, [("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')]),
        (DATES, [(r'(s="1"><v>\d+)', r"\1.5")]),
        (DATES, [(r"<v>(\d{1,4})</v>", r"<f>SUM(1)</f><v>\1</v>")]),
    ],
    ids=["strict", "hidden", "merged", "no places", "wrong size", "at noon", "formulas"],
)
def test_what_other_programs_make_of_a_workbook_is_read_alike(
    language: Language, edits: Sequence[tuple[str, str]], tmp_path: Path
) -> None:
    shown = counts()
    made = book(language, shown)
    made.edits = edits
    got = read(made, tmp_path)
    assert {day: one.values for day, one in got.days.items()} == figures(shown)
    assert got.skipped == ()


def test_days_may_be_counted_from_1904_or_written_out(tmp_path: Path) -> None:
    class Mac(Book):
        """Its days are counted from 1904."""

        def _cell(self, at: str, value: object) -> str:
            if isinstance(value, date):
                value = (value - date(1904, 1, 1)).days
                return f'<c r="{at}" s="1"><v>{value}</v></c>'
            return super()._cell(at, value)

    class Written(Book):
        """Its days are texts of ISO."""

        def _cell(self, at: str, value: object) -> str:
            if isinstance(value, date):
                return f'<c r="{at}" t="d"><v>{value}</v></c>'
            return super()._cell(at, value)

    shown = counts()
    sheets = book(DATES, shown).sheets
    mac = Mac(sheets, edits=[("<sheets>", '<workbookPr date1904="1"/><sheets>')])
    for made in (mac, Written(sheets)):
        assert {day: one.values for day, one in read(made, tmp_path).days.items()} == figures(shown)


def test_a_day_of_the_last_century_is_none(tmp_path: Path) -> None:
    """A count in a cell that is meant for days looks like one."""
    made = book(DATES, counts(5))
    made.sheets["B"][2] = (date(1950, 1, 12), 5, 0)
    got = read(made, tmp_path)
    assert [(one.row, one.why) for one in got.skipped] == [(3, "no such day: 1950-01-12")]
    assert len(got.days) == 5


def test_a_formula_without_its_value_is_not_given_and_an_error_is_skipped(tmp_path: Path) -> None:
    made = book(DATES, counts(5))
    made.edits = [
        (r'(<c r="B3")>.*?</c>', r"\1><f>1+1</f></c>"),
        (r'(<c r="B4")>.*?</c>', r'\1 t="e"><v>#N/A</v></c>'),
        (r'(<c r="C4")>.*?</c>', r"\1><v>1e999</v></c>"),
    ]
    got = read(made, tmp_path)
    # The cells are replaced in the table of followers, too.
    assert [one.why for one in got.skipped if one.sheet == 2] == [
        "not a count: #N/A",
        "not a count: inf",
    ]
    assert [one.impressions for one in got.days.values()][1:3] == [None, None]


def test_a_table_of_something_else_is_no_table_of_ours(tmp_path: Path) -> None:
    """Where the heads of ours are known, one of the same width holds other numbers."""
    shown = counts()
    made = book(ENGLISH, shown)
    made.sheets["NEW"] = [("Date", "Searches"), (ENGLISH.day(LAST), "99999")]
    assert {day: one.values for day, one in read(made, tmp_path).days.items()} == figures(shown)


def test_a_total_that_is_no_count_is_skipped_and_named(tmp_path: Path) -> None:
    made = book(ENGLISH, counts(5))
    made.sheets["FOLLOWERS"][0] = ("Total followers on 11/28/2026", "12.5")
    got = read(made, tmp_path)
    assert got.followers() == {}
    assert [(one.sheet, one.row, one.why) for one in got.skipped] == [(4, 1, "not a count: 12.5")]


def test_heads_are_known_however_their_accents_and_blanks_are_written(tmp_path: Path) -> None:
    """And columns by them, whatever their order."""
    shown = counts()
    heads = ("Data", "Engajamentos", " Impresso\u0303es", "Novos\u00a0 seguidores")
    made = book(Language(ENGLISH.sheets, heads, "{}", ENGLISH.day), shown)
    got = read(made, tmp_path, "download.xlsx")
    first = next(iter(shown.values()))
    assert next(iter(got.days.values())).values[:2] == (first[1], first[0])


@pytest.mark.parametrize("between", [(), ("", " "), None], ids=["empty", "blank", "the head"])
def test_a_table_goes_on_below_an_empty_row_and_below_its_head_once_more(
    between: Sequence[object] | None, tmp_path: Path
) -> None:
    """Also where only the sum of all its rows tells which column is which."""
    shown = counts()
    made = book(GERMAN, shown)
    head, *rows = [(row[0], row[2], row[1]) for row in made.sheets["ENGAGEMENT"]]
    made.sheets["ENGAGEMENT"] = [head, *rows[:9], head if between is None else between, *rows[9:]]
    got = read(made, tmp_path, "download.xlsx")
    assert {day: one.values for day, one in got.days.items()} == figures(shown)


# -- one day, which may be two ----------------------------------------------------------------

SINGLE = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("total", "span", "name"),
    [
        ("Total on 2026-11-05", "…", "download.xlsx"),
        ("Total", "2026-11-05 - 2026-11-05", "download.xlsx"),
        ("Total", "2025-11-06 - 2026-11-05", "download.xlsx"),
        ("Total", "…", "AggregateAnalytics_Lía_2026-11-05_2026-11-05 (1).xlsx"),
        ("Total on 5/11/2026", "30/10/2026 - 5/11/2026", "download.xlsx"),
        ("Total on 5/11/2026", "…", "Content_2025-11-06_2026-11-05_Lía.xlsx"),
    ],
)
def test_a_single_day_is_told_by_whatever_is_clear(
    total: str, span: str, name: str, tmp_path: Path
) -> None:
    """The end of a range tells more than that a day is in it."""
    made = book(Language(ENGLISH.sheets, ENGLISH.heads, "{}", latin), counts(1, SINGLE))
    made.sheets["DISCOVERY"][0] = ("…", span)
    made.sheets["FOLLOWERS"][0] = (total, "12")
    got = read(made, tmp_path, name)
    assert (list(got.days), got.followers()) == ([SINGLE], {SINGLE: 12})


@pytest.mark.parametrize("day", [date.isoformat, lambda at: at], ids=["text", "cells"])
@pytest.mark.parametrize("written", [us, latin])
def test_where_all_days_are_clear_they_tell_the_day_of_the_total(
    day: Callable[[date], object], written: Callable[[date], object], tmp_path: Path
) -> None:
    shown = counts(3, SINGLE)
    made = book(Language(ENGLISH.sheets, ENGLISH.heads, "{}", day), shown)
    made.sheets["DISCOVERY"][0] = ("…", "…")
    made.sheets["FOLLOWERS"][0] = (f"Total on {written(SINGLE)}", "12")
    assert read(made, tmp_path).followers() == {SINGLE: 12}


# -- what would take long ---------------------------------------------------------------------


def _sheet(rows: str) -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (SHEET, _sheet("<row/>" * TAGS_MAX)),
        (SHEET, _sheet(f"<row>{'<c/>' * TAGS_MAX}</row>")),
        ("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{"<si/>" * TAGS_MAX}</sst>'),
        ("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{"<x/>" * TAGS_MAX}</styleSheet>'),
    ],
    ids=["rows", "cells", "strings", "styles"],
)
def test_a_small_file_with_too_many_tags_is_refused_at_once(
    part: str, text: str, tmp_path: Path
) -> None:
    made = book()
    made.extra[part] = text
    assert "larger than LinkedIn's can be" in refusal(made, tmp_path)


@pytest.mark.parametrize(
    ("before", "slow"),
    [
        ("<fonts", f'<numFmts><numFmt numFmtId="165" formatCode="{"[" * 1000}"/></numFmts>'),
        (
            "</workbook>",
            f'<definedNames><definedName name="_xlnm.Print_Area">{"$A$1:" * 200}</definedName>'
            "</definedNames>",
        ),
    ],
    ids=["a format", "a print area"],
)
def test_a_text_that_takes_time_by_the_square_of_its_length_is_refused_at_once(
    before: str, slow: str, tmp_path: Path
) -> None:
    made = book()
    made.edits = [(before, slow + before)]
    assert "larger than LinkedIn's can be" in refusal(made, tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_is_named_as_thousands_of_sheets_is_refused_at_once(
    encoding: str, tmp_path: Path
) -> None:
    parts = book().parts()
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId2"/>' for n in range(9, 9999))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</sheets>", f"{sheets}</sheets>")
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text.replace("UTF-8", encoding).encode(encoding))
    with pytest.raises(RefusedError, match="larger than LinkedIn's can be"):
        read_workbook(path, LAST)


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (lambda name: name != "[Content_Types].xml", "cut short or damaged"),
        (lambda name: name != "xl/workbook.xml", "cut short or damaged"),
        (lambda name: name != "xl/_rels/workbook.xml.rels", "cut short or damaged"),
        (lambda name: name == "_rels/.rels", "no workbook in this file"),
    ],
)
def test_a_workbook_without_its_parts_is_damaged_or_none(
    kept: Callable[[str], bool], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "part.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        for name, text in book().parts().items():
            if kept(name):
                file.writestr(name, text)
    with pytest.raises(RefusedError, match=words):
        read_workbook(path, LAST)


def test_a_name_alone_is_none_of_linkedins_without_its_days(tmp_path: Path) -> None:
    made = Book({"Plan": [("When", "Posts", "Ideas"), ("28.11.2026", 5, 7)]})
    assert "no LinkedIn analytics" in refusal(made, tmp_path, "Content_plan.xlsx")
    assert len(read(made, tmp_path, f"Content_{LAST - DAY}_{LAST}_Ada.xlsx").days) == 1

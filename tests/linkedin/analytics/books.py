"""Invented workbooks in the layouts of LinkedIn's analytics, with any oddity that is wanted."""

import random
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LAST = date(2026, 11, 28)
DAY = timedelta(days=1)

Counts = Mapping[date, tuple[int, int, int]]


def _column(index: int) -> str:
    return chr(ord("A") + index)


@dataclass
class Book:
    """Sheets by name, each a list of rows; ``extra`` are parts that are put in as they stand.

    ``edits`` replace each match of a pattern in all parts, at the end.
    """

    sheets: dict[str, list[Sequence[object]]] = field(default_factory=dict)
    dimension: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    edits: Sequence[tuple[str, str]] = ()

    def _cell(self, at: str, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, date):
            serial = (value - date(1899, 12, 30)).days
            return f'<c r="{at}" s="1"><v>{serial}</v></c>'
        if isinstance(value, int | float):
            return f'<c r="{at}"><v>{value}</v></c>'
        text = f'<t xml:space="preserve">{escape(str(value))}</t>'
        return f'<c r="{at}" t="inlineStr"><is>{text}</is></c>'

    def _page(self, rows: Sequence[Sequence[object]]) -> str:
        body = "".join(
            f'<row r="{number}">'
            + "".join(self._cell(f"{_column(at)}{number}", one) for at, one in enumerate(row))
            + "</row>"
            for number, row in enumerate(rows, start=1)
            if row
        )
        return (
            f'{HEAD}<worksheet xmlns="{MAIN}">{self.dimension}<sheetData>{body}</sheetData>'
            "</worksheet>"
        )

    def parts(self) -> dict[str, str]:
        """Return the parts of the workbook by their names."""
        numbers = range(1, len(self.sheets) + 1)
        types = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
            f'ContentType="{OFFICE}.worksheet+xml"/>'
            for n in numbers
        )
        names = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
            for n, name in zip(numbers, self.sheets, strict=True)
        )
        rels = "".join(
            f'<Relationship Id="rId{n}" Type="{RELS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        return {
            "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{RELATIONS}"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>{types}'
            f'<Override PartName="/xl/styles.xml" ContentType="{OFFICE}.styles+xml"/></Types>',
            "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
            f'Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>{names}'
            "</sheets></workbook>",
            # LinkedIn's files have no default style.
            "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>'
            '<fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/>'
            '</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
            '<xf numFmtId="14" '
            'applyNumberFormat="1"/></cellXfs></styleSheet>',
            "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
            f'{rels}<Relationship Id="rId99" Type="{RELS}/styles" Target="styles.xml"/>'
            "</Relationships>",
            **{
                f"xl/worksheets/sheet{n}.xml": self._page(rows)
                for n, rows in zip(numbers, self.sheets.values(), strict=True)
            },
            **self.extra,
        }

    def save(self, path: Path) -> Path:
        """Write the workbook and return its path."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for name, text in self.parts().items():
                for pattern, replacement in self.edits:
                    text = re.sub(pattern, replacement, text)
                file.writestr(name, text)
        return path


@dataclass(frozen=True)
class Language:
    """The words of a language, and how it writes a day and a count."""

    sheets: tuple[str, str, str, str]
    heads: tuple[str, str, str, str]
    total: str
    day: Callable[[date], object]
    count: Callable[[int], object] = str


def us(day: date) -> str:
    """Return a day as in the United States."""
    return f"{day.month}/{day.day}/{day.year}"


def latin(day: date) -> str:
    """Return a day as in Spain."""
    return f"{day.day}/{day.month}/{day.year}"


def dashed(day: date) -> str:
    """Return a day as in the Netherlands."""
    return f"{day.day}-{day.month}-{day.year}"


def digits(zero: int) -> dict[int, int]:
    """Return what turns the digits of ASCII into those of another script."""
    return {ord("0") + n: zero + n for n in range(10)}


LANGUAGES = {
    "en": Language(
        ("DISCOVERY", "ENGAGEMENT", "FOLLOWERS", "TOP POSTS"),
        ("Date", "Impressions", "Engagements", "New followers"),
        "Total followers on {}",
        us,
    ),
    "es": Language(
        ("DESCUBRIMIENTO", "INTERACCIÓN", "SEGUIDORES", "PUBLICACIONES PRINCIPALES"),
        ("Fecha", "Impresiones", "Interacciones", "Nuevos seguidores"),
        "Total de seguidores el {}:",
        latin,
        lambda count: count,
    ),
    "fr": Language(
        ("DÉCOUVERTE", "ENGAGEMENT", "ABONNÉS", "MEILLEURS POSTS"),
        ("Date", "Impressions", "Interactions", "Nouveaux abonnés"),
        "Nombre total d'abonnés le {}",
        lambda day: f"{day.day:02}/{day.month:02}/{day.year}",
        lambda count: f"{count:,}".replace(",", "\u202f"),
    ),
    "ja": Language(
        ("発見", "エンゲージメント", "フォロワー", "人気の投稿"),
        ("日付", "表示", "反応", "新しいフォロワー"),
        "フォロワー総数 {}",
        lambda day: f"{day.year}年{day.month}月{day.day}日",
    ),
    "ar": Language(
        ("ا", "ب", "ت", "ث"),
        ("ج", "ح", "خ", "د"),
        "{} ذ",
        lambda day: f"\u200f{day.day}\u200f/{day.month}\u200f/{day.year}".translate(digits(0x660)),
        lambda count: str(count).translate(digits(0x660)),
    ),
    "fa": Language(
        ("ا", "ب", "ت", "ث"),
        ("ج", "ح", "خ", "د"),
        "\u2067{}\u2069 ذ",
        lambda day: f"\u2067{day.year}/{day.month:02}/{day.day:02}\u2069".translate(digits(0x6F0)),
        lambda count: f"{count:,}".replace(",", "٬").translate(digits(0x6F0)),
    ),
    "zh": Language(
        ("发现", "互动", "关注者", "热门帖子"),
        ("日期", "展示次数", "互动次数", "新关注者"),
        "截至{}的关注者总数",
        lambda day: f"{day.year}年{day.month}月{day.day}日",
        lambda count: count,
    ),
    "ko": Language(
        ("발견", "참여", "팔로워", "인기 게시물"),
        ("날짜", "노출", "반응", "새 팔로워"),
        "{} 기준 총 팔로워",
        lambda day: f"{day.year}. {day.month}. {day.day}.",
        lambda count: f"{count:,}",
    ),
    "nl": Language(
        ("ONTDEKKING", "BETROKKENHEID", "VOLGERS", "TOPBIJDRAGEN"),
        ("Datum", "Weergaven", "Interacties", "Nieuwe volgers"),
        "Totaal aantal volgers op {}",
        dashed,
        lambda count: f"{count:,}".replace(",", "."),
    ),
    "bg": Language(
        ("А", "Б", "В", "Г"),
        ("Дата", "Импресии", "Ангажираност", "Нови последователи"),
        "Общо последователи към {}",
        lambda day: f"{day.day:02}.{day.month:02}.{day.year} г.",
        lambda count: f"{count:,}".replace(",", "\u00a0"),
    ),
    "de": Language(
        ("AUFFINDBARKEIT", "ENGAGEMENT", "Follower innen", "Top-Beiträge"),
        ("Datum", "Impressionen", "Reaktionen", "Neue Follower innen"),
        "Follower insgesamt am {}",
        lambda day: f"{day.day:02}.{day.month:02}.{day.year}",
        lambda count: f"{count:,}".replace(",", "."),
    ),
    "cells": Language(
        ("A", "B", "C", "D"), ("T", "U", "V", "W"), "X {}", lambda day: day, lambda count: count
    ),
}


def counts(days: int = 30, last: date = LAST, seed: int = 7) -> Counts:
    """Return invented counts of some days up to a last one."""
    roll = random.Random(seed)  # noqa: S311 - sample data
    span = (last - (days - 1 - at) * DAY for at in range(days))
    return {day: (roll.randint(0, 4000), roll.randint(0, 90), roll.randint(0, 5)) for day in span}


def book(
    language: Language = LANGUAGES["en"], found: Counts | None = None, total: int | None = 2571
) -> Book:
    """Return a workbook in LinkedIn's layout."""
    shown = counts() if found is None else found
    first, last = min(shown), max(shown)
    day, count, heads = language.day, language.count, language.heads
    overview, engagement, followers, posts = language.sheets
    span = f"{day(first)} - {day(last)}"
    return Book(
        {
            overview: [
                ("…", span),
                (heads[1], count(sum(one[0] for one in shown.values()))),
                ("…", count(1)),
            ],
            engagement: [
                heads[:3],
                *((day(at), *map(count, one[:2])) for at, one in shown.items()),
            ],
            posts: [
                ("Maximum of 50",),
                (),
                ("Post URL", "Date", "N", None, "Post URL", "Date", "N"),
                (
                    "https://example.invalid/urn:li:activity:74",
                    day(last),
                    5,
                    None,
                    "x",
                    day(last),
                    9,
                ),
            ],
            followers: [
                *([] if total is None else [(language.total.format(day(last)), count(total)), ()]),
                (heads[0], heads[3]),
                *((day(at), count(one[2])) for at, one in shown.items()),
            ],
        }
    )

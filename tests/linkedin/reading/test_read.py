"""Readings from copied page text in any language, saved pages and JSON."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Peers
from ssi_tui.linkedin.reading.read import CLOSED, parse_reading

PILLARS = (12.275, 6.0, 3.1, 1.948)

ENGLISH = """Your Social Selling Index
Industry SSI rank
Top 65%
Network SSI rank
Top 40%
Current Social Selling Index
23 out of 100
Four components of your score
12.275 | Establish your professional brand
6 | Find the right people
3.1 | Engage with insights
1.948 | Build relationships
People in your industry
Sales professionals in the Forestry & 4H industry have an average SSI of 31.
You rank in the top 65%
Up 4% since last week
People in your network
People in your network have an average SSI of 30.
You rank in the top 40%
No change since last week
"""

SPLIT = """Top
Industry SSI rank
65
%
Top
Network SSI rank
40
%
Current Social Selling Index
23
out of 100
12.275
Establish your professional brand
6
Find the right people
3.1
Engage with insights
1.948
Build relationships
"""

PORTUGUESE = """Classificação SSI do setor
Primeiros 65%
Classificação SSI da rede
Primeiros 40%
Social Selling Index atual
23 de 100
12,275 Estabelecer sua marca profissional
6 Localizar as pessoas certas
3.1 Interagir oferecendo insights
1,948 Criar relacionamentos
Os profissionais de vendas têm um SSI médio de 31.
Sem alterações na última semana
As pessoas da sua rede têm um SSI médio de 30
"""

RUSSIAN = """23 из 100
12,275 Создавайте профессиональный бренд
6 Находите нужных людей
3,1 Взаимодействуйте с контентом
1,948 Развивайте отношения
"""

GERMAN = """Top 65 %
Top 40 %
61 von 100
Professionelle Marke aufbauen\t22,1
Gezielt die richtigen Personen finden\t9,35
Durch Einblicke Interesse wecken\t13
Beziehungen aufbauen\t16,9
"""


def test_the_english_page_gives_everything() -> None:
    found = parse_reading(ENGLISH)
    assert (found.total, found.pillars) == (23.0, PILLARS)
    assert found.industry == Peers(rank=65, total=31.0)
    assert found.network == Peers(rank=40, total=30.0)


@pytest.mark.parametrize("text", [SPLIT, PORTUGUESE, ENGLISH.replace("\n", "\r\n")])
def test_other_layouts_give_the_same_pillars_and_ranks(text: str) -> None:
    found = parse_reading(text)
    assert (found.total, found.pillars) == (23.0, PILLARS)
    assert (found.industry.rank, found.network.rank) == (65, 40)


def test_averages_are_found_by_the_name_of_the_index() -> None:
    found = parse_reading(PORTUGUESE)
    assert (found.industry.total, found.network.total) == (31.0, 30.0)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (RUSSIAN, 23.0),
        (GERMAN, 61.0),
        ("SSI 23/100: 12.275, 6, 3.1, 1.948", 23.0),
        ("23 na 100\n12,275\n6\n3,1\n1,948", 23.0),
        ("100点中23点\n12.275\n6\n3.1\n1.948", 23.0),
        ("٢٣ من ١٠٠\n١٢٫٢٧٥\n٦\n٣٫١\n١٫٩٤٨", 23.0),
        ("100 üzerinden 23\n%65\n12,275\n6\n3,1\n1,948", 23.0),
    ],
)
def test_any_language_is_read_by_its_numbers(text: str, total: float) -> None:
    assert parse_reading(text).total == total


def test_a_table_with_columns_for_peers_is_read_by_its_first_column() -> None:
    text = "23 of 100\nBrand 12.275 14.2 9.9\nPeople 6 5.5 7.1\nInsights 3.1 4 4\nBonds 1.948 7 9"
    assert parse_reading(text).pillars == PILLARS


@pytest.mark.parametrize("missing", ["12.275", "6", "3.1", "1.948"])
def test_a_missing_pillar_is_refused_not_taken_as_nothing(missing: str) -> None:
    lines = [line for line in ENGLISH.splitlines() if not line.startswith(f"{missing} |")]
    with pytest.raises(RefusedError, match="no four pillars"):
        parse_reading("\n".join(lines))


def test_total_and_pillars_must_agree() -> None:
    with pytest.raises(RefusedError, match=r"pillars add up to 23\.3, but the total is 29;"):
        parse_reading(ENGLISH.replace("23 out of", "29 out of"))


def test_a_text_without_a_total_is_refused() -> None:
    with pytest.raises(RefusedError, match="no total out of 100"):
        parse_reading("12.275\n6\n3.1\n1.948")


@pytest.mark.parametrize(
    "text", ["", "  \n\t", "hello", "{}", "[]", "<html></html>", "{", "[1, 2]"]
)
def test_what_is_no_reading_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        parse_reading(text)


@pytest.mark.parametrize(
    "text",
    [
        "You do not have access to SSI\n© 2026",
        "Você não tem acesso ao SSI\nO SSI foi descontinuado",
        "<html><body><h1>You don’t have access to SSI</h1></body></html>",
        "The Social Selling Index has been discontinued.",
    ],
)
def test_the_closed_page_is_recognised(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_reading(text)
    assert str(refused.value) == CLOSED


def test_a_notice_beside_a_reading_does_not_hide_it() -> None:
    text = f"The Social Selling Index will be discontinued soon.\n{ENGLISH}"
    assert parse_reading(text).pillars == PILLARS


# -- JSON -------------------------------------------------------------------------------------

NAMES = ("PROFESSIONAL_BRAND", "FIND_RIGHT_PEOPLE", "INSIGHT_ENGAGEMENT", "STRONG_RELATIONSHIP")
SYNONYMS = ("prof_brand", "find_right_people", "insight_engagement", "relationship")
VALUES = (13.118002, 3.68, 0.29999998, 2.6077502)


def scores(values: tuple[float, ...], names: tuple[str, ...] = NAMES) -> dict[str, Any]:
    """Return the object of a member's or a group's score."""
    subs = [{"score": value, "pillar": name} for value, name in zip(values, names, strict=True)]
    return {"overall": sum(values), "subScores": subs}


def answer() -> dict[str, Any]:
    """Return the answer behind the page."""
    peers = (10.0, 8.0, 7.0, 5.99)
    return {
        "activeSeat": False,
        "groupScore": [
            {"groupType": "INDUSTRY", "rank": 75, "groupSize": 0, "score": scores(peers)},
            {"groupType": "NETWORK", "rank": 81, "score": scores(peers[::-1])},
            {"groupType": "TEAM", "rank": 0, "score": {}},
        ],
        "memberScore": scores(VALUES),
    }


def test_json_gives_the_member_and_not_the_groups() -> None:
    found = parse_reading(json.dumps(answer()))
    assert found.pillars == VALUES
    assert found.total == pytest.approx(19.705751)
    assert found.industry.total == pytest.approx(30.99)
    assert (found.industry.rank, found.industry.pillars) == (75, (10.0, 8.0, 7.0, 5.99))
    assert found.network.rank == 81


def test_wrapped_json_is_unwrapped() -> None:
    wrapped = {"object": "LinkedinRawData", "data": answer()}
    for text in (
        json.dumps(wrapped),
        json.dumps([wrapped]),
        f"<html><body><pre>{json.dumps(answer(), indent=2)}</pre></body></html>",
    ):
        assert parse_reading(text).pillars == VALUES


def test_pillars_go_by_name_and_else_by_order() -> None:
    shuffled = answer()
    shuffled["memberScore"]["subScores"].reverse()
    assert parse_reading(json.dumps(shuffled)).pillars == VALUES
    assert parse_reading(json.dumps({"memberScore": scores(VALUES, SYNONYMS)})).pillars == VALUES
    unnamed = {"memberScore": scores(VALUES, ("1", "2", "3", "4"))}
    assert parse_reading(json.dumps(unnamed)).pillars == VALUES


def test_older_forms_are_understood() -> None:
    flat = dict(zip(SYNONYMS, VALUES, strict=True))
    for data in (
        {"memberScore": {"ssi": 20, "subScores": scores(VALUES)["subScores"]}},
        {"memberScore": {"ssi": 20}, "pillars": flat, "industry": {"top": 65}},
        {"socialSellingIndex": {"currentScore": {"score": 20, "subScores": flat}}},
    ):
        found = parse_reading(json.dumps(data))
        assert found.pillars == VALUES
        assert found.total == 20
        assert found.industry.rank == (65 if "industry" in data else None)


@pytest.mark.parametrize("value", [None, "x", True, -1, 25.5, float("nan"), float("inf")])
def test_json_with_an_impossible_pillar_is_refused(value: object) -> None:
    data = answer()
    data["memberScore"]["subScores"][1]["score"] = value
    with pytest.raises(RefusedError):
        parse_reading(json.dumps(data))


def test_json_with_a_missing_pillar_or_total_is_refused() -> None:
    data = answer()
    del data["memberScore"]["subScores"][3]
    with pytest.raises(RefusedError, match="no four pillars"):
        parse_reading(json.dumps(data))
    data = answer()
    del data["memberScore"]["overall"]
    with pytest.raises(RefusedError, match="no total"):
        parse_reading(json.dumps(data))


def test_json_too_deep_is_refused() -> None:
    with pytest.raises(RefusedError):
        parse_reading("[" * 100_000 + "]" * 100_000)


# -- saved pages ------------------------------------------------------------------------------

BARS = ("establish-brand", "find-people", "engage-with-insights", "build-relationships")


def bars(values: tuple[float, ...]) -> str:
    """Return the four bars of a page."""
    return "".join(
        f'<li><progress id="{name}__sub-score-bar" class="bar" value="{value}" max="25"></li>'
        for name, value in zip(BARS, values, strict=True)
    )


def page(values: tuple[float, ...] = PILLARS, total: str = "23", extra: str = "") -> str:
    """Return a saved page with decoys before, between and behind."""
    return f"""<!DOCTYPE html><html><head><title>17 out of 100</title>
<script>var x = "99 out of 100 25 25 25 24";</script></head><body>
<div class="group-ssi-score other"><div class="user-ssi-score__donut-chart-caption">
<span class="ssi-score__value">31</span> out of 100</div>
<ul>{bars((10.0, 8.0, 7.0, 6.0))}</ul></div>
<div class="ssi-rank__category-score"><span>Top</span><span class="t-40">65</span>%</div>
<div class="ssi-rank__category-score"><span>Top</span><span class="t-40 bold">40</span>%</div>
<div class="user-ssi-score"><div class="user-ssi-score__donut-chart-caption">
<span class="ssi-score__value">{total}</span> out of 100</div><ul>{bars(values)}</ul></div>
<div class="group-ssi-score"><span class="ssi-score__value">30</span> out of 100</div>
{extra}</body></html>"""


def test_a_saved_page_gives_the_members_bars_and_not_the_groups() -> None:
    found = parse_reading(page())
    assert (found.total, found.pillars) == (23.0, PILLARS)
    assert found.industry == Peers(65, 31.0, (10.0, 8.0, 7.0, 6.0))
    assert found.network == Peers(40, 30.0)


def test_a_page_whose_bars_do_not_agree_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"pillars add up to 23\.3, but the total is 31;"):
        parse_reading(page(total="31"))
    three = page().replace('id="find-people__sub-score-bar" class="bar" value="6.0"', 'class="x"')
    with pytest.raises(RefusedError, match="no four pillars"):
        parse_reading(three)


def table(values: tuple[float, ...]) -> str:
    """Return the table that stands beside a chart for screen readers."""
    rows = [*zip(("Brand", "People", "Insights", "Bonds"), values, strict=True)]
    rows.append(("Remaining points", 100 - sum(values)))
    cells = "".join(f"<tr><th>{name}</th><td>{value:.3f}</td></tr>" for name, value in rows)
    return f"<table><caption>Score</caption>{cells}</table>"


def test_of_several_tables_the_one_nearest_the_total_is_taken() -> None:
    near = (12.0, 6.0, 3.0, 1.6)
    tables = (table((10.0, 8.0, 7.0, 6.0)), table(near), table(PILLARS))
    body = f"<html><body><h2>23 out of 100</h2>{''.join(tables)}</body></html>"
    assert sum(PILLARS) - 23 < 23 - sum(near) < 0.5
    assert parse_reading(body).pillars == PILLARS


def test_rows_of_what_remains_are_no_pillars() -> None:
    rows = "".join(
        f"<tr><th>Pillar</th><td>{value}</td></tr><tr><th>Remaining</th><td>{25 - value}</td></tr>"
        for value in PILLARS
    )
    body = f"<html><body>23 out of 100<table>{rows}</table></body></html>"
    assert parse_reading(body).pillars == PILLARS


def test_a_page_without_bars_is_read_by_its_text() -> None:
    lines = "".join(f"<div>{line}</div>" for line in ENGLISH.splitlines())
    found = parse_reading(f"<html><body>{lines}</body></html>")
    assert (found.pillars, found.industry.rank) == (PILLARS, 65)


# -- whatever is pasted -----------------------------------------------------------------------


def held(text: str) -> None:
    """Read a text: what comes out agrees with itself, what does not is refused."""
    try:
        found = parse_reading(text)
    except RefusedError:
        return
    assert abs(sum(found.pillars) - found.total) <= 0.71
    assert all(0 <= value <= 25 for value in found.pillars)
    for peers in (found.industry, found.network):
        assert peers.rank is None or 1 <= peers.rank <= 100


def test_an_unfinished_page_is_a_reading_or_refused() -> None:
    for end in range(0, len(page()), 50):
        held(page()[:end])
    held(page().replace("</div>", "").replace("</li>", ""))


@settings(deadline=None)
@given(st.text(max_size=200) | st.text('0123456789 .,%{}[]<>/\n"abcSI:', max_size=200))
def test_any_text_is_a_reading_or_refused(text: str) -> None:
    held(text)


@settings(deadline=None)
@given(st.sampled_from([ENGLISH, page(), json.dumps(answer())]), st.data())
def test_a_damaged_text_is_a_reading_or_refused(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    held(text[:start] + data.draw(st.text(max_size=10)) + text[end:])


PILLAR = st.integers(0, 25_000).map(lambda value: value / 1000)


@settings(deadline=None)
@given(st.tuples(PILLAR, PILLAR, PILLAR, PILLAR))
def test_every_reading_comes_back_as_it_was_shown(pillars: tuple[float, ...]) -> None:
    total = int(sum(pillars) + 0.5)
    shown = "\n".join(f"{value:g} | label" for value in pillars)
    text = f"Top 65%\nTop 40%\nCurrent Social Selling Index\n{total} out of 100\n{shown}\n"
    assert parse_reading(text).pillars == pillars

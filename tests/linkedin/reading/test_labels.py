"""Readings by the words beside their numbers, and in the forms in which people type them."""

import json
from itertools import permutations

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.linkedin.reading.read import parse_reading
from tests.linkedin.reading.test_read import ENGLISH, page

# Brand, people, insights, relationships; each another number, so that no two can be swapped unseen.
PILLARS = (21.5, 14.0, 17.0, 19.5)
NUMBERS = ("21.5", "14", "17", "19.5")
LABELS = {
    "en": (
        *("Establish your professional brand", "Find the right people"),
        *("Engage with insights", "Build relationships"),
    ),
    "pt": (
        *("Estabelecer sua marca profissional", "Localizar as pessoas certas"),
        *("Interagir oferecendo insights", "Criar relacionamentos"),
    ),
    "ru": (
        *("Создавайте профессиональный бренд", "Находите нужных людей"),
        *("Взаимодействуйте с контентом", "Развивайте отношения"),
    ),
    "de": (
        *("Professionelle Marke aufbauen", "Gezielt die richtigen Personen finden"),
        *("Durch Einblicke Interesse wecken", "Beziehungen aufbauen"),
    ),
    "fr": (
        *("Construire votre marque professionnelle", "Trouver les bonnes personnes"),
        *("Échanger des informations", "Établir des relations"),
    ),
    "it": (
        *("stabilire il tuo brand professionale", "entrare in contatto con le persone giuste"),
        *("interagire con informazioni rilevanti", "costruire relazioni"),
    ),
    "short": ("Brand", "People", "Insights", "Relationships"),
}
ORDERS = tuple(permutations(range(4)))[1::5]
FORMS = {
    "value | label": ("{value} | {label}", "\n"),
    "label<TAB>value": ("{label}\t{value}", "\n"),
    "value, then label": ("{value}\n{label}", "\n"),
    "label, then value": ("{label}\n{value}", "\n"),
    "out of 25": ("{value} out of 25 {label}", "\n"),
    "label: value/25": ("{label}: {value}/25", "\n"),
    "one line": ("{label} {value} out of 25", ", "),
}


def written(form: str, language: str, order: tuple[int, ...]) -> str:
    """Return the four pillars in a form, in a language and an order."""
    template, between = FORMS[form]
    return between.join(
        template.format(value=NUMBERS[at], label=LABELS[language][at]) for at in order
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LABELS)
def test_pillars_are_stored_by_label_whatever_their_order(language: str, form: str) -> None:
    for order in ORDERS:
        for begin in ("72 out of 100\n", "61% of it\nSSI: 72/100\n"):
            found = parse_reading(begin + written(form, language, order))
            assert (found.pillars, found.named) == (PILLARS, True)


@pytest.mark.parametrize("order", ORDERS)
def test_labels_in_one_row_name_the_numbers_in_the_next(order: tuple[int, ...]) -> None:
    heads = " | ".join(LABELS["en"][at] for at in order)
    row = " | ".join(NUMBERS[at] for at in order)
    for text in (f"SSI | {heads}\n72 | {row}", f"72/100\n{row}\n{heads}"):
        assert parse_reading(text).pillars == PILLARS


def test_a_sentence_about_the_pillars_before_them_names_none_of_the_numbers() -> None:
    sentence = ", ".join(reversed(LABELS["en"]))
    order = (3, 0, 2, 1)
    found = parse_reading(f"{sentence}.\n72 out of 100\n{written('value | label', 'en', order)}")
    assert found.pillars == PILLARS


@pytest.mark.parametrize("order", ORDERS)
def test_a_page_without_bars_is_stored_by_label(order: tuple[int, ...]) -> None:
    lines = "".join(f"<p>{line}</p>" for line in written("value | label", "de", order).split("\n"))
    cells = "".join(f"<tr><th>{LABELS['fr'][at]}</th><td>{NUMBERS[at]}</td></tr>" for at in order)
    for body in (lines, f"<table>{cells}<tr><th>Points restants</th><td>28</td></tr></table>"):
        found = parse_reading(f"<html><body><h2>72 out of 100</h2>{body}</body></html>")
        assert (found.pillars, found.named) == (PILLARS, True)


def test_a_pillar_whose_label_is_not_known_is_the_one_that_is_left() -> None:
    text = "72 von 100\n19.5 | Beziehungen\n17 | Xyz\n14 | Personen\n21.5 | Marke"
    assert parse_reading(text).pillars == PILLARS


@pytest.mark.parametrize(
    "text",
    [
        "72 of 100\n21.5 | eins\n14 | zwei\n17 | drei\n19.5 | vier",
        "72/100: 21.5, 14, 17, 19.5",
        "my relationship score\n72/100: 21.5, 14, 17, 19.5",
        json.dumps({"total": 72, "pillars": [21.5, 14, 17, 19.5]}),
    ],
)
def test_pillars_without_labels_are_in_linkedins_order_and_that_is_told(text: str) -> None:
    found = parse_reading(text)
    assert (found.pillars, found.named) == (PILLARS, False)


# -- ranks and averages -----------------------------------------------------------------------

RANKS = {"Industry SSI rank": 12, "Network SSI rank": 30}
HEADERS = ("", "Try Premium for 50% off\n", "My Network\nTry Premium for 50% off\n")


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("form", ["{0}\nTop {1}%", "Top\n{0}\n{1}\n%", "Top {1}% {0}", "{0}: {1}%"])
@pytest.mark.parametrize("names", [tuple(RANKS), tuple(reversed(RANKS))])
def test_ranks_are_stored_by_label_and_what_is_beside_none_is_no_rank(
    names: tuple[str, ...], form: str, header: str
) -> None:
    ranks = "\n".join(form.format(name, RANKS[name]) for name in names)
    pillars = written("value | label", "en", (0, 1, 2, 3))
    found = parse_reading(f"{header}{ranks}\n72 out of 100\n{pillars}")
    assert (found.industry.rank, found.network.rank) == (12, 30)
    found = parse_reading(f"{header}72 out of 100\n{pillars}")
    assert (found.industry.rank, found.network.rank) == (None, None)


def test_averages_are_stored_by_label() -> None:
    lines = ENGLISH.splitlines()
    network_first = [*lines[:12], *lines[16:], *lines[12:16]]
    for text in ("\n".join(network_first), f"<div>{'</div><div>'.join(network_first)}</div>"):
        found = parse_reading(text)
        assert (found.industry.total, found.network.total) == (31.0, 30.0)
        assert (found.industry.rank, found.network.rank) == (65, 40)


def test_groups_and_ranks_of_a_page_are_stored_by_label() -> None:
    names = {"65": "Network SSI rank", "40": "Industry SSI rank"}
    swapped = page()
    for rank, name in names.items():
        swapped = swapped.replace(f'">{rank}</span>%', f'">{rank}</span>% <i>{name}</i>')
        swapped = swapped.replace(f' bold">{rank}</span>%', f' bold">{rank}</span>% <i>{name}</i>')
    swapped = swapped.replace(">31</span> out of 100", ">31</span> out of 100 in your network")
    found = parse_reading(swapped)
    assert (found.industry.rank, found.network.rank) == (40, 65)
    assert (found.industry.total, found.network.total) == (30.0, 31.0)


# -- as people type them ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("72.0/100\n21.5 14 17 19.5", 72.0),
        ("72,0 / 100\n21,5\n14\n17\n19,5", 72.0),
        ("SSI 72: 21.5 / 14 / 17 / 19.5", 72.0),
        ("72 | 21.5 | 14 | 17 | 19.5", 72.0),
        ("21.5 + 14 + 17 + 19.5 = 72", 72.0),
        ("72,21.5,14,17,19.5", 72.0),
        ("72;21,5;14;17;19,5", 72.0),
        ("2026-08-30  72  21.5  14  17  19.5", 72.0),
        ("SSI 72 of 100, 21.5 out of 25, 14 out of 25, 17 out of 25, 19.5 out of 25", 72.0),
        ("72: 21.5/25 14/25 17/25 19.5/25", 72.0),
        ("total 72 brand 21.5 people 14 insights 17 relationships 19.5", 72.0),
        (
            json.dumps(
                {
                    "total_score": 72,
                    "build_brand": 21.5,
                    "find_people": 14,
                    "engage_insights": 17,
                    "build_relationships": 19.5,
                }
            ),
            72.0,
        ),
        (
            json.dumps(
                {
                    "ssiScore": "72/100",
                    "Professional Brand": "21.5/25",
                    "People": "14",
                    "Insights": "17,0",
                    "Relationships": "19.5 / 25",
                }
            ),
            72.0,
        ),
    ],
)
def test_a_reading_is_read_in_the_forms_in_which_people_keep_it(text: str, total: float) -> None:
    found = parse_reading(text)
    assert (found.total, found.pillars) == (total, PILLARS)


JSON_74 = (
    '{"total_score": 74, "build_brand": 21.5, "find_people": 14, "engage_insights": 17, '
    '"build_relationships": 19.5}'
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("74/100\n21.5 14 17 19.5", "the four pillars add up to 72.0, but the total is 74"),
        ("SSI 74: 21.5 14 17 19.5", "the four pillars add up to 72.0, but the total is 74"),
        ("21.5 | 14 | 17 | 19.5 | 74", "the four pillars add up to 72.0, but the total is 74"),
        ("12/100\n2\n3\n4\n1", "the four pillars add up to 10.0, but the total is 12"),
        (JSON_74, "the four pillars add up to 72.0, but the total is 74"),
        ("74/100\n21.5 14 17", "no four pillars that add up to the total"),
        ("4 3 2 1 0", "no total out of 100 found"),
        ("21.5 14 17 19.5", "no total out of 100 found"),
    ],
)
def test_numbers_that_do_not_add_up_to_the_total_are_no_reading(text: str, why: str) -> None:
    """And what they add up to is told."""
    with pytest.raises(RefusedError, match=f"^{why}; copy the whole page, or type"):
        parse_reading(text)

# ruff: noqa: E501 (a sentence of a call is read as one line)
"""Sums and shares in prose, and whose they are."""

from decimal import Decimal

import pytest

from lexicon.terms import Amount, Basis, Bound, MoneyKind, Rate
from scrapers.draft import Draft
from scrapers.prose import draft_from_text
from tests.prose import doubted, read


def money(draft: Draft) -> list[tuple[str, int | None, int | None, int | None]]:
    def plainly(value: Decimal | None) -> int | None:
        return None if value is None else int(value)

    return [
        (each.currency, plainly(each.least), plainly(each.most), plainly(each.total))
        for each in draft.amounts
    ]


SUMS = [
    ("sv", "Ett projekt kan få mellan 2 000 000 och 12 000 000 kr i stöd.", ("SEK", 2_000_000, 12_000_000, None)),
    ("sv", "Ni kan söka 20 000–50 000 kr.", ("SEK", 20_000, 50_000, None)),
    ("sv", "Ni kan söka 5–10 miljoner kronor.", ("SEK", 5_000_000, 10_000_000, None)),
    ("sv", "Stödet är högst 1,5 miljoner kronor.", ("SEK", None, 1_500_000, None)),
    ("sv", "Ni kan söka upp till 2 mkr.", ("SEK", None, 2_000_000, None)),
    ("sv", "Stödet är maximalt 300 000 euro.", ("EUR", None, 300_000, None)),
    ("sv", "Hur mycket kan ni söka? Minst 500 000 kronor.", ("SEK", 500_000, None, None)),
    ("sv", "Budget för utlysningen är 30 miljoner kronor.", ("SEK", None, None, 30_000_000)),
    ("sv", "Utlyst belopp. 75 000 000 kr.", ("SEK", None, None, 75_000_000)),
    ("sv", "Totalt finns 3 miljoner kronor att fördela.", ("SEK", None, None, 3_000_000)),
    ("nb", "Dere kan søke inntil 500 000 kroner.", ("NOK", None, 500_000, None)),
    ("en", "The requested grant must be between EUR 400,000 and EUR 1,200,000.", ("EUR", 400_000, 1_200_000, None)),
    ("en", "The total budget of the call is EUR 9 million.", ("EUR", None, None, 9_000_000)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "expected"), SUMS)
def test_money_is_read_as_least_most_and_total(
    language: str, words: str, expected: tuple[str, int | None, int | None, int | None]
) -> None:
    draft = read(words, language)

    assert money(draft) == [expected]
    assert not draft.uncertain


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "Ett genomsnittligt projekt får ungefär 2 miljoner kronor i stöd."),
        ("sv", "Ideell arbetstid kan räknas som insats med 220 kronor per timme."),
        ("sv", "För ungdomsprojekt finns ett särskilt paket på högst 30 000 kronor."),
        ("sv", "Försumbart stöd får vara högst 300 000 euro på tre år."),
        ("sv", "Små föreningar kan få ett förskott på högst 400 000 kronor."),
        ("sv", "Unga mellan 12 och 25 år kan söka."),
        ("en", "Preparation costs of EUR 24,000 are paid as a lump sum."),
    ],
)
def test_other_money_is_nothing_to_ask_for(language: str, words: str) -> None:
    assert money(read(words, language)) == []


def test_an_amount_says_what_it_is_of() -> None:
    cost = read("Projects may have a total budget between EUR 500,000 and EUR 2,500,000.", "en")
    support = read("Ett projekt kan få högst 500 000 kr i stöd.")

    assert cost.amounts[0].of is MoneyKind.TOTAL_COST
    assert support.amounts[0].of is MoneyKind.SUPPORT


def test_a_preliminary_amount_says_so_in_the_next_sentence() -> None:
    draft = read("Budget för utlysningen är 30 miljoner kronor. Beloppet är preliminärt.")

    assert draft.amounts == (Amount(currency="SEK", total=Decimal(30_000_000), preliminary=True),)


def test_two_ceilings_are_a_doubt() -> None:
    draft = read("Ni kan söka högst 500 000 kronor. Ett projekt kan få högst 400 000 kronor.")

    assert doubted(draft) == {"amounts"}


RATES = [
    ("sv", "Medfinansieringen ska vara 5 procent av projektets totala kostnader.",
     Rate(co_funding_rate=Decimal(5), bound=Bound.EXACT)),
    ("sv", "Medfinansieringsgraden är 46 %.", Rate(co_funding_rate=Decimal(46), bound=Bound.EXACT)),
    ("sv", "Ni ska ha minst 50 procent egenfinansiering.",
     Rate(co_funding_rate=Decimal(50), bound=Bound.AT_LEAST)),
    ("sv", "Vi kan finansiera högst 40 procent av de totala stödberättigande kostnaderna.",
     Rate(funding_rate=Decimal(40))),
    ("sv", "Regionen finansierar högst 50 procent av kostnaderna.", Rate(funding_rate=Decimal(50))),
    ("sv", "Ett projekt kan beviljas max 40 procent i stöd.", Rate(funding_rate=Decimal(40))),
    ("sv", "Egen medfinansiering krävs inte.",
     Rate(co_funding_rate=Decimal(0), bound=Bound.AT_LEAST)),
    ("nb", "På norsk side dekker Interreg-midlene inntil 50 prosent.",
     Rate(funding_rate=Decimal(50), per=Basis.SIDE, side="NO")),
    ("en", "EU co-financing covers up to 80 % of total eligible costs; pre-financing is 70 % of the grant.",
     Rate(funding_rate=Decimal(80))),
    ("en", "The co-financing rate of the programme is up to 80 %; each partner pays the rest.",
     Rate(funding_rate=Decimal(80), per=Basis.PARTNER)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "expected"), RATES)
def test_a_share_is_read_with_whose_it_is(language: str, words: str, expected: Rate) -> None:
    draft = read(words, language)

    assert draft.rates == (expected,)
    assert not draft.uncertain


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "Indirekta kostnader ersätts med ett schablonpåslag på 15 procent."),
        ("sv", "Indirekta kostnader får tas upp med högst 30 procent av personalkostnaderna."),
        ("sv", "Av alla ansökningar beviljas omkring 10 procent."),
        ("sv", "I länet är 12 procent av de unga utan arbete."),
        ("en", "Office costs are covered by a flat rate of 15 % of staff costs."),
    ],
)
def test_other_percentages_are_nobodys_share(language: str, words: str) -> None:
    assert read(words, language).rates == ()


def test_a_share_that_may_be_anybodys_is_a_doubt() -> None:
    draft = read("Co-financing is 20 %.", "en")

    assert draft.rates == ()
    assert doubted(draft) == {"rates"}


@pytest.mark.parametrize("words", ["3 miljoner kronor", "3 mkr", "3 MSEK", "3 000 000 kr"])
def test_a_sum_is_written_out(words: str) -> None:
    draft = draft_from_text(
        identifier="x", url="https://x.example", title="Stöd", funder="F", language="sv",
        zone="Europe/Stockholm", today=None, text=f"Ett projekt kan få högst {words} i stöd.",
    )  # fmt: skip

    assert [str(each.most) for each in draft.amounts] == ["3000000"]

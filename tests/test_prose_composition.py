"""Who a project may consist of: kinds of applicants, least partners and countries."""

import pytest

from lexicon.organisation_types import codes, kinds_named
from scrapers.prose.composition import Composition, composition
from scrapers.prose.sentences import sentences


def read(text: str, language: str = "sv") -> Composition:
    return composition(list(sentences(text)), language)


def kinds(read_: Composition) -> set[str]:
    return {each.code for each in read_.kinds}


APPLICANTS = [
    ("sv", "Kommuner och ideella föreningar kan söka.", {"municipality", "association"}),
    ("sv", "Utlysningen vänder sig till universitet och högskolor.", {"university"}),
    ("sv", "Ekonomiska föreningar kan söka.", {"cooperative"}),
    ("sv", "Små och medelstora företag kan söka.", {"sme"}),
    ("nb", "Frivillige organisasjoner kan søke.", {"association"}),
    ("da", "Foreninger og kommuner kan søge puljen.", {"association", "municipality"}),
    ("fi", "Avustusta voivat hakea säätiöt ja kunnat.", {"foundation", "municipality"}),
    ("en", "Social enterprises and charities may apply.", {"social_enterprise", "association"}),
]


@pytest.mark.parametrize(("language", "words", "expected"), APPLICANTS)
def test_who_may_apply_is_read_with_its_sentence(
    language: str, words: str, expected: set[str]
) -> None:
    found = read(words, language)

    assert kinds(found) == expected
    assert {each.words for each in found.kinds} == {words}
    assert found.excluded == ()


def test_under_its_heading_a_list_is_enough() -> None:
    found = read("Vem kan söka?\nKommuner, regioner och studieförbund.\nHur mycket?\n2 mkr.")

    assert kinds(found) == {"municipality", "region", "study_association"}


def test_who_may_not_apply_is_kept_apart() -> None:
    found = read("Föreningar kan söka. Privatpersoner och enskilda firmor kan inte söka.")

    assert kinds(found) == {"association"}
    assert {each.code for each in found.excluded} == {"individual", "sole_trader"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "Kommuner kan vara samarbetspart men inte sökande."),
        ("sv", "Ni kan söka stöd för projekt som hjälper små företag att växa."),
        ("sv", "Projektet ska nå föreningar och kommuner."),
        ("fi", "Uusi yhdistyslaki tulee voimaan, ja avustusta voi hakea sen jälkeen."),
        ("en", "The FSTP calls should be open to any entities, including SMEs."),
        ("en", "The EDCTP Association can apply."),
    ],
)
def test_who_is_only_spoken_of_is_no_applicant(language: str, words: str) -> None:
    found = read(words, language)

    assert (found.kinds, found.excluded) == ((), ())


def test_who_may_and_may_not_apply_is_a_doubt() -> None:
    found = read("Kommuner kan söka. Kommuner kan inte söka för drift.")

    assert (found.kinds, found.excluded) == ((), ())
    assert [each.field for each in found.uncertain] == ["applicant_kinds"]


MINIMA = [
    ("sv", "Minst tre parter från minst två länder ska delta.", 3, 2),
    ("sv", "Minst två projektparter ska delta.", 2, None),
    ("nb", "Prosjektet skal ha minst to partnere fra to ulike land.", 2, 2),
    ("da", "Mindst to aktører fra to nordiske lande skal deltage.", 2, 2),
    ("fi", "Hankkeessa on oltava vähintään kolme kumppania kahdesta eri maasta.", 3, 2),
    ("en", "At least three partners from three different countries are required.", 3, 3),
    ("en", "Projects must involve at least two partners from different countries.", 2, 2),
    ("sv", "Projekten sker i samarbete med minst två andra länder.", None, 3),
    ("sv", "Vi prioriterar idéer där minst två organisationer samverkar.", None, None),
    ("sv", "Projekten ska nå företag i minst två län.", None, None),
    ("en", "Activities transfer the model to at least two new regions.", None, None),
    ("en", "Pilots run in at least three countries.", None, None),
]


@pytest.mark.parametrize(("language", "words", "partners", "countries"), MINIMA)
def test_the_least_number_of_partners_and_countries_is_read_where_it_is_demanded(
    language: str, words: str, partners: int | None, countries: int | None
) -> None:
    found = read(words, language)

    assert (found.partners.number if found.partners else None) == partners
    assert (found.countries.number if found.countries else None) == countries


def test_two_least_numbers_are_a_doubt() -> None:
    found = read("Minst tre parter ska delta. Minst två parter ska delta.")

    assert [each.field for each in found.uncertain] == ["least_partners"]


def test_a_word_for_two_kinds_names_both() -> None:
    assert set(kinds_named("Företag", "sv")) == {"sme", "large_enterprise"}
    assert {"municipality", "association", "individual"} <= codes()

"""What a call asks beside a kind: to wait for payment, to have existed for some years."""

import pytest

from scrapers.prose.demands import Demands, demands
from scrapers.prose.drafting import draft_from_text
from scrapers.prose.sentences import sentences


def read(text: str) -> Demands:
    return demands(list(sentences(text)))


@pytest.mark.parametrize(
    "words",
    [
        "Stödet betalas ut i efterskott, mot redovisade kostnader.",
        "Det ges inget förskott.",
        "Tilskuddet utbetales etterskuddsvis når regnskapet er godkjent.",
        "Tilskuddet udbetales bagud.",
        "Avustus maksetaan jälkikäteen toteutuneiden kustannusten perusteella.",
        "The grant is paid in arrears.",
        "There is no pre-financing.",
    ],
)
def test_payment_in_arrears_is_read_with_its_sentence(words: str) -> None:
    found = read(words)

    assert found.in_arrears is True
    assert found.arrears_words == words


@pytest.mark.parametrize(
    "words",
    [
        "Bidraget betalas ut i förskott.",
        "Tilskuddet utbetales forskuddsvis.",
        "The whole grant is paid in advance.",
    ],
)
def test_payment_in_advance_is_read_too(words: str) -> None:
    assert read(words).in_arrears is False


@pytest.mark.parametrize(
    "words",
    [
        "Hälften betalas ut i förskott. Resten betalas ut i efterskott.",
        "Stödet betalas ut i tre delar.",
        "Redovisningen lämnas i efterhand.",
    ],
)
def test_what_is_partly_so_or_not_said_is_not_known(words: str) -> None:
    assert read(words).in_arrears is None


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("Föreningen ska ha varit verksam i minst två år.", 2),
        ("Organisationen ska ha bedrivit verksamhet i minst 3 år.", 3),
        ("Organisasjonen må ha eksistert i minst ett år.", 1),
        ("Foreningen skal have bestået i mindst to år.", 2),
        ("Yhdistyksen on pitänyt olla toiminut vähintään kaksi vuotta, hakija.", 2),
        ("Applicants must have been registered for at least five years.", 5),
    ],
)
def test_the_years_that_one_must_have_existed_are_read(words: str, years: int) -> None:
    found = read(words)

    assert found.least_years == years
    assert found.years_words == words


@pytest.mark.parametrize(
    "words",
    [
        "Projektet ska vara verksamt i minst tre år.",
        "Sökande ska ha minst två års erfarenhet av ledning.",
        "Stödet ges i minst ett år till företag.",
        "Föreningen ska ha minst tio medlemmar.",
    ],
)
def test_other_years_are_not_those(words: str) -> None:
    assert read(words).least_years is None


def test_a_draft_has_both_with_their_words() -> None:
    text = "Stödet betalas ut i efterskott.\nFöreningen ska ha varit verksam i minst två år."

    draft = draft_from_text(
        identifier="1", url="https://x.example/1", title="Byar", text=text, funder="The Fund",
        language="sv", zone="Europe/Stockholm", today=None,
    )  # fmt: skip

    assert (draft.in_arrears, draft.least_years) == (True, 2)
    quoted = {each.field: each.words for each in draft.evidence}
    assert quoted["in_arrears"] == "Stödet betalas ut i efterskott."
    assert quoted["least_years"] == "Föreningen ska ha varit verksam i minst två år."

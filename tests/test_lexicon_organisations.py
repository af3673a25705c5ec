"""What is known of organisations: their numbers, their sectors, where their municipalities lie."""

import pytest

from lexicon.areas import areas
from lexicon.municipalities import area_of, municipalities
from lexicon.organisation_numbers import PersonsNumber, WrongNumber, canonical
from lexicon.organisation_types import codes
from lexicon.sectors import sector_of


@pytest.mark.parametrize(
    ("country", "written", "kept"),
    [
        ("SE", "2021005489", "202100-5489"),
        ("SE", "16 202100-5489", "202100-5489"),
        ("SE", "556016-0680", "556016-0680"),
        ("NO", "974 760 673", "974 760 673"),
        ("NO", "NO 974760673 MVA", "974 760 673"),
        ("DK", "DK 13 58 56 28", "13585628"),
        ("FI", "0112038-9", "0112038-9"),
        ("FI", "112038-9", "0112038-9"),
        ("IS", "450401-3150", "450401-3150"),
        ("EE", " 10 17 ", "10 17"),
    ],
)
def test_a_number_is_kept_as_its_country_writes_it(country: str, written: str, kept: str) -> None:
    assert canonical(written, country) == kept


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("SE", "202100-5480"), ("SE", "20210054"), ("SE", "abc"), ("NO", "974 760 674"),
        ("DK", "13585629"), ("FI", "0112038-8"), ("IS", "450401-3160"), ("SE", "٢٠٢١٠٠٥٤٨٩"),
    ],
)  # fmt: skip
def test_a_wrong_number_is_refused(country: str, written: str) -> None:
    with pytest.raises(WrongNumber):
        canonical(written, country)


def test_one_wrong_digit_is_noticed_wherever_it_is() -> None:
    right = "2021005489"

    for at, digit in enumerate(right):
        wrong = f"{right[:at]}{(int(digit) + 1) % 10}{right[at + 1 :]}"
        with pytest.raises(WrongNumber):
            canonical(wrong, "SE")


@pytest.mark.parametrize(("country", "number"), [("SE", "900101-0017"), ("IS", "010130-2989")])
def test_the_number_of_a_person_is_not_taken(country: str, number: str) -> None:
    with pytest.raises(PersonsNumber):
        canonical(number, country)


def test_every_kind_of_organisation_has_its_usual_sector() -> None:
    assert codes() - sector_of().keys() == {"individual"}


def test_all_290_municipalities_lie_in_a_county() -> None:
    assert len(municipalities()) == 290
    assert set(municipalities().values()) <= areas().keys()


@pytest.mark.parametrize(
    ("written", "area"),
    [
        ("Laxå", "SE124"), ("laxå  kommun", "SE124"), ("Hallsbergs kommun", "SE124"),
        ("Borås Stad", "SE232"), ("Torsås", "SE213"), ("Hyttvalla", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_municipality_is_found_as_people_write_it(written: str, area: str) -> None:
    assert area_of(written) == area

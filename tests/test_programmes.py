"""One place tells which programme a call is of, and every table speaks of it by the same key."""

import pytest

from lexicon.programmes import families, programme_of, programmes
from lexicon.tables import FOLDER, rows

KEYED = (
    "annexes.csv", "composition_rules.csv", "lead_times.csv", "money_rules.csv", "outlines.csv",
    "part_words.csv", "preliminary_parts.csv",
)  # fmt: skip
OF_FAMILIES = ("annexes.csv", "lead_times.csv", "outlines.csv")


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (("", "Svenska ESF-rådet", "Unga in"), "esf_se"),
        (("ESF+", "Svenska ESF-rådet", "Unga in"), "esf_se"),
        (("ESF+",), "esf"),
        (("European Social Fund Plus (EaSI strand)", "European Commission", "X"), "easi"),
        (("", "Interreg Europe", "Interreg Europe call 5"), "interreg_europe"),
        (("", "EuroAccess", "Interreg Europe call 5"), "interreg_europe"),
        (("Interreg", "EuroAccess", "Interreg Aurora – call 4"), "interreg_aurora"),
        (("Erasmus+", "EU", "KA220"), "erasmus_ka220"),
        (("Erasmus+", "EU", "In youth", "ERASMUS-KA220"), "erasmus_ka220"),
        (("Citizens, Equality, Rights and Values", "EU", "Town Twinning"), "cerv_twinning"),
        (("", "Region Örebro län", "Medel"), "region_orebro"),
        (("", "Region Örebro län", "Social innovation"), "region_orebro_social"),
    ],
)
def test_a_programme_is_known_by_its_own_words(said: tuple[str, ...], key: str) -> None:
    found = programme_of(*said)

    assert found
    assert found.key == key


@pytest.mark.parametrize(
    "said",
    [
        ("", "Tillväxtverket", "Regionala satsningar"),  # not all that it gives is ERDF's
        ("", "The Fund", "Leadership for all"),
        ("", "River Fund", "Become a leader"),  # an ordinary word, unless it is the funder's name
        ("", "River Fund", "Life in the village"),
        ("", "A funder", "Young people", "https://example.org/interreg/1"),
        ("Interregional Innovation Investments", "European Commission", "A call"),
        ("Interreg, ESF+", "A funder", "Either of the two"),
        ("",),
    ],
)
def test_what_does_not_say_its_programme_is_of_none(said: tuple[str, ...]) -> None:
    assert programme_of(*said) is None


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (("Interreg Aurora", "", "For a green Europe"), "interreg_aurora"),
        (("", "Vinnova", "Arvsfonden och andra"), "vinnova"),
        (("Erasmus+", "MUCF", "Ungdomsutbyte"), "erasmus"),
    ],
)
def test_what_is_said_first_is_not_taken_back_by_the_rest(said: tuple[str, ...], key: str) -> None:
    found = programme_of(*said)

    assert found
    assert found.key == key


def test_of_two_parts_that_are_named_alike_only_what_they_share_is_known() -> None:
    found = programme_of("Horizon Europe", "European Commission", "RIA and IA")

    assert found
    assert found.line == ("horizon_ria_ia", "horizon", "eu")
    assert found.family == "eu"


def test_every_key_in_every_table_is_a_known_programme() -> None:
    tables = {each.name: list(rows(each.name)) for each in FOLDER.glob("*.csv")}

    assert {name for name, table in tables.items() if "programme" in table[0]} == {*KEYED}
    for name in KEYED:
        assert {each["programme"] for each in tables[name]} <= {"", *programmes()}, name


def test_what_belongs_to_an_application_is_said_of_whole_families() -> None:
    known = {each.key for each in families()}

    for name in OF_FAMILIES:
        assert {each["programme"] for each in rows(name)} <= {"", *known}, name


def test_every_programme_is_part_of_a_known_one_and_told_by_words_of_its_own() -> None:
    said = [words for each in programmes().values() for words in (*each.known_by, *each.named_by)]

    assert len(said) == len({frozenset(each) for each in said})
    assert all(word == word.casefold() for words in said for word in words)
    for each in programmes().values():
        assert each.line[-1] in {family.key for family in families()}
        assert each.sv, each.key
        assert each.en, each.key

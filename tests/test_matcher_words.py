import unicodedata

import pytest

from matcher.compounds import Splitter
from matcher.words import forms, stem


def test_swedish_letters_are_letters_of_their_own() -> None:
    assert forms("hår har Ånger anger kök") == ["hår", "har", "Ånger", "anger", "kök"]
    assert stem("får", "sv") != stem("far", "sv")


def test_decomposed_letters_soft_hyphens_and_ligatures_are_repaired() -> None:
    assert forms(unicodedata.normalize("NFD", "Återbruk")) == ["Återbruk"]
    assert forms("sam\u00adverkan och \ufb01nansiering") == ["samverkan", "och", "finansiering"]


def test_numbers_are_not_words() -> None:
    assert forms("16–29 år, 2 000 000 kr, senast 2027-03-19 kl. 16.00, co2 A2") == [
        "år",
        "kr",
        "senast",
        "kl",
        "co2",
        "A2",
    ]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("sv", "kommunernas", "kommun"),
        ("nb", "prosjekter", "prosjekt"),
        ("nn", "kommunar", "kommun"),
        ("da", "virksomheder", "virksomhed"),
        ("fi", "hankkeessa", "hanke"),
        ("en", "communities", "community"),
    ],
)
def test_forms_of_a_word_share_their_stem(language: str, one: str, other: str) -> None:
    assert stem(one, language) == stem(other, language)


def test_a_language_without_rules_leaves_words_whole() -> None:
    assert stem("communities", "xx") == "communities"


@pytest.mark.parametrize(
    ("language", "word", "parts"),
    [
        ("sv", "arbetsmarknad", ("arbet", "marknad")),
        ("sv", "arbetskraft", ("arbet", "kraft")),
        ("sv", "landsbygd", ("land", "bygd")),
        ("da", "landbrug", ("land", "brug")),
        ("fi", "ympäristönsuojelu", ("ympäristö", "suojelu")),
        ("en", "landmark", ()),
        ("sv", "kraften", ()),
        ("sv", "okänd", ()),
    ],
)
def test_compounds_part_where_their_parts_stand_alone(
    language: str, word: str, parts: tuple[str, ...]
) -> None:
    known = ["arbet", "kraft", "land", "bygd", "brug", "marknad", "mark", "ympäristö", "suojelu"]
    splitter = Splitter(language, dict.fromkeys(known, 5) | {"kraften": 9})

    assert splitter.split(word) == parts


def test_a_word_that_is_common_itself_is_left_whole() -> None:
    assert (
        Splitter("sv", {"lands": 5, "land": 5, "bygd": 5, "landsbygd": 50}).split("landsbygd") == ()
    )

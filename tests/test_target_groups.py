"""Whom projects are for is found by the words that name them."""

from lexicon.target_groups import groups_named, target_groups


def test_groups_are_found_by_their_words_in_each_language() -> None:
    said = "Unga 16-29 år som varken arbetar eller studerar, även med funktionsnedsättningar"

    assert groups_named(said, "sv") == {
        "young": "Unga",
        "out_of_work_and_school": "varken arbetar eller studerar",
        "disability": "funktionsnedsättningar",
    }
    assert set(groups_named("Unemployed women and refugees", "en")) == {
        "unemployed", "women", "newly_arrived",
    }  # fmt: skip
    assert set(groups_named("Yrittäjät ja nuoret", "fi")) == {"entrepreneurs", "young"}


def test_words_that_only_contain_such_a_word_name_nobody() -> None:
    assert groups_named("Barnkonventionen och ungerska mänskliga rättigheter", "sv") == {}
    assert groups_named("Menu and mending", "en") == {}


def test_a_language_without_a_column_names_nobody() -> None:
    assert groups_named("Jeunes", "fr") == {}
    assert groups_named("unge menn", "no") == {"young": "unge", "men": "menn"}
    assert len(target_groups()) == len(set(target_groups()))

import unicodedata

import pytest

from matcher.compounds import Splitter
from matcher.languages import heard
from matcher.words import Passage, count, distinct, firsts, forms, stem


def test_swedish_letters_are_letters_of_their_own() -> None:
    assert forms("hår har Ånger anger kök") == ["hår", "har", "Ånger", "anger", "kök"]
    assert stem("får", "sv") != stem("far", "sv")


def test_decomposed_letters_soft_hyphens_and_ligatures_are_repaired() -> None:
    assert forms(unicodedata.normalize("NFD", "Återbruk")) == ["Återbruk"]
    assert forms("sam\u00adverkan och \ufb01nansiering") == ["samverkan", "och", "finansiering"]


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("kommu-\nnernas sam-\r\n  verkan", ["kommunernas", "samverkan"]),
        ("barn-\noch ungdomsvård", ["barn", "och", "ungdomsvård"]),
        ("förskol\u00acan", ["förskolan"]),
        ("hÃ¤lsa på samma rad som å", ["hälsa", "på", "samma", "rad", "som"]),
        ("Skåne FÃƒÂ¶r", ["Skåne", "För"]),
        ("sko\u200bla i A\u030ahus", ["skola", "Åhus"]),
        ("château Âland", ["château", "Âland"]),
    ],
)
def test_words_broken_by_lines_and_decodings_are_mended(broken: str, meant: list[str]) -> None:
    assert forms(broken) == meant


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


def test_words_are_counted_as_they_are_found_one_by_one() -> None:
    texts = [
        Passage("Skolan, skolan och (för)skolan – SKOLAN!", "sv"),
        Passage("", "sv"),
        Passage("The school; skolan", "en"),
        Passage("FÃ¶r skolan\nsam\u00adverkan\u200c \ufb01nns", "sv"),
    ]

    counted = count(texts)

    for row, text in zip(counted.counts.toarray(), texts, strict=True):
        said = [form.lower() for form in forms(text.text)]
        told = {word: times for word, times in zip(counted.words, row, strict=True) if times}
        assert told == {(text.language, word): said.count(word) for word in said}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi söker er som är med och utvecklar vår region, inte minst för att den är till. ", "sv"),
        ("We are looking for those who have been working with the people of this region. ", "en"),
        ("Vi søger jer, der er med til at udvikle vores region, af hensyn til hvad der er. ", "da"),
    ],
)
def test_a_language_is_heard_whatever_its_source_says(text: str, language: str) -> None:
    assert heard(Passage(text * 4, "fi")).language == language


@pytest.mark.parametrize(
    "text",
    [
        "Unga i arbete. Ungas arbete, ARBETE och unga_x 4unga unga",
        "İzmir och Örebro: örebro, ÖREBRO",  # whose first letter is two in lower case
        "Häl\u00adsa i skolan, hälsa-\nskola",
        "",
    ],
)
def test_a_few_words_are_found_as_if_all_were_read(text: str) -> None:
    wanted = ["unga", "arbete", "nowhere", "örebro", "hälsa", "skolan"]

    places, forms = firsts(text, wanted)

    met = [each for each in distinct(text).items() if each[0] in wanted]
    found = sorted(zip(places, wanted, forms, strict=True))
    assert [(word, form) for _, word, form in found[: len(met)]] == met
    lost = found[len(met) :]
    assert "nowhere" in {word for _, word, _ in lost}
    assert all(word == form for _, word, form in lost)

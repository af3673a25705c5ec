"""Languages meet: by what texts and names teach, and by earlier texts that both are like."""

from itertools import chain
from typing import NamedTuple

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from lexicon.glossary import glossary, vocabulary
from lexicon.terms import Likeness
from matcher.alignment import aligned, sentences
from matcher.bridge import Bridge, built_in
from matcher.languages import heard
from matcher.ranking import Matcher
from matcher.reasons import told
from matcher.table import Pair, tables
from matcher.words import Passage, stem


class Notice(NamedTuple):
    title: str
    text: str
    language: str = "en"


MILLS = Notice("Windmills", "Old windmills by the coast are repaired.")
SCHOOLS = Notice("Schools", "Pupils cook sustainable food with farmers.")
TRAINS = Notice("Trains", "Faster signals along the railway.")
WORDS = [
    *(("kvarn", "mill"), ("kust", "coast"), ("skola", "school"), ("mat", "food")),
    *(("hållbar", "sustainable"), ("bonde", "farmer"), ("tåg", "train"), ("signal", "signal")),
]
LABELS = [{"sv": (ours,), "en": (theirs,)} for ours, theirs in WORDS]


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge(glossary=False).fit((), LABELS)


def test_a_bridged_reason_shows_both_words(bridge: Bridge) -> None:
    matcher = Matcher[Notice](bridge=bridge).fit([MILLS, SCHOOLS, TRAINS])

    [fit] = matcher.rank("Vi lagar hållbar mat", "sv", least=0.1)

    assert fit.call is SCHOOLS
    assert {(each.word, each.met) for each in told(fit.reasons)} == {
        ("hållbar", "sustainable"),
        ("mat", "food"),
    }


def test_the_way_back_is_bridged_too(bridge: Bridge) -> None:
    call = Notice("Hållbar mat", "Bönder och kök lagar mat", "sv")
    matcher = Matcher[Notice](bridge=bridge).fit([call, TRAINS])

    [fit] = matcher.rank("Sustainable food", "en", least=0.1)

    assert fit.call is call


def test_a_compound_is_bridged_by_its_parts(bridge: Bridge) -> None:
    interests = [Passage(text, "sv") for text in ("kvarn och skola", "skola vid kvarn")]
    matcher = Matcher[Notice](bridge=bridge).fit([MILLS, SCHOOLS], interests=interests)

    [fit] = matcher.rank("Kvarnskola", "sv", least=0.1)

    assert fit.call is SCHOOLS
    assert {(each.word, each.met) for each in told(fit.reasons)} == {("Kvarnskola", "Schools")}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("katalysatorer", "catalysts"), ("fotokemi", "photochemistry"), ("psykologi", "psychology")],
)
def test_learned_words_are_spelt_alike_across_languages(ours: str, theirs: str) -> None:
    call = Notice("Laboratory", f"About {theirs}")
    matcher = Matcher[Notice](bridge=Bridge(glossary=False).fit()).fit([call, TRAINS])

    [fit] = matcher.rank(ours, "sv")

    assert [(each.word, each.met, each.likeness) for each in fit.reasons] == [
        (ours, theirs, Likeness.SPELLING)
    ]


def test_of_few_texts_only_words_that_stand_twice_are_learnt() -> None:
    texts = [
        {"sv": "Gröna kvarnar mal.", "en": "Green mills grind."},
        {"sv": "Gröna båtar seglar.", "en": "Green boats sail."},
    ]
    known = Bridge(glossary=False).fit(texts)

    assert known.translate(stem("gröna", "sv"), "sv", "en") == [("green", 1.0)]
    assert known.translate(stem("båtar", "sv"), "sv", "en") == []


def test_near_languages_lend_each_other_what_they_are_called(bridge: Bridge) -> None:
    assert bridge.translate(stem("kvarn", "sv"), "nb", "en") == [("mill", 1.0)]
    assert bridge.translate("mill", "en", "da") == [("kvarn", 1.0)]
    assert bridge.translate(stem("kvarn", "sv"), "sv", "fi") == []


def test_the_glossary_alone_bridges_all_five_languages() -> None:
    cut = {"sv": "klimat", "nb": "klima", "da": "klima", "fi": "ilmasto", "en": "climate"}
    for language, word in cut.items():
        for target in cut.keys() - {language}:
            found = built_in().translate(stem(word, language), language, target)
            assert found, (language, target)
            assert sum(share for _, share in found) == pytest.approx(1)


def test_every_concept_of_the_glossary_has_a_name_in_every_language() -> None:
    for concept in glossary():
        assert len(concept.names) == 5, concept.name
        assert all(name.strip() == name != "" for each in concept.names.values() for name in each)


def test_every_meaning_of_the_vocabulary_has_names_in_every_language_and_is_told_once() -> None:
    meanings = [tuple(each.items()) for each in vocabulary()]

    assert len({*meanings}) == len(meanings) > 3000
    for names in vocabulary():
        assert len(names) == 5, names
        for name in chain(*names.values()):
            assert name == " ".join(name.lower().split()) != "", names


def test_words_that_come_together_most_translate_each_other() -> None:
    pairs = [
        Pair(["grön", "hus"], ["green", "house"]),
        Pair(["grön", "båt"], ["green", "boat"]),
        Pair(["röd", "hus"], ["red", "house"]),
    ]

    there, back = tables(pairs)

    assert there["grön"][0][0] == "green"
    assert there["röd"][0][0] == "red"
    assert back["house"][0][0] == "hus"
    assert tables([]) == ({}, {})
    assert tables([Pair([], ["green"])]) == ({}, {})


def test_sentences_are_paired_by_their_lengths() -> None:
    ours = "Kort. En mycket längre mening om kvarnar vid kusten och deras vingar. Slut nu."
    theirs = "Short. A much longer sentence about windmills by the coast and their sails. The end."

    pairs = aligned(ours, theirs)

    assert [each.split(".")[0].split()[0] for each, _ in pairs] == ["Kort", "En", "Slut"]
    assert [each.split()[0] for _, each in pairs] == ["Short.", "A", "The"]


def test_two_sentences_may_answer_one() -> None:
    ours = "Vi bygger en kvarn vid kusten. Den mal mjöl åt bagarna. " + "Ett slut på det hela. " * 2
    theirs = (
        "We build a mill by the coast that grinds flour for bakers. " + "An end to it all. " * 2
    )

    first, *_ = aligned(ours, theirs)

    assert first == (" ".join(sentences(ours)[:2]), sentences(theirs)[0])


@pytest.mark.parametrize(("left", "right"), [("", "Text."), ("Text.", ""), ("", "")])
def test_a_text_without_sentences_is_paired_whole(left: str, right: str) -> None:
    assert aligned(left, right) == [(left, right)]


LONG = {
    "sv": "Projektet ska göra det lättare för unga att få praktik hos arbetsgivare i länet. " * 4,
    "nb": "Prosjektet skal gjøre det lettere for unge å få jobb hos bedrifter i fylket. " * 4,
    "da": "Projektet skal gøre det nemmere for unge at få et job hos virksomheder i regionen. " * 4,
    "fi": "Hankkeen tavoitteena on helpottaa nuorten pääsyä harjoitteluun alueen yrityksiin. " * 4,
    "en": "The project makes it easier for young people to be trained by employers there. " * 4,
}


@pytest.mark.parametrize("language", LONG)
def test_the_language_is_heard_whatever_the_source_says(language: str) -> None:
    assert heard(Passage(LONG[language], "sv")).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [("Call for young people", "sv"), ("", "fi"), (LONG["sv"], "lv"), (LONG["nb"], "nn")],
)
def test_a_short_text_or_another_language_keeps_its_own(text: str, language: str) -> None:
    assert heard(Passage(text, language)).language == language


TOPICS = {
    "kvarnar vingar mjöl": "windmills sails flour",
    "tåg räls signaler": "trains rails signals",
    "körsång noter scen": "choirs scores stages",
    "bin honung kupor": "bees honey hives",
    "skepp segel hamnar": "ships masts ports",
    "böcker hyllor lån": "books shelves loans",
    "skidor spår snö": "skis tracks snow",
    "vävar ull garn": "looms wool yarn",
    "ugnar bröd degar": "ovens bread dough",
}


def past(number: int) -> dict[str, str]:
    """Return a past text in two languages, on one of the topics."""
    ours, theirs = list(TOPICS.items())[number % len(TOPICS)]
    name = "".join("bcdfghjk"[int(digit)] for digit in f"{number:o}")
    return {"sv": f"{ours} a{name}o", "en": f"{theirs} a{name}o"}


@pytest.fixture(scope="module")
def themed() -> Matcher[Notice]:
    """A matcher that knows no word in common, only past texts."""
    known = Bridge(glossary=False).fit([past(number) for number in range(520)])
    known.tables_ = {}
    calls = [Notice("Flour", "from sails"), Notice("Honey", "of hives"), Notice("Rails", "signals")]
    return Matcher[Notice](bridge=known, subwords=False).fit(calls)


def test_past_texts_in_two_languages_tell_what_no_word_does(themed: Matcher[Notice]) -> None:
    [fit, *_] = themed.rank("mjöl och vingar", "sv")

    assert fit.call.title == "Flour"
    assert [each.likeness for each in fit.reasons] == [Likeness.THEME]
    assert list(told(fit.reasons)) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_with_themes_the_reasons_still_add_up(themed: Matcher[Notice], language: str) -> None:
    text = "mjöl vingar tåg bees hives signals"
    scores = themed.scores([Passage(text, language)]).toarray()[0]

    fits = themed.rank(text, language)

    assert fits
    for fit in fits:
        total = sum(each.weight for each in fit.reasons)
        assert total == pytest.approx(fit.score, abs=1e-6)
        assert total == pytest.approx(scores[themed.calls_.index(fit.call)], abs=1e-6)


def test_everyday_words_of_a_lone_foreign_call_are_not_taken_for_rare() -> None:
    labels = [{"sv": ("arbete",), "en": ("work",)}, {"sv": ("kvarn",), "en": ("mill",)}]
    known = Bridge(glossary=False).fit((), labels)
    swedish = [Notice("Arbete", f"arbete {each} vid", "sv") for each in ("skog", "hav", "å") * 10]
    swedish += [Notice("Kvarn", "en gammal kvarn", "sv")]
    foreign = Notice("Work", "work at the mill")
    matcher = Matcher[Notice](bridge=known, subwords=False).fit([*swedish, foreign])

    fit = next(each for each in matcher.rank("arbete och kvarn", "sv") if each.call is foreign)

    weights = {each.met.lower(): each.weight for each in fit.reasons}
    assert weights["mill"] > 3 * weights.get("work", 0.0)


def test_the_words_of_the_funding_process_weigh_little() -> None:
    call = Notice("Kvarnar", "Den sökande får bidrag till vingar", "sv")
    matcher = Matcher[Notice]().fit([call, TRAINS])

    [fit] = matcher.rank("Sökande med bidrag, kvarnar och vingar", "sv")

    weights = {each.met: each.weight for each in fit.reasons}
    assert (
        max(weights["sökande"], weights["bidrag"]) < min(weights["Kvarnar"], weights["vingar"]) / 2
    )


def test_added_calls_are_ranked_as_if_they_had_been_there() -> None:
    known = Bridge(glossary=False).fit((), LABELS)
    whole = Matcher[Notice](bridge=known, slope=1.0).fit([MILLS, SCHOOLS, TRAINS])
    grown = Matcher[Notice](bridge=known, slope=1.0).fit([MILLS, SCHOOLS, TRAINS])
    before = grown.scores([Passage("hållbar mat", "sv")]).toarray()

    grown.partial_fit([SCHOOLS, Notice("Food trains", "and farmers")])

    after = grown.scores([Passage("hållbar mat", "sv")]).toarray()
    assert after[0][:3].tolist() == before[0].tolist()
    assert after[0][3] == pytest.approx(whole.scores([Passage("hållbar mat", "sv")])[0, 1])
    best = grown.rank("mat på tåg", "sv")[0]
    assert best.call.title == "Food trains"
    assert sum(each.weight for each in best.reasons) == pytest.approx(best.score, abs=1e-6)


def test_the_stems_are_scikit_learns_with_the_same_analyzer() -> None:
    calls = [MILLS, SCHOOLS, TRAINS]
    matcher = Matcher[Notice](
        bridge=Bridge(glossary=False).fit(), process_weight=1.0, part_weight=0, subwords=False,
        saturation=None, max_df=1.0, idf_floor=1.0, slope=1.0,
    ).fit(calls)  # fmt: skip
    rule = matcher.index_.views_[0].rule

    def analyzer(text: str) -> list[str]:
        words = [word.lower().strip(".,") for word in text.split()]
        return [feature for each in rule(words, "en", "en") for feature, _ in each]

    oracle = TfidfVectorizer(analyzer=analyzer)
    known = oracle.fit_transform(f"{call.title}. {call.text}" for call in calls)
    asked = ["Repairing an old windmill", "trains and schools"]

    got = matcher.scores([Passage(text, "en") for text in asked]).toarray()

    assert got == pytest.approx((oracle.transform(asked) @ known.T).toarray(), abs=1e-6)

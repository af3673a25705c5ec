"""What people say of calls moves what an interest asks for, and the reasons stay true."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from lexicon.terms import Likeness
from matcher.asked import Asked, Fit
from matcher.feedback import LENT, Judged, left, moved
from matcher.lines import CallLine
from matcher.phrases import Phrases
from matcher.ranking import Matcher
from matcher.texts import passage_of
from matcher.words import Passage

WORDS = {
    "lakes": "Measuring water in lakes and rivers with schools",
    "houses": "Measuring the energy of houses and rents in towns",
    "rents": "Lower rents for young people in houses",
    "fish": "Fish and crayfish return to lakes and brooks",
    "brooks": "Brooks with crayfish and clean gravel",
    "bread": "Bread from old grain in village bakeries",
    "ice": "Safe ice for skaters on every pond",
    "music": "Music for the young in every village",
}
CALLS = [CallLine(id=id, language="en", title=id, text=text) for id, text in WORDS.items()]
BY_ID = {call.id: passage_of(call) for call in CALLS}
ASKED = "We measure water in lakes, and energy in houses"


# Texts of the past that have nothing to do with these: they tell which words are rare.
PAST = [
    Passage(f"{a}{b} {b}{c} {c}{a}", "en")
    for a, b, c in product(("wo", "ti", "ra", "ke", "lu", "sy"), repeat=3)
]


@pytest.fixture(scope="module")
def matcher() -> Matcher[CallLine]:
    return Matcher[CallLine]().fit(CALLS, PAST)


def judged(more: Sequence[str] = (), less: Sequence[str] = ()) -> Judged:
    return Judged(*(tuple(BY_ID[each] for each in some) for some in (more, less)))


def ranked(asked: Asked[CallLine]) -> dict[str, Fit[CallLine]]:
    return {fit.call.id: fit for fit in asked.rank(Phrases())}


def test_a_yes_finds_what_is_like_the_call_though_the_interest_has_not_its_words(
    matcher: Matcher[CallLine],
) -> None:
    asked = matcher.ask(ASKED, "en")
    assert "brooks" not in ranked(asked)

    found = ranked(asked.moved(judged(more=["fish"])))

    assert found["brooks"].score > 0.05
    told = {each.word for each in found["brooks"].reasons if each.likeness is Likeness.ANSWER}
    assert "crayfish" in told


def test_while_texts_are_few_a_yes_weighs_the_interests_own_words_only() -> None:
    asked = Matcher[CallLine]().fit(CALLS).ask(ASKED, "en")
    before = ranked(asked)

    liked = asked.moved(judged(more=["fish"]))

    assert "brooks" not in ranked(liked)
    assert ranked(liked)["lakes"].score > before["lakes"].score
    assert liked.words_of(liked.judged.more[0]) == ("lakes",)


def test_a_no_lowers_what_is_like_the_call(matcher: Matcher[CallLine]) -> None:
    asked = matcher.ask(ASKED, "en")
    before = ranked(asked)

    after = ranked(asked.moved(judged(less=["houses"])))

    assert after["houses"].score < before["houses"].score
    assert after["rents"].score < before["rents"].score
    assert after["lakes"].score > before["lakes"].score


@pytest.mark.parametrize(
    ("more", "less"), [((), ()), (("fish",), ()), ((), ("houses", "ice")), (("fish",), ("rents",))]
)
def test_reasons_still_add_up_to_the_score(
    matcher: Matcher[CallLine], more: Sequence[str], less: Sequence[str]
) -> None:
    asked = matcher.ask(ASKED, "en").moved(judged(more, less))
    scores = asked.scores().toarray()[0]

    for place, call in enumerate(CALLS):
        reasons = asked.fit_of(place).reasons
        assert sum(each.weight for each in reasons) == pytest.approx(scores[place], abs=1e-6)
        assert all(each.weight >= 0 for each in reasons), call.id


def test_what_nobody_judged_is_as_before(matcher: Matcher[CallLine]) -> None:
    asked = matcher.ask(ASKED, "en")

    same = asked.moved(Judged())

    assert (same.scores() != asked.scores()).nnz == 0


def test_feedback_of_one_language_moves_what_is_asked_of_calls_in_another() -> None:
    texts = {"en": list(WORDS.values()), "sv": ["Unga ungdomar i byn", "Vatten i sjöar och åar"]}
    calls = [
        CallLine(id=text, language=language, title="", text=text)
        for language, some in texts.items()
        for text in some
    ]
    asked = Matcher[CallLine]().fit(calls).ask("Mäta vatten i sjöar, och ungdomar", "sv")
    swedish, before = len(WORDS), asked.scores().toarray()[0]

    liked = Judged(more=(Passage("Unga ungdomar i byn", "sv"),))
    after = asked.moved(liked).scores().toarray()[0]

    assert after[swedish] > before[swedish]
    assert after[7] > before[7]  # music for the young


def test_weights_never_fall_below_nought_and_keep_their_length() -> None:
    asked, less = csr_matrix([[0.6, 0.0, 0.3, 0.4]]), csr_matrix([[0.0, 9.0, 9.0, 0.0]])

    found = moved(asked, less[:0], less, [slice(0, 2), slice(2, 4)]).toarray()[0]

    assert found.min() >= 0
    assert np.linalg.norm(found[:2]) == pytest.approx(0.6)
    assert np.linalg.norm(found[2:]) == pytest.approx(0.5)


def test_of_a_long_call_only_the_weightiest_words_come_in() -> None:
    asked = csr_matrix([[1.0] + [0.0] * 2 * LENT])
    more = csr_matrix([[0.0001, *range(2 * LENT)]])

    found = moved(asked, more, more[:0], [slice(None)])

    assert found.indices.tolist() == [0, *range(LENT + 1, 2 * LENT + 1)]
    assert np.linalg.norm(found.data) == pytest.approx(1.0)


def test_the_words_that_a_call_moves_are_told(matcher: Matcher[CallLine]) -> None:
    said = judged(more=["fish"], less=["houses"])
    asked = matcher.ask(ASKED, "en").moved(said)

    assert set(asked.words_of(said.less[0])) <= {"measure", "energy", "houses"}
    assert "fish" in asked.words_of(said.more[0])


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("abc", "", "abc"),
        ("abc", "b", "bac"),
        ("abcd", "xyz", "xyz"),
        ("a", "", "a"),
        ("", "x", "x"),
        ("abcdef", "", "abc"),
    ],
)
def test_who_has_few_calls_does_not_lose_the_last(before: str, after: str, kept: str) -> None:
    assert "".join(left(before, after)) == kept

"""Text that was copied is found, the rarer the surer."""

from itertools import permutations

import numpy as np
import pytest

from matcher.copies import RUNS, Copies

SENTENCE = (
    "Unga mellan sexton och tjugofyra år möter en handledare varje vecka, prövar tre yrken hos"
    " lokala företag och får sitt kunnande dokumenterat av folkhögskolan i Lövbro."
)
OTHERS = [
    "Byalagen driver mötesplatser med samåkning och digital hjälp för äldre i bygdegårdarna.",
    "Kommunerna lagar möbler och cyklar i en gemensam verkstad och säljer dem i en butik.",
    "Forskare följer hur våtmarker renar vattnet från åkrarna runt Storsjön under fyra somrar.",
    "Föreningarna öppnar simhallen för flickor som inte har lärt sig simma i skolan.",
]
BIDS = [f"{OTHERS[0]} {SENTENCE}", f"{OTHERS[1]} {SENTENCE}", OTHERS[2], OTHERS[3]]


def strengths(copies: Copies) -> dict[tuple[int, int], float]:
    return {
        (left, right): strength
        for block in copies.pairs()
        for left, right, strength in zip(
            block.left.tolist(), block.right.tolist(), block.strength.tolist(), strict=True
        )
    }


def test_a_sentence_that_only_two_have_is_a_copy() -> None:
    found = strengths(Copies().fit(BIDS))

    assert found.keys() == {(0, 1)}
    assert found[0, 1] >= 1


def test_what_everybody_says_of_itself_is_no_copy() -> None:
    crowd = [f"{each} {SENTENCE}" for each in OTHERS]

    found = strengths(Copies().fit(crowd))

    assert len(found) == 6
    assert max(found.values()) < 1


def test_what_past_projects_said_too_weighs_less() -> None:
    alone = strengths(Copies().fit(BIDS))[0, 1]
    known = strengths(Copies().fit(BIDS, background=[SENTENCE] * 4))[0, 1]

    assert known == pytest.approx(alone / 5)


def test_what_the_call_says_anybody_may_quote() -> None:
    assert strengths(Copies().fit(BIDS, quoted=[f"Utlysningen. {SENTENCE}"])) == {}


def test_one_sentence_of_many_is_no_copy_of_the_text() -> None:
    names = ["".join(each) for each in permutations("bdfgklm", 4)]
    long = [" ".join(f"a{name}o" for name in names[start::2]) for start in (0, 1)]

    [strength] = strengths(Copies().fit([f"{each} {SENTENCE}" for each in long])).values()

    assert strength < 1


def test_a_touched_up_sentence_is_still_found() -> None:
    touched = SENTENCE.replace("tre yrken", "några yrken").replace("varje vecka", "ofta")
    copies = Copies().fit([BIDS[0], touched, *OTHERS])

    shared = copies.near(0)

    assert shared.right[np.argmax(shared.strength)] == 1
    assert shared.runs.max() >= RUNS


def test_passages_are_told_in_the_texts_own_words_and_add_up() -> None:
    copies = Copies().fit(BIDS)
    [block] = copies.pairs()

    [(passage, adds)] = copies.passages(BIDS[0], BIDS[1])

    assert passage == SENTENCE.removesuffix(".")
    assert adds == pytest.approx(block.share[0])


def test_a_passage_that_comes_twice_counts_once() -> None:
    copies = Copies().fit([f"{SENTENCE} {OTHERS[0]} {SENTENCE}", BIDS[1]])
    [block] = copies.pairs()

    told = copies.passages(f"{SENTENCE} {OTHERS[0]} {SENTENCE}", BIDS[1])

    assert sum(adds for _, adds in told) == pytest.approx(block.share[0])


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["tre små ord"] * 2])
def test_texts_without_a_run_share_nothing(texts: list[str]) -> None:
    assert strengths(Copies().fit(texts)) == {}
    assert len(Copies().fit([*texts, "ett"]).near(len(texts)).right) == 0


@pytest.mark.parametrize("many", [3, 300])
def test_what_comes_later_is_met_as_if_it_had_been_there(many: int) -> None:
    names = ["".join(each) for each in permutations("bdfgklm", 4)]
    said = [f"{SENTENCE} a{name}o e{name}a i{name}u o{name}y" for name in names[:many]]
    texts = [*BIDS, *said]
    changed = Copies().fit(texts[:2], background=OTHERS).partial_fit(texts[2:])
    changed.remove([0, 5])
    left = [place for place in range(len(texts)) if place not in (0, 5)]
    whole = Copies().fit([texts[place] for place in left], background=OTHERS)

    for place in (1, 2, 6):
        now, then = changed.near(place), whole.near(left.index(place))
        assert now.right.tolist() == [left[each] for each in then.right.tolist()]
        assert now.strength == pytest.approx(then.strength)
    again = {tuple(map(left.index, pair)): each for pair, each in strengths(changed).items()}
    assert again == pytest.approx(strengths(whole))

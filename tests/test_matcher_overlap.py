from collections.abc import Sequence
from itertools import permutations
from typing import Any, NamedTuple

import pytest

from matcher.overlap import OverlapDetector, Pair
from matcher.words import Passage


class Bid(NamedTuple):
    title: str
    text: str
    language: str = "sv"
    call: str = ""


def compared(
    bids: Sequence[Bid], background: Sequence[Passage] = (), **bounds: Any
) -> tuple[OverlapDetector[Bid], list[Pair[Bid]]]:
    detector = OverlapDetector[Bid](**bounds).fit(bids, background)
    return detector, detector.pairs(lambda bid: bid.call)


def alike(
    bids: Sequence[Bid], background: Sequence[Passage] = (), **bounds: Any
) -> list[Pair[Bid]]:
    return compared(bids, background, **bounds)[1]


YOUTH = Bid(
    "Ung kraft Mellanmarken",
    "Vi når unga 16–29 år som varken arbetar eller studerar genom uppsökande arbete, mentorer och"
    " praktik hos lokala arbetsgivare, så att de kommer tillbaka till studier.",
)
STEP = Bid(
    "Steget in",
    "Unga mellan 16 och 29 år som varken studerar eller har arbete får en mentor och praktik hos"
    " arbetsgivare, och hjälp att ta steget in i utbildning.",
)
ELDERLY = Bid(
    "Trygg ålderdom",
    "Mobila träffpunkter, digital hjälp och grannstöd för äldre i byarna, tillsammans med"
    " pensionärsföreningar och bygdegårdar.",
)
REUSE = Bid("Återbruk", "Verkstad där byggmaterial, cyklar och möbler lagas och säljs.")
PAST = [
    Passage(text, "sv")
    for text in (
        "Unga söker arbete och utbildning",
        "Äldre och digital service i byarna",
        "Hjälp till föreningar som vill växa",
        "Arbete, hälsa och rehabilitering",
    )
]


@pytest.mark.parametrize("background", [(), PAST])
def test_bids_about_the_same_people_are_alike_and_others_are_not(
    background: list[Passage],
) -> None:
    detector, [pair] = compared([ELDERLY, YOUTH, REUSE, STEP], background=background)

    assert (pair.left, pair.right) == (YOUTH, STEP)
    words = {(each.word, each.met) for each in detector.reasons(pair)}
    assert ("praktik", "praktik") in words


def test_the_shared_words_add_up_to_the_cosine() -> None:
    detector, pairs = compared([YOUTH, STEP, ELDERLY, REUSE], cosine=0.001)

    assert len(pairs) > 1
    for pair in pairs:
        weights = [each.weight for each in detector.reasons(pair)]
        assert sum(weights) == pytest.approx(pair.cosine, abs=1e-6)
        assert 0 <= pair.cosine <= 1 + 1e-9


def test_a_copied_sentence_is_found_where_the_matter_is_another() -> None:
    copied = (
        " Projektet ägs av en styrgrupp som möts varje månad, beslutar om budgeten och svarar för"
        " att de som deltar får berätta vad som hjälper dem vidare."
    )
    bids = [bid._replace(text=bid.text + copied) for bid in (YOUTH, ELDERLY)]

    detector, [pair] = compared([*bids, REUSE], cosine=1.1)

    [(passage, adds)] = detector.passages(pair)
    assert (pair.copied, pair.alike) == (True, False)
    assert passage == copied.strip().removesuffix(".")
    assert adds == pytest.approx(pair.containment)


def test_a_rewritten_bid_is_found_though_nothing_is_copied() -> None:
    [pair] = alike([YOUTH, STEP], background=PAST)

    assert (pair.alike, pair.copied) == (True, False)


def test_the_same_text_twice_is_wholly_alike() -> None:
    [pair] = alike([YOUTH, YOUTH._replace(title=YOUTH.title)])

    assert pair.cosine == pytest.approx(1)
    assert pair.containment == 1


def test_most_alike_comes_first() -> None:
    pairs = alike([YOUTH, STEP, ELDERLY, REUSE, YOUTH])

    assert (pairs[0].left, pairs[0].right) == (YOUTH, YOUTH)
    assert {YOUTH, STEP} == {pairs[1].left, pairs[1].right}


@pytest.mark.parametrize("bids", [[], [YOUTH], [Bid("", ""), Bid("", "")], [YOUTH, Bid("", "")]])
def test_too_few_bids_or_words_give_no_pair(bids: list[Bid]) -> None:
    assert alike(bids) == []


def test_fifty_different_bids_are_not_all_alike() -> None:
    names = ["".join(each) for each in permutations("bdgkl", 3)][:50]
    bids = [
        Bid(f"A{name}o", f"Projektet samverkar om a{name}e. Deltagarna lär i{name}a och u{name}i.")
        for name in names
    ]

    assert len(bids) == 50
    assert alike(bids) == []


def test_where_a_call_has_many_bids_only_its_most_alike_are_told() -> None:
    said = [f"a{''.join(each)}o" for each in permutations("bdgklm", 3)]
    crowd = [Bid("", " ".join(said[at : at + 4]), call="crowded") for at in range(60)]
    twins = [STEP, STEP._replace(title="Ett steg till")]
    pairs = alike([*crowd, *twins], PAST)

    among_the_crowd = [each for each in pairs if {each.left.call, each.right.call} == {"crowded"}]
    assert 0 < len(among_the_crowd) < len(crowd)
    assert set(twins) in [{each.left, each.right} for each in pairs]


def test_a_copy_is_told_apart_from_the_same_matter() -> None:
    [copied] = alike([YOUTH, YOUTH._replace(title="Ung kraft igen")])
    [rewritten] = alike([YOUTH, STEP], background=PAST)

    assert copied.copied
    assert not rewritten.copied


def test_a_bid_that_changes_is_met_with_all_as_if_it_had_been_there() -> None:
    texts = [YOUTH, ELDERLY, REUSE]
    detector, _ = compared(texts, PAST)

    detector.remove([1]).partial_fit([STEP])
    found = detector.near(3, lambda bid: bid.call)

    assert [(each.left, each.right) for each in found] == [(YOUTH, STEP)]
    assert found == detector.pairs(lambda bid: bid.call)


def test_bids_in_two_languages_may_be_alike() -> None:
    english = Bid(
        "First step",
        "Young people who neither work nor study get a mentor and traineeship with employers, and"
        " help to find their way into education and work.",
        "en",
    )

    pairs = alike([YOUTH, ELDERLY, REUSE, english], PAST)

    assert (YOUTH, english) in [(each.left, each.right) for each in pairs if each.alike]

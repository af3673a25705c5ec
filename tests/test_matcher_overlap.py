from itertools import permutations
from typing import NamedTuple

import pytest

from matcher.overlap import alike
from matcher.words import Passage


class Bid(NamedTuple):
    title: str
    text: str
    language: str = "sv"


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
    [pair] = alike([ELDERLY, YOUTH, REUSE, STEP], background=background)

    assert (pair.left, pair.right) == (YOUTH, STEP)
    assert ("praktik", "praktik") in {(each.word, each.met) for each in pair.reasons}


def test_the_shared_words_add_up_to_the_cosine() -> None:
    pairs = alike([YOUTH, STEP, ELDERLY, REUSE], cosine=0.0)

    assert len(pairs) == 6
    for pair in pairs:
        assert sum(each.weight for each in pair.reasons) == pytest.approx(pair.cosine, abs=1e-6)
        assert 0 <= pair.cosine <= 1 + 1e-9


def test_a_copied_sentence_is_found_where_the_matter_is_another() -> None:
    copied = " Projektet ägs av en styrgrupp som möts varje månad och beslutar om budgeten."
    bids = [bid._replace(text=bid.text + copied) for bid in (YOUTH, ELDERLY)]

    [pair] = alike(bids, cosine=1.1)

    assert pair.containment >= 0.15


def test_a_rewritten_bid_is_found_though_nothing_is_copied() -> None:
    [pair] = alike([YOUTH, STEP], background=PAST, containment=1.1)

    assert pair.cosine > pair.containment


def test_the_same_text_twice_is_wholly_alike() -> None:
    [pair] = alike([YOUTH, YOUTH._replace(title=YOUTH.title)])

    assert pair.cosine == pytest.approx(1)
    assert pair.containment == 1


def test_most_alike_comes_first() -> None:
    pairs = alike([YOUTH, STEP, ELDERLY, REUSE, YOUTH], cosine=0.0)

    assert (pairs[0].left, pairs[0].right) == (YOUTH, YOUTH)


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

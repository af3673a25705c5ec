"""Find bids that are alike, by two signals that are never mixed.

The cosine finds the same matter in other words, the containment finds text that was copied.
A person decides what it means.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from lexicon.terms import Reason
from matcher.ranking import Matcher, Text, passage_of
from matcher.words import Passage, pieces

ALIKE = 0.11
COPIED = 0.15
SHINGLE = 3  # words

T = TypeVar("T", bound=Text)


@dataclass(frozen=True)
class Pair(Generic[T]):
    """Two bids. The weights of the reasons, words that both have, add up to the cosine."""

    left: T
    right: T
    cosine: float
    containment: float
    reasons: tuple[Reason, ...]


def alike(
    bids: Sequence[T],
    *,
    background: Iterable[Passage] = (),
    cosine: float = ALIKE,
    containment: float = COPIED,
) -> list[Pair[T]]:
    """Return the pairs that reach either bound, most alike first.

    background: other texts, such as calls and interests; few bids alone do not tell which words
    are rare.
    """
    if not bids:
        return []
    matcher = Matcher[T](slope=1.0, subwords=False).fit(bids, interests=background)
    shingles = [_shingles(passage.text) for passage in matcher.passages_]
    asked = [matcher.ask(passage_of(bid).text, bid.language) for bid in bids]
    topics = [each.scores().toarray()[0] for each in asked]
    found = []
    for left, right in combinations(range(len(bids)), 2):
        topic, copied = float(topics[left][right]), _containment(shingles[left], shingles[right])
        if topic >= cosine or copied >= containment:
            why = asked[left].fit_of(right).reasons
            found.append(Pair(bids[left], bids[right], topic, copied, why))
    return sorted(found, key=lambda pair: -max(pair.cosine, pair.containment))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = pieces(text)
    return set(zip(*(words[start:] for start in range(SHINGLE)), strict=False))


def _containment(left: set[tuple[str, ...]], right: set[tuple[str, ...]]) -> float:
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0

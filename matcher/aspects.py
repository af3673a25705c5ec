"""Take a call apart into its weightiest words, and see how far other texts cover them."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from lexicon.glossary import glossary
from lexicon.terms import Likeness, Reason
from matcher.ranking import Matcher
from matcher.reasons import told
from matcher.words import Passage, stem

MOST = 40  # words
NEAREST = 3  # texts of one party


class Aspects:
    """The words of a text, and what the texts that a matcher has learnt say of them.

    own: the place of the text itself among these; without it, it has no aspects.
    """

    def __init__(self, matcher: Matcher[Any], text: Passage, own: int | None) -> None:
        self.asked = matcher.ask(*text)
        self.scores = self.asked.scores().toarray()[0]
        found = {} if own is None else _by_word(self.asked.fit_of(own).reasons)
        heavy = sorted(found.items(), key=lambda each: (-each[1], each[0]))[:MOST]
        self.weights = dict(heavy)
        self.asks = {word: weight / sum(self.weights.values()) for word, weight in heavy}
        self.known: dict[tuple[int, ...], tuple[dict[str, float], tuple[Reason, ...]]] = {}

    def covered(self, places: Iterable[int]) -> tuple[dict[str, float], tuple[Reason, ...]]:
        """Return how far the nearest of some texts cover each word, and why the nearest is near."""
        near = sorted(places, key=lambda place: (-self.scores[place], place))[:NEAREST]
        key = tuple(int(place) for place in near if self.scores[place] > 0)
        if key not in self.known:
            fits = [self.asked.fit_of(place) for place in key]
            shares: dict[str, float] = {}
            for fit in fits:
                for word, weight in _by_word(fit.reasons).items():
                    if word in self.weights:
                        # As much of the text as it is of the call: then it is covered wholly.
                        share = min(1.0, weight / self.weights[word])
                        shares[word] = max(share, shares.get(word, 0.0))
            self.known[key] = shares, tuple(told(fits[0].reasons)) if fits else ()
        return self.known[key]


@cache
def concepts() -> frozenset[tuple[str, str]]:
    """Return the languages and stems of single words for what calls are about, not how they go."""
    return frozenset(
        (language, stem(name, language))
        for concept in glossary()
        if not concept.process
        for language, names in concept.names.items()
        for name in names
        if " " not in name
    )


def _by_word(reasons: Iterable[Reason]) -> dict[str, float]:
    found: dict[str, float] = {}
    for each in reasons:
        if each.likeness is Likeness.WORD:
            found[each.word] = found.get(each.word, 0.0) + each.weight
    return found

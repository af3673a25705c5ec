"""Say what of a call a group covers, and choose who adds most.

What is covered grows with the group, but ever more slowly (it is monotone and submodular), so that
choosing greedily reaches 1 - 1/e of the best group (Nemhauser, Wolsey and Fisher 1978), and what a
party would add need only be counted anew while it leads (lazily; Minoux 1978).
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from matcher.words import Passage

NEED = 0.5  # what one need is worth, beside all words together: without it, nobody may apply
COVERED = 0.5  # from here on, a word is told as covered
TOLD = 5  # words

K = TypeVar("K")


class Fact(NamedTuple):
    """What a party is, and a call may ask for: `("country", "NO")`, `("sector", "public")`."""

    kind: str
    value: str


@dataclass(frozen=True)
class Aim:
    """What a bid is for: the call's words, its areas, and what must be in the group.

    least: of how many different values of a kind, such as two countries.
    """

    text: Passage
    areas: frozenset[str] = frozenset()
    needs: frozenset[Fact] = frozenset()
    least: Mapping[str, int] = field(default_factory=dict)

    def met(self, facts: Iterable[Fact]) -> int:
        """Count the needs that these facts meet."""
        known = frozenset(facts)
        return len(self.needs & known) + sum(
            min(least, values(known, kind)) for kind, least in self.least.items()
        )


class Cover(NamedTuple):
    """How much of each word that a call asks for is covered, and which facts are there."""

    aim: Aim
    asks: Mapping[str, float]  # what each word weighs, the weightiest first; together 1
    words: Mapping[str, float]
    facts: frozenset[Fact]

    @property
    def value(self) -> float:
        """Return what is covered of words and needs."""
        words = sum(self.asks.get(word, 0.0) * share for word, share in self.words.items())
        return words + NEED * self.aim.met(self.facts)

    def joined(self, other: "Cover") -> "Cover":
        """Return what both cover together."""
        words = {
            word: 1 - (1 - self.words.get(word, 0.0)) * (1 - other.words.get(word, 0.0))
            for word in {**self.words, **other.words}
        }
        return self._replace(words=words, facts=self.facts | other.facts)

    def has(self, word: str) -> bool:
        """Say whether a word is covered well enough to be told."""
        return self.words.get(word, 0.0) >= COVERED

    def added(self, other: "Cover") -> tuple[tuple[str, ...], tuple[Fact, ...]]:
        """Return the words and needs that the other covers and this does not."""
        both, met = self.joined(other), self.aim.met(self.facts)
        words = [word for word in self.asks if both.has(word) and not self.has(word)]
        facts = [each for each in other.facts if self.aim.met(self.facts | {each}) > met]
        return tuple(words[:TOLD]), tuple(sorted(facts))

    def missing(self) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
        """Return the weightiest words and the needs that are not covered.

        A fact without a value: another of its kind is needed.
        """
        words = [word for word in self.asks if not self.has(word)]
        few = (
            Fact(kind, "")
            for kind, least in self.aim.least.items()
            if values(self.facts, kind) < least
        )
        return tuple(words[:TOLD]), (*sorted(self.aim.needs - self.facts), *sorted(few))


def values(facts: Iterable[Fact], kind: str) -> int:
    """Count the different values of a kind."""
    return len({each.value for each in facts if each.kind == kind})


def greedily(
    worth: Mapping[K, float], cover_of: Callable[[K], Cover], group: Cover
) -> Iterator[tuple[K, Cover]]:
    """Yield who adds most to the group so far, each with the group before it.

    worth: what each is worth by itself, beside what it covers; equals come in this order.
    """
    waiting = [(-float("inf"), place, key) for place, key in enumerate(worth)]
    while waiting:
        _, place, key = heapq.heappop(waiting)
        gain = worth[key] + group.joined(cover_of(key)).value - group.value
        if waiting and (-gain, place) > waiting[0][:2]:
            heapq.heappush(waiting, (-gain, place, key))
            continue
        yield key, group
        group = group.joined(cover_of(key))

"""Find bids that are alike, by two signals that are never mixed.

The cosine finds the same matter in other words, the copies find text that stands in both. Each has
a bound of its own, and either is enough. A person decides what it means.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Self, TypeVar

import numpy as np

from lexicon.terms import Reason
from matcher.copies import Copies
from matcher.postings import DIGITS
from matcher.ranking import Matcher
from matcher.texts import Text
from matcher.words import Passage

ALIKE = 0.11
QUANTILE = 0.95
AT_ONCE = 256  # bids met with all at once
ENOUGH = 20  # bids: of fewer, the quantile is nothing but their highest

T = TypeVar("T", bound=Text)
CallOf = Callable[[T], Hashable]


@dataclass(frozen=True)
class Pair(Generic[T]):
    """Two bids. alike: the cosine reaches its bound; copied: what they share word for word does.

    containment: the share of the shorter text's runs of words that both have, the rarer the more.
    """

    left: T
    right: T
    places: tuple[int, int]
    cosine: float
    alike: bool
    containment: float
    copied: bool


class Met(NamedTuple):
    """Pairs of places, the lower one first, and a number for each; in order of the places."""

    left: Any
    right: Any
    numbers: Any

    def of(self, left: Any, right: Any) -> Any:
        """Return the numbers of some pairs, nought where there is none."""
        if not len(self.left):
            return np.zeros(len(left))
        keys, wanted = self.left << 32 | self.right, left << 32 | right
        found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[found] == wanted, self.numbers[found], 0.0)


class OverlapDetector(Generic[T]):
    """Compares all bids with each other, and one that changed with all.

    cosine: what is alike at least. Among many bids the bound is the quantile of how near each is to
    the nearest of the others, if that is higher; copies are left aside, else they would set it.
    """

    def __init__(self, *, cosine: float = ALIKE, quantile: float = QUANTILE) -> None:
        self.cosine = cosine
        self.quantile = quantile

    def fit(
        self,
        bids: Sequence[T],
        background: Iterable[Passage] = (),
        quoted: Iterable[Passage] = (),
        beside: Iterable[Passage] = (),
    ) -> Self:
        """Take bids in.

        background: other texts, such as past projects; few bids alone do not tell which words are
        rare. quoted: what anybody may quote, such as calls; it tells that, too, but is no copy.
        beside: what tells how rare words are, and nothing of copies.
        """
        known, given = [*background], [*quoted]
        taught = [*known, *given, *beside]
        self.matcher_ = Matcher[T](slope=1.0, subwords=False).fit(bids, interests=taught)
        self.copies_ = Copies().fit(
            [each.text for each in bids], (e.text for e in known), (e.text for e in given)
        )
        self.gone_: set[int] = set()
        self.bounds_: dict[Hashable, float] = {}
        self.across_ = self.cosine
        return self

    @property
    def bids_(self) -> list[T]:
        """Return all bids by their places, those taken away among them."""
        return self.matcher_.calls_

    def partial_fit(self, bids: Sequence[T]) -> Self:
        """Add bids, weighed as the others are."""
        self.matcher_.partial_fit(bids)
        self.copies_.partial_fit([each.text for each in bids])
        return self

    def remove(self, places: Iterable[int]) -> Self:
        """Take bids away; the others keep their places. A changed bid goes, and comes anew."""
        gone = [*places]
        self.matcher_.remove(gone)
        self.copies_.remove(gone)
        self.gone_.update(gone)
        return self

    def pairs(self, call_of: CallOf[T] = lambda bid: None) -> list[Pair[T]]:
        """Return the pairs that reach either bound, copies first.

        call_of: which call a bid is to. Bids to one call are about the same anyway, so each call
        has a bound of its own; those to different calls are held to that of all.
        """
        shares, strengths = self._shares()
        cosines = self._cosines()
        calls = self._calls(call_of)
        self._learn(cosines, strengths, calls)
        same = calls[cosines.left] == calls[cosines.right]
        bounds = np.where(same, self._within(calls)[cosines.left], self.across_)
        reached, copied = cosines.numbers >= bounds, strengths.numbers >= 1
        both = np.unique(
            np.append(
                cosines.left[reached] << 32 | cosines.right[reached],
                strengths.left[copied] << 32 | strengths.right[copied],
            )
        )
        left, right = both >> 32, both & 0xFFFFFFFF
        alike = Met(cosines.left[reached], cosines.right[reached], cosines.numbers[reached])
        found = zip(
            left.tolist(), right.tolist(), self._filled(cosines, left, right).tolist(),
            alike.of(left, right).tolist(), shares.of(left, right).tolist(),
            strengths.of(left, right).tolist(), strict=True,
        )  # fmt: skip
        return _in_order(
            self._pair(one, other, cosine, near > 0, share, strength)
            for one, other, cosine, near, share, strength in found
        )

    def near(self, place: int, call_of: CallOf[T] = lambda bid: None) -> list[Pair[T]]:
        """Return the pairs of one bid that reach either bound, by the bounds last learnt."""
        scores = self.matcher_.ask(*self.matcher_.passage(place)).scores().toarray()[0]
        cosines = scores.astype(float).round(DIGITS)
        shared = self.copies_.near(place)
        mine = call_of(self.bids_[place])
        shares = dict(zip(shared.right.tolist(), shared.share.tolist(), strict=True))
        strong = dict(zip(shared.right.tolist(), shared.strength.tolist(), strict=True))
        likely = {*np.flatnonzero(cosines >= self.cosine).tolist()}
        likely |= {each for each, strength in strong.items() if strength >= 1}
        found = []
        for other in sorted(likely - self.gone_ - {place}):
            cosine = float(cosines[other])
            theirs = call_of(self.bids_[other])
            bound = self.bounds_.get(mine, self.cosine) if mine == theirs else self.across_
            near, strength = cosine >= bound, strong.get(other, 0.0)
            if near or strength >= 1:
                one, another = sorted((place, other))
                found.append(
                    self._pair(one, another, cosine, near, shares.get(other, 0.0), strength)
                )
        return _in_order(found)

    def reasons(self, pair: Pair[T]) -> tuple[Reason, ...]:
        """Return the words that both have; their weights add up to the cosine."""
        left, right = pair.places
        return self.matcher_.ask(*self.matcher_.passage(left)).fit_of(right).reasons

    def passages(self, pair: Pair[T]) -> list[tuple[str, float]]:
        """Return what stands in both word for word; the numbers add up to the containment."""
        return self.copies_.passages(pair.left.text, pair.right.text)

    def _pair(
        self, left: int, right: int, cosine: float, alike: bool, share: float, strength: float
    ) -> Pair[T]:
        bids = self.bids_[left], self.bids_[right]
        return Pair(*bids, (left, right), cosine, alike, share, strength >= 1)

    def _filled(self, cosines: Met, left: Any, right: Any) -> Any:
        """Return the cosines of pairs, those of copies among them that are below the least."""
        numbers = cosines.of(left, right)
        low = np.flatnonzero(numbers == 0)
        for start in range(0, len(low), AT_ONCE):
            some = low[start : start + AT_ONCE]
            rows = np.unique(left[some])
            scores = self.matcher_.scores([self.matcher_.passage(each) for each in rows.tolist()])
            met = scores[np.searchsorted(rows, left[some]), right[some]]
            numbers[some] = np.asarray(met).ravel().round(DIGITS)
        return numbers

    def _cosines(self) -> Met:
        """Return the pairs that reach the least cosine.

        Of two languages, the one that fewer bids are in asks the other.
        """
        index = self.matcher_.index_
        spoken = Counter(index.languages_)
        found = [(np.zeros(0, np.int64),) * 3]
        for places, counted in index.blocks_:
            for language in {index.languages_[each] for each in places}:
                mine = [n for n in places if index.languages_[n] == language]
                some = counted.rows([each - places.start for each in mine])
                for target in spoken:
                    if (spoken[language], language) <= (spoken[target], target):
                        ranked = index.way(language, target).ranked(some, None, self.cosine)
                        found += [
                            (np.full(len(others), place), others, scores)
                            for place, (others, scores) in zip(mine, ranked, strict=True)
                            if place not in self.gone_
                        ]
        one, other, numbers = map(np.concatenate, zip(*found, strict=True))
        apart = one != other
        one, other, numbers = one[apart], other[apart], numbers[apart]
        return _once(np.minimum(one, other), np.maximum(one, other), numbers)

    def _shares(self) -> tuple[Met, Met]:
        blocks = [*self.copies_.pairs()]
        nobody = np.zeros(0, np.int64)
        left, right = (
            np.concatenate([nobody, *(getattr(each, side) for each in blocks)])
            for side in ("left", "right")
        )
        shares = np.concatenate([np.zeros(0), *(each.share for each in blocks)])
        strengths = np.concatenate([np.zeros(0), *(each.strength for each in blocks)])
        return _once(left, right, shares), _once(left, right, strengths)

    def _calls(self, call_of: CallOf[T]) -> Any:
        self.numbers_: dict[Hashable, int] = {}
        calls = map(call_of, self.bids_)
        return np.array([self.numbers_.setdefault(e, len(self.numbers_)) for e in calls], int)

    def _learn(self, cosines: Met, strengths: Met, calls: Any) -> None:
        """Learn the bounds from how near each bid is to the nearest that is no copy of it."""
        own = strengths.of(cosines.left, cosines.right) < 1
        left, right, numbers = (each[own] for each in cosines)
        same = calls[left] == calls[right]
        within, across = np.zeros(len(calls)), np.zeros(len(calls))
        for nearest, chosen in ((within, same), (across, ~same)):
            for side in (left, right):
                np.maximum.at(nearest, side[chosen], numbers[chosen])
        there = np.array([each not in self.gone_ for each in range(len(calls))], bool)
        self.across_ = self._bound(across[there])
        self.bounds_ = {
            call: self._bound(within[there & (calls == number)])
            for call, number in self.numbers_.items()
        }

    def _within(self, calls: Any) -> Any:
        bounds = np.array([*self.bounds_.values(), self.cosine])
        return bounds[calls] if len(calls) else bounds[:0]

    def _bound(self, nearest: Any) -> float:
        if len(nearest) < ENOUGH:
            return self.cosine
        return max(self.cosine, float(np.quantile(nearest, self.quantile)))


def _once(left: Any, right: Any, numbers: Any) -> Met:
    """Put pairs in order, each once, with its highest number."""
    keys = left.astype(np.int64) << 32 | right.astype(np.int64)
    order = np.lexsort((-numbers, keys))
    keys, numbers = keys[order], numbers[order]
    first = np.append(True, keys[1:] != keys[:-1])[: len(keys)]
    return Met(keys[first] >> 32, keys[first] & 0xFFFFFFFF, numbers[first])


def _in_order(pairs: Iterable[Pair[T]]) -> list[Pair[T]]:
    """Put copies first, by how much was copied, then what is alike, by how much."""
    return sorted(
        pairs,
        key=lambda pair: (not pair.copied, -(pair.containment * pair.copied or pair.cosine),
                          pair.places),
    )  # fmt: skip

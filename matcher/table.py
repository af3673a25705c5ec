"""Learn which words translate which, from texts that say the same.

IBM Model 1 (Brown et al. 1993), "The mathematics of statistical machine translation": every word
of one side may come of any word of the other, and expectation maximisation finds which do.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

ROUNDS = 8
TOP = 3
LEAST = 0.12  # share of a word's translations; less is chance
NOTHING = 1e-3  # what a word weighs that comes of none

Table = dict[str, list[tuple[str, float]]]


class Pair(NamedTuple):
    """The stems of two texts that say the same, and how much they are to be believed."""

    left: Sequence[str]
    right: Sequence[str]
    weight: float = 1.0


def tables(pairs: Iterable[Pair]) -> tuple[Table, Table]:
    """Return what each stem translates to, left to right and back. Shares of one sum up to 1."""
    ours: dict[str, int] = {}
    theirs: dict[str, int] = {}
    lefts: list[int] = []
    rights: list[int] = []
    sizes, weights = [], []
    for pair in pairs:
        if pair.left and pair.right:
            lefts += [ours.setdefault(each, len(ours)) for each in pair.left]
            rights += [theirs.setdefault(each, len(theirs)) for each in pair.right]
            sizes.append((len(pair.left), len(pair.right)))
            weights.append(pair.weight)
    if not sizes:
        return {}, {}
    some, others = np.array(sizes).T
    times = np.repeat(others, some)  # that each of the one side meets the other, one by one
    left = np.repeat(lefts, times)
    starts = np.repeat(np.cumsum(others) - others, some)
    at = np.arange(times.sum()) + np.repeat(starts - np.cumsum(times) + times, times)
    right, weight = np.array(rights)[at], np.repeat(weights, some * others)
    met, which = np.unique(left * len(theirs) + right, return_inverse=True)
    left, right = met // len(theirs), met % len(theirs)
    times = np.bincount(which, weight)
    for _ in range(ROUNDS):
        share = (times / np.bincount(left, times)[left])[which]
        times = np.bincount(which, weight * share / (np.bincount(at, share) + NOTHING)[at])
    return _best(left, right, times, ours, theirs), _best(right, left, times, theirs, ours)


def _best(left: Any, right: Any, times: Any, ours: Iterable[str], theirs: Iterable[str]) -> Table:
    shares = times / np.bincount(left, times)[left]
    order = np.lexsort((right, -shares, left))
    order = order[shares[order] >= LEAST]
    order = order[np.arange(len(order)) - np.searchsorted(left[order], left[order]) < TOP]
    left, right, shares = left[order], right[order], shares[order]
    shares /= np.bincount(left, shares)[left]
    names, others = list(ours), list(theirs)
    found: Table = {}
    for one, other, share in zip(*(x.tolist() for x in (left, right, shares)), strict=True):
        found.setdefault(names[one], []).append((others[other], share))
    return found

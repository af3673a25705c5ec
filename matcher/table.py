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
    lefts, rights, places, weights = [], [], [], []
    place = 0
    for pair in pairs:
        some = [ours.setdefault(each, len(ours)) for each in pair.left]
        others = [theirs.setdefault(each, len(theirs)) for each in pair.right]
        if not some or not others:
            continue
        lefts.append(np.repeat(some, len(others)))
        rights.append(np.tile(others, len(some)))
        places.append(np.tile(np.arange(place, place + len(others)), len(some)))
        weights.append(np.full(len(some) * len(others), pair.weight))
        place += len(others)
    if not lefts:
        return {}, {}
    left, right = np.concatenate(lefts), np.concatenate(rights)
    at, weight = np.concatenate(places), np.concatenate(weights)
    met, which = np.unique(left * len(theirs) + right, return_inverse=True)
    left, right = met // len(theirs), met % len(theirs)
    times = np.bincount(which, weight)
    for _ in range(ROUNDS):
        share = (times / np.bincount(left, times)[left])[which]
        times = np.bincount(which, weight * share / (np.bincount(at, share) + NOTHING)[at])
    return _best(left, right, times, ours, theirs), _best(right, left, times, theirs, ours)


def _best(left: Any, right: Any, times: Any, ours: Iterable[str], theirs: Iterable[str]) -> Table:
    shares = times / np.bincount(left, times)[left]
    names, others = list(ours), list(theirs)
    found: Table = {}
    for each in np.lexsort((right, -shares, left)):
        if shares[each] >= LEAST:
            row = found.setdefault(names[left[each]], [])
            if len(row) < TOP:
                row.append((others[right[each]], float(shares[each])))
    return {
        word: [(other, share / sum(part for _, part in row)) for other, share in row]
        for word, row in found.items()
    }

"""Sum up by loops that Numba compiles: the fast way, if the extra `fast` is installed.

Every loop is of one thread and lets others run, so that whoever shares the work may choose how.
"""

from typing import Any

import numpy as np
from numba import njit

from matcher.tiles import Rows, Tile

PLACES = np.uint16
BLOCK = 64  # sums that are looked at together


def sums(tile: Tile, asked: Rows) -> Any:
    """Return what each who asks has in common with each text of the tile, dense."""
    found = np.zeros((asked.sparse.shape[0], len(tile.gone)), np.float32)
    _sums(tile.starts, tile.places, tile.weights, *_arrays(asked), found)
    if tile.themes.shape[1]:
        found += asked.themes @ tile.themes.T
    found[:, tile.gone] = 0.0
    return found


def best(tile: Tile, asked: Rows, top: int, digits: int) -> tuple[Any, Any]:
    """Return the places of the highest sums above nought for each who asks, and the rounded sums.

    Equals come in order of place; where there are no more, the place is -1.
    """
    number = asked.sparse.shape[0]
    places, scores = np.full((number, top), -1, np.int32), np.zeros((number, top))
    # By Cauchy and Schwarz, with some air for how floats are rounded.
    most = np.linalg.norm(asked.themes, axis=1) * tile.longest * 1.0001
    _best(*tile[:5], *_arrays(asked), asked.themes, most, 10.0**digits, places, scores)
    return places, scores


def _arrays(asked: Rows) -> tuple[Any, Any, Any]:
    sparse = asked.sparse
    return sparse.indptr.astype(np.int32), sparse.indices.astype(np.int32), sparse.data


@njit(nogil=True, cache=True)
def _add(starts, places, weights, columns, shares, found):  # type: ignore[no-untyped-def]
    for at in range(len(columns)):
        share = shares[at]
        one = slice(starts[columns[at]], starts[columns[at] + 1])
        who, much = places[one], weights[one]
        for each in range(len(who)):  # of a slice's own length: nothing to check inside
            found[who[each]] += share * much[each]


@njit(nogil=True, cache=True)
def _sums(starts, places, weights, rows, columns, shares, found):  # type: ignore[no-untyped-def]
    for row in range(len(rows) - 1):
        one = slice(rows[row], rows[row + 1])
        _add(starts, places, weights, columns[one], shares[one], found[row])


@njit(nogil=True, cache=True)
def _highest(some):  # type: ignore[no-untyped-def]
    """Return the highest of sums read as whole numbers: in the same order, and sooner told."""
    highest = np.int32(0)
    for each in range(len(some)):
        highest = max(highest, some[each])
    return highest


@njit(nogil=True, cache=True, fastmath=True)
def _dot(one, other):  # type: ignore[no-untyped-def]
    total = np.float32(0.0)
    for each in range(len(one)):
        total += one[each] * other[each]
    return total


@njit(nogil=True, cache=True)
def _insert(place, score, places, scores):  # type: ignore[no-untyped-def]
    """Take in what is higher than the last; equals that came earlier stay before it."""
    at = len(scores) - 1
    while at > 0 and scores[at - 1] < score:
        places[at], scores[at] = places[at - 1], scores[at - 1]
        at -= 1
    places[at], scores[at] = place, score


@njit(nogil=True, cache=True)
def _nth(some, best):  # type: ignore[no-untyped-def]
    """Return the last of as many highest as `best` has room for; sooner than to partition them."""
    best[:] = 0.0
    for each in range(len(some)):
        if some[each] > best[-1]:
            at = len(best) - 1
            while at > 0 and best[at - 1] < some[each]:
                best[at] = best[at - 1]
                at -= 1
            best[at] = some[each]
    return best[-1]


@njit(nogil=True, cache=True)
def _likely(sums, highs, top):  # type: ignore[no-untyped-def]
    """Return the places of the highest sums above nought; -1 where there are no more."""
    found, scores = np.full(top, -1), np.zeros(top)
    for block in range(len(highs)):
        if highs[block] > scores[-1]:
            for each in range(block * BLOCK, (block + 1) * BLOCK):
                if sums[each] > scores[-1]:
                    _insert(each, sums[each], found, scores)
    return found


@njit(nogil=True, cache=True)
def _best(  # type: ignore[no-untyped-def]
    starts, places, weights, themes, gone, rows, columns, shares, asked, most, unit, found, scores
):
    """Rank, with whole numbers for scores: what is rounded compares exactly.

    What themes can add at `most` is known, so that they are summed up only for whoever may still
    come among the best: first for those best by all else, which tell what must be reached.
    """
    top, size = scores.shape[1], len(gone)
    sums = np.zeros((size + BLOCK - 1) // BLOCK * BLOCK, np.float32)
    bits = sums.view(np.int32)
    highest = np.zeros(len(sums) // BLOCK, np.int32)
    highs = highest.view(np.float32)
    best = np.zeros(top, np.float32)
    never = np.append(np.flatnonzero(gone), np.arange(size, len(sums)))
    for row in range(len(rows) - 1):
        one = slice(rows[row], rows[row + 1])
        sums[:] = 0.0
        _add(starts, places, weights, columns[one], shares[one], sums)
        for place in never:
            sums[place] = -np.inf
        for block in range(len(highs)):
            highest[block] = _highest(bits[block * BLOCK : (block + 1) * BLOCK])
        reach = 0.0
        if most[row] > 0:
            reach = np.inf
            for each in _likely(sums, highs, top):
                total = sums[each] + _dot(asked[row], themes[each]) if each >= 0 else 0.0
                reach = min(reach, np.rint(total * unit))
        elif top <= len(highs):  # as many blocks have one each that is as high
            reach = np.rint(_nth(highs, best) * unit)
        least = max(reach, 1.0)
        bound = (least - 0.5) / unit * 0.99999 - most[row]
        for block in range(len(highs)):
            if bound >= 0 and highs[block] < bound:
                continue
            for each in range(block * BLOCK, (block + 1) * BLOCK):
                if sums[each] < bound:
                    continue
                total = sums[each] + _dot(asked[row], themes[each])
                score = np.rint(np.float64(total) * unit)
                if score >= least and score > scores[row, -1]:
                    _insert(each, score, found[row], scores[row])
                    least = max(least, scores[row, -1] + 1)
                    bound = (least - 0.5) / unit * 0.99999 - most[row]
    scores /= unit

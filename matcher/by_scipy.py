"""Sum up by SciPy, which is always there."""

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from matcher.tiles import Rows, Tile

PLACES = np.int32  # SciPy takes no smaller numbers
AT_ONCE = 1 << 24  # sums: what is dense for a moment


def sums(tile: Tile, asked: Rows) -> Any:
    """Return what each who asks has in common with each text of the tile, dense."""
    shape = len(tile.starts) - 1, len(tile.gone)
    turned = csr_matrix((tile.weights, tile.places, tile.starts), shape)
    found = (asked.sparse @ turned).toarray() + asked.themes @ tile.themes.T
    found[:, tile.gone] = 0.0
    return found


def best(tile: Tile, asked: Rows, top: int, digits: int) -> tuple[Any, Any]:
    """Return the places of the highest sums above nought for each who asks, and the rounded sums.

    Equals come in order of place; where there are no more, the place is -1.
    """
    number = asked.sparse.shape[0]
    places, scores = np.full((number, top), -1, np.int32), np.zeros((number, top))
    some = max(1, AT_ONCE // max(1, len(tile.gone)))
    for start in range(0, number, some):
        dense = sums(tile, asked.some(slice(start, start + some)))
        for at, row in enumerate(dense, start):
            found = np.flatnonzero(row > 0)
            if len(found) > 4 * top:  # a first sieve; what rounds to the last place stays
                last = np.partition(row[found], -top)[-top]
                found = found[row[found] >= last - 2 * 10.0**-digits]
            rounded = row[found].astype(float).round(digits)
            order = np.lexsort((found, -rounded))[:top]
            order = order[rounded[order] > 0]
            places[at, : len(order)] = found[order]
            scores[at, : len(order)] = rounded[order]
    return places, scores

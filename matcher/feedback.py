"""Move what a text asks for by what was said of calls: Rocchio's relevance feedback (1971).

The row that asks becomes q + beta * mean(more) - gamma * mean(less), with nothing below nought and
at its own length; of what it did not have itself the weightiest comes in, as is usual (Harman 1992,
"Relevance feedback revisited"). Nothing else changes, so that reasons still add up to the score.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.preprocessing import normalize

from matcher.words import Passage

BETA, GAMMA = 1.0, 0.25
LENT = 100  # columns of a block that calls lend, the weightiest: more tell next to nothing
FEW = 3  # calls that feedback leaves to a text, if so many fitted it

T = TypeVar("T")


class Judged(NamedTuple):
    """Calls that people want more of, and less of."""

    more: tuple[Passage, ...] = ()
    less: tuple[Passage, ...] = ()


def moved(asked: Any, more: Any, less: Any, blocks: Sequence[slice]) -> Any:
    """Move one sparse row, block by block; a block of columns keeps its own length."""
    return hstack([_moved(asked[:, each], more[:, each], less[:, each]) for each in blocks]).tocsr()


def moved_themes(asked: Any, more: Any, less: Any) -> Any:
    """Move one dense row of themes, whose weights may be below nought."""
    length = np.linalg.norm(asked)
    change = _mean(more, BETA) - _mean(less, GAMMA)
    return normalize(normalize(asked) + change) * length if length else asked


def left(before: Sequence[T], after: Sequence[T], few: int = FEW) -> list[T]:
    """Return what fits after feedback; where that is little, with the best that fitted before.

    So that who has few calls never loses the last to feedback. before: without what was turned
    down, best first.
    """
    lost = [each for each in before if each not in after]
    return [*after, *lost[: max(0, few - len(after))]]


def _moved(asked: Any, more: Any, less: Any) -> Any:
    length = np.sqrt(asked.multiply(asked).sum())
    if not length:
        return asked
    change = csr_matrix(_mean(more, BETA) - _mean(less, GAMMA))
    row = (normalize(asked) + change).maximum(0).tocsr()
    lent = ~np.isin(row.indices, asked.indices)
    if lent.sum() > LENT:
        least = np.partition(row.data[lent], -LENT)[-LENT]
        row.data[lent & (row.data < least)] = 0
        row.eliminate_zeros()
    return normalize(row) * length


def _mean(rows: Any, weight: float) -> Any:
    """Return the weighted mean of rows at unit length, as one; of no rows it is nought."""
    if not rows.shape[0]:
        return np.zeros((1, rows.shape[1]))
    return np.asarray(normalize(rows).mean(axis=0)).reshape(1, -1) * weight

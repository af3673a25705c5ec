"""Texts as rows of weights, and the same turned about: for each column, who has it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack

MOST = 65_536  # texts of a tile: their places are two bytes each, their sums stay in the cache


class Rows(NamedTuple):
    """Texts as weights: stems, subwords and kin side by side, and dense themes if there are any."""

    sparse: Any
    themes: Any = None

    def row(self, place: int) -> "Rows":
        """Return one text's."""
        return self.some(slice(place, place + 1))

    def some(self, places: slice) -> "Rows":
        """Return those of some texts."""
        if places == slice(0, self.sparse.shape[0]):
            return self
        themes = None if self.themes is None else self.themes[places]
        return Rows(self.sparse[places], themes)

    def narrow(self) -> "Rows":
        """Return the same in numbers of four bytes."""
        sparse = self.sparse.tocsr().astype(np.float32, copy=False)
        themes = np.zeros((sparse.shape[0], 0)) if self.themes is None else self.themes
        return Rows(sparse, np.ascontiguousarray(themes, np.float32))


class Tile(NamedTuple):
    """Up to MOST texts. `starts` says where each column begins among places and weights.

    gone: those that were taken away. longest: the length of the longest themes.
    """

    starts: Any
    places: Any
    weights: Any
    themes: Any
    gone: Any
    longest: float

    @classmethod
    def of(cls, rows: Rows, gone: Any, kind: Any) -> "Tile":
        """Turn rows about. kind: of number, for places."""
        turned = rows.sparse.T.tocsr()
        starts, places = turned.indptr.astype(np.int32), turned.indices.astype(kind)
        longest = float(np.linalg.norm(rows.themes, axis=1).max(initial=0.0))
        return cls(starts, places, turned.data, rows.themes, gone, longest)


def together(rows: Sequence[Rows]) -> Rows:
    """Return the rows of all, one after the other."""
    sparse = vstack([each.sparse for each in rows]).tocsr()
    return Rows(sparse, np.vstack([each.themes for each in rows]))


def beside(parts: Sequence[Any]) -> Any:
    """Return sparse matrices side by side, in numbers of the first one's kind."""
    return hstack(parts, "csr", dtype=parts[0].dtype)


def between(matrix: Any, start: int, end: int) -> Any:
    """Return neighbouring rows of a sparse matrix, as `matrix[start:end]`, but without a copy."""
    starts = matrix.indptr[start : end + 1]
    inside = slice(starts[0], starts[-1])
    arrays = matrix.data[inside], matrix.indices[inside], starts - starts[0]
    return csr_matrix(arrays, (end - start, matrix.shape[1]))


def inside(matrix: Any, places: Any) -> tuple[Any, Any]:
    """Return where the values of some rows of a sparse matrix stand, and how many each row has."""
    starts = matrix.indptr[places].astype(np.int64)
    long = matrix.indptr[places + 1] - starts
    ends = long.cumsum()
    return np.arange(long.sum()) + (starts - ends + long).repeat(long), long


def taken(matrix: Any, places: Any) -> Any:
    """Return some rows of a sparse matrix, as `matrix[places]` does in many more steps.

    Neighbouring rows share the matrix's own arrays.
    """
    places = np.asarray(places, int)
    if len(places) and (np.diff(places) == 1).all():
        return between(matrix, places[0], places[-1] + 1)
    at, long = inside(matrix, places)
    ends = np.append(0, np.cumsum(long))
    return csr_matrix((matrix.data[at], matrix.indices[at], ends), (len(places), matrix.shape[1]))

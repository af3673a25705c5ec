"""What two texts are about together, though they share no word: likeness by way of earlier texts.

`kin` is explicit semantic analysis (Gabrilovich and Markovitch 2007), across languages by texts
worded in both (Potthast, Stein and Anderka 2008). `Latent` is latent semantic analysis, across
languages as Dumais and others (1997): both wordings are one text.
"""

from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.decomposition import TruncatedSVD

from matcher.weights import scale

NEAREST = 100
THEMES = 300
AT_ONCE = 500  # rows: what is dense for a moment
SAME = 0.99  # of two texts: they are one
SEED = 0
ROUNDS = 2  # of power iteration; more changes nothing that shows


def kin(rows: Any, earlier: Any, nearest: int = NEAREST, *, but_same: bool = False) -> Any:
    """Return how like each row is to the earlier texts nearest to it, squared, at unit length.

    rows: weights at unit length. earlier: the same of earlier texts, turned about: each has a
    column, and so it has in what is returned. but_same: for rows of earlier texts, none of which
    is kin to itself.
    """
    most = SAME if but_same else np.inf
    found = [
        _kept((rows[at : at + AT_ONCE] @ earlier).toarray(), nearest, most)
        for at in range(0, rows.shape[0], AT_ONCE)
    ]
    if not found:
        return csr_matrix((0, earlier.shape[1]))
    return scale(found[0] if len(found) == 1 else vstack(found, "csr"))


def _kept(likeness: Any, nearest: int, most: float) -> Any:
    likeness = np.where(likeness < most, likeness, 0.0)
    if nearest < likeness.shape[1]:
        bounds = np.partition(likeness, -nearest, axis=1)[:, -nearest, None]
        likeness = np.where(likeness >= bounds, likeness, 0.0)
    return csr_matrix(likeness**2)


class Latent:
    """Themes that run through earlier texts: a truncated singular value decomposition."""

    def __init__(self, themes: int = THEMES) -> None:
        self.themes = themes

    def fit(self, rows: Any) -> Self:
        """Learn from weights at unit length."""
        themes = min(self.themes, rows.shape[0] - 1, len(np.unique(rows.indices)) - 1)
        self.components_ = np.zeros((rows.shape[1], 0), np.float32)
        if themes > 0:
            svd = TruncatedSVD(themes, n_iter=ROUNDS, random_state=SEED).fit(rows)
            self.components_ = np.ascontiguousarray(svd.components_.T, np.float32)
        return self

    def transform(self, rows: Any) -> Any:
        """Return the themes of each row, at unit length; none if the texts had no words."""
        found = rows @ self.components_
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return found / np.where(lengths > 0, lengths, 1)

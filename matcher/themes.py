"""What two texts are about together, though they share no word: likeness by way of earlier texts.

`kin` is explicit semantic analysis (Gabrilovich and Markovitch 2007), across languages by texts
worded in both (Potthast, Stein and Anderka 2008). `Latent` is latent semantic analysis, across
languages as Dumais and others (1997): both wordings are one text.
"""

from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

NEAREST = 100
THEMES = 300
AT_ONCE = 500  # rows: what is dense for a moment
SEED = 0
ROUNDS = 2  # of power iteration; more changes nothing that shows


def kin(rows: Any, earlier: Any, nearest: int = NEAREST) -> Any:
    """Return how like each row is to the earlier texts nearest to it, squared, at unit length.

    rows, earlier: weights at unit length. A column for each earlier text.
    """
    found = [
        _kept((rows[at : at + AT_ONCE] @ earlier.T).toarray(), nearest)
        for at in range(0, rows.shape[0], AT_ONCE)
    ]
    if not found:
        return csr_matrix((0, earlier.shape[0]))
    return normalize(vstack(found).tocsr())


def _kept(likeness: Any, nearest: int) -> Any:
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
        self.svd_ = None
        if themes > 0:
            self.svd_ = TruncatedSVD(themes, n_iter=ROUNDS, random_state=SEED).fit(rows)
        return self

    def transform(self, rows: Any) -> Any:
        """Return the themes of each row, at unit length; none if the texts had no words."""
        if self.svd_ is None:
            return np.zeros((rows.shape[0], 0))
        return normalize(self.svd_.transform(rows))

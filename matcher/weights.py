"""What a word weighs: less when repeated, more when rare in its language."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from scipy.sparse import diags

FEW = 30  # texts: what fewer say of a language's words, or of a word, is chance


class Weights:
    """Saturated term frequency times the idf of the text's own language.

    saturation: how soon repeating a word stops adding (BM25's k1); None counts every time alike.
    max_df: words in a greater share of the texts of a language weigh nothing there, if the texts
    are not few.
    idf_floor: what a word that stands in every text still weighs (scikit-learn: 1). It is higher
    while texts are few.
    """

    def __init__(
        self, *, saturation: float | None = 1.2, max_df: float = 0.2, idf_floor: float = 0.0
    ) -> None:
        self.saturation = saturation
        self.max_df = max_df
        self.idf_floor = idf_floor

    def fit(self, counts: Any, languages: Sequence[str]) -> Self:
        """Learn one idf for each language that has enough texts, and one of all texts ("")."""
        spoken = np.array(languages)
        self.idf_ = {"": self._idf(counts)}
        for language in sorted(set(languages)):
            rows = np.flatnonzero(spoken == language)
            if len(rows) >= FEW:
                self.idf_[language] = self._idf(counts[rows])
        return self

    def transform(self, counts: Any, languages: Sequence[str]) -> Any:
        """Return the weights, not yet divided by any length."""
        weighed = counts.astype(float).tocsr()
        if self.saturation is not None:
            weighed.data *= (self.saturation + 1) / (weighed.data + self.saturation)
        spoken = np.array([each if each in self.idf_ else "" for each in languages])
        for language, idf in self.idf_.items():
            rows = np.repeat(spoken == language, np.diff(weighed.indptr))
            weighed.data[rows] *= idf[weighed.indices[rows]]
        weighed.eliminate_zeros()
        return weighed

    def _idf(self, counts: Any) -> Any:
        texts = counts.shape[0]
        df = np.bincount(counts.indices, minlength=counts.shape[1])
        floor = max(self.idf_floor, 1 - texts / FEW)
        idf = np.log((1 + texts) / (1 + df)) + floor
        return np.where(df > max(self.max_df * texts, FEW), 0.0, idf)


def scale(weights: Any, slope: float) -> Any:
    """Divide each row by its length, pulled towards the mean one (slope 1: its own alone)."""
    lengths = np.sqrt(weights.multiply(weights).sum(axis=1).A1)
    mean = lengths.mean() if len(lengths) else 0.0
    pivoted = (1 - slope) * mean + slope * lengths
    return (diags(1 / np.where(pivoted > 0, pivoted, 1.0)) @ weights).tocsr()

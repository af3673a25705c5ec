"""What a word weighs: less when repeated, more when rare in its language."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self

import numpy as np

from matcher.tiles import taken

FEW = 30  # texts: what fewer say of a language's words, or of a word, is chance
PRIOR = 500  # texts that a background counts as, at most: it knows the language, not the calls


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

    def fit(
        self, counts: Any, languages: Sequence[str], past: Any = None, spoken: Sequence[str] = ()
    ) -> Self:
        """Learn one idf for each language that has enough texts, and one of all texts ("").

        past: earlier texts, in the languages spoken; however many, they count as PRIOR.
        """
        earlier = counts[:0] if past is None else past
        ours, theirs = _told_apart(counts, languages), _told_apart(earlier, spoken)
        nothing = Times(0, np.zeros(counts.shape[1]))
        self.idf_ = {"": self._idf(_all(ours, nothing), _all(theirs, nothing))}
        for language in sorted({*ours, *theirs}):
            own, old = ours.get(language, nothing), theirs.get(language, nothing)
            if own.texts + old.texts >= FEW:
                self.idf_[language] = self._idf(own, old)
        return self

    def borrow(self, language: str, lent: Any, by: str) -> None:
        """Take a language's idf from another's, where its own texts are too few to tell.

        lent: a row for each column, the share of each column of the other language in it.
        """
        if language in self.idf_:
            return
        known = np.asarray(lent.sum(axis=1)).ravel()
        told = lent @ self.idf_.get(by, self.idf_[""])
        self.idf_[language] = np.where(
            known > 0, told / np.where(known > 0, known, 1), self.idf_[""]
        )

    def transform(self, counts: Any, language: str, target: str = "") -> Any:
        """Return the weights of texts in a language, not yet divided by any length.

        target: the language of the texts to be met, which tells what is rare; but what is common
        in a text's own language still weighs nothing.
        """
        weighed = counts.astype(np.float32).tocsr()
        if self.saturation is not None:
            weighed.data *= (self.saturation + 1) / (weighed.data + self.saturation)
        own = self.idf_.get(language, self.idf_[""])
        idf = self.idf_.get(target or language, self.idf_[""])
        weighed.data *= np.where(own > 0, idf, 0.0)[weighed.indices]
        weighed.eliminate_zeros()
        return weighed

    def _idf(self, own: "Times", old: "Times") -> Any:
        trust = min(1.0, PRIOR / max(old.texts, 1))
        texts = own.texts + trust * old.texts
        df = own.df + trust * old.df
        floor = max(self.idf_floor, 1 - texts / FEW)
        idf = np.log((1 + texts) / (1 + df)) + floor
        return np.where(df > max(self.max_df * texts, FEW), 0.0, idf)


class Times(NamedTuple):
    """How many texts there are, and in how many of them each column stands."""

    texts: int
    df: Any


def _told_apart(counts: Any, languages: Sequence[str]) -> dict[str, Times]:
    """Count the texts of each language, and those in which each column stands."""
    spoken = np.array(languages, dtype=str)
    found = {}
    for language in sorted({*languages}):
        rows = np.flatnonzero(spoken == language)
        df = np.bincount(taken(counts, rows).indices, minlength=counts.shape[1])
        found[language] = Times(len(rows), df)
    return found


def _all(parts: Mapping[str, Times], nothing: Times) -> Times:
    texts = sum(each.texts for each in parts.values())
    return Times(texts, sum((each.df for each in parts.values()), nothing.df))


def mean_length(weights: Any) -> float:
    """Return the mean length of the rows, nought if there are none."""
    return float(_lengths(weights).mean()) if weights.shape[0] else 0.0


def scale(weights: Any, slope: float = 1.0, mean: float = 0.0) -> Any:
    """Divide each row by its length, pulled towards the mean one (slope 1: its own alone)."""
    pivoted = (1 - slope) * mean + slope * _lengths(weights)
    scaled = weights.copy()
    scaled.data /= np.repeat(np.where(pivoted > 0, pivoted, 1.0), np.diff(weights.indptr))
    return scaled


def _lengths(weights: Any) -> Any:
    squares = np.zeros(weights.shape[0])
    full = np.diff(weights.indptr).nonzero()[0]
    if len(full):
        some = np.square(weights.data, dtype=float)
        squares[full] = np.add.reduceat(some, weights.indptr[full])
    return np.sqrt(squares)

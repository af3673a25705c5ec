"""One way to look at texts: columns by a rule, and what each weighs."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from matcher.columns import Columns, Rule
from matcher.tiles import between, taken
from matcher.weights import Weights, mean_length, scale
from matcher.words import Counted


class View:
    """Turns counted words into rows of weights, of calls or of those who ask.

    slope: how much of its own length a call is divided by, the rest is the mean call's.
    """

    def __init__(self, rule: Rule, weights: Weights, slope: float) -> None:
        self.rule = rule
        self.weights = weights
        self.slope = slope

    def fit_transform(self, counted: Counted, languages: Sequence[str], own: int) -> Any:
        """Learn columns and weights, and return how often each column stands in each text.

        own: how many texts are today's; they come first, the others are of the past.
        """
        self.columns_ = Columns(self.rule).fit(counted.words)
        counts = self.columns_.transform(counted)
        ours, theirs = between(counts, 0, own), between(counts, own, counts.shape[0])
        self.weights.fit(ours, languages[:own], theirs, languages[own:])
        self.means_: dict[str, float] = {}
        return counts

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.columns_.vocabulary_)

    def calls(self, counts: Any, language: str) -> Any:
        """Return the rows of calls. The first of a language say what a mean call's length is.

        counts: how often each column stands in each call.
        """
        weighed = self.weights.transform(counts, language)
        if language not in self.means_:
            self.means_[language] = mean_length(weighed)
        return scale(weighed, self.slope, self.means_[language])

    def asked(self, counted: Counted, language: str, target: str) -> Any:
        """Return rows of unit length that are to meet texts of the target language."""
        counts = self.columns_.transform(counted, target)
        return scale(self.weights.transform(counts, language, target))

    def lend(self, counted: Counted, languages: Sequence[str]) -> None:
        """Let a language with few texts weigh words as the most spoken one weighs what they mean.

        Else its everyday words would seem rare. languages: those of the texts.
        """
        by = max(sorted({*languages}), key=languages.count, default="")
        for language in {*languages} - {*self.weights.idf_}:
            words = [each for each in counted.words if each[0] == language]
            own, others = self.columns_.parts(words), self.columns_.parts(words, by)
            some = np.flatnonzero(np.diff(own.indptr))
            others = taken(others, some)
            first = np.repeat(own.indices[own.indptr[some]], np.diff(others.indptr))
            pairs = zip(first.tolist(), others.indices.tolist(), strict=True)
            lent = dict(zip(pairs, others.data.tolist(), strict=True))
            lent = {(one, other): share for (one, other), share in lent.items() if one != other}
            places = np.array([*lent], int).reshape(-1, 2).T
            shape = self.width, self.width
            self.weights.borrow(language, csr_matrix(([*lent.values()], places), shape), by)

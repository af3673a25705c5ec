"""Count words as what they stand for: a rule turns each into features, and each is a column."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, Self

import numpy as np
from scipy.sparse import csr_matrix, vstack

from matcher.strings import Places
from matcher.tiles import inside, taken
from matcher.words import Counted, Passage, distinct

FEW = 5000  # words: what they give is found again as fast as it is kept

Features = Sequence[tuple[str, float]]
# What each of some words of one language counts as in texts of the language to be met.
Rule = Callable[[Sequence[str], str, str], Iterable[Features]]


class Parts(NamedTuple):
    """What words count for: a column, the number of the word and how much, in three arrays."""

    columns: Any
    words: Any
    weights: Any

    def heaviest(self, forms: Sequence[str], places: Any) -> dict[int, str]:
        """Map each column to the form of the word that counts most for it, the first of equals.

        forms, places: how each word is written, by number, and where it stands.
        """
        order = np.lexsort((places[self.words], -self.weights, self.columns))
        columns = self.columns[order]
        first = np.ones(len(columns), bool)
        first[1:] = columns[1:] != columns[:-1]
        words = map(forms.__getitem__, self.words[order[first]].tolist())
        return dict(zip(columns[first].tolist(), words, strict=True))


class Columns:
    """Counts by a rule. What the words that it learnt from count is kept."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def fit(self, words: Sequence[tuple[str, str]]) -> Self:
        """Learn the columns of these words (language, form)."""
        self.vocabulary_: dict[str, int] = Places()
        self.keep(words, self._apart(words, "", self.vocabulary_.__getitem__))
        return self

    def keep(self, words: Sequence[tuple[str, str]], parts: Any) -> None:
        """Know what these words count, a row of columns for each."""
        self.words_, self.parts_ = words, parts
        self.places_ = {word: place for place, word in enumerate(words)}
        self.met_: dict[str, tuple[Sequence[tuple[str, str]], Any]] = {}

    def transform(self, counted: Counted, target: str = "") -> Any:
        """Return the weighted counts, a row for each text; features never learnt count nothing.

        target: the language of the texts to be met, if it is not each word's own.
        """
        words, parts = self.met_.get(target, (None, None))
        if words is not counted.words:
            parts = self.parts(counted.words, target)
            if len(counted.words) > FEW:
                self.met_[target] = counted.words, parts
        return counted.counts @ parts

    def parts(self, words: Sequence[tuple[str, str]], target: str = "") -> Any:
        """Return how much each word (language, lower-case form) counts for each column.

        target: the language of the texts to be met; "" is each word's own.
        """
        if words is self.words_ and not target:
            return self.parts_
        place = self.places_.get
        at = [place(word, -1) if target in ("", word[0]) else -1 for word in words]
        places = np.array(at, np.int32)
        known = places >= 0
        parts = taken(self.parts_, places[known])
        if known.all():
            return parts
        new = [words[each] for each in np.flatnonzero(~known).tolist()]
        parts = vstack([parts, self._apart(new, target, self._learnt)], "csr")
        return taken(parts, np.argsort(np.argsort(~known, kind="stable"), kind="stable"))

    def forms_of(self, passage: Passage, target: str = "") -> dict[int, str]:
        """Map each column to the form that counts most for it in the text."""
        said = distinct(passage.text)
        parts = self.parts([(passage.language, word) for word in said], target)
        owners = np.repeat(np.arange(len(said)), np.diff(parts.indptr))
        counted = Parts(parts.indices, owners, parts.data)
        return counted.heaviest([*said.values()], np.arange(len(said)))

    def parts_of(self, counted: Counted, words: Any, met: Any) -> Parts:
        """Return what some of the words that were counted count for some columns.

        words: where they stand among all. met: for each column, whether it is wanted.
        """
        parts, rows = self.parts_, words
        if counted.words is not self.words_:
            parts = self.parts([counted.words[each] for each in words.tolist()])
            rows = np.arange(len(words))
        at, long = inside(parts, rows)
        hits = met.take(parts.indices[at]).nonzero()[0]
        at = at[hits]
        return Parts(parts.indices[at], words.repeat(long)[hits], parts.data[at])

    def _learnt(self, feature: str) -> int:
        return self.vocabulary_.get(feature, -1)

    def _apart(
        self, words: Sequence[tuple[str, str]], target: str, place: Callable[[str], int]
    ) -> Any:
        """Take words apart by the rule. place: what tells the column of a feature, or -1."""
        places: list[int] = []
        weights: list[float] = []
        ends = [0]
        for language, run in groupby(words, itemgetter(0)):
            for features in self.rule([word for _, word in run], language, target or language):
                for feature, weight in features:
                    places.append(place(feature))
                    weights.append(weight)
                ends.append(len(places))
        columns = np.array(places, np.int32)
        learnt = columns >= 0
        arrays = (
            np.array(weights, np.float32)[learnt],
            columns[learnt],
            np.append(0, np.cumsum(learnt))[ends],
        )
        return csr_matrix(arrays, (len(words), len(self.vocabulary_)))

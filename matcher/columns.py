"""Count words as what they stand for: a rule turns each into features, and each is a column."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, Self

import numpy as np
from scipy.sparse import csr_matrix, vstack

from matcher.strings import Places
from matcher.tiles import taken
from matcher.words import Counted, Passage, distinct

FEW = 5000  # words: what they give is found again as fast as it is kept

Features = Sequence[tuple[str, float]]
# What each of some words of one language counts as in texts of the language to be met.
Rule = Callable[[Sequence[str], str, str], Iterable[Features]]


class Part(NamedTuple):
    """A word of a text, and how much it counts for a column."""

    column: int
    word: str
    weight: float


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
        return heaviest(_parts(parts, [*said.values()], range(parts.nnz)))

    def parts_of(self, counted: Counted, row: int, among: Any) -> list[Part]:
        """Return the words of one text that count for some columns."""
        within = counted.counts.indices[slice(*counted.counts.indptr[row : row + 2])]
        words = [counted.words[each] for each in within.tolist()]
        own = counted.words is self.words_
        parts = taken(self.parts_, within) if own else self.parts(words)
        met = np.zeros(len(self.vocabulary_), bool)
        met[among[(among >= 0) & (among < len(met))]] = True
        hits = np.flatnonzero(met[parts.indices])
        return _parts(parts, [word for _, word in words], hits)

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


def _parts(parts: Any, words: Sequence[str], places: Any) -> list[Part]:
    owners = np.repeat(np.arange(len(words)), np.diff(parts.indptr))[places]
    columns, weights = parts.indices[places], parts.data[places]
    return [
        Part(column, words[owner], weight)
        for column, owner, weight in zip(
            columns.tolist(), owners.tolist(), weights.tolist(), strict=True
        )
    ]


def heaviest(parts: Iterable[Part]) -> dict[int, str]:
    """Map each column to the word that counts most for it, the first of equals."""
    found: dict[int, tuple[float, str]] = {}
    for column, word, weight in parts:
        if weight > found.get(column, (0.0, ""))[0]:
            found[column] = weight, word
    return {column: word for column, (_, word) in found.items()}

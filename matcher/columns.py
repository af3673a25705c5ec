"""Count words as what they stand for: a rule turns each into features, and each is a column."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple, Self

import numpy as np
from scipy.sparse import csr_matrix

from matcher.words import Counted, Passage, distinct

FEW = 5000  # words: what they give is found again as fast as it is kept

Features = Sequence[tuple[str, float]]
Placed = tuple[tuple[int, ...], tuple[float, ...]]  # columns, and the weight of each
Known = defaultdict[tuple[str, str], dict[str, Placed]]  # by its language and that to meet
# What each of some words of one language counts as in texts of the language to be met.
Rule = Callable[[Sequence[str], str, str], Sequence[Features]]


class Part(NamedTuple):
    """A word of a text, and how much it counts for a column."""

    column: int
    word: str
    weight: float


class Columns:
    """Counts by a rule. Each word is taken apart once, and what it gave is kept."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.known_: Known = defaultdict(dict)
        self.parts_: dict[str, tuple[Sequence[tuple[str, str]] | None, Any]] = {}

    def fit(self, words: Sequence[tuple[str, str]]) -> Self:
        """Learn the columns of these words (language, form)."""
        self.vocabulary_: dict[str, int] = {}
        self.known_.clear()
        self.parts_ = {"": (words, self._parts(words, "", learn=True))}
        return self

    def transform(self, counted: Counted, target: str = "") -> Any:
        """Return the weighted counts, a row for each text; features never learnt count nothing.

        target: the language of the texts to be met, if it is not each word's own.
        """
        words, parts = self.parts_.get(target, (None, None))
        if words is not counted.words:
            parts = self._parts(counted.words, target)
            if len(counted.words) > FEW:
                self.parts_[target] = counted.words, parts
        return counted.counts @ parts

    def placed(
        self, words: Sequence[tuple[str, str]], target: str, *, learn: bool = False
    ) -> list[Placed]:
        """Return what each word (language, lower-case form) counts, and how much.

        target: the language of the texts to be met; "" is each word's own. learn: whether new
        features become columns.
        """
        new: defaultdict[str, list[str]] = defaultdict(list)
        for language, word in words:
            if word not in self.known_[language, target or language]:
                new[language].append(word)
        for language, some in new.items():
            known = self.known_[language, target or language]
            features = self.rule(some, language, target or language)
            for word, each in zip(some, features, strict=True):
                known[word] = self._learnt(each) if learn else self._placed(each)
        return [self.known_[language, target or language][word] for language, word in words]

    def forms_of(self, passage: Passage, target: str = "") -> dict[int, str]:
        """Map each column to the form that counts most for it in the text."""
        said = distinct(passage.text)
        placed = self.placed([(passage.language, word) for word in said], target)
        return heaviest(
            Part(column, form, weight)
            for form, (columns, weights) in zip(said.values(), placed, strict=True)
            for column, weight in zip(columns, weights, strict=True)
        )

    def parts_of(self, counted: Counted, row: int, among: Any) -> list[Part]:
        """Return the words of one text that count for some columns."""
        inside = slice(*counted.counts.indptr[row : row + 2])
        within = counted.counts.indices[inside]
        words, parts = self.parts_[""]
        if words is not counted.words:
            parts = self._parts([counted.words[each] for each in within], "")
            starts = parts.indptr[:-1]
            long = np.diff(parts.indptr)
        else:
            starts = parts.indptr[within]
            long = parts.indptr[within + 1] - starts
        places = np.arange(long.sum()) + np.repeat(starts - np.cumsum(long) + long, long)
        owners = np.repeat(within, long)
        columns = parts.indices[places]
        met = np.zeros(len(self.vocabulary_), bool)
        met[among[(among >= 0) & (among < len(met))]] = True
        hits = np.flatnonzero(met[columns])
        return [
            Part(column, counted.words[owner][1], weight)
            for column, owner, weight in zip(
                columns[hits].tolist(),
                owners[hits].tolist(),
                parts.data[places[hits]].tolist(),
                strict=True,
            )
        ]

    def _learnt(self, features: Features) -> Placed:
        place, known = self.vocabulary_.setdefault, self.vocabulary_
        columns = tuple([place(feature, len(known)) for feature, _ in features])
        return columns, tuple([weight for _, weight in features])

    def _placed(self, features: Features) -> Placed:
        known = [
            (self.vocabulary_[each], weight)
            for each, weight in features
            if each in self.vocabulary_
        ]
        return tuple(column for column, _ in known), tuple(weight for _, weight in known)

    def _parts(self, words: Sequence[tuple[str, str]], target: str, *, learn: bool = False) -> Any:
        """Return the weight of each feature in each word."""
        placed = self.placed(words, target, learn=learn)
        starts = np.cumsum([0, *(len(columns) for columns, _ in placed)])
        columns = np.fromiter(chain.from_iterable(each for each, _ in placed), np.int32, starts[-1])
        weights = np.fromiter(
            chain.from_iterable(each for _, each in placed), np.float32, starts[-1]
        )
        return csr_matrix((weights, columns, starts), (len(words), len(self.vocabulary_)))


def heaviest(parts: Iterable[Part]) -> dict[int, str]:
    """Map each column to the word that counts most for it, the first of equals."""
    found: dict[int, tuple[float, str]] = {}
    for column, word, weight in parts:
        if weight > found.get(column, (0.0, ""))[0]:
            found[column] = weight, word
    return {column: word for column, (_, word) in found.items()}

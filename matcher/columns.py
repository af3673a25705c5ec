"""Count words as what they stand for: a rule turns each into features, and each is a column."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

from scipy.sparse import csr_matrix

from matcher.words import Counted, Passage, forms

Features = Sequence[tuple[str, float]]
Rule = Callable[[str, str, str], Features]  # a word, its language, the language it is to meet


class Columns:
    """Counts by a rule. Each word is taken apart once, and what it gave is kept."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def fit(self, words: Iterable[tuple[str, str]]) -> Self:
        """Learn the columns of these words (language, form)."""
        self.vocabulary_: dict[str, int] = {}
        self.known_: dict[tuple[str, str, str], Features] = {}
        return self.partial_fit(words)

    def partial_fit(self, words: Iterable[tuple[str, str]]) -> Self:
        """Add columns for new words; those there are keep their places."""
        for language, word in words:
            for feature, _ in self.features(word, language, language):
                self.vocabulary_.setdefault(feature, len(self.vocabulary_))
        return self

    def transform(self, counted: Counted, target: str = "") -> Any:
        """Return the weighted counts, a row for each text; features never learnt count nothing.

        target: the language of the texts to be met, if it is not each word's own.
        """
        starts, columns, weights = [0], [], []
        for language, word in counted.words:
            for feature, weight in self.features(word, language, target or language):
                if feature in self.vocabulary_:
                    columns.append(self.vocabulary_[feature])
                    weights.append(weight)
            starts.append(len(columns))
        shape = len(counted.words), len(self.vocabulary_)
        return (counted.counts @ csr_matrix((weights, columns, starts), shape)).tocsr()

    def features(self, word: str, language: str, target: str) -> Features:
        """Return what a lower-case word counts as in texts of the target language."""
        key = word, language, target
        if key not in self.known_:
            self.known_[key] = self.rule(word, language, target)
        return self.known_[key]

    def forms_of(self, passage: Passage, target: str = "") -> dict[int, str]:
        """Map each column to the form that counts most for it in the text."""
        found: dict[int, tuple[float, str]] = {}
        for form in forms(passage.text):
            for feature, weight in self.features(
                form.lower(), passage.language, target or passage.language
            ):
                column = self.vocabulary_.get(feature)
                if column is not None and weight > found.get(column, (0.0, ""))[0]:
                    found[column] = weight, form
        return {column: form for column, (_, form) in found.items()}

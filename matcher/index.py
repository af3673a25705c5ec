"""Hold calls so that texts in any of the languages can be met with them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix

from matcher.bridge import Bridge
from matcher.columns import Rule
from matcher.rules import Stems
from matcher.views import View
from matcher.ways import Way
from matcher.weights import Weights
from matcher.words import Counted, Passage, count, joined


class Index:
    """Learns words and weights of all texts, and then a way for each two languages that meet."""

    def __init__(
        self,
        rules: tuple[Stems, Rule],
        weights: tuple[Weights, Weights],
        slope: float,
        themes: tuple[float, float],
    ) -> None:
        self.themes = themes
        self.rules = rules
        self.weights = weights
        self.slope = slope

    def fit(
        self, calls: Sequence[Passage], interests: Sequence[Passage], bridge: Bridge,
        background: Iterable[Passage],
    ) -> Self:  # fmt: skip
        """Learn. The background, and what the bridge was learnt from, are texts of the past."""
        texts = [*calls, *interests]
        today = len(texts)
        self.earlier_: list[dict[str, int]] = []  # the place of each wording among the texts
        for wordings in (*bridge.parallel_, *({each.language: each.text} for each in background)):
            places = range(len(texts), len(texts) + len(wordings))
            self.earlier_.append(dict(zip(wordings, places, strict=True)))
            texts += [Passage(text, language) for language, text in wordings.items()]
        languages = [each.language for each in texts]
        self.counted_ = count(texts)
        times = zip(self.counted_.words, self.counted_.counts.sum(axis=0).A1, strict=True)
        self.rules[0].fit([*((word, int(each)) for word, each in times), *bridge.words_.items()])
        stems, subwords = self.rules
        self.views_ = [
            View(stems, self.weights[0], self.slope).fit(self.counted_, languages, today),
            View(subwords, self.weights[1], self.slope).fit(self.counted_, languages, today),
        ]
        self.views_[0].lend(self.counted_, languages)
        self.languages_ = languages[: len(calls)]
        self.calls_ = self.counted_.rows(range(len(calls)))
        self.ways_: dict[tuple[str, str], Way] = {}
        return self

    def partial_fit(self, calls: Sequence[Passage]) -> Self:
        """Add calls. Words that were never learnt count nothing until the next fit."""
        counted, start = count(calls), len(self.languages_)
        self.languages_ += [each.language for each in calls]
        self.calls_ = joined(self.calls_, counted)
        for way in self.ways_.values():
            rows = [n for n, each in enumerate(calls) if each.language == way.target]
            way.partial_fit(counted.rows(rows), [start + row for row in rows])
        return self

    def scores(self, counted: Counted, language: str) -> Any:
        """Return a row for each text in the language, a column for each call: a sparse matrix."""
        found = csr_matrix((counted.counts.shape[0], len(self.languages_)))
        for way in self.ways(language):
            part = way.ask(counted).times(way.calls).tocoo()
            places = part.row, np.array(way.places)[part.col]
            found += csr_matrix((part.data, places), found.shape)
        return found

    def ways(self, language: str) -> Iterator[Way]:
        """Yield the ways from a language to the calls."""
        return (self.way(language, target) for target in sorted(set(self.languages_)))

    def way(self, language: str, target: str) -> Way:
        """Return the way from one language to another; it is made when it is first asked for."""
        if (language, target) not in self.ways_:
            places = [n for n, each in enumerate(self.languages_) if each == target]
            both = [each for each in self.earlier_ if language in each and target in each]
            ours, theirs = (
                self.counted_.rows([each[one] for each in both]) for one in (language, target)
            )
            way = Way(self.views_, language, target, self.themes)
            self.ways_[language, target] = way.fit(self.calls_.rows(places), places, ours, theirs)
        return self.ways_[language, target]

"""Hold calls so that texts in any of the languages can be met with them."""

import gc
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

import numpy as np

from matcher.bridge import Bridge
from matcher.columns import Rule
from matcher.rules import Stems
from matcher.tiles import Rows
from matcher.views import View
from matcher.ways import Way
from matcher.weights import Weights
from matcher.words import Counted, Passage, count


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: so many words hold none, and going through them takes long."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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

    @uncollected()
    def fit(
        self, calls: Sequence[Passage], interests: Sequence[Passage], bridge: Bridge,
        background: Iterable[Passage], recent: Sequence[Passage] = (),
    ) -> Self:  # fmt: skip
        """Learn. The background, and what the bridge was learnt from, are texts of the past.

        recent: calls of the past, whose scores tell what is usual.
        """
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
        self.views_ = self.views()
        # Kept until the ways have told all calls, so that nothing is counted twice.
        self.counts_ = [each.fit_transform(self.counted_, languages, today) for each in self.views_]
        self.views_[0].lend(self.counted_, languages)
        self.languages_ = languages[: len(calls)]
        self.blocks_ = [(range(len(calls)), self.counted_)]
        self.gone_: list[int] = []
        self.recent_, self.spoken_ = count(recent), [each.language for each in recent]
        self.ways_: dict[tuple[str, str], Way] = {}
        return self

    def views(self) -> list[View]:
        """Return the ways to look at texts, of stems and of subwords; they know no words yet."""
        (stems, subwords), (whole, pieces) = self.rules, self.weights
        return [View(stems, whole, self.slope), View(subwords, pieces, self.slope)]

    def partial_fit(self, calls: Sequence[Passage]) -> Self:
        """Add calls. Words that were never learnt count nothing until the next fit."""
        places = range(len(self.languages_), len(self.languages_) + len(calls))
        self.languages_ += [each.language for each in calls]
        self.blocks_.append((places, count(calls)))
        for way in self.ways_.values():
            if (first := self.first(way)) is way:
                self._tell(way, *self.blocks_[-1])
            way.places = first.places
        return self

    def remove(self, places: Sequence[int]) -> None:
        """Take calls away. The others stay where they are."""
        self.gone_ += places
        for way in self.ways_.values():
            if self.first(way) is way:
                way.remove(places)

    def sums(self, counted: Counted, language: str) -> Any:
        """Return a row for each text in the language, a column for each call, dense."""
        asked = ((way, way.ask(counted)) for way in self.ways(language))
        return self.met(asked, counted.counts.shape[0])

    def met(self, asked: Iterable[tuple[Way, Rows]], texts: int) -> Any:
        """Return the same of the rows of so many texts, each the way that it goes."""
        found = np.zeros((texts, len(self.languages_)), np.float32)
        for way, rows in asked:
            found[:, way.places] = way.calls.sums(rows)
        return found

    def ranked(
        self, counted: Counted, language: str, top: int | None = None, least: float = 0.0
    ) -> Iterator[tuple[Any, Any]]:
        """Yield the places of calls for each text in the language, best first, and their scores.

        top: how many; None is all that reach the least score.
        """
        nothing = [(np.zeros(0, int), np.zeros(0))] * counted.counts.shape[0]
        found = [way.ranked(counted, top, least) for way in self.ways(language)]
        for each in zip(nothing, *found, strict=True):
            places, scores = (np.concatenate(parts) for parts in zip(*each, strict=True))
            order = np.lexsort((places, -scores))[:top]
            yield places[order], scores[order]

    def said(self, place: int) -> tuple[Counted, Any]:
        """Return the counted words among which a call's are, and where its own stand there."""
        block = bisect(self.blocks_, place, key=lambda each: each[0].start) - 1
        places, counted = self.blocks_[block]
        row = place - places.start
        return counted, counted.counts.indices[slice(*counted.counts.indptr[row : row + 2])]

    def known(self, language: str) -> int:
        """Count the calls and the texts of the past that there are in a language."""
        past = sum(language in each for each in self.earlier_)
        return list(self.languages_).count(language) + past

    def ways(self, language: str) -> Iterator[Way]:
        """Yield the ways from a language to the calls."""
        return (self.way(language, target) for target in sorted(set(self.languages_)))

    def way(self, language: str, target: str) -> Way:
        """Return the way from one language to another; it is made when it is first asked for."""
        if (language, target) not in self.ways_:
            both = [each for each in self.earlier_ if language in each and target in each]
            ours, theirs = (
                self.counted_.rows([each[one] for each in both]) for one in (language, target)
            )
            way = Way(self.views_, language, target, self.themes).fit(ours, theirs)
            if self.first(way) is way:
                for places, counted in self.blocks_:
                    self._tell(way, places, counted)
                way.remove(self.gone_)
                spoken = [n for n, each in enumerate(self.spoken_) if each == target]
                way.recall(self.recent_.rows(spoken))
            self.ways_[language, target] = self.sharing(way)
            if {each.target for each in self.ways_.values()} >= {*self.languages_}:
                self.counts_ = []
        return self.ways_[language, target]

    def first(self, way: Way) -> Way:
        """Return the way that holds the calls for this one, too: without themes all are alike."""
        ways = (each for each in self.ways_.values() if each.target == way.target)
        return way if way.themed_ else next((each for each in ways if not each.themed_), way)

    def sharing(self, way: Way) -> Way:
        """Let a way hold the same calls as the first one, not as many once more."""
        first = self.first(way)
        way.calls, way.places, way.recent = first.calls, first.places, first.recent
        return way

    def _tell(self, way: Way, places: range, counted: Counted) -> None:
        """Tell a way the calls of a block that are in its language."""
        spoken = enumerate(self.languages_[places.start : places.stop])
        rows = [row for row, language in spoken if language == way.target]
        counts = self.counts_ if counted is self.counted_ else ()
        way.partial_fit(counted, rows, places.start, counts)

"""A text that asks: what calls fit it, how well, and by which words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from lexicon.terms import Reason
from matcher.feedback import Judged
from matcher.index import Index
from matcher.languages import heard
from matcher.phrases import Phrases
from matcher.postings import DIGITS
from matcher.reasons import Forms, in_own_forms, reasons
from matcher.texts import T, passage_of
from matcher.tiles import Rows
from matcher.ways import Way
from matcher.words import Passage, count

UNJUDGED = Judged()
WIDENS = 200  # texts in a language, before calls that are wanted lend words of their own
MOVED = 3  # words that tell what a judged call changes


@dataclass(frozen=True)
class Fit(Generic[T]):
    """How well a call suits a text. The weights of the reasons add up to the score."""

    call: T
    score: float
    reasons: tuple[Reason, ...]


class Towards(NamedTuple):
    """A text on one way: its row, the forms of its own columns, and of those that were lent.

    Lent are the columns of calls that it was said to fit.
    """

    way: Way
    row: Rows
    ours: Forms
    lent: Forms


class Asked(Generic[T]):
    """A text that asks: its row for the calls of each language, and its forms for the reasons.

    judged: calls that it was said to fit or not to fit; they move its rows.
    """

    def __init__(
        self, index: Index, calls: Sequence[T], passage: Passage, judged: Judged = UNJUDGED
    ) -> None:
        self.index, self.calls = index, calls
        self.passage, self.judged = passage, judged
        self.counted = count([passage])
        self.found: dict[str, Towards] = {}

    def moved(self, judged: Judged) -> "Asked[T]":
        """Return the same text, moved by what was said of calls."""
        said = Judged(*(tuple(map(heard, each)) for each in judged))
        return Asked(self.index, self.calls, self.passage, said)

    def usual(self) -> Any:
        """Return the scores with calls of the past."""
        towards = [self._towards(way.target) for way in self._ways()]
        found = [each.way.recent.sums(each.row)[0] for each in towards]
        return np.concatenate(found) if found else np.array([])

    def best(self, top: int) -> list[tuple[int, float]]:
        """Return (place, score) of the best calls, best first, equals in given order."""
        found: list[tuple[int, float]] = []
        for way in self._ways():
            [places], [scores] = way.calls.best(self._towards(way.target).row, top)
            there = places >= 0
            found += zip(way.places[places[there]].tolist(), scores[there].tolist(), strict=True)
        return sorted(found, key=lambda each: (-each[1], each[0]))[:top]

    def rank(
        self, wanted: Phrases, worth: Callable[[float], bool] = bool, top: int | None = None
    ) -> Iterator[Fit[T]]:
        """Yield the calls that the words wanted allow, best first, equals in given order.

        worth: whether a score is worth a reason.
        """
        places = (place for place, score in best(self.scores()) if worth(score))
        texts = ((place, heard_as(self.index, self.calls, place)) for place in places)
        allowed = (place for place, text in texts if wanted.allow(text))
        return (self.fit_of(place) for place in islice(allowed, top))

    def scores(self) -> Any:
        """Return the scores of all calls, one sparse row."""
        towards = (self._towards(way.target) for way in self._ways())
        met = ((each.way, each.row) for each in towards)
        return csr_matrix(self.index.met(met, 1))

    def fit_of(self, place: int) -> Fit[T]:
        """Return the fit of the call at a place, with its reasons."""
        call = heard_as(self.index, self.calls, place)
        way, row, ours, lent = self._towards(call.language)
        _, stems, end = way.starts
        shared = way.calls.shared(int(np.searchsorted(way.places, place)), row).within(end)
        counted, words = self.index.said(place)
        parts = way.parts_of(counted, words, shared.columns)
        theirs = in_own_forms(call.text, counted.words, parts)
        found = reasons(shared, stems, ours, lent, theirs)
        return Fit(self.calls[place], sum(shared.products.tolist(), shared.themes), found)

    def words_of(self, call: Passage) -> tuple[str, ...]:
        """Return the words that a judged call moves most: its own, or those that it shares."""
        way, row, ours, _ = self._plain(call.language)
        stems = slice(way.views[0].width)
        there = way.known(count([call]), [0], []).sparse[:, stems]
        forms: Forms = way.forms_of(call)
        if call in self.judged.less or not self._widens(way):
            there, forms = there.multiply(row.sparse[:, stems] > 0).tocsr(), ours
        return tuple(dict.fromkeys(forms[place] for place, _ in best(there)[:MOVED]))

    def _ways(self) -> Iterator[Way]:
        return self.index.ways(self.passage.language)

    def _towards(self, target: str) -> "Towards":
        if target not in self.found:
            self.found[target] = self._plain(target)
            if any(self.judged):
                self.found[target] = self._moved(*self.found[target])
        return self.found[target]

    def _plain(self, target: str) -> "Towards":
        way = self.index.way(self.passage.language, target)
        return Towards(way, way.ask(self.counted), way.forms_of(self.passage), {})

    def _moved(self, way: Way, row: Rows, ours: Forms, lent: Forms) -> "Towards":
        more, less = (self._known(way, each) for each in self.judged)
        wide = self._widens(way)
        if not wide:
            more = Rows(more.sparse.multiply(row.sparse != 0).tocsr(), more.themes)
        for each in self.judged.more:
            if wide and each.language in (way.target, way.language):
                lent = {**way.forms_of(each), **lent}
        return Towards(way, way.move(row, more, less), ours, lent)

    def _widens(self, way: Way) -> bool:
        """Say whether a call lends words of its own: few texts do not tell which are its topic."""
        return self.index.known(way.target) >= WIDENS

    def _known(self, way: Way, passages: Sequence[Passage]) -> Rows:
        there = [n for n, each in enumerate(passages) if each.language == way.target]
        here = [n for n, each in enumerate(passages) if each.language == way.language != way.target]
        return way.known(count(passages), there, here)


def heard_as(index: Index, calls: Sequence[T], place: int) -> Passage:
    """Return the text of a call, in the language that was heard."""
    return Passage(passage_of(calls[place]).text, index.languages_[place])


def best(row: Any) -> list[tuple[int, float]]:
    """Return (place, score) of a sparse row's scores above nought, equals in order of place."""
    scores = row.data.round(DIGITS)
    order = np.lexsort((row.indices, -scores))
    return [(int(row.indices[each]), float(scores[each])) for each in order if scores[each] > 0]

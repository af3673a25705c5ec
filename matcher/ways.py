"""The way from texts in one language to calls in another, or in the same."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, Self

import numpy as np
from scipy.sparse import vstack
from sklearn.preprocessing import normalize

from matcher.columns import Parts
from matcher.feedback import moved, moved_themes
from matcher.postings import Postings
from matcher.themes import Latent, kin
from matcher.tiles import MOST, Rows, beside, taken
from matcher.views import View
from matcher.weights import scale
from matcher.words import Counted, Passage

ENOUGH = 500  # earlier texts, before themes are looked for
SUBWORDS = {"en": 0.2, "fi": 0.65}  # of the rest, between texts of the language
SUBWORDS_ELSE = 0.3
SUBWORDS_ACROSS = 0.45  # between two languages: names and learned words are spelt alike in many


class Way:
    """Weighs calls of the target language, and texts that are to meet them.

    themes: the shares of a score that kin and latent themes have, if there are enough earlier
    texts.
    """

    def __init__(
        self, views: Sequence[View], language: str, target: str, themes: tuple[float, float]
    ) -> None:
        self.views = views
        self.kin, self.latent = themes
        self.language = language
        self.target = target
        self.starts = [0, *accumulate(view.width for view in views)]

    def fit(self, ours: Counted, theirs: Counted) -> Self:
        """Learn themes, if there are enough texts to tell. There are no calls yet.

        ours, theirs: earlier texts in the one language and in the other, pair by pair.
        """
        stems, _ = self.views
        self.themed_ = self.kin + self.latent > 0 and ours.counts.shape[0] >= ENOUGH
        if self.themed_:
            said = stems.asked(ours, self.language, self.language)
            meant = stems.asked(theirs, self.target, self.target)
            same = self.language == self.target
            self.latent_ = Latent().fit(meant if same else normalize(said + meant))
            self.ours_, self.theirs_ = said.T.tocsr(), meant.T.tocsr()
        self.calls, self.places = Postings().fit(), np.zeros(0, int)
        self.recent = Postings().fit()
        return self

    def partial_fit(
        self, calls: Counted, rows: Sequence[int], first: int = 0, counts: Sequence[Any] = ()
    ) -> Self:
        """Add the calls of some rows. first: where the first row stands among all calls.

        counts: what each view has made of the calls already, if it has.
        """
        for start in range(0, len(rows), MOST):  # so that little is held twice
            some = rows[start : start + MOST]
            made = [taken(each, some) for each in counts] or self.counts(calls.rows(some))
            self.calls.partial_fit(self.themed(self.weighed(made)))
        self.places = np.append(self.places, np.array(rows, int) + first)
        return self

    def recall(self, recent: Counted) -> None:
        """Take in calls of the past, weighed as today's are: they tell what scores are usual."""
        self.recent = Postings().fit(self.meet(recent, past=True))

    def remove(self, places: Sequence[int]) -> None:
        """Take calls away, by where they stand among all."""
        self.calls.remove(np.flatnonzero(np.isin(self.places, places)).tolist())

    def ask(self, counted: Counted) -> Rows:
        """Return the rows of texts in the language, weighed by what each part is worth."""
        rows = [
            view.asked(counted, self.language, self.target) * share
            for view, share in zip(self.views, self._shares(), strict=True)
        ]
        if not self.themed_:
            return Rows(beside(rows))
        native = self.views[0].asked(counted, self.language, self.language)
        rows.append(kin(native, self.ours_) * self.kin)
        return Rows(beside(rows), self.latent_.transform(native) * self.latent)

    def ranked(self, counted: Counted, top: int | None, least: float) -> Iterator[tuple[Any, Any]]:
        """Yield the places of calls for each text, and their scores: the best, or all that reach.

        top: how many; None is all that reach the least score.
        """
        asked = self.ask(counted)
        if top is None:
            for places, scores in self.calls.reaching(asked, least):
                yield self.places[places], scores
            return
        for places, scores in zip(*self.calls.best(asked, top), strict=True):
            reached = (places >= 0) & (scores >= least)
            yield self.places[places[reached]], scores[reached]

    def move(self, row: Rows, more: Rows, less: Rows) -> Rows:
        """Move the row of a text by the rows of calls that people want more or less of."""
        blocks = [slice(*each) for each in pairwise([*self.starts, row.sparse.shape[1]])]
        sparse = moved(row.sparse, more.sparse, less.sparse, blocks)
        if row.themes is None:
            return Rows(sparse)
        return Rows(sparse, moved_themes(row.themes, more.themes, less.themes))

    def known(self, counted: Counted, places: Sequence[int], others: Sequence[int]) -> Rows:
        """Return the rows of texts of the past: in the target language, and those in one's own."""
        there = self.meet(counted.rows(places), past=True)
        here = self.ask(counted.rows(others))
        themes = np.vstack([there.themes, here.themes]) if self.themed_ else None
        return Rows(vstack([there.sparse, here.sparse]).tocsr(), themes)

    def forms_of(self, passage: Passage) -> dict[int, str]:
        """Map each column of a text to its own form of the word that counts most for it."""
        return {
            start + column: form
            for start, view in zip(self.starts, self.views, strict=False)
            for column, form in view.columns_.forms_of(passage, self.target).items()
        }

    def parts_of(self, counted: Counted, words: Any, columns: Any) -> Parts:
        """Return what some of the words that were counted count for some columns.

        words: where they stand among all.
        """
        met = np.zeros(self.starts[-1], bool)
        met[columns] = True
        found = [
            (start, view.columns_.parts_of(counted, words, met[start : start + view.width]))
            for start, view in zip(self.starts, self.views, strict=False)
        ]
        return Parts(
            np.concatenate([start + parts.columns for start, parts in found]),
            np.concatenate([parts.words for _, parts in found]),
            np.concatenate([parts.weights for _, parts in found]),
        )

    def meet(self, counted: Counted, *, past: bool = False) -> Rows:
        """Return the rows of calls. past: those that the themes were learnt from."""
        return self.themed(self.weigh(counted), past=past)

    def weigh(self, counted: Counted) -> list[Any]:
        """Return the rows of calls in each view: to whoever they are said, the same."""
        return self.weighed(self.counts(counted))

    def counts(self, counted: Counted) -> list[Any]:
        """Return how often each view's columns stand in calls."""
        return [view.columns_.transform(counted) for view in self.views]

    def weighed(self, counts: Sequence[Any]) -> list[Any]:
        """Weigh them."""
        both = zip(self.views, counts, strict=True)
        return [view.calls(each, self.target) for view, each in both]

    def themed(self, rows: list[Any], *, past: bool = False) -> Rows:
        """Return the weighed rows of calls side by side, with the themes of this way."""
        if not self.themed_:
            return Rows(beside(rows))
        whole = scale(rows[0])  # there may be none, which `normalize` refuses
        near = kin(whole, self.theirs_, but_same=past)
        return Rows(beside([*rows, near]), self.latent_.transform(whole))

    def _shares(self) -> tuple[float, float]:
        same = self.language == self.target
        share = SUBWORDS.get(self.target, SUBWORDS_ELSE) if same else SUBWORDS_ACROSS
        if not self.views[1].width:
            share = 0.0
        rest = 1 - self.kin - self.latent if self.themed_ else 1.0
        return rest * (1 - share), rest * share

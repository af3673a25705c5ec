"""The way from texts in one language to calls in another, or in the same."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.preprocessing import normalize

from matcher.themes import Latent, kin
from matcher.views import View
from matcher.words import Counted

ENOUGH = 500  # earlier texts, before themes are looked for
SUBWORDS = {"en": 0.2, "fi": 0.65}  # of the rest, between texts of the language
SUBWORDS_ELSE = 0.3


class Rows(NamedTuple):
    """Texts as weights: stems, subwords and kin side by side, and dense themes if there are any."""

    sparse: Any
    themes: Any = None

    def row(self, place: int) -> "Rows":
        """Return one text's."""
        themes = None if self.themes is None else self.themes[place : place + 1]
        return Rows(self.sparse[place], themes)

    def times(self, other: "Rows") -> Any:
        """Return what each of these has in common with each of the others, as a sparse matrix."""
        found = self.sparse @ other.sparse.T
        if self.themes is None:
            return found.tocsr()
        return csr_matrix(found.toarray() + self.themes @ other.themes.T)


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

    def fit(self, calls: Counted, places: Sequence[int], ours: Counted, theirs: Counted) -> Self:
        """Weigh calls and say where they stand among all.

        ours, theirs: earlier texts in the one language and in the other, pair by pair.
        """
        stems, _ = self.views
        self.themed_ = self.kin + self.latent > 0 and ours.counts.shape[0] >= ENOUGH
        if self.themed_:
            self.ours_ = stems.asked(ours, self.language, self.language)
            self.theirs_ = stems.asked(theirs, self.target, self.target)
            same = self.language == self.target
            self.latent_ = Latent().fit(
                self.theirs_ if same else normalize(self.ours_ + self.theirs_)
            )
        self.calls, self.places = self._calls(calls), list(places)
        return self

    def partial_fit(self, calls: Counted, places: Sequence[int]) -> Self:
        """Add calls."""
        new, old = self._calls(calls), self.calls
        themes = np.vstack([old.themes, new.themes]) if self.themed_ else None
        self.calls = Rows(vstack([old.sparse, new.sparse]).tocsr(), themes)
        self.places += places
        return self

    def ask(self, counted: Counted) -> Rows:
        """Return the rows of texts in the language, weighed by what each part is worth."""
        rows = [
            view.asked(counted, self.language, self.target) * share
            for view, share in zip(self.views, self._shares(), strict=True)
        ]
        if not self.themed_:
            return Rows(hstack(rows).tocsr())
        native = self.views[0].asked(counted, self.language, self.language)
        rows.append(kin(native, self.ours_) * self.kin)
        return Rows(hstack(rows).tocsr(), self.latent_.transform(native) * self.latent)

    def _calls(self, counted: Counted) -> Rows:
        rows = [view.calls(counted, self.target) for view in self.views]
        if not self.themed_:
            return Rows(hstack(rows).tocsr())
        whole = normalize(rows[0])
        rows.append(kin(whole, self.theirs_))
        return Rows(hstack(rows).tocsr(), self.latent_.transform(whole))

    def _shares(self) -> tuple[float, float]:
        same = self.language == self.target
        share = SUBWORDS.get(self.target, SUBWORDS_ELSE) if same else SUBWORDS_ELSE
        if not self.views[1].width:
            share = 0.0
        rest = 1 - self.kin - self.latent if self.themed_ else 1.0
        return rest * (1 - share), rest * share

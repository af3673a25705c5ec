"""Hold texts by their columns, so that what asks for some columns meets only those who have them.

An inverted index (Zobel and Moffat 2006), in tiles small enough for the sums of one who asks to
stay in the processor's cache.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple, Self

import numpy as np

from matcher import blocks
from matcher.tiles import MOST, Rows, Tile, together

DIGITS = 6  # beyond this, two scores differ only by how floats are rounded


class Best(NamedTuple):
    """The best places for each who asks, best first, equals in order; -1 where there are no more.

    The scores are rounded to DIGITS.
    """

    places: Any
    scores: Any


class Shared(NamedTuple):
    """What two texts have in common: columns in order, their products, and that of the themes."""

    columns: Any
    products: Any
    themes: float

    def within(self, width: int) -> "Shared":
        """Return the first columns alone; what is shared beyond them counts as themes."""
        end = self.columns.searchsorted(width)
        themes = self.themes + float(self.products[end:].sum())
        return Shared(self.columns[:end], self.products[:end], themes)


class Postings:
    """Texts to be met by others. Some may be added or taken away; none changes its place.

    engine: what sums up, `numba` or `scipy`; None is the faster one that is installed.
    """

    def __init__(self, engine: str | None = None) -> None:
        self.engine = engine

    def fit(self, rows: Rows | None = None) -> Self:
        """Take in texts. Those that come later have the same columns."""
        self.rows_: list[Rows] = []
        self.tiles_: list[Tile] = []
        self.starts_ = [0]
        return self if rows is None else self.partial_fit(rows)

    def partial_fit(self, rows: Rows) -> Self:
        """Add texts. Small tiles at the end are laid together, so that there are never many."""
        new = rows.narrow()
        gone = np.zeros(new.sparse.shape[0], np.bool_)
        while self.tiles_ and len(self.tiles_[-1].gone) <= len(gone) <= MOST - len(
            self.tiles_[-1].gone
        ):
            new = together([self.rows_.pop(), new])
            gone = np.concatenate([self.tiles_.pop().gone, gone])
            self.starts_.pop()
        for start in range(0, len(gone), MOST):
            some = slice(start, start + MOST)
            self.rows_.append(new.some(some))
            self.tiles_.append(Tile.of(self.rows_[-1], gone[some], self._kind()))
            self.starts_.append(self.starts_[-1] + len(gone[some]))
        return self

    def take(self, rows: Rows, tile: Tile) -> None:
        """Add texts that were turned about before, as their arrays stand."""
        if tile.places.dtype != (kind := self._kind()):
            tile = Tile.of(rows, tile.gone, kind)
        self.rows_.append(rows)
        self.tiles_.append(tile)
        self.starts_.append(self.starts_[-1] + len(tile.gone))

    def remove(self, places: Sequence[int]) -> Self:
        """Take texts away: they are never found again."""
        for place in places:
            tile, within = self._where(place)
            self.tiles_[tile].gone[within] = True
        return self

    def __len__(self) -> int:
        return self.starts_[-1]

    def row(self, place: int) -> Rows:
        """Return one text's."""
        tile, within = self._where(place)
        return self.rows_[tile].row(within)

    def shared(self, place: int, asked: Rows) -> Shared:
        """Return what one text has in common with one who asks."""
        tile, within = self._where(place)
        rows, one = self.rows_[tile], asked.sparse
        one.sort_indices()
        inside = slice(*rows.sparse.indptr[within : within + 2])
        columns = rows.sparse.indices[inside]
        at = one.indices.searchsorted(columns)
        met = (np.append(one.indices, -1)[at] == columns).nonzero()[0]
        met = met[columns[met].argsort()]
        products = one.data[at[met]] * rows.sparse.data[inside][met]
        some = products != 0
        themes = 0.0 if asked.themes is None else float(asked.themes[0] @ rows.themes[within])
        return Shared(columns[met][some], products[some], themes)

    def best(self, asked: Rows, top: int) -> Best:
        """Return the best for each who asks, of all above nought."""
        asked = asked.narrow()
        number = asked.sparse.shape[0]
        found = Best(np.full((number, top), -1), np.zeros((number, top)))
        parts = blocks.best(self._engine(), self.tiles_, asked, top, DIGITS)
        for start, (places, scores) in zip(self.starts_, parts, strict=False):
            found = merged(found, Best(np.where(places < 0, -1, places + start), scores))
        return found

    def sums(self, asked: Rows) -> Any:
        """Return what each who asks has in common with each text, dense."""
        asked = asked.narrow()
        empty = np.zeros((asked.sparse.shape[0], 0), np.float32)
        engine = import_module(f"matcher.{self._engine()}")
        return np.hstack([empty, *(engine.sums(tile, asked) for tile in self.tiles_)])

    def reaching(self, asked: Rows, least: float) -> Iterator[tuple[Any, Any]]:
        """Yield the places for each who asks that reach a score, in order, and their scores."""
        asked = asked.narrow()
        nothing = [(np.zeros(0, int), np.zeros(0))] * asked.sparse.shape[0]
        parts = blocks.reaching(self._engine(), self.tiles_, asked, least, DIGITS)
        for _, *each in zip(nothing, *parts, strict=True):
            places = [start + one for start, (one, _) in zip(self.starts_, each, strict=False)]
            scores = [one for _, one in each]
            yield np.concatenate([nothing[0][0], *places]), np.concatenate([nothing[0][1], *scores])

    def _where(self, place: int) -> tuple[int, int]:
        tile = int(np.searchsorted(self.starts_, place, side="right")) - 1
        return tile, place - self.starts_[tile]

    def _kind(self) -> Any:
        return import_module(f"matcher.{self._engine()}").PLACES

    def _engine(self) -> str:
        return f"by_{self.engine or ('numba' if find_spec('numba') else 'scipy')}"


def merged(one: Best, other: Best) -> Best:
    """Return the best of both, as many as each has. Equals come by place."""
    places = np.hstack([one.places, other.places])
    scores = np.hstack([one.scores, other.scores])
    order = np.lexsort((places, -scores), axis=1)[:, : one.places.shape[1]]
    return Best(np.take_along_axis(places, order, 1), np.take_along_axis(scores, order, 1))

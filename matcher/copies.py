"""Find text that was copied: runs of words that two texts share, weighed by how rare they are.

Containment, after Broder 1997, "On the resemblance and containment of documents"; but a run that
many texts have, such as what a party says of itself in each of them, adds little to any two.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from scipy.sparse import csr_matrix

from matcher.strings import Places
from matcher.words import COLON, PIECE, pieces, repair

RUN = 4  # words: three are often a phrase of everybody's, five miss what was touched up
RUNS = 16.0  # rare runs: about one sentence
SHARE = 0.1  # of the shorter text
COMMON = 100  # texts: a run that more have is nobody's own
BLOCK = 1000  # texts met with all at once
NEW = 256  # texts held beside the others, until all are put in order again
PRIME, ONE = np.uint64(0x9E3779B97F4A7C15), np.uint64(1)


class Copied(NamedTuple):
    """Pairs of texts by their places, how many rare runs they share, and which part that is.

    strength: how many times over both bounds are reached; from 1 on, it is a copy.
    """

    left: Any
    right: Any
    runs: Any
    share: Any

    @property
    def strength(self) -> Any:
        """Return it for each pair."""
        return np.minimum(self.runs / RUNS, self.share / SHARE)


class Prints(NamedTuple):
    """The runs of texts as numbers, and whose each is."""

    runs: Any
    owners: Any


NOBODYS = Prints(np.zeros(0, np.uint64), np.zeros(0, np.int64))


class Copies:
    """Holds the runs of texts. A run of two texts counts 1, one of three a half, and so on."""

    new_: Prints
    sizes_: Any

    def fit(
        self, texts: Sequence[str], background: Iterable[str] = (), quoted: Iterable[str] = ()
    ) -> Self:
        """Take texts in.

        background: others, such as past projects, which tell how rare a run is. quoted: what
        anybody may quote, such as the call's own words; it adds nothing.
        """
        self.words_ = Places()
        others = [self.runs(each) for each in background]
        self.known_, self.times_ = np.unique(_joined(others), return_counts=True)
        self.quoted_ = np.unique(_joined([self.runs(each) for each in quoted]))
        self.said_ = [self.runs(each) for each in texts]
        self.gone_ = np.zeros(len(self.said_), bool)
        return self._order()

    def partial_fit(self, texts: Sequence[str]) -> Self:
        """Add texts."""
        for each in texts:
            runs = self.runs(each)
            owner = np.full(len(runs), len(self.said_))
            self.said_.append(runs)
            self.new_ = Prints(*map(np.append, self.new_, (runs, owner)))
        self.gone_ = np.append(self.gone_, np.zeros(len(texts), bool))
        more = [len(each) for each in self.said_[len(self.sizes_) :]]
        self.sizes_ = np.append(self.sizes_, np.array(more, int))
        return self if len(self.said_) - self.ordered_ < NEW else self._order()

    def remove(self, places: Sequence[int]) -> None:
        """Take texts away; the others keep their places."""
        self.gone_[[*places]] = True

    def near(self, place: int) -> Copied:
        """Return what a text shares with each of the others, in their order."""
        mine = self.said_[place]
        first, last = (np.searchsorted(self.old_.runs, mine, side) for side in ("left", "right"))
        lengths = last - first
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        theirs = self.old_.owners[np.repeat(first, lengths) + within]
        met = np.repeat(np.arange(len(mine)), lengths)
        fresh = np.flatnonzero(np.isin(self.new_.runs, mine))
        met = np.append(met, np.searchsorted(mine, self.new_.runs[fresh]))
        theirs = np.append(theirs, self.new_.owners[fresh])
        there = ~self.gone_[theirs] & (theirs != place)
        met, theirs = met[there], theirs[there]
        weights = self._weights(mine, np.bincount(met, minlength=len(mine)) + 1)
        sums = np.bincount(theirs, weights[met], len(self.said_))
        others = np.flatnonzero(sums)
        return self._copied(np.full(len(others), place), others, sums[others])

    def pairs(self) -> Iterator[Copied]:
        """Yield, block by block, what each two texts share, the former of them on the left."""
        if len(self.new_.runs):
            self._order()
        there = ~self.gone_[self.old_.owners]
        runs, owners = self.old_.runs[there], self.old_.owners[there]
        first = np.flatnonzero(np.append(True, runs[1:] != runs[:-1])[: len(runs)])
        df = np.diff(np.append(first, len(runs)))
        several = df > 1  # what one text has alone meets nobody
        weights = self._weights(runs[first[several]], df[several])
        columns = np.repeat(np.arange(len(weights)), df[several])
        rows = owners[np.repeat(several, df)]
        shape = len(self.said_), len(weights)
        stands = csr_matrix((np.ones(len(rows)), (rows, columns)), shape)[:, weights > 0]
        weighed = stands.multiply(weights[weights > 0]).tocsr()
        turned = stands.T.tocsr()
        for start in range(0, len(self.said_), BLOCK):
            met = (weighed[start : start + BLOCK] @ turned).tocoo()
            left = met.row.astype(np.int64) + start
            upper = left < met.col
            yield self._copied(left[upper], met.col[upper].astype(np.int64), met.data[upper])

    def passages(self, left: str, right: str) -> list[tuple[str, float]]:
        """Return what stands in both, in the words of the left, and what each adds to the share.

        The heaviest comes first.
        """
        said = COLON.sub("", repair(left))
        words = [*PIECE.finditer(said)]
        mine, theirs = map(self._numbered, (left, right))
        shorter = max(1, min(len(np.unique(mine)), len(np.unique(theirs))))
        both, first = np.unique(mine[np.isin(mine, theirs)]), dict[int, int]()
        for place, run in enumerate(mine.tolist()):
            first.setdefault(run, place)  # a run that comes twice counts once
        df = np.array([self._texts_with(each) for each in both.tolist()], int)
        weights = dict(zip(both.tolist(), self._weights(both, df).tolist(), strict=True))
        shared = sorted(first[each] for each in both.tolist() if weights[each] > 0)
        found = []
        breaks = np.flatnonzero(np.diff(shared) > 1) + 1
        for places in np.split(np.array(shared, int), breaks):
            if len(places):
                text = said[words[places[0]].start() : words[places[-1] + RUN - 1].end()]
                adds = sum(weights[run] for run in mine[places].tolist())
                found.append((text, adds / shorter))
        return sorted(found, key=lambda each: -each[1])

    def runs(self, text: str) -> Any:
        """Return the runs of a text as numbers, each once, in their order."""
        return np.unique(self._numbered(text))

    def _numbered(self, text: str) -> Any:
        """Number each run of words: equal runs are equal, others all but surely are not."""
        words = pieces(text)
        ids = np.fromiter(map(self.words_.__getitem__, words), np.uint64, len(words))
        runs = np.zeros(max(0, len(ids) - RUN + 1), np.uint64)
        for start in range(RUN):
            runs = (runs * PRIME) ^ ((ids[start : start + len(runs)] + ONE) * PRIME)
            runs ^= runs >> np.uint64(29)
        return runs

    def _weights(self, runs: Any, df: Any) -> Any:
        """Weigh runs, in order, by how many texts have each; those of the background count, too."""
        place = np.minimum(np.searchsorted(self.known_, runs), max(0, len(self.known_) - 1))
        if len(self.known_):
            df = df + np.where(self.known_[place] == runs, self.times_[place], 0)
        weights = 1 / np.maximum(1, df - 1)
        return np.where((df > COMMON) | np.isin(runs, self.quoted_), 0.0, weights)

    def _texts_with(self, run: int) -> int:
        number = np.uint64(run)
        first, last = (np.searchsorted(self.old_.runs, number, e) for e in ("left", "right"))
        old, new = self.old_.owners[first:last], self.new_.owners[self.new_.runs == number]
        return int((~self.gone_[np.append(old, new)]).sum())

    def _copied(self, left: Any, right: Any, runs: Any) -> Copied:
        shorter = np.minimum(self.sizes_[left], self.sizes_[right])
        return Copied(left, right, runs, runs / np.maximum(shorter, 1))

    def _order(self) -> Self:
        flat = _joined(self.said_)
        owners = np.repeat(np.arange(len(self.said_)), [len(each) for each in self.said_])
        order = np.argsort(flat, kind="stable")
        self.old_ = Prints(flat[order], owners[order])
        self.new_ = NOBODYS
        self.sizes_ = np.array([*map(len, self.said_)], int)
        self.ordered_ = len(self.said_)
        return self


def _joined(runs: Sequence[Any]) -> Any:
    return np.concatenate([np.zeros(0, np.uint64), *runs])

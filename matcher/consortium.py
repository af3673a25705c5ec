"""Say which parties would suit a bid: who fits by itself, and then who adds what is missing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, NamedTuple, Self, TypeVar

import numpy as np
from scipy.sparse import csr_matrix, diags

from lexicon.terms import Reason
from matcher.aspects import NEAREST, Aspects, concepts
from matcher.coverage import Aim, Cover, Fact, greedily
from matcher.postings import DIGITS
from matcher.ranking import Matcher
from matcher.words import Passage, stem

POOL = 50  # parties that may come into a group

K = TypeVar("K")


class Document(NamedTuple):
    """A text as the matcher reads it."""

    text: str
    language: str
    title: str = ""


@dataclass(frozen=True)
class Party(Generic[K]):
    """An organisation: its texts one by one, where it is (with all that lies around), its facts.

    busy: in how many open bids it is already.
    """

    key: K
    texts: Sequence[Passage] = ()
    areas: frozenset[str] = frozenset()
    facts: frozenset[Fact] = frozenset()
    busy: int = 0


@dataclass(frozen=True)
class Project(Generic[K]):
    """What some parties did together."""

    text: Passage
    parties: frozenset[K]
    areas: frozenset[str] = frozenset()


class Signals(NamedTuple):
    """What a score is made of: they add up to it."""

    topic: float
    cooperation: float
    region: float
    popularity: float
    workload: float = 0.0  # below nothing: who is busy comes after who is not


@dataclass(frozen=True)
class Suggestion(Generic[K]):
    """A party that would suit, and why.

    words: those of the call that its nearest text has. together: with whom it worked, how often.
    covers, meets: words and needs that the group before it did not cover.
    """

    key: K
    signals: Signals
    words: tuple[Reason, ...] = ()
    together: tuple[tuple[K, int], ...] = ()
    covers: tuple[str, ...] = ()
    meets: tuple[Fact, ...] = ()

    @property
    def score(self) -> float:
        """Return the sum of the signals."""
        return sum(self.signals)


@dataclass(frozen=True)
class Advice(Generic[K]):
    """Whom to ask, in this order, and what of the call nobody in the group would cover."""

    suggestions: tuple[Suggestion[K], ...]
    missing: tuple[str, ...]
    unmet: tuple[Fact, ...]


class ConsortiumAdvisor(Generic[K]):
    """Learns parties by their texts and by what they did together.

    cooperation, region, popularity: what each weighs beside the topic, which weighs 1. workload:
    what its open bids weigh against a party. fitting: what fitting by oneself weighs beside what
    one adds to the group.
    """

    def __init__(
        self,
        *,
        cooperation: float = 1.0,
        region: float = 0.5,
        popularity: float = 0.3,
        workload: float = 0.2,
        fitting: float = 0.25,
    ) -> None:
        self.cooperation = cooperation
        self.region = region
        self.popularity = popularity
        self.workload = workload
        self.fitting = fitting

    def fit(
        self,
        parties: Sequence[Party[K]],
        projects: Sequence[Project[K]] = (),
        aims: Iterable[Aim] = (),
        background: Iterable[Passage] = (),
    ) -> Self:
        """Learn. aims: what will be asked; words that no party says are known from them alone."""
        self.parties_ = list(parties)
        self.places_ = {each.key: place for place, each in enumerate(self.parties_)}
        within = [
            [self.places_[key] for key in project.parties if key in self.places_]
            for project in projects
        ]
        own = [[place] for place, party in enumerate(self.parties_) for _ in party.texts]
        self.took_part_ = _incidence(within, len(self.parties_))
        self.texts_ = _incidence([*within, *own], len(self.parties_))
        texts = [each.text for each in projects]
        texts += [text for party in self.parties_ for text in party.texts]
        asking = dict.fromkeys(each.text for each in aims)
        self.aims_ = {text: len(texts) + place for place, text in enumerate(asking)}
        documents = [Document(*each) for each in (*texts, *asking)]
        self.matcher_ = Matcher[Document]().fit(documents, interests=background)
        self.areas_ = [set(party.areas) for party in self.parties_]
        for project, places in zip(projects, within, strict=True):
            for place in places:
                self.areas_[place] |= project.areas
        self.aspects_: dict[Passage, Aspects] = {}
        return self

    def rank(self, aim: Aim, within: Collection[K] = ()) -> list[Suggestion[K]]:
        """Return all parties but those within, best first, equals in the order they came in."""
        inside = self._places(within)
        times = self.took_part_.sum(axis=1).A1
        scaled = diags(1 / np.sqrt(np.maximum(times, 1))) @ self.took_part_
        topic = self._nearness(aim)
        together = np.asarray((scaled @ scaled[inside].T).sum(axis=1)).ravel()
        topic[inside] = together[inside] = 0
        there = [not aim.areas.isdisjoint(each) for each in self.areas_]
        signals = np.column_stack(
            [
                _share(topic),
                self.cooperation * _share(together),
                self.region * np.array(there, float),
                self.popularity * _share(np.log1p(times)),
                -self.workload * _share(np.log1p([each.busy for each in self.parties_])),
            ]
        )
        order = np.argsort(-signals.sum(axis=1).round(DIGITS), kind="stable")
        return [
            Suggestion(self.parties_[place].key, Signals(*signals[place].tolist()))
            for place in order
            if place not in inside
        ]

    def advise(
        self,
        aim: Aim,
        within: Collection[K] = (),
        top: int = 5,
        *,
        without: Collection[K] = (),
    ) -> Advice[K]:
        """Return whom to ask beside those within, each with what it adds to the group so far.

        without: those who are not to be asked.
        """
        ranked = [each for each in self.rank(aim, within) if each.key not in without]
        pool = {each.key: each for each in ranked[:POOL]}
        most = max((each.score for each in pool.values()), default=0.0) or 1.0
        worth = {key: self.fitting * each.score / most for key, each in pool.items()}
        group = self.cover(aim, within)
        group = group._replace(asks=self._of_the_field(aim, [*pool, *within]))
        chosen: list[Suggestion[K]] = []
        for key, before in greedily(worth, lambda key: self.cover(aim, [key]), group):
            if len(chosen) == top:
                break
            mine = self.cover(aim, [key])
            covers, meets = before.added(mine)
            group = before.joined(mine)
            explained = self.explained(aim, pool[key], within)
            chosen.append(replace(explained, covers=covers, meets=meets))
        return Advice(tuple(chosen), *group.missing())

    def explained(
        self, aim: Aim, suggestion: Suggestion[K], within: Collection[K]
    ) -> Suggestion[K]:
        """Say of a party that was ranked by which words it fits, and with whom it has worked."""
        words = self._aspects(aim).covered(self._texts(suggestion.key))[1]
        return replace(suggestion, words=words, together=self._together(suggestion.key, within))

    def cover(self, aim: Aim, keys: Collection[K]) -> Cover:
        """Return what some parties cover of a call together."""
        aspects = self._aspects(aim)
        whole = Cover(aim, aspects.asks, {}, frozenset())
        for place in self._places(keys):
            party = self.parties_[place]
            words, _ = aspects.covered(self._texts(party.key))
            whole = whole.joined(Cover(aim, aspects.asks, words, party.facts))
        return whole

    def _of_the_field(self, aim: Aim, keys: Collection[K]) -> dict[str, float]:
        """Return the words that somebody has said, or that name a concept: others mean nothing."""
        said = {word for key in keys for word in self.cover(aim, [key]).words}
        return {
            word: weight
            for word, weight in self._aspects(aim).asks.items()
            if word in said
            or (aim.text.language, stem(word.lower(), aim.text.language)) in concepts()
        }

    def _aspects(self, aim: Aim) -> Aspects:
        if aim.text not in self.aspects_:
            own = self.aims_.get(aim.text)
            self.aspects_[aim.text] = Aspects(self.matcher_, aim.text, own)
        return self.aspects_[aim.text]

    def _texts(self, key: K) -> list[int]:
        return [int(place) for place in self.texts_[self.places_[key]].indices]

    def _together(self, key: K, within: Collection[K]) -> tuple[tuple[K, int], ...]:
        mine = self.took_part_[self.places_[key]]
        inside = self._places(within)
        times = (self.took_part_[inside] @ mine.T).toarray().ravel()
        return tuple(
            (self.parties_[place].key, int(each))
            for place, each in zip(inside, times, strict=True)
            if each
        )

    def _places(self, keys: Collection[K]) -> list[int]:
        return [self.places_[key] for key in keys if key in self.places_]

    def _nearness(self, aim: Aim) -> Any:
        row = self.matcher_.scores([aim.text])[:, : self.texts_.shape[1]]
        near = self.texts_.multiply(row).tocsr()
        texts = np.diff(self.texts_.indptr)
        return np.array(
            [
                np.sort(near[place].data)[-NEAREST:].sum() / max(1, min(NEAREST, texts[place]))
                for place in range(len(self.parties_))
            ]
        )


def _incidence(groups: Sequence[Sequence[int]], parties: int) -> Any:
    rows = [place for group in groups for place in group]
    columns = [number for number, group in enumerate(groups) for _ in group]
    return csr_matrix((np.ones(len(rows)), (rows, columns)), (parties, len(groups)))


def _share(values: Any) -> Any:
    most = values.max(initial=0.0)
    return values / most if most > 0 else values

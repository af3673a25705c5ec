"""Whom a call is for: interests held so that a new call meets all of them at once."""

from collections.abc import Sequence
from typing import Generic, NamedTuple, Self, TypeVar

import numpy as np

from matcher.languages import heard
from matcher.postings import Postings
from matcher.ranking import Matcher
from matcher.texts import Text, passage_of
from matcher.ways import Way
from matcher.words import Counted, Passage, count

PLAIN = ""

T = TypeVar("T", bound=Text)


class Group(NamedTuple):
    """Interests by their places, a way that leads to them, and their rows."""

    way: Way
    places: list[int]
    asked: Postings


class Audience(Generic[T]):
    """Interests, weighed as a matcher does. It need not know the calls that they are to meet."""

    def __init__(self, matcher: Matcher[T]) -> None:
        self.matcher = matcher

    def fit(self, interests: Sequence[Passage]) -> Self:
        """Take in interests."""
        self.languages_ = [heard(each).language for each in interests]
        self.counted_: dict[str, tuple[list[int], Counted]] = {}
        for language in sorted({*self.languages_}):
            places = [n for n, each in enumerate(self.languages_) if each == language]
            spoken = [Passage(interests[place].text, language) for place in places]
            self.counted_[language] = places, count(spoken)
        self.groups_: dict[str, list[Group]] = {}
        return self

    def ranked(self, call: T, least: float = 0.0) -> list[tuple[int, float]]:
        """Return (place, score) of the interests that a call reaches, best first."""
        passage = heard(passage_of(call))
        counted = count([passage])
        found: list[tuple[int, float]] = []
        groups = self._groups(passage.language)
        weighed = groups[0].way.weigh(counted) if groups else []
        for group in groups:
            [(rows, scores)] = group.asked.reaching(group.way.themed(weighed), least)
            found += zip(np.array(group.places)[rows].tolist(), scores.tolist(), strict=True)
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def _groups(self, target: str) -> list[Group]:
        """Return who asks: those who meet a call by themes of their language by themselves.

        To all others a call is the same, whatever their language.
        """
        if target not in self.groups_:
            groups: dict[str, Group] = {}
            for language, (places, counted) in self.counted_.items():
                way = self.matcher.index_.way(language, target)
                name = language if way.themed_ else PLAIN
                group = groups.setdefault(name, Group(way, [], Postings().fit()))
                group.places.extend(places)
                group.asked.partial_fit(way.ask(counted))
            self.groups_[target] = [*groups.values()]
        return self.groups_[target]

"""Which bids' texts are alike, as one clock remembers it: what did not change is not met again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lexicon.terms import Reason
from matcher.overlap import OverlapDetector, Pair
from matcher.reasons import told
from matcher.saved import fingerprint
from matcher.words import Passage
from workflow.overlaps.subjects import Subject


class Beside(NamedTuple):
    """What is weighed beside the bids: past bids, calls, and what partners want."""

    past: list[Passage]
    calls: list[Passage]
    interests: list[Passage]


class Why(NamedTuple):
    """The words and passages that two texts have in common."""

    reasons: tuple[Reason, ...]
    passages: tuple[tuple[str, float], ...]


class Comparing:
    """Holds the texts of all bids between two runs."""

    def __init__(self) -> None:
        self.of = self.seal = ""
        self.detector = OverlapDetector[Subject]()
        self.places: dict[str, int] = {}
        self.seals: dict[str, str] = {}
        self.found: dict[tuple[int, int], tuple[Pair[Subject], Why]] = {}

    def pairs(
        self, subjects: Sequence[Subject], of: str, beside: Callable[[], Beside]
    ) -> Iterator[tuple[Pair[Subject], Why]]:
        """Yield the pairs whose texts are alike, copies among them, and why.

        of: what they are weighed by; when that is another, all are met with all anew.
        """
        if self.of == of:
            self._change(subjects)
        else:
            self._begin(subjects, beside())
            self.of = of
        now = {self.places[each.name]: each for each in subjects}
        for places, (pair, why) in sorted(self.found.items()):
            left, right = places
            yield replace(pair, left=now[left], right=now[right]), why

    def _begin(self, subjects: Sequence[Subject], beside: Beside) -> None:
        self.detector = OverlapDetector[Subject]().fit(
            subjects, beside.past, beside.calls, beside.interests
        )
        self.places = {each.name: place for place, each in enumerate(subjects)}
        self.seals = {each.name: sealed(each) for each in subjects}
        self.found = {e.places: (e, self._why(e)) for e in self.detector.pairs(group_of)}

    def _change(self, subjects: Sequence[Subject]) -> None:
        seals = {each.name: sealed(each) for each in subjects}
        stale = [name for name, seal in self.seals.items() if seals.get(name) != seal]
        gone = {self.places.pop(name) for name in stale}
        self.detector.remove(gone)
        self.found = {e: found for e, found in self.found.items() if not gone.intersection(e)}
        fresh = [each for each in subjects if each.name not in self.places]
        for place, each in enumerate(fresh, len(self.detector.bids_)):
            self.places[each.name] = place
        self.detector.partial_fit(fresh)
        self.seals = seals
        for each in fresh:
            for pair in self.detector.near(self.places[each.name], group_of):
                self.found[pair.places] = pair, self._why(pair)

    def _why(self, pair: Pair[Subject]) -> Why:
        reasons = tuple(told(self.detector.reasons(pair)))
        return Why(reasons, tuple(self.detector.passages(pair)))


def group_of(subject: Subject) -> tuple[str, int]:
    """Return which call a bid is to."""
    return subject.group


def sealed(subject: Subject) -> str:
    """Return a fingerprint of what is compared of a bid."""
    return fingerprint(subject.title, subject.text, subject.group)

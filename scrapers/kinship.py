"""Which calls are one and the same, told by two sources, and which follows which.

Pure, and careful: what is not sure is left apart, for a person to see.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

SHORTEST_TITLE = 12  # letters; below that, equal titles say little
NUMBER = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,3}\b")
CODE = re.compile(r"(?=.*\d)(?=.*[-/])[\w/-]{8,}")


K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Told(Generic[K]):
    """What of a call says who it is. `key` is the caller's own name for it."""

    key: K
    source: Hashable
    identifier: str
    url: str
    title: str
    opens: date | None
    days: frozenset[date]
    weight: int


@dataclass(frozen=True)
class Kin(Generic[K]):
    """Two calls that belong together: `other` is the same as `first`, or follows it."""

    first: K
    other: K


def plain(title: str) -> str:
    """Return a title without case, marks and white space."""
    return " ".join(re.findall(r"\w+", title.casefold()))


def yearless(title: str) -> str:
    """Return a title as it is every year: without years and the numbers of rounds."""
    return " ".join(NUMBER.sub(" ", plain(title)).split())


def same(calls: Sequence[Told[K]]) -> Iterator[Kin[K]]:
    """Yield calls of different sources that are one, the fullest told first.

    Either the one's address or title bears the other's identifier, or title and all days are equal.
    """
    pairs = [*by_code(calls), *by_words(calls)]
    taken: set[K] = set()
    for one, other in pairs:
        first, second = sorted((one, other), key=lambda call: (-call.weight, str(call.key)))
        if first.source != second.source and not {first.key, second.key} & taken:
            taken.add(second.key)
            yield Kin(first.key, second.key)


def by_code(calls: Sequence[Told[K]]) -> Iterator[tuple[Told[K], Told[K]]]:
    """Pair calls of which one names the other's identifier, if that is a code and no word."""
    coded = {call.identifier.casefold(): call for call in calls if CODE.fullmatch(call.identifier)}
    for call in calls:
        for word in set(CODE.findall(f"{call.url} {call.title}".casefold().replace("?", " "))):
            named = coded.get(word) or coded.get(word.rpartition("/")[2])
            if named and named.source != call.source:
                yield named, call


def by_words(calls: Sequence[Told[K]]) -> Iterator[tuple[Told[K], Told[K]]]:
    """Pair calls with the same title and the same days."""
    alike: dict[tuple[str, frozenset[date]], list[Told[K]]] = defaultdict(list)
    for call in calls:
        if call.days and len(plain(call.title)) >= SHORTEST_TITLE:
            alike[plain(call.title), call.days].append(call)
    for group in alike.values():
        yield from pairwise(group)


def follows(calls: Sequence[Told[K]]) -> Iterator[Kin[K]]:
    """Yield calls of one source that are rounds of the same: the later follows the earlier.

    Their titles are equal but for years and numbers, and the earlier one's days are over when the
    later one opens, or before its first day.
    """
    rounds: dict[tuple[Hashable, str], list[Told[K]]] = defaultdict(list)
    for call in calls:
        if call.days and len(yearless(call.title)) >= SHORTEST_TITLE:
            rounds[call.source, yearless(call.title)].append(call)
    for group in rounds.values():
        for later in group:
            earlier = [each for each in group if each is not later and before(each, later)]
            if earlier:
                yield Kin(max(earlier, key=lambda call: max(call.days)).key, later.key)


def before(earlier: Told[K], later: Told[K]) -> bool:
    """Say whether one round was over before the other began."""
    return max(earlier.days) < (later.opens or min(later.days))

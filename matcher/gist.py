"""The sentences of a long text that say most of what it is about, by what words weigh."""

from typing import Any, NamedTuple

import numpy as np

from matcher.languages import heard
from matcher.ranking import Matcher
from matcher.words import Passage, count

SHORTEST, LONGEST = 4, 80  # words: less is a heading, more is a table or a list
MOST = 1_000  # sentences that are weighed


class Gist(NamedTuple):
    """Sentences in their own order, and how many others there were."""

    sentences: list[str]
    left_out: int


def gist(matcher: Matcher[Any], sentences: list[str], language: str, most: int) -> Gist:
    """Choose the sentences that have most in common with all of them together, each thing once.

    most: how many characters they may have. What words weigh is what the matcher has learnt. A
    sentence of which another says nearly all is left out: an application says things many times.
    """
    there = [each for each in sentences if SHORTEST <= len(each.split()) <= LONGEST][:MOST]
    if not there:
        return Gist([], len(sentences))
    spoken = heard(Passage(" ".join(there), language)).language
    way = matcher.index_.way(spoken, spoken)
    rows = way.meet(count([Passage(each, spoken) for each in there])).sparse.tocsr()
    whole = way.ask(count([Passage(" ".join(there), spoken)])).sparse
    weights = np.asarray((rows @ whole.T).todense()).ravel()
    chosen: list[int] = []
    room, said = most, np.zeros(rows.shape[1], bool)
    for place in np.argsort(-weights, kind="stable"):
        words = rows[place].indices
        new = np.count_nonzero(~said[words]) * 2 >= len(words) > 0
        if weights[place] > 0 and new and len(there[place]) < room:
            chosen.append(int(place))
            room -= len(there[place]) + 1
            said[words] = True
    kept = [there[place] for place in sorted(chosen)]
    return Gist(kept, len(sentences) - len(kept))

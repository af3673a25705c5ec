"""Pair the sentences of two wordings of one text, by their lengths alone.

Gale and Church (1993), "A program for aligning sentences in bilingual corpora": what is long in one
language is long in the other, and most sentences answer one sentence.
"""

import re
from collections.abc import Sequence

SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[^\W\d_a-zåäöæø]|\d)|\n+")
VARIANCE = 6.8  # of a translation's length, per character (Gale and Church)
COSTS = {(1, 1): 0.0, (1, 0): 4.5, (0, 1): 4.5, (2, 1): 2.3, (1, 2): 2.3, (2, 2): 4.4}  # -log p
MOST = 400  # sentences: a longer text is left whole


def sentences(text: str) -> list[str]:
    """Split a text where a sentence ends and a capital or a figure follows."""
    return [each for each in SENTENCE.split(text) if each.strip()]


def aligned(left: str, right: str) -> list[tuple[str, str]]:
    """Return the pairs of passages that say the same, in order; either may be empty."""
    ours, theirs = sentences(left), sentences(right)
    if not ours or not theirs or max(len(ours), len(theirs)) > MOST:
        return [(left, right)]
    came = _cheapest([len(each) for each in ours], [len(each) for each in theirs])
    found, at = [], (len(ours), len(theirs))
    while at != (0, 0):
        before = came[at]
        found.append((" ".join(ours[before[0] : at[0]]), " ".join(theirs[before[1] : at[1]])))
        at = before
    return found[::-1]


def _cheapest(ours: Sequence[int], theirs: Sequence[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for each place reached, the place it is reached from at the least cost."""
    ratio = sum(theirs) / sum(ours)
    least, came = {(0, 0): 0.0}, {}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            if (i, j) not in least:
                continue
            for (some, others), cost in COSTS.items():
                to = i + some, j + others
                if to[0] > len(ours) or to[1] > len(theirs):
                    continue
                wanted, got = sum(ours[i : to[0]]) * ratio, sum(theirs[j : to[1]])
                apart = (wanted - got) ** 2 / (VARIANCE * max(1.0, (wanted + got) / 2))
                total = least[i, j] + cost + apart / 2
                if total < least.get(to, float("inf")):
                    least[to], came[to] = total, (i, j)
    return came

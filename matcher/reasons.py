"""Say why: which words of one text are met by which of another, and what each pair adds."""

from collections import defaultdict
from typing import Any

from lexicon.terms import Reason
from matcher.words import Passage, Words


def reasons(words: Words, shared: Any, asked: Passage, met: Passage) -> tuple[Reason, ...]:
    """Tell the products of two rows of weights as pairs of words, the weightiest first.

    The weights add up to the sum of the row.
    """
    theirs, ours = words.forms_of(met), words.forms_of(asked)
    pairs: defaultdict[tuple[str, str], float] = defaultdict(float)
    for column, weight in zip(shared.indices, shared.data, strict=True):
        pairs[ours[column], theirs[column]] += float(weight)
    found = (Reason(word=word, met=form, weight=weight) for (word, form), weight in pairs.items())
    return tuple(sorted(found, key=lambda each: (-each.weight, each.word, each.met)))

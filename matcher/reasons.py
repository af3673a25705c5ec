"""Say why: which words of one text are met by which of another, and what each pair adds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from lexicon.terms import Likeness, Reason
from matcher.columns import Part, heaviest
from matcher.postings import Shared
from matcher.words import firsts

LEAST = 0.05  # of all reasons together; a pair that adds less is not told

Forms = Mapping[int, str]  # the form that stands for a column


def in_own_forms(text: str, views: Sequence[Sequence[Part]]) -> list[Forms]:
    """Map, for each view, each column to the text's own form of the word that counts most for it.

    Of words that count alike it is the first in the text.
    """
    wanted = {part.word for parts in views for part in parts}
    own = firsts(text, wanted)
    order = {word: place for place, word in enumerate(own)}
    return [
        heaviest(
            Part(part.column, own.get(part.word, part.word), part.weight)
            for part in sorted(parts, key=lambda each: order.get(each.word, len(own)))
        )
        for parts in views
    ]


def reasons(shared: Shared, views: Iterable[tuple[Forms, Forms, Forms, int]]) -> tuple[Reason, ...]:
    """Tell the products of two rows of weights as pairs of words, the weightiest first.

    shared: the columns of the views come side by side and then those of earlier texts.
    views: the forms by column of the one text, of calls it was said to fit and of the other, and
    how many columns there are; first of stems, then of spellings. The weights add up to all.
    """
    pairs: defaultdict[tuple[str, str], float] = defaultdict(float)
    kinds: dict[tuple[str, str], Likeness] = {}
    start = 0
    for place, (ours, lent, theirs, width) in enumerate(views):
        first, last = np.searchsorted(shared.columns, (start, start + width))
        inside = slice(first, last)
        columns, products = shared.columns[inside] - start, shared.products[inside]
        for column, weight in zip(columns.tolist(), products.tolist(), strict=True):
            own = column in ours
            pair = (ours if own else lent)[column], theirs[column]
            pairs[pair] += weight
            word = Likeness.WORD if own else Likeness.ANSWER
            kinds.setdefault(pair, Likeness.SPELLING if place else word)
        start += width
    rest = shared.products[np.searchsorted(shared.columns, start) :]
    themes = shared.themes + float(rest.sum())
    found = [
        Reason(word=pair[0], met=pair[1], weight=weight, likeness=kinds[pair])
        for pair, weight in pairs.items()
    ]
    if themes:
        found.append(Reason(word="", met="", weight=themes, likeness=Likeness.THEME))
    return tuple(sorted(found, key=lambda each: (-each.weight, each.word, each.met)))


def told(found: Sequence[Reason]) -> Iterator[Reason]:
    """Yield what people are told: words, and of those none that adds too little."""
    least = LEAST * sum(each.weight for each in found)
    kinds = Likeness.WORD, Likeness.ANSWER
    return (each for each in found if each.likeness in kinds and each.weight >= least)

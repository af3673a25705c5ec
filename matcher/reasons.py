"""Say why: which words of one text are met by which of another, and what each pair adds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from lexicon.terms import Likeness, Reason
from matcher.columns import Parts
from matcher.postings import Shared
from matcher.words import firsts

LEAST = 0.05  # of all reasons together; a pair that adds less is not told

KINDS = Likeness.WORD, Likeness.SPELLING  # of what views share

Forms = Mapping[int, str]  # the form that stands for a column


def in_own_forms(
    text: str, words: Sequence[tuple[str, str]], views: Sequence[Parts]
) -> list[Forms]:
    """Map, for each view, each column to the text's own form of the word that counts most for it.

    words: the language and the form in lower case, by number. Of words that count alike it is the
    first in the text.
    """
    some = np.unique(np.concatenate([parts.words for parts in views]))
    wanted = [words[each][1] for each in some.tolist()]
    own = firsts(text, wanted)
    order = {word: place for place, word in enumerate(dict.fromkeys([*own, *wanted]))}
    forms = [own.get(word, word) for word in order]
    places = np.array([order[word] for word in wanted], int)
    ordered = (places[np.searchsorted(some, parts.words)] for parts in views)
    return [
        Parts(parts.columns, each, parts.weights).heaviest(forms)
        for parts, each in zip(views, ordered, strict=True)
    ]


def reasons(
    views: Iterable[tuple[Shared, Forms, Forms, Forms]], themes: float
) -> tuple[Reason, ...]:
    """Tell what two texts share as pairs of words, the weightiest first. All add up to the score.

    views: what they share, and the forms of the one text, of calls it was said to fit and of the
    other; first by stems, then by spellings. themes: what texts of the past add.
    """
    pairs: dict[tuple[str, str], float] = {}
    kinds: dict[tuple[str, str], Likeness] = {}
    for (shared, ours, lent, theirs), kind in zip(views, KINDS, strict=True):
        for column, weight in zip(shared.columns.tolist(), shared.products.tolist(), strict=True):
            own = column in ours
            pair = (ours if own else lent)[column], theirs[column]
            if pair in pairs:
                pairs[pair] += weight
            else:
                pairs[pair] = weight
                kinds[pair] = kind if own or kind is Likeness.SPELLING else Likeness.ANSWER
    found = [(-weight, *pair, kinds[pair]) for pair, weight in pairs.items()]
    if themes:
        found.append((-themes, "", "", Likeness.THEME))
    return tuple(
        Reason(word=word, met=met, weight=-less, likeness=kind)
        for less, word, met, kind in sorted(found)
    )


def told(found: Sequence[Reason]) -> Iterator[Reason]:
    """Yield what people are told: words, and of those none that adds too little."""
    least = LEAST * sum(each.weight for each in found)
    kinds = Likeness.WORD, Likeness.ANSWER
    return (each for each in found if each.likeness in kinds and each.weight >= least)

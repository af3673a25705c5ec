"""Say why: which words of one text are met by which of another, and what each pair adds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from lexicon.terms import Likeness, Reason
from matcher.columns import Parts
from matcher.postings import Shared
from matcher.words import firsts

WORD, ANSWER, SPELLING, THEME = Likeness
LEAST = 0.05  # of all reasons together; a pair that adds less is not told

Forms = Mapping[int, str]  # the form that stands for a column


def in_own_forms(text: str, words: Sequence[tuple[str, str]], parts: Parts) -> Forms:
    """Map each column to the text's own form of the word that counts most for it.

    words: the language and the form in lower case, by number. Of words that count alike it is the
    first in the text.
    """
    some, at = np.unique(parts.words, return_inverse=True)
    wanted = [words[each][1] for each in some.tolist()]
    places, forms = firsts(text, wanted)
    return Parts(parts.columns, at, parts.weights).heaviest(forms, np.array(places, int))


def reasons(
    shared: Shared, stems: int, ours: Forms, lent: Forms, theirs: Forms
) -> tuple[Reason, ...]:
    """Tell what two texts share as pairs of words, the weightiest first. All add up to the score.

    stems: how many of the columns are stems; the others are spellings. ours, lent, theirs: the
    forms of the one text, of calls that it was said to fit, and of the other text.
    """
    found: dict[tuple[str, str], list[Any]] = {}
    for column, weight in zip(shared.columns.tolist(), shared.products.tolist(), strict=True):
        own = ours.get(column)
        pair = own or lent[column], theirs[column]
        if pair in found:
            found[pair][0] -= weight
        else:
            kind = SPELLING if column >= stems else WORD if own else ANSWER
            found[pair] = [-weight, *pair, kind]
    if shared.themes:
        found["", ""] = [-shared.themes, "", "", THEME]
    return tuple(
        [
            Reason(word=word, met=met, weight=-less, likeness=kind)
            for less, word, met, kind in sorted(found.values())
        ]
    )


def told(found: Sequence[Reason]) -> Iterator[Reason]:
    """Yield what people are told: words, and of those none that adds too little."""
    least = LEAST * sum(each.weight for each in found)
    kinds = Likeness.WORD, Likeness.ANSWER
    return (each for each in found if each.likeness in kinds and each.weight >= least)

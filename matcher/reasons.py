"""Say why: which words of one text are met by which of another, and what each pair adds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lexicon.terms import Likeness, Reason

LEAST = 0.05  # of all reasons together; a pair that adds less is not told

Forms = Mapping[int, str]  # the form that stands for a column


def reasons(
    shared: Any, views: Iterable[tuple[Forms, Forms, int]], themes: float
) -> tuple[Reason, ...]:
    """Tell the products of two rows of weights as pairs of words, the weightiest first.

    shared: one row, the columns of the views side by side and then those of earlier texts.
    views: the forms of the one text and of the other by column, and how many columns there are;
    first of stems, then of spellings. themes: what latent themes add. The weights add up to all.
    """
    pairs: defaultdict[tuple[str, str], float] = defaultdict(float)
    same: set[tuple[str, str]] = set()
    start = 0
    for place, (ours, theirs, width) in enumerate(views):
        inside = (shared.indices >= start) & (shared.indices < start + width)
        for column, weight in zip(shared.indices[inside], shared.data[inside], strict=True):
            pair = ours[column - start], theirs[column - start]
            pairs[pair] += float(weight)
            if place == 0:
                same.add(pair)
        start += width
    themes += float(shared.data[shared.indices >= start].sum())
    found = [
        Reason(word=pair[0], met=pair[1], weight=weight,
               likeness=Likeness.WORD if pair in same else Likeness.SPELLING)
        for pair, weight in pairs.items()
    ]  # fmt: skip
    if themes:
        found.append(Reason(word="", met="", weight=themes, likeness=Likeness.THEME))
    return tuple(sorted(found, key=lambda each: (-each.weight, each.word, each.met)))


def told(found: Sequence[Reason]) -> Iterator[Reason]:
    """Yield what people are told: words, and of those none that adds too little."""
    least = LEAST * sum(each.weight for each in found)
    return (each for each in found if each.likeness is Likeness.WORD and each.weight >= least)

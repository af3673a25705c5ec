"""A bridge between languages, learnt from what is worded in several of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Self

import numpy as np

from lexicon.glossary import LANGUAGES, glossary, vocabulary
from lexicon.language import FUNCTION_WORDS
from matcher.alignment import aligned
from matcher.columns import Features
from matcher.saved import Unusable, array_to_words, fingerprint, load, save, words_to_array
from matcher.table import Pair, Table, tables
from matcher.words import SCANDINAVIAN, forms, stem

LONGEST_LABEL = 4  # words
FEW = 100  # texts: what stands once in fewer is paired by chance, the rest of it being unknown

Wordings = Mapping[str, str]  # a text by language
Labels = Mapping[str, Sequence[str]]  # the names of one concept by language


class Bridge:
    """Translates stems by sparse tables, one for each two languages and direction.

    parallel texts: wordings of one text. labels: names of one concept, of a thesaurus or glossary.
    kept: a folder that keeps the tables, until they are to be learnt from something else.
    """

    def __init__(self, *, glossary: bool = True, kept: Path | None = None) -> None:
        self.glossary = glossary
        self.kept = kept

    def fit(self, parallel: Iterable[Wordings] = (), labels: Iterable[Labels] = ()) -> Self:
        """Learn the tables, and keep the parallel texts: they tell themes, too."""
        self.parallel_ = list(parallel)
        named = [*labels]
        if self.glossary:
            named += [*(each.names for each in glossary()), *vocabulary()]
        self.tables_: dict[tuple[str, str], Table] = {}
        if self.kept is None:
            self._learn(named)
        else:
            of = fingerprint(self.parallel_, named)
            try:
                self.load(self.kept, of)
            except Unusable:
                self._learn(named)
                self.save(self.kept, of)
        self.words_ = Counter(
            (language, form.lower())
            for names in named
            for language, said in names.items()
            for name in said
            for form in forms(name)
        )
        return self

    def translate(self, cut: str, language: str, target: str) -> Features:
        """Return what a stem is called in another language, and each name's share; or nothing.

        Norwegian, Danish and Swedish lend each other their tables.
        """
        for one in _near(language):
            for other in _near(target):
                if found := self.tables_.get((one, other), {}).get(cut):
                    return found
        return []

    def save(self, folder: Path, of: str) -> None:
        """Keep the tables. of: a fingerprint of what they were learnt from."""
        arrays = {}
        for (left, right), table in self.tables_.items():
            rows = [(word, other, share) for word, row in table.items() for other, share in row]
            arrays[f"{left}-{right}.words"] = words_to_array([word for word, _, _ in rows])
            arrays[f"{left}-{right}.others"] = words_to_array([other for _, other, _ in rows])
            arrays[f"{left}-{right}.shares"] = np.array([share for _, _, share in rows])
        save(folder, of, arrays)

    def load(self, folder: Path, of: str) -> None:
        """Take the tables back; raise Unusable if they cannot be trusted."""
        arrays = load(folder, of)
        self.tables_ = {}
        for name in arrays:
            pair, _, kind = name.partition(".")
            if kind != "shares":
                continue
            left, _, right = pair.partition("-")
            table: Table = {}
            words, others = (
                array_to_words(arrays[f"{pair}.{each}"]) for each in ("words", "others")
            )
            for word, other, share in zip(words, others, arrays[name].tolist(), strict=True):
                table.setdefault(word, []).append((other, share))
            self.tables_[left, right] = table

    def _learn(self, named: Sequence[Labels]) -> None:
        self.tables_ = {}
        cut = [
            {each: [_stems(name, each) for name in names.get(each, ())] for each in LANGUAGES}
            for names in named
        ]
        for left, right in combinations(LANGUAGES, 2):
            there, back = tables([*self._sentences(left, right), *_names(cut, left, right)])
            if there:
                self.tables_[left, right], self.tables_[right, left] = there, back

    def _sentences(self, left: str, right: str) -> Iterable[Pair]:
        both = [each for each in self.parallel_ if left in each and right in each]
        pairs = [
            Pair(_stems(ours, left), _stems(theirs, right))
            for each in both
            for ours, theirs in aligned(each[left], each[right])
        ]
        return pairs if len(both) >= FEW else _seen_twice(pairs)


@cache
def built_in() -> Bridge:
    """Return the bridge of the glossary alone."""
    return Bridge().fit()


def _seen_twice(pairs: Sequence[Pair]) -> Iterable[Pair]:
    """Yield the pairs without words that stand in one of them only."""
    ours = Counter(word for pair in pairs for word in pair.left)
    theirs = Counter(word for pair in pairs for word in pair.right)
    for pair in pairs:
        yield Pair(
            [word for word in pair.left if ours[word] > 1],
            [word for word in pair.right if theirs[word] > 1],
        )


def _names(
    cut: Iterable[Mapping[str, Sequence[list[str]]]], left: str, right: str
) -> Iterable[Pair]:
    for names in cut:
        for some, others in product(names[left], names[right]):
            if 0 < max(len(some), len(others)) <= LONGEST_LABEL:
                yield Pair(some, others, 1 / max(len(some), len(others)))


def _stems(text: str, language: str) -> list[str]:
    unsaid = FUNCTION_WORDS[language]
    words = (form.lower() for form in forms(text))
    return list(dict.fromkeys(stem(word, language) for word in words if word not in unsaid))


def _near(language: str) -> Sequence[str]:
    if language not in SCANDINAVIAN:
        return (language,)
    return (language, *(each for each in ("sv", "nb", "da") if each != language))

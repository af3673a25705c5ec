"""Obey the words that a call must or must not have."""

from collections.abc import Iterable
from functools import lru_cache

from matcher.words import Passage, pieces, stem

# Endings that make another form of the same noun or adjective. Snowball goes further: it takes
# *fastighet* for *fast*, which does to rank by but not to refuse by, and *skolan* not for *skola*.
SCANDINAVIAN = ("sv", "nb", "nn", "no", "da")
ENDINGS = tuple(
    ending + genitive
    for ending in (
        *("", "a", "e", "n", "t", "en", "et", "ar", "er", "or", "na", "ne"),
        *("arna", "erna", "orna", "ene", "ane", "erne"),
    )
    for genitive in ("", "s")
    if ending or genitive
)


class Phrases:
    """Words or phrases in any of their forms, whole: *skola* is met by *skolor*, not by *skolbuss*.

    The forms are those of the call's own language.
    """

    def __init__(self, requires: Iterable[str] = (), excludes: Iterable[str] = ()) -> None:
        self.requires = [each for each in map(pieces, requires) if each]
        self.excludes = [each for each in map(pieces, excludes) if each]

    def allow(self, call: Passage) -> bool:
        """Say whether the call has every word required, and none that is excluded."""
        if not (self.requires or self.excludes):
            return True
        said = [_roots(word, call.language) for word in pieces(call.text)]
        return all(_stands(each, call.language, said) for each in self.requires) and not any(
            _stands(each, call.language, said) for each in self.excludes
        )


def _stands(phrase: list[str], language: str, said: list[frozenset[str]]) -> bool:
    wished = [_roots(word, language) for word in phrase]
    return any(
        all(one & other for one, other in zip(wished, said[start:], strict=False))
        for start in range(len(said) - len(wished) + 1)
    )


@lru_cache(maxsize=100_000)
def _roots(word: str, language: str) -> frozenset[str]:
    """Return what a word may be without an ending; forms of one word share a root."""
    if language not in SCANDINAVIAN:
        return frozenset((stem(word, language),))
    roots = {word}
    for ending in ENDINGS:
        root = word.removesuffix(ending)
        shortest = 4 if ending in ("n", "s", "t") else 3  # *barn* is no form of *bar*
        if root != word and len(root) >= shortest:
            roots.add(root)
    if word[-2:] in ("el", "en", "er") and len(word) > 4:
        roots.add(word[:-2] + word[-1])  # läkemedel, läkemedlet
    return frozenset(roots)

"""Obey the words that a call must or must not have."""

from collections.abc import Iterable

from matcher.inflection import roots
from matcher.words import Passage, pieces


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
        said = [roots(word, call.language) for word in pieces(call.text)]
        return all(_stands(each, call.language, said) for each in self.requires) and not any(
            _stands(each, call.language, said) for each in self.excludes
        )


def _stands(phrase: list[str], language: str, said: list[frozenset[str]]) -> bool:
    wished = [roots(word, language) for word in phrase]
    return any(
        all(one & other for one, other in zip(wished, said[start:], strict=False))
        for start in range(len(said) - len(wished) + 1)
    )

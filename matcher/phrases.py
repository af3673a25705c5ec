"""Obey the words that a call must or must not have."""

from collections.abc import Iterable

from matcher.words import Passage, pieces, stem


class Phrases:
    """Words or phrases in any of their forms, whole: *skola* is met by *skolor*, not by *skolbuss*.

    The forms are those of the call's own language.
    """

    def __init__(
        self, requires: Iterable[str] = (), excludes: Iterable[str] = (), *, stems: bool = True
    ) -> None:
        self.requires = [each for each in requires if pieces(each)]
        self.excludes = [each for each in excludes if pieces(each)]
        self.stems = stems

    def allow(self, call: Passage) -> bool:
        """Say whether the call has every word required, and none that is excluded."""
        if not (self.requires or self.excludes):
            return True
        said = self._line(call.text, call.language)
        return all(self._line(each, call.language) in said for each in self.requires) and not any(
            self._line(each, call.language) in said for each in self.excludes
        )

    def _line(self, text: str, language: str) -> str:
        found = pieces(text)
        return f" {' '.join(stem(each, language) if self.stems else each for each in found)} "

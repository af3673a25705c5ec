"""Part compounds: *arbetsgivarstöd* also counts, with less weight, as *arbetsgivare* and *stöd*.

After Koehn and Knight (2003): the parting is best whose parts have the highest geometric mean of
frequencies, the whole word among them. What stands between two parts depends on the language.
"""

from collections.abc import Iterator, Mapping
from math import exp, log

LINKS = {
    "sv": ("", "s"),
    "nb": ("", "s", "e"),
    "nn": ("", "s", "e"),
    "no": ("", "s", "e"),
    "da": ("", "s", "e"),
    "fi": ("", "n"),
}
SHORTEST = 4
RAREST = 2
MOST = 3


class Splitter:
    """Parts words by how often their parts stand alone. English writes its compounds apart."""

    def __init__(self, language: str, frequencies: Mapping[str, int]) -> None:
        self.links = LINKS.get(language, ())
        self.logs = {
            word: log(times)
            for word, times in frequencies.items()
            if times >= RAREST and len(word) >= SHORTEST and word.isalpha()
        }

    def split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a lower-case word, none if it is best left whole."""
        best = exp(self.logs[word]) if word in self.logs else 0.0
        chosen: tuple[str, ...] = ()
        for parts in self._partings(word, MOST):
            mean = exp(sum(self.logs[part] for part in parts) / len(parts))
            if mean > best:
                best, chosen = mean, parts
        return chosen

    def _partings(self, word: str, most: int) -> Iterator[tuple[str, ...]]:
        for end in range(SHORTEST, len(word) - SHORTEST + 1):
            for link in self.links:
                head = word[:end].removesuffix(link) if word[:end].endswith(link) else ""
                if head not in self.logs:
                    continue
                if word[end:] in self.logs:
                    yield head, word[end:]
                if most > 2:
                    yield from ((head, *rest) for rest in self._partings(word[end:], most - 1))

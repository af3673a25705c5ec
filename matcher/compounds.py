"""Part compounds: *arbetsgivarstöd* also counts, with less weight, as *arbetsgivare* and *stöd*.

After Koehn and Knight (2003): the parting is best whose parts have the highest geometric mean of
frequencies, the whole word among them. What stands between two parts depends on the language.
"""

from collections.abc import Mapping
from math import inf, log
from typing import Any

LINKS = {"sv": "s", "nb": "se", "nn": "se", "no": "se", "da": "se", "fi": "n"}  # a letter, or none
SHORTEST = 4
RAREST = 2
MOST = 3


class Splitter:
    """Parts words by how often their parts stand alone. English writes its compounds apart."""

    def __init__(self, language: str, frequencies: Mapping[str, int]) -> None:
        self.links = LINKS.get(language, "")
        self.logs = {
            word: log(times)
            for word, times in frequencies.items()
            if language in LINKS and times >= RAREST and len(word) >= SHORTEST and word.isalpha()
        }

    def split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a lower-case word, none if it is best left whole."""
        best, chosen = self.logs.get(word, -inf), ()
        for total, *parts in self._partings(word, MOST):
            if total / len(parts) > best:
                best, chosen = total / len(parts), tuple(parts)
        return chosen

    def _partings(self, word: str, most: int) -> list[Any]:
        """Return the ways to part a word, each after the sum of its parts' logarithms."""
        found: list[Any] = []
        known, links = self.logs.get, self.links
        for end in range(SHORTEST, len(word) - SHORTEST + 1):
            if (log_of_head := known(head := word[:end])) is None:
                continue
            for start in (end, end + 1) if word[end] in links else (end,):
                tail = word[start:]
                if (log_of_tail := known(tail)) is not None:
                    found.append((log_of_head + log_of_tail, head, tail))
                if most > 2 and len(tail) >= 2 * SHORTEST:
                    found += (
                        (log_of_head + total, head, *rest)
                        for total, *rest in self._partings(tail, most - 1)
                    )
        return found

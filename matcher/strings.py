"""Number the different strings between the spaces of texts: many times fewer than words in all."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

PAYS = 1_000_000  # characters: fewer are read before Numba is loaded
AT_ONCE = 1 << 24  # characters: texts are laid together up to these


class Places(dict[str, int]):
    """The place of each string, in the order in which they came."""

    def __missing__(self, string: str) -> int:
        place = self[string] = len(self)
        return place


def numbered(texts: Sequence[str], strings: Places, engine: str | None = None) -> list[Any]:
    """Return the places of each text's strings, in their order; those never met are added.

    engine: what tells them apart, `numba` or `python`; None is the faster one that is installed.
    The first parts at the spaces of ASCII alone, so its strings may be longer: they hold the same
    words.
    """
    if (engine or _faster(texts)) == "python":
        return [_split(text, strings) for text in texts]
    fast = import_module("matcher.strings_by_numba")
    return [each for some in _together(texts) for each in fast.numbered(some, strings)]


def _split(text: str, strings: Places) -> Any:
    said = text.split()
    return np.fromiter(map(strings.__getitem__, said), np.int32, len(said))


def _faster(texts: Sequence[str]) -> str:
    return "numba" if sum(map(len, texts)) > PAYS and find_spec("numba") else "python"


def _together(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield as many texts as may be laid together, at least one."""
    some: list[str] = []
    long = 0
    for text in texts:
        if some and long + len(text) > AT_ONCE:
            yield some
            some, long = [], 0
        some.append(text)
        long += len(text)
    yield some

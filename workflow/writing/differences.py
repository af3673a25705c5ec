"""Two texts held against each other: paragraph by paragraph, and word by word within them."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

PARAGRAPHS = re.compile(r"[^\n]*\n+|[^\n]+")
WORDS = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")
WORK = 1_000_000  # comparisons, a second at most: what is longer is shown as a whole


class Kind(StrEnum):
    """What a piece is, held against the earlier text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """Words that stand in both texts, or in one of them only."""

    kind: Kind
    words: str


def difference(before: str, after: str) -> list[Piece]:
    """Return the pieces of both texts, in order; what is gone comes before what is new."""
    pieces = compared(PARAGRAPHS.findall(before), PARAGRAPHS.findall(after), within)
    return [
        Piece(kind, "".join(each.words for each in same))
        for kind, same in groupby(pieces, key=lambda each: each.kind)
    ]


def within(before: str, after: str) -> Iterator[Piece]:
    """Yield the pieces of paragraphs that stand in each other's place."""
    return compared(WORDS.findall(before), WORDS.findall(after), both)


def both(before: str, after: str) -> Iterator[Piece]:
    """Yield what is gone and what is new, as wholes."""
    if before:
        yield Piece(Kind.GONE, before)
    if after:
        yield Piece(Kind.NEW, after)


def compared(
    old: Sequence[str], new: Sequence[str], finer: Callable[[str, str], Iterator[Piece]]
) -> Iterator[Piece]:
    """Yield the pieces of two texts that have been taken apart in the same way."""
    if len(old) * len(new) > WORK:
        yield from both("".join(old), "".join(new))
        return
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Kind.SAME, "".join(old[a:b]))
        elif kind == "replace":
            yield from finer("".join(old[a:b]), "".join(new[c:d]))
        else:
            yield from both("".join(old[a:b]), "".join(new[c:d]))

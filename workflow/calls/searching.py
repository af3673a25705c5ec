"""What somebody typed in a search field, read as a condition on calls.

Words are looked for by how they begin, all of them; "a phrase" as it stands. AND, OR and NOT (also
in Swedish, Norwegian, Danish and Finnish) in capitals join them, as a minus before a word excludes
it; parentheses group. What is not finished, such as a lone quotation mark, is read as far as it
goes: a search has no errors.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, not_, or_

from models.search import having

LONGEST = 100  # words and signs; what comes after them is left out
DEEPEST = 10
PIECES = re.compile(
    r'(?P<open>\()|(?P<close>\))|(?P<minus>-(?=[\w"(]))?"(?P<phrase>[^"]*)"?|(?P<word>[^\s()"]+)'
)
UNSAID = re.compile(r"[\0-\x1f\ud800-\udfff]")  # no database takes them
SAID = re.compile(r"\w")


class Sign(Enum):
    """What joins words."""

    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()


SIGNS = {
    **dict.fromkeys(("AND", "OCH", "OG", "JA", "&", "&&"), Sign.AND),
    **dict.fromkeys(("OR", "ELLER", "TAI", "|", "||"), Sign.OR),
    **dict.fromkeys(("NOT", "INTE", "IKKE", "EI", "-"), Sign.NOT),
}


class Words(NamedTuple):
    """What is looked for: words in a row, the last perhaps only begun."""

    words: str
    begun: bool


def search(typed: str) -> ColumnElement[bool] | None:
    """Read what was typed; None if there is nothing to look for."""
    return _Reader(pieces(typed)).either(0)


def pieces(typed: str) -> list[Words | Sign]:
    """Take what was typed apart: words and phrases, and what joins them."""
    found: list[Words | Sign] = []
    for each in PIECES.finditer(UNSAID.sub(" ", typed)):
        found += _piece(each)
    return found[:LONGEST]


def _piece(found: re.Match[str]) -> Iterator[Words | Sign]:
    word, phrase = found["word"] or "", found["phrase"]
    if found["open"] or found["close"]:
        yield Sign.OPEN if found["open"] else Sign.CLOSE
    elif word in SIGNS:
        yield SIGNS[word]
    else:
        if found["minus"] or word[:1] == "-":
            yield Sign.NOT
        if SAID.search(phrase or word):
            yield Words((phrase or word).strip("-* "), begun=phrase is None)


class _Reader:
    """Reads pieces into a condition: NOT binds closest, then AND, then OR."""

    def __init__(self, left: list[Words | Sign]) -> None:
        self.left = left

    def either(self, depth: int) -> ColumnElement[bool] | None:
        """Read until the end, or until the parenthesis closes."""
        found = [self._all(depth)]
        while self._next(Sign.OR):
            found.append(self._all(depth))
        said = [each for each in found if each is not None]
        return or_(*said) if said else None

    def _all(self, depth: int) -> ColumnElement[bool] | None:
        found = []
        while self.left and self.left[0] is not Sign.OR:
            if self.left[0] is Sign.CLOSE and depth:
                break
            if (one := self._one(depth)) is not None:
                found.append(one)
        return and_(*found) if found else None

    def _one(self, depth: int) -> ColumnElement[bool] | None:
        if self._next(Sign.NOT):
            one = self._one(depth) if self.left else None
            return None if one is None else not_(one)
        piece = self.left.pop(0)
        if isinstance(piece, Words):
            return having(piece.words, begun=piece.begun)
        if piece is Sign.OPEN and depth < DEEPEST:
            inside = self.either(depth + 1)
            self._next(Sign.CLOSE)
            return inside
        return None

    def _next(self, sign: Sign) -> bool:
        """Take the next piece if it is this sign."""
        if self.left and self.left[0] is sign:
            self.left.pop(0)
            return True
        return False

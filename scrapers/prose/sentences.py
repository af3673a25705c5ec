"""Cutting the text of a call into sentences, each with the heading that it stands under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What follows an ordinal (29. januar) is lower case, so that its full stop ends nothing.
END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖÆØÉ0-9«»”\"(])")
SHORT = re.compile(
    r"\b(?:kl|ca|nr|dnr|ev|resp|max|min|maks|mill|approx|no|t\.? ?ex|bl\.? ?a|f\.? ?d|s\.? ?k|e\.g|i\.e"
    r"|jan|feb|mar|apr|aug|sept?|okt|oct|nov|dec|des)\.$",
    re.IGNORECASE,
)
MOST_WORDS = 6
BULLET = "• "
# Utlysningen är återkallad. is short, and says everything.
VERB = re.compile(r"\b(?:är|har|blir|er|blir|is|has|are|have)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """A sentence of the call; `heading` is the nearest one above it, or empty."""

    words: str
    heading: str = ""


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences, without the headings: those are lines or sentences of a few words."""
    heading = ""
    for line in text.splitlines():
        words = line.removeprefix(BULLET)
        pieces = list(cut(" ".join(words.split())))
        for piece in pieces:
            if words == line and is_heading(piece, alone=len(pieces) == 1):
                heading = piece.rstrip(".:")
            else:
                yield Sentence(piece, heading)


def cut(line: str) -> Iterator[str]:
    """Cut one line at its full stops, not at those of abbreviations."""
    begin = 0
    for stop in END.finditer(line):
        if not SHORT.search(line[begin : stop.start()]):
            yield line[begin : stop.start()]
            begin = stop.end()
    if line[begin:]:
        yield line[begin:]


def is_heading(piece: str, *, alone: bool) -> bool:
    """Say whether a piece is a heading: a short question, a line of few words, one to three words."""
    if len(words := piece.split()) > MOST_WORDS or any(letter.isdigit() for letter in piece):
        return False
    if piece.endswith("?"):
        return True
    return not VERB.search(piece) and (len(words) <= 3 or (alone and piece[-1] not in ".!"))

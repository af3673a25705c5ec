"""Cutting the text of a call into sentences, each with the heading that it stands under."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

BULLET = "• "
# What follows an ordinal (29. januar) is lower case, so that its full stop ends nothing.
GLUED = r"(?=[A-ZÅÄÖÆØÉ][a-zåäöæøé]+ )"  # some sites leave it out: the topic.Proposals must
END = re.compile(
    r"(?<=[.!?])\s+(?=[A-ZÅÄÖÆØÉ0-9«»”\"(])"
    rf"|(?<=[a-zåäöæøé]{{2}}[.:]){GLUED}|(?<=[a-zåäöæøé]\)[.:]){GLUED}"
)
SHORT = re.compile(
    r"\b(?:kl|ca|nr|dnr|ev|resp|max|min|maks|approx|no|t\.? ?ex|bl\.? ?a|f\.? ?d|s\.? ?k"
    r"|f\.eks|m\.v|e\.g|i\.e|klo|d|mio|mill|milj|mrd|evt|esim|mm|jne|jan|feb|mar|apr|aug|sept?|okt|oct|nov|dec|des)\.$",
    re.IGNORECASE,
)
# Utlysningen är återkallad. is short, and says everything.
VERB = re.compile(
    r"\b(?:är|har|blir|er|on|is|has|are|have"
    r"|stänger|öppnar|stenger|åpner|lukker|åbner|alkaa|päättyy|avautuu|closes|opens)\b",
    re.IGNORECASE,
)
LONGEST_QUESTION = 8
LONGEST_LINE = 6
LONGEST_INLINE = 2
LONGEST_VALUE = 30  # what is shorter may say nothing without the label above it
LONGEST = 800  # what is longer is no sentence, and takes long to look through


@dataclass(frozen=True)
class Sentence:
    """A sentence of the call; `heading` is the nearest one above it, or empty for a heading."""

    words: str
    heading: str = ""
    is_heading: bool = False

    @property
    def quoted(self) -> str:
        """The words as somebody may be shown them: a bare value with its label."""
        bare = self.heading and len(self.words) <= LONGEST_VALUE
        return f"{self.heading}: {self.words}" if bare else self.words


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences and headings of a plain text in their order."""
    heading = ""
    for line in text.splitlines():
        words = line.removeprefix(BULLET)
        whole = cut(" ".join(words.split()))
        pieces = [short for piece in whole for short in shorter(piece)]
        for piece in pieces:
            if words == line and is_heading(piece, alone=len(pieces) == 1):
                heading = piece.rstrip(".:")
                yield Sentence(piece, is_heading=True)
            else:
                yield Sentence(piece, heading)


def shorter(piece: str) -> list[str]:
    """Cut what is too long to be a sentence, between two words."""
    return textwrap.wrap(piece, LONGEST) if len(piece) > LONGEST else [piece] if piece else []


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
    """Say whether a piece is a heading: a short question, a short line, or a word or two."""
    count = len(piece.split())
    if any(letter.isdigit() for letter in piece):
        return False
    if piece.endswith("?"):
        return count <= LONGEST_QUESTION
    if count > 1 and (VERB.search(piece) or "," in piece):
        return False
    return count <= LONGEST_INLINE or (alone and count <= LONGEST_LINE and piece[-1] not in ".!")

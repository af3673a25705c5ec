# ruff: noqa: E501 (a pattern is read as one line)
"""Cutting the text of a call into sentences, each with the heading that it stands under."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.prose.cells import SEASONS
from scrapers.prose.lines import MONTH, joined

BULLET = "• "
# What follows an ordinal (29. januar) is lower case, so that its full stop ends nothing.
GLUED = r"(?=[A-ZÅÄÖÆØÉ][a-zåäöæøé]+ )"  # some sites leave it out: the topic.Proposals must
END = re.compile(
    r"(?<=[.!?])\s+(?=[A-ZÅÄÖÆØÉ0-9«»”\"(])"
    rf"|(?<=[a-zåäöæøé]{{2}}[.:]){GLUED}|(?<=[a-zåäöæøé]\)[.:]){GLUED}"
)
SHORT = re.compile(
    r"\b(?:t\.o\.m|fr\.o\.m|f\.o\.m|m\.fl|o\.s\.v|d\.v\.s|bl\.a|kl|ca|nr|dnr|ev|resp|max|min|maks|approx|no|t\.? ?ex|bl\.? ?a|f\.? ?d|s\.? ?k"
    r"|f\.eks|m\.v|e\.g|i\.e|klo|d|mio|mill|milj|mrd|evt|esim|mm|jne|[ap]\.m|viim|alk|jan|feb|mar|apr|aug|sept?|okt|oct|nov|dec|des)\.$",
    re.IGNORECASE,
)
# Utlysningen är återkallad. is short, and says everything.
NUMBERED = re.compile(
    r"^\d{1,2}(?:st|nd|rd|th|\.|:[ae]|\))(?=\s+[^\W\d]{3})|(?<=[a-zåäöæø]) \d{1,2}(?=$|:$)|(?<=[a-zåäöæø] )20\d\d(?=$|:$)",
    re.IGNORECASE,
)
VERB = re.compile(
    r"\b(?:är|har|blir|er|on|is|has|are|have"
    r"|stänger|öppnar|stenger|åpner|lukker|åbner|alkaa|päättyy|avautuu|closes|opens)\b",
    re.IGNORECASE,
)
SEASON = re.compile(rf"\b(?:{SEASONS})\b", re.IGNORECASE)
# 3. mars. 2027: some put a full stop after the month's whole name, too.
MONTH_AND_STOP = re.compile(rf"\d\.? {MONTH.pattern}\.$", re.IGNORECASE)
YEAR = re.compile(r"20\d\d\b")
WHEN = re.compile(r"(?:när|når|hvornår|milloin|when)\?", re.IGNORECASE)
LONGEST_SHORT = 20  # a word before a full stop, with the day of a month
LONGEST_QUESTION = 8
LONGEST_LINE = 6
LONGEST_INLINE = 2
LONGEST_VALUE = 30  # what is shorter may say nothing without the label above it
LONGEST_ITEM = 60  # of a list without bullets
LONGEST_LEAD = 200
LONGEST = 800  # what is longer is no sentence, and takes long to look through


@dataclass(frozen=True)
class Sentence:
    """A sentence of the call; `heading` is the nearest one above it, or empty for a heading.

    `lead` is the line above it that ended in a colon, for the items that it announces. `place`
    counts the headings and leads above: sentences that share it stand in one list. `line` counts
    the lines that hold something.
    """

    words: str
    heading: str = ""
    is_heading: bool = False
    lead: str = ""
    place: int = 0
    line: int = 0

    @property
    def quoted(self) -> str:
        """The words as somebody may be shown them: a bare value with its label."""
        bare = self.heading and len(self.words) <= LONGEST_VALUE
        return f"{self.heading}: {self.words}" if bare else self.words


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences and headings of a plain text in their order."""
    heading = lead = ""
    place = number = 0
    for line in joined(text.splitlines()):
        number += bool(line.strip())
        words = line.strip().removeprefix(BULLET.strip()).strip()
        is_item = words != line.strip() or len(words) <= LONGEST_ITEM
        lead = lead if is_item else ""
        whole = cut(" ".join(words.split()))
        pieces = [short for piece in whole for short in shorter(piece)]
        for piece in pieces:
            alone = len(pieces) == 1
            asked = not alone and WHEN.fullmatch(piece)  # När? Senast den 5 mars.
            if words == line.strip() and not asked and is_heading(piece, alone=alone):
                heading, lead, place = piece.rstrip(".:"), "", place + 1
                yield Sentence(piece, is_heading=True, place=place, line=number)
            else:
                yield Sentence(piece, heading, lead=lead, place=place, line=number)
        if words.endswith(":") and pieces[-1].rstrip(".:") != heading:
            lead, place = words[-LONGEST_LEAD:], place + 1


def shorter(piece: str) -> list[str]:
    """Cut what is too long to be a sentence, between two words."""
    return textwrap.wrap(piece, LONGEST) if len(piece) > LONGEST else [piece] if piece else []


def cut(line: str) -> Iterator[str]:
    """Cut one line at its full stops, not at those of abbreviations."""
    begin = 0
    for stop in END.finditer(line):
        before = line[max(begin, stop.start() - LONGEST_SHORT) : stop.start()]
        goes_on = YEAR.match(line, stop.end()) and MONTH_AND_STOP.search(before)
        if not goes_on and not SHORT.search(before):
            yield line[begin : stop.start()]
            begin = stop.end()
    if line[begin:]:
        yield line[begin:]


def is_heading(piece: str, *, alone: bool) -> bool:
    """Say whether a piece is a heading: a short question, a short line, or a word or two."""
    # 6th Call, Steg 1, Frister 2027: numbers that count or name a year, and are no value.
    plain = NUMBERED.sub(" ", piece)
    words = [word for word in plain.split() if word != "|"]
    value = plain != piece and (": " in piece or MONTH.search(piece) or SEASON.search(piece))
    if value or any(letter.isdigit() for letter in plain):
        return False
    count = len(words) + (plain != piece)
    if piece.endswith("?"):
        return count <= LONGEST_QUESTION
    if not words or (count > 1 and (VERB.search(piece) or "," in piece)):
        return False
    return count <= LONGEST_INLINE or (alone and count <= LONGEST_LINE and piece[-1] not in ".!")

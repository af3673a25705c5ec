"""The words of a sentence that count when it is asked what its days are for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from scrapers.prose.cues import Cues
from scrapers.prose.days import Mention


class Word(Enum):
    """What a word of a sentence is, the surest first where two are as long."""

    DAY = auto()
    CLOSES = auto()
    LIMIT = auto()
    PERIOD = auto()
    OPENS = auto()
    OTHER = auto()
    ENDS = auto()
    APPLYING = auto()
    CALL = auto()
    BREAK = auto()


@dataclass(frozen=True)
class Token:
    """A word that counts, and where it stands."""

    word: Word
    start: int
    end: int


def tokens(words: str, found: Sequence[Mention], cues: Cues) -> Iterator[Token]:
    """Yield the words that count in their order, the longer one where two overlap."""
    hits = [Token(Word.DAY, each.start, each.end) for each in found]
    for word, pattern in (
        (Word.CLOSES, cues.closes), (Word.LIMIT, cues.limits), (Word.PERIOD, cues.period),
        (Word.OPENS, cues.opens), (Word.OTHER, cues.other), (Word.ENDS, cues.ends),
        (Word.APPLYING, cues.applying), (Word.CALL, cues.call),
    ):  # fmt: skip
        hits += [Token(word, *hit.span()) for hit in pattern.finditer(words)]
    hits += [Token(Word.BREAK, at, at + 1) for at, mark in enumerate(words) if mark in ";|"]
    hits.sort(key=lambda hit: (hit.word is not Word.DAY, hit.start - hit.end, hit.word.value))
    taken: list[Token] = []
    for hit in hits:
        if not any(hit.start < each.end and each.start < hit.end for each in taken):
            taken.append(hit)
    yield from sorted(taken, key=lambda hit: hit.start)

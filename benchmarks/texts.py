"""Make as many texts as are wanted out of the sentences of real ones."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.quality import Library
from matcher.alignment import sentences
from matcher.languages import heard
from matcher.lines import CallLine
from matcher.texts import passage_of
from matcher.words import Passage

RUN = 3  # sentences that follow each other, so that a text has something it is about
LEAST = 6  # words of a sentence


def swedish(data: Path) -> list[str]:
    """Return the Swedish sentences of past texts and of calls, in their order."""
    library = Library(data)
    texts = list(library.background)
    for name in ("swe_svsv", "erdf_sv"):
        texts += map(passage_of, library.judged(name).calls)
    spoken = [each.text for each in map(heard, texts) if each.language == "sv"]
    return [each for text in spoken for each in sentences(text) if len(each.split()) >= LEAST]


def recombined(found: Sequence[str], number: int, length: int, seed: int) -> Iterator[str]:
    """Yield texts of `length` sentences, the same for the same seed."""
    chance = Random(seed)
    for _ in range(number):
        starts = (chance.randrange(len(found) - RUN) for _ in range(length // RUN))
        yield " ".join(each for start in starts for each in found[start : start + RUN])


def calls(found: Sequence[str], number: int, seed: int = 1) -> list[CallLine]:
    """Make calls of twelve sentences, the first of them their title."""
    texts = recombined(found, number, 12, seed)
    return [
        CallLine(str(place), "sv", *text.partition(" ")[::2]) for place, text in enumerate(texts)
    ]


def interests(found: Sequence[str], number: int, seed: int = 2) -> list[Passage]:
    """Make interests of three sentences."""
    return [Passage(text, "sv") for text in recombined(found, number, 3, seed)]

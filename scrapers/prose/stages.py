"""Which stage of a call in two stages a day closes."""

import re
from collections.abc import Sequence

from lexicon.terms import DateKind
from scrapers.prose.cues import Cues
from scrapers.prose.days import Mention
from scrapers.prose.sentences import Sentence
from scrapers.prose.topics import Cue

TAIL = re.compile(
    r"[\s:,]*(?:\b(?:by|before|senast|senest|innen|inden|viimeistään|den|the|är|er|is|on)\b[\s:,]*)*$"
)
AFTER = re.compile(r"[,;]|\d|$")
LONGEST_LABEL = 80


def stage_of(
    sentence: Sentence, mention: Mention, told: Sequence[Cue], cues: Cues
) -> tuple[DateKind, str]:
    """Return the kind of a closing day, and for a stage the words that name it.

    The nearest words decide: those before the day, right after it, then its label and heading.
    """
    words = sentence.words
    part = words[: mention.start].rpartition(";")[2].strip()
    stop = AFTER.search(words, mention.end)
    beside = words[mention.end : stop.start() if stop else None]
    for said, name in (
        (part, part), (beside, part), (sentence.lead, sentence.lead),
        (sentence.heading, sentence.heading),
    ):  # fmt: skip
        if kind := _named(said, cues):
            return kind, TAIL.sub("", name)[:LONGEST_LABEL]
    return DateKind.FINAL, ""


def _named(said: str, cues: Cues) -> DateKind | None:
    """Return the stage that is named last."""
    firsts = [hit.end() for hit in cues.stage_1.finditer(said)]
    seconds = [hit.end() for hit in cues.stage_2.finditer(said)]
    if not firsts and not seconds:
        return None
    return (
        DateKind.STAGE_2
        if max(seconds, default=-1) >= max(firsts, default=-1)
        else DateKind.STAGE_1
    )

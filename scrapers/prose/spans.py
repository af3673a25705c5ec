"""Two days of a sentence: the ends of a span, or a closing that is moved from one to the other."""

import re
from collections.abc import Sequence

from scrapers.prose.cues import Cues
from scrapers.prose.days import Joined, Mention
from scrapers.prose.small_words import BUT, NOT, REPLACED
from scrapers.prose.topics import Cue, Use

BETWEEN = re.compile(r"\b(?:mellan|mellom|mellem|between)\s+(?:den\s+|the\s+)?$", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:till|t\.o\.m\.|til|indtil|until|to)\b[^.]{0,12}$", re.IGNORECASE)


def is_of_call(words: str, cues: Cues) -> bool:
    """Say whether a sentence names the call, or applying for it."""
    return bool(cues.applying.search(words) or cues.call.search(words))


def is_span(first: Mention, last: Mention, words: str) -> bool:
    """Say whether two days are the ends of a span: from the one to the other, or between."""
    between = last.joined is Joined.LIST and BETWEEN.search(words[: first.start])
    return last.joined is Joined.RANGE or bool(between)


def is_moved(first: Mention, last: Mention, words: str, cues: Cues, told: Sequence[Cue]) -> bool:
    """Say whether a closing is moved from one day to the other, which then is the one."""
    gap, before = words[first.end : last.start], words[: first.start]
    if NOT.search(before) and BUT.search(gap):
        return is_of_call(words, cues) and all(each.use is not Use.OTHER for each in told)
    named = cues.closes.search(before) or cues.limits.search(before)
    if named and REPLACED.search(gap):
        return True
    if not named or not UNTIL.search(gap):
        return False
    spans = last.joined is Joined.RANGE and cues.moved.search(words)
    return bool(spans or cues.moved.search(gap))

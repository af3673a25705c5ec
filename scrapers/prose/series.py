"""Several days that are cut-offs of one call, by how alike their lines are."""

import re
from collections.abc import Sequence

from scrapers.prose.found import Close
from scrapers.prose.lines import MONTH

DIGITS = re.compile(rf"[\d.:]+|{MONTH.pattern}", re.IGNORECASE)
TWO = 2
# Ansökan stänger den 5 mars 2027. A whole sentence with one day in it.
STATED = re.compile(r"\D*\d{1,2}\D+20\d\d\D{0,20}\.")


def is_series(closes: Sequence[Close]) -> bool:
    """Say whether the days stand in one list, or are those of numbered rounds."""
    return len(closes) > 1 and bool(closes[0].series) and len({each.series for each in closes}) == 1


def is_parallel(closes: Sequence[Close]) -> bool:
    """Say whether each day has a line of its own, or a sentence on something of its own.

    Frist for driftstilskud: 15. oktober 2027. Frist for aktivitetstilskud: 1. november 2027. Two
    sentences that say the same of two days contradict each other.
    """
    cues = {close.cue for close in closes}
    if len(closes) < TWO or len(cues) != 1 or not next(iter(cues)):
        return False
    places = sorted({close.line for close in closes})
    own_line = len(places) == len(closes) and places[-1] - places[0] <= 2 * (len(closes) - 1)
    about = {DIGITS.sub("", close.sentence).casefold().strip("-• ") for close in closes}
    if len(about) == 1 and all(STATED.fullmatch(close.sentence) for close in closes):
        return False
    return len({close.sentence for close in closes}) == len(closes) and (
        own_line or len(about) == len(closes)
    )

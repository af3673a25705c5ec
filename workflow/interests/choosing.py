"""Which of the calls that are new to a partner a letter tells it of."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from lexicon.terms import Band

MOST_NEW = 10  # calls for one partner
BETTER = {band: place for place, band in enumerate(Band)}

T = TypeVar("T")


def chosen(ours: Sequence[T], band_of: Callable[[T], Band], told_from: Band) -> Sequence[T]:
    """Choose, of one partner's calls, the best first, which ones are told.

    Those that fit as well as the partner wants to be told from, the best ten; if there are none,
    the one that fits best. Measured in benchmarks/digests.py.
    """
    wanted = [each for each in ours if BETTER[band_of(each)] <= BETTER[told_from]]
    return wanted[:MOST_NEW] or ours[:1]

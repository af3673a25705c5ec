"""What fits one interest, how well, and by which words; and storing it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from lexicon.terms import Band, Eligibility, Learnt, Verdict, summed
from matcher import VERSION
from matcher.asked import Asked, Fit
from matcher.bands import Bands, Place, place, usual
from matcher.feedback import Judged, left
from matcher.phrases import Phrases
from matcher.reasons import told
from matcher.texts import passage_of
from models import Call, Interest, Match, Wish
from workflow.calls.judging import judged

# Any stands for Call: mypy does not see in an annotation that its columns make it a Text.
MOST_REASONS = 12


@dataclass(frozen=True)
class Found:
    """A call that fits an interest, where its score lies, the word for that, and who may apply."""

    fit: Fit[Any]
    at: Place
    band: Band
    conditions: tuple[Eligibility, ...]

    @property
    def call(self) -> Call:
        """Return the call."""
        call: Call = self.fit.call
        return call

    @property
    def shut(self) -> bool:
        """Say whether the partner may not apply for it."""
        return summed(self.conditions) is Verdict.NO


def keep(
    session: Session, row: Match | None, found: Found, interest: Interest, now: datetime
) -> None:
    """Store that a call fits; what only now may be applied for is new to whoever was not told."""
    if row is None:
        row = Match(interest_id=interest.id, call_id=found.call.id, found_at=now)
        session.add(row)
    elif row.may_apply is Verdict.NO and not found.shut:
        row.found_at = now
    row.score, row.z, row.band, row.lost_at = found.at.score, found.at.z, found.band, None
    row.reasons = tuple(islice(told(found.fit.reasons), MOST_REASONS))
    row.eligibility, row.matcher = found.conditions, VERSION


def moved(
    asked: Asked[Any], wishes: Mapping[int, Wish], calls: Mapping[int, Call]
) -> tuple[Asked[Any], tuple[Learnt, ...]]:
    """Move an interest by what was said of calls; return it, and what is told of each call."""
    more, less = (
        [id for id, each in wishes.items() if each is wish] for wish in (Wish.MORE, Wish.LESS)
    )
    texts = (tuple(passage_of(calls[id]) for id in ids) for ids in (more, less))
    moves = asked.moved(Judged(*texts))
    of = zip((*more, *less), (*moves.judged.more, *moves.judged.less), strict=True)
    return moves, tuple(
        Learnt(call_id=id, more=id in more, words=moves.words_of(passage)) for id, passage in of
    )


def fits(
    asked: Asked[Any], moves: Asked[Any], interest: Interest, bands: Bands, now: datetime
) -> list[Found]:
    """Return what fits an interest, best first, and last what its partner may not apply for.

    moves: the same as what people said has moved it; its best calls are left to it all the same.
    """
    found = {each.call.id: each for each in ranked(moves, interest, bands, now)}
    free = [id for id, each in found.items() if not each.shut]
    if any(moves.judged):
        down = {passage.text for passage in moves.judged.less}
        before = {
            each.call.id: each
            for each in ranked(asked, interest, bands, now)
            if not each.shut and passage_of(each.call).text not in down
        }
        free, found = left(list(before), free), before | found
    return [*(found[id] for id in free), *(each for each in found.values() if each.shut)]


def ranked(asked: Asked[Any], interest: Interest, bands: Bands, now: datetime) -> Iterator[Found]:
    """Yield the calls whose scores have a word, best first, each with the verdict on it."""
    among = usual(asked.usual())
    wanted = Phrases(interest.requires, interest.excludes)
    for fit in asked.rank(wanted, lambda score: bands.band(place(score, among)) is not None):
        at = place(fit.score, among)
        if band := bands.band(at):
            conditions = judged(fit.call, interest.partner, now, interest)
            yield Found(fit, at, band, conditions)

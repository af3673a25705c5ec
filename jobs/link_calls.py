"""Link calls that are one and the same, and each round with the one before it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import Application, Call, Match, Stance
from scrapers.kinship import Told, follows, same

MATCHED, ANSWERED = 1_000_000, 2_000_000  # more than any text is long


def link_calls(session: Session) -> int:
    """Say which call is another's second origin, and which it follows; return how many changed.

    What somebody has answered or applied to stays where it is, and what was told is not told
    again under another number; the other origin stands beside it.
    """
    calls = session.scalars(select(Call).options(selectinload(Call.dates))).all()
    answered = set(session.scalars(select(Stance.call_id)))
    answered |= set(session.scalars(select(Application.call_id)))
    matched = set(session.scalars(select(Match.call_id)))
    told = [
        told_as(call, MATCHED * (call.id in matched) + ANSWERED * (call.id in answered))
        for call in calls
        if not call.uncertain
    ]
    twins = {kin.other: kin.first for kin in same(told) if kin.other not in answered}
    rounds = {kin.other: kin.first for kin in follows(told)}
    changed = 0
    for call in calls:
        links = twins.get(call.id), rounds.get(call.id)
        if links != (call.same_as_id, call.follows_id):
            call.same_as_id, call.follows_id = links
            changed += 1
    return changed


def told_as(call: Call, weight: int) -> Told[int]:
    """Return what of a call says who it is; beyond the weight, the fullest text weighs most."""
    return Told(
        key=call.id,
        source=call.source_id,
        identifier=call.identifier,
        url=call.url,
        title=call.title,
        opens=call.opens,
        days=frozenset(each.day for each in call.dates),
        weight=len(call.text) + weight,
    )

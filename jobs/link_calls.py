"""Link calls that are one and the same, and each round with the one before it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import Call, Sameness
from scrapers.kinship import Told, follows, same
from workflow.collecting.sameness import answered, shown_as, weights


def link_calls(session: Session) -> int:
    """Say which call is another's second origin, and which it follows; return how many changed.

    What people have said of two calls holds for ever. What somebody has answered or applied to
    stays where it is, and what was told is not told again under another number; the other origin
    stands beside it.
    """
    wanted = select(Call).options(selectinload(Call.dates)).order_by(Call.id)
    calls = session.scalars(wanted).all()
    weight = weights(session, calls)
    told = [told_as(call, weight[call.id]) for call in calls if not call.doubts]
    found = [(kin.first, kin.other) for kin in same(told)]
    said = session.scalars(select(Sameness)).all()
    twins = shown_as(said, found, weight, answered(session))
    rounds = {
        kin.other: kin.first
        for kin in follows(told)
        if twins.get(kin.other, kin.other) != twins.get(kin.first, kin.first)
    }
    changed = 0
    for call in calls:
        links = twins.get(call.id), rounds.get(call.id)
        if links != (call.same_as_id, call.follows_id):
            call.same_as_id, call.follows_id = links
            changed += 1
    return changed


def told_as(call: Call, weight: int) -> Told[int]:
    """Return what of a call says who it is."""
    return Told(
        key=call.id,
        source=call.source_id,
        identifier=call.identifier,
        url=call.url,
        title=call.title,
        opens=call.opens,
        days=frozenset(each.day for each in call.dates),
        weight=weight,
    )

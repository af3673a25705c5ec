"""Which calls wait for a person to look at what could not be read with certainty."""

from datetime import datetime, timedelta

from sqlalchemy import String, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from lexicon.terms import Status
from models import Call, CallDate, Correction
from workflow.reviewing import PART_OF, SETTLEABLE

# A day that was read wrongly may seem to have passed; after a year nobody applies by it.
PAST = timedelta(days=365)
OVER = (Status.CLOSED, Status.WITHDRAWN)
NONE = "[]"


def waiting(session: Session, now: datetime) -> list[int]:
    """Return the ids of the calls that wait: the nearest day first, those that passed last."""
    days = select(func.max(CallDate.passes_at)).where(CallDate.call_id == Call.id)
    last = days.scalar_subquery()
    nearest = (
        select(func.min(CallDate.passes_at))
        .where(CallDate.call_id == Call.id, CallDate.passes_at > now, CallDate.kind != "stage_2")
        .scalar_subquery()
    )
    stale = set(
        session.scalars(
            select(Correction.call_id).where(
                Correction.said != Correction.then, Correction.said != Correction.value
            )
        )
    )
    doubted = cast(Call.uncertain, String)
    alive = and_(
        Call.same_as_id.is_(None),
        or_(Call.status.not_in(OVER), doubted.contains('"status"')),
        or_(last.is_(None), last > now - PAST),
    )
    passed = case((nearest.is_not(None), 0), (last.is_(None), 1), else_=2)
    rows = session.execute(
        select(Call.id, Call.uncertain, Call.settled)
        .where(alive, or_(doubted != NONE, Call.id.in_(stale)))
        .order_by(passed, nearest, last.desc(), Call.id)
    )
    return [
        id
        for id, doubts, settled in rows
        if id in stale
        or any(
            each.field not in settled and PART_OF.get(each.field, each.field) in SETTLEABLE
            for each in doubts
        )
    ]

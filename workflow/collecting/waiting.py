"""Which calls wait for a person to look at what could not be read with certainty."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from lexicon.terms import Status
from models import Call, CallDate, Correction

# A day that was read wrongly may seem to have passed; after a year nobody applies by it.
PAST = timedelta(days=365)
OVER = (Status.CLOSED, Status.WITHDRAWN)
DOUBTS, SETTLED = cast(Call.uncertain, String), cast(Call.settled, String)
NONE = "[]"


def waiting(session: Session, now: datetime) -> list[int]:
    """Return the ids of the calls that wait: the nearest day first, those that passed last."""
    ahead = and_(CallDate.passes_at > now, CallDate.kind != "stage_2")
    days = (
        select(
            CallDate.call_id,
            func.max(CallDate.passes_at).label("last"),
            func.min(case((ahead, CallDate.passes_at))).label("nearest"),
        )
        .group_by(CallDate.call_id)
        .subquery()
    )
    last, nearest = days.c.last, days.c.nearest
    passed = case((nearest.is_not(None), 0), (last.is_(None), 1), else_=2)
    wanted = (
        chosen(now)
        .with_only_columns(Call.id)
        .outerjoin(days, days.c.call_id == Call.id)
        .order_by(passed, nearest, last.desc(), Call.id)
    )
    done = all_settled(session, now)
    return [id for id in session.scalars(wanted) if id not in done]


def count_waiting(session: Session, now: datetime) -> int:
    """Count them."""
    every = session.scalar(select(func.count()).select_from(chosen(now).subquery())) or 0
    return every - len(all_settled(session, now))


def chosen(now: datetime) -> Select[Any]:
    """Select what has doubts or a source that changed its mind, and may still be applied for."""
    mine = CallDate.call_id == Call.id
    return select(Call.id).where(
        Call.same_as_id.is_(None),
        or_(DOUBTS != NONE, stale()),
        or_(Call.status.not_in(OVER), DOUBTS.contains('"status"')),
        or_(
            ~select(CallDate.id).where(mine).exists(),
            select(CallDate.id).where(mine, CallDate.passes_at > now - PAST).exists(),
        ),
    )


def stale() -> Any:
    """Say that a source has changed its mind since somebody settled a field."""
    changed = and_(Correction.said != Correction.then, Correction.said != Correction.value)
    return Call.id.in_(select(Correction.call_id).where(changed))


def all_settled(session: Session, now: datetime) -> set[int]:
    """Return those of them of which every doubt was settled: few have any settled at all."""
    some = chosen(now).where(SETTLED != NONE, ~stale())
    rows = session.execute(some.add_columns(Call.uncertain, Call.settled))
    return {id for id, doubts, done in rows if all(each.field in done for each in doubts)}

"""Which other calls a bid may go to: open ones that fit what its lead wants funding for."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from lexicon.terms import Verdict
from models import Application, Call, Interest, Match
from models.call import open_calls
from workflow.applications.grouping import PLACES

FEW = 6


def calls_for(session: Session, bid: Application, now: datetime) -> list[Match]:
    """Return the best matches of the lead's interests, one for each call but the bid's own."""
    own = [each.id for each in bid.call.alike] if bid.call else []
    wanted = (
        select(Match)
        .join(Match.interest)
        .join(Match.call)
        .options(contains_eager(Match.call), contains_eager(Match.interest))
        .where(
            Interest.partner_id == bid.lead.id,
            Interest.ended_at.is_(None),
            Match.lost_at.is_(None),
            Match.may_apply != Verdict.NO,
            Match.call_id.in_(open_calls(now).with_only_columns(Call.id).order_by(None)),
            Match.call_id.not_in(own),
        )
    )
    found = sorted(session.scalars(wanted), key=lambda e: (PLACES[e.band], -e.score, e.id))
    best: dict[int, Match] = {}
    for each in found:
        best.setdefault(each.call_id, each)
    return list(best.values())[:FEW]

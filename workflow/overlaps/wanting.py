"""Who wants to lead a bid and has opened none yet: it may be in the way of those there are."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import Answer, Application, Call, Interest, Match, Partner, Stance
from models.call import open_calls
from workflow.overlaps.finding import STRONG
from workflow.overlaps.subjects import Subject

FEW = 8  # words: an answer with fewer tells nothing that could be like another's


def strong_answers(now: datetime) -> Select[Stance]:
    """Select who wants to lead or join a bid to an open call, by name."""
    live = open_calls(now).with_only_columns(Call.id).order_by(None)
    return (
        select(Stance)
        .join(Stance.partner)
        .where(Stance.answer.in_(STRONG), Stance.call_id.in_(live), Partner.left_at.is_(None))
        .order_by(Partner.name, Stance.id)
    )


def wanting_to_lead(
    session: Session, bids: Iterable[Application], now: datetime
) -> Iterator[Subject]:
    """Yield the answers of who wants to lead a bid to an open call, but is in none yet.

    Who wants to join is in nobody's way. The answer's words, and the interest of the partner's that
    fits the call best, tell what the bid would be about.
    """
    within = {
        (part.partner_id, each.call.alike[0].id)
        for each in bids
        if each.call
        for part in each.parts
    }
    for each in session.scalars(strong_answers(now).where(Stance.answer == Answer.LEAD)):
        if (each.partner_id, each.call.alike[0].id) in within:
            continue
        best = session.scalar(
            select(Interest.text)
            .join(Match, Match.interest_id == Interest.id)
            .where(
                Interest.partner_id == each.partner_id, Interest.ended_at.is_(None),
                Match.call_id == each.call_id, Match.lost_at.is_(None),
            )
            .order_by(Match.score.desc(), Match.id)
            .limit(1)
        )  # fmt: skip
        text = "\n".join(filter(None, [each.words, best]))
        yield Subject(each, "", text if len(text.split()) >= FEW else "")

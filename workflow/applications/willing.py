"""Whose answers to a call lead into a bid, and as what."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Answer, Call, Part, Stance
from models.partner import in_partnership
from workflow.applications.rivals import others_on

PARTS = {Answer.LEAD: Part.PARTNER, Answer.JOIN: Part.PARTNER, Answer.SUPPORT: Part.ASSOCIATED}


def willing(session: Session, call: Call) -> list[Stance]:
    """Return the answers that lead into a bid: lead, join and support, in that order."""
    order = list(PARTS)
    found = session.scalars(
        select(Stance)
        .join(Stance.partner)
        .where(
            Stance.call_id.in_([each.id for each in call.alike]), Stance.answer.in_(order),
            in_partnership(),
        )
    )  # fmt: skip
    # Who answered the same call in two places is asked once, for the most.
    once: dict[int, Stance] = {}
    for each in sorted(found, key=lambda each: (order.index(each.answer), each.id)):
        once.setdefault(each.partner_id, each)
    return list(once.values())


def asked(session: Session, call: Call) -> list[Stance]:
    """Return the willing whom a new bid would ask: whoever leads a rival bid is not a partner."""
    leading = {each.lead.id for each in others_on(session, call)}
    return [each for each in willing(session, call) if each.partner_id not in leading]

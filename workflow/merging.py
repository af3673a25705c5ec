"""One bid goes into another: its parts come along as proposals, its text and history stay."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Application, Commitment, Part, Person, Stage
from workflow.access import SIGNERS, Refused
from workflow.cofunding import currency_of
from workflow.stages import MOVES, demand_before_submitted, demand_possible
from workflow.telling import tell, write
from workflow.terms import seal_of

RANK = [Part.LEAD, Part.PARTNER, Part.CO_FINANCIER, Part.ASSOCIATED]


def merge(
    session: Session, goes: Application, stays: Application, *, by: Person, now: datetime
) -> None:
    """Merge two bids that the caller has locked; those whose terms become others sign again."""
    demand_possible(goes, MOVES["merge"])
    demand_before_submitted(stays)
    refuse_two_currencies(goes, stays)
    asked = [taken for each in goes.parts if (taken := take_over(each, stays, now))]
    goes.stage, goes.merged_into = Stage.MERGED, stays
    facts: dict[str, Any] = {"goes": goes.title, "stays": stays.title}
    tell(session, "merged", about=goes, by=by, now=now, **facts)
    event = tell(session, "took over", about=stays, by=by, now=now, **facts)
    for part in asked:
        write(
            session,
            event,
            "merged",
            by=None,
            to=part.partner.people_as(*SIGNERS),
            path=f"/applications/{stays.id}/join?partner={part.partner_id}",
            partner=part.partner.name,
            **facts,
        )


def refuse_two_currencies(goes: Application, stays: Application) -> None:
    """Refuse to add up what cannot be added."""
    if currency_of(goes) != currency_of(stays):
        raise Refused("The applications have their sums in different currencies.")


def take_over(moved: Commitment, stays: Application, now: datetime) -> Commitment | None:
    """Add a part to the bid that stays; return it if its terms are now to be signed."""
    known = next((each for each in stays.commitments if each.partner_id == moved.partner_id), None)
    if known is None:
        new = Commitment(
            partner=moved.partner,
            part=below_lead(moved.part),
            work=moved.work,
            total_cost=moved.total_cost,
            co_funding=moved.co_funding,
            currency=moved.currency,
        )
        stays.commitments.append(new)
        return new
    before = seal_of(known)
    if known.declined_at:
        known.declined_at = known.decline_reason = None
        known.part, known.work = below_lead(moved.part), moved.work
        known.total_cost, known.co_funding = moved.total_cost, moved.co_funding
        return known
    part = min(known.part, below_lead(moved.part), key=RANK.index)
    total_cost = known.total_cost + moved.total_cost
    co_funding = known.co_funding + moved.co_funding
    known.part = part
    known.work = "\n\n".join(filter(None, [known.work, moved.work]))
    known.total_cost = total_cost
    # Together with a budget, nobody pays more than all of it; it is a proposal until signed.
    known.co_funding = co_funding if part is Part.CO_FINANCIER else min(co_funding, total_cost)
    if seal_of(known) == before:
        return None
    if known.signature:
        known.signature.void_at = now
    return known


def below_lead(part: Part) -> Part:
    """Return what a lead becomes in a bid that already has one."""
    return Part.PARTNER if part is Part.LEAD else part

"""One bid goes into another: its parts come along as proposals, its text and history stay."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lexicon.budget import Cost, in_order, ordered
from models import Application, Commitment, Part, Person, Stage
from workflow.applications.asking import path_of
from workflow.applications.budgeting import beyond_40
from workflow.applications.cofunding import currency_of
from workflow.applications.signing import signers, void
from workflow.applications.stages import MOVES, demand_before_submitted, demand_possible
from workflow.overlaps.plans import TWO_CURRENCIES
from workflow.refusals import Refused
from workflow.telling import tell, write

TERMS = ("part", "total_cost", "co_funding", "costs", "funds", "work")
RANK = [Part.LEAD, Part.PARTNER, Part.CO_FINANCIER, Part.PARTICIPATING, Part.ASSOCIATED]


def merge(
    session: Session, goes: Application, stays: Application, *, by: Person, now: datetime
) -> None:
    """Merge two bids that the caller has locked; those whose terms become others sign again."""
    demand_possible(goes, MOVES["merge"])
    demand_before_submitted(stays)
    refuse_two_currencies(goes, stays)
    asked = [take_over(each, stays) for each in goes.parts if asks_anew(each, stays)]
    voids = [number for each in asked for number in void(each, now)]
    goes.stage, goes.merged_into = Stage.MERGED, stays
    facts: dict[str, Any] = {"goes": goes.title, "stays": stays.title}
    tell(session, "merged", about=goes, by=by, now=now, **facts)
    event = tell(session, "took over", about=stays, by=by, now=now, voids=voids, **facts)
    for part in asked:
        write(
            session,
            event,
            "merged",
            by=None,
            to=signers(part.partner, now.date()),
            path=path_of(part),
            partner=part.partner.name,
            **facts,
        )


def refuse_two_currencies(goes: Application, stays: Application) -> None:
    """Refuse to add up what cannot be added."""
    if currency_of(goes) != currency_of(stays):
        raise Refused(TWO_CURRENCIES.id)


def known_in(stays: Application, moved: Commitment) -> Commitment | None:
    """Return the part that the same partner already has in the bid that stays."""
    same = (each for each in stays.commitments if each.partner_id == moved.partner.id)
    return next(same, None)


def together(moved: Commitment, known: Commitment | None, stays: Application) -> dict[str, Any]:
    """Return the terms that a partner's parts in both bids make; a proposal until signed."""
    part = below_lead(moved.part)
    if known is None or known.declined_at:
        mine = (
            moved.total_cost, moved.co_funding, kept(moved.costs, stays), moved.funds, moved.work,
        )  # fmt: skip
        return dict(zip(TERMS, (part, *mine), strict=True))
    part = min(known.part, part, key=RANK.index)
    total_cost = known.total_cost + moved.total_cost
    co_funding = known.co_funding + moved.co_funding
    if part is not Part.CO_FINANCIER:
        co_funding = min(co_funding, total_cost)  # with a budget, nobody pays more than all of it
    costs = ordered((*known.costs, *kept(moved.costs, stays)))
    funds = in_order((*known.funds, *moved.funds))
    work = "\n\n".join(filter(None, [known.work, moved.work]))
    return dict(zip(TERMS, (part, total_cost, co_funding, costs, funds, work), strict=True))


def kept(costs: tuple[Cost, ...], stays: Application) -> tuple[Cost, ...]:
    """Leave out what the flat rate of the bid that stays covers; the difference is told."""
    return tuple(each for each in costs if not beyond_40([each], stays.flat_rate))


def asks_anew(moved: Commitment, stays: Application) -> bool:
    """Say whether a merger gives the partner terms that it has to sign."""
    known = known_in(stays, moved)
    if known is None or known.declined_at:
        return True
    return together(moved, known, stays) != {name: getattr(known, name) for name in TERMS}


def take_over(moved: Commitment, stays: Application) -> Commitment:
    """Add a part to the bid that stays, as a proposal."""
    known = known_in(stays, moved)
    terms = together(moved, known, stays)
    if known is None:
        known = Commitment(partner=moved.partner, currency=moved.currency, **terms)
        stays.commitments.append(known)
        return known
    for name, value in terms.items():
        setattr(known, name, value)
    known.declined_at = known.decline_reason = None
    return known


def below_lead(part: Part) -> Part:
    """Return what a lead becomes in a bid that already has one."""
    return Part.PARTNER if part is Part.LEAD else part

"""What a proposal would mean for money, parties and signatures, before it is sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lexicon.budget import NOTHING
from lexicon.terms import Verdict
from models import Application, Call, Commitment, Overlap, Part, Partner, Proposal
from papers.wording import Message
from workflow.applications import cofunding, rates
from workflow.applications.cofunding import Ceiling, Need, Sums
from workflow.applications.composed import against
from workflow.applications.inviting import proposed
from workflow.applications.terms import signed
from workflow.overlaps.finding import movable
from workflow.overlaps.merging import asks_anew, together
from workflow.overlaps.plans import Plan, bids_of


@dataclass(frozen=True)
class Consequences:
    """The bid that would be left, held against its call; who signs anew, whose signature falls.

    total is None where the sums cannot be added up.
    """

    bid: Application
    total: Sums | None
    parties: int
    ceiling: Ceiling | None = None
    need: Need | None = None
    lacks: tuple[Message, ...] = ()
    asked: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Say whether nothing that is known of the call speaks against it."""
        under = self.ceiling is None or self.ceiling.left >= 0
        met = self.need is None or self.need.met is not Verdict.NO
        return self.total is not None and under and met and not self.lacks


def consequences(overlap: Overlap, plan: Plan, year: int) -> list[Consequences]:
    """Say what becomes of the bids; nothing where none changes its parts. year: this one."""
    bids = bids_of(overlap)
    answers = [each.lead for each in movable(overlap) if each.stance]
    match plan.proposal:
        case Proposal.MERGE if plan.into:
            going = [each for each in bids if each is not plan.into]
            return [of_merger(plan.into, going, answers, year)]
        case Proposal.JOIN_AS_PARTNER if plan.into:
            going = [each for each in bids if each is not plan.into]
            leads = [*(each.lead for each in going), *answers]
            falling = {p.partner.name for bid in going for p in bid.parts if signed(p)}
            return [of_joining(plan.into, leads, plan, falling, year)]
        case Proposal.REDIRECT | Proposal.SEQUENCE if plan.call:
            moved = [each.bid for each in plan.yields if each.application]
            return [held(each, each.parts, plan.call, year) for each in moved]
        case Proposal.WITHDRAW:
            gone = [each.bid for each in plan.yields if each.application]
            falling = {p.partner.name for bid in gone for p in bid.parts if signed(p)}
            return [
                held(each, each.parts, each.call, year, falling=falling)
                for each in bids
                if each not in gone
            ]
    return []


def of_merger(
    stays: Application, going: Sequence[Application], answers: Sequence[Partner], year: int
) -> Consequences:
    """Add the parts of the others to the bid that stays, as merging.py does."""
    if {cofunding.currency_of(each) for each in going} - {cofunding.currency_of(stays)}:
        return Consequences(stays, None, len(stays.parts))
    parts = {each.partner_id: each for each in stays.parts}
    moving = [part for bid in going for part in bid.parts]
    moving += [proposed(each, Part.PARTNER, cofunding.currency_of(stays)) for each in answers]
    asked = {part.partner.name for part in moving if asks_anew(part, stays)}
    for part in moving:
        known = parts.get(part.partner.id)
        terms = together(part, known, stays)
        parts[part.partner.id] = Commitment(partner=part.partner, currency=part.currency, **terms)
    return held(stays, [*parts.values()], stays.call, year, asked=asked)


def of_joining(
    stays: Application, leads: Sequence[Partner], plan: Plan, falling: Iterable[str], year: int
) -> Consequences:
    """Add leads with the part that is proposed to them; their own bids are withdrawn."""
    here = {each.partner_id for each in stays.parts}
    coming = [each for each in dict.fromkeys(leads) if each.id not in here]
    parts = [
        proposed(each, plan.part or Part.PARTNER, cofunding.currency_of(stays)) for each in coming
    ]
    for each in parts:
        each.total_cost = plan.total_cost or NOTHING
        each.co_funding = plan.co_funding or NOTHING
    asked = {each.name for each in coming}
    return held(stays, [*stays.parts, *parts], stays.call, year, asked=asked, falling=falling)


def held(
    bid: Application, parts: Sequence[Commitment], call: Call | None, year: int, *,
    asked: Iterable[str] = (), falling: Iterable[str] = (),
) -> Consequences:  # fmt: skip
    """Hold parts against what a call says of money and composition."""
    total = cofunding.added(list(parts), cofunding.currency_of(bid))
    return Consequences(
        bid,
        total,
        len(parts),
        cofunding.ceiling(call.amounts, total) if call else None,
        rates.need(call, parts, total),
        lacking(parts, call, year),
        tuple(sorted(asked)),
        tuple(sorted(falling)),
    )


def lacking(parts: Sequence[Commitment], call: Call | None, year: int) -> tuple[Message, ...]:
    """Say what these parties lack by the rules of the call and its programme."""
    if call is None:
        return ()
    return tuple(
        missing
        for each in against(call, parts, year)
        if each.verdict is Verdict.NO
        for missing in each.missing
    )

"""What all leads have agreed upon is done: a move for some proposals, a record for all."""

from datetime import datetime

from sqlalchemy.orm import Session

from lexicon.budget import NOTHING
from models import Answer, Application, Overlap, OverlapMember, Part, Person, Proposal, Stage
from workflow.applications import finding_call
from workflow.applications.cofunding import currency_of
from workflow.applications.inviting import ask, proposed
from workflow.applications.stages import (
    MOVES,
    demand_before_submitted,
    demand_possible,
    people_in,
)
from workflow.overlaps.finding import movable
from workflow.overlaps.merging import known_in, merge, refuse_two_currencies, take_over
from workflow.overlaps.plans import Plan, bids_of, called, plan_of
from workflow.overlaps.undoing import about_answer, last_event, picture
from workflow.telling import tell

# As answers/stances.py has them, two floors up.
IN_ANOTHER_BID = "already in another bid"
ANSWERED = (
    "answer", "reason", "words", "deadline", "met", "answered_by", "answered_at", "told_by",
    "told_on", "told_at",
)  # fmt: skip
# Which of them change a bid at once, and may be undone until something else does.
MOVING = (
    Proposal.MERGE, Proposal.JOIN_AS_PARTNER, Proposal.REDIRECT, Proposal.SEQUENCE,
    Proposal.WITHDRAW,
)  # fmt: skip


def carry_out(session: Session, overlap: Overlap, *, by: Person, now: datetime) -> None:
    """Make the move, and write in each bid's history what it was agreed beside which others."""
    plan, bids = plan_of(overlap), bids_of(overlap)
    before = picture(overlap) if plan.proposal in MOVING else None
    for bid in bids:
        note_beside(session, overlap, bid, plan, by=by, now=now)
    for each in movable(overlap):
        joins = plan.into is not None and each.application is not plan.into
        if joins or each in plan.yields:
            give_way(session, each, plan, by=by, now=now)
    overlap.before = before and {**before, "event": last_event(session)}


def note_beside(
    session: Session, overlap: Overlap, bid: Application, plan: Plan, *, by: Person, now: datetime
) -> None:
    """Write in a bid's history what was agreed, and beside which others: each refers to each."""
    tell(
        session,
        "agreed",
        about=bid,
        by=by,
        now=now,
        overlap=overlap.id,
        others=[called(each) for each in overlap.members if each.application is not bid],
        proposal=plan.proposal,
        demarcation=plan.demarcation,
        until=plan.until,
        message=overlap.message,
    )


def give_way(
    session: Session, member: OverlapMember, plan: Plan, *, by: Person, now: datetime
) -> None:
    """Let a member do what its lead has agreed to."""
    bid = member.application
    match plan.proposal:
        case Proposal.MERGE if plan.into and bid:
            merge(session, bid, plan.into, by=by, now=now)
        case Proposal.MERGE | Proposal.JOIN_AS_PARTNER if plan.into:
            if bid:
                refuse_two_currencies(bid, plan.into)
                withdraw(session, bid, by=by, now=now)
            invite(session, member, plan, by=by, now=now)
        case Proposal.REDIRECT | Proposal.SEQUENCE if plan.call and bid:
            demand_before_submitted(bid)
            finding_call.take(session, bid, plan.call, by=by, now=now, agreed=True)
        case Proposal.WITHDRAW if bid:
            withdraw(session, bid, by=by, now=now)
        case Proposal.WITHDRAW | Proposal.REDIRECT if member.stance:
            turn_down(session, member, now=now)


def withdraw(session: Session, bid: Application, *, by: Person, now: datetime) -> None:
    """Withdraw a bid whose lead has agreed to it, and tell everybody in it."""
    chosen = MOVES["withdraw"]
    demand_possible(bid, chosen)
    bid.stage = Stage.WITHDRAWN
    tell(
        session,
        "moved",
        about=bid,
        by=by,
        now=now,
        to=people_in(bid),
        path=f"/applications/{bid.id}",
        title=bid.title,
        move=chosen.verb,
        stage=bid.stage,
        reference=bid.reference,
        preliminary=[],
    )


def invite(
    session: Session, member: OverlapMember, plan: Plan, *, by: Person, now: datetime
) -> None:
    """Propose a part in the bid that stays to a lead who has left their own; they sign for it."""
    stays, part = plan.into, plan.part or Part.PARTNER
    assert stays
    demand_before_submitted(stays)
    moved = proposed(member.lead, part, currency_of(stays))
    moved.total_cost, moved.co_funding = plan.total_cost or NOTHING, plan.co_funding or NOTHING
    known = known_in(stays, moved)
    if known is None or known.declined_at:
        known = take_over(moved, stays)
        event = tell(
            session, "invited", about=stays, by=by, now=now, partner=member.lead.name, part=part
        )
        ask(session, event, known, by=None, today=now.date())


def turn_down(session: Session, member: OverlapMember, *, now: datetime) -> None:
    """Let an answer to a call become a no, in the name of who agreed to it."""
    stance, by = member.stance, member.replier
    assert stance
    assert by
    was = {name: getattr(stance, name) for name in ANSWERED}
    stance.answer, stance.reason = Answer.NO, IN_ANOTHER_BID
    stance.version, stance.answered_by, stance.answered_at = stance.version + 1, by.id, now
    facts = {name: getattr(stance, name) for name in ANSWERED if name not in ("met", "deadline")}
    tell(
        session,
        "answered",
        about=about_answer(stance),
        by=by,
        now=now,
        partner=stance.partner.name,
        call=stance.call.title,
        was=was,
        **facts,
    )

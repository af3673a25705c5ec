"""The leads reply to a proposal: yes, yes with a change, or no; silence is none of these."""

import datetime as dt
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models import Amendment, Overlap, OverlapMember, Person
from models.database import lock
from papers.wording import Message
from workflow.access import SIGNERS, can, demand, has_stake, speaks
from workflow.overlaps.carrying_out import carry_out
from workflow.overlaps.finding import demand_in_the_way, movable, titles
from workflow.overlaps.plans import MOST_WORDS, called, plan_of, sentence
from workflow.overlaps.proposing import facts, forget_replies, send
from workflow.overlaps.settling import demand_open, leads_people, proposers, refuse_unseen
from workflow.refusals import Incomplete, Refused
from workflow.telling import tell, write

LEAST = timedelta(days=3)  # to read what somebody else has changed


def reply(
    session: Session,
    member: OverlapMember,
    agrees: bool,
    *,
    seen: int,
    by: Person,
    now: datetime,
    reason: str = "",
) -> None:
    """Reply for one bid; when all have agreed, the proposed move is made at once.

    A no says why. A coordinator whose own organisation is in a bid cannot settle alone what they
    proposed.
    """
    overlap = hold(session, member, by, seen, agrees)
    if agrees and settles_alone(by, member):
        raise Refused("You proposed this yourself. Let somebody else reply for one of them.")
    reason = "" if agrees else worded(reason, "reason", Message("Say in a few words why."))
    member.agrees, member.replied_by, member.replied_at = agrees, by.id, now
    member.reason = reason
    tell(
        session,
        "replied",
        about=overlap,
        by=by,
        now=now,
        to=others(member, by),
        path=f"/overlaps/{overlap.id}",
        partner=member.lead.name,
        title=called(member),
        agrees=agrees,
        reason=reason,
        recorded=is_recorded(member, by),
    )
    if all(each.agrees for each in movable(overlap)):
        settle(session, overlap, by=by, now=now)


def amend(
    session: Session,
    member: OverlapMember,
    words: str,
    *,
    seen: int,
    by: Person,
    now: datetime,
    today: dt.date,
) -> None:
    """Say yes if something is otherwise: a new version, to which all others reply anew."""
    overlap = hold(session, member, by, seen, words)
    words = worded(words, "change", Message("Say what is to be otherwise."))
    if has_stake(by, overlap) and all(can(by, "reply", each) for each in movable(overlap)):
        raise Refused("You speak for all of them. Ask a coordinator for a new proposal.")
    forget_replies(overlap)
    partner = member.lead.name
    overlap.amendments = (*overlap.amendments, Amendment(partner=partner, words=words))
    overlap.version += 1
    assert overlap.reply_by
    overlap.reply_by = max(overlap.reply_by, today + LEAST)
    member.agrees, member.replied_by, member.replied_at = True, by.id, now
    event = tell(
        session,
        "agreed if",
        about=overlap,
        by=by,
        now=now,
        partner=partner,
        words=words,
        recorded=is_recorded(member, by),
    )
    send(session, event, overlap, others(member, by), by=by, stake=False)


def hold(session: Session, member: OverlapMember, by: Person, seen: int, mine: object) -> Overlap:
    """Let nobody else decide meanwhile, and refuse a reply to what was not seen."""
    overlap = member.overlap
    demand(by, "reply", member)
    lock(session, overlap)
    for each in sorted(overlap.members, key=lambda each: each.id):
        lock(session, each.thing)
    demand(by, "reply", member)  # once more: meanwhile, the lead may have been handed over
    demand_open(overlap)
    refuse_unseen(overlap, seen, mine)
    if overlap.proposal is None:
        raise Refused("Nothing has been proposed yet.")
    demand_in_the_way(member.thing)
    return overlap


def worded(words: str, field: str, missing: Message) -> str:
    """Trim what a party says, and demand that it says something."""
    words = words.strip()
    if not words:
        raise Incomplete([(field, missing)])
    if len(words) > MOST_WORDS:
        said = Message("Shorten it to {most} characters.", {"most": MOST_WORDS})
        raise Incomplete([(field, said)])
    return words


def is_recorded(member: OverlapMember, by: Person) -> bool:
    """Say whether a coordinator took the reply down by telephone."""
    return not speaks(by, member.lead)


def others(member: OverlapMember, by: Person) -> list[Person]:
    """Return who is to hear of a reply: the other leads, who proposed, and who gave it by phone."""
    overlap, lead = member.overlap, member.lead
    found = [each for each in leads_people(movable(overlap)) if each not in lead.people]
    gave = lead.people_as(*SIGNERS) if is_recorded(member, by) else []
    return list({each.id: each for each in [*found, *proposers(overlap), *gave]}.values())


def settles_alone(person: Person, member: OverlapMember) -> bool:
    """Say whether a yes would settle what the same person proposed and said every other yes to.

    Only for who has a stake in it: a coordinator without one may be told all by telephone.
    """
    overlap = member.overlap
    rest = [each for each in movable(overlap) if each is not member]
    said = {overlap.proposed_by, *(each.replied_by for each in rest)}
    return said == {person.id} and all(e.agrees for e in rest) and has_stake(person, overlap)


def settle(session: Session, overlap: Overlap, *, by: Person, now: datetime) -> None:
    """Make the move that all leads have agreed to."""
    to = [*leads_people(movable(overlap)), *proposers(overlap)]
    overlap.settled_at = now
    carry_out(session, overlap, by=by, now=now)
    said = sentence(plan_of(overlap))
    event = tell(session, "settled", about=overlap, by=by, now=now, **facts(overlap))
    write(
        session,
        event,
        "settled",
        by=by,
        to=to,
        path=f"/overlaps/{overlap.id}",
        titles=titles(overlap),
        sentence=said,
    )

"""A coordinator proposes how overlapping bids go on, takes it to a meeting, or steps aside."""

import datetime as dt
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Event, Meeting, Overlap, Person, Recusal
from models.database import lock
from workflow.access import demand, has_stake, stepped_aside
from workflow.overlaps.finding import movable, titles
from workflow.overlaps.plans import Plan, cut, demand_complete, named_in, plan_of, put, sentence
from workflow.overlaps.settling import (
    Standing,
    demand_open,
    leads_people,
    refuse_unseen,
    standing,
)
from workflow.refusals import Refused
from workflow.telling import hush, tell, write

PLAIN = ("proposal", "until", "demarcation", "part", "total_cost", "co_funding")


def propose(
    session: Session,
    overlap: Overlap,
    plan: Plan,
    *,
    message: str,
    reply_by: dt.date | None,
    seen: int,
    by: Person,
    now: datetime,
    today: dt.date,
    consulted: str = "",
    minutes: str = "",
) -> None:
    """Propose what to do, with a reason; the leads are asked anew, whatever they said before.

    Asked are those whose bids may still change; one that is submitted stays as it is.
    """
    demand(by, "propose", overlap)
    if stepped_aside(by, overlap):
        raise Refused("You have stepped aside here. Another coordinator proposes.")
    lock(session, overlap)
    demand_open(overlap)
    refuse_unseen(overlap, seen, plan.proposal)
    plan = cut(plan)
    demand_complete(overlap, plan, message, reply_by, now=now, today=today)
    if standing(overlap) is Standing.SETTLED:
        raise Refused("These are no longer in each other's way.")
    # Whoever has a bid of their own may propose, but not unseen.
    stake = has_stake(by, overlap)
    with session.no_autoflush:  # half a proposal is none
        forget_replies(overlap)
        put(overlap, plan)
        overlap.message, overlap.reply_by = message.strip(), reply_by
        overlap.proposed_by, overlap.proposed_at = by.id, now
        overlap.consulted = consulted.strip()
        overlap.minutes, overlap.amendments = " ".join(minutes.split())[:200], ()
        overlap.version += 1
    hush(session, overlap, now, "proposed", "agreed if")
    event = tell(session, "proposed", about=overlap, by=by, now=now, stake=stake, **facts(overlap))
    send(session, event, overlap, leads_people(movable(overlap)), by=by, stake=stake)


def forget_replies(overlap: Overlap) -> None:
    """Ask everybody anew: what was said was said of another proposal."""
    for each in overlap.members:
        each.forget_reply()


def facts(overlap: Overlap) -> dict[str, Any]:
    """Return what the history keeps of the proposal, as it stands."""
    plan = plan_of(overlap)
    return {
        "titles": titles(overlap),
        **{name: getattr(plan, name) for name in PLAIN},
        **named_in(plan),
        "message": overlap.message,
        "reply_by": overlap.reply_by,
        "consulted": overlap.consulted,
        "minutes": overlap.minutes,
        "changes": [f"{each.partner}: {each.words}" for each in overlap.amendments],
    }


def send(
    session: Session, event: Event, overlap: Overlap, to: Iterable[Person], *, by: Person,
    stake: bool,
) -> None:  # fmt: skip
    """Write to those who are to reply."""
    write(
        session,
        event,
        "proposed",
        by=by,
        to=to,
        path=f"/overlaps/{overlap.id}/reply",
        titles=titles(overlap),
        sentence=sentence(plan_of(overlap)),
        message=overlap.message,
        changes=tuple((each.partner, each.words) for each in overlap.amendments),
        reply_by=overlap.reply_by,
        stake=stake,
    )


def step_aside(session: Session, overlap: Overlap, *, by: Person, now: datetime) -> None:
    """Leave a finding to other coordinators, because one is too near to it."""
    demand(by, "propose", overlap)
    lock(session, overlap)
    demand_open(overlap)
    if stepped_aside(by, overlap):
        return
    overlap.recusals.append(Recusal(person=by, at=now))
    tell(session, "stepped aside", about=overlap, by=by, now=now, stake=has_stake(by, overlap))


def put_before(
    session: Session, overlap: Overlap, meeting: Meeting, *, by: Person, now: datetime,
    today: dt.date,
) -> None:  # fmt: skip
    """Put a finding before a meeting of the partnership; the parties decide all the same."""
    demand(by, "propose", overlap)
    if meeting.partner_id is not None or meeting.day < today:
        raise Refused("Choose a meeting of the partnership that is yet to come.")
    lock(session, overlap)
    demand_open(overlap)
    if overlap.meeting is meeting:
        return
    overlap.meeting = meeting
    said: dict[str, Any] = {"body": meeting.body, "day": meeting.day, "titles": titles(overlap)}
    event = tell(session, "put before", about=overlap, by=by, now=now, **said)
    path = f"/overlaps/{overlap.id}"
    to = leads_people(movable(overlap))
    write(session, event, "put_before", by=by, to=to, path=path, **said)

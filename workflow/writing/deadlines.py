"""The day that a bid is counted back from: one's own target, and the funder's when it moves."""

import datetime as dt
from collections import defaultdict
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from models import Application, Call, Event, Person
from models.database import lock, swap
from models.stage import BEFORE_SUBMITTED
from workflow.access import SIGNERS, demand
from workflow.applications.stages import demand_before_submitted, people_in
from workflow.refusals import Conflict, Refused
from workflow.telling import hush, tell, write
from workflow.writing.planning import Decision, aim, decision


def shown(call: Call) -> Call:
    """Return the call that stands for its other origins."""
    return call.same_as or call


def deadline_of(application: Application, now: datetime) -> dt.date | None:
    """Return the call's next day to apply by; while it is in doubt, the one that was told last."""
    if application.call is None:
        return None
    call = shown(application.call)
    return call.next_day(now) if call.certain else application.deadline_told


def aim_for(
    session: Session,
    application: Application,
    target: dt.date | None,
    *,
    seen: dt.date | None,
    by: Person,
    now: datetime,
) -> None:
    """Set when the partners want to have it sent; all who are in are told what that means."""
    demand(by, "edit", application)
    lock(session, application)
    demand_before_submitted(application)
    had, deadline = application.target, deadline_of(application, now)
    if target == had:
        return
    if had != seen:
        raise Conflict(
            "Meanwhile, someone else set another day: {theirs}.", mine=target, theirs=had or "–"
        )
    if target and target < now.date():
        raise Refused("Choose a day that is still to come.")
    if target and deadline and target > deadline:
        raise Refused("The call closes on {day}. Choose a day before that.", day=deadline)
    application.target = target
    hush(session, application, now, "aimed")
    event = tell(
        session, "aimed", about=application, by=by, now=now, was=had, target=target,
        title=application.title,
    )  # fmt: skip
    announce(session, event, application, "replanned", now, by=by, had=had, new=target)


def follow(session: Session, now: datetime) -> int:
    """Tell those who are in a bid that its call's day has moved; return how many bids it concerns.

    What was told before is kept with the bid, so that each day is told once, whichever clock sees
    it first. A day that has passed for the next of several has not moved.
    """
    calls = joinedload(Application.call).options(
        selectinload(Call.dates), joinedload(Call.same_as).selectinload(Call.dates)
    )
    wanted = select(Application).where(
        Application.stage.in_(BEFORE_SUBMITTED), Application.call_id.is_not(None)
    )
    moved = 0
    for bid in session.scalars(wanted.options(calls).order_by(Application.id)).unique():
        had, new = bid.deadline_told, deadline_of(bid, now)
        if had == new:
            continue
        mine = (Application.id == bid.id, Application.deadline_told.is_not_distinct_from(had))
        if not swap(session, update(Application).where(*mine).values(deadline_told=new)):
            continue
        session.expire(bid, ["deadline_told"])
        if had is None or is_past(bid, had, now):
            continue
        event = tell(
            session, "deadline moved", about=bid, by=None, now=now, was=had, then=new,
            title=bid.title,
        )  # fmt: skip
        announce(session, event, bid, "replanned", now, by=None, had=had, new=new, funder=True)
        moved += 1
    return moved


def is_past(bid: Application, day: dt.date, now: datetime) -> bool:
    """Say whether a day has gone by as it was told: a later one is the next, and no move of it."""
    assert bid.call
    gone = any(each.day == day and each.passes_at <= now for each in shown(bid.call).dates)
    return gone or day < now.date()


def announce(
    session: Session,
    event: Event,
    application: Application,
    kind: str,
    now: datetime,
    *,
    by: Person | None,
    had: dt.date | None,
    new: dt.date | None,
    funder: bool = False,
) -> None:
    """Write to everybody in a bid, each with when their own partners are to decide now."""
    sent = aim(application, deadline_of(application, now))
    decisions: defaultdict[int, list[tuple[str, Decision]]] = defaultdict(list)
    for part in application.parts:
        ahead = [each for each in part.partner.meetings if each.day >= now.date()]
        last = decision(sent, ahead, part.partner.country) if sent else None
        if last is None:
            continue
        for person in part.partner.people_as(*SIGNERS):
            decisions[person.id].append((part.partner.name, last))
    for person in people_in(application):
        write(
            session, event, kind, by=by, to=[person], path=f"/applications/{application.id}/work",
            title=application.title, had=had, new=new, funder=funder,
            decisions=decisions[person.id],
        )  # fmt: skip

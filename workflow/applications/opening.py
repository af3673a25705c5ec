"""Opening a bid, to a call or to none yet, describing it, and inviting to it."""

import datetime as dt
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Answer,
    Application,
    Call,
    Commitment,
    Event,
    Part,
    Partner,
    Person,
    Stage,
    Stance,
)
from models.database import lock
from models.job_run import ask_for_run
from models.partner import in_partnership
from models.stage import BEFORE_SUBMITTED
from workflow.access import SIGNERS, Conflict, Refused, demand, demand_here, speaks
from workflow.applications.asking import signers_beside
from workflow.applications.outlines import headings
from workflow.applications.programmes import family_for
from workflow.applications.stages import COMPARING, demand_before_submitted
from workflow.telling import hush, tell, write

PARTS = {Answer.LEAD: Part.PARTNER, Answer.JOIN: Part.PARTNER, Answer.SUPPORT: Part.ASSOCIATED}
MOST_PLACES = 200  # more is a slip of the finger


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


def others_on(session: Session, call: Call) -> list[Application]:
    """Return the bids to the same call that may still be joined instead."""
    wanted = select(Application).where(
        Application.call_id.in_([each.id for each in call.alike]),
        Application.stage.in_(BEFORE_SUBMITTED),
    )
    return list(session.scalars(wanted.order_by(Application.id)))


def open(
    session: Session,
    *,
    call: Call | None,
    lead: Partner,
    title: str,
    summary: str,
    answer_by: dt.date | None,
    by: Person,
    now: datetime,
    also: Iterable[Partner] = (),
    own: bool = False,
    places: int | None = None,
    begun_from: Application | None = None,
) -> Application:
    """Open a bid with the lead and everyone who is willing; ask each of them to sign.

    call: None where an idea looks for its call. also: partners that are asked beside the willing,
    whatever they have answered. own: a partner's own, into which nobody is asked. begun_from: the
    bid that this one goes on from.
    """
    demand(by, "open", lead)
    demand_first(session, call, lead)
    willing_ones = asked(session, call) if call else []
    mine = next((each for each in willing_ones if each.partner_id == lead.id), None)
    meant = mine is not None and mine.answer is not Answer.SUPPORT
    if call and not meant and not speaks(by, lead):
        raise Refused("{lead} has not said that it wants to take part.", lead=lead.name)
    parties = [(each.partner, PARTS[each.answer]) for each in willing_ones]
    parties += [(each, Part.PARTNER) for each in also]
    return begin(
        session, call=call, lead=lead, title=title, summary=summary, answer_by=answer_by, by=by,
        now=now, parties=() if own else parties, own=own, places=places, begun_from=begun_from,
    )  # fmt: skip


def begin(
    session: Session,
    *,
    call: Call | None,
    lead: Partner,
    title: str,
    summary: str,
    answer_by: dt.date | None,
    by: Person,
    now: datetime,
    parties: Iterable[tuple[Partner, Part]] = (),
    own: bool = False,
    places: int | None = None,
    begun_from: Application | None = None,
) -> Application:
    """Open a bid that somebody may open: with the lead, and each party once."""
    demand_here(lead)
    if begun_from:
        demand(by, "see", begun_from)
    title, summary = worded(title, summary)
    demand_first(session, call, lead)
    application = Application(
        call=call,
        family=family_for(call),
        title=title,
        summary=summary,
        stage=Stage.GATHERING,
        answer_by=answer_by,
        opened_at=now,
        own=own,
        begun_from=begun_from,
    )
    application.sections = headings(application)
    currency = call.amounts[0].currency if call and call.amounts else "SEK"
    application.commitments.append(proposed(lead, Part.LEAD, currency))
    among = {lead.id}
    for partner, part in parties:
        if partner.id not in among and partner.left_at is None:
            among.add(partner.id)
            application.commitments.append(proposed(partner, part, currency))
    application.places = counted(places, application)
    session.add(application)
    event = tell(session, "opened", about=application, by=by, now=now, title=title, lead=lead.name)
    ask_for_run(session, COMPARING, now)
    for commitment in application.commitments:
        ask(session, event, commitment, by=by)
    return application


def demand_first(
    session: Session, call: Call | None, lead: Partner, but: Application | None = None
) -> None:
    """Refuse a second bid of one lead to one call; nobody else opens one to it meanwhile."""
    if call is None:
        return
    lock(session, call)
    rivals = [each for each in others_on(session, call) if each is not but]
    if any(each.lead.id == lead.id for each in rivals):
        raise Refused("{lead} already has an application to this call.", lead=lead.name)


def counted(places: int | None, application: Application) -> int | None:
    """Return how many places a bid has; refuse fewer than are taken, and numbers out of reason."""
    if places is not None and places < len(application.parts):
        raise Refused(
            "{number} parties are in already. Give at least so many places.",
            number=len(application.parts),
        )
    if places is not None and places > MOST_PLACES:
        raise Refused("Give at most {most} places.", most=MOST_PLACES)
    return places


def invite(
    session: Session,
    application: Application,
    partner: Partner,
    *,
    part: Part = Part.PARTNER,
    by: Person,
    now: datetime,
) -> Commitment:
    """Ask one more partner, or one that declined, to be in the bid."""
    demand(by, "edit", application)
    lock(session, application)
    demand_before_submitted(application)
    demand_here(partner)
    if part is Part.LEAD:
        raise Refused("The application already has a lead.")
    if application.own:
        raise Refused("This is one partner's own application. Make it a joint one first.")
    if application.places_left == 0:
        raise Refused("All {number} places are taken. Make room first.", number=application.places)
    commitment = part_of(application, partner)
    if commitment and commitment.declined_at is None:
        raise Refused("{partner} is already asked.", partner=partner.name)
    if commitment:
        commitment.declined_at = commitment.decline_reason = None
    else:
        commitment = proposed(partner, part, application.commitments[0].currency)
        application.commitments.append(commitment)
    event = tell(
        session, "invited", about=application, by=by, now=now, partner=partner.name, part=part
    )
    ask(session, event, commitment, by=by)
    return commitment


def part_of(application: Application, partner: Partner) -> Commitment | None:
    """Return a partner's part in a bid, be it declined."""
    return next((each for each in application.commitments if each.partner_id == partner.id), None)


def describe(
    session: Session,
    application: Application,
    *,
    title: str,
    summary: str,
    seen: int,
    by: Person,
    now: datetime,
) -> None:
    """Word the bid anew; seen is the version that the person started from."""
    demand(by, "edit", application)
    title, summary = worded(title, summary)
    lock(session, application)
    demand_before_submitted(application)
    if application.version != seen:
        raise Conflict(
            "Meanwhile, someone else changed the text. Both are shown here.",
            mine={"title": title, "summary": summary},
            theirs={"title": application.title, "summary": application.summary},
        )
    facts: dict[str, Any] = {
        field: [old, new]
        for field, old, new in (
            ("title", application.title, title),
            ("summary", application.summary, summary),
        )
        if old != new
    }
    if facts:
        application.title, application.summary = title, summary
        application.version += 1
        hush(session, application, now, "described")
        event = tell(session, "described", about=application, by=by, now=now, **facts)
        write(
            session,
            event,
            "described",
            by=by,
            to=signers_beside(application, None),
            path=f"/applications/{application.id}",
            title=title,
            summary=summary,
        )
        ask_for_run(session, COMPARING, now)


def worded(title: str, summary: str) -> tuple[str, str]:
    """Trim the words of a bid, and demand a title that fits."""
    title, summary = " ".join(title.split()), summary.strip()
    if not title:
        raise Refused("Give the application a title.")
    if len(title) > 300:
        raise Refused("Shorten the title to 300 characters.")
    return title, summary


def proposed(partner: Partner, part: Part, currency: str) -> Commitment:
    """Begin a partner's part; its sums come later."""
    nothing = Decimal(0)
    return Commitment(
        partner=partner, part=part, total_cost=nothing, co_funding=nothing, currency=currency,
        costs=(), funds=(), work="",
    )  # fmt: skip


def ask(session: Session, event: Event, commitment: Commitment, *, by: Person | None) -> None:
    """Write to those who may sign for a part, each with the way to their own sign-on."""
    application = commitment.application
    write(
        session,
        event,
        "opened",
        by=by,
        to=commitment.partner.people_as(*SIGNERS),
        path=f"/applications/{application.id}/join?partner={commitment.partner_id}",
        title=application.title,
        summary=application.summary,
        lead=application.lead.name,
        partner=commitment.partner.name,
        part=commitment.part,
        leads=commitment.part is Part.LEAD,
        call=application.call.title if application.call else None,
        answer_by=application.answer_by,
    )

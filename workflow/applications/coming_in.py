"""Coming into a bid that is under way: how many may, who asks to, and what the lead says."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import Application, Latecomer, LatecomerState, Partner, Person
from models.database import lock
from workflow.access import SIGNERS, demand, demand_here
from workflow.applications import inviting
from workflow.applications.inviting import counted, part_of
from workflow.applications.stages import demand_before_submitted, people_in
from workflow.forms.profile import tidy
from workflow.refusals import Refused
from workflow.telling import tell

MOST = 1000  # characters


def make_room(
    session: Session,
    application: Application,
    *,
    places: int | None,
    own: bool,
    by: Person,
    now: datetime,
) -> None:
    """Say how many parties may be in (None: as many as come), and whether it is one's own."""
    demand(by, "edit", application)
    lock(session, application)
    demand_before_submitted(application)
    if own and len(application.parts) > 1:
        raise Refused("Others are in already, so it is a joint application.")
    places = counted(places, application)
    if (places, own) == (application.places, application.own):
        return
    application.places, application.own = places, own
    tell(session, "made room", about=application, by=by, now=now, places=places, own=own)


def ask(
    session: Session,
    application: Application,
    partner: Partner,
    words: str,
    *,
    by: Person,
    now: datetime,
) -> Latecomer:
    """Ask to come in; the lead is told. The same twice is once."""
    demand(by, "know", application)
    demand(by, "answer", partner)
    lock(session, application)
    demand_here(partner)
    demand_open_to(application, partner)
    words = tidy(words)
    if len(words) > MOST:
        raise Refused("Shorten what you say to {most} characters.", most=MOST)
    if same := waiting_for(session, application, partner):
        return same
    latecomer = Latecomer(
        application=application, partner=partner, words=words, asked_by=by.id, asked_at=now,
        state=LatecomerState.WAITING,
    )  # fmt: skip
    session.add(latecomer)
    tell(
        session, "asks in", about=application, by=by, now=now,
        to=application.lead.people_as(*SIGNERS), path=f"/applications/{application.id}/group",
        partner=partner.name, title=application.title, words=words,
    )  # fmt: skip
    return latecomer


def demand_open_to(application: Application, partner: Partner) -> None:
    """Refuse who cannot come in: it is too late, full, somebody's own, or one is in already."""
    demand_before_submitted(application)
    mine = part_of(application, partner)
    if mine and mine.declined_at is None:
        raise Refused("{partner} is already asked.", partner=partner.name)
    if application.own:
        raise Refused("{lead} applies alone.", lead=application.lead.name)
    if application.places_left == 0:
        raise Refused("All places are taken.")


def accept(session: Session, latecomer: Latecomer, *, by: Person, now: datetime) -> None:
    """Let a partner in: it is asked for its part, and everyone who is in is told."""
    application, partner = latecomer.application, latecomer.partner
    settle(session, latecomer, by=by)
    told = people_in(application)
    mine = part_of(application, partner)
    if mine is None or mine.declined_at:
        inviting.invite(session, application, partner, by=by, now=now)
    closed(latecomer, LatecomerState.ACCEPTED, "", by=by, now=now)
    tell(
        session, "came late", about=application, by=by, now=now, to=told,
        path=f"/applications/{application.id}", partner=partner.name, title=application.title,
        reason="",
    )  # fmt: skip


def decline(
    session: Session, latecomer: Latecomer, reason: str, *, by: Person, now: datetime
) -> None:
    """Do not let a partner in; it and everyone who is in are told why."""
    reason = tidy(reason)
    if not reason:
        raise Refused("Say in a few words why.")
    if len(reason) > MOST:
        raise Refused("Shorten what you say to {most} characters.", most=MOST)
    settle(session, latecomer, by=by)
    closed(latecomer, LatecomerState.DECLINED, reason, by=by, now=now)
    application, partner = latecomer.application, latecomer.partner
    told = {each.id: each for each in [*people_in(application), *partner.people_as(*SIGNERS)]}
    # Who is not in sees no more of the bid than that it is there.
    path = f"/applications/{application.id}/come-in"
    tell(
        session, "kept out", about=application, by=by, now=now, to=told.values(), path=path,
        partner=partner.name, title=application.title, reason=reason,
    )  # fmt: skip


def take_back(session: Session, latecomer: Latecomer, *, by: Person, now: datetime) -> None:
    """Ask no longer."""
    demand(by, "answer", latecomer.partner)
    lock(session, latecomer)
    demand_waiting(latecomer)
    closed(latecomer, LatecomerState.TAKEN_BACK, "", by=by, now=now)
    tell(
        session, "asks in no more", about=latecomer.application, by=by, now=now,
        partner=latecomer.partner.name,
    )  # fmt: skip


def settle(session: Session, latecomer: Latecomer, *, by: Person) -> None:
    """Demand that the person may answer, and that nobody has yet."""
    demand(by, "lead", latecomer.application)
    lock(session, latecomer.application)
    lock(session, latecomer)
    demand_before_submitted(latecomer.application)
    demand_waiting(latecomer)


def demand_waiting(latecomer: Latecomer) -> None:
    """Refuse to answer twice."""
    if latecomer.state is not LatecomerState.WAITING:
        raise Refused("Somebody has already answered.")


def closed(
    latecomer: Latecomer, state: LatecomerState, said: str, *, by: Person, now: datetime
) -> None:
    """Write down what was answered."""
    by_id = by.id  # asked before, since it may be read anew
    latecomer.state, latecomer.said = state, said
    latecomer.settled_by, latecomer.settled_at = by_id, now


def waiting_for(session: Session, application: Application, partner: Partner) -> Latecomer | None:
    """Return what a partner asked and nobody has answered."""
    wanted = select(Latecomer).filter_by(
        application_id=application.id, partner_id=partner.id, state=LatecomerState.WAITING
    )
    return session.scalar(wanted)


def waiting(session: Session, application: Application) -> list[Latecomer]:
    """Return who asks to come in and is not in yet, the first first."""
    wanted = (
        select(Latecomer)
        .options(joinedload(Latecomer.partner))
        .filter_by(application_id=application.id, state=LatecomerState.WAITING)
        .order_by(Latecomer.id)
    )
    among = {each.partner_id for each in application.parts}
    return [each for each in session.scalars(wanted) if each.partner_id not in among]
